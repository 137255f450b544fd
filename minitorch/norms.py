"""Normalisation: rows of numbers brought to one size, each row by itself.

Deep models learn faster where numbers keep their size from layer to layer. A row is
divided by how large its numbers are; then each place has a weight with which it may
become larger or smaller again.
"""

import math
from typing import Any

import numpy as np

from minitorch.fused.normalised import Normalised
from minitorch.nn_module import Module, Parameter
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.arguments import checked_sizes
from minitorch.tensors.creation import ones, zeros
from minitorch.tensors.tensor import Tensor


class LayerNorm(Module):
    """(x - mean) / √(variance + eps), for each example by itself; then w · it + b.

    Args:
        normalized_shape: the last size of the input, or the last sizes in a tuple.
        eps: keeps the division from being one by 0.
        elementwise_affine: whether w is there.
        bias: whether b is there, too.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    >>> from minitorch import tensor
    >>> LayerNorm(2)(tensor([[1.0, 3.0], [0.0, 200.0]])).numpy().round(3).tolist()
    [[-1.0, 1.0], [-1.0, 1.0]]
    """

    def __init__(
        self,
        normalized_shape: Any,
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        **options: Any,
    ) -> None:
        super().__init__()
        self.normalized_shape, self.eps = checked_sizes((normalized_shape,)), eps
        shape, there = self.normalized_shape, elementwise_affine
        self.weight = Parameter(ones(shape, **options), "weight") if there else None
        there = there and bias
        self.bias = Parameter(zeros(shape, **options), "bias") if there else None

    def forward(self, x: Tensor) -> Tensor:
        """Return x with the mean b and the standard deviation w."""
        return layer_norm(x, self.normalized_shape, self.weight, self.bias, self.eps)


class RMSNorm(Module):
    """x / √(mean of x² + eps), for each example by itself; then w · it.

    It leaves out what LayerNorm does about the mean, and large models do as well.

    Args:
        normalized_shape: the last size of the input, or the last sizes in a tuple.
        eps: keeps the division from being one by 0; None for the smallest step
            between numbers around 1, 2·10⁻¹⁶ in float64.
        elementwise_affine: whether w is there.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    >>> from minitorch import tensor
    >>> RMSNorm(2)(tensor([[3.0, 4.0], [0.0, 200.0]])).numpy().round(3).tolist()
    [[0.849, 1.131], [0.0, 1.414]]
    """

    def __init__(
        self,
        normalized_shape: Any,
        eps: float | None = None,
        elementwise_affine: bool = True,
        **options: Any,
    ) -> None:
        super().__init__()
        self.normalized_shape, self.eps = checked_sizes((normalized_shape,)), eps
        weight = ones(self.normalized_shape, **options)
        self.weight = Parameter(weight, "weight") if elementwise_affine else None

    def forward(self, x: Tensor) -> Tensor:
        """Return x with the mean square w²."""
        return rms_norm(x, self.normalized_shape, self.weight, self.eps)


def layer_norm(
    x: Tensor,
    normalized_shape: Any,
    weight: Any = None,
    bias: Any = None,
    eps: float = 1e-5,
) -> Tensor:
    """Return (x - mean) / √(variance + eps) over the last sizes, times weight + bias.

    Raises:
        ShapeError: the last sizes are others.
    """
    dims = last_dims(x, normalized_shape, "layer_norm")
    if x.backend == "numpy":  # the same at once
        result = normalised(x, dims, eps, centred=True)
    else:
        off = x - x.mean(dims, keepdim=True)
        result = off / ((off * off).mean(dims, keepdim=True) + eps).sqrt()
    result = result if weight is None else result * weight
    return result if bias is None else result + bias


def rms_norm(
    x: Tensor, normalized_shape: Any, weight: Any = None, eps: float | None = None
) -> Tensor:
    """Return x / √(mean of x² + eps) over the last sizes, times weight.

    Raises:
        ShapeError: the last sizes are others.
    """
    dims = last_dims(x, normalized_shape, "rms_norm")
    eps = float(np.finfo(x.dtype).eps) if eps is None else eps
    if x.backend == "numpy":  # the same at once
        result = normalised(x, dims, eps, centred=False)
    else:
        result = x / ((x * x).mean(dims, keepdim=True) + eps).sqrt()
    return result if weight is None else result * weight


def normalised(
    x: Tensor, dims: tuple[int, ...], eps: float, *, centred: bool
) -> Tensor:
    """Return what one Function makes of rows that have several dimensions."""
    n = math.prod(x.shape[d] for d in dims)
    result: Tensor = Normalised.apply(x, n=n, eps=eps, centred=centred)
    return result


def last_dims(x: Tensor, normalized_shape: Any, where: str) -> tuple[int, ...]:
    """Return the dimensions that have these sizes, counted from the end.

    Raises:
        ShapeError: the last sizes are others.
    """
    shape = checked_sizes((normalized_shape,))
    if not shape or 0 in shape or x.shape[-len(shape) :] != shape:
        raise ShapeError(
            f"{where}: expected last sizes {shape}, none of them 0, got {x.shape}"
        )
    return tuple(range(-len(shape), 0))
