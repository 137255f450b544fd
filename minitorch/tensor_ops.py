"""MiniTorch's ``tensor_ops``: its backends are names for those that are here.

>>> from minitorch import tensor
>>> a = tensor([[1, 2], [3, 4]], backend=SimpleBackend)
>>> a.backend, SimpleBackend.add_reduce(a, 0)
('loops', tensor([[4., 6.]]))
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np

from minitorch import operators
from minitorch.backends.arrays import NUMPY
from minitorch.backends.backend import Backend, Function1, Function2
from minitorch.backends.loop_array import LoopArray
from minitorch.storage.indexing import shape_broadcast
from minitorch.tensors.tensor import Tensor


class TensorOps:
    """The loops of a backend, as functions of tensors; their results are constants.

    Attributes:
        backend: what computes.
    """

    backend: ClassVar[Backend]

    @classmethod
    def map(cls, fn: Function1) -> Callable[..., Tensor]:
        """Return the function of a tensor that applies fn to each element.

        Given a second tensor, it puts the results there.

        >>> from minitorch import ones
        >>> SimpleOps.map(operators.neg)(ones(2))
        tensor([-1., -1.])
        """

        def apply(a: Tensor, out: Tensor | None = None) -> Tensor:
            result = cls.tensor(cls.backend.map(fn, cls.array(a)))
            return result if out is None else out.copy_(result)

        return apply

    @classmethod
    def zip(cls, fn: Function2) -> Callable[[Tensor, Tensor], Tensor]:
        """Return the function that applies fn to pairs of elements, with broadcasting.

        >>> from minitorch import ones
        >>> SimpleOps.zip(operators.add)(ones(2), ones(2, 1)).tolist()
        [[2.0, 2.0], [2.0, 2.0]]
        """

        def apply(a: Tensor, b: Tensor) -> Tensor:
            shape_broadcast(a.shape, b.shape)  # its message, whatever computes
            return cls.tensor(cls.backend.zip(fn, cls.array(a), cls.array(b)))

        return apply

    @classmethod
    def reduce(
        cls, fn: Function2, start: float = 0.0
    ) -> Callable[[Tensor, int], Tensor]:
        """Return the function that folds a dimension, which stays with the size 1.

        >>> from minitorch import ones
        >>> SimpleOps.reduce(operators.add)(ones(2, 3), 1).tolist()
        [[3.0], [3.0]]
        """
        return lambda a, dim: cls.tensor(
            cls.backend.reduce(fn, cls.array(a), dim, keepdim=True, start=start)
        )

    @classmethod
    def matrix_multiply(cls, a: Tensor, b: Tensor) -> Tensor:
        """Return the matrix product."""
        return cls.tensor(cls.backend.matmul(cls.array(a), cls.array(b)))

    @classmethod
    def array(cls, a: Tensor) -> Any:
        """Return the elements of a tensor as an array of this backend."""
        return cls.backend.array(np.asarray(a.data), np.dtype(np.float64))

    @classmethod
    def tensor(cls, array: Any) -> Tensor:
        """Return an array of this backend as a constant."""
        return Tensor.make(array, inputs=None)


class SimpleOps(TensorOps):
    """The loops that are written in Python."""

    backend = LoopArray.backend


class FastOps(TensorOps):
    """Those of numpy, which are compiled."""

    backend = NUMPY


class TensorBackend(str):
    """The name of a backend, for ``tensor(…, backend=…)``, with its loops.

    ``add_zip``, ``neg_map``, ``mul_reduce`` and the like are the loops of a function
    of ``operators``.

    Args:
        ops: SimpleOps or FastOps.

    Raises:
        TypeError: it is something else.
    """

    __slots__ = ("ops",)
    ops: type[TensorOps]
    cuda = False

    def __new__(cls, ops: type[TensorOps]) -> Self:
        """Return the name of what computes for ops."""
        backend = getattr(ops, "backend", None)
        if backend is None:
            raise TypeError(
                f"TensorBackend: expected SimpleOps or FastOps, got {ops!r}; to bring "
                "loops of your own, make a LoopBackend of them and enter it in BACKENDS"
            )
        name = super().__new__(cls, backend.name)
        name.ops = ops
        return name

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (self.ops,)

    def matrix_multiply(self, a: Tensor, b: Tensor) -> Tensor:
        """Return the matrix product of two tensors; see TensorOps."""
        return self.ops.matrix_multiply(a, b)

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        function, _, loop = name.rpartition("_")
        fn = getattr(operators, function, None)
        if name.startswith("_") or fn is None or loop not in ("map", "zip", "reduce"):
            raise AttributeError(f"TensorBackend has no {name!r}")
        if loop == "reduce":
            return self.ops.reduce(fn, 1.0 if fn is operators.mul else 0.0)
        return getattr(self.ops, loop)(fn)


SimpleBackend = TensorBackend(SimpleOps)
