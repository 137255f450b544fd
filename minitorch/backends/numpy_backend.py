"""Arrays of numpy: compiled loops in the place of those in Python.

A function of single numbers is looked up in a table of functions of whole arrays.
Functions that are not in it are called for each number, which is slow and right.
"""

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from minitorch import operators
from minitorch.backends import numbers
from minitorch.backends.backend import Array, Backend, Dim, Function1, Function2, Shape
from minitorch.backends.memory import keep_freed_memory

keep_freed_memory()


class NumpyBackend(Backend):
    """Compiled loops over arrays of float64 or float32."""

    name = "numpy"

    @np.errstate(over="ignore")  # 1e300 is infinite in float32
    def array(self, numbers: Array, dtype: "np.dtype[Any]") -> Array:
        return np.array(numbers, dtype)

    # Loops

    def map(self, fn: Function1, a: Array) -> Array:
        return fast[fn](a) if fn in fast else one_by_one(fn, a)

    def zip(self, fn: Function2, a: Array, b: Array) -> Array:
        return fast[fn](a, b) if fn in fast else one_by_one(fn, a, b)

    def reduce(
        self,
        fn: Function2,
        a: Array,
        dim: Dim = None,
        keepdim: bool = False,
        start: float | None = None,
    ) -> Array:
        ufunc: Any = fast.get(fn) or np.frompyfunc(fn, 2, 1)
        folded = ufunc.reduce(a, axis=dim, keepdims=keepdim, initial=start)
        return folded if fn in fast else np.asarray(folded, a.dtype)  # from objects

    def matmul(self, a: Array, b: Array) -> Array:
        return a @ b

    def where(self, condition: Array, a: Array, b: Array) -> Array:
        return np.where(condition, a, b)

    # Views

    def strides(self, a: Array) -> Shape:
        return tuple(step // a.itemsize for step in a.strides)  # from bytes

    def broadcast_to(self, a: Array, shape: Shape) -> Array:
        if not a.shape:  # the same, in a fifth of the time
            return np.ndarray(shape, a.dtype, a, strides=(0,) * len(shape))
        return np.broadcast_to(a, shape)

    # Faster than what a Backend makes of these

    def sum(self, a: Array, dim: Dim = None, keepdim: bool = False) -> Array:
        add: Any = np.add
        return add.reduce(a, axis=dim, keepdims=keepdim)

    def sum_to(self, a: Array, shape: Shape) -> Array:
        if a.shape[1:] == shape:  # a bias, most often
            return np.add.reduce(a)
        return super().sum_to(a, shape)

    def sum_of_products(self, a: Array, b: Array, shape: Shape) -> Array:
        # Where the products are many, to store them takes longer than to compute them.
        big = np.broadcast(a, b).shape
        if big == shape:
            return a * b
        dims = range(len(big))
        extra = len(big) - len(shape)
        kept = [i for i in dims[extra:] if shape[i - extra] == big[i]]
        sums = np.einsum(
            a, dims[len(big) - a.ndim :], b, dims[len(big) - b.ndim :], kept
        )
        return sums.reshape(shape)

    def put(self, d: Array, key: Any, shape: Shape) -> Array:
        parts = key if isinstance(key, tuple) else (key,)
        if not any(isinstance(part, np.ndarray) for part in parts):
            return super().put(d, key, shape)
        out = np.zeros(shape, d.dtype)
        np.add.at(out, key, d)  # an element may be named twice
        return out


# Functions of whole arrays that take several steps, all in the memory of the result:
# to be given new memory takes longer than to compute, where there are many numbers.


def sigmoid(a: Array) -> Array:
    """Return 1 / (1 + e⁻ᵃ), where a too large e⁻ᵃ gives 0, as it should."""
    out = np.empty_like(a)
    np.negative(a, out=out)
    with np.errstate(over="ignore"):
        np.exp(out, out=out)
    np.add(out, 1.0, out=out)
    return np.divide(1.0, out, out=out)


def relu(a: Array) -> Array:
    """Return the larger of a and 0; numpy's loop for two whole arrays is faster."""
    out = np.zeros(a.shape, a.dtype)
    return np.maximum(a, out, out=out)


def relu_back(a: Array, d: Array) -> Array:
    """Return 0 where a is 0 or less, else d; a product, as choosing takes longer."""
    passes = ~(a <= 0)
    try:
        with np.errstate(invalid="raise"):
            return passes * d
    except FloatingPointError:  # 0 times infinity
        return np.where(passes, d, np.zeros((), d.dtype))


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
    operators.exp: np.exp,
    numbers.log: checked(np.log, numbers.log),
    numbers.log1p: checked(np.log1p, numbers.log1p),
    numbers.sqrt: checked(np.sqrt, numbers.sqrt),
    numbers.power: checked(operator.pow, numbers.power),
    numbers.remainder: checked(np.remainder, numbers.remainder),
    numbers.sign: np.sign,
    numbers.floor: np.floor,
    numbers.ceil: np.ceil,
    numbers.round: np.rint,
    numbers.min: np.minimum,
    math.tanh: np.tanh,
    numbers.sin: np.sin,
    numbers.cos: np.cos,
}
"""From a function of numbers to numpy's of arrays; `ufunc.reduce` folds with it."""
