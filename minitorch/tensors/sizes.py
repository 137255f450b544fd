"""What libraries mean differently: an attribute to some, a method to others.

To numpy and MiniTorch ``x.size`` is a number, to PyTorch ``x.size()`` is the shape. To
PyTorch ``x.is_leaf`` is a truth value, to MiniTorch ``x.is_leaf()`` is.

>>> from minitorch import zeros
>>> x = zeros(2, 3)
>>> x.size, x.size(), x.size(-1)
(6, (2, 3), 3)
>>> x.is_leaf, x.is_leaf()
(False, False)
"""

import math
from typing import Any, Self

from minitorch.backends.backend import Shape
from minitorch.tensors.arguments import checked_dim


class Size(int):
    """The number of elements of a shape, which can be called."""

    shape: Shape

    def __new__(cls, shape: Shape) -> Self:
        """Return the number of elements."""
        size = super().__new__(cls, math.prod(shape))
        size.shape = shape
        return size

    def __call__(self, dim: int | None = None) -> Any:
        """Return the shape, or the size of one dimension."""
        shape = self.shape
        return shape if dim is None else shape[checked_dim(dim, shape, "size")]


class Answer(int):
    """True or False, which can be called."""

    def __call__(self) -> bool:
        """Return it as a bool."""
        return bool(self)

    def __repr__(self) -> str:
        return repr(bool(self))
