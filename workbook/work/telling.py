"""What a check says when something is wrong: what was called, what came, what should.

>>> equal("add(2, 2)", 5, 4, idea="add returns the sum")
Traceback (most recent call last):
...
work.telling.Wrong: called    add(2, 2)
came      5
expected  4
idea      add returns the sum
"""

import math
from collections.abc import Callable
from typing import Any


class Wrong(AssertionError):
    """Something that was called gave another result than it should.

    Args:
        called: the call, as a person would write it.
        came: what it gave.
        expected: what it should have given.
        idea: which idea is missing, where that can be told.
    """

    def __init__(self, called: str, came: str, expected: str, idea: str = "") -> None:
        self.called, self.came, self.expected = called, came, expected
        self.idea = idea
        lines = [f"called    {called}", f"came      {came}", f"expected  {expected}"]
        super().__init__("\n".join(lines + ([f"idea      {idea}"] if idea else [])))


def equal(called: str, came: Any, expected: Any, idea: str = "") -> None:
    """Make sure that the same came, and of the same type."""
    if type(came) is not type(expected) or came != expected:
        raise Wrong(called, shown(came), shown(expected), idea)


def close(
    called: str, came: Any, expected: float, idea: str = "", tolerance: float = 1e-6
) -> None:
    """Make sure that a number came which is near enough; NaN is near to NaN alone.

    Args:
        called: the call.
        came: what it gave.
        expected: the right number.
        idea: what is missing.
        tolerance: how far they may lie apart, times the expected number if that is
            large.
    """
    right = is_number(came) and (
        came == expected
        or (math.isnan(came) and math.isnan(expected))
        or abs(came - expected) <= tolerance * max(1.0, abs(expected))
    )
    if not right:
        raise Wrong(called, *apart(came, expected), idea)


def true(called: str, came: Any, expected: str, idea: str = "") -> None:
    """Make sure that what came is true; ``expected`` says it in words."""
    if not came:
        raise Wrong(called, shown(came), expected, idea)


def sure(right: bool, called: str, came: str, expected: str, idea: str = "") -> None:
    """Make sure that something holds; what came is told in words."""
    if not right:
        raise Wrong(called, came, expected, idea)


def raises(
    called: str,
    error: type[Exception],
    run: Callable[[], Any],
    idea: str = "",
) -> None:
    """Make sure that a call is refused with an exception of this type."""
    try:
        came = run()
    except error as refused:
        if isinstance(refused, NotImplementedError) and error is not type(refused):
            raise
        return
    except (NotImplementedError, RecursionError):
        raise
    except Exception as other:
        raise Wrong(called, told(other), f"{error.__name__} is raised", idea) from other
    raise Wrong(called, shown(came), f"{error.__name__} is raised", idea)


def result(called: str, run: Callable[[], Any], expected: str, idea: str = "") -> Any:
    """What a call gives; an error that it raises is told as what came.

    Args:
        called: the call.
        run: makes it.
        expected: what it should have given, in words.
        idea: which idea is missing where it raises an error.
    """
    try:
        return run()
    except (NotImplementedError, RecursionError):  # a hole; a mistake of its own kind
        raise
    except Exception as error:
        raise Wrong(called, told(error), expected, idea) from error


def told(error: Exception) -> str:
    """An error in one line."""
    return f"{type(error).__name__}: {error}".split("\n")[0]


def is_number(value: Any) -> bool:
    """Whether a value is a float or an int, and not a bool."""
    return isinstance(value, (float, int)) and not isinstance(value, bool)


def apart(came: Any, expected: Any) -> tuple[str, str]:
    """Two values as they are printed, with as few digits as tell them apart.

    >>> apart(3.2958368660043291, 1.0986122886681098)
    ('3.29584', '1.09861')
    >>> apart([0.1 + 0.2], [0.3])
    ('[0.30000000000000004]', '[0.3]')
    """
    for digits in (6, 9, 12):
        one, other = (shown(with_digits(v, digits)) for v in (came, expected))
        if one != other:
            return one, other
    return shown(came), shown(expected)


def with_digits(value: Any, digits: int) -> Any:
    """A float, or the floats of a list, with so many digits that count."""
    if isinstance(value, list):
        return [with_digits(one, digits) for one in value]
    return float(f"{value:.{digits}g}") if isinstance(value, float) else value


def shown(value: Any, width: int = 300) -> str:
    """A value as it is printed, cut where it is long."""
    text = repr(value)
    return text if len(text) <= width else text[: width - 1] + "…"
