"""Tasks on their pages: what to write, a cell to write it in, and what checks it there.

A page says where its task stands, and these directives fill it in from the manifest and
from the engine itself, so that nothing of a task is typed twice:

    {task-facts} 1.4     minutes, what comes before, lecture, reading, files, commands
    {task-cell} 1.4      the functions with holes, to be written and checked, and hints
    {task-solution} 1.4  the engine's own source, folded
    {task-progress}      all tasks, with ticks: the page "Your progress"
    {workbook-zip}`text` a link to the workbook as one file

What a reader does with them is in live/browser/tasks/. Sphinx has code blocks and
folded text, but nothing that cuts functions or knows what a task is.

    texts.py       what a task shows: its holes, its answer, where to do it by hand
    parts.py       the nodes, and their HTML
    directives.py  how a page names them
    offered.py     the workbook in the site: for checks in the browser, and as one zip
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import directives, offered, parts

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for part in (parts, directives, offered):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
