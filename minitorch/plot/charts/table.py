"""A table of numbers as people have it: an array, a tensor, rows of numbers or Scalars.

>>> from minitorch import Scalar
>>> as_array([[1, Scalar(2.0)], (3, 4)]).tolist()
[[1.0, 2.0], [3.0, 4.0]]
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from minitorch.autodiff import Variable
from minitorch.passing_on import plain


def as_array(numbers: Any) -> "np.ndarray[Any, Any]":
    """Return a table as an array of floats; one without dimensions if it is none."""
    try:
        return np.array(_numbers(numbers), dtype=float)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return np.empty(())


def _numbers(given: Any) -> Any:
    """Return what numpy reads, without asking Variables for the derivative's end."""
    given = plain(given)
    if isinstance(given, Variable):
        detach = getattr(given, "detach", None)
        return detach() if detach else given.data
    if hasattr(given, "__array__") or not isinstance(given, Iterable):
        return given
    return [_numbers(entry) for entry in given] if not isinstance(given, str) else given
