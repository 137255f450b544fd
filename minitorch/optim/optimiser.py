"""What all optimisers share: settings, and a step that is taken whole or not at all.

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
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from minitorch.autodiff import Variable
from minitorch.checks import check_derivative, check_moved, expect, type_of
from minitorch.module import Parameter, value_of
from minitorch.optim_names import OptimiserNames, forget, ungrouped
from minitorch.state_dict import renewed

State = tuple[Any, ...]


class Optimiser(OptimiserNames):
    """What all optimisers share; a subclass brings ``move``.

    Args:
        parameters: what to move: Parameters, as ``model.parameters()`` gives them, or
            leaves, Scalars and Tensors alike; or groups with settings of their own,
            ``[{"params": …, "lr": 0.1}, {"params": …}]``.
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
        self.parameters, groups = ungrouped(parameters, type_of(self))
        self.lr, self.weight_decay = lr, float(weight_decay)
        self.states = [self.start] * len(self.parameters)
        expect(lr != 0, f"{type_of(self)}: a positive learning rate", lr)
        self.check_settings()
        self.divide(groups)

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""
        kind = type_of(self)
        # 0 is where a schedule may begin or end.
        expect(0 <= self.lr < math.inf, f"{kind}: a positive learning rate", self.lr)
        decay = self.weight_decay
        expect(0 <= decay < math.inf, f"{kind}: a weight_decay of 0 or more", decay)

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return where a parameter goes, and what to remember for its next move.

        Args:
            x: the data of the parameter, a float or an array.
            d: the derivative of the loss with respect to it, of the same shape.
            state: ``start`` before the first move, then what the last one returned:
                a tuple of numbers, and of arrays of the parameter's shape.
        """
        raise NotImplementedError(f"{type_of(self)} has no move(x, d, state)")

    def decayed(self, x: Any, d: Any) -> Any:
        """Return the derivative of the loss and of what pulls a parameter towards 0."""
        return d + self.weight_decay * x

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget all derivatives, or make them 0; backward adds to what is there."""
        for parameter in self.parameters:
            forget(value_of(parameter), set_to_none)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Move every parameter that has a derivative; those without stay.

        A closure is called first, to compute derivatives; what it returns is returned.

        A tensor keeps its derivative, as in PyTorch, and gets new numbers; so do all
        that see its memory, its parts for one. A Scalar keeps its derivative as well,
        but a Parameter of a Scalar gets a new one, of the same name and without a
        derivative. No array is changed where it lies, so graphs made before stay valid.
        Constants stay (PyTorch moves one that still has a derivative).

        Raises:
            TypeError: the value of a parameter is neither a Scalar nor a Tensor.
            ValueError: a derivative, or where it leads, is infinite or NaN, or does not
                have the form of its parameter, or a setting was changed to what is out
                of its range. Nothing has moved then.
            RuntimeError: one number of a tensor has several places there, as after
                ``expand``. Nothing has moved then either.
        """
        loss = closure() if closure else None
        owners, values = self.owners(), [value_of(p) for p in self.parameters]
        moves = [own._move(i, v) for i, (own, v) in enumerate(zip(owners, values))]
        # All has gone well, so now every parameter gets to its new place.
        before = [value.data for value in values]
        for i, (parameter, value) in enumerate(zip(self.parameters, values)):
            move = moves[i]
            if move is not None:
                if value.data is not before[i]:  # one with the same memory has moved
                    move = owners[i]._move(i, value)
                data, self.states[i] = move
                if value.has_shape:
                    value.write(data)
                elif isinstance(parameter, Parameter):
                    parameter.value = renewed(value, data)
                else:
                    parameter.data = data
        return loss

    def _move(self, i: int, value: Any) -> tuple[Any, State] | None:
        """Return the new data and the new state of parameter i; None if it stays."""
        if not isinstance(value, Variable):
            raise TypeError(
                f"{type_of(self)}: expected Scalars or Tensors, got {value!r} as "
                f"parameter {i}"
            )
        if value.derivative is None or value.is_constant():
            return None
        check_derivative(self, i, value)
        d = value.derivative
        if self.weight_decay:
            d = self.decayed(value.data, d)
        data, state = self.move(value.data, d, self.states[i])
        data = value.check_data(data, type_of(self))
        check_moved(self, i, data)
        return data, state
