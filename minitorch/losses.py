"""Losses: one number that says how far predictions are from what they should be.

A classifier's last layer gives logits: any numbers, where a larger one speaks for its
class. ``softmax`` makes probabilities of them. Losses take the logits themselves, since
e¹⁰⁰⁰ is too large for a float while log softmax is not.

>>> from minitorch import tensor
>>> logits = tensor([[1000.0, 0.0], [0.0, 0.0]], requires_grad=True)
>>> cross_entropy(logits, [0, 1])
tensor(0.3466, grad_fn=Mean)

Predictions and targets have the same shape here. PyTorch's ``mse_loss`` warns and
broadcasts; but (n, 1) against (n,) gives all n² pairs, so here it is an error.
"""

import math
from typing import Any

import numpy as np

from minitorch.backends.arrays import as_array, backend_of
from minitorch.backends.backend import Array
from minitorch.backends.numbers import log, log1p
from minitorch.function import Context
from minitorch.operators import exp, max, relu, sigmoid
from minitorch.passing_on import plain
from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.tensors.arguments import checked_dim
from minitorch.tensors.elementwise import TensorFunction
from minitorch.tensors.tensor import Tensor

# Probabilities


class Softmax(TensorFunction):
    """pᵢ = eˣⁱ / Σⱼ eˣʲ, with the derivative pᵢ (dᵢ - Σⱼ pⱼ dⱼ)"""

    @staticmethod
    def forward(ctx: Context, x: Array, *, dim: int) -> Array:
        # A number taken from all xᵢ cancels. With the largest, no eˣ is too large.
        use = backend_of(x)
        e = use.map(exp, x - use.reduce(max, x, dim, keepdim=True, start=-math.inf))
        p = e / use.sum(e, dim, keepdim=True)
        ctx.save_for_backward(p, dim)
        return p

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        p, dim = ctx.saved_values
        return p * (d_out - backend_of(p).sum(p * d_out, dim, keepdim=True))


class LogSoftmax(TensorFunction):
    """log pᵢ = xᵢ - log Σⱼ eˣʲ, with the derivative dᵢ - pᵢ Σⱼ dⱼ"""

    @staticmethod
    def forward(ctx: Context, x: Array, *, dim: int) -> Array:
        use = backend_of(x)
        x = x - use.reduce(max, x, dim, keepdim=True, start=-math.inf)
        out = x - use.map(log, use.sum(use.map(exp, x), dim, keepdim=True))
        ctx.save_for_backward(out, dim)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        out, dim = ctx.saved_values
        use = backend_of(d_out)
        return d_out - use.map(exp, out) * use.sum(d_out, dim, keepdim=True)


def softmax(x: Any, dim: int) -> Tensor:
    """Return probabilities: numbers above 0 that sum up to 1 along a dimension.

    Raises:
        IndexingError: there is no such dimension.

    >>> softmax([0.0, 1000.0], dim=0)
    tensor([0., 1.])
    """
    logits = Tensor.constant(x, "softmax")
    return Softmax.apply(logits, dim=checked_dim(dim, logits.shape, "softmax"))


def log_softmax(x: Any, dim: int) -> Tensor:
    """Return the logarithm of ``softmax``, also where that is 0 in floats.

    Raises:
        IndexingError: there is no such dimension.

    >>> log_softmax([0.0, 1000.0], dim=0)
    tensor([-1000.,     0.])
    """
    logits = Tensor.constant(x, "log_softmax")
    return LogSoftmax.apply(logits, dim=checked_dim(dim, logits.shape, "log_softmax"))


# Losses of numbers


def mse_loss(prediction: Any, target: Any, reduction: str = "mean") -> Tensor:
    """Return the mean squared error, the mean of (prediction - target)².

    Args:
        prediction: a tensor.
        target: a tensor, an array or a list, of the same shape.
        reduction: "mean", "sum", or "none" for the error of each element.

    Raises:
        ShapeError: the shapes differ.

    >>> mse_loss([1.0, 2.0], [1.0, 4.0])
    tensor(2.)
    """
    prediction, target = pair(prediction, target, "mse_loss")
    return reduced((prediction - target) ** 2, reduction, "mse_loss")


class BinaryCrossEntropy(TensorFunction):
    """-y log σ(x) - (1 - y) log σ(-x), with ∂/∂x = σ(x) - y and ∂/∂y = -x"""

    @staticmethod
    def forward(ctx: Context, x: Array, y: Array) -> Array:
        # The same in another form, in which nothing overflows and no logarithm is of 0.
        use = backend_of(x)
        ctx.save_for_backward(x, use.map(sigmoid, x) - y)
        e = use.map(exp, -abs(x))
        return use.map(relu, x) - x * y + use.map(log1p, e)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        x, slope = ctx.saved_values
        return slope * d_out, -x * d_out


def binary_cross_entropy_with_logits(
    logits: Any, target: Any, reduction: str = "mean"
) -> Tensor:
    """Return the mean of -log(the probability of what is right), for two classes.

    The probability of class 1 is σ(logit). For a target y from 0 to 1 an element's loss
    is -y log σ(x) - (1 - y) log σ(-x).

    Args:
        logits: a tensor.
        target: a tensor, an array or a list of the same shape: 1 for one class, 0 for
            the other, or the probability of the first.
        reduction: "mean", "sum", or "none" for the loss of each element.

    Raises:
        ShapeError: the shapes differ.
        ValueError: a target is below 0 or above 1 (PyTorch computes with it).

    >>> binary_cross_entropy_with_logits([1000.0, 0.0], [0, 1], reduction="none")
    tensor([1.0000e+03, 6.9315e-01])
    """
    where = "binary_cross_entropy_with_logits"
    logits, target = pair(logits, target, where)
    if not ((target >= 0) * (target <= 1)).all():
        raise ValueError(f"{where}: expected targets from 0 to 1, got {target}")
    return reduced(BinaryCrossEntropy.apply(logits, target), reduction, where)


