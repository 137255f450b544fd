"""The losses of points on the curve of the loss, computed again."""

import math
from typing import Any

import pytest
from pictures import Panel, near

from minitorch import operators
from minitorch.plot import plot_losses


def log_loss(m: float, y: int) -> float:
    return math.log1p(math.exp(-m if y == 1 else m))


def test_losses_are_summed_and_stand_on_their_class_curve() -> None:
    ms, ys = [-2.0, 0.5, 1.5], [1, 0, 1]
    picture = plot_losses("t", log_loss, ms, ys)
    expected = [log_loss(m, y) for m, y in zip(ms, ys, strict=True)]
    assert picture.alt.endswith(f"in sum {sum(expected):.3g}.")
    marks = Panel(picture).marks()
    assert [mark.shape for mark in marks] == ["o", "x", "o"]
    assert Panel(picture).places() == near([*zip(ms, expected, strict=True)])


def test_each_loss_has_a_line_down_to_the_axis() -> None:
    panel = Panel(plot_losses("t", operators.relu, [1.0, 3.0]))
    bottom = panel.axes.ylim[0]
    one, other = panel.lines("drop")
    assert one == near([[1, bottom], [1, 1]])
    assert other == near([[3, bottom], [3, 3]])


@pytest.mark.parametrize(
    ("values", "classes", "message"),
    [
        ([1.0, 2.0], [1], "2 values and the classes"),
        ([1.0], [2], "a class, 1 or 0"),
        ([], None, "at least one value"),
        ([math.nan], None, "at least one value, all finite"),
    ],
)
def test_wrong_losses(values: list[float], classes: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plot_losses("t", log_loss if classes else operators.relu, values, classes)
