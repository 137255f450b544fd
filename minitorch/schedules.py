"""Schedules: a learning rate that changes while a model is trained.

Each starts from the rate that the optimiser has, and ``step()``, once an epoch, sets
the next one. They know nothing of an optimiser but its ``param_groups``.

>>> from minitorch import SGD, Scalar
>>> optimiser = SGD([Scalar(1.0)], lr=0.8)
>>> schedule = StepLR(optimiser, step_size=2, gamma=0.5)
>>> for epoch in range(5):
...     print(optimiser.lr)
...     schedule.step()
0.8
0.8
0.4
0.4
0.2
"""

import math
from collections.abc import Callable
from typing import Any

from minitorch.checks import expect

NONE = 1e-12  # a factor below is 0 but for rounding


class LambdaLR:
    """The first rate times a function of how many steps were taken.

    Args:
        optimiser: whose rate changes.
        lr_lambda: a function of 0, 1, 2, ….

    Raises:
        TypeError: lr_lambda is no function, but a list of some for example.
    """

    def __init__(self, optimiser: Any, lr_lambda: Callable[[int], float]) -> None:
        if not callable(lr_lambda):
            raise TypeError(
                f"{type(self).__name__}: expected one function of the number of steps, "
                f"for all groups of parameters, got {lr_lambda!r}"
            )
        self.optimiser, self.factor = optimiser, lr_lambda
        self.first = [first_rate(group) for group in optimiser.param_groups]
        self.taken = -1
        self.step()

    def step(self) -> None:
        """Set the next rate."""
        self.taken += 1
        factor = self.factor(self.taken)
        for group, first in zip(self.optimiser.param_groups, self.first, strict=True):
            group["lr"] = first * factor

    def get_last_lr(self) -> list[float]:
        """Return the rate, in a list with one for each group of parameters."""
        return [group["lr"] for group in self.optimiser.param_groups]


def first_rate(group: Any) -> float:
    """Return the rate that a group had before any schedule, and note it there."""
    rate: float = group.setdefault("initial_lr", group["lr"])
    return rate


class ChainedLR(LambdaLR):
    """A schedule that multiplies the rate of now, whoever has set it.

    So several may follow one another, or go on together, and a rate that is changed by
    hand stays changed.
    """

    least = 0.0
    """What the rate falls to where the factor is 0."""

    def step(self) -> None:
        """Set the next rate."""
        before = self.factor(self.taken) if self.taken >= 0 else 1.0
        self.taken += 1
        factor = self.factor(self.taken)
        for group, first in zip(self.optimiser.param_groups, self.first, strict=True):
            above = group["lr"] - self.least
            if abs(before) < NONE:  # nothing is left to be multiplied
                above, ratio = first - self.least, factor
            else:
                ratio = factor / before
            group["lr"] = self.least + above * ratio


class StepLR(ChainedLR):
    """The rate becomes gamma times as large every step_size steps."""

    def __init__(self, optimiser: Any, step_size: int, gamma: float = 0.1) -> None:
        expect(step_size >= 1, "StepLR: a step_size of 1 or more", step_size)
        super().__init__(optimiser, lambda i: gamma ** (i // step_size))


class ExponentialLR(ChainedLR):
    """The rate becomes gamma times as large every step."""

    def __init__(self, optimiser: Any, gamma: float) -> None:
        super().__init__(optimiser, lambda i: gamma**i)


class CosineAnnealingLR(ChainedLR):
    """The rate falls to eta_min in T_max steps, along half a wave of the cosine."""

    def __init__(self, optimiser: Any, T_max: int, eta_min: float = 0.0) -> None:
        self.least = eta_min
        super().__init__(optimiser, lambda i: (1 + math.cos(math.pi * i / T_max)) / 2)


class LinearLR(ChainedLR):
    """Warm-up: a share of the rate that grows evenly, in total_iters steps, to all."""

    def __init__(
        self,
        optimiser: Any,
        start_factor: float = 1 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
    ) -> None:
        expect(start_factor > 0, "LinearLR: a positive start_factor", start_factor)
        rise = end_factor - start_factor
        super().__init__(
            optimiser, lambda i: start_factor + rise * min(i / total_iters, 1.0)
        )
