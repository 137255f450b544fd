"""Fused Functions: one box in the graph where an expression would leave many.

A neuron with n inputs is b + w₁x₁ + … + wₙxₙ: n products and n sums, 2n Variables. As
one Function it is one Variable, whose ``forward`` runs over plain floats.

>>> from minitorch import Scalar
>>> w, x, b = [Scalar(2.0), Scalar(-1.0)], [Scalar(3.0), Scalar(5.0)], Scalar(0.5)
>>> z = linear(w, x, b)
>>> z, z.history.last_fn.__name__, len(z.parents)
(Scalar(1.5), 'Linear', 5)
>>> z.backward()
>>> [v.derivative for v in [*w, *x, b]]
[3.0, 5.0, 2.0, -1.0, 1.0]
"""

from collections.abc import Sequence

from minitorch.function import Context
from minitorch.scalar import Number, Scalar
from minitorch.scalar_functions import ScalarFunction


class Linear(ScalarFunction):
    """b + w₁x₁ + … + wₙxₙ, of the arguments b, w₁, …, wₙ, x₁, …, xₙ in this order

    The products are added one by one, from the left, as the operators do it. So the
    result is that of the expression to the last digit. (Python's own ``sum`` rounds in
    another way: since 3.12 it makes up for what is lost.)
    """

    @staticmethod
    def forward(ctx: Context, b: float, *values: float) -> float:
        n = len(values) // 2
        ws, xs = values[:n], values[n:]
        if len(xs) != n:
            raise ValueError(
                "Linear: expected a bias, n weights and n inputs, so an odd "
                f"number of arguments, got {1 + len(values)}"
            )
        ctx.save_for_backward(ws, xs)
        z = b
        for w, x in zip(ws, xs):
            z += w * x
        return z

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, ...]:
        ws, xs = ctx.saved_values
        return (d_out, *[x * d_out for x in xs], *[w * d_out for w in ws])


def linear(
    weights: Sequence[Scalar | Number],
    inputs: Sequence[Scalar | Number],
    bias: Scalar | Number,
) -> Scalar:
    """Return bias + Σᵢ weights[i] · inputs[i], computed by one Function.

    Raises:
        ValueError: there are more weights than inputs, or fewer.
        TypeError: one of them is not a number.

    >>> linear([2.0, 3.0], [Scalar(1.0), Scalar(10.0)], 0.5)
    Scalar(32.5)
    """
    if len(weights) != len(inputs):
        raise ValueError(
            f"linear: expected a weight for each input, got {len(weights)} weights "
            f"and {len(inputs)} inputs"
        )
    return Linear.apply(bias, *weights, *inputs)
