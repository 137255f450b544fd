"""Secants: the slopes that the central difference takes for the derivative."""

from collections.abc import Sequence
from math import inf

from minitorch.data.points import Point
from minitorch.plot.arguments import as_number
from minitorch.plot.curves.curve import Function, checked_curve
from minitorch.plot.curves.tangent import slope_at, with_lines
from minitorch.plot.paper.axes import Limits
from minitorch.plot.paper.picture import Picture
from minitorch.plot.paper.style import LINES
from minitorch.plot.paper.words import count, listing, number, tick
from minitorch.plot.sampling import value_at


def plot_secants(
    title: str,
    f: Function,
    x: float,
    epsilons: Sequence[float],
    low: float = -5.0,
    high: float = 5.0,
    *,
    label: str = "f",
    ylim: Limits | None = None,
) -> Picture:
    """Draw the secants whose slopes the central difference takes for f'(x).

    For every epsilon: the line through the two points of the curve at which
    `minitorch.central_difference` evaluates f, with the slope that it returns.

    Args:
        title: what stands above the curve.
        f: a function of one number.
        x: where the derivative is wanted, low <= x <= high.
        epsilons: at most three distances, from the largest.
        low, high: the ends of the x axis.
        label: a name written where the curve ends.
        ylim: the ends of the y axis; None takes them from the curve.

    Raises:
        TypeError: f cannot be called.
        ValueError: there are no epsilons, too many, or one is not positive and finite;
            or f has no finite slope there.

    >>> plot_secants("Cube", lambda x: x ** 3, 1.0, [1.0, 0.5], -1, 2).alt
    'Cube. The curve of f for x from -1 to 2 with 2 secants around x = 1: slope 4 for \
epsilon 1 and slope 3.25 for epsilon 0.5; the slope of the tangent is 3.'
    """
    curve = checked_curve(title, f, low, high)
    y = value_at(f, x, low, high)
    found = [_secant(f, x, epsilon) for epsilon in _checked_epsilons(epsilons)]
    told = [f"slope {number(s)} for epsilon {number(e)}" for e, s, _ in found]
    sentence = f"The curve of {label} for x from {number(low)} to {number(high)} with "
    sentence += f"{count(len(found), 'secant')} around x = {number(x)}: {listing(told)}"
    sentence += f"; the slope of the tangent is {number(slope_at(f, x))}."
    lines = [(f"ε = {tick(e)}", points[0], s) for e, s, points in found]
    dots = [(x, y), *(point for _, _, points in found for point in points)]
    return with_lines(title, sentence, (label, curve), lines, dots, ylim)


def _checked_epsilons(given: Sequence[float]) -> list[float]:
    epsilons = [as_number(epsilon, "Each of the epsilons") for epsilon in given]
    most = len(LINES) - 1
    good = 1 <= len(epsilons) <= most and all(0 < e < inf for e in epsilons)
    if not good:
        raise ValueError(
            f"plot_secants takes one to {most} positive epsilons, got {epsilons!r}."
        )
    return epsilons


def _secant(f: Function, x: float, epsilon: float) -> tuple[float, float, list[Point]]:
    """Return epsilon, the central difference, and the points at which it called f."""
    points: list[Point] = []

    def recorded(at: float) -> float:
        value = as_number(f(at), f"The function at x = {at}")
        points.append((at, value))
        return value

    return epsilon, slope_at(recorded, x, epsilon), points
