"""Looking at what matplotlib has drawn for a Chart: texts, lines and marks."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.text import Text

from minitorch.plot import Chart


def panel(chart: Chart, number: int = 0) -> Axes:
    """The axes of one panel, drawn."""
    return chart.figure().axes[number]


def places(axes: Axes, shape: str) -> np.ndarray:
    """Where the marks of one shape are in the data, shape (n, 2)."""
    found = [line.get_xydata() for line in axes.lines if line.get_marker() == shape]
    return np.concatenate([np.empty((0, 2)), *map(np.asarray, found)])


def curves(axes: Axes) -> list[np.ndarray]:
    """The lines through points of the data, each of shape (n, 2)."""
    lines = [line for line in axes.lines if is_curve(axes, line)]
    return [np.asarray(line.get_xydata()) for line in lines]


def is_curve(axes: Axes, line: Any) -> bool:
    """Whether a line joins points of the data."""
    return line.get_linestyle() != "None" and line.get_transform() == axes.transData


def contours(axes: Axes) -> list[tuple[float, np.ndarray]]:
    """The levels of contours, each with the points of its lines."""
    (drawn,) = [each for each in axes.collections if isinstance(each, ContourSet)]
    paths = [np.asarray(path.vertices) for path in drawn.get_paths()]
    return [*zip(map(float, drawn.levels), paths, strict=True)]


def texts(figure: Figure) -> list[Text]:
    """All words that can be seen, without numbers beyond the end of an axis."""
    found = figure.findobj(lambda one: isinstance(one, Text) and one.get_text() != "")
    beyond = {id(text) for axes in figure.axes for text in _beyond(axes)}
    return [text for text in found if text.get_visible() and id(text) not in beyond]


def _beyond(axes: Axes) -> Iterator[Any]:
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                yield from (tick.label1, tick.label2)


def pixels(chart: Chart) -> np.ndarray:
    """A chart as matplotlib paints it, of shape (height, width, 4), from 0 to 255."""
    canvas = FigureCanvasAgg(chart.figure())
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def box(text: Text) -> np.ndarray:
    """Points close together inside of a text's box, turned as the text is: (n, 2)."""
    around, turn = text.get_window_extent(), text.get_rotation()
    text.set_rotation(0)
    flat = text.get_window_extent()
    text.set_rotation(turn)
    across = np.linspace(-flat.width / 2, flat.width / 2, 16)
    up = np.linspace(-flat.height / 2, flat.height / 2, 5) * 0.7  # without the air
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    middle = (around.x0 + around.x1) / 2, (around.y0 + around.y1) / 2
    return np.asarray(grid @ [[c, s], [-s, c]] + middle)


def drawn(axes: Axes) -> Iterator[tuple[str, np.ndarray]]:
    """Lines, contours and marks as points close together on the canvas."""
    for line in axes.lines:
        corners = line.get_transform().transform(line.get_xydata())
        if line.get_linestyle() != "None":
            yield "line", dense(corners)
        if line.get_marker() != "None":
            yield f"mark {line.get_marker()}", corners
    for each in axes.collections:
        for path in each.get_paths():
            for piece in path.to_polygons(closed_only=False):
                yield type(each).__name__, dense(axes.transData.transform(piece))


def dense(corners: np.ndarray) -> np.ndarray:
    """Points at most a pixel apart along a line."""
    if not corners.size:
        return np.empty((0, 2))
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
    at = np.arange(0, along[-1] + 1, 1.0)
    return np.stack([np.interp(at, along, c) for c in corners.T], axis=1)


def nearest(one: np.ndarray, other: np.ndarray) -> float:
    """How near two sets of points come, in pixels; infinite for those far apart."""
    if not one.size or not other.size:
        return np.inf
    apart = np.maximum(one.min(0) - other.max(0), other.min(0) - one.max(0))
    if apart.max() > 20:
        return np.inf
    close = (other > one.min(0) - 20) & (other < one.max(0) + 20)
    other = other[close.all(axis=1)]
    gaps = np.hypot(*(one[:, None] - other[None]).transpose(2, 0, 1))
    return float(gaps.min()) if gaps.size else np.inf
