"""What a tensor is to others: a number, an array of numpy, another dtype."""

from typing import Any, Self

import numpy as np

from minitorch import devices
from minitorch.backends.arrays import FLOATS
from minitorch.tensors.more_functions import Cast
from minitorch.tensors.more_names import TensorMoreNames
from minitorch.tensors.shapes import Copy

# From numpy's functions of each element to the methods that do the same.
METHODS = {
    "add": "__add__",
    "subtract": "__sub__",
    "multiply": "__mul__",
    "divide": "__truediv__",
    "power": "__pow__",
    "matmul": "__matmul__",
    "negative": "__neg__",
    "less": "__lt__",
    "less_equal": "__le__",
    "greater": "__gt__",
    "greater_equal": "__ge__",
    "equal": "__eq__",
    "not_equal": "__ne__",
    "absolute": "abs",
}
SAME = "exp log sqrt sin cos tanh square isnan maximum minimum"
METHODS |= {name: name for name in SAME.split()}


LEFT_OUT = {
    "cuda": "there are no devices here, everything is on the CPU",
    "is_cuda": "there are no devices here, everything is on the CPU",
    "half": "tensors are float64 or float32",
    "retain_grad": "only leaves keep a derivative; inspect.recording.record shows all",
    "retains_grad": "only leaves keep a derivative",
    "f": "the loops of a backend are SimpleBackend.add_zip(a, b) and the like",
    "scatter_": "for rows with a 1 there is one_hot; else write x[rows, columns] = …",
    "register_hook": "there are no hooks; a Function's backward is where to look on",
}
"""What is missing on purpose, and why."""


class TensorKinds(TensorMoreNames):
    """The part of Tensor that makes it something else."""

    __slots__ = ()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        """Return the elements for numpy: ``np.asarray(x)``, ``plt.plot(x)``."""
        numbers = self.numpy()
        if copy or (dtype is not None and numbers.dtype != dtype):
            return np.array(numbers, dtype)
        return numbers

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        """Answer numpy's functions of each element, with a derivative.

        Raises:
            TypeError: a tensor has no such method; of its numbers numpy computes it.
        """
        if options.get("out"):  # array -= tensor changes the array
            return getattr(ufunc, how)(*map(np.asarray, inputs), **options)
        name = METHODS.get(ufunc.__name__)
        if how != "__call__" or options or name is None:
            raise TypeError(
                f"numpy.{ufunc.__name__}: expected an array, got a tensor, which has "
                f"no such method; numpy.{ufunc.__name__}(x.numpy()) computes with its "
                "numbers, without a derivative"
            )
        first, *others = [self.like(x) for x in inputs]
        return getattr(first, name)(*others)

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        why = LEFT_OUT.get(name)
        if name.endswith("_") and hasattr(type(self), name[:-1]):
            why = f"write x = x.{name[:-1]}(…), which is not in place"
        raise AttributeError(f"Tensor has no {name!r}{f': {why}' if why else ''}")

    def clone(self) -> Self:
        """Return a copy, through which derivatives pass."""
        return Copy.apply(self)

    def type(self, dtype: Any) -> Self:
        """Return the elements as float64 or float32.

        Raises:
            TypeError: dtype is another.
        """
        if np.dtype(dtype) not in FLOATS:
            raise TypeError(f"type: expected float64 or float32, got {dtype!r}")
        return Cast.apply(self, dtype=dtype)

    def float(self) -> Self:
        """Return the elements as float32."""
        return Cast.apply(self, dtype=np.float32)

    def double(self) -> Self:
        """Return the elements as float64."""
        return Cast.apply(self, dtype=np.float64)

    def to_numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of numpy, as MiniTorch calls it."""
        return self.numpy()

    def long(self) -> Any:
        """Return the elements as whole numbers, cut off towards 0: a constant."""
        return self.whole.make(self.like(np.trunc(self.numpy())).data, inputs=None)

    int = long

    def bool(self) -> Any:
        """Return where the elements are not 0: a mask."""
        return self != 0

    @property
    def device(self) -> devices.device:
        """The name of where it is, which is always the CPU."""
        return devices.device()

    def cpu(self) -> Self:
        """Return this tensor, which is nowhere else."""
        return self

    def to(self, where: Any) -> Self:
        """Return the elements in a dtype; "cpu" is where they are.

        Raises:
            ValueError: it is another device; there are none here.
        """
        if isinstance(where, str) and where not in ("float64", "float32"):
            devices.device(where)
        return self if where == "cpu" else self.type(where)
