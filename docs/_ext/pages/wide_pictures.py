"""Wide pictures keep their size on a narrow screen, and scroll sideways instead.

A row of three panels squeezed to a phone's width could not be read. The class that is
given here is all that the style sheets need.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

WIDE = 700  # CSS pixels: wider than any single panel
UNITS = {"pt": 96 / 72, "px": 1.0, "": 1.0}
WIDTH = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)(pt|px|)"')


def width(svg: Path) -> float:
    """The width of an SVG file in CSS pixels, 0 where it names none."""
    try:
        found = WIDTH.search(svg.read_text(encoding="utf-8")[:2000])
    except (OSError, UnicodeDecodeError):
        return 0.0  # Sphinx reports a file that it cannot copy
    return float(found[1]) * UNITS[found[2]] if found else 0.0


def mark_wide_pictures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Give every wide picture the class ``wide``."""
    for image in doctree.findall(nodes.image):
        is_svg = image["uri"].endswith(".svg")
        if is_svg and width(Path(app.srcdir, image["uri"].lstrip("/"))) > WIDE:
            image["classes"].append("wide")


def register(app: Sphinx) -> None:
    """Look at every document before it is written."""
    app.connect("doctree-resolved", mark_wide_pictures)
