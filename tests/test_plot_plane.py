"""Points and regions of the plane: counted and computed a second time.

What is read from a picture's SVG is right to a hundredth of a pixel, about 3e-5 of the
unit square.
"""

import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import Panel
from svg_parts import find, parse, points

from minitorch import PointSet, Scalar, datasets
from minitorch.plot import Picture, plot_points, plot_regions
from minitorch.plot.plane.depth import deepest
from minitorch.plot.plane.regions import Regions, boundary, positive

EMPTY = PointSet([], [])
PIXEL = 1e-4  # of the unit square


def tilted(x1: float, x2: float) -> float:
    return 2 * x1 - x2 - 0.3


# Points


@pytest.mark.parametrize("name", sorted(datasets))
def test_points_are_counted_by_class(name: str) -> None:
    s = datasets[name](40, seed=3)
    ones = sum(s.y)
    picture = plot_points("t", s)
    assert f"40 points of the data set {name} on the unit square" in picture.alt
    assert f": {ones} of class 1" in picture.alt
    assert f"and {40 - ones} of class 0" in picture.alt


def test_each_point_is_drawn_with_the_mark_of_its_class() -> None:
    s = datasets["Xor"](30)
    panel = Panel(plot_points("t", s))
    assert {mark.shape for mark in panel.marks()} == {"o", "x"}
    for shape, label in (("o", 1), ("x", 0)):
        wanted = [x for x, y in zip(s.X, s.y, strict=True) if y == label]
        assert panel.places(shape) == pytest.approx(np.array(wanted), abs=PIXEL)


def test_points_outside_of_the_square_widen_it() -> None:
    picture = plot_points("t", PointSet([(-0.5, 0.2), (0.3, 2.0)], [1, 0]))
    assert "the square from -0.5 to 2" in picture.alt
    (axes,) = picture.axes()
    assert axes.xlim == axes.ylim == (-0.5, 2.0)
    assert Panel(picture).texts("tick") == ["−0.5", "x1", "2", "−0.5", "x2", "2"]


def test_both_axes_keep_one_scale_whatever_the_size() -> None:
    for picture in (plot_points("t", EMPTY), plot_regions("t", tilted)):
        for size in ({}, {"height": 3.0}, {"width": 9.0}, {"width": 3, "height": 7.0}):
            (axes,) = picture.sized(**size).axes()
            assert axes.width == axes.height < min(size.values(), default=4.0)


@pytest.mark.parametrize("kind", [float, Scalar, np.float64], ids=lambda k: k.__name__)
def test_coordinates_and_classes_may_be_any_numbers(kind: Callable[..., Any]) -> None:
    class Points:
        X = np.array([[0.25, 0.5], [0.75, 0.125]])
        y = np.array([1.0, 0.0])

    plain = PointSet([(0.25, 0.5), (0.75, 0.125)], [1, 0])
    Points.X = (
        Points.X if kind is np.float64 else [[kind(x) for x in p] for p in plain.X]
    )  # type: ignore
    assert plot_points("t", Points()).svg() == plot_points("t", plain).svg()  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_points_are_finite(value: float) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        plot_points("t", PointSet([(0.5, value)], [1]))


def test_no_data_set() -> None:
    with pytest.raises(TypeError, match="Expected a data set"):
        plot_points("t", [(0.1, 0.2)])  # type: ignore[arg-type]


# Regions


@pytest.mark.parametrize("wrong", [True, False])
def test_points_on_the_wrong_side_are_counted_and_ringed(wrong: bool) -> None:
    s = datasets["Diag"](60, seed=1)
    missed = [x for x, y in zip(s.X, s.y, strict=True) if (tilted(*x) > 0) != (y == 1)]
    assert 0 < len(missed) < 60
    picture = plot_regions("t", tilted, s, wrong=wrong)
    assert f"{len(missed)} points on the wrong side" in picture.alt
    assert ("each in a ring" in picture.alt) == wrong
    rings = [(mark.x, mark.y) for mark in Panel(picture).marks("o") if mark.size > 20]
    assert len(rings) == (len(missed) if wrong else 0)
    if wrong:
        assert np.array(rings) == pytest.approx(np.array(missed), abs=PIXEL)


def test_a_value_at_the_threshold_is_class_0() -> None:
    s = PointSet([(0.5, 0.5), (0.2, 0.5)], [1, 0])
    picture = plot_regions("t", lambda x1, x2: x1, s, threshold=0.5)
    assert "1 point on the wrong side" in picture.alt


