"""What a tensor can be made: a copy, another dtype; and what it is not."""

from typing import Any, Self

import numpy as np

from minitorch import devices
from minitorch.backends.arrays import FLOATS, as_array
from minitorch.checks import absent
from minitorch.tensors.arguments import checked_sizes
from minitorch.tensors.more_functions import Cast
from minitorch.tensors.shapes import Copy
from minitorch.tensors.with_numpy import TensorWithNumpy

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


class TensorKinds(TensorWithNumpy):
    """The part of Tensor that makes it something else."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        if name in LEFT_OUT:
            why = f": {LEFT_OUT[name]}"
        elif name.endswith("_") and hasattr(type(self), name[:-1]):
            why = f": write x = x.{name[:-1]}(…), which is not in place"
        else:  # numpy asks for many that begin with _
            why = "" if name[0] == "_" else absent(name, dir(type(self)))
        raise AttributeError(f"Tensor has no {name!r}{why}")

    def clone(self) -> Self:
        """Return a copy, through which derivatives pass."""
        return Copy.apply(self)

    def is_floating_point(self) -> bool:
        """Whether it is neither a mask nor of whole numbers."""
        return self.is_float

    # Other numbers in its dtype, on its backend

    def new_tensor(self, data: Any, dtype: Any = None) -> Any:
        """Return other numbers as a constant."""
        numbers = np.asarray(data, self.numpy().dtype if dtype is None else None)
        made = self.make(as_array(numbers, self.data.dtype, self.backend), inputs=None)
        return made if dtype is None else made.type(dtype)

    def new_full(self, size: Any, value: Any, dtype: Any = None) -> Any:
        """Return one value, in a shape."""
        return self.new_tensor(np.full(checked_sizes((size,)), value), dtype)

    def new_zeros(self, *size: Any, dtype: Any = None) -> Any:
        """Return zeros."""
        return self.new_full(checked_sizes(size), 0, dtype)

    def new_ones(self, *size: Any, dtype: Any = None) -> Any:
        """Return ones."""
        return self.new_full(checked_sizes(size), 1, dtype)

    def type(self, dtype: Any) -> Any:
        """Return the elements as float64 or float32, whole numbers, or a mask.

        Of a tensor that has this dtype it is the tensor itself, as in PyTorch.

        Raises:
            TypeError: dtype is another.
        """
        if np.dtype(dtype).kind in "iub":
            return self.bool() if np.dtype(dtype).kind == "b" else self.long()
        if np.dtype(dtype) not in FLOATS:
            raise TypeError(f"type: expected float64 or float32, got {dtype!r}")
        same = self.is_float and np.dtype(dtype) == self.dtype
        return self if same else Cast.apply(self, dtype=dtype)

    def float(self) -> Self:
        """Return the elements as float32."""
        return self.type(np.float32)

    def double(self) -> Self:
        """Return the elements as float64."""
        return self.type(np.float64)

    def to_numpy(self) -> "np.ndarray[Any, Any]":
        """Return the elements as an array of numpy, as MiniTorch calls it."""
        return self.numpy()

    def long(self) -> Any:
        """Return the elements as whole numbers, cut off towards 0: a constant."""
        numbers = as_array(np.trunc(self.numpy()), np.float64, self.backend)
        return self.whole.make(numbers, inputs=None)

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

    def to(self, where: Any = "cpu", dtype: Any = None) -> Any:
        """Return the elements in a dtype; "cpu" is where they are.

        Raises:
            ValueError: it is another device; there are none here.
        """
        if isinstance(where, str) and where not in ("float64", "float32"):
            devices.device(where)
        found = self if where == "cpu" else self.type(where)
        return found if dtype is None else found.type(dtype)
