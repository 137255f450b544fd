"""Parts of a constant, and other shapes of it: who changes one changes the whole.

Arrays are not changed where they lie, since a graph may need their numbers. So a part
remembers how it is seen in the whole: a change of it is written into a copy of the
whole's numbers, and then both get other ones.

>>> from minitorch import zeros
>>> x = zeros(2, 3)
>>> row = x[0]
>>> row += 5.0
>>> x
tensor([[5., 5., 5.],
        [0., 0., 0.]])
"""

from typing import Any

import numpy as np

from minitorch.function import Context


class Seen:
    """How a part is seen in a tensor: by a Function that only arranges elements.

    Args:
        whole: the tensor.
        function: GetItem, Reshape or Permute.
        settings: what it was called with.
    """

    def __init__(self, whole: Any, function: Any, settings: dict[str, Any]) -> None:
        self.whole, self.function, self.settings = whole, function, settings

    def in_array(self, numbers: Any) -> Any:
        """Return the same part of another array."""
        return self.function.forward(Context(), numbers, **self.settings)

    def __reduce__(self) -> tuple[Any, ...]:
        """Say that copies, and what is read from a file, stand by themselves."""
        return type(None), ()


def part_of(whole: Any, function: Any, **settings: Any) -> Any:
    """Return what a Function makes of a tensor; a constant remembers where it is from.

    What has memory of its own, as the elements that a list of places picks, does not.
    """
    part = function.apply(whole, **settings)
    if part.inputs is None:
        if same_memory(part.data, whole.data):
            part.ctx = Seen(whole, function, settings)
        elif getattr(part.data, "base", None) is not None:
            part.data = part.data.copy()  # numpy returned it as a view of a copy
    return part


def same_memory(a: Any, b: Any) -> bool:
    """Return whether two arrays share their memory."""
    if isinstance(a, np.ndarray):
        return np.may_share_memory(a, b)
    return a.storage is b.storage


def with_wholes(tensor: Any) -> list[Any]:
    """Return a tensor, what it is a part of, what that is a part of, and so on."""
    found = [tensor]
    while found[-1].inputs is None and isinstance(found[-1].ctx, Seen):
        found.append(found[-1].ctx.whole)
    return found


def write(tensor: Any, numbers: Any) -> None:
    """Give a tensor other numbers, and to all that it is a part of.

    Raises:
        RuntimeError: the whole was changed since the part was taken.
    """
    *parts, whole = with_wholes(tensor)
    if not parts:
        tensor.data = numbers
        return
    old = whole.data
    arrays = [np.array(old) if isinstance(old, np.ndarray) else old.copy()]
    for part in reversed(parts):
        arrays.append(part.ctx.in_array(arrays[-1]))
    if not np.array_equal(np.asarray(arrays[-1]), np.asarray(tensor.data), True):
        raise RuntimeError(
            "the tensor that this is a part of, or another shape of, was changed "
            "since; take the part again, as x[i]"
        )
    arrays[-1][...] = numbers
    for changed, array in zip((whole, *reversed(parts)), arrays, strict=True):
        changed.data = array
