"""Rows of arrays made one number each. Numpy is slow at this where rows are short."""

import math
from typing import Any

import numpy as np


def flat(a: Any) -> Any:
    """Return all rows of an array as those of one matrix."""
    return a.reshape(math.prod(a.shape[:-1]), a.shape[-1])


def total(a: Any) -> Any:
    """Return the sum along the last dimension, which stays with the size 1.

    >>> total(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()
    [[3.0], [7.0]]
    """
    return (a @ np.ones(a.shape[-1], a.dtype))[..., None]


def products(a: Any, b: Any) -> Any:
    """Return the sum of the products of each two rows; the last dimension stays.

    >>> products(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])).tolist()
    [[11.0]]
    """
    return np.einsum("...i,...i->...", a, b)[..., None]


def largest(a: Any) -> Any:
    """Return the largest number along the last dimension, which stays with the size 1.

    >>> largest(np.array([[1.0, 2.0], [4.0, 3.0]])).tolist()
    [[2.0], [4.0]]
    """
    columns = np.ascontiguousarray(flat(a).T)
    return np.maximum.reduce(columns, initial=-np.inf).reshape(*a.shape[:-1], 1)
