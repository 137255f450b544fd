"""Steps: what all optimisers share. A step moves all parameters, or none of them.

An optimiser of one's own says only where one parameter goes:

>>> from minitorch import Scalar
>>> class SignDescent(Optimiser):
...     def move(self, x, d, state):
...         return x - self.lr * math.copysign(1.0, d), state
>>> w = Scalar(3.0)
>>> (w * w).backward()
>>> SignDescent([w], lr=0.5).step()
>>> w.data
2.5
"""

import math
from collections.abc import Iterable
from typing import Any, ClassVar

from minitorch.autodiff import Variable
from minitorch.module import Parameter
from minitorch.state import renewed, summary

State = tuple[Any, ...]


class Optimiser:
    """What all optimisers share; a subclass brings ``move``.

    Args:
        parameters: what to move: Parameters, as ``model.parameters()`` gives them, or
            leaves, Scalars and Tensors alike.
        lr: the learning rate, a positive number; it may be changed between steps.
        weight_decay: how strongly parameters are pulled towards 0: this times the
            parameter is added to its derivative.

    Raises:
        ValueError: a setting is out of its range, there are no parameters, one of
            them, or its value, is there twice, or receives no derivative.
        TypeError: one of them is neither a Parameter nor a Variable.
    """

    start: ClassVar[State] = ()
    """What the optimiser remembers of a parameter before its first move."""

    def __init__(
        self,
        parameters: Iterable[Parameter | Variable],
        lr: float,
        weight_decay: float = 0.0,
    ) -> None:
        if isinstance(parameters, (Parameter, Variable)):
            raise TypeError(
                f"{self._type}: expected a list of parameters, got {parameters!r}"
            )
        self.parameters = list(parameters)
        self.lr = lr
        self.weight_decay = float(weight_decay)
        self.states = [self.start] * len(self.parameters)
        if not 0 < lr < math.inf:
            raise ValueError(
                f"{self._type}: expected a positive learning rate, got {lr!r}"
            )
        if not 0 <= weight_decay < math.inf:
            raise ValueError(
                f"{self._type}: expected a weight_decay of 0 or more, "
                f"got {weight_decay!r}"
            )
        if not self.parameters:
            raise ValueError(f"{self._type}: expected at least one parameter, got none")
        self._check_parameters()

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return where a parameter goes, and what to remember for its next move.

        Args:
            x: the data of the parameter, a float or an array.
            d: the derivative of the loss with respect to it, of the same shape.
            state: ``start`` before the first move, then what the last one returned:
                a tuple of numbers, and of arrays of the parameter's shape.
        """
        raise NotImplementedError(f"{self._type} has no move(x, d, state)")

    def zero_grad(self) -> None:
        """Forget all derivatives; backward adds to those that are there."""
        for parameter in self.parameters:
            value = value_of(parameter)
            if isinstance(value, Variable):
                value.derivative = None

    def step(self) -> None:
        """Move every parameter that has a derivative; those without stay.

        A Parameter gets a new leaf as its value, of the same name and dtype and without
        a derivative. A Variable keeps its derivative, as in PyTorch, and gets new data.
        Neither changes numbers in place, so graphs made before stay valid. Constants
        stay (PyTorch moves one that still has a derivative).

        Raises:
            TypeError: the value of a parameter is neither a Scalar nor a Tensor.
            ValueError: a derivative is infinite or NaN, or does not have the form of
                its parameter. Nothing has moved then.
        """
        moved = [self._moved(i, p) for i, p in enumerate(self.parameters)]
        for i, (parameter, result) in enumerate(zip(self.parameters, moved)):
            if result is None:
                continue
            data, self.states[i] = result
            if isinstance(parameter, Parameter):
                parameter.update(renewed(parameter.value, data))
            else:
                parameter.data = data

    def _moved(self, i: int, parameter: Parameter | Variable) -> Any:
        """Return the new data and the new state of a parameter; None if it stays."""
        value = value_of(parameter)
        if not isinstance(value, Variable):
            raise TypeError(
                f"{self._type}: expected Scalars or Tensors, got {value!r} as "
                f"parameter {i}"
            )
        x, d, state = value.data, value.derivative, self.states[i]
        if d is None or value.inputs is None:
            return None
        if value.has_shape:
            self._check_form(i, value)
        self._check_finite(i, value)
        if self.weight_decay:
            d = d + self.weight_decay * x
        data, state = self.move(x, d, state)
        return value.check_data(data, self._type), state

    # What can go wrong

    @property
    def _type(self) -> str:
        return type(self).__name__

    def _check_parameters(self) -> None:
        seen: set[int] = set()
        for i, parameter in enumerate(self.parameters):
            value = value_of(parameter)
            if not isinstance(parameter, (Parameter, Variable)):
                raise TypeError(
                    f"{self._type}: expected Parameters or Variables, got "
                    f"{parameter!r} as number {i}"
                )
            if isinstance(parameter, Variable) and not parameter.is_leaf():
                raise ValueError(
                    f"{self._type}: expected leaves, which receive a derivative, got "
                    f"{summary(value)} as number {i}; a Tensor is one if it is made "
                    "with requires_grad=True"
                )
            shared = isinstance(value, Variable) and id(value) in seen
            if id(parameter) in seen or shared:
                raise ValueError(
                    f"{self._type}: parameter {i}, {summary(value)}, is there twice "
                    "and would move twice in each step"
                )
            seen |= {id(parameter), id(value)}

    def _check_finite(self, i: int, value: Variable) -> None:
        d = value.derivative
        if value.has_shape:
            # NaN is the largest of all, to numpy; a sum could be too large for a float.
            if 0 in d.shape or bool(abs(d).max() < math.inf):
                return
            d = "NaN or infinity"
        elif math.isfinite(d):
            return
        raise ValueError(
            f"{self._type}: expected finite derivatives, got {d} for parameter {i}, "
            f"{summary(value)}; try a smaller learning rate"
        )

    def _check_form(self, i: int, value: Variable) -> None:
        """Look for what arithmetic would broadcast, or turn into another dtype."""
        expected, got = form(value.data), form(value.derivative)
        if got != expected:
            raise ValueError(
                f"{self._type}: expected a derivative of {in_words(expected)} for "
                f"parameter {i}, got one of {in_words(got)}"
            )
        for old in self.states[i]:
            if hasattr(old, "shape") and form(old) != expected:
                raise ValueError(
                    f"{self._type}: parameter {i} had {in_words(form(old))} in the "
                    f"last step and has {in_words(expected)} now; make a new optimiser"
                )


def value_of(parameter: Any) -> Any:
    """Return the value of a Parameter; anything else as it is."""
    return parameter.value if isinstance(parameter, Parameter) else parameter


def form(array: Any) -> tuple[Any, Any]:
    """Return the shape and the dtype of an array; a number has none."""
    return getattr(array, "shape", None), getattr(array, "dtype", None)


def in_words(form: tuple[Any, Any]) -> str:
    """Return a form as an error message shows it."""
    return f"shape {form[0]} and dtype {form[1]}"
