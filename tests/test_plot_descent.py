"""Gradient descent from above: its path over the level sets of a function."""

import math

import numpy as np
import pytest
from charts import contours, curves, panel, places

from minitorch.plot import plot_descent


def bowl(x: float, y: float) -> float:
    return x * x + 4 * y * y


def wave(x: float, y: float) -> float:
    return math.sin(x) + 2 * math.cos(y)


def descent(steps: int) -> list[tuple[float, float]]:
    return [(0.98**k, 0.8 * 0.92**k) for k in range(steps + 1)]


def test_contours_run_where_f_has_their_value() -> None:
    lines = contours(panel(plot_descent("t", wave, [], levels=[-1.5, 0.5])))
    assert [level for level, _ in lines] == [-1.5, 0.5]
    for level, points in lines:
        values = np.sin(points[:, 0]) + 2 * np.cos(points[:, 1])
        assert len(points) > 100
        assert values == pytest.approx(np.full(len(points), level), abs=0.01)


def test_x_and_y_are_not_swapped() -> None:
    chart = plot_descent("t", lambda x, y: x, [], (0, 10), (1, 30), levels=[0.25])
    ((_, points),) = contours(panel(chart))
    assert points[:, 0] == pytest.approx(np.full(len(points), 0.25))
    assert points[:, 1].max() == 30
    assert "x from 0 to 1 and y from 10 to 30" in chart.alt


def test_every_number_stands_on_a_line_of_its_value() -> None:
    axes = panel(plot_descent("t", wave, descent(9)))
    assert len(axes.texts) >= 4
    for text in axes.texts:
        area = text.get_window_extent()
        middle = (area.x0 + area.x1) / 2, (area.y0 + area.y1) / 2
        x, y = axes.transData.inverted().transform(middle)
        assert wave(x, y) == pytest.approx(
            float(text.get_text().replace("−", "-")), abs=0.1
        )


def test_where_there_is_no_room_there_is_no_number() -> None:
    axes = panel(plot_descent("t", lambda x, y: x + y, [], levels=[0.0, 0.1]))
    assert not axes.texts


def test_levels_of_negative_values_are_dashed() -> None:
    axes = panel(plot_descent("t", lambda x, y: x, [], levels=[-2, 0, 2]))
    (drawn,) = axes.collections
    assert [dashes is None for _, dashes in drawn.get_linestyle()] == [
        False,
        True,
        True,
    ]


def test_a_long_path_is_thinned_but_told_in_full() -> None:
    path = descent(1000)
    chart = plot_descent("t", bowl, path, -1, 1, least=(0.0, 0.0))
    assert (
        "A path of 1000 steps leads from (1, 0.8) with the value 3.56 to" in chart.alt
    )
    assert chart.alt.endswith("the least value, at (0, 0) with the value 0.")
    (seen,) = curves(panel(chart))
    assert 20 < len(seen) < 120
    assert seen[[0, -1]] == pytest.approx(np.array([path[0], path[-1]]))
    assert all(np.abs(np.array(path) - p).max(axis=1).min() < 1e-9 for p in seen)
    # No step that can be seen is left out.
    assert np.linalg.norm(np.diff(seen, axis=0) / 2, axis=1).max() < 0.06


def test_steps_are_seen_in_the_scale_of_each_axis() -> None:
    path = [(0.0, 0.001 * k) for k in range(11)]
    chart = plot_descent("t", wave, path, (-5.0, 0.0), (5.0, 0.01))
    assert len(curves(panel(chart))[0]) == 11


def test_least_value_start_and_end_have_marks_of_their_own() -> None:
    axes = panel(plot_descent("t", bowl, descent(5), -1, 1, least=(0.1, 0.0)))
    assert places(axes, "x") == pytest.approx(np.array([[0.1, 0.0]]))
    assert places(axes, "s") == pytest.approx(np.array([[1.0, 0.8]]))
    assert places(axes, "*") == pytest.approx(np.array([descent(5)[-1]]))


def test_marks_beyond_the_axes_are_not_drawn() -> None:
    axes = panel(plot_descent("t", bowl, [(9.0, 9.0), (0.5, 0.5)], -1, 1))
    assert len(places(axes, "s")) == 0
    assert len(places(axes, "*")) == 1


@pytest.mark.parametrize("path", [[], [(1.0, 1.0)]])
def test_a_descent_of_no_step(path: list[tuple[float, float]]) -> None:
    chart = plot_descent("t", wave, path)
    assert ("A path of 0 steps" in chart.alt) == bool(path)
    assert len(places(panel(chart), "o")) == len(path)


def test_a_path_that_leaves_by_far_is_drawn_in_time() -> None:
    path = [((-3.0) ** k, 1.0) for k in range(40)]
    assert len(curves(panel(plot_descent("t", wave, path)))[0]) > 30
