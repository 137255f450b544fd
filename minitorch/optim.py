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
from typing import Any

from minitorch.autodiff import Variable
from minitorch.module import Parameter
from minitorch.steps import Optimiser, State


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
        if not 0 < eps < math.inf:
            raise ValueError(f"Adam: expected a positive eps, got {eps!r}")
        self.eps = float(eps)

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


def share(where: str, what: str, value: float) -> float:
    """Return a number from 0 to less than 1.

    Raises:
        ValueError: it is another.
    """
    if not 0 <= value < 1:
        raise ValueError(f"{where}: expected {what} from 0 to below 1, got {value!r}")
    return float(value)
