"""Tensors: arrays of numbers that remember how they were computed.

>>> from minitorch import tensor
>>> x = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
>>> w = tensor([0.5, -1.0, 2.0], requires_grad=True)
>>> y = (x * w).sum()
>>> y
tensor(13.5, grad_fn=Sum)
>>> y.backward()
>>> w.grad
tensor([5., 7., 9.])

A Tensor is a Variable, as a Scalar is, and the same engine differentiates both. What it
holds is an array of numpy, or one that is computed on by plain loops.
"""

from collections.abc import Iterable
from typing import Any, Self

import numpy as np

from minitorch.autodiff import ScalarHistory, Variable
from minitorch.backends.arrays import FLOATS, as_array, backend_of
from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.passing_on import plain
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.arguments import check_backward
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.from_minitorch import TensorFromMiniTorch
from minitorch.tensors.no_grad import recording


class Tensor(TensorFromMiniTorch):
    """An array of numbers that takes part in automatic differentiation.

    Names and meaning are PyTorch's. It differs in this: numbers are float64 unless
    float32 is asked for, masks print as 1.0 and 0.0, ``data`` is a plain array,
    ``grad_fn`` is the Function itself.

    Args:
        data: numbers, lists of numbers, or an array; it is copied.
        requires_grad: whether it receives a derivative; without, it is a constant.
        dtype: float64 or float32.
        backend: "numpy", or "loops" for plain Python.
        name: for people and pictures.

    Raises:
        TypeError: data holds something else than numbers.
        ShapeError: the lists are of different lengths.
    """

    __slots__ = ()
    data_type = np.ndarray
    has_shape = True

    def __init__(
        self,
        data: Any,
        requires_grad: bool = False,
        *,
        dtype: Any = None,
        backend: str = "numpy",
        name: str = "",
    ) -> None:
        if not isinstance(requires_grad, (bool, np.bool_)):
            raise TypeError(
                f"tensor: expected requires_grad, True or False, got {requires_grad!r};"
                " all else goes by its name, as backend=… and dtype=…"
            )
        history = ScalarHistory() if requires_grad else None
        super().__init__(as_array(data, dtype, backend), history, name)

    @classmethod
    def constant(cls, value: Any, where: str) -> Self:
        """Return numbers as a Tensor that takes no part in differentiation."""
        value = plain(value)
        if isinstance(value, cls):
            return value
        if isinstance(value, Variable):
            raise TypeError(f"{where}: expected tensors or numbers, got {value!r}")
        return cls(value)

    @classmethod
    def make(
        cls,
        data: Any,
        last_fn: Any = None,
        ctx: Context | None = None,
        inputs: Any = (),
        name: str = "",
        **layout: Any,
    ) -> Self:
        """Return a Tensor of data that are not copied; of constants alone, a constant.

        So preparing the data of a training run leaves no graph behind. Nor does what is
        computed inside ``no_grad``. With a shape in the place of last_fn it is
        ``of_storage``, as MiniTorch has it.
        """
        if last_fn.__class__ is tuple or layout:
            layout = {"strides": ctx, "backend": inputs or "numpy"} | layout
            return cls.of_storage(data, last_fn, **layout)
        result = super().make(data, last_fn, ctx, inputs, name)
        if last_fn is not None:
            if recording.get():
                for v in inputs:
                    if v.inputs is not None:
                        return result
            result.history = None
            for v in inputs:
                if v.is_float:
                    return result
            return cls.counted(result, last_fn, inputs)
        return result

    @classmethod
    def check_data(cls, value: Any, where: str) -> Array:
        """Return the result of a computation as an array of floats.

        Raises:
            TypeError: value is not an array, nor a number.
        """
        if value.__class__ is np.float64:  # numpy's answer without dimensions
            return np.asarray(value)
        if isinstance(value, (float, int, np.generic)):
            value = np.asarray(value)
        dtype = getattr(value, "dtype", None)
        if dtype is None or dtype not in FLOATS:  # numpy takes None for float64
            raise TypeError(
                f"{where}: expected an array of float64 or float32, got {value!r} of "
                f"type {type(value).__name__}"
            )
        return value

    # Derivatives

    @property
    def requires_grad(self) -> bool:
        """Whether it takes part in differentiation."""
        return self.inputs is not None

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        self.requires_grad_(value)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Make this leaf receive a derivative, or a constant of it; return itself.

        Raises:
            ValueError: it was made by a Function.
        """
        if self.last_fn is not None:
            raise ValueError(
                "requires_grad_: expected a leaf, got a result of "
                f"{self.last_fn.__name__}; use detach() for a constant of its values"
            )
        self.inputs = () if requires_grad else None
        return self

    @np.errstate(all="ignore")
    def backward(self, d_output: Any = None, gradient: Any = None, **more: Any) -> None:
        """Leave ∂self/∂x in the ``grad`` of every leaf x.

        Args:
            d_output: the derivative of a final number with respect to this tensor, of
                the same shape; may be left out for a tensor of one element.
            gradient: PyTorch's name for it.
            more: PyTorch's retain_graph, of no account, since a graph is kept.

        Raises:
            ValueError: it is left out, and this tensor has several elements.
            ShapeError: its shape is another.
        """
        check_backward(more)
        d_output = gradient if d_output is None else d_output
        if d_output is None:
            if self.numel() != 1:
                raise ValueError(
                    f"backward: expected a tensor of one element, got shape "
                    f"{self.shape}; take its sum() or mean(), or give a gradient"
                )
            d_output = np.ones(self.shape, self.dtype)
        super().backward(d_output)

    def zero_grad_(self) -> None:
        """Forget the derivative, so that the next backward starts anew."""
        self.derivative = None

    def chain_rule(self, d_output: Any) -> Iterable[tuple[Any, Any]]:
        """Pass a derivative back, summed up where an input was broadcast."""
        pairs = list(super().chain_rule(d_output))
        where = self.last_fn.__name__ if self.last_fn else ""
        for i, (v, d) in enumerate(pairs):
            if v.inputs is not None and getattr(d, "shape", None) != v.data.shape:
                pairs[i] = v, v.fit(d, where)
        return pairs

    def fit(self, d: Any, where: str) -> Array:
        """Sum a derivative up to this tensor's shape, undoing a broadcast.

        Args:
            d: a derivative, of this shape or of a larger one.
            where: the name of the Function whose backward returned it.

        Raises:
            ShapeError: it does not sum up to this tensor's shape.
            TypeError: it is no array of floats.
        """
        d, shape = self.check_data(d, f"{where}.backward"), self.data.shape
        extra = len(d.shape) - len(shape)
        if d.shape[extra:] != shape and (
            extra < 0 or any(n not in (1, m) for n, m in zip(shape, d.shape[extra:]))
        ):
            raise ShapeError(
                f"{where}.backward: expected a derivative that sums up to the shape "
                f"{shape} of its argument, got shape {d.shape}"
            )
        return backend_of(d).sum_to(d, shape)

    def check_derivative(self, d: Any, where: str) -> Array:
        """Return a derivative as an array of its own, of this tensor's shape and dtype.

        Args:
            d: an array of that shape; a number will do for a tensor of one element.
            where: what the message of an error begins with.

        Raises:
            ShapeError: its shape is another.
            TypeError: it holds something else than numbers.
        """
        if d.__class__ is self.data.__class__ and d.dtype == self.data.dtype:
            d = d.copy()
        else:
            d = as_array(d, self.data.dtype, self.backend)
        if d.shape != self.data.shape:
            if d.shape == () and self.numel() == 1:
                return d.reshape(self.data.shape)
            raise ShapeError(
                f"{where}: expected the shape {self.data.shape}, got {d.shape}"
            )
        return d


TensorFunction.variable = Tensor
