"""What is given to a plotting function, looked at: titles, functions, ends, numbers."""

import math
from collections.abc import Callable
from typing import Any


def as_number(value: Any, where: str) -> float:
    """Return a float for what a function returned: a number or a Scalar.

    Raises:
        TypeError: `value` is neither, naming `where` it came from.
    """
    data = value if hasattr(value, "__float__") else getattr(value, "data", None)
    if not hasattr(data, "__float__"):
        raise TypeError(
            f"{where} must return a number or a Scalar, got {value!r} "
            f"of type {type(value).__name__}."
        )
    return float(data)  # type: ignore[arg-type]


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
    """Return (low, high) as floats if they are the two ends of an axis."""
    try:
        ends = float(low), float(high)
    except (TypeError, ValueError):
        ends = math.nan, math.nan
    if not (math.isfinite(ends[0]) and math.isfinite(ends[1]) and ends[0] < ends[1]):
        raise ValueError(
            f"An axis runs from low to a greater high, got low={low!r} and "
            f"high={high!r}. Give two finite numbers with low < high."
        )
    return ends
