"""Checks an answer to an exercise of the textbook, in the words of a task's checks.

The check of an exercise is a generator that gets the answer and says what must be true
of it: a call as text, what it must give, and which idea is missing where it does not.

>>> @exercise
... def check_double(double):
...     yield "double(2)", 2 + 2
...     yield "double(-3.0)", -6.0, "a negative number is doubled like any other"
>>> check_double(...)
Not answered yet.
>>> check_double(lambda x: x + 2)
called    double(-3.0)
came      -1.0
expected  -6.0
idea      a negative number is doubled like any other
>>> check_double(lambda x: 2 * x)
Right.
"""

import math
from collections.abc import Callable, Generator, Mapping
from functools import wraps
from inspect import getgeneratorlocals
from numbers import Real
from typing import Any

Case = tuple[str, Any] | tuple[str, Any, str]
Cases = Generator[Case, None, None]
NOT_YET = "Not answered yet."
LONG = 200  # characters of a value that are printed


def exercise(check: Callable[[Any], Cases]) -> Callable[[Any], None]:
    """Make a function that prints what is wrong with an answer, or that it is right.

    Args:
        check: gets the answer and yields the calls to try, each with what it must give
            and, if that can be told, the idea that is missing otherwise. The text of a
            call may use the answer by the name that the check has for it, the check's
            other variables, and what the page has defined.
    """

    @wraps(check)
    def tell(answer: Any) -> None:
        known = getattr(check, "__globals__", {})
        print(verdict(check(answer), answer, known))

    return tell


def verdict(cases: Cases, answer: Any, known: dict[str, Any]) -> str:
    """What is to be said about an answer: of the first case in which it is wrong."""
    if answer is ...:
        return NOT_YET
    is_line = getattr(answer, "__name__", "") == "<lambda>"  # it says something
    for number, (called, expected, *idea) in enumerate(cases):
        try:
            came = eval(called, known | getgeneratorlocals(cases))
        except Exception as error:  # noqa: BLE001  (the reader's program may raise any)
            if number == 0 and "NoneType" in str(error) and not is_line:
                return NOT_YET  # a function that returns nothing so far
            came_as = f"{type(error).__name__}: {error}"
        else:
            if is_same(came, expected):
                continue
            if number == 0 and (came is ... or (came is None and not is_line)):
                return NOT_YET
            came_as = shown(came)
        lines = [("called", called), ("came", came_as), ("expected", shown(expected))]
        lines += [("idea", told) for told in idea]
        return "\n".join(f"{name:9} {text}" for name, text in lines)
    return "Right."


def is_same(came: Any, expected: Any) -> bool:
    """Whether two values agree; floats need not agree in their last digits.

    >>> is_same([0.1 + 0.2, 1], (0.3, 1.0)), is_same(True, 2), is_same(1.1, 1)
    (True, False, False)
    """
    came, expected = plain(came), plain(expected)
    if isinstance(came, Real) and isinstance(expected, Real):
        return math.isclose(came, expected, rel_tol=1e-6, abs_tol=1e-9) or (
            math.isnan(came) and math.isnan(expected)
        )
    if isinstance(came, (list, tuple)) and isinstance(expected, (list, tuple)):
        return len(came) == len(expected) and all(map(is_same, came, expected))
    if isinstance(came, Mapping) and isinstance(expected, Mapping):
        return came.keys() == expected.keys() and all(
            is_same(came[key], expected[key]) for key in came
        )
    return type(came) is type(expected) and bool(came == expected)


def plain(value: Any) -> Any:
    """A Scalar, an array or a tensor as numbers and lists; anything else as it is."""
    for name in ("numpy", "tolist"):
        if hasattr(value, name) and not isinstance(value, type):
            value = getattr(value, name)()
    data = getattr(value, "data", None)
    return data if isinstance(data, float) else value


def shown(value: Any) -> str:
    """A value as it is printed, cut where it is long."""
    text = repr(plain(value))
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
