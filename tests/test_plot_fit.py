"""Observations with models over them, and gradient descent from above."""

import math
from typing import Any

import numpy as np
import pytest
from pictures import Panel

from minitorch import Scalar
from minitorch.plot import Picture, plot_descent, plot_fit, row

X, Y = [0.0, 1.0, 2.0, 4.0], [1.0, 2.0, 4.0, 3.0]


def marked(picture: Picture, shape: str) -> Any:
    """The places of all marks of one shape."""
    return Panel(picture).places(shape)


def near(places: Any) -> Any:
    """These places, as exactly as two decimals of a pixel tell them."""
    return pytest.approx(np.array(places, dtype=float), abs=1e-3)


def test_every_observation_is_a_dot() -> None:
    picture = plot_fit("t", X, Y)
    assert marked(picture, "o") == near([*zip(X, Y, strict=True)])
    assert picture.alt == "t. 4 observations, x from 0 to 4 and y from 1 to 4."


def test_it_tells_the_mean_squared_error_of_every_model() -> None:
    models = {"flat": lambda x: 2.0, "half": lambda x: 0.5 * x + 1}
    alt = plot_fit("t", X, Y, models).alt
    for name, f in models.items():
        error = sum((f(x) - y) ** 2 for x, y in zip(X, Y, strict=True)) / len(X)
        told = alt.partition(f"{name}:")[2].partition("mean squared error ")[2]
        assert told.startswith(f"{error:.3g}")


def test_residuals_lead_from_the_dots_to_the_first_model() -> None:
    picture = plot_fit("t", X, Y, {"m": lambda x: x + 1}, residuals=True)
    drops = Panel(picture).lines("drop")
    for drop, x, y in zip(drops, X, Y, strict=True):
        assert drop == near([[x, y], [x, x + 1]])
    assert "each dot to m, the longest 2 long." in picture.alt


def test_predictions_are_marked_and_told() -> None:
    picture = plot_fit("t", X, Y, {"m": lambda x: x + 1}, predict=[5.0])
    assert marked(picture, "D") == near([[5.0, 6.0]])
    assert picture.alt.endswith("m predicts 6 at x = 5.")
    low, high = picture.axes()[0].xlim
    assert low < 0
    assert high > 5


def test_a_model_without_a_name_is_the_model_and_scalars_count_as_numbers() -> None:
    alt = plot_fit("t", X, [Scalar(y) for y in Y], {"": lambda x: Scalar(x)}).alt
    assert "The model: rising from" in alt


def test_misuse_of_fits_is_explained() -> None:
    with pytest.raises(ValueError, match="got 4 x and 1 y"):
        plot_fit("t", X, [1.0])
    with pytest.raises(ValueError, match="must be finite"):
        plot_fit("t", [1.0], [math.nan])
    with pytest.raises(ValueError, match="need a model"):
        plot_fit("t", X, Y, residuals=True)
    with pytest.raises(ValueError, match="up to 4 models, got 5"):
        plot_fit("t", X, Y, {str(i): abs for i in range(5)})


def bowl(x: float, y: float) -> float:
    return x * x + 4 * y * y


def descent(steps: int) -> list[tuple[float, float]]:
    path = [(1.0, 0.8)]
    for _ in range(steps):
        x, y = path[-1]
        path.append((0.98 * x, 0.92 * y))
    return path


def test_a_long_path_is_thinned_but_told_in_full() -> None:
    path = descent(1000)
    picture = plot_descent("t", bowl, path, -1, 1, least=(0.0, 0.0))
    assert (
        "A path of 1000 steps leads from (1, 0.8) with the value 3.56 to" in picture.alt
    )
    assert picture.alt.endswith("the least value, at (0, 0) with the value 0.")
    seen = marked(picture, "o")
    assert 20 < len(seen) < 120
    assert seen[[0, -1]] == near([path[0], path[-1]])
    assert all(
        np.abs(np.array(path) - point).max(axis=1).min() < 1e-3 for point in seen
    )
    # No step that can be seen is left out.
    gaps = np.linalg.norm(np.diff(seen, axis=0) / 2, axis=1)
    assert gaps.max() < 0.06


def test_least_value_start_and_end_have_marks_of_their_own() -> None:
    picture = plot_descent("t", bowl, descent(5), -1, 1, least=(0.1, 0.0))
    assert marked(picture, "x") == near([[0.1, 0.0]])
    assert marked(picture, "s") == near([[1.0, 0.8]])
    assert marked(picture, "*") == near([descent(5)[-1]])


def test_level_sets_may_stand_alone_and_in_a_row() -> None:
    alone = plot_descent("t", bowl, [], -1, 1)
    assert "path" not in alone.alt
    assert len(row(alone, plot_fit("u", X, Y)).axes()) == 2
