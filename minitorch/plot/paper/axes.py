"""Axes: a rectangle of the plane that is drawn on, in data or in pixels.

Whoever draws calls `set_limits` first, then draws in data coordinates, or in pixels
from the upper left corner of the axes. Everything is kept as text of SVG, with the
layer on which it lies: 0 areas, 1 rectangles, 2 lines, 4 marks, 6 texts.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from minitorch.plot.paper import lettering, strokes, svg
from minitorch.plot.paper.style import (
    BLUE,
    FONT_SIZE,
    INCH,
    INK,
    POINT,
    SOLID,
    Dashes,
    Mark,
)
from minitorch.plot.paper.svg import Pixels

Limits = tuple[float, float]


@dataclass
class Axis:
    """One of the two axes: where it begins and ends, and what stands at it.

    Args:
        limits: the data at its two ends.
        log: whether equal steps along it are equal factors.
        ticks: where there is a number or a word, and which.
        label: its name.
        tick_length: how far the ticks stand out, in points.
        pad: room between a tick and its text, in points.
        grid: whether a light line crosses the axes at every tick.
    """

    limits: Limits = (0.0, 1.0)
    log: bool = False
    ticks: list[tuple[float, str]] = field(default_factory=list)
    label: str = ""
    tick_length: float = 3.5
    pad: float = 3.5
    grid: bool = False

    def share(self, value: Any) -> float:
        """Return how far along the axis a value is: 0 at its start, 1 at its end."""
        low, high = map(self._scaled, self.limits)
        return (self._scaled(value) - low) / (high - low)

    def _scaled(self, value: Any) -> float:
        if not self.log:
            return float(value)
        return math.log10(value) if value > 0 else math.nan


class Axes:
    """A pair of axes, and what is drawn on it.

    Args:
        width, height: its size in inches.

    >>> axes = Axes(2, 1)
    >>> axes.set_limits((0, 4), (0, 1))
    >>> axes.at(1, 1)
    (48.0, 0.0)
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.x, self.y = Axis(), Axis()
        self.framed = True
        self._items: list[tuple[float, bool, str]] = []

    def set_limits(self, xlim: Limits, ylim: Limits, log: bool = False) -> None:
        """Set the data at the left and right, and at the lower and upper end."""
        self.x.limits = float(xlim[0]), float(xlim[1])
        self.y.limits = float(ylim[0]), float(ylim[1])
        self.x.log = self.y.log = log

    @property
    def xlim(self) -> Limits:
        """The data at the left and at the right end."""
        return self.x.limits

    @property
    def ylim(self) -> Limits:
        """The data at the lower and at the upper end."""
        return self.y.limits

    def at(self, x: Any, y: Any) -> Pixels:
        """Return where a point of the data is, in pixels from the upper left."""
        return (
            self.x.share(x) * self.width * INCH,
            (1 - self.y.share(y)) * self.height * INCH,
        )

    def line(
        self,
        xs: Iterable[Any],
        ys: Iterable[Any],
        colour: str = BLUE,
        width: float = 2.6,
        dashes: Dashes = SOLID,
        clip: bool = True,
        layer: float = 2,
        opacity: float = 1.0,
        kind: str = "line",
    ) -> None:
        """Draw a line through points, interrupted where one is NaN."""
        points = [self.at(x, y) for x, y in zip(xs, ys, strict=True)]
        drawn = strokes.line(kind, points, colour, width, dashes, opacity)
        self.add(layer, drawn, clip)

    def line_at(
        self,
        points: Iterable[Pixels],
        colour: str = INK,
        width: float = 1.6,
        dashes: Dashes = SOLID,
        layer: float = 2,
        kind: str = "line",
    ) -> None:
        """Draw a line through points in pixels, also beyond the axes."""
        self.add(layer, strokes.line(kind, points, colour, width, dashes))

    def marks(
        self, xs: Iterable[Any], ys: Iterable[Any], mark: Mark, layer: float = 4
    ) -> None:
        """Mark points, whole also at the edge; those that are NaN are left out."""
        places = [self.at(x, y) for x, y in zip(xs, ys, strict=True)]
        seen = [place for place in places if all(map(math.isfinite, place))]
        if seen:
            self.add(layer, strokes.marks(seen, mark))

    def area(
        self,
        rings: Iterable[Iterable[tuple[Any, Any]]],
        colour: str,
        opacity: float = 1.0,
        layer: float = 0,
        kind: str = "area",
    ) -> None:
        """Fill what lies inside of an odd number of closed rings."""
        d = "".join(
            svg.outline([self.at(x, y) for x, y in ring], closed=True) for ring in rings
        )
        drawn = svg.element(
            "path",
            kind=kind,
            d=d,
            fill=colour,
            fill_rule="evenodd",
            fill_opacity=svg.share(opacity),
        )
        self.add(layer, drawn, clip=True)

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        outline: str | None = None,
        layer: float = 1,
        opacity: float = 1.0,
        kind: str = "box",
    ) -> None:
        """Draw a rectangle from the corner (x, y) of the data; colour may be none."""
        (x0, y0), (x1, y1) = self.at(x, y), self.at(x + width, y + height)
        drawn = svg.rect(
            kind,
            min(x0, x1),
            min(y0, y1),
            abs(x1 - x0),
            abs(y1 - y0),
            fill=colour,
            fill_opacity=svg.share(opacity),
            stroke=outline,
            stroke_width=POINT if outline else None,
        )
        self.add(layer, drawn)

    def text(self, x: Any, y: Any, words: str, *args: Any, **look: Any) -> None:
        """Write words at a point of the data; the rest is as in `text_at`."""
        self.text_at(*self.at(x, y), words, *args, **look)

    def text_at(
        self,
        px: float,
        py: float,
        words: str,
        anchor: str = "start",
        level: str = "baseline",
        size: float = FONT_SIZE,
        colour: str = INK,
        layer: float = 6,
        kind: str = "label",
        turned: bool = False,
    ) -> None:
        """Write words at a point in pixels, also beyond the axes."""
        drawn = lettering.text(
            kind, px, py, words, anchor, colour, level=level, size=size, turned=turned
        )
        self.add(layer, drawn)

    def add(self, layer: float, drawn: str, clip: bool = False) -> None:
        """Add a piece of SVG, in pixels from the upper left corner."""
        self._items.append((layer, clip, drawn))

    def svg(self, left: float, top: float) -> str:
        """Return what was drawn, from the lowest layer to the highest.

        An `<svg>` inside of another shows nothing beyond its edges: it clips the lines
        and areas, without an id that a second picture on the page could have, too.
        """
        size = {"width": self.width * INCH, "height": self.height * INCH}
        items = sorted(self._items, key=lambda item: item[0])
        drawn = ""
        for clipped, group in groupby(items, key=lambda item: item[1]):
            parts = "".join(part for _, _, part in group)
            drawn += svg.element("svg", parts, **size) if clipped else parts
        return svg.group("axes", drawn, left, top)
