"""Losses as modules, and ``functional``'s names for what is there already."""

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from minitorch import losses
from minitorch.checks import expect
from minitorch.nn_module import Module
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


def l1_loss(prediction: Any, target: Any, reduction: str = "mean") -> Tensor:
    """Return the mean of abs(prediction - target).

    >>> l1_loss([1.0, 2.0], [1.0, 4.0])
    tensor(1.)
    """
    prediction, target = losses.pair(prediction, target, "l1_loss")
    return losses.reduced((prediction - target).abs(), reduction, "l1_loss")


class L1Loss(Loss):
    """``l1_loss`` as a module."""

    function = staticmethod(l1_loss)


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
    least = 3.720075976020836e-44  # e to the power of -100
    loss = -(y * p.clamp(min=least).log() + (1 - y) * (1 - p).clamp(min=least).log())
    return losses.reduced(loss, reduction, where)


class BCELoss(Loss):
    """``binary_cross_entropy`` as a module."""

    function = staticmethod(binary_cross_entropy)
