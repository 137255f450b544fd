"""Optimisers: how parameters change to make a loss smaller."""

import math
from collections.abc import Iterable

from minitorch.autodiff import Variable
from minitorch.module import Parameter
from minitorch.scalar import Scalar


class SGD:
    """Gradient descent: each step moves every parameter against its derivative.

    p ← p - lr · ∂loss/∂p. The S stands for stochastic: the loss is often that of a few
    examples, chosen at random.

    Args:
        parameters: the Parameters to move, as ``model.parameters()`` gives them.
        lr: the learning rate, a positive number.

    Raises:
        ValueError: lr is not a positive number, there are no parameters, or one of
            them, or its value, is there twice.
        TypeError: one of them is not a Parameter.

    >>> p = Parameter(Scalar(3.0))
    >>> optimiser = SGD([p], lr=0.1)
    >>> for epoch in range(2):
    ...     optimiser.zero_grad()
    ...     loss = p.value * p.value
    ...     loss.backward()
    ...     optimiser.step()
    ...     print(round(p.value.data, 4))
    2.4
    1.92
    """

    def __init__(self, parameters: Iterable[Parameter], lr: float = 1.0) -> None:
        self.parameters = list(parameters)
        self.lr = lr
        if not 0 < lr < math.inf:
            raise ValueError(f"SGD: expected a positive learning rate, got {lr!r}")
        if not self.parameters:
            raise ValueError("SGD: expected at least one parameter, got none")
        self._check_parameters()

    def zero_grad(self) -> None:
        """Forget all derivatives; backward adds to those that are there."""
        for parameter in self.parameters:
            if isinstance(parameter.value, Variable):
                parameter.value.derivative = None

    def step(self) -> None:
        """Move every parameter that has a derivative; those without stay.

        Raises:
            TypeError: the value of a parameter is not a Scalar.
            ValueError: a derivative is infinite or NaN. No parameter has moved then.
        """
        new_values = [self._moved(i, p.value) for i, p in enumerate(self.parameters)]
        for parameter, value in zip(self.parameters, new_values, strict=True):
            parameter.update(value)

    def _moved(self, i: int, value: object) -> Scalar:
        if not isinstance(value, Scalar):
            raise TypeError(f"SGD: expected Scalars, got {value!r} as parameter {i}")
        if value.derivative is None:
            return value
        if not math.isfinite(value.derivative):
            raise ValueError(
                f"SGD: expected finite derivatives, got {value.derivative} for "
                f"parameter {i}, {value!r}; try a smaller learning rate"
            )
        return Scalar(value.data - self.lr * value.derivative, name=value.name)

    def _check_parameters(self) -> None:
        seen: set[int] = set()
        for i, parameter in enumerate(self.parameters):
            if not isinstance(parameter, Parameter):
                raise TypeError(
                    f"SGD: expected Parameters, got {parameter!r} as number {i}"
                )
            value = parameter.value
            shared = isinstance(value, Variable) and id(value) in seen
            if id(parameter) in seen or shared:
                raise ValueError(
                    f"SGD: parameter {i}, {parameter!r}, is there twice and would "
                    "move twice in each step"
                )
            seen |= {id(parameter), id(value)}
