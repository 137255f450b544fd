"""The checks of task 0.3: map, zip, reduce."""

import math
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minitorch import operators
from work.telling import Wrong, close, equal, raises, result, shown

number = st.integers(-9, 9).map(float)
numbers = st.lists(number, max_size=5)
two_lists = st.integers(0, 5).flatmap(
    lambda n: st.tuples(*2 * [st.lists(number, min_size=n, max_size=n)])
)

RETURNS_A_FUNCTION = "it returns a function of a list, and has not seen a list yet"
NOT_RETURNED = "it returns a function of a list; a function without return gives None"
NEW_EACH_TIME = (
    "the function that is returned may be called often: what it collects must begin "
    "anew inside of it, at each call"
)
NO_RETURN = "the function inside has no return"
LEAVE_IT = "the list that comes in belongs to somebody else: it may not change"


def half(x: float) -> float:
    """A function of one number."""
    return x / 2


def minus(x: float, y: float) -> float:
    """A function of two numbers whose order matters."""
    return x - y


def made(called: str, make: Callable[[], Any]) -> Callable[..., Any]:
    """The function that a higher-order function returns."""
    came = result(called, make, "a function", RETURNS_A_FUNCTION)
    if not callable(came):
        idea = NOT_RETURNED if came is None else RETURNS_A_FUNCTION
        raise Wrong(called, shown(came), "a function", idea)
    return came  # type: ignore[no-any-return]


def a_list(called: str, came: Any) -> None:
    """Make sure that a list came."""
    idea = "a list, not something that can be looped over once only"
    if came is None:
        idea = NO_RETURN
    elif callable(came):
        idea = "the function itself came: it is still to be called with the list"
    if not isinstance(came, list):
        raise Wrong(
            called, f"{shown(came)}, of type {type(came).__name__}", "a list", idea
        )


def applied(called: str, run: Callable[[], Any], expected: str) -> Any:
    """The list that a function gives; Python's own map is not to be had by its name."""
    try:
        came = result(called, run, expected)
    except Wrong as wrong:
        if "map()" in wrong.came:
            idea = "in this file map is the function that you write, not Python's"
            raise Wrong(called, wrong.came, expected, idea) from wrong.__cause__
        raise
    a_list(called, came)
    return came


# map


@given(numbers)
def test_map(xs: list[float]) -> None:
    """A function for every element: map."""
    called = f"map(half)({xs})"
    half_all = made("map(half)", lambda: operators.map(half))
    came = applied(called, lambda: half_all(list(xs)), f"{[half(x) for x in xs]}")
    idea = "every element is given to fn, one after the other"
    equal(called, came, [half(x) for x in xs], idea)


@given(numbers)
def test_map_again(xs: list[float]) -> None:
    """The function from map can be called again, and changes no list."""
    half_all = made("map(half)", lambda: operators.map(half))
    before = list(xs)
    first = list(half_all(xs))
    equal(f"f = map(half); f({before}): the list afterwards", xs, before, LEAVE_IT)
    equal(f"f = map(half); f({xs}); f({xs})", half_all(xs), first, NEW_EACH_TIME)


def test_map_of_texts() -> None:
    """Any function and any elements: map."""
    came = operators.map(len)(["a", "", "abc"])
    equal("map(len)(['a', '', 'abc'])", came, [1, 0, 3], "fn decides what comes out")


# zipWith


@given(two_lists)
def test_zip_with(pair: tuple[list[float], list[float]]) -> None:
    """A function for the pairs of two lists: zipWith."""
    xs, ys = pair
    called = f"zipWith(minus)({xs}, {ys})"
    expected = [minus(x, y) for x, y in zip(xs, ys, strict=True)]
    apply = made("zipWith(minus)", lambda: operators.zipWith(minus))
    came = applied(called, lambda: apply(list(xs), list(ys)), f"{expected}")
    idea = "the first of one list goes with the first of the other, and so on"
    if came == [-x for x in expected]:
        idea = "the order: fn gets the element of the first list first"
    equal(called, came, expected, idea)


@given(two_lists)
def test_zip_with_again(pair: tuple[list[float], list[float]]) -> None:
    """The function from zipWith can be called again, and changes no list."""
    xs, ys = pair
    before = (list(xs), list(ys))
    apply = made("zipWith(minus)", lambda: operators.zipWith(minus))
    first = list(apply(xs, ys))
    called = f"f = zipWith(minus); f({before[0]}, {before[1]})"
    equal(f"{called}: the lists afterwards", (xs, ys), before, LEAVE_IT)
    equal(f"{called}, the second time", apply(xs, ys), first, NEW_EACH_TIME)


