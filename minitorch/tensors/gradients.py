"""The derivative of a leaf as a tensor.

>>> from minitorch import tensor
>>> w = tensor([1.0, 2.0], requires_grad=True)
>>> (w * w).sum().backward()
>>> w.grad *= 0.5
>>> w.grad, w.derivative
(tensor([1., 2.]), array([1., 2.]))
"""

import warnings
from typing import Any, ClassVar
from weakref import ref

from minitorch.tensors.memory import TensorMemory


class TensorGradient(TensorMemory):
    """The part of Tensor that shows its derivative."""

    __slots__ = ()
    of_a_leaf: ClassVar[Any]
    """What ``grad`` is, a tensor that changes the derivative with its own numbers."""

    @property
    def grad(self) -> Any:
        """The derivative of the result that backward was called on; None before.

        A tensor without a graph; what changes it, as ``x.grad.zero_()``, changes the
        derivative itself. Of a result, which keeps none, it is None, with a warning.
        """
        if self.last_fn is not None:
            warnings.warn(
                "grad of a result, which keeps none; only leaves do. Was it a leaf "
                f"before {self.last_fn.__name__}, as in w = w - lr * w.grad? Write "
                "`with no_grad(): w -= lr * w.grad`, or detach() it",
                stacklevel=2,
            )
        if self.derivative is None:
            self.gradient = None
        elif self.gradient is None:
            self.show(self.derivative)
        elif self.gradient.data is not self.derivative:  # backward has added to it
            self.gradient.write(self.derivative)
        return self.gradient

    @grad.setter
    def grad(self, value: Any) -> None:
        if value is None:
            self.derivative = self.gradient = None
        elif value is not self.gradient:
            self.derivative = self.check_derivative(value, "grad")
            self.gradient = None
            if type(value) is type(self) and value.inputs is None:
                self.show_with(value)

    def become(self, dtype: Any) -> None:
        """Have numbers and derivative in another dtype, in memory of their own."""
        found: list[Any] = [self, *([] if self.derivative is None else [self.grad])]
        for tensor in found:
            numbers = tensor.detach().type(dtype).data
            tensor.leave_memory()
            tensor.see(numbers)

    def show(self, numbers: Any) -> None:
        """Make the tensor that is ``grad``."""
        self.gradient = self.of_a_leaf.make(numbers, inputs=None)
        self.gradient.leaf = ref(self)

    def show_with(self, other: Any) -> None:
        """Make a ``grad`` that sees the numbers of another tensor, which became it."""
        numbers, own = other.data, self.data
        if (numbers.__class__, numbers.dtype) == (own.__class__, own.dtype):
            self.show(numbers[...])
            other.share_with(self.gradient)
            self.derivative = self.gradient.data
