"""Memory that several tensors see: who changes one of them changes all.

A part of a tensor, another shape of it, and what ``detach`` gives are other ways to
look at the same numbers. Arrays are not changed where they lie, since a graph may need
their numbers. So a change is made in a copy of the memory, and all who saw the old one
see the copy from then on.

>>> from minitorch import zeros
>>> x = zeros(2, 3)
>>> row, column = x[0], x[:, 1]
>>> row += 5.0
>>> x, column
(tensor([[5., 5., 5.],
        [0., 0., 0.]]), tensor([5., 0.]))
"""

from typing import Any, Self
from weakref import ref

import numpy as np

from minitorch.autodiff import Variable
from minitorch.backends.arrays import backend_of
from minitorch.copies import Copied, attributes
from minitorch.storage.indexing import ShapeError

slot: Any = vars(Variable)["data"]
"""Where a tensor keeps its array."""


def keep_data(tensor: Any, data: Any) -> None:
    """Keep an array as data; of a tensor, as p.data - lr * p.grad is one, its array.

    So a tensor comes to see other memory. Those that saw the old one with it still do.

    Raises:
        ShapeError: a graph, and a derivative, fit another shape or dtype.
    """
    owner = data if isinstance(data, TensorMemory) else None
    data = data.data if isinstance(data, Variable) else data
    try:
        old = slot.__get__(tensor)
    except AttributeError:  # it is only just being made
        slot.__set__(tensor, data)
        tensor.memory = tensor.gradient = None
        return
    form = old.shape, old.dtype
    if (getattr(data, "shape", None), getattr(data, "dtype", None)) != form:
        raise ShapeError(
            f"data: expected an array of shape {old.shape} and {old.dtype}, got "
            f"{data!r}; make a new tensor for others"
        )
    tensor.see(data)
    if not same_memory(old, data):
        tensor.leave_memory()
        if owner is not None:
            owner.share_with(tensor)


class TensorMemory(Copied):
    """The part of Tensor that knows who sees the same numbers.

    Attributes:
        memory: weak references to all tensors that see them; None for one alone.
        gradient: the tensor that ``grad`` is, once it was asked for.
    """

    __slots__ = ("__weakref__", "gradient", "memory")
    memory: set[Any] | None
    gradient: Any

    data = property(slot.__get__, keep_data)

    def __copy__(self) -> Self:
        """Return another tensor that sees the same numbers, as ``copy.copy`` asks."""
        other = object.__new__(type(self))
        other.__setstate__((None, attributes(self)))
        self.share_with(other)
        return other

    def copy_into(self, new: Any, memo: dict[Any, Any]) -> None:
        """Give a new one copies; those of one memory see one copy of it, too."""
        super().copy_into(new, memo)
        if self.memory is not None:
            key = "memory", id(self.memory)
            if key not in memo:
                seers = self.seers()
                arrays = backend_of(self.data).copies([t.data for t in seers])
                memo[key] = new, dict(zip(map(id, seers), arrays, strict=True))
            first, copied = memo[key]
            new.see(copied[id(self)])
            if new is not first:
                first.share_with(new)

    def share_with(self, other: "TensorMemory") -> None:
        """Note that another tensor, which shares its memory with nobody, sees ours."""
        if self.memory is None:
            self.memory = set()
            self.memory.add(ref(self, self.memory.discard))
        self.memory.add(ref(other, self.memory.discard))
        other.memory = self.memory

    def leave_memory(self) -> None:
        """Note that this tensor sees other numbers from now on."""
        for seeing in self.memory or ():
            if seeing() is self:
                self.memory.discard(seeing)
                break
        self.memory = None

    def seers(self) -> list[Any]:
        """Return all living tensors that see these numbers, this one first."""
        found = [seeing() for seeing in list(self.memory or ())]
        return [self, *(t for t in found if t is not self and t is not None)]

    def write(self, numbers: Any, index: Any = ...) -> None:
        """Give this tensor, or a part of it, other numbers, and all that see them.

        Args:
            numbers: an array that nobody else changes; without an index of its shape.
            index: the part.

        Raises:
            IndexError, ValueError: they do not fit there; nothing has changed then.
            RuntimeError: one number has several places here, as after ``expand``.
        """
        self.check_apart(index)
        seers, backend = self.seers(), backend_of(self.data)
        if index is ... and len(seers) == 1:
            arrays = [numbers]
        else:
            arrays = backend.copies([t.data for t in seers])
            arrays[0][index] = numbers
        for tensor, array in zip(seers, arrays, strict=True):
            tensor.see(array)

    def see(self, array: Any) -> None:
        """Take over an array after a change."""
        slot.__set__(self, array)

    def check_apart(self, index: Any = ...) -> None:
        """Raise a RuntimeError where one number has several places in this part."""
        if 0 in backend_of(self.data).strides(self.data):
            check_apart(self.data[index])


def part_of(whole: Any, function: Any, **settings: Any) -> Any:
    """Return what a Function that only arranges elements makes of a tensor.

    What has memory of its own, as the elements that a list of places picks, is alone.
    """
    part = function.apply(whole, **settings)
    if same_memory(part.data, whole.data):
        whole.share_with(part)
    return part


def same_memory(a: Any, b: Any) -> bool:
    """Return whether two arrays share their memory."""
    if isinstance(a, np.ndarray):
        return np.may_share_memory(a, b)
    return a.storage is b.storage


def check_apart(array: Any) -> None:
    """Raise a RuntimeError where one number has several places in an array."""
    steps = zip(array.shape, backend_of(array).strides(array), strict=True)
    if all(array.shape) and any(size > 1 and not step for size, step in steps):
        raise RuntimeError(
            "a number that has several places in a tensor, as after expand, would "
            "change in all of them; clone() the tensor first"
        )
