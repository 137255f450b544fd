"""From a matplotlib figure to SVG text that can stand in any page.

Matplotlib writes ids such as `figure_1` into every file and a style rule for `*`,
which is harmless in a file of its own. Inside a page, two pictures would share their
ids and every other drawing would obey the rule. Here both are made the picture's own.
"""

import hashlib
import io
import re

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

_STYLE = re.compile(r"<defs>\s*<style[^>]*>\*\{([^}]*)\}</style>\s*</defs>\s*")
_ID = re.compile(r'(\bid="|href="#|url\(#)')


def write_svg(figure: Figure, title: str, description: str) -> str:
    """Returns the figure as an `<svg>` element, with its title and description."""
    metadata = {
        "Title": title,
        "Description": description,
        "Date": None,
        "Creator": None,
    }
    buffer = io.StringIO()
    FigureCanvasSVG(figure).print_figure(buffer, format="svg", metadata=metadata)
    return _own_ids(_own_style(_without_prolog(buffer.getvalue())))


def _without_prolog(svg: str) -> str:
    return svg[svg.index("<svg") :]


def _own_style(svg: str) -> str:
    """Moves the rule for every element of the page to this `<svg>` alone."""
    rule = _STYLE.search(svg)
    if rule is None:
        return svg
    start = f'<svg role="img" style="{rule[1].strip()}"'
    return _STYLE.sub("", svg).replace("<svg", start, 1)


def _own_ids(svg: str) -> str:
    """Puts a prefix that follows from the content before every id."""
    prefix = "p" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    return _ID.sub(rf"\g<1>{prefix}-", svg)
