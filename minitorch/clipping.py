"""Clipping: derivatives that are too large are made smaller before a step.

>>> from minitorch import tensor
>>> w = tensor([1.0, 1.0], requires_grad=True)
>>> (3.0 * w[0] + 4.0 * w[1]).backward()
>>> clip_grad_norm_([w], max_norm=1.0)
5.0
>>> w.grad
tensor([0.6, 0.8])
"""

import math
from collections.abc import Iterable
from typing import Any

from minitorch.autodiff import Variable
from minitorch.module import value_of


def with_derivative(parameters: Any) -> list[Any]:
    """Return the Variables among parameters that have a derivative."""
    several = parameters if isinstance(parameters, Iterable) else [parameters]
    if isinstance(parameters, Variable):
        several = [parameters]
    values = [value_of(p) for p in several]
    return [v for v in values if getattr(v, "derivative", None) is not None]


def clip_grad_norm_(parameters: Any, max_norm: float) -> float:
    """Scale all derivatives so that together they are no longer than max_norm.

    Returns:
        How long they were, √(Σ d²).
    """
    found = with_derivative(parameters)
    total = math.sqrt(sum(sum_of_squares(v) for v in found))
    if total > max_norm:
        for v in found:
            v.grad *= max_norm / total
    return total


def clip_grad_value_(parameters: Any, clip_value: float) -> None:
    """Let no derivative be above clip_value, or below -clip_value."""
    for v in with_derivative(parameters):
        if v.has_shape:
            v.grad.clamp_(-clip_value, clip_value)
        else:
            v.derivative = max(-clip_value, min(v.derivative, clip_value))


def sum_of_squares(v: Any) -> float:
    """Return Σ d² of a Variable's derivative, a number or an array."""
    d = v.grad if v.has_shape else v.derivative
    return float((d * d).sum() if v.has_shape else d * d)
