"""Arrays on which plain loops compute, one for each of Python's operators.

>>> a = LoopArray([1, 2, 3, 4, 5, 6], (2, 3))
>>> 2 * a - 1
LoopArray([[ 1.0,  3.0,  5.0],
           [ 7.0,  9.0, 11.0]])
>>> a[:, ::2] > np.array([1.0, 4.0])
LoopArray([[0.0, 0.0],
           [1.0, 1.0]])
"""

import textwrap
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import numpy as np

from minitorch import operators
from minitorch.loops.operations import tensor_map, tensor_matmul, tensor_zip
from minitorch.tensors import numbers
from minitorch.tensors.tensor_data import Keys, TensorData

FLOAT = np.dtype(np.float64)


class LoopArray(TensorData):
    """Tensor data with Python's operators; comparisons give 1.0 and 0.0.

    The other side may be a number, or an array of numpy.

    Args:
        storage: the numbers, as for TensorData.
        shape: the size of each dimension.
        strides: how far apart neighbours are, counted in numbers, not in bytes.
        offset: the position of the index (0, …, 0).

    >>> a = LoopArray([1, 2, 3, 4], (2, 2))
    >>> a @ a.permute(1, 0) + 0.5
    LoopArray([[ 5.5, 11.5],
               [11.5, 25.5]])
    """

    dtype = FLOAT
    # Asks numpy's arrays to leave `array * a` to LoopArray.__rmul__.
    __array_ufunc__: ClassVar[None] = None
    __hash__ = object.__hash__

    @classmethod
    def from_numpy(cls, array: Any) -> "LoopArray":
        """Return the numbers of an array of numpy, or of lists.

        >>> LoopArray.from_numpy(np.ones((2, 2)))
        LoopArray([[1.0, 1.0],
                   [1.0, 1.0]])
        """
        array = np.asarray(array, FLOAT)
        return LoopArray(array.ravel().tolist(), array.shape)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        if copy is False:
            raise ValueError("loops become an array of numpy only as a copy of it")
        return np.array(self.copy().storage, dtype or FLOAT).reshape(self.shape)

    def __setitem__(self, key: Keys, value: Any) -> None:
        """Write numbers into a part: ``a[0, ::2] = 1.0``; they are broadcast to it."""
        part = self[key]
        new = as_loops(value).broadcast_to(part.shape).copy()
        for index, x in zip(part.indices(), new.storage):
            part.storage[part.position(index)] = x

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len: an array without dimensions has no length")
        return self.shape[0]

    def __iter__(self) -> Iterator["LoopArray"]:
        return (self[i] for i in range(len(self)))

    def __float__(self) -> float:
        if self.size != 1:
            raise ValueError(f"expected a single number, got shape {self.shape}")
        return self.storage[self.offset]

    def __bool__(self) -> bool:
        return bool(float(self))

    def __repr__(self) -> str:
        numbers = textwrap.indent(str(self), " " * len("LoopArray(")).lstrip()
        return f"LoopArray({numbers}{'' if self.size else f', shape={self.shape}'})"

    # Arithmetic

    def __neg__(self) -> "LoopArray":
        return mapped(operators.neg, self)

    def __abs__(self) -> "LoopArray":
        return mapped(abs, self)

    def __add__(self, other: Any) -> "LoopArray":
        return zipped(operators.add, self, other)

    def __radd__(self, other: Any) -> "LoopArray":
        return zipped(operators.add, other, self)

    def __sub__(self, other: Any) -> "LoopArray":
        return zipped(numbers.sub, self, other)

    def __rsub__(self, other: Any) -> "LoopArray":
        return zipped(numbers.sub, other, self)

    def __mul__(self, other: Any) -> "LoopArray":
        return zipped(operators.mul, self, other)

    def __rmul__(self, other: Any) -> "LoopArray":
        return zipped(operators.mul, other, self)

    def __truediv__(self, other: Any) -> "LoopArray":
        return zipped(numbers.divide, self, other)

    def __rtruediv__(self, other: Any) -> "LoopArray":
        return zipped(numbers.divide, other, self)

    def __pow__(self, other: Any) -> "LoopArray":
        return zipped(numbers.power, self, other)

    def __rpow__(self, other: Any) -> "LoopArray":
        return zipped(numbers.power, other, self)

    def __matmul__(self, other: Any) -> "LoopArray":
        return matmul(self, as_loops(other))

    def __rmatmul__(self, other: Any) -> "LoopArray":
        return matmul(as_loops(other), self)

    # Comparisons

    def __lt__(self, other: Any) -> "LoopArray":
        return zipped(operators.lt, self, other)

    def __gt__(self, other: Any) -> "LoopArray":
        return zipped(operators.lt, other, self)

    def __le__(self, other: Any) -> "LoopArray":
        return zipped(numbers.le, self, other)

    def __ge__(self, other: Any) -> "LoopArray":
        return zipped(numbers.le, other, self)

    def __eq__(self, other: object) -> "LoopArray":  # type: ignore[override]
        return zipped(operators.eq, self, other)

    def __ne__(self, other: object) -> "LoopArray":  # type: ignore[override]
        return zipped(numbers.ne, self, other)


def as_loops(x: Any) -> LoopArray:
    """Return what takes part in an operation as a LoopArray."""
    return x if isinstance(x, LoopArray) else LoopArray.from_numpy(x)


def mapped(fn: Callable[[float], float], a: LoopArray) -> LoopArray:
    """Return fn of each number.

    >>> mapped(operators.neg, LoopArray([1, 2], (2,)))
    LoopArray([-1.0, -2.0])
    """
    return LoopArray(*tensor_map(fn)(a).tuple())


def zipped(fn: Callable[[float, float], float], a: Any, b: Any) -> LoopArray:
    """Return fn of each pair of numbers.

    >>> zipped(operators.mul, 2.0, LoopArray([1, 2], (2,)))
    LoopArray([2.0, 4.0])
    """
    return LoopArray(*tensor_zip(fn)(as_loops(a), as_loops(b)).tuple())


def matmul(a: LoopArray, b: LoopArray) -> LoopArray:
    """Return the matrix product; a vector is a row on the left, a column on the right.

    >>> x = LoopArray([1, 2], (2,))
    >>> matmul(x, x)
    LoopArray(5.0)
    """
    row, column = a.dims == 1, b.dims == 1
    left, right = a[None, :] if row else a, b[:, None] if column else b
    product = LoopArray(*tensor_matmul(left, right).tuple())
    product = product[..., 0, :] if row else product
    return product[..., 0] if column else product