@pytest.mark.parametrize(
    "kind",
    [float, lambda v: v > 0, lambda v: int(v > 0), Scalar, np.float64],
    ids=["float", "bool", "0 or 1", "Scalar", "numpy"],
)
def test_every_kind_of_model_gives_the_same_boundary(kind: Callable[..., Any]) -> None:
    picture = plot_regions("t", lambda x1, x2: kind(tilted(x1, x2)))
    # 2 x1 - x2 = 0.3 leaves the square at (0.15, 0) and (0.65, 1): 60% are beyond it.
    assert "positive on 60% of the unit square" in picture.alt
    assert "runs from (0.15, 0) to (0.65, 1)" in picture.alt
    (line,) = Panel(picture).lines("boundary")
    assert np.abs([tilted(*point) for point in line]).max() < 0.006


@pytest.mark.parametrize("angle", [0.1, 0.6, 1.2, 2.0])
def test_the_boundary_of_classes_has_no_stairs(angle: float) -> None:
    """It is as straight as that of the values from which the classes come."""
    w1, w2 = math.cos(angle), math.sin(angle)

    def says(x1: float, x2: float) -> bool:
        return w1 * (x1 - 0.5) + w2 * (x2 - 0.5) > 0

    for x1, x2 in Panel(plot_regions("t", says)).lines("boundary")[0]:
        assert abs(w1 * (x1 - 0.5) + w2 * (x2 - 0.5)) < 0.5 / 240


def test_a_module_is_called_through_forward() -> None:
    class Tilted:
        def forward(self, x1: float, x2: float) -> float:
            return tilted(x1, x2)

    assert plot_regions("t", Tilted()).svg() == plot_regions("t", tilted).svg()


@pytest.mark.parametrize(("value", "where"), [(1, "everywhere"), (-1, "nowhere")])
def test_a_constant_model_has_no_boundary(value: int, where: str) -> None:
    picture = plot_regions("t", lambda x1, x2: value, datasets["Simple"](5))
    assert f"positive {where} on the unit square" in picture.alt
    assert "no boundary" in picture.alt
    assert Panel(picture).lines("boundary") == []


def test_closed_and_several_boundaries() -> None:
    def inside(x1: float, x2: float) -> float:
        return 0.04 - (x1 - 0.5) ** 2 - (x2 - 0.5) ** 2

    assert "boundary is a closed curve" in plot_regions("t", inside).alt
    stripes = plot_regions("t", lambda x1, x2: abs(x1 - 0.5) - 0.2)
    assert "boundary has 2 pieces" in stripes.alt


def areas(picture: Picture, kind: str) -> float:
    """The part of the axes that a class of areas covers, by the even-odd rule."""
    (path,) = find(parse(picture.svg()), kind)
    assert path.attrib["fill-rule"] == "evenodd"
    ends = [
        np.array([*points("M" + part)]) for part in path.get("d", "").split("M") if part
    ]
    side = picture.axes()[0].width * 96
    middles = (np.arange(100) + 0.5) * side / 100
    x, y = (grid.ravel() for grid in np.meshgrid(middles, middles))
    odd = np.zeros(len(x), dtype=bool)
    for ring in ends:
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if y0 != y1:
                at = x0 + (y - y0) / (y1 - y0) * (x1 - x0)
                odd ^= ((y0 > y) != (y1 > y)) & (at > x)
    return float(odd.mean())


@pytest.mark.parametrize(
    ("model", "share"),
    [
        (tilted, 0.6),
        (lambda x1, x2: abs(x1 - 0.5) - 0.2, 0.6),
        (lambda x1, x2: 0.16 - (x1 - 0.5) ** 2 - (x2 - 0.5) ** 2, 0.16 * math.pi),
        (lambda x1, x2: (x1 - 0.5) ** 2 + (x2 - 0.5) ** 2 - 0.16, 1 - 0.16 * math.pi),
        (lambda x1, x2: (x1 - 0.5) * (x2 - 0.5), 0.5),
        (lambda x1, x2: x1 * x2 > 0.25, 0.75 - 0.5 * math.log(2)),
        (lambda x1, x2: 1.0, 1.0),
        (lambda x1, x2: -1.0, 0.0),
    ],
    ids=["half", "stripes", "disc", "hole", "saddle", "classes", "all", "none"],
)
def test_blue_and_orange_cover_the_square_once(
    model: Callable[[float, float], float], share: float
) -> None:
    picture = plot_regions("t", model)
    blue, orange = areas(picture, "positive"), areas(picture, "negative")
    assert blue == pytest.approx(share, abs=0.01)
    assert blue + orange == 1.0
    if 0 < share < 1:
        assert (
            f"on {round(100 * blue)}% of" in picture.alt
            or abs(round(100 * blue) - 100 * blue) > 0.4
        )