@given(numbers, numbers)
def test_different_lengths(xs: list[float], more: list[float]) -> None:
    """Lists of different lengths are refused: zipWith, addLists."""
    longer = [*xs, 1.0, *more]
    idea = "Python's zip cuts the longer list in silence: compare the lengths first"
    apply = made("zipWith(minus)", lambda: operators.zipWith(minus))
    for x, y in (xs, longer), (longer, xs):
        for called, run in (
            (f"zipWith(minus)({x}, {y})", lambda x=x, y=y: apply(x, y)),
            (f"addLists({x}, {y})", lambda x=x, y=y: operators.addLists(x, y)),
        ):
            raises(called, ValueError, run, idea)


# reduce


@given(numbers, number)
def test_reduce(xs: list[float], start: float) -> None:
    """All elements combined, beginning with the start: reduce."""
    called = f"reduce(minus, {start})({xs})"
    expected = start - math.fsum(xs)
    fold = made(f"reduce(minus, {start})", lambda: operators.reduce(minus, start))
    empty = "an empty list gives the start"
    came = result(called, lambda: fold(list(xs)), f"{expected}", "" if xs else empty)
    equal(called, came, expected, idea_of(came, xs) if xs else empty)


def idea_of(came: Any, xs: list[float]) -> str:
    """What is missing in a reduce that gave a wrong number."""
    if came is None:
        return NO_RETURN
    if came == xs[0] - math.fsum(xs[1:]):
        return WITHOUT_START
    return "what was combined so far, at first the start, and the next element go to fn"


ORDER = "the order: fn gets what was combined so far first, then the element"
WITHOUT_START = "the start is combined with the first element; it is not left out"
FROM_THE_LEFT = "from the left: the start meets the first element first"
IDEAS = {
    "(c (b (a s)))": ORDER,
    "((a b) c)": WITHOUT_START,
    "(a (b (c s)))": FROM_THE_LEFT,
    "(((s c) b) a)": FROM_THE_LEFT,
}


def test_reduce_from_the_left() -> None:
    """From the left: reduce."""
    called = 'reduce(lambda so_far, x: f"({so_far} {x})", "s")(["a", "b", "c"])'
    fold = made(
        'reduce(lambda so_far, x: f"({so_far} {x})", "s")',
        lambda: operators.reduce(lambda so_far, x: f"({so_far} {x})", "s"),
    )
    came = fold(["a", "b", "c"])
    idea = IDEAS.get(came, "fn(fn(fn(start, x₀), x₁), x₂)")
    equal(called, came, "(((s a) b) c)", idea)


@given(numbers)
def test_reduce_again(xs: list[float]) -> None:
    """The function from reduce can be called again, and changes no list."""
    fold = made("reduce(minus, 0.0)", lambda: operators.reduce(minus, 0.0))
    before = list(xs)
    first = fold(xs)
    called = f"f = reduce(minus, 0.0); f({before})"
    equal(f"{called}: the list afterwards", xs, before, LEAVE_IT)
    equal(f"{called}; f({xs})", fold(xs), first, NEW_EACH_TIME)


# What is built from them


@given(numbers)
def test_neg_list(xs: list[float]) -> None:
    """All signs changed: negList."""
    called, given_list = f"negList({xs})", list(xs)
    came = applied(called, lambda: operators.negList(given_list), "a list")
    equal(called, came, [-x for x in xs], "negList is map with neg")
    equal(f"{called}: the list afterwards", given_list, xs, LEAVE_IT)


@given(two_lists)
def test_add_lists(pair: tuple[list[float], list[float]]) -> None:
    """Two lists added, element by element: addLists."""
    xs, ys = pair
    called = f"addLists({xs}, {ys})"
    came = applied(called, lambda: operators.addLists(list(xs), list(ys)), "a list")
    expected = [x + y for x, y in zip(xs, ys, strict=True)]
    idea = "addLists is zipWith with add: the sums of pairs"
    if came == xs + ys:
        idea = "xs + ys hangs one list behind the other; the sums of pairs are wanted"
    equal(called, came, expected, idea)


@given(numbers)
def test_sum(xs: list[float]) -> None:
    """All elements added: sum."""
    called, expected = f"sum({xs})", math.fsum(xs)
    idea = "sum is reduce with add; it starts at 0.0, which changes nothing"
    came = result(called, lambda: operators.sum(list(xs)), f"{expected}", idea)
    close(called, came, expected, idea)


@given(numbers)
def test_prod(xs: list[float]) -> None:
    """All elements multiplied: prod."""
    called, expected = f"prod({xs})", math.prod(xs)
    idea = "prod is reduce with mul"
    if 0.0 not in xs:
        idea += "; it starts at 1.0, which changes nothing: 0 would make all products 0"
    came = result(called, lambda: operators.prod(list(xs)), f"{float(expected)}", idea)
    close(called, came, float(expected), idea)
