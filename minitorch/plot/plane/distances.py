"""Distances from points to the boundary of a linear model."""

from collections.abc import Callable, Sequence
from math import dist, hypot, isclose, isfinite
from typing import Any

from minitorch.data.points import Point
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.style import GREY
from minitorch.plot.paper.words import count, number
from minitorch.plot.plane.scatter import columns
from minitorch.plot.sampling import sample_grid


def find_feet(
    call: Callable[..., Any], threshold: float, xs: Sequence[Point]
) -> list[Point]:
    """Return the point of the boundary that is nearest to each point.

    For m(x) = x1 w1 + x2 w2 + b, the foot of the perpendicular from x to the line
    m = threshold is x - d w / |w|, where d = (m(x) - threshold) / |w|.

    Raises:
        ValueError: the model is not linear, or is constant, or its boundary is
            infinitely far away.
    """
    w1, w2, b = _read_linear(call)
    size = hypot(w1, w2)
    near = 1e-9 * max(size, abs(b))
    if not size or not all(
        isclose(_value(call, x), x[0] * w1 + x[1] * w2 + b, rel_tol=1e-6, abs_tol=near)
        for x in [*xs, (0.3, 0.8)]
    ):
        raise ValueError(
            "distances=True needs a linear model x1 w1 + x2 w2 + b that is not "
            "constant. Pass the model's value, not its class 0 or 1, or leave "
            "distances out."
        )
    feet = []
    for x1, x2 in xs:
        far = (x1 * w1 + x2 * w2 + b - threshold) / size
        if not isfinite(far):
            raise ValueError(
                f"The boundary is too far from ({x1:.4g}, {x2:.4g}) for a float to "
                f"hold: the model's weights {w1:.4g} and {w2:.4g} are too small beside "
                f"its bias {b:.4g}. Leave distances out."
            )
        feet.append((x1 - far * (w1 / size), x2 - far * (w2 / size)))
    return feet


def _read_linear(call: Callable[..., Any]) -> tuple[float, float, float]:
    """Return w1, w2 and b of a linear model from its values at three points."""
    (b, at_x1), (at_x2, _) = sample_grid(call, [0.0, 1.0], [0.0, 1.0])
    return at_x1 - b, at_x2 - b, b


def _value(call: Callable[..., Any], x: Point) -> float:
    return sample_grid(call, x[:1], x[1:])[0][0]


def describe_distances(xs: Sequence[Point], feet: Sequence[Point] | None) -> str:
    """Say how far the points are from the boundary."""
    if not feet:
        return ""
    lengths = [dist(point, foot) for point, foot in zip(xs, feet, strict=True)]
    words = f" {count(len(xs), 'thin line')} from the points to the boundary, "
    return words + f"{number(min(lengths))} to {number(max(lengths))} long."


def draw_distances(
    axes: Axes, xs: Sequence[Point], feet: Sequence[Point] | None
) -> None:
    """Draw a thin line from every point to its foot on the boundary."""
    for ends in zip(xs, feet or [], strict=feet is not None):
        axes.line(*columns(ends), GREY, 1.5, kind="distance")
