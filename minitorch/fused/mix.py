"""The mean of values with the shares of a softmax as one Function: ``nn.attention``."""

from typing import Any

import numpy as np

from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.fused.rows import largest, products, total
from minitorch.tensors.elementwise import TensorFunction


class Mix(TensorFunction):
    """P V with P = softmax(scale · Q Kᵀ + bias)

    For D = ∂loss/∂(P V) it is ∂loss/∂V = Pᵀ D. With S = D Vᵀ, what reaches the scores
    is P (S - Σ P S) · scale, which goes on to Q and K as in any product of matrices.
    """

    @staticmethod
    def forward(
        ctx: Context, q: Array, k: Array, v: Array, *, scale: float, bias: Any
    ) -> Array:
        p = q @ k.mT
        p *= scale
        if bias is not None:
            p += bias
        p -= largest(p)
        np.exp(p, out=p)
        p /= total(p)
        ctx.save_for_backward(q, k, v, p, scale)
        return p @ v

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array, Array]:
        q, k, v, p, scale = ctx.saved_values
        s = d_out @ v.mT
        s -= products(p, s)
        s *= p
        s *= scale
        return s @ k, s.mT @ q, p.mT @ d_out
