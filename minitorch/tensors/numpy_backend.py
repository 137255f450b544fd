"""Arrays of numpy: compiled loops in the place of those in Python.

A function of single numbers is looked up in a table of functions of whole arrays.
Functions that are not in it are called for each number, which is slow and right.
"""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minitorch import operators
from minitorch.tensors import numbers
from minitorch.tensors.backend import (
    Array,
    Backend,
    Dim,
    Function1,
    Function2,
    Shape,
)


class NumpyBackend(Backend):
    """Compiled loops over arrays of float64 or float32."""

    name = "numpy"
    array_type = np.ndarray

    def array(self, numbers: Array, dtype: "np.dtype[Any]") -> Array:
        """Return a copy."""
        return np.array(numbers, dtype)

    # Loops

    def map(self, fn: Function1, a: Array) -> Array:
        """Return fn of each number."""
        return fast[fn](a) if fn in fast else one_by_one(fn, a)

    def zip(self, fn: Function2, a: Array, b: Array) -> Array:
        """Return fn of each pair of numbers."""
        return fast[fn](a, b) if fn in fast else one_by_one(fn, a, b)

    def reduce(
        self,
        fn: Function2,
        a: Array,
        dim: Dim = None,
        keepdim: bool = False,
        start: float | None = None,
    ) -> Array:
        """Return the numbers along dimensions, folded."""
        ufunc: Any = fast[fn] if fn in fast else np.frompyfunc(fn, 2, 1)
        return ufunc.reduce(a, axis=dim, keepdims=keepdim, initial=start)

    def matmul(self, a: Array, b: Array) -> Array:
        """Return the matrix product, by a library for linear algebra."""
        return a @ b

    def where(self, condition: Array, a: Array, b: Array) -> Array:
        """Return the number of a where the condition is not 0, else that of b."""
        return np.where(condition, a, b)

    # The same numbers, arranged anew

    def strides(self, a: Array) -> Shape:
        """Return the strides in numbers; numpy counts in bytes."""
        return tuple(step // a.itemsize for step in a.strides)

    def is_contiguous(self, a: Array) -> bool:
        """Return whether the numbers stand row by row."""
        return bool(a.flags.c_contiguous)

    def reshape(self, a: Array, shape: Sequence[int]) -> Array:
        """Return the numbers in another shape."""
        return a.reshape(shape)

    def permute(self, a: Array, order: Sequence[int]) -> Array:
        """Return the dimensions in another order."""
        return a.transpose(order)

    def broadcast_to(self, a: Array, shape: Shape) -> Array:
        """Return a view with strides of 0."""
        return np.broadcast_to(a, shape)

    def concatenate(self, arrays: Sequence[Array], dim: int) -> Array:
        """Return arrays one after the other."""
        return np.concatenate(arrays, axis=dim)

    def put(self, d: Array, key: Any, shape: Shape) -> Array:
        """Return zeros with d at a key; a list may name an element twice."""
        out = np.zeros(shape, d.dtype)
        parts = key if isinstance(key, tuple) else (key,)
        if any(isinstance(part, np.ndarray) for part in parts):
            np.add.at(out, key, d)
        else:
            out[key] = d
        return out

    def sum_of_products(self, a: Array, b: Array, shape: Shape) -> Array:
        """Return the products, summed while they are made.

        To store them first would take longer than to compute them, where they are many.
        """
        big = np.broadcast(a, b).shape
        if big == shape:
            return a * b
        dims = list(range(len(big)))
        extra = len(big) - len(shape)
        kept = [i for i in dims[extra:] if big[i] == shape[i - extra]]
        return np.einsum(
            a, dims[len(big) - a.ndim :], b, dims[len(big) - b.ndim :], kept
        ).reshape(shape)


# Functions of whole arrays that take several steps, each in the same memory


def sigmoid(a: Array) -> Array:
    """Return 1 / (1 + e⁻ᵃ), where a too large e⁻ᵃ gives 0, as it should."""
    e = np.empty_like(a)
    np.negative(a, out=e)
    with np.errstate(over="ignore"):
        np.exp(e, out=e)
    np.add(e, 1.0, out=e)
    return np.divide(1.0, e, out=e)


def relu(a: Array) -> Array:
    """Return the larger of a and 0; numpy's loop for two whole arrays is faster."""
    return np.maximum(a, np.zeros(a.shape, a.dtype))


def relu_back(a: Array, d: Array) -> Array:
    """Return d where a is positive, else 0."""
    return (a > 0) * d


# What is looked up


def checked(ufunc: Callable[..., Array], fn: Callable[..., float]) -> Any:
    """Return a function of numpy that raises the error of fn where it is undefined.

    The processor notices an undefined result while it computes, at no cost. Then fn is
    called for each number, to say what is wrong.
    """

    def apply(*arrays: Array) -> Array:
        try:
            with np.errstate(invalid="raise"):
                return ufunc(*arrays)
        except FloatingPointError:
            return one_by_one(fn, *arrays)

    return apply


def one_by_one(fn: Callable[..., float], *arrays: Array) -> Array:
    """Return the results of a function that is called for each number."""
    return np.vectorize(fn, otypes=[np.result_type(*arrays)])(*arrays)


fast: dict[Callable[..., float], Callable[..., Array]] = {
    operators.neg: np.negative,
    operators.add: np.add,
    operators.mul: np.multiply,
    operators.max: np.maximum,
    operators.sigmoid: sigmoid,
    operators.relu: relu,
    operators.relu_back: relu_back,
    numbers.exp: np.exp,
    numbers.log: checked(np.log, numbers.log),
    numbers.log1p: checked(np.log1p, numbers.log1p),
    numbers.sqrt: checked(np.sqrt, numbers.sqrt),
    numbers.power: checked(operator.pow, numbers.power),
    numbers.sign: np.sign,
    numbers.min: np.minimum,
    math.tanh: np.tanh,
    math.sin: np.sin,
    math.cos: np.cos,
}
"""From a function of numbers to numpy's of arrays; `ufunc.reduce` folds with it."""
