"""What stands around the axes: two edges, the ticks with their numbers, the names."""

from minitorch.plot.paper import svg
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.style import FONT_SIZE, GREY, INCH, POINT
from minitorch.plot.paper.words import text_pixels

_GRID, _FRAME = -1.0, 3.0  # layers
_GRID_WIDTH, _EDGE_WIDTH, _TICK_WIDTH = 0.8, 1.0, 0.8  # points
_LABEL_PAD = 4.0  # points from the numbers to the name of the axis
_ASCENT, _DESCENT = 0.76, 0.24  # of a text's size, above and below its baseline
_HEIGHT = FONT_SIZE * POINT


def draw_edges(axes: Axes) -> None:
    """Draw the grid, the edges, ticks, numbers and names of the axes."""
    if not axes.framed:
        return
    width, height = axes.width * INCH, axes.height * INCH
    xs = [(axes.x.share(at) * width, text) for at, text in axes.x.ticks]
    ys = [((1 - axes.y.share(at)) * height, text) for at, text in axes.y.ticks]
    if axes.x.grid:
        _grid(axes, "".join(f"M{svg.px(x)} 0V{svg.px(height)}" for x, _ in xs))
    if axes.y.grid:
        _grid(axes, "".join(f"M0 {svg.px(y)}H{svg.px(width)}" for y, _ in ys))
    _stroke(axes, "edge", f"M0 0V{svg.px(height)}H{svg.px(width)}", _EDGE_WIDTH)
    _across(axes, xs, width, height)
    _upright(axes, ys, height)


def _grid(axes: Axes, d: str) -> None:
    axes.add(_GRID, svg.path("grid", d, GREY, _GRID_WIDTH, opacity=0.25))


def _stroke(axes: Axes, kind: str, d: str, width: float) -> None:
    axes.add(_FRAME, svg.path(kind, d, GREY, width))


def _across(
    axes: Axes, ticks: list[tuple[float, str]], width: float, bottom: float
) -> None:
    """Draw what stands below the axes."""
    length = axes.x.tick_length * POINT
    top = bottom + length + axes.x.pad * POINT
    if length and ticks:
        d = "".join(f"M{svg.px(x)} {svg.px(bottom)}v{svg.px(length)}" for x, _ in ticks)
        _stroke(axes, "ticks", d, _TICK_WIDTH)
    for x, words in ticks:
        axes.text_at(x, top, words, "middle", "top", kind="tick")
    if axes.x.label:
        below = top + ((_ASCENT + _DESCENT) * _HEIGHT if ticks else 0.0)
        place = width / 2, below + _LABEL_PAD * POINT
        axes.text_at(*place, axes.x.label, "middle", "top", kind="name")


def _upright(axes: Axes, ticks: list[tuple[float, str]], height: float) -> None:
    """Draw what stands to the left of the axes, the name running upwards."""
    length = axes.y.tick_length * POINT
    right = -length - axes.y.pad * POINT
    if length and ticks:
        d = "".join(f"M0 {svg.px(y)}h{svg.px(-length)}" for y, _ in ticks)
        _stroke(axes, "ticks", d, _TICK_WIDTH)
    for y, words in ticks:
        axes.text_at(right, y, words, "end", "middle", kind="tick")
    if axes.y.label:
        widest = max((text_pixels(words) for _, words in ticks), default=0.0)
        x = right - widest - _LABEL_PAD * POINT - _DESCENT * _HEIGHT
        place = x, height / 2
        axes.text_at(*place, axes.y.label, "middle", kind="name", turned=True)
