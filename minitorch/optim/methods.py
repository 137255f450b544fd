"""Optimisers: each says where a parameter goes, given the derivative of the loss."""

import math
from collections.abc import Iterable
from typing import Any

from minitorch.autodiff import Variable
from minitorch.checks import expect
from minitorch.module import Parameter
from minitorch.optim.optimiser import Optimiser, State


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


class RMSprop(Optimiser):
    """Gradient descent with steps divided by how large derivatives have been lately.

    The running mean of the squares is s ← α s + (1 - α) d², and then
    x ← x - lr · v with the velocity v ← momentum · v + d / (√s + ε).

    Args:
        parameters, lr, weight_decay: as for every Optimiser.
        alpha: α, how much of the mean a step takes over, from 0 to less than 1.
        eps: ε, a small positive number, which keeps the division from being one by 0.
        momentum: how much of the velocity a step takes over, from 0 to less than 1.

    Raises:
        ValueError, TypeError: as for every Optimiser.

    >>> from minitorch import tensor
    >>> w = tensor([3.0, -50.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> RMSprop([w], lr=0.1, alpha=0.0).step()
    >>> w
    tensor([  2.9, -49.9], requires_grad=True)
    """

    start = (0.0, 0.0)

    def __init__(
        self,
        parameters: Iterable[Parameter | Variable],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
    ) -> None:
        self.alpha, self.eps = float(alpha), float(eps)
        self.momentum = float(momentum)
        super().__init__(parameters, lr, weight_decay)

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""
        super().check_settings()
        expect(0 <= self.alpha < 1, "RMSprop: an α from 0 to below 1", self.alpha)
        expect(0 < self.eps < math.inf, "RMSprop: a positive eps", self.eps)
        momentum = self.momentum
        expect(0 <= momentum < 1, "RMSprop: a momentum from 0 to below 1", momentum)

    def move(self, x: Any, d: Any, state: State) -> tuple[Any, State]:
        """Return x - lr · v, and s and v."""
        square, velocity = state
        square = self.alpha * square + (1 - self.alpha) * (d * d)
        velocity = self.momentum * velocity + d / (square**0.5 + self.eps)
        return x - float(self.lr) * velocity, (square, velocity)
