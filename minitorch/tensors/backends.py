"""Backends: what a tensor's numbers are kept in, and what computes on them.

The Functions of tensors ask an array for arithmetic, for numpy's functions, for sums
along a dimension and for views. Whatever answers is a backend. There are two:

- "numpy", the default: ``numpy.ndarray``, whose loops are compiled;
- "loops": ``LoopArray``, whose loops are written in Python, to be read.

>>> from minitorch import tensor
>>> tensor([1.0, 2.0], backend="loops") + 1.0
tensor([2., 3.])
"""

from typing import Any

import numpy as np

from minitorch.loops.array import LoopArray
from minitorch.tensors.indexing import ShapeError

BACKENDS = ("numpy", "loops")


def as_array(data: Any, dtype: Any = None, backend: str = "numpy") -> Any:
    """Return numbers as an array of floats that shares its memory with nothing else.

    Args:
        data: a number, lists of numbers, an array or a tensor.
        dtype: float64 or float32; by default an array's own if it is one of these,
            else float64.
        backend: "numpy" or "loops".

    Raises:
        TypeError: data holds something else than numbers, or dtype is another.
        ShapeError: the lists are of different lengths.
        ValueError: there is no such backend.
    """
    array = _numbers(getattr(data, "data", data) if _is_tensor(data) else data)
    if dtype is None:
        dtype = np.float32 if array.dtype == np.float32 else np.float64
    if np.dtype(dtype) not in (np.float64, np.float32):
        raise TypeError(f"tensor: expected dtype float64 or float32, got {dtype!r}")
    if backend == "numpy":
        return np.array(array, dtype)
    if backend == "loops":
        if np.dtype(dtype) != np.float64:
            raise TypeError(f"loops compute with float64 only, got dtype {dtype!r}")
        return LoopArray.from_numpy(array.astype(np.float64))
    raise ValueError(f"tensor: expected a backend of {BACKENDS}, got {backend!r}")


def backend_of(array: Any) -> str:
    """Return the name of the backend that an array belongs to."""
    return "loops" if isinstance(array, LoopArray) else "numpy"


def _is_tensor(data: Any) -> bool:
    return hasattr(data, "grad_fn")


def _numbers(data: Any) -> Any:
    """Return data as an array of numpy."""
    try:
        array = np.asarray(data)
    except ValueError:
        raise ShapeError(
            f"tensor: expected lists of the same length in each dimension, got {data!r}"
        ) from None
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"tensor: expected numbers, got {data!r} of type {type(data).__name__}"
        )
    return array
