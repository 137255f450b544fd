"""The backend of plain loops, and its arrays.

Each of Python's operators is a zip or a map of ``loops``:

>>> a = LoopArray([1, 2, 3, 4, 5, 6], (2, 3))
>>> 2 * a - 1
LoopArray([[ 1.0,  3.0,  5.0],
           [ 7.0,  9.0, 11.0]])
>>> a[:, ::2] > np.array([1.0, 4.0])
LoopArray([[0.0, 0.0],
           [1.0, 1.0]])
"""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

import numpy as np

from minitorch import operators
from minitorch.backends import numbers
from minitorch.backends.backend import Backend, Dim, Function1, Function2
from minitorch.backends.loops import (
    tensor_map,
    tensor_matmul,
    tensor_reduce,
    tensor_zip,
)
from minitorch.storage.axes import check_axis
from minitorch.storage.indexing import Shape, indices, shape_broadcast
from minitorch.storage.strides import reshaped_strides, view_shape
from minitorch.storage.tensor_data import TensorData

FLOAT = np.dtype(np.float64)


class LoopBackend(Backend):
    """Loops in plain Python over the strides of float64 numbers.

    A backend with loops of its own over tensor data can be made of this one: override
    ``map``, ``zip``, ``reduce`` or ``matmul``, and set ``array_type``.
    """

    name = "loops"
    array_type: ClassVar[type["LoopArray"]]
    """The class of its arrays, whose ``backend`` it is."""

    def array(self, numbers: Any, dtype: "np.dtype[Any]") -> "LoopArray":
        if dtype != FLOAT:
            raise TypeError(f"loops compute with float64 only, got dtype {dtype}")
        return self.array_type.from_numpy(numbers)

    def of(self, x: Any) -> "LoopArray":
        """Return what takes part in an operation, a number for one, as a LoopArray."""
        kind = self.array_type
        return x if isinstance(x, kind) else kind.from_numpy(x)

    # Loops

    def map(self, fn: Function1, a: Any) -> "LoopArray":
        return self.array_type.holding(tensor_map(fn)(self.of(a)))

    def zip(self, fn: Function2, a: Any, b: Any) -> "LoopArray":
        return self.array_type.holding(tensor_zip(fn)(self.of(a), self.of(b)))

    def reduce(
        self,
        fn: Function2,
        a: Any,
        dim: Dim = None,
        keepdim: bool = False,
        start: float | None = None,
    ) -> "LoopArray":
        # One dimension after the other.
        dims = (dim,) if isinstance(dim, int) else dim
        gone = {
            check_axis(i, a.dims) for i in (range(a.dims) if dims is None else dims)
        }
        result: TensorData = a
        for i in sorted(gone):
            result = tensor_reduce(fn, start)(result, i)
        kept = [n for i, n in enumerate(result.shape) if keepdim or i not in gone]
        return self.array_type(result.copy().storage, kept)

    def matmul(self, a: Any, b: Any) -> "LoopArray":
        a, b = self.of(a), self.of(b)
        row, column = a.dims == 1, b.dims == 1
        left, right = a[None, :] if row else a, b[:, None] if column else b
        product = self.array_type.holding(tensor_matmul(left, right))
        product = product[..., 0, :] if row else product
        return product[..., 0] if column else product

    def where(self, condition: Any, a: Any, b: Any) -> "LoopArray":
        c, x, y = self.of(condition), self.of(a), self.of(b)
        shape = shape_broadcast(c.shape, shape_broadcast(x.shape, y.shape))
        c, x, y = c.broadcast_to(shape), x.broadcast_to(shape), y.broadcast_to(shape)
        chosen = [x.get(i) if c.get(i) else y.get(i) for i in indices(shape)]
        return self.array_type(chosen, shape)

    def put(self, d: Any, key: Any, shape: Shape) -> "LoopArray":
        out = self.array_type.from_numpy(np.zeros(shape))
        for i, x in zip(out.places(key).flat, self.of(d).copy().storage):
            out.storage[i] += x  # an element may be named twice
        return out

    # Views

    def strides(self, a: "LoopArray") -> Shape:
        return a.strides

    def broadcast_to(self, a: "LoopArray", shape: Shape) -> "LoopArray":
        return a.broadcast_to(shape)

    def copies(self, arrays: Sequence[Any]) -> list[Any]:
        storage = list(arrays[0].storage)
        views = [a.sharing(a.shape, a.strides, a.offset) for a in arrays]
        for view in views:
            view.storage = storage
        return views


