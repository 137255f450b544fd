"""x Wᵀ + b of rows in several dimensions, as one Function; see ``nn.Linear``."""

from minitorch.backends.backend import Array
from minitorch.function import Context
from minitorch.fused.rows import flat
from minitorch.tensors.elementwise import TensorFunction


class Affine(TensorFunction):
    """y = x Wᵀ + b, or without b

    With D = ∂loss/∂y it is ∂loss/∂x = D W, ∂loss/∂W = Dᵀ x and ∂loss/∂b the sum of
    D's rows. All rows make one matrix, in which there is one product of matrices to
    compute and not one for each example, and no sum over examples.
    """

    @staticmethod
    def forward(ctx: Context, x: Array, weight: Array, *bias: Array) -> Array:
        rows = flat(x)
        y = rows @ weight.T
        for b in bias:
            y += b
        ctx.save_for_backward(x, rows, weight, len(bias))
        return y.reshape(*x.shape[:-1], len(weight))

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, ...]:
        x, rows, weight, count = ctx.saved_values
        d = flat(d_out)
        d_bias = (d.sum(0),) if count else ()
        return (d @ weight).reshape(x.shape), d.T @ rows, *d_bias
