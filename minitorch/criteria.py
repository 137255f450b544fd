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
from minitorch.fused.surprise import Surprise
from minitorch.nn_module import Module
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.no_grad import no_grad
from minitorch.tensors.tensor import Tensor


class Loss(Module):
    """A loss as a module: ``MSELoss()(prediction, target)``.

    Args:
        reduction: "mean", "sum", or "none" for the loss of each example.
    """

    function: ClassVar[Callable[..., Tensor]]
    options: ClassVar[tuple[str, ...]] = ()
    """What else it is told, and tells its function."""

    def __init__(self, reduction: str = "mean", **more: Any) -> None:
        super().__init__()
        for name in more:
            if name not in self.options:
                raise TypeError(
                    f"{type(self).__name__}: {name}= is left out; with "
                    "reduction='none' it returns the loss of each example, to be "
                    "weighted and summed up by you"
                )
        self.reduction, self.more = reduction, more

    def forward(self, prediction: Any, target: Any) -> Tensor:
        """Return the loss."""
        function = type(self).function
        return function(prediction, target, self.reduction, **self.more)


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


def nll_loss(
    log_probs: Any,
    targets: Any,
    reduction: str = "mean",
    ignore_index: int = -100,
    *,
    weight: Any = None,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Return ``losses.nll_loss`` of all rows whose target is not ignore_index.

    Args:
        log_probs: as there; or (n, classes, …), as (batch, classes, time), where
            classes are in dimension 1; or (classes,).
        targets: of the same shape without that dimension.
        reduction: as there; with "none" there is a loss for each target.
        ignore_index: a row with this target is left out.
        weight: a number for each class; the mean is then one with these weights.
        label_smoothing: the share of a row's loss that is that of all classes alike.

    >>> nll_loss([[-0.5, -1.0], [-2.0, -0.25]], [0, 1], weight=[3.0, 1.0])
    tensor(0.4375)
    """
    with no_grad():  # the numbers of classes have no derivative
        counted = np.asarray(targets) != ignore_index
    log_p, classes = Tensor.constant(log_probs, "nll_loss"), targets
    if log_p.dims != 2:
        rows, classes = in_rows(log_p, counted.shape, targets)
        more: Any = {"weight": weight, "label_smoothing": label_smoothing}
        each = nll_loss(rows, classes, reduction, ignore_index, **more)
        return each.reshape(counted.shape) if reduction == "none" else each
    if not counted.all():
        shorter = "nll_loss: reduction 'mean' or 'sum' where rows are ignored"
        expect(reduction != "none", shorter, reduction)
        log_p, classes = log_p[counted], np.asarray(targets)[counted]
    if weight is None and not label_smoothing:
        return losses.nll_loss(log_p, classes, reduction)
    each = losses.nll_loss(log_p, classes, "none")
    weights = np.ones(log_p.shape[1]) if weight is None else np.asarray(weight)
    one_each = "nll_loss: a weight for each class"
    expect(weights.shape == log_p.shape[1:], one_each, weights.shape)
    of_rows = weights[np.asarray(classes, int)]
    each = each * of_rows
    if label_smoothing:
        alike = -(log_p * weights).mean(1)
        each = each * (1.0 - label_smoothing) + alike * label_smoothing
    if reduction == "mean":
        each, reduction = each / of_rows.sum(), "sum"
    return losses.reduced(each, reduction, "nll_loss")


def in_rows(x: Tensor, shape: tuple[int, ...], targets: Any) -> tuple[Tensor, Any]:
    """Return x of shape (n, classes, …) as a table (rows, classes), and its targets.

    Raises:
        ShapeError: the targets' shape is not that of x without dimension 1.

    >>> rows, classes = in_rows(Tensor([[[1, 2], [3, 4]]]), (1, 2), [[0, 1]])
    >>> rows.tolist(), classes.tolist()
    ([[1.0, 3.0], [2.0, 4.0]], [0, 1])
    """
    without = x.shape[:1] + x.shape[2:] if x.dims > 1 else ()
    if shape != without:
        behind = (0, x.dims - 1, *range(1, x.dims - 1))
        hint = f"; for classes in the last dimension write x.permute{behind}"
        raise ShapeError(
            "nll_loss: expected shapes (n, classes, …) and, for the targets, (n, …), "
            f"got {x.shape} and {shape}{hint if shape == x.shape[:-1] else ''}"
        )
    with no_grad():
        numbers = np.asarray(targets).reshape(-1)
    if x.dims == 1:  # one example
        return x.unsqueeze(0), numbers
    last = x.permute(0, *range(2, x.dims), 1)
    return last.reshape(-1, x.shape[1]), numbers


def cross_entropy(
    logits: Any,
    targets: Any,
    reduction: str = "mean",
    ignore_index: int = -100,
    **more: Any,
) -> Tensor:
    """Return ``nll_loss`` of ``log_softmax``, with the same options and shapes.

    A model of language gives logits (batch, time, classes). Both of these take them:
    ``cross_entropy(logits.transpose(1, 2), targets)``, with classes in dimension 1, and
    ``cross_entropy(logits.reshape(-1, classes), targets.reshape(-1))``.

    >>> cross_entropy([[0.0, 0.0], [5.0, 0.0]], [1, -100])  # log 2
    tensor(0.6931)
    """
    logits = Tensor.constant(logits, "cross_entropy")
    if logits.dims == 2 and logits.backend == "numpy" and not more:
        numbers = np.asarray(targets)
        if (numbers != ignore_index).all():  # the same at once
            classes = losses.checked_classes(numbers, logits.shape)
            each = Surprise.apply(logits, classes=classes)
            return losses.reduced(each, reduction, "cross_entropy")
    log_p = losses.log_softmax(logits, dim=min(1, logits.dims - 1))
    return nll_loss(log_p, targets, reduction, ignore_index, **more)


class NLLLoss(Loss):
    """``nll_loss`` as a module; weight and ignore_index as there."""

    function: ClassVar[Callable[..., Tensor]] = staticmethod(nll_loss)
    options: ClassVar[tuple[str, ...]] = ("weight", "ignore_index")

    def __init__(self, weight: Any = None, **more: Any) -> None:
        super().__init__(**more, **({} if weight is None else {"weight": weight}))


class CrossEntropyLoss(NLLLoss):
    """``cross_entropy`` as a module; label_smoothing is one of its options."""

    function = staticmethod(cross_entropy)
    options = (*NLLLoss.options, "label_smoothing")


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
