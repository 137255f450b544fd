"""The backend: all that tensors ask of whatever computes on their numbers.

The Functions of tensors say what is computed. How it is done, number by number, is the
matter of a backend. To bring one of your own, write an array that answers to

- ``a.backend``, ``a.shape`` and ``a.dtype``,
- ``a.copy()``, ``a.reshape(shape)``, ``a.transpose(order)`` and ``a.mT``,
- brackets, ``a[key]`` and ``a[key] = b``, and
- Python's operators, ``+ - * / ** @``, ``abs`` and the comparisons, with broadcasting,

and a Backend, and enter it in ``backends/arrays.py``. Four of its methods are loops.
Map, zip and reduce take a function of numbers and use it on arrays:

>>> import numpy as np
>>> from minitorch.backends.arrays import BACKENDS
>>> for backend in BACKENDS.values():
...     a = backend.array(np.ones((2, 3)), np.dtype(np.float64))
...     a = backend.map(operators.neg, a)
...     print(backend.name, backend.reduce(operators.add, a, 1, start=0.0))
numpy [-3. -3.]
loops [-3.0, -3.0]
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from minitorch import operators

Array = Any
"""An array of numpy, or another that answers to what stands above."""

Shape = tuple[int, ...]
Dim = int | tuple[int, ...] | None
"""One dimension to reduce, several, or with None all."""

Function1 = Callable[[float], float]
Function2 = Callable[[float, float], float]


class Backend(ABC):
    """What computes on arrays; each method returns an array, and changes none.

    Attributes:
        name: what ``tensor(…, backend=name)`` asks for.
    """

    name: ClassVar[str]

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

    # Views

    @abstractmethod
    def strides(self, a: Array) -> Shape:
        """Return how many numbers apart in memory neighbours are."""

    @abstractmethod
    def broadcast_to(self, a: Array, shape: Shape) -> Array:
        """Return a view of a larger shape, in which numbers are repeated."""

    @abstractmethod
    def copies(self, arrays: Sequence[Array]) -> list[Array]:
        """Return views of a copy of the memory that arrays share, as they see it."""

    # Made of what stands above, unless a backend has something faster

    def sum(self, a: Array, dim: Dim = None, keepdim: bool = False) -> Array:
        """Return the sums along dimensions."""
        return self.reduce(operators.add, a, dim, keepdim, start=0.0)

    def sum_to(self, a: Array, shape: Shape) -> Array:
        """Return sums in a smaller shape: of all that broadcasting had repeated.

        Args:
            a: an array.
            shape: one that can be broadcast to the shape of a, or that shape itself.

        Returns:
            An array of the smaller shape. Each of its numbers is the sum of those at
            whose place it would stand if it were broadcast.
        """
        extra = len(a.shape) - len(shape)
        repeated = list(range(extra))
        if a.shape[extra:] != shape:
            repeated += [i for i, n in enumerate(shape, extra) if n != a.shape[i]]
        return self.sum(a, tuple(repeated)).reshape(shape)

    def sum_of_products(self, a: Array, b: Array, shape: Shape) -> Array:
        """Return the products a · b, summed to a smaller shape."""
        return self.sum_to(a * b, shape)

    def put(self, d: Array, key: Any, shape: Shape) -> Array:
        """Return zeros of a shape to which d was added at a key."""
        out = self.array(np.zeros(shape), d.dtype)
        out[key] = d
        return out

    def concatenate(self, arrays: Sequence[Array], dim: int) -> Array:
        """Return arrays one after the other along a dimension."""
        shape = list(arrays[0].shape)
        shape[dim] = sum(a.shape[dim] for a in arrays)
        out, start = self.array(np.zeros(shape), arrays[0].dtype), 0
        for a in arrays:
            end = start + a.shape[dim]
            out[(*[slice(None)] * (dim % len(shape)), slice(start, end))] = a
            start = end
        return out
