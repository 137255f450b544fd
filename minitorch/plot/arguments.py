"""What is given to a plotting function, looked at: titles, functions, ends, numbers."""

import math
from collections.abc import Callable
from typing import Any, Final

from minitorch.autodiff import Variable
from minitorch.passing_on import plain

# Between the two ends of an axis: sums and products of far smaller or larger numbers
# are 0 or infinite.
_SHORTEST: Final = 1e-300
_LONGEST: Final = 1e307
_FINEST: Final = 1e-12  # of the larger end; beyond it, floats have no digits left


def as_number(value: Any, where: str) -> float:
    """Return a float for what a function returned: a number or a Scalar.

    Raises:
        TypeError: `value` is neither, naming `where` it came from.
    """
    data: Any = plain(value)
    if isinstance(data, Variable):
        data = data.item()  # type: ignore[attr-defined]
    elif not hasattr(data, "__float__"):
        data = getattr(data, "data", None)
    if hasattr(data, "__float__"):
        try:
            return float(data)
        except OverflowError:  # a whole number of more than 308 digits
            return math.inf if data > 0 else -math.inf
        except TypeError:  # an array of several numbers
            pass
    raise TypeError(
        f"{where} must return a number or a Scalar, got {value!r} "
        f"of type {type(value).__name__}."
    )


def check_title(title: object) -> str:
    """Return the title, or says that the title comes first."""
    if not isinstance(title, str):
        raise TypeError(
            "A plotting function takes the title first, as a string, got "
            f"{type(title).__name__}. Write plot_function('Sigmoid', sigmoid)."
        )
    return title


def check_function(f: Any, what: str) -> Callable[..., Any]:
    """Return `f` if it can be called, or its `forward` if it has one."""
    if callable(f):
        return f  # type: ignore[no-any-return]
    if callable(getattr(f, "forward", None)):
        return f.forward  # type: ignore[no-any-return]
    raise TypeError(
        f"Expected {what} that can be called, got {f!r} of type "
        f"{type(f).__name__}. Pass the function itself, as f and not as f(x)."
    )


def check_range(low: float, high: float) -> tuple[float, float]:
    """Return (low, high) as floats if they are the two ends of an axis.

    Raises:
        ValueError: they are not, or lie too close together or too far apart to draw.
    """
    try:
        ends = float(low), float(high)
    except (TypeError, ValueError, OverflowError):
        ends = math.nan, math.nan
    if not (math.isfinite(ends[0]) and math.isfinite(ends[1]) and ends[0] < ends[1]):
        raise ValueError(
            f"An axis runs from low to a greater high, got low={low!r} and "
            f"high={high!r}. Give two finite numbers with low < high."
        )
    length, larger = ends[1] - ends[0], max(map(abs, ends))
    if not max(_SHORTEST, _FINEST * larger) <= length <= _LONGEST:
        raise ValueError(
            f"An axis from {ends[0]!r} to {ends[1]!r} cannot be drawn: it is "
            f"{length:.3g} long, expected {_SHORTEST:g} to {_LONGEST:g}, and no less "
            f"than {_FINEST:g} of its ends. Draw the numbers in another unit, or draw "
            "how far they are from one of them."
        )
    return ends