# Losses of classes


class Pick(TensorFunction):
    """The element of each row at which ``chosen`` is 1"""

    @staticmethod
    def forward(ctx: Context, x: Array, *, chosen: Array) -> Array:
        ctx.save_for_backward(chosen)
        # Not chosen * x: log 0 = -∞ may stand beside the one chosen.
        use = backend_of(x)
        return use.sum(use.where(chosen > 0, x, 0.0), 1)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        d = d_out.reshape((-1, 1))
        return backend_of(d).where(ctx.saved_values > 0, d, 0.0)


def nll_loss(log_probs: Any, targets: Any, reduction: str = "mean") -> Tensor:
    """Return the mean of -log_probs[i, targets[i]]: the negative log likelihood.

    Args:
        log_probs: logarithms of probabilities, as ``log_softmax(x, dim=1)`` gives them;
            shape (n, classes).
        targets: for each row the number of its class, from 0; shape (n,).
        reduction: "mean", "sum", or "none" for the loss of each row.

    Raises:
        ShapeError: the shapes are others.
        TypeError: the targets are not whole numbers.
        IndexingError: there is no such class.

    >>> nll_loss([[-0.5, -1.0], [-2.0, -0.25]], [0, 1])
    tensor(0.375)
    """
    log_probs = Tensor.constant(log_probs, "nll_loss")
    chosen = as_array(
        one_hot(targets, log_probs.shape), log_probs.dtype, log_probs.backend
    )
    return reduced(-Pick.apply(log_probs, chosen=chosen), reduction, "nll_loss")


def cross_entropy(logits: Any, targets: Any, reduction: str = "mean") -> Tensor:
    """Return ``nll_loss`` of ``log_softmax``: the loss for logits of several classes.

    Args:
        logits: any numbers; shape (n, classes).
        targets: for each row the number of its class, from 0; shape (n,). PyTorch also
            takes probabilities of shape (n, classes).
        reduction: "mean", "sum", or "none" for the loss of each row.

    Raises:
        ShapeError, TypeError, IndexingError: as for ``nll_loss``.

    >>> cross_entropy([[0.0, 0.0, 0.0, 0.0]], [2])  # log 4
    tensor(1.3863)
    """
    return nll_loss(log_softmax(logits, dim=-1), targets, reduction)


# What can go wrong


def pair(prediction: Any, target: Any, where: str) -> tuple[Tensor, Tensor]:
    """Return predictions and targets as tensors of one shape, dtype and backend.

    Raises:
        ShapeError: their shapes differ.
    """
    prediction, target = Tensor.constant(prediction, where), plain(target)
    if not prediction.is_float:
        prediction = prediction.double()
    if not isinstance(target, Tensor) or not target.is_float:
        target = Tensor(target, dtype=prediction.dtype, backend=prediction.backend)
    if prediction.shape != target.shape:
        raise ShapeError(
            f"{where}: expected predictions and targets of one shape, got "
            f"{prediction.shape} and {target.shape}; use reshape"
        )
    return prediction, target


def one_hot(targets: Any, shape: tuple[int, ...]) -> "np.ndarray[Any, Any]":
    """Return a row for each target, with 1.0 at its class and 0.0 elsewhere.

    Args:
        targets: the numbers of the classes; shape (n,).
        shape: (n, classes).

    >>> one_hot([2, 0], (2, 3)).tolist()
    [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    """
    classes = checked_classes(targets, shape)
    chosen = np.zeros(shape)
    chosen[np.arange(shape[0]), classes] = 1.0
    return chosen


def checked_classes(targets: Any, shape: tuple[int, ...]) -> "np.ndarray[Any, Any]":
    """Return the numbers of classes, one for each row, as whole numbers."""
    numbers = np.asarray(targets.numpy() if isinstance(targets, Tensor) else targets)
    if len(shape) != 2 or numbers.shape != shape[:1]:
        raise ShapeError(
            "nll_loss: expected shapes (n, classes) and, for the targets, (n,), got "
            f"{shape} and {numbers.shape}"
        )
    if numbers.dtype.kind not in "fiu" or (numbers != np.trunc(numbers)).any():
        raise TypeError(f"nll_loss: expected whole numbers as targets, got {numbers}")
    wrong = (numbers < 0) | (numbers >= shape[1])
    if wrong.any():
        raise IndexingError(
            f"nll_loss: expected targets from 0 to {shape[1] - 1}, got "
            f"{numbers[wrong][0]} in row {int(wrong.argmax())}"
        )
    return numbers.astype(int)


def reduced(losses: Tensor, reduction: str, where: str) -> Tensor:
    """Return the mean of losses, their sum, or themselves.

    Raises:
        ValueError: reduction is another word.
    """
    if reduction == "mean":
        return losses.mean()
    if reduction == "sum":
        return losses.sum()
    if reduction == "none":
        return losses
    raise ValueError(
        f"{where}: expected reduction 'mean', 'sum' or 'none', got {reduction!r}"
    )
