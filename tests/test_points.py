"""The point data sets: the same points everywhere, and labels as they are defined."""

import hashlib
import json
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import PointSet, datasets
from minitorch.data.points import make_points

NAMES = ["Simple", "Diag", "Split", "Xor", "Circle", "Spiral"]
RANDOM = NAMES[:-1]
counts, seeds = st.integers(0, 40), st.integers(0, 10_000)


def one(name: str, x1: float, x2: float) -> bool:
    """Whether a point has label 1, as the course defines it."""
    if name == "Simple":
        return x1 < 0.5
    if name == "Diag":
        return x1 + x2 < 0.5
    if name == "Split":
        return not 0.2 <= x1 <= 0.8
    if name == "Xor":
        return (x1 < 0.5 <= x2) or (x2 < 0.5 <= x1)
    return math.pow(x1 - 0.5, 2) + math.pow(x2 - 0.5, 2) > 0.1


def test_the_six_sets_have_the_courses_names_and_order() -> None:
    assert list(datasets) == NAMES


# The same points everywhere


def test_first_points_are_these_numbers() -> None:
    # What random.Random(0) gives in every version of Python, x1 before x2.
    assert datasets["Simple"](2).X == [
        (0.8444218515250481, 0.7579544029403025),
        (0.420571580830845, 0.25891675029296335),
    ]
    assert datasets["Xor"](1, seed=1).X == [(0.13436424411240122, 0.8474337369372327)]


@pytest.mark.parametrize("name", RANDOM)
@given(n=counts, seed=seeds)
def test_points_come_from_pythons_generator_and_nothing_else(
    name: str, n: int, seed: int
) -> None:
    random.seed(99)  # The global generator must not matter,
    points = datasets[name](n, seed=seed).X
    after = random.random()
    random.seed(99)  # nor be used.
    assert random.random() == after
    generator = random.Random(seed)
    assert points == [(generator.random(), generator.random()) for _ in range(n)]


def test_all_six_sets_have_this_fingerprint() -> None:
    # Equal on every platform and Python version, or a lecture's numbers would change.
    sets = {
        name: [(make(50, seed=s).X, make(50, seed=s).y) for s in (0, 1, 7)]
        for name, make in datasets.items()
    }
    digest = hashlib.sha256(json.dumps(sets).encode()).hexdigest()
    assert digest == "0e185ac8822b921622156f34ebea5f59d975312ebab497a50333036c4edbfa2b"


@given(n=counts, seed=seeds)
def test_a_larger_set_begins_with_the_smaller_one(n: int, seed: int) -> None:
    assert make_points(n + 3, seed)[:n] == make_points(n, seed)


def test_another_seed_gives_other_points() -> None:
    for name in RANDOM:
        assert datasets[name](10, seed=1).X != datasets[name](10, seed=2).X
        assert datasets[name](10).X == datasets[name](10, 0).X


# Labels


@pytest.mark.parametrize("name", RANDOM)
@given(n=counts, seed=seeds)
def test_labels_are_as_defined(name: str, n: int, seed: int) -> None:
    points = datasets[name](n, seed=seed)
    assert points.y == [int(one(name, x1, x2)) for x1, x2 in points.X]


@pytest.mark.parametrize("name", NAMES)
def test_both_labels_occur(name: str) -> None:
    assert set(datasets[name](50).y) == {0, 1}


@pytest.mark.parametrize("name", NAMES)
@given(n=counts, seed=seeds)
def test_every_set_has_n_points_in_the_square_with_plain_numbers(
    name: str, n: int, seed: int
) -> None:
    points = datasets[name](n, seed=seed)
    assert points.N == n == len(points.X) == len(points.y)
    assert points.name == name
    for x1, x2 in points.X:
        assert type(x1) is type(x2) is float
        assert 0.0 <= x1 <= 1.0
        assert 0.0 <= x2 <= 1.0
    assert all(type(label) is int for label in points.y)


# The spiral


@given(n=counts)
def test_the_spirals_halves_mirror_each_other(n: int) -> None:
    points = datasets["Spiral"](2 * n)
    assert points.y == [0] * n + [1] * n
    for (a1, a2), (b1, b2) in zip(points.X[:n], points.X[n:], strict=True):
        assert a1 + b1 == pytest.approx(1.0, abs=1e-9)
        assert a2 + b2 == pytest.approx(1.0, abs=1e-9)


@given(n=st.integers(2, 40))
def test_the_spiral_moves_outward_at_a_steady_turn(n: int) -> None:
    points = datasets["Spiral"](2 * n).X[:n]
    radii = [math.hypot(x1 - 0.5, x2 - 0.5) for x1, x2 in points]
    step = 10.0 / (n + 5) / 20.0
    for k, radius in enumerate(radii):
        assert radius == pytest.approx((k + 5) * step, abs=1e-8)


def test_the_spiral_does_not_depend_on_the_seed() -> None:
    assert datasets["Spiral"](20, seed=1) == datasets["Spiral"](20, seed=2)


def test_an_odd_number_leaves_the_second_spiral_one_point_more() -> None:
    points = datasets["Spiral"](5)
    assert points.y == [0, 0, 1, 1, 1]
    assert len(set(points.X)) == 5
    assert datasets["Spiral"](1).y == [1]


# Bad input


@pytest.mark.parametrize("name", NAMES)
def test_no_points_and_one_point(name: str) -> None:
    empty = datasets[name](0)
    assert (empty.N, empty.X, empty.y) == (0, [], [])
    assert datasets[name](1).N == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_negative_number_of_points_is_an_error(name: str) -> None:
    with pytest.raises(ValueError, match=r"0 points or more, got -1"):
        datasets[name](-1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("n", [True, False, 2.0, "2", None, math.nan])
def test_what_is_no_whole_number_is_an_error(name: str, n: int) -> None:
    with pytest.raises(TypeError, match="whole number of points"):
        datasets[name](n)


@pytest.mark.parametrize("name", NAMES)
def test_numpys_whole_numbers_are_whole_numbers(name: str) -> None:
    make = datasets[name]
    for kind in (np.int64, np.uint8):
        assert make(kind(5), seed=kind(3)) == make(5, seed=3)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [True, None, 1.0, "1", b"1", math.nan])
def test_a_seed_is_a_whole_number(name: str, seed: int) -> None:
    """None would give other points every time, and True those of the seed 1."""
    with pytest.raises(TypeError, match="a whole number as seed"):
        datasets[name](2, seed=seed)


@pytest.mark.parametrize("name", NAMES)
def test_a_negative_seed_would_give_the_points_of_another(name: str) -> None:
    assert random.Random(-1).random() == random.Random(1).random()
    with pytest.raises(ValueError, match="a seed of 0 or more, got -1"):
        datasets[name](2, seed=-1)


@pytest.mark.parametrize("name", NAMES)
def test_too_many_points_for_the_memory_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="10000000 points at most"):
        datasets[name](10**30)


def test_a_point_set_checks_what_it_is_made_from() -> None:
    with pytest.raises(ValueError, match="got 1 points and 2 labels"):
        PointSet([(0.0, 0.0)], [0, 1])
    with pytest.raises(ValueError, match=r"y\[1\] = 2"):
        PointSet([(0.0, 0.0), (1.0, 1.0)], [0, 2])
