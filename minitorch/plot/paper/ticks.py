"""What every pair of axes gets: ticks that fit, a light grid, and their names."""

import math
from collections.abc import Sequence

from minitorch.plot.arguments import check_range
from minitorch.plot.paper.axes import Axes, Limits
from minitorch.plot.paper.ends import LEADER
from minitorch.plot.paper.panels import Margins
from minitorch.plot.paper.words import text_width, tick

_TICK_WIDTH = 0.95  # inches along x for a tick with its number
_TICK_HEIGHT = 0.45
_POINT_PAD = 12.0  # points: a ringed point on the edge stays clear of the numbers
_MOST_STEPS = 6  # from tick to tick


def curve_margins(
    xlim: Limits, ylim: Limits, labels: Sequence[str] = (), ylabel: str = ""
) -> Margins:
    """Return the room that a panel with these ends and labels needs.

    It is the same for all numbers of ordinary length, so that axes keep their place.
    """
    numbers = _widest_tick(*ylim) + 0.18
    texts = [LEADER + 0.18 + text_width(label) for label in labels if label]
    return Margins(
        left=max(0.8, numbers) + (0.3 if ylabel else 0.0),
        right=max([0.25, _widest_tick(*xlim) / 2 + 0.05, *texts]),
        bottom=0.72,
    )


def _widest_tick(low: float, high: float) -> float:
    """Return the width in inches of the widest number that may stand at a tick."""
    return max(text_width(tick(at)) for at in nice_ticks(low, high, _MOST_STEPS))


def nice_ticks(low: float, high: float, most: int, whole: bool = False) -> list[float]:
    """Return round numbers from low to high: multiples of 1, 2 or 5 times 10^k.

    Args:
        low, high: the ends of an axis.
        most: how many steps from number to number may fit between the ends.
        whole: whether only whole numbers will do.

    Raises:
        ValueError: there can be no axis with these ends.

    >>> nice_ticks(-0.1, 0.7, 6), nice_ticks(1, 3, 6, whole=True)
    ([0.0, 0.2, 0.4, 0.6], [1.0, 2.0, 3.0])
    """
    low, high = check_range(low, high)
    power = math.floor(math.log10((high - low) / most))
    steps = [(digit, power) for digit in (1, 2, 5)] + [(1, power + 1)]
    if whole:
        steps = [step for step in steps if step[1] >= 0] or [(1, 0)]
    wide = [step for step in steps if step[0] * 10.0 ** step[1] * most >= high - low]
    largest = steps.index((wide or steps[-1:])[0])
    for step in steps[largest::-1]:
        found = _multiples(*step, low, high)
        if len(found) > 1:
            break
    return found


def _multiples(digit: int, power: int, low: float, high: float) -> list[float]:
    """Return the multiples of digit 10^power from low to high."""
    step = digit * 10.0**power
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # 3 / 10 is the number 0.3, and 3 * 0.1 is not.
    return [
        k * digit * 10.0**power if power >= 0 else k * digit / 10.0**-power
        for k in range(first, last + 1)
    ]


def finish(
    axes: Axes, xlabel: str = "x", ylabel: str = "", whole: bool = False
) -> None:
    """Give the axes ticks as many as fit, a light grid, and their labels.

    Args:
        axes: the axes, with their limits.
        xlabel, ylabel: names of the axes.
        whole: whether only whole numbers stand at the x axis.
    """
    for axis, length, each in (
        (axes.x, axes.width, _TICK_WIDTH),
        (axes.y, axes.height, _TICK_HEIGHT),
    ):
        most = max(2, min(_MOST_STEPS, int(length / each)))
        low, high = axis.limits
        at = nice_ticks(low, high, most, whole and axis is axes.x)
        axis.ticks = [(value, tick(value)) for value in at]
    grid(axes)
    axes.x.label, axes.y.label = xlabel, ylabel


def grid(axes: Axes, shown: bool = True) -> None:
    """Draw the light grid below everything else, or takes it away."""
    axes.x.grid = axes.y.grid = shown


def strip_ticks(axes: Axes, xlabel: str, ylabel: str) -> None:
    """Mark both ends of both axes, with the axis' name between the two numbers."""
    for axis, name in ((axes.x, xlabel), (axes.y, ylabel)):
        low, high = axis.limits
        axis.ticks = [(low, tick(low)), ((low + high) / 2, name), (high, tick(high))]
        axis.tick_length, axis.pad = 0.0, _POINT_PAD
