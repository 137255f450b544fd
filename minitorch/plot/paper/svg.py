"""The elements of an SVG file, and the file around them.

Nothing here has an id, and there is no style rule, so any number of pictures can stand
in one page. Text is text, in the reader's font, and not an outline of it.
"""

import math
import re
from collections.abc import Iterable
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from minitorch.plot.paper.style import FONT_FAMILY, PAGE_INK, POINT

_FAR = 20_000.0  # pixels; browsers lose their way with numbers that are far larger

# What no XML file may hold, however it is written there.
_FOREIGN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Pixels = tuple[float, float]


def px(value: float) -> str:
    """Return a length or place in pixels, as short as a hundredth allows.

    >>> px(12.0), px(0.126), px(-0.001)
    ('12', '0.13', '0')
    """
    text = f"{max(-_FAR, min(_FAR, value)):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def legal(file: str) -> str:
    r"""Return the text of a file with the sign � for what it may not hold.

    Names and titles are whatever a program made them, so that a control character or
    half of a pair of surrogates may be among them.

    >>> legal("<text>x\x00</text>")
    '<text>x�</text>'
    """
    return _FOREIGN.sub("\N{REPLACEMENT CHARACTER}", file)


def element(tag: str, content: str = "", **attributes: object) -> str:
    """Return an element; attributes that are None or empty are left out.

    >>> element("path", d="M0 0", stroke_width=2, kind="line", fill=None)
    '<path d="M0 0" stroke-width="2" class="line"/>'
    """
    written = "".join(
        f" {'class' if name == 'kind' else name.replace('_', '-')}="
        + quoteattr(px(value) if isinstance(value, float) else str(value))
        for name, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def share(opacity: float) -> float | None:
    """Return an opacity as an attribute, none for what hides all behind it."""
    return None if opacity == 1 else float(opacity)


def outline(points: Iterable[Pixels], closed: bool = False) -> str:
    """Return the path along points; NaN interrupts it.

    >>> outline([(0, 0), (10, 5), (math.nan, 0), (20, 0), (20, 9)])
    'M0 0L10 5M20 0L20 9'
    """
    parts, pen = [], "M"
    for x, y in points:
        if math.isnan(x) or math.isnan(y):
            pen = "M"
            continue
        parts.append(f"{pen}{px(x)} {px(y)}")
        pen = "L"
    return "".join(parts) + ("z" if closed else "")


def group(kind: str, body: str, x: float = 0.0, y: float = 0.0) -> str:
    """Return a group of elements, moved by (x, y) pixels.

    >>> group("axis", "<path/>", y=5.0)
    '<g class="axis" transform="translate(0 5)"><path/></g>'
    """
    move = f"translate({px(x)} {px(y)})" if x or y else None
    return element("g", body, kind=kind, transform=move)


def path(
    kind: str, d: str, colour: str = PAGE_INK, width: float = 1.5, **more: Any
) -> str:
    """Return the stroke along a path, none along an empty one.

    Its width is in points of print.
    """
    return d and element(
        "path",
        kind=kind,
        d=d,
        fill="none",
        stroke=colour,
        stroke_width=width * POINT,
        **more,
    )


def rect(
    kind: str, x: float, y: float, width: float, height: float, **look: Any
) -> str:
    """Return a rectangle whose upper left corner is at (x, y)."""
    place = {"x": float(x), "y": float(y)}
    size = {"width": float(width), "height": float(height)}
    return element("rect", "", kind=kind, **place, **size, **look)


def write_svg(
    size: Pixels, title: str, alt: str, body: str, *, inline: bool = False, **more: Any
) -> str:
    """Return an SVG of a size in pixels, with its title and the sentence about it.

    The sentence stands three times in a file, for different readers; in a page, where
    an SVG is `inline`, its `aria-label` is enough.
    """
    width, height = map(px, size)
    told = element("title", escape(title)) if title else ""
    if not inline:
        said = escape(alt)
        purl = "http://purl.org/dc/elements/1.1/"
        inner = f'<dc:description xmlns:dc="{purl}">{said}</dc:description>'
        told += element("desc", said) + element("metadata", inner)
    drawn = element(
        "svg",
        told + body,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_label=alt,
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
        font_family=FONT_FAMILY,
        **more,
    )
    return legal(drawn)
