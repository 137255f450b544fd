"""Arrays: what a tensor's numbers are kept in, each on a backend that computes on it.

- "numpy", the default: ``numpy.ndarray``, whose loops are compiled;
- "loops": ``LoopArray``, whose loops are written in Python, to be read.

A backend of your own is entered here, in ``BACKENDS``.

>>> from minitorch import tensor
>>> tensor([1.0, 2.0], backend="loops") + 1.0
tensor([2., 3.])
"""

from typing import Any

import numpy as np

from minitorch.backends.backend import Array, Backend
from minitorch.backends.loop_array import LoopArray
from minitorch.backends.numpy_backend import NumpyBackend
from minitorch.storage.indexing import ShapeError
from minitorch.storage.tensor_data import TensorData

NUMPY = NumpyBackend()
BACKENDS: dict[str, Backend] = {b.name: b for b in (NUMPY, LoopArray.backend)}
"""The backends by their names."""

FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


def backend_of(*arrays: Array) -> Backend:
    """Return the backend of arrays; it is numpy's for all but those of another one.

    >>> backend_of(np.ones(3)).name
    'numpy'
    """
    for a in arrays:
        if a.__class__ is not np.ndarray and hasattr(a, "backend"):
            found: Backend = a.backend
            return found
    return NUMPY


def as_array(data: Any, dtype: Any = None, backend: str = "numpy") -> Array:
    """Return numbers as an array of floats that shares its memory with nothing else.

    Args:
        data: a number, lists of numbers, an array, tensor data or a tensor.
        dtype: float64 or float32; by default an array's own if it is one of these,
            else float64.
        backend: the name of one of the BACKENDS.

    Raises:
        TypeError: data holds something else than numbers, or dtype is another.
        ShapeError: the lists are of different lengths.
        ValueError: there is no such backend.
    """
    if hasattr(data, "grad_fn"):
        data = data.data
    if isinstance(data, TensorData):
        data = LoopArray.holding(data)
    array = _numbers(data)
    if dtype is None:
        dtype = np.float32 if array.dtype == np.float32 else np.float64
    if np.dtype(dtype) not in FLOATS:
        raise TypeError(f"tensor: expected dtype float64 or float32, got {dtype!r}")
    if backend not in BACKENDS:
        raise ValueError(
            f"tensor: expected a backend of {tuple(BACKENDS)}, got {backend!r}"
        )
    return BACKENDS[backend].array(array, np.dtype(dtype))


def _numbers(data: Any) -> "np.ndarray[Any, Any]":
    """Return data as an array of numpy."""
    try:
        array = np.asarray(data)
    except ValueError:
        raise ShapeError(
            f"tensor: expected lists of the same length in each dimension, got {data!r}"
        ) from None
    if data is None:
        raise TypeError(
            "tensor: expected numbers, got None; a grad is None before backward, and "
            "of what is no leaf"
        )
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"tensor: expected numbers, got {data!r} of type {type(data).__name__}"
        )
    return array
