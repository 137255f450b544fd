"""Observations with models over them, and gradient descent from above."""

import math

import numpy as np
import pytest

from minitorch import Scalar
from minitorch.plot import Picture, plot_descent, plot_fit, row

X, Y = [0.0, 1.0, 2.0, 4.0], [1.0, 2.0, 4.0, 3.0]


def marked(picture: Picture, marker: str) -> list[list[float]]:
    """The places of all marks of one shape."""
    lines = [li for li in picture.figure().axes[0].lines if li.get_marker() == marker]
    if not lines:
        return []
    return np.concatenate([np.asarray(line.get_xydata()) for line in lines]).tolist()  # type: ignore[no-any-return]


def test_every_observation_is_a_dot() -> None:
    picture = plot_fit("t", X, Y)
    assert marked(picture, "o") == [list(pair) for pair in zip(X, Y, strict=True)]
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
    lines = [np.asarray(li.get_xydata()) for li in picture.figure().axes[0].lines]
    drops = [li.tolist() for li in lines if len(li) == 2 and li[0][0] == li[1][0]]
    assert drops == [[[x, y], [x, x + 1]] for x, y in zip(X, Y, strict=True)]
    assert "each dot to m, the longest 2 long." in picture.alt


def test_predictions_are_marked_and_told() -> None:
    picture = plot_fit("t", X, Y, {"m": lambda x: x + 1}, predict=[5.0])
    assert marked(picture, "D") == [[5.0, 6.0]]
    assert picture.alt.endswith("m predicts 6 at x = 5.")
    low, high = picture.figure().axes[0].get_xlim()
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
    seen = np.array(marked(picture, "o"))
    assert 20 < len(seen) < 120
    assert seen[0].tolist() == [1.0, 0.8]
    assert seen[-1].tolist() == list(path[-1])
    assert {tuple(point) for point in seen.tolist()} <= set(path)
    # No step that can be seen is left out.
    gaps = np.linalg.norm(np.diff(seen, axis=0) / 2, axis=1)
    assert gaps.max() < 0.06


def test_least_value_start_and_end_have_marks_of_their_own() -> None:
    picture = plot_descent("t", bowl, descent(5), -1, 1, least=(0.1, 0.0))
    assert marked(picture, "x") == [[0.1, 0.0]]
    assert marked(picture, "s") == [[1.0, 0.8]]
    assert marked(picture, "*") == [list(descent(5)[-1])]


def test_level_sets_may_stand_alone_and_in_a_row() -> None:
    alone = plot_descent("t", bowl, [], -1, 1)
    assert "path" not in alone.alt
    assert len(row(alone, plot_fit("u", X, Y)).figure().axes) == 2
