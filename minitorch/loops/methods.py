"""Tensor data with the methods of numpy's arrays, computed by plain loops.

Sums and their like go along one dimension after the other with ``tensor_reduce``;
changes of shape are views where that is possible.

>>> a = LoopMethods([1, 2, 3, 4, 5, 6], (2, 3))
>>> a.sum(axis=0)
LoopMethods([5.0, 7.0, 9.0])
>>> a.sum().item()
21.0
>>> a.reshape(3, 2).T
LoopMethods([[1.0, 3.0, 5.0],
             [2.0, 4.0, 6.0]])
"""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from types import SimpleNamespace
from typing import Any, Self

import numpy as np

from minitorch import operators
from minitorch.loops.loops import tensor_map, tensor_reduce
from minitorch.loops.ufuncs import divide, minimum
from minitorch.tensors.indexing import check_axis
from minitorch.tensors.tensor_data import TensorData

Axis = int | tuple[int, ...] | None
"""The dimensions to reduce, one, several, or with None all."""

FLOAT = np.dtype(np.float64)


class LoopMethods(TensorData):
    """Tensor data that answer to the methods of numpy's arrays.

    What has no dimensions is not a number, but an array with an ``item()``. Yes and no
    are 1.0 and 0.0.

    Args:
        storage: the numbers, as for TensorData.
        shape: the size of each dimension.
        strides: how far apart neighbours are, counted in numbers, not in bytes.
        offset: the position of the index (0, …, 0).
    """

    dtype = FLOAT
    itemsize = 1  # in the unit of the strides

    # What it is

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return self.dims

    @property
    def flags(self) -> SimpleNamespace:
        """The one of numpy's flags that depends on shape and strides."""
        return SimpleNamespace(c_contiguous=self.is_contiguous())

    def item(self) -> float:
        """Return the only number as a float.

        Raises:
            ValueError: there are several, or none.
        """
        if self.size != 1:
            raise ValueError(f"expected a single number, got shape {self.shape}")
        return self.storage[self.offset]

    def __float__(self) -> float:
        return self.item()

    def __bool__(self) -> bool:
        return bool(self.item())

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len: an array without dimensions has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator[Self]:
        return (self[i] for i in range(len(self)))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        if copy is False:
            raise ValueError("loops become an array of numpy only as a copy of it")
        return np.array(self.copy().storage, dtype or FLOAT).reshape(self.shape)

    def tolist(self) -> Any:
        """Return the numbers as a list of lists of … of floats."""
        return np.asarray(self).tolist()

    def astype(self, dtype: Any) -> Self:
        """Return a copy.

        Raises:
            TypeError: dtype is not float64.
        """
        if np.dtype(dtype) != FLOAT:
            raise TypeError(f"loops compute with float64 only, got dtype {dtype!r}")
        return self.copy()

    def __repr__(self) -> str:
        start = f"{type(self).__name__}("
        numbers = textwrap.indent(str(self), " " * len(start)).lstrip()
        return f"{start}{numbers}{'' if self.size else f', shape={self.shape}'})"

    # Reductions

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return the sums along dimensions; of no numbers, 0."""
        return self.fold(operators.add, 0.0, axis, keepdims)

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return the means along dimensions; of no numbers, NaN."""
        sums = self.sum(axis, keepdims)
        count = self.size / max(sums.size, 1)
        means = tensor_map(lambda x: divide(x, count))(sums)
        return type(self)(*means.tuple())

    def max(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return the largest numbers along dimensions.

        Raises:
            ValueError: there are no numbers.
        """
        return self.fold(operators.max, None, axis, keepdims)

    def min(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return the smallest numbers along dimensions.

        Raises:
            ValueError: there are no numbers.
        """
        return self.fold(minimum, None, axis, keepdims)

    def all(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return 1.0 where all numbers along dimensions differ from 0, else 0.0."""
        return self.differ_from_0().fold(minimum, 1.0, axis, keepdims)

    def any(self, axis: Axis = None, keepdims: bool = False) -> Self:
        """Return 1.0 where a number along dimensions differs from 0, else 0.0."""
        return self.differ_from_0().fold(operators.max, 0.0, axis, keepdims)

    def differ_from_0(self) -> Self:
        """Return 1.0 for each number that is not 0, else 0.0."""
        answers = tensor_map(lambda x: float(x != 0))(self)
        return type(self)(*answers.tuple())

    def fold(
        self,
        fn: Callable[[float, float], float],
        start: float | None,
        axis: Axis,
        keepdims: bool,
    ) -> Self:
        """Return the numbers folded with fn along one dimension after the other."""
        wanted = range(self.dims) if axis is None else axis
        axes = wanted if isinstance(wanted, Sequence) else [wanted]
        gone = {check_axis(i, self.dims) for i in axes}
        result: TensorData = self.copy()
        for i in sorted(gone):
            result = tensor_reduce(fn, start)(result, i)
        kept = [n for i, n in enumerate(result.shape) if keepdims or i not in gone]
        return type(self)(result.storage, kept)

    def argmax(self, axis: int | None = None) -> Any:
        """Return where the first of the largest numbers is along a dimension.

        Args:
            axis: the dimension; with None, the place among all in order.

        Returns:
            Whole numbers, in an array of numpy without that dimension.

        Raises:
            ValueError: there are no numbers.

        >>> LoopMethods([1, 3, 3, 9, 5, 6], (2, 3)).argmax(axis=1)
        array([1, 0])
        """
        if axis is None:
            return self.reshape(-1).argmax(0)
        axis = check_axis(axis, self.dims)
        largest = self.max(axis, keepdims=True)
        places = []
        for index, x in zip(largest.indices(), largest.storage):
            line = self[(*index[:axis], slice(None), *index[axis + 1 :])].copy().storage
            # NaN is not equal to itself, and the largest wherever it is.
            places.append(next(i for i, y in enumerate(line) if y == x or y != y))
        shape = largest.shape[:axis] + largest.shape[axis + 1 :]
        return np.array(places, dtype=int).reshape(shape)

    # Shapes

    def reshape(self, *shape: Any) -> Self:
        """Return the same numbers in another shape; one size may be -1.

        They share the storage if they stand row by row, else they are copied.

        Raises:
            ShapeError: the new shape is of another size.
        """
        return self.contiguous().view(*flat(shape))

    def transpose(self, *order: Any) -> Self:
        """Return the dimensions in another order, by default in reverse."""
        return self.permute(*(flat(order) or range(self.dims)[::-1]))

    @property
    def T(self) -> Self:
        """The dimensions in reverse, which for a matrix is its transpose."""
        return self.transpose()

    def swapaxes(self, axis1: int, axis2: int) -> Self:
        """Return two dimensions exchanged."""
        order = list(range(self.dims))
        i, j = check_axis(axis1, self.dims), check_axis(axis2, self.dims)
        order[i], order[j] = j, i
        return self.permute(*order)


def flat(sizes: tuple[Any, ...]) -> Sequence[int]:
    """Return f(2, 3), f((2, 3)) and f([2, 3]) alike.

    >>> flat((2, 3)), flat(((2, 3),))
    ((2, 3), (2, 3))
    """
    return sizes[0] if len(sizes) == 1 and isinstance(sizes[0], Sequence) else sizes