@given(st.integers(0, 10**6))
@settings(max_examples=30)
def test_the_boundary_lies_on_the_edge_of_the_blue_region(seed: int) -> None:
    pick = random.Random(seed)
    regions = Regions(
        (0.0, 2.0), [[pick.gauss(0, 1) for _ in range(5)] for _ in "abcde"]
    )
    edge = {point for ring in positive(regions) for point in ring}
    assert {point for line in boundary(regions) for point in line} <= edge


def test_the_signs_stand_where_their_region_is_wide() -> None:
    panel = Panel(plot_regions("t", lambda x1, x2: 0.25 - x1))
    places = {
        "".join(e.itertext()): float(e.attrib["x"]) / (panel.axes.width * 96)
        for e in find(panel.group, "sign")
    }
    assert places["+"] == pytest.approx(0.125, abs=0.02)
    assert places["−"] == pytest.approx(0.625, abs=0.02)
    assert not find(Panel(plot_regions("t", tilted, datasets["Xor"](9))).group, "sign")


def test_nan_names_the_place() -> None:
    with pytest.raises(ValueError, match=r"nan at \(0, 0\), which cannot be drawn"):
        plot_regions("t", lambda x1, x2: math.nan)


def test_a_model_that_raises_is_told_where() -> None:
    def broken(x1: float, x2: float) -> float:
        raise RuntimeError("my own mistake")

    with pytest.raises(RuntimeError, match="my own mistake") as caught:
        plot_regions("t", broken)
    assert "called it at (0.0, 0.0)" in caught.value.__notes__[0]


@pytest.mark.parametrize("points", [None, EMPTY])
def test_no_points(points: PointSet | None) -> None:
    picture = plot_regions("t", tilted, points, wrong=True, distances=True)
    assert ("No points on the unit square" in picture.alt) == (points is EMPTY)
    assert "<svg" in picture.svg()
    assert plot_points("t", EMPTY).alt == "t. No points on the unit square."


def test_a_picture_keeps_the_moment_it_was_made() -> None:
    knob = {"b": 0.0}
    picture = plot_regions("t", lambda x1, x2: x1 - 0.5 + knob["b"])
    before = picture.alt
    knob["b"] = 0.25
    assert "from (0.5, 0) to (0.5, 1)" in before
    assert picture.alt == before
    assert Panel(picture).lines("boundary")[0][:, 0] == pytest.approx(0.5)


# Distances


def test_distances_are_perpendicular_and_end_on_the_boundary() -> None:
    s = datasets["Simple"](12)
    picture = plot_regions("t", tilted, s, distances=True)
    lengths = [abs(tilted(*x)) / math.hypot(2, -1) for x in s.X]
    told = f"{min(lengths):.3g} to {max(lengths):.3g} long"
    assert told in picture.alt
    segments = Panel(picture).lines("distance")
    assert [math.dist(a, b) for a, b in segments] == pytest.approx(lengths, abs=PIXEL)
    for (start, foot), x in zip(segments, s.X, strict=True):
        assert start == pytest.approx(x, abs=PIXEL)
        assert abs(tilted(*foot)) < 3 * PIXEL


def test_distances_are_measured_to_where_the_value_is_the_threshold() -> None:
    s = PointSet([(0.75, 0.5)], [1])
    picture = plot_regions("t", lambda x1, x2: x1, s, threshold=0.5, distances=True)
    assert (
        "1 thin line from the points to the boundary, 0.25 to 0.25 long" in picture.alt
    )


@pytest.mark.parametrize("model", [lambda a, b: tilted(a, b) > 0, lambda a, b: 1.0])
def test_distances_need_a_linear_model(model: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="needs a linear model"):
        plot_regions("t", model, datasets["Simple"](5), distances=True)


def test_distances_need_a_linear_model_also_without_points() -> None:
    with pytest.raises(ValueError, match="needs a linear model"):
        plot_regions("t", lambda a, b: a * b + a, distances=True)


# Where a sign stands


def worn_away(inside: list[list[bool]]) -> list[tuple[int, int]]:
    """What is left last if the edge of a region is taken away again and again."""
    left = {(i, j) for i, row in enumerate(inside) for j, v in enumerate(row) if v}
    last: set[tuple[int, int]] = set()
    while left:
        last = left
        left = {
            (i, j)
            for i, j in last
            if {(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} <= last
        }
    return sorted(last)


@given(st.integers(1, 9), st.integers(1, 9), st.floats(0, 1), st.integers(0, 10**6))
def test_the_deepest_place_is_the_last_to_be_worn_away(
    rows: int, columns: int, share: float, seed: int
) -> None:
    pick = random.Random(seed)
    inside = [[pick.random() < share for _ in range(columns)] for _ in range(rows)]
    last = worn_away(inside)
    assert deepest(inside) == (last[len(last) // 2] if last else None)
