"""Optimisers: how parameters change to make a loss smaller.

They move Parameters of a Module, and Variables that stand alone:

>>> from minitorch import Scalar
>>> w = Scalar(3.0)
>>> optimiser = SGD([w], lr=0.1)
>>> for epoch in range(2):
...     optimiser.zero_grad()
...     loss = w * w
...     loss.backward()
...     optimiser.step()
...     print(round(w.data, 4))
2.4
1.92

The same lines of arithmetic serve numbers and arrays. An optimiser of one's own says
only where one parameter goes:

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

from minitorch import schedules as lr_scheduler
from minitorch.autodiff import Variable
from minitorch.checks import check_derivative, check_moved, expect, type_of
from minitorch.module import Parameter, value_of
from minitorch.optim_names import OptimiserNames, ungrouped
from minitorch.state_dict import renewed

__all__ = ["SGD", "Adam", "AdamW", "Optimiser", "lr_scheduler"]

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
        self.check_settings()
        self.divide(groups)

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""
        kind = type_of(self)
        expect(0 < self.lr < math.inf, f"{kind}: a positive learning rate", self.lr)
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
            value = value_of(parameter)
            if isinstance(value, Variable) and value.derivative is not None:
                value.derivative = None if set_to_none else 0.0 * value.derivative

    def step(self) -> None:
        """Move every parameter that has a derivative; those without stay.

        A Parameter gets a new leaf as its value, of the same name and dtype and without
        a derivative. A Variable keeps its derivative, as in PyTorch, and gets new data.
        Neither changes numbers in place, so graphs made before stay valid. Constants
        stay (PyTorch moves one that still has a derivative).

        Raises:
            TypeError: the value of a parameter is neither a Scalar nor a Tensor.
            ValueError: a derivative, or where it leads, is infinite or NaN, or does not
                have the form of its parameter, or a setting was changed to what is out
                of its range. Nothing has moved then.
        """
        with_settings = zip(self.owners(), self.parameters, strict=True)
        moves = [own._move(i, value_of(p)) for i, (own, p) in enumerate(with_settings)]
        # All has gone well, so now every parameter gets to its new place.
        for i, (parameter, move) in enumerate(zip(self.parameters, moves, strict=True)):
            if move is not None:
                data, self.states[i] = move
                if isinstance(parameter, Parameter):
                    parameter.update(renewed(parameter.value, data))
                else:
                    parameter.data = data

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


class SGD(Optimiser):
    """Gradient descent: each step moves every parameter against its derivative.

    x ← x - lr · v with the velocity v ← momentum · v + ∂loss/∂x. Without momentum that
    is x ← x - lr · ∂loss/∂x. The S stands for stochastic: the loss is often that of a
    few examples, chosen at random.

    Args:
        parameters, lr, weight_decay: as for every Optimiser.
        momentum: how much of the velocity a step takes over, from 0 to less than 1.
        nesterov: whether a step goes along ∂loss/∂x + momentum · v in place of v.

    Raises:
        ValueError, TypeError: as for every Optimiser.

    >>> from minitorch import Scalar
    >>> p = Parameter(Scalar(3.0))
    >>> optimiser = SGD([p], lr=0.1, momentum=0.5)
    >>> for epoch in range(2):
    ...     optimiser.zero_grad()
    ...     loss = p.value * p.value
    ...     loss.backward()
    ...     optimiser.step()
    ...     print(round(p.value.data, 4))
    2.4
    1.62
    """

    start = (0.0,)

    def __init__(
        self,
        parameters: Iterable[Parameter | Variable],
        lr: float = 1.0,
        momentum: float = 0.0,
        *,
        weight_decay: float = 0.0,
        nesterov: bool = False,
    ) -> None:
        self.momentum, self.nesterov = float(momentum), nesterov
        super().__init__(parameters, lr, weight_decay)

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""
        super().check_settings()
        momentum = self.momentum
        expect(0 <= momentum < 1, "SGD: a momentum from 0 to below 1", momentum)

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return x - lr · v and the velocity v."""
        if not self.momentum:
            return x - float(self.lr) * d, state
        (velocity,) = state
        velocity = self.momentum * velocity + d
        way = d + self.momentum * velocity if self.nesterov else velocity
        return x - float(self.lr) * way, (velocity,)


class Adam(Optimiser):
    """Gradient descent with a step size of its own for every number.

    The running means of the derivative d and of its square are

        m ← β₁ m + (1 - β₁) d        s ← β₂ s + (1 - β₂) d²

    They start at 0, so after t steps they are too small by the factors 1 - β₁ᵗ and
    1 - β₂ᵗ. Divided by these they give x ← x - lr · m / (√s + ε): a step of about lr
    where derivatives keep their sign, and a smaller one where they do not.

    Args:
        parameters, lr, weight_decay: as for every Optimiser.
        betas: β₁ and β₂, how much of the means a step takes over, each from 0 to less
            than 1.
        eps: ε, a small positive number, which keeps the division from being one by 0.

    Raises:
        ValueError, TypeError: as for every Optimiser.

    >>> from minitorch import tensor
    >>> w = tensor([3.0, -50.0], requires_grad=True)
    >>> optimiser = Adam([w], lr=0.1)
    >>> (w * w).sum().backward()
    >>> optimiser.step()
    >>> w
    tensor([  2.9, -49.9], requires_grad=True)
    """

    start = (0.0, 0.0, 0)

    def __init__(
        self,
        parameters: Iterable[Parameter | Variable],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
    ) -> None:
        beta1, beta2 = betas
        self.betas, self.eps = (float(beta1), float(beta2)), float(eps)
        super().__init__(parameters, lr, weight_decay)

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""
        super().check_settings()
        beta1, beta2 = self.betas
        expect(0 <= beta1 < 1, "Adam: a β₁ from 0 to below 1", beta1)
        expect(0 <= beta2 < 1, "Adam: a β₂ from 0 to below 1", beta2)
        expect(0 < self.eps < math.inf, "Adam: a positive eps", self.eps)

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return x - lr · m / (√s + ε), and m, s and the number of steps."""
        mean, square, t = state
        beta1, beta2 = self.betas
        mean = beta1 * mean + (1 - beta1) * d
        square = beta2 * square + (1 - beta2) * (d * d)
        t += 1
        m = mean / (1 - beta1**t)
        s = square / (1 - beta2**t)
        return x - float(self.lr) * m / (s**0.5 + self.eps), (mean, square, t)


class AdamW(Adam):
    """Adam with a weight decay of its own: x ← x - lr · weight_decay · x before a step.

    >>> from minitorch import tensor
    >>> w = tensor([3.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> AdamW([w], lr=0.1, weight_decay=0.5).step()
    >>> w
    tensor([2.75], requires_grad=True)
    """

    def __init__(
        self,
        parameters: Iterable[Parameter | Variable],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ) -> None:
        super().__init__(parameters, lr, betas, eps, weight_decay)

    def decayed(self, x: Any, d: Any) -> Any:
        """Return the derivative as it is."""
        return d

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return Adam's move, from a little closer to 0."""
        return super().move(x - float(self.lr) * self.weight_decay * x, d, state)
