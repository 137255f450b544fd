"""The backend: all that tensors ask of whatever computes on their numbers.

The Functions of tensors say what is computed. How it is done, number by number, is the
matter of a backend. To bring one of your own, write an array that answers to

- ``a.shape``, ``a.dtype`` and ``a.copy()``,
- brackets, ``a[key]`` and ``a[key] = b``, and
- Python's operators, ``+ - * / ** @``, ``abs`` and the comparisons, with broadcasting,

and a Backend with the methods below; ``tensors/arrays.py`` is where it is entered. Most
of the methods are four loops, with which a function of numbers becomes one of arrays:

>>> import numpy as np
>>> from minitorch import operators
>>> from minitorch.tensors.arrays import BACKENDS
>>> for backend in BACKENDS.values():
...     a = backend.array(np.ones((2, 3)), np.dtype(np.float64))
...     doubled = backend.zip(operators.add, a, a)
...     print(backend.name, backend.sum(backend.map(operators.neg, doubled), 1))
numpy [-6. -6.]
loops [-6.0, -6.0]
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from minitorch import operators

Array = Any
"""An array of a backend: of numpy, or another that answers to what stands above."""

Shape = tuple[int, ...]
Dim = int | tuple[int, ...] | None
"""The dimensions to reduce: one, several, or with None all."""

Function1 = Callable[[float], float]
Function2 = Callable[[float, float], float]


class Backend(ABC):
    """What computes on arrays; each method returns an array, and changes none.

    Attributes:
        name: what ``tensor(…, backend=name)`` asks for.
        array_type: the class of its arrays.
    """

    name: ClassVar[str]
    array_type: ClassVar[type]

    @abstractmethod
    def array(self, numbers: "np.ndarray[Any, Any]", dtype: "np.dtype[Any]") -> Array:
        """Return a copy of an array of numpy as an array of this backend.

        Raises:
            TypeError: the backend does not compute with this dtype.
        """

    # Loops

    @abstractmethod
    def map(self, fn: Function1, a: Array) -> Array:
        """Return fn of each number."""

    @abstractmethod
    def zip(self, fn: Function2, a: Array, b: Array) -> Array:
        """Return fn of each pair of numbers; shapes are broadcast."""

    @abstractmethod
    def reduce(
        self,
        fn: Function2,
        a: Array,
        dim: Dim = None,
        keepdim: bool = False,
        start: float | None = None,
    ) -> Array:
        """Return the numbers along dimensions, folded with fn from a start.

        Raises:
            ValueError: there is no number to fold, and no start.
        """

    @abstractmethod
    def matmul(self, a: Array, b: Array) -> Array:
        """Return the matrix product; a vector is a row on the left, else a column."""

    @abstractmethod
    def where(self, condition: Array, a: Array, b: Array) -> Array:
        """Return the number of a where the condition is not 0, else that of b."""

    # The same numbers, arranged anew

    @abstractmethod
    def strides(self, a: Array) -> Shape:
        """Return how many numbers apart in memory two neighbours are."""

    @abstractmethod
    def is_contiguous(self, a: Array) -> bool:
        """Return whether the numbers stand row by row, without gaps."""

    @abstractmethod
    def reshape(self, a: Array, shape: Sequence[int]) -> Array:
        """Return the numbers, row by row, in another shape; a view if it can be one."""

    @abstractmethod
    def permute(self, a: Array, order: Sequence[int]) -> Array:
        """Return a view with the dimensions in another order."""

    @abstractmethod
    def broadcast_to(self, a: Array, shape: Shape) -> Array:
        """Return a view of a larger shape, in which numbers are repeated."""

    @abstractmethod
    def concatenate(self, arrays: Sequence[Array], dim: int) -> Array:
        """Return arrays one after the other along a dimension."""

    @abstractmethod
    def put(self, d: Array, key: Any, shape: Shape) -> Array:
        """Return zeros of a shape to which d was added at a key."""

    # Sums, made of the methods above: a backend may have faster ones

    def sum(self, a: Array, dim: Dim = None, keepdim: bool = False) -> Array:
        """Return the sums along dimensions."""
        return self.reduce(operators.add, a, dim, keepdim, start=0.0)

    def sum_to(self, a: Array, shape: Shape) -> Array:
        """Return the sums that have a smaller shape: what broadcasting repeated."""
        extra = len(a.shape) - len(shape)
        repeated = tuple(
            i for i, n in enumerate(a.shape) if i < extra or n != shape[i - extra]
        )
        return self.reshape(self.sum(a, repeated), shape)

    def sum_of_products(self, a: Array, b: Array, shape: Shape) -> Array:
        """Return the products a · b, summed to a smaller shape."""
        return self.sum_to(a * b, shape)
