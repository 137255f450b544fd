"""Observations with models over them."""

import math

import numpy as np
import pytest
from charts import curves, panel, places

from minitorch import Scalar
from minitorch.plot import plot_fit

X, Y = [0.0, 1.0, 2.0, 4.0], [1.0, 2.0, 4.0, 3.0]


def test_every_observation_is_a_dot() -> None:
    chart = plot_fit("t", X, Y)
    assert places(panel(chart), "o") == pytest.approx(np.array([X, Y]).T)
    assert chart.alt == "t. 4 observations, x from 0 to 4 and y from 1 to 4."


def test_it_tells_the_mean_squared_error_of_every_model() -> None:
    models = {"flat": lambda x: 2.0, "half": lambda x: 0.5 * x + 1}
    alt = plot_fit("t", X, Y, models).alt
    for name, f in models.items():
        error = sum((f(x) - y) ** 2 for x, y in zip(X, Y, strict=True)) / len(X)
        told = alt.partition(f"{name}:")[2].partition("mean squared error ")[2]
        assert told.startswith(f"{error:.3g}")


def test_every_model_is_a_curve_through_its_values_with_its_name_at_the_end() -> None:
    models = {"square": lambda x: x * x, "half": lambda x: x / 2}
    axes = panel(plot_fit("t", X, Y, models))
    for curve, f in zip(curves(axes), models.values(), strict=True):
        assert curve[:, 1] == pytest.approx(np.vectorize(f)(curve[:, 0]))
    assert {text.get_text() for text in axes.texts} == set(models)


def test_residuals_lead_from_the_dots_to_the_first_model() -> None:
    chart = plot_fit("t", X, Y, {"m": lambda x: x + 1}, residuals=True)
    drops = [path for each in panel(chart).collections for path in each.get_paths()]
    for drop, x, y in zip(drops, X, Y, strict=True):
        assert drop.vertices == pytest.approx(np.array([[x, y], [x, x + 1]]))
    assert "each dot to m, the longest 2 long." in chart.alt


def test_predictions_are_marked_and_told() -> None:
    chart = plot_fit("t", X, Y, {"m": lambda x: x + 1}, predict=[5.0])
    axes = panel(chart)
    assert places(axes, "D") == pytest.approx(np.array([[5.0, 6.0]]))
    assert chart.alt.endswith("m predicts 6 at x = 5.")
    low, high = axes.get_xlim()
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
