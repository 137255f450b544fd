"""Runs the cells of a page in the reader's browser, as a notebook would.

Pyodide imports this package in a worker; plain CPython can, too, for the tests.

    cells.py     one namespace, one cell after the other
    commands.py  %time and its like
    asking.py    what input() does
    outlet.py    what cells print and show on its way out, and where it is cut
    graphs.py    long graphs are freed without a deep stack
    shown.py     how a value looks: HTML, SVG, or text
    errors.py    a traceback that shows the reader's own lines
    needs.py     which packages a cell needs before it can run
    stars.py     `from minitorch import *` where numpy is not there
    standin.py   the names of IPython that notebooks use
    workbook.py  checks answers to tasks, and puts them into use
"""

from . import workbook
from .cells import Session
from .needs import needed
from .outlet import Outlet

__all__ = ["Outlet", "Session", "needed", "workbook"]
