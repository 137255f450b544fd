"""What a tensor is: its numbers, their shape, and how it prints."""

import math
from typing import Any, ClassVar, Self

import numpy as np

from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Shape
from minitorch.checks import warn_of_float
from minitorch.function import Function
from minitorch.storage.strides import is_contiguous
from minitorch.tensors.gradients import TensorGradient
from minitorch.tensors.no_grad import recording
from minitorch.tensors.sizes import Answer, Size


class TensorProperties(TensorGradient):
    """The part of Tensor that asks and changes nothing."""

    __slots__ = ()
    is_mask: ClassVar[bool] = False
    is_float: ClassVar[bool] = True
    """Whether it is neither a mask nor of whole numbers."""

    @property
    def grad_fn(self) -> type[Function] | None:
        """The Function that made it; None for a leaf and for a constant."""
        return self.last_fn

    @property
    def shape(self) -> Shape:
        """The size of every dimension."""
        shape: Shape = self.data.shape
        return shape

    @property
    def size(self) -> Size:
        """The number of elements; called, the shape, or the size of one dimension."""
        return Size(self.shape)

    @property
    def dims(self) -> int:
        """The number of dimensions."""
        return len(self.shape)

    ndim = dims

    @property
    def is_leaf(self) -> Answer:
        """Whether it receives a derivative; may be called."""
        return Answer(super().is_leaf())

    def numel(self) -> int:
        """Return the number of elements."""
        return math.prod(self.shape)

    @property
    def dtype(self) -> Any:
        """Float64 or float32; int64 of whole numbers, and bool of a mask."""
        return self.data.dtype

    @property
    def backend(self) -> str:
        """The name of what computes, "numpy" or "loops"."""
        return backend_of(self.data).name

    @property
    def strides(self) -> Shape:
        """How many elements apart in memory two neighbours are, in each dimension."""
        return backend_of(self.data).strides(self.data)

    def is_contiguous(self) -> bool:
        """Whether the elements lie side by side in memory, the last index fastest."""
        return is_contiguous(self.shape, self.strides)

    def detach(self) -> Self:
        """Return a constant that sees the same numbers, as a part sees its whole."""
        other = self.make(self.data[...], inputs=None, name=self.name)
        self.share_with(other)
        return other

    def item(self) -> float:
        """Return the only element as a number.

        Raises:
            ValueError: there are several, or none.
        """
        if self.numel() != 1:
            raise ValueError(f"item: expected one element, got shape {self.shape}")
        return float(np.asarray(self.data).item())

    def tolist(self) -> Any:
        """Return the elements as a list of lists of … of numbers."""
        return np.asarray(self.data).tolist()

    def numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of numpy.

        It shares the tensor's memory, so that of a tensor with a derivative can be read
        only: backward may need its numbers. With the loops it is a copy.
        """
        numbers = np.asarray(self.data)
        if self.inputs is not None:
            numbers = numbers.view()
            numbers.flags.writeable = False
        return numbers

    def __repr__(self) -> str:
        start = "tensor("
        text = np.array2string(self.shown(), separator=", ", prefix=start, precision=4)
        facts = [text]
        if self.data.dtype != np.float64:
            facts.append(f"dtype={self.data.dtype}")
        if self.last_fn is not None:
            facts.append(f"grad_fn={self.last_fn.__name__}")
        elif self.inputs is not None:
            facts.append("requires_grad=True")
        if self.name:
            facts.append(f"name={self.name!r}")
        return f"{start}{', '.join(facts)})"

    def shown(self) -> "np.ndarray[Any, Any]":
        """Return the elements as they are printed."""
        return np.asarray(self.data)

    def __float__(self) -> float:
        if self.inputs is not None and recording.get():
            warn_of_float("tensor")
        return float(self.item())

    def __int__(self) -> int:
        return int(self.item())

    def __format__(self, form: str) -> str:
        return format(self.item(), form) if form or not self.shape else str(self)

    def __bool__(self) -> bool:
        if self.numel() != 1:
            raise ValueError(
                f"bool: expected a tensor of one element, got shape {self.shape}; "
                "say (…).all() for all of them"
            )
        return bool(self.item())

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len: a tensor without dimensions has no length")
        return self.shape[0]
