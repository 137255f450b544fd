"""What a figure of matplotlib shows, said in words and numbers.

Every kind of plot has a function that finds it on a pair of axes: curves, points, bars
and histograms, images, contours. What else is there, such as arrows, is left to the
words of whoever draws it.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection, QuadMesh
from matplotlib.container import BarContainer
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Wedge

from minitorch.plot.charts.spreads import Box, boxes, error_bars, lengths
from minitorch.plot.curves.curve import told_course
from minitorch.plot.paper.style import LINES
from minitorch.plot.paper.words import count, listing, number, plain, point_text

_FEW = 8  # bars that are told one by one
Spans = list[tuple[float, float]]

AREAS = (PolyCollection, Wedge)
"""Of a band, a violin or a pie, no words are known that would say all of it."""


def sentence(figure: Figure) -> str:
    """Return what a figure shows, panel by panel.

    Args:
        figure: a figure of matplotlib.

    Raises:
        ValueError: there is a panel with none of the plots that are known here.
    """
    panels = [axes for axes in figure.axes if axes.get_label() != "<colorbar>"]
    told = [_panel(axes) for axes in panels]
    if not told or not all(told):
        raise ValueError(
            "described() finds no curve, points, bars, boxes, image or contours to "
            "tell of in every panel. Say yourself what the figure shows: "
            "described(words='The sum of two dice, 36 cases, most often 7.')."
        )
    if len(told) > 1:
        told = [f"Panel {i} of {len(told)}: {t}" for i, t in enumerate(told, 1)]
    return _titled(figure.get_suptitle(), " ".join(told))


def title_of(figure: Figure) -> str:
    """Return the title of a figure, or those of its panels."""
    titles = [figure.get_suptitle(), *(_title(axes) for axes in figure.axes)]
    return ", ".join(plain(title) for title in titles if title)


def _panel(axes: Axes) -> str:
    """Return what one pair of axes shows, nothing if that is not known."""
    if any(isinstance(x, AREAS) for x in (*axes.collections, *axes.patches)):
        return ""
    drawn = boxes(axes.lines)
    known = {line for box in drawn for line in box.lines}
    for container in error_bars(axes):
        known |= {*container.lines[1]}  # the ends of the bars
    lines = [line for line in axes.lines if line not in known]
    parts = [*_curves(axes, lines), *_points(axes, lines), *_errors(axes)]
    parts += _boxes(axes, drawn)
    parts += [part for kind in (_bars, _images, _contours) for part in kind(axes)]
    if not parts and not axes.has_data() and not axes.texts:
        parts = ["An empty panel"]
    return _titled(_title(axes), " ".join(f"{part}." for part in parts))


def _titled(title: str, words: str) -> str:
    return f"{plain(title)}. {words}" if title and words else words


def _title(axes: Axes) -> str:
    places: tuple[Any, ...] = ("left", "center", "right")
    return " ".join(filter(None, (axes.get_title(loc=loc) for loc in places)))


def _said(artist: Any, words: str, otherwise: str = "") -> str:
    """Return words about what is drawn, after its label or another name of it."""
    if isinstance(artist, Line2D) and artist.axes:  # with error bars, they have it
        owners = (one for one in error_bars(artist.axes) if one.lines[0] is artist)
        artist = next(owners, artist)
    label = str(artist.get_label())
    if label and not label.startswith("_"):  # as those that matplotlib gives
        otherwise = plain(label)
    return f"{otherwise}: {words}" if otherwise else f"{words[:1].upper()}{words[1:]}"


def _curves(axes: Axes, lines: Sequence[Line2D]) -> Iterator[str]:
    """Tell of each line that joins points, or of all together if they are many."""
    lines = [line for line in lines if line.get_linestyle() != "None"]
    nameless = [line for line in lines if str(line.get_label()).startswith("_")]
    if len(nameless) > len(LINES):
        places = np.concatenate([_places(line) for line in nameless])
        yield f"{count(len(nameless), 'line')}, {_spans(axes, places)}"
        lines = [line for line in lines if line not in nameless]
    for line in lines:
        along = line.get_transform().contains_branch_seperately(axes.transData)
        places = _places(line)
        if all(along):
            xs, ys = places.T
            yield _said(line, _course(xs, ys, _xlabel(axes)), _ylabel(axes, "A line"))
        elif any(along) and len(places):  # of axhline and axvline
            name, at = (_xlabel(axes), 0) if along[0] else (_ylabel(axes), 1)
            words = f"a straight line at {name} = {number(places[0, at])}"
            yield _said(line, words)


def _course(xs: Any, ys: Any, xlabel: str) -> str:
    """Say how a line runs: as a function where it goes from left to right."""
    shown = np.isfinite(xs) & np.isfinite(ys)
    if not shown.any():
        return "without a point"
    if len(xs) > 1 and np.isfinite(xs).all() and (np.diff(xs) > 0).all():
        words = told_course((xs.tolist(), ys.tolist()))
        return words.replace(" x = ", f" {xlabel} = ")
    ends = [point_text(xs[shown][i], ys[shown][i]) for i in (0, -1)]
    return f"a line from {ends[0]} to {ends[1]}, {count(int(shown.sum()), 'point')}"


def _points(axes: Axes, lines: Sequence[Line2D]) -> Iterator[str]:
    """Tell of points that no line joins: how many, and where."""
    for artist in (*lines, *axes.collections):
        if isinstance(artist, Line2D) and artist.get_linestyle() == "None":
            places = _places(artist)
        elif isinstance(artist, PathCollection):
            places = np.ma.filled(artist.get_offsets(), math.nan)
        else:
            continue
        places = places[np.isfinite(places).all(axis=1)]
        words = count(len(places), "point") if len(places) else "no points"
        yield _said(
            artist, f"{words}, {_spans(axes, places)}" if len(places) else words
        )


def _errors(axes: Axes) -> Iterator[str]:
    """Tell of error bars: along which axis, and how long they are."""
    names = {"x": _xlabel(axes), "y": _ylabel(axes)}
    for drawn in error_bars(axes):
        for letter, words in lengths(drawn):
            yield f"Error bars along {names[letter]}, {words}"


def _boxes(axes: Axes, drawn: Sequence[Box]) -> Iterator[str]:
    """Tell of box plots, each under the name that stands at its place."""
    for upright in (True, False):
        some = [box for box in drawn if box.upright == upright]
        axis = axes.xaxis if upright else axes.yaxis
        names = _at_ticks(axis, [(box.place, box.place) for box in some])
        told = [f"{n} with {box.words}" for n, box in zip(names, some, strict=True)]
        if told:
            yield f"{count(len(told), 'box plot')}: {'; '.join(told)}"


def _places(line: Line2D) -> Any:
    """Return the points of a line, of shape (n, 2), as matplotlib places them."""
    data = line.get_xdata(orig=False), line.get_ydata(orig=False)
    return np.stack([*map(_numbers, data)], axis=1)


def _spans(axes: Axes, places: Any) -> str:
    """Say how far points reach along both axes."""
    known = places[np.isfinite(places).all(axis=1)]
    if not len(known):
        return "none of them to be seen"
    xs, ys = known.T
    return f"{_span(_xlabel(axes), xs)} and {_span(_ylabel(axes), ys)}"


def _span(name: str, values: Any) -> str:
    return f"{name} from {number(values.min())} to {number(values.max())}"


def _bars(axes: Axes) -> Iterator[str]:
    """Tell of bars one by one, or of the bins of a histogram."""
    for bars in axes.containers:
        if not isinstance(bars, BarContainer) or not len(bars):
            continue
        upright = bars.orientation == "vertical"
        corners = [
            bar.get_bbox().get_points() for bar in bars
        ]  # lower left, upper right
        along, up = (0, 1) if upright else (1, 0)
        spans = [(float(low[along]), float(high[along])) for low, high in corners]
        heights = [float(high[up] - low[up]) for low, high in corners]
        axis = axes.xaxis if upright else axes.yaxis
        if _touch(spans):
            yield _said(bars, _histogram(spans, heights))
        else:
            yield _said(bars, _each_bar(_at_ticks(axis, spans), heights))


def _touch(spans: Spans) -> bool:
    """Whether each bar begins where the one before it ends, as bins do."""
    wide = max(high - low for low, high in spans)
    return len(spans) > 1 and all(
        abs(after[0] - before[1]) < 1e-6 * wide for before, after in pairwise(spans)
    )


def _histogram(spans: Spans, heights: Sequence[float]) -> str:
    fullest = heights.index(max(heights))
    low, high = (number(end) for end in spans[fullest])
    words = f"a histogram of {count(len(spans), 'bin')} from {number(spans[0][0])} to "
    words += f"{number(spans[-1][1])}, highest from {low} to {high} with "
    return words + number(heights[fullest])


def _each_bar(names: list[str], heights: Sequence[float]) -> str:
    told = [f"{name} with {number(h)}" for name, h in zip(names, heights, strict=True)]
    words = f"{count(len(told), 'bar')}: "
    if len(told) <= _FEW:
        return words + listing(told)
    most, least = (heights.index(f(heights)) for f in (max, min))
    return f"{words}the highest {told[most]}, the lowest {told[least]}"


def _at_ticks(axis: Any, spans: Spans) -> list[str]:
    """Return the words at the middle of each bar, or its place where there are none."""
    words = dict(
        zip(
            map(float, axis.get_majorticklocs()),
            (text.get_text() for text in axis.get_majorticklabels()),
            strict=False,
        )
    )
    middles = [(low + high) / 2 for low, high in spans]
    return [plain(words.get(round(at, 9), "")) or number(at) for at in middles]


def _images(axes: Axes) -> Iterator[str]:
    """Tell of images and heat maps: their size, and where the largest value is."""
    meshes = [one for one in axes.collections if isinstance(one, QuadMesh)]
    for artist in (*axes.images, *meshes):
        values = artist.get_array()
        if values is None or np.ndim(values) not in (2, 3):
            continue
        rows, columns = np.shape(values)[:2]
        words = f"An image of {rows} by {columns} "
        if np.ndim(values) == 3:
            yield f"{words}coloured pixels"
            continue
        known = _numbers(values)
        if not np.isfinite(known).any():
            yield f"{words}values, none of them finite"
            continue
        i, j = np.unravel_index(np.nanargmax(known), known.shape)
        low, high = np.nanmin(known), np.nanmax(known)
        words += f"values from {number(low)} to {number(high)}"
        yield f"{words}, the largest in row {i} and column {j}"


def _contours(axes: Axes) -> Iterator[str]:
    """Tell of the levels that have a line, or an area, and over which ends."""
    for drawn in axes.collections:
        if not isinstance(drawn, ContourSet):
            continue
        seen = [np.size(path.vertices) > 0 for path in drawn.get_paths()]
        levels = [
            number(level)
            for level, there in zip(drawn.levels, [*seen, True], strict=False)
            if there
        ]
        kind = "Areas between the values" if drawn.filled else "The contours"
        ends = np.array([axes.get_xlim(), axes.get_ylim()]).T
        yield f"{kind} {listing(levels)}, {_spans(axes, ends)}"


def _xlabel(axes: Axes) -> str:
    return plain(axes.get_xlabel()) or "x"


def _ylabel(axes: Axes, otherwise: str = "y") -> str:
    return plain(axes.get_ylabel()) or otherwise


def _numbers(values: Any) -> Any:
    """Return an array of floats, NaN where a value is masked or infinite."""
    return np.ma.filled(np.ma.masked_invalid(np.ma.asarray(values, float)), math.nan)
