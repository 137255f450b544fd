"""Texts of one line or more, with the little mathematics in them, as SVG."""

from xml.sax.saxutils import escape

from minitorch.plot.paper.mathtext import Run, runs
from minitorch.plot.paper.style import FONT_SIZE, PAGE_INK, POINT
from minitorch.plot.paper.svg import element, px

_LINE_SPACING = 1.2  # from one line of a text to the next, in its size
# How far below a height the baseline of its text is, in the size of the text.
_LEVELS = {"baseline": 0.0, "middle": 0.36, "top": 0.76}


def text(
    kind: str,
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    colour: str = PAGE_INK,
    *,
    level: str = "baseline",
    size: float = FONT_SIZE,
    turned: bool = False,
    bold: bool = False,
) -> str:
    """Return a text of one line or more, of a size in points of print.

    Args:
        kind: the class of its elements.
        x, y: where it stands, in pixels.
        words: the text, with mathematics between dollar signs.
        anchor: which part of it is at x: its "start", "middle" or "end".
        colour: its colour.
        level: what is at y: the first line's "baseline" or "top", or the "middle" of
            all.
        size: the size of its letters in points.
        turned: whether it runs from below to above.
        bold: whether its letters are bold.
    """
    height = size * POINT
    lines = words.split("\n")
    down = _LEVELS[level] * height
    if level == "middle":
        down -= (len(lines) - 1) / 2 * _LINE_SPACING * height
    return "".join(
        element(
            "text",
            _spans(runs(line), height),
            kind=kind,
            x=float(x),
            y=float(y + down + i * _LINE_SPACING * height),
            text_anchor=None if anchor == "start" else anchor,
            font_size=height,
            font_weight="bold" if bold else None,
            fill=colour,
            transform=f"rotate(-90 {px(x)} {px(y)})" if turned else None,
        )
        for i, line in enumerate(lines)
        if line
    )


def _spans(parts: list[Run], height: float) -> str:
    """Return the runs of a line; each moves on from where the last one ended."""
    written, rise = [], 0.0
    for run in parts:
        plain = run == Run(run.text) and rise == 0
        written.append(escape(run.text) if plain else _span(run, rise, height))
        rise = run.rise
    return "".join(written)


def _span(run: Run, rise: float, height: float) -> str:
    return element(
        "tspan",
        escape(run.text),
        font_style="italic" if run.italic else None,
        font_size=run.size * height if run.size != 1 else None,
        dx=run.space * height or None,
        dy=(rise - run.rise) * height or None,
    )