class LoopArray(TensorData):
    """Tensor data with Python's operators; comparisons give 1.0 and 0.0.

    The other side may be a number, or an array of numpy.

    Args:
        storage: the numbers, as for TensorData.
        shape: the size of each dimension.
        strides: how far apart neighbours are, counted in numbers, not in bytes.
        offset: the position of the index (0, …, 0).

    >>> a = LoopArray([1, 2, 3, 4], (2, 2))
    >>> a @ a.mT + 0.5
    LoopArray([[ 5.5, 11.5],
               [11.5, 25.5]])
    """

    backend: ClassVar[LoopBackend] = LoopBackend()
    dtype = FLOAT
    # Asks numpy's arrays to leave `array * a` to LoopArray.__rmul__.
    __array_ufunc__: ClassVar[None] = None
    __hash__ = object.__hash__

    @classmethod
    def from_numpy(cls, array: Any) -> Self:
        """Return the numbers of an array of numpy, or of lists.

        >>> LoopArray.from_numpy(np.ones((2, 2)))
        LoopArray([[1.0, 1.0],
                   [1.0, 1.0]])
        """
        array = np.asarray(array, FLOAT)
        return cls(array.ravel().tolist(), array.shape)

    @classmethod
    def holding(cls, data: TensorData) -> Self:
        """Return an array that shares the storage of tensor data."""
        return cls(data.storage, data.shape, data.strides, data.offset)

    @property
    def mT(self) -> "LoopArray":
        """A view in which each matrix of a batch is transposed."""
        *batch, rows, columns = range(self.dims)
        return self.permute(*batch, columns, rows)

    def transpose(self, order: Sequence[int]) -> "LoopArray":
        """Return a view with the dimensions in another order."""
        return self.permute(*order)

    def reshape(self, shape: Sequence[int]) -> "LoopArray":
        """Return the numbers in another shape, copied only if they must be."""
        wanted = view_shape(self.shape, shape)
        strides = reshaped_strides(self.shape, self.strides, wanted)
        if strides is None:
            return self.copy().view(*wanted)
        return self.sharing(wanted, strides, self.offset)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        if copy is False:
            raise ValueError("loops become an array of numpy only as a copy of it")
        return np.array(self.copy().storage, dtype or FLOAT).reshape(self.shape)

    def __getitem__(self, key: Any) -> Any:
        """Return a view of a part; of the places in lists or arrays, a copy."""
        if not picks(key):
            return super().__getitem__(key)
        places = self.places(key)
        return type(self)([self.storage[i] for i in places.flat], places.shape)

    def __setitem__(self, key: Any, value: Any) -> None:
        """Write numbers into a part: ``a[0, ::2] = 1.0``; they are broadcast to it."""
        places = self.places(key)
        new = self.backend.of(value).broadcast_to(places.shape).copy()
        for i, x in zip(places.flat, new.storage):
            self.storage[i] = x

    def places(self, key: Any) -> "np.ndarray[Any, Any]":
        """Return the positions in the storage of what a key names."""
        if not picks(key):
            part = super().__getitem__(key)
            return np.reshape([part.position(i) for i in part.indices()], part.shape)
        places: np.ndarray[Any, Any] = self.places(...)[key]
        return places

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
        start = f"{type(self).__name__}("
        numbers = textwrap.indent(str(self), " " * len(start)).lstrip()
        return f"{start}{numbers}{'' if self.size else f', shape={self.shape}'})"

    # Arithmetic

    def __neg__(self) -> "LoopArray":
        return self.backend.map(operators.neg, self)

    def __abs__(self) -> "LoopArray":
        return self.backend.map(abs, self)

    def __add__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.add, self, other)

    def __radd__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.add, other, self)

    def __sub__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.sub, self, other)

    def __rsub__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.sub, other, self)

    def __mul__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.mul, self, other)

    def __rmul__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.mul, other, self)

    def __truediv__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.divide, self, other)

    def __rtruediv__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.divide, other, self)

    def __pow__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.power, self, other)

    def __rpow__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.power, other, self)

    def __matmul__(self, other: Any) -> "LoopArray":
        return self.backend.matmul(self, other)

    def __rmatmul__(self, other: Any) -> "LoopArray":
        return self.backend.matmul(other, self)

    # Comparisons

    def __lt__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.lt, self, other)

    def __gt__(self, other: Any) -> "LoopArray":
        return self.backend.zip(operators.lt, other, self)

    def __le__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.le, self, other)

    def __ge__(self, other: Any) -> "LoopArray":
        return self.backend.zip(numbers.le, other, self)

    def __eq__(self, other: object) -> "LoopArray":  # type: ignore[override]
        return self.backend.zip(operators.eq, self, other)

    def __ne__(self, other: object) -> "LoopArray":  # type: ignore[override]
        return self.backend.zip(numbers.ne, self, other)


def picks(key: Any) -> bool:
    """Whether a key has lists or arrays of places, or of truth values, in it."""
    parts = key if isinstance(key, tuple) else (key,)
    return any(isinstance(part, (list, np.ndarray, bool)) for part in parts)


LoopBackend.array_type = LoopArray
