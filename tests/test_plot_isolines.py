"""Isolines: lines where they must be, greater values on their left, none missing."""

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from contourpy import contour_generator
from hypothesis import assume, given
from hypothesis import strategies as st

from minitorch.plot.plane.isolines import Line, Values, enclosed, isolines, rings

Grid = tuple[Values, list[float], list[float]]
Point = tuple[float, float]
UNIT = [0.0, 1.0]


@st.composite
def grids(draw: st.DrawFn, tied: bool) -> Grid:
    """Grids of unequal sides and steps; if `tied`, many values are equal, and 0."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    pick = random.Random(draw(st.integers(0, 10**6)))
    value = (lambda: float(pick.randint(-1, 1))) if tied else (lambda: pick.gauss(0, 1))
    xs = [pick.random() + 2 * i - 3 for i in range(columns)]
    ys = [pick.random() + 2 * i + 5 for i in range(rows)]
    return [[value() for _ in xs] for _ in ys], xs, ys


any_grid = grids(tied=False) | grids(tied=True)


def sampled(f: Callable[[float, float], float], n: int) -> Grid:
    axis = [i / (n - 1) for i in range(n)]
    return [[f(x, y) for x in axis] for y in axis], axis, axis


def interpolated(grid: Grid, x: float, y: float) -> float:
    """The value at a point of a grid line: bilinear, which there is linear."""
    values, xs, ys = grid
    j = max(k for k in range(len(xs) - 1) if xs[k] <= x)
    i = max(k for k in range(len(ys) - 1) if ys[k] <= y)
    s, t = (x - xs[j]) / (xs[j + 1] - xs[j]), (y - ys[i]) / (ys[i + 1] - ys[i])
    lower, upper = values[i], values[i + 1]
    below = lower[j] * (1 - s) + lower[j + 1] * s
    return (1 - t) * below + t * (upper[j] * (1 - s) + upper[j + 1] * s)


def inside(lines: Sequence[Line], x: float, y: float) -> bool:
    """Whether a ray to the right crosses the lines an odd number of times."""
    odd = False
    for line in lines:
        for (x0, y0), (x1, y1) in pairwise(line):
            if (y0 > y) != (y1 > y) and x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x:
                odd = not odd
    return odd


def is_closed(line: Line) -> bool:
    return line[0] == line[-1]


# Single cells


def test_one_corner_is_cut_off_in_each_of_the_eight_ways() -> None:
    """The greater value is to the left, wherever it is, the smaller to the right."""
    for corner in range(4):
        for sign in (1.0, -1.0):
            heights = [-sign] * 4
            heights[corner] = 3 * sign
            a, b, c, d = heights
            (line,) = isolines([[a, b], [d, c]], UNIT, UNIT, 0.0)
            (x0, y0), (x1, y1) = line
            place = [(0, 0), (1, 0), (1, 1), (0, 1)][corner]
            left = (x1 - x0) * (place[1] - y0) - (y1 - y0) * (place[0] - x0)
            assert left * sign > 0
            # From the corner it is three quarters of the way to either neighbour.
            for x, y in line:
                assert abs(x - place[0]) + abs(y - place[1]) == 0.75


@pytest.mark.parametrize("flipped", [False, True])
def test_a_saddle_is_connected_if_its_mean_is_above(flipped: bool) -> None:
    for high, low, connected in ((3.0, -1.0, True), (1.0, -3.0, False)):
        values = [[high, low], [low, high]]
        if flipped:
            values.reverse()
        assert inside(rings(values, UNIT, UNIT, 0.0), 0.5, 0.5) == connected
        lines = isolines(values, UNIT, UNIT, 0.0)
        assert len(lines) == 2
        assert len(rings(values, UNIT, UNIT, 0.0)) == (1 if connected else 2)
        # The two pieces do not cross: each has its ends on sides that meet.
        for (x0, y0), (x1, y1) in lines:
            assert {x0, x1} & {0.0, 1.0}
            assert {y0, y1} & {0.0, 1.0}


def test_the_mean_of_a_saddle_is_that_of_all_four_corners() -> None:
    for corners in ((0.5, -1.0, 3.0, -1.0), (3.0, -1.0, 0.5, -1.0)):
        a, b, c, d = corners
        values = [[a, b], [d, c]]
        assert len(rings(values, UNIT, UNIT, 0.0)) == 1
        negative = [[-value for value in row] for row in values]
        assert len(rings(negative, UNIT, UNIT, 0.0)) == 2


def test_a_saddle_whose_mean_is_the_level_is_not_connected() -> None:
    values = [[1.0, -1.0], [-1.0, 1.0]]
    assert not inside(rings(values, UNIT, UNIT, 0.0), 0.5, 0.5)


# The level itself


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0])
def test_a_constant_has_no_isoline(value: float) -> None:
    values = [[value] * 4] * 3
    xs, ys = [0.0, 1.0, 2.0, 4.0], [0.0, 1.0, 3.0]
    assert isolines(values, xs, ys, 0.0) == []
    found = rings(values, xs, ys, 0.0)
    assert [is_closed(line) for line in found] == [True] * (value > 0)
    assert enclosed(found) == (12.0 if value > 0 else 0.0)


def test_what_equals_the_level_is_not_above_it() -> None:
    """As with a ReLU that is 0 on a whole region: the line runs where it leaves 0."""
    values = [[0.0, 0.0, 0.0, 0.5, 1.0]] * 2
    (line,) = isolines(values, [0.0, 1.0, 2.0, 3.0, 4.0], UNIT, 0.0)
    assert line == [(2.0, 1.0), (2.0, 0.0)]
    negative = [[-value for value in row] for row in values]
    assert isolines(negative, [0.0, 1.0, 2.0, 3.0, 4.0], UNIT, 0.0) == []


def test_a_line_through_vertices_passes_each_once() -> None:
    values, xs, ys = sampled(lambda x, y: x - y, 5)
    (line,) = isolines(values, xs, ys, 0.0)
    assert sorted(line) == [(x, x) for x in xs]


def test_a_single_vertex_at_the_level_is_no_line() -> None:
    values = [[1.0] * 3, [1.0, 0.0, 1.0], [1.0] * 3]
    axis = [0.0, 1.0, 2.0]
    assert isolines(values, axis, axis, 0.0) == []
    assert enclosed(rings(values, axis, axis, 0.0)) == 4.0


def test_a_single_vertex_above_the_level_has_a_ring() -> None:
    values = [[0.0] * 3, [0.0, 1.0, 0.0], [0.0] * 3]
    axis = [0.0, 1.0, 2.0]
    (line,) = isolines(values, axis, axis, 0.5)
    assert is_closed(line)
    assert enclosed([line]) == 0.5


@pytest.mark.parametrize("level", [0.0, 1e-300, -5.0, 1e17, -1e17])
def test_every_level_can_be_framed(level: float) -> None:
    axis = [0.0, 1.0]
    higher = [[level + abs(level) + 1.0] * 2] * 2
    assert enclosed(rings(higher, axis, axis, level)) == 1.0
    assert rings([[level] * 2] * 2, axis, axis, level) == []


# Any grid


@given(grids(tied=False))
def test_every_crossed_side_is_on_exactly_one_line(grid: Grid) -> None:
    values, xs, ys = grid
    across = sum((a > 0) != (b > 0) for row in values for a, b in pairwise(row))
    along = sum((a > 0) != (b > 0) for rows in pairwise(values) for a, b in zip(*rows))
    lines = isolines(values, xs, ys, 0.0)
    seen = Counter(p for line in lines for p in (line[1:] if is_closed(line) else line))
    assert len(seen) == across + along
    assert set(seen.values()) <= {1}


@given(grids(tied=False))
def test_on_the_line_the_value_is_the_level(grid: Grid) -> None:
    values, xs, ys = grid
    for line in isolines(values, xs, ys, 0.25):
        for x, y in line:
            assert x in xs or y in ys
            assert math.isclose(interpolated(grid, x, y), 0.25, abs_tol=1e-9)


@given(any_grid)
def test_a_line_is_closed_or_goes_from_border_to_border(grid: Grid) -> None:
    values, xs, ys = grid
    for line in isolines(values, xs, ys, 0.0):
        for x, y in () if is_closed(line) else (line[0], line[-1]):
            assert x in (xs[0], xs[-1]) or y in (ys[0], ys[-1])
        assert all(p != q for p, q in pairwise(line))
    assert all(is_closed(ring) for ring in rings(values, xs, ys, 0.0))


@given(any_grid)
def test_rings_hold_the_vertices_above_the_level_and_no_others(grid: Grid) -> None:
    values, xs, ys = grid
    found = rings(values, xs, ys, 0.0)
    for i, y in enumerate(ys):
        for j, x in enumerate(xs):
            # A little towards the middle of the grid: off the border and the lines.
            dx = 1e-7 * ((xs[0] + xs[-1]) / 2 - x)
            dy = 1.3e-7 * ((ys[0] + ys[-1]) / 2 - y)
            if abs(values[i][j]) > 1e-4:
                assert inside(found, x + dx, y + dy) == (values[i][j] > 0)


@given(grids(tied=False))
def test_the_two_sides_make_up_the_whole(grid: Grid) -> None:
    values, xs, ys = grid
    negative = [[-value for value in row] for row in values]
    assume(all(sum(corners) != 0 for corners in _cells(values)))
    total = enclosed(rings(values, xs, ys, 0.0))
    total += enclosed(rings(negative, xs, ys, 0.0))
    assert math.isclose(total, (xs[-1] - xs[0]) * (ys[-1] - ys[0]))


def _cells(values: Values) -> list[tuple[float, ...]]:
    return [
        (*low, *high)
        for rows in pairwise(values)
        for low, high in zip(*map(pairwise, rows), strict=True)
    ]


@given(grids(tied=False))
def test_x_and_y_change_places_together(grid: Grid) -> None:
    values, xs, ys = grid
    turned = [list(column) for column in zip(*values, strict=True)]
    there = {p for line in isolines(values, xs, ys, 0.0) for p in line}
    back = {(x, y) for line in isolines(turned, ys, xs, 0.0) for y, x in line}
    assert len(there) == len(back)
    for p, q in zip(sorted(there), sorted(back), strict=True):
        assert p == pytest.approx(q)


@given(any_grid, st.integers(-3, 3))
def test_a_shift_of_all_values_is_a_shift_of_the_level(grid: Grid, by: int) -> None:
    values, xs, ys = grid
    moved = [[round(value, 3) + by for value in row] for row in values]
    still = [[round(value, 3) for value in row] for row in values]
    there, here = isolines(moved, xs, ys, by), isolines(still, xs, ys, 0.0)
    assert [len(line) for line in there] == [len(line) for line in here]


# Known shapes


@pytest.mark.parametrize("cut", [0.0, 0.1, 0.25, 0.333, 0.999])
def test_a_half_plane_has_its_exact_area(cut: float) -> None:
    values, xs, ys = sampled(lambda x, y: x - cut, 7)
    assert enclosed(rings(values, xs, ys, 0.0)) == pytest.approx(1 - cut)


def test_a_disc_with_a_hole() -> None:
    def band(x: float, y: float) -> float:
        return 0.1 - abs(math.hypot(x - 0.5, y - 0.5) - 0.3)

    values, xs, ys = sampled(band, 101)
    outer, inner = sorted(isolines(values, xs, ys, 0.0), key=len, reverse=True)
    assert enclosed([outer]) == pytest.approx(math.pi * 0.4**2, rel=2e-3)
    assert enclosed([inner]) == pytest.approx(-math.pi * 0.2**2, rel=2e-3)
    assert [inside(rings(values, xs, ys, 0.0), x, 0.5) for x in (0.5, 0.8, 0.95)] == [
        False,
        True,
        False,
    ]
    for x, y in [*outer, *inner]:
        assert abs(band(x, y)) < 1e-3


def test_a_region_in_a_corner_is_closed_through_the_corner() -> None:
    values, xs, ys = sampled(lambda x, y: x + y - 1.5, 3)
    (ring,) = rings(values, xs, ys, 0.0)
    assert (1.0, 1.0) in ring
    assert enclosed([ring]) == pytest.approx(0.125)


# Against contourpy, which matplotlib uses


def steps(lines: Sequence[Line]) -> Counter[tuple[float, ...]]:
    """All steps from point to point, in their direction, without those that stay."""
    found = [(*p, *q) for line in lines for p, q in pairwise(line)]
    rounded = [tuple(round(float(x), 7) + 0.0 for x in step) for step in found]
    return Counter(step for step in rounded if step[:2] != step[2:])


def traced(grid: Grid, level: float) -> list[Line]:
    values, xs, ys = grid
    known = np.ma.masked_invalid(np.array(values, dtype=float))
    found = contour_generator(
        xs, ys, known, corner_mask=False, line_type="Separate"
    ).lines(level)
    lines = [[*map(tuple, np.asarray(line))] for line in found]
    return [line for line in lines if len(set(line)) > 1]  # a point is no line


@st.composite
def holed(draw: st.DrawFn) -> Grid:
    """Grids of which some values are NaN."""
    values, xs, ys = draw(any_grid)
    pick = random.Random(draw(st.integers(0, 10**6)))
    holes = [[math.nan if pick.random() < 0.2 else v for v in row] for row in values]
    return holes, xs, ys


@given(any_grid | holed(), st.sampled_from([0.0, 0.25, -1.0, 1.0, 0.5]))
def test_every_step_of_a_line_is_one_of_contourpys(grid: Grid, level: float) -> None:
    lines = isolines(*grid, level)
    assert steps(lines) == steps(traced(grid, level))
    values, xs, ys = grid
    cells = {
        (i, j)
        for (i, j), corners in zip(
            ((i, j) for i in range(len(ys) - 1) for j in range(len(xs) - 1)),
            _cells(values),
            strict=True,
        )
        if not any(map(math.isnan, corners))
    }
    for line in lines:
        if not is_closed(line):
            assert all(on_the_edge(grid, cells, point) for point in (line[0], line[-1]))


def on_the_edge(grid: Grid, cells: set[tuple[int, int]], point: Point) -> bool:
    """Whether a point lies on fewer cells with values than inside of a whole grid."""
    _, xs, ys = grid
    rows = [i for i in range(len(ys) - 1) if ys[i] <= point[1] <= ys[i + 1]]
    columns = [j for j in range(len(xs) - 1) if xs[j] <= point[0] <= xs[j + 1]]
    around = sum((i, j) in cells for i in rows for j in columns)
    on_grid = (1 + (point[0] in xs)) * (1 + (point[1] in ys))
    return around < on_grid


SMOOTH = {
    "a saddle": lambda x, y: (x - 0.5) * (y - 0.5),
    "a valley": lambda x, y: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
    "waves": lambda x, y: math.sin(9 * x) * math.cos(7 * y),
    "a kink": lambda x, y: max(0.0, x - 0.3) - abs(y - 0.6),
    "steps": lambda x, y: float(round(4 * x * y)),
}


@pytest.mark.parametrize("name", SMOOTH)
def test_known_functions_have_contourpys_lines(name: str) -> None:
    grid = sampled(SMOOTH[name], 41)
    for level in (-0.1, 0.0, 0.05, 0.5, 1.0):
        lines, others = isolines(*grid, level), traced(grid, level)
        assert steps(lines) == steps(others)
        # Joined in the same way: as many lines, and as many of them closed.
        mine, theirs = (Counter(map(is_closed, found)) for found in (lines, others))
        assert mine == theirs
