"""Distances from points to the boundary of a linear model."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from .sample import Array, sample_grid
from .style import GREY
from .words import count, number

Feet = Array


def find_feet(call: Callable[..., Any], threshold: float, xs: Array) -> Feet:
    """Returns the point of the boundary that is nearest to each point, shape (N, 2).

    For m(x) = x1 w1 + x2 w2 + b, the foot of the perpendicular from x to the line
    m = threshold is x - (m(x) - threshold) w / |w|^2.

    Raises:
        ValueError: If the model is not linear, or is constant.
    """
    w, b = _read_linear(call)
    values = xs @ w + b
    found = [sample_grid(call, [x1], [x2])[0, 0] for x1, x2 in [*xs, (0.3, 0.8)]]
    expected = np.append(values, np.array([0.3, 0.8]) @ w + b)
    if not np.allclose(found, expected, rtol=1e-6, atol=1e-9) or not w.any():
        raise ValueError(
            "distances=True needs a linear model x1 w1 + x2 w2 + b that is not "
            "constant. Pass the model's value, not its class 0 or 1, or leave "
            "distances out."
        )
    return np.asarray(xs - np.outer(values - threshold, w) / (w @ w))


def _read_linear(call: Callable[..., Any]) -> tuple[Array, float]:
    """Returns (w1, w2) and b of a linear model from its values at three points."""
    (b, at_x1), (at_x2, _) = sample_grid(call, [0.0, 1.0], [0.0, 1.0])
    return np.array([at_x1 - b, at_x2 - b]), float(b)


def describe_distances(xs: Array, feet: Feet | None) -> str:
    """Says how far the points are from the boundary."""
    if feet is None or len(xs) == 0:
        return ""
    lengths = np.hypot(*(xs - feet).T)
    words = f" {count(len(xs), 'thin line')} from the points to the boundary, "
    return words + f"{number(lengths.min())} to {number(lengths.max())} long."


def draw_distances(axes: Axes, xs: Array, feet: Feet | None) -> None:
    """Draws a thin line from every point to its foot on the boundary."""
    if feet is not None:
        for point, foot in zip(xs, feet, strict=True):
            axes.plot(*np.array([point, foot]).T, color=GREY, linewidth=1.5, zorder=2)
