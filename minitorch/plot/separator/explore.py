"""A linear separator to try out: drag the line, and see what every point costs.

Without a script it is a figure with a sentence and a table. In the course's pages the
script `separator.js` lets readers move the line, choose a data set and a seed, and link
to what they see.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import chain
from typing import Any

from minitorch.data.points import Point, PointSet
from minitorch.data.whole import check_seed
from minitorch.plot.arguments import as_number, check_title
from minitorch.plot.paper.figure import Figure
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.style import INK, TITLE_SIZE
from minitorch.plot.paper.svg import legal, write_svg
from minitorch.plot.paper.words import plain
from minitorch.plot.plane.scatter import read_points, square_range
from minitorch.plot.separator.drawn import SIZE, draw_losses, draw_plane, panel
from minitorch.plot.separator.situation import Situation, short

Makers = Mapping[str, Callable[..., PointSet]]
Choice = dict[str, list[PointSet]]

LIMITS = {"w1": 10.0, "w2": 10.0, "b": 20.0}  # how far each parameter can be moved
_FARTHEST = 1e6  # coordinate of a point
_HEADS = ("point", "x₁", "x₂", "class", "m(x)", "loss", "side")


@dataclass(frozen=True, repr=False)
class Separator(Figure):
    """A linear model, points, and the loss of every point.

    Args:
        title: what stands above it.
        choice: the data sets to choose from, by name; a PointSet for each seed.
        start: the situation that is shown at first.
    """

    title: str
    choice: Choice
    start: Situation

    @property
    def alt(self) -> str:
        """The sentence that says what is shown at first."""
        now = self.start
        said = f"{plain(self.title)}. {now.counts} {now.headline} {now.details}"
        return said.lstrip(". ")

    def svg(self) -> str:
        """Return the first situation as the text of an SVG file."""
        title = plain(self.title)
        body = text("title", 46, 26, title, size=TITLE_SIZE)
        place: dict[str, Any] = {"y": 36, "width": SIZE, "height": SIZE}
        body += panel("plane", draw_plane(self.start), **place)
        body += panel("losses", draw_losses(self.start), x=SIZE, **place)
        return write_svg((2 * SIZE, SIZE + 36), title, self.alt, body, color=INK)

    def html(self) -> str:
        """Return the element that pages show; it needs no script to be read."""
        losses = f"{plain(self.title)}. The loss of every point, on the curve −log σ."
        return legal(
            "<linear-separator data-prevent-swipe>"
            f'<p class="separator-title">{escape(plain(self.title))}</p>'
            + panel("plane", draw_plane(self.start), self.alt)
            + panel("losses", draw_losses(self.start), losses)
            + f'<p class="separator-summary"><strong>{self.start.headline}</strong> '
            f"{self.start.details}</p>"
            + self._table()
            + f'<script type="application/json">{self._data()}</script>'
            "</linear-separator>"
        )

    def _table(self) -> str:
        heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
        return (
            '<details class="separator-table">'
            "<summary>The loss of every point</summary>"
            f"<table><thead><tr>{heads}</tr></thead><tbody>{table_rows(self.start)}"
            "</tbody></table></details>"
        )

    def _data(self) -> str:
        """Return what the script needs as JSON; equal points are there once."""
        now = self.start
        places: list[list[Point]] = []
        for points in chain(*self.choice.values()):
            if points.X not in places:
                places.append(points.X)
        sets = {
            name: [[places.index(s.X), "".join(map(str, s.y))] for s in versions]
            for name, versions in self.choice.items()
        }
        start: dict[str, Any] = {"w1": now.w1, "w2": now.w2, "b": now.b}
        start |= {"data": now.points.name, "seed": now.seed or 0}
        data = {
            "title": plain(self.title),
            "start": start,
            "choice": now.seed is not None,
            "limits": LIMITS,
            "ends": now.ends,
            "X": places,
            "sets": sets,
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return text.replace("<", r"\u003c")

    def __repr__(self) -> str:
        return f"<Separator: {self.alt}>"


def explore_separator(
    title: str,
    points: PointSet | Makers,
    w1: float,
    w2: float,
    b: float,
    *,
    data: str = "Simple",
    seed: int = 0,
    n: int = 30,
    seeds: int = 6,
) -> Separator:
    """Show a linear model that can be moved by hand, with the loss of every point.

    The model is m(x) = w1 x1 + w2 x2 + b, and says 1 where it is positive. The loss of
    a point is -log σ(m(x)) if its class is 1 and -log σ(-m(x)) if it is 0, computed
    with Scalars.

    Args:
        title: what stands above it.
        points: a data set; or `minitorch.datasets`, for a choice by name and seed.
        w1, w2, b: the parameters at first, up to 10, 10 and 20 in size.
        data, seed: the data set that is shown at first, if there is a choice.
        n: how many points each data set of a choice has.
        seeds: how many seeds can be chosen, from 0 on.

    Returns:
        A figure whose `alt` says the total loss, the number of points on the wrong side
        and where the boundary runs.

    Raises:
        TypeError: `points` is neither a data set nor a mapping of makers.
        ValueError: there is no such data set or seed, there are no points, or a
            parameter or a coordinate is too large.

    >>> s = PointSet([(0.2, 0.4), (0.7, 0.1)], [1, 0])
    >>> separator = explore_separator("Two points", s, -1.0, 0.0, 0.5)
    >>> round(separator.start.total, 4), separator.start.wrong
    (1.1525, [False, False])
    """
    check_title(title)
    for name, value in zip(LIMITS, (w1, w2, b), strict=True):
        _check_parameter(name, value)
    if isinstance(points, Mapping):
        seed = check_seed(seed)
        choice = _make(points, data, seed, n, seeds)
        chosen, told = choice[data][seed], seed
    else:
        chosen, told = _plain(points), None
        choice = {chosen.name: [chosen]}
    places = [s.X for versions in choice.values() for s in versions]
    if not all(places):
        raise ValueError("explore_separator needs a data set of at least one point.")
    ends = square_range([*chain(*places)], 0.0, 1.0)
    if max(map(abs, ends)) > _FARTHEST:
        raise ValueError(
            f"explore_separator draws points up to {_FARTHEST:g}, got some between "
            f"{ends[0]:g} and {ends[1]:g}. Divide all of them by the same number."
        )
    start = Situation(chosen, float(w1), float(w2), float(b), ends, told)
    return Separator(title, choice, start)


def table_rows(now: Situation) -> str:
    """Return the rows of the table of losses."""
    rows = []
    columns = (now.points.X, now.points.y, now.values, now.losses, now.wrong)
    for i, ((x1, x2), label, m, loss, wrong) in enumerate(zip(*columns, strict=True)):
        side = "wrong" if wrong else "right"
        cells = [str(i + 1), f"{x1:.2f}", f"{x2:.2f}", str(label)]
        cells += [short(m), f"{loss:.4f}", side]
        rows.append(f'<tr class="{side}"><td>{"</td><td>".join(cells)}</td></tr>')
    return "".join(rows)


def _make(makers: Makers, data: str, seed: int, n: int, seeds: int) -> Choice:
    if data not in makers:
        raise ValueError(f"No data set {data!r}; there are {', '.join(makers)}.")
    if not 0 <= seed < seeds:
        raise ValueError(
            f"The seed must be one of those that can be chosen, 0 to {seeds - 1}, got "
            f"{seed!r}. Pass a larger `seeds`, or another `seed`."
        )
    return {
        name: [
            replace(_plain(make(n, seed=number)), name=name) for number in range(seeds)
        ]
        for name, make in makers.items()
    }


def _plain(points: PointSet) -> PointSet:
    """Return a data set of Python's own numbers, as JSON can write them."""
    return PointSet(*read_points(points), getattr(points, "name", ""))


def _check_parameter(name: str, value: float) -> None:
    if not abs(as_number(value, name)) <= LIMITS[name]:
        raise ValueError(
            f"{name} must be a number from {-LIMITS[name]:g} to {LIMITS[name]:g}, the "
            f"ends of its slider, got {value!r}."
        )
