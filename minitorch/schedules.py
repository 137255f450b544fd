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
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
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
        for group, first in self.with_first():
            group["lr"] = first * factor

    def with_first(self) -> Iterator[tuple[Any, float]]:
        """Return the groups of parameters, each with its first rate.

        Raises:
            ValueError: there are others than when this schedule was made.
        """
        groups = self.optimiser.param_groups
        expect(
            len(groups) == len(self.first),
            f"{type(self).__name__}: {len(self.first)} groups of parameters; call "
            "add_param_group before its schedule is made",
            len(groups),
        )
        return zip(groups, self.first, strict=True)

    def get_last_lr(self) -> list[float]:
        """Return the rate, in a list with one for each group of parameters."""
        return [group["lr"] for group in self.optimiser.param_groups]

    def state_dict(self) -> dict[str, Any]:
        """Return how far it is; the rate of now is in that of the optimiser."""
        return {"taken": self.taken, "first": [*self.first]}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a ``state_dict``, once the optimiser has got its own."""
        self.taken, self.first = state_dict["taken"], [*state_dict["first"]]


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
        for group, first in self.with_first():
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


class MultiStepLR(ChainedLR):
    """The rate becomes gamma times as large at each of several steps."""

    def __init__(
        self, optimiser: Any, milestones: Sequence[int], gamma: float = 0.1
    ) -> None:
        at = sorted(milestones)
        super().__init__(optimiser, lambda i: gamma ** bisect(at, i))


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


class SequentialLR(LambdaLR):
    """One schedule after the other, each from the first rate: a warm-up, and the rest.

    Args:
        optimiser: whose rate changes.
        schedulers: the schedules, made for this optimiser.
        milestones: after how many steps the second one begins, the third, ….

    >>> from minitorch import SGD, Scalar
    >>> optimiser = SGD([Scalar(1.0)], lr=1.0)
    >>> warm_up = LinearLR(optimiser, 0.5, total_iters=2)
    >>> rest = ExponentialLR(optimiser, 0.1)
    >>> schedule = SequentialLR(optimiser, [warm_up, rest], milestones=[2])
    >>> for epoch in range(4):
    ...     print(optimiser.lr)
    ...     schedule.step()
    0.5
    0.75
    1.0
    0.1
    """

    def __init__(
        self, optimiser: Any, schedulers: Sequence[Any], milestones: Sequence[int]
    ) -> None:
        one_less = len(milestones) == len(schedulers) - 1
        expect(one_less, "SequentialLR: a milestone between schedules", milestones)
        self.schedulers, self.milestones = list(schedulers), list(milestones)
        super().__init__(optimiser, lambda i: 1.0)

    def step(self) -> None:
        """Set the next rate."""
        self.taken += 1
        now = self.schedulers[bisect(self.milestones, self.taken)]
        if self.taken in (0, *self.milestones):
            now.taken = -1
            for group, first in self.with_first():
                group["lr"] = first
        now.step()

    def state_dict(self) -> dict[str, Any]:
        """Return how far it is, and each of its schedules."""
        each = [schedule.state_dict() for schedule in self.schedulers]
        return {**super().state_dict(), "schedulers": each}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a ``state_dict``, once the optimiser has got its own."""
        super().load_state_dict(state_dict)
        pairs = zip(self.schedulers, state_dict["schedulers"], strict=True)
        for schedule, state in pairs:
            schedule.load_state_dict(state)


class ReduceLROnPlateau:
    """The rate falls when a measure, which ``step`` is given, has stopped improving.

    Args:
        optimiser: whose rate changes.
        mode: "min" for what is to become small, as a loss; "max" for an accuracy.
        factor: what the rate is multiplied with, below 1.
        patience: how many steps in a row may bring no better measure.
        threshold: by which part of the best it is to be better, to count.
        min_lr: what the rate does not fall below.
    """

    def __init__(
        self,
        optimiser: Any,
        mode: str = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        *,
        min_lr: float = 0.0,
    ) -> None:
        expect(mode in ("min", "max"), "ReduceLROnPlateau: mode 'min' or 'max'", mode)
        expect(0 < factor < 1, "ReduceLROnPlateau: a factor from 0 to 1", factor)
        self.optimiser, self.factor, self.min_lr = optimiser, factor, min_lr
        self.sign = 1.0 if mode == "min" else -1.0
        self.patience, self.threshold = patience, threshold
        self.best, self.waited = math.inf, 0

    def step(self, metrics: Any) -> None:
        """Look at a measure, a number or a tensor of one, and set the next rate."""
        measure = self.sign * float(getattr(metrics, "item", lambda: metrics)())
        if measure < self.best * (1 - self.sign * self.threshold):
            self.best, self.waited = measure, 0
        else:
            self.waited += 1
        if self.waited > self.patience:
            self.waited = 0
            for group in self.optimiser.param_groups:
                group["lr"] = max(group["lr"] * self.factor, self.min_lr)

    def get_last_lr(self) -> list[float]:
        """Return the rate, in a list with one for each group of parameters."""
        return [group["lr"] for group in self.optimiser.param_groups]

    def state_dict(self) -> dict[str, Any]:
        """Return the best measure, and for how many steps none was better."""
        return {"best": self.best, "waited": self.waited}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a ``state_dict``, once the optimiser has got its own."""
        self.best, self.waited = state_dict["best"], state_dict["waited"]
