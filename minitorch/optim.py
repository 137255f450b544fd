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

The same lines of arithmetic serve numbers and arrays.
"""

import math
from collections.abc import Iterable
from typing import Any, ClassVar

from minitorch.autodiff import Variable
from minitorch.module import Parameter
from minitorch.state import renewed, shape_of, summary

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
        self.weight_decay = weight_decay
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
            state: ``start`` before the first move, then what the last one returned.
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
            # No sum: the sum of finite numbers may be too large.
            if bool((abs(d) < math.inf).all()):
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
        expected, got, state = form(value.data), form(value.derivative), self.states[i]
        if got != expected:
            raise ValueError(
                f"{self._type}: expected a derivative of {in_words(expected)} for "
                f"parameter {i}, got one of {in_words(got)}"
            )
        if state is not self.start and form(state[0]) != expected:
            raise ValueError(
                f"{self._type}: parameter {i} had {in_words(form(state[0]))} in the "
                f"last step and has {in_words(expected)} now; make a new optimiser"
            )


class SGD(Optimiser):
    """Gradient descent: each step moves every parameter against its derivative.

    x ← x - lr · v with the velocity v ← momentum · v + ∂loss/∂x. Without momentum that
    is x ← x - lr · ∂loss/∂x. The S stands for stochastic: the loss is often that of a
    few examples, chosen at random.

    Args:
        parameters: what to move: Parameters, as ``model.parameters()`` gives them, or
            leaves, Scalars and Tensors alike.
        lr: the learning rate, a positive number; it may be changed between steps.
        momentum: how much of the velocity a step takes over, from 0 to less than 1.
        weight_decay: this times the parameter is added to its derivative.

    Raises:
        ValueError: a setting is out of its range, there are no parameters, one of
            them, or its value, is there twice, or receives no derivative.
        TypeError: one of them is neither a Parameter nor a Variable.

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
    ) -> None:
        super().__init__(parameters, lr, weight_decay)
        self.momentum = share("SGD", "a momentum", momentum)

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return x - lr · v and the velocity v."""
        if not self.momentum:
            return x - float(self.lr) * d, state
        (velocity,) = state
        velocity = self.momentum * velocity + d
        return x - float(self.lr) * velocity, (velocity,)


class Adam(Optimiser):
    """Gradient descent with a step size of its own for every number.

    The running means of the derivative d and of its square are

        m ← β₁ m + (1 - β₁) d        s ← β₂ s + (1 - β₂) d²

    They start at 0, so after t steps they are too small by the factors 1 - β₁ᵗ and
    1 - β₂ᵗ. Divided by these they give x ← x - lr · m / (√s + ε): a step of about lr
    where derivatives keep their sign, and a smaller one where they do not.

    Args:
        parameters: as for SGD.
        lr: the learning rate, a positive number; it may be changed between steps.
        betas: β₁ and β₂, how much of the means a step takes over, each from 0 to less
            than 1.
        eps: ε, a small positive number, which keeps the division from being one by 0.
        weight_decay: this times the parameter is added to its derivative.

    Raises:
        ValueError, TypeError: as for SGD.

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
        super().__init__(parameters, lr, weight_decay)
        beta1, beta2 = betas
        self.betas = share("Adam", "a β₁", beta1), share("Adam", "a β₂", beta2)
        self.eps = eps
        if not 0 < eps < math.inf:
            raise ValueError(f"Adam: expected a positive eps, got {eps!r}")

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


def value_of(parameter: Any) -> Any:
    """Return the value of a Parameter; anything else as it is."""
    return parameter.value if isinstance(parameter, Parameter) else parameter


def share(where: str, what: str, value: float) -> float:
    """Return a number from 0 to less than 1.

    Raises:
        ValueError: it is another.
    """
    if not 0 <= value < 1:
        raise ValueError(f"{where}: expected {what} from 0 to below 1, got {value!r}")
    return float(value)


def form(array: Any) -> tuple[tuple[int, ...], Any]:
    """Return the shape and the dtype of an array; those of a number are () and None."""
    return shape_of(array), getattr(array, "dtype", None)


def in_words(form: tuple[tuple[int, ...], Any]) -> str:
    """Return a form as an error message shows it."""
    return f"shape {form[0]} and dtype {form[1]}"
