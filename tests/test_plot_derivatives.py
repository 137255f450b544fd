"""Tangents, secants and the error of the central difference, computed again."""

import math

import numpy as np
import pytest
from pictures import Panel, near

from minitorch.plot import plot_error, plot_secants, plot_tangent


def test_a_tangent_has_the_slope_and_touches() -> None:
    picture = plot_tangent("t", math.exp, 0.5, -1, 2)
    assert f"slope {math.exp(0.5):.3g}." in picture.alt
    _, tangent = Panel(picture).lines()
    (x0, y0), (x1, y1) = tangent
    assert (y1 - y0) / (x1 - x0) == pytest.approx(math.exp(0.5), rel=1e-3)
    assert y0 + math.exp(0.5) * (0.5 - x0) == pytest.approx(math.exp(0.5), abs=0.02)
    low, high = Panel(picture).axes.ylim
    # It begins where it enters the axes, and ends where it leaves them.
    assert abs(x0 + 1) < 0.01 or abs(y0 - low) < 0.01
    assert abs(x1 - 2) < 0.01 or abs(y1 - high) < 0.01
    assert Panel(picture).places("o") == near([[0.5, math.exp(0.5)]])


def test_secants_go_through_the_points_at_which_f_was_evaluated() -> None:
    picture = plot_secants("t", lambda x: x**3, 1.0, [1.0, 0.5], -1, 2)
    # ((1 + e)^3 - (1 - e)^3) / 2e = 3 + e^2
    assert "slope 4 for epsilon 1 and slope 3.25 for epsilon 0.5" in picture.alt
    assert "slope of the tangent is 3." in picture.alt
    points = [[1, 1], [2, 8], [0, 0], [1.5, 3.375], [0.5, 0.125]]
    assert Panel(picture).places("o") == near(points)
    for line, slope in zip(Panel(picture).lines()[1:], (4, 3.25), strict=True):
        (x0, y0), (x1, y1) = line[np.isfinite(line[:, 0])][[0, -1]]
        assert (y1 - y0) / (x1 - x0) == pytest.approx(slope, rel=0.01)


@pytest.mark.parametrize("epsilons", [[], [0.1, -1], [4, 3, 2, 1]])
def test_wrong_epsilons(epsilons: list[float]) -> None:
    with pytest.raises(ValueError, match="one to 3 positive epsilons"):
        plot_secants("t", math.sin, 0.0, epsilons)


def test_the_error_is_a_valley() -> None:
    picture = plot_error("t", math.sin, math.cos, 1.0)
    at, errors = Panel(picture).lines()[0].T
    epsilons = np.logspace(-13, 0, 53)
    assert at == pytest.approx(epsilons, rel=0.01)
    central = (np.sin(1 + epsilons) - np.sin(1 - epsilons)) / (2 * epsilons)
    assert errors == pytest.approx(np.abs(central - math.cos(1)), rel=0.2, abs=1e-12)
    least = epsilons[errors.argmin()]
    assert 1e-7 < least < 1e-4
    assert errors[0] > 1e-6
    assert errors[-1] > 1e-2
    assert "truncation" in picture.alt
    assert "rounding" in picture.alt


def test_no_error_at_all_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="greater than 0"):
        plot_error("t", lambda x: 2.0, lambda x: 0.0, 1.0)
