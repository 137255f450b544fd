"""Losses as modules, and ``functional``'s names for what is there already."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from minitorch import losses, operators
from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array
from minitorch.backends.numbers import log
from minitorch.checks import expect
from minitorch.function import Context
from minitorch.nn_module import Module
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.tensor import Tensor


class Loss(Module):
    """A loss as a module: ``MSELoss()(prediction, target)``.

    Args:
        reduction: "mean", "sum", or "none" for the loss of each example.
    """

    function: ClassVar[Callable[..., Tensor]]

    def __init__(self, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction

    def forward(self, prediction: Any, target: Any) -> Tensor:
        """Return the loss."""
        return type(self).function(prediction, target, self.reduction)


class MSELoss(Loss):
    """``mse_loss`` as a module."""

    function = staticmethod(losses.mse_loss)


def cross_entropy(
    logits: Any, targets: Any, reduction: str = "mean", ignore_index: int = -100
) -> Tensor:
    """Return the cross entropy of all rows whose target is not ignore_index.

    >>> cross_entropy([[0.0, 0.0], [5.0, 0.0]], [1, -100])  # log 2
    tensor(0.6931)
    """
    counted = np.asarray(targets) != ignore_index
    if counted.all():
        return losses.cross_entropy(logits, targets, reduction)
    shorter = "cross_entropy: reduction 'mean' or 'sum' where rows are ignored"
    expect(reduction != "none", shorter, reduction)
    rows = Tensor.constant(logits, "cross_entropy")[counted]
    return losses.cross_entropy(rows, np.asarray(targets)[counted], reduction)


class CrossEntropyLoss(Loss):
    """``cross_entropy`` as a module."""

    def __init__(self, reduction: str = "mean", ignore_index: int = -100) -> None:
        super().__init__(reduction)
        self.ignore_index = ignore_index

    def forward(self, prediction: Any, target: Any) -> Tensor:
        """Return the loss."""
        return cross_entropy(prediction, target, self.reduction, self.ignore_index)


class NLLLoss(Loss):
    """``nll_loss`` as a module."""

    function = staticmethod(losses.nll_loss)


class BCEWithLogitsLoss(Loss):
    """``binary_cross_entropy_with_logits`` as a module."""

    function = staticmethod(losses.binary_cross_entropy_with_logits)


class OfProbability(TensorFunction):
    """-y log p - (1 - y) log(1 - p), with ∂/∂p = (p - y) / (p (1 - p))

    Where p is exactly wrong the loss is infinite: then it is 100, and p (1 - p) is
    10⁻¹² in the derivative, so that a step still leads away from there.
    """

    @staticmethod
    def forward(ctx: Context, p: Array, y: Array) -> Array:
        use = backend_of(p)
        logs = [use.map(log, x) for x in (p, 1.0 - p)]
        log_p, log_q = (use.zip(operators.max, x, -100.0) for x in logs)
        ctx.save_for_backward(p, y, log_q - log_p)
        return y * (log_q - log_p) - log_q

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        p, y, d_y = ctx.saved_values
        spread = backend_of(d_out).zip(operators.max, p * (1.0 - p), 1e-12)
        return (p - y) / spread * d_out, d_y * d_out


def binary_cross_entropy(
    probability: Any, target: Any, reduction: str = "mean"
) -> Tensor:
    """Return the mean of -y log p - (1 - y) log(1 - p), for two classes.

    Logarithms below -100 count as -100, as in PyTorch. With logits, use
    ``binary_cross_entropy_with_logits``, which loses no digits.

    >>> binary_cross_entropy([0.5, 1.0], [1, 1])
    tensor(0.3466)
    """
    where = "binary_cross_entropy"
    p, y = losses.pair(probability, target, where)
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError(f"{where}: expected probabilities from 0 to 1, got {p}")
    return losses.reduced(OfProbability.apply(p, y), reduction, where)


class BCELoss(Loss):
    """``binary_cross_entropy`` as a module."""

    function = staticmethod(binary_cross_entropy)
