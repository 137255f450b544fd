"""Functions of tensors, element by element.

Forward and backward see arrays, of whichever backend. They compute with Python's
operators, and ask the backend of an array for all else: ``backend_of(a).map(exp, a)``
is eˣ of each number, by compiled loops or by plain ones. Where the inputs were
broadcast, backward may return derivatives in the shape of the result; ``Tensor.fit``
then sums them up to the shape of each input.
"""

import math
from typing import Any

import numpy as np

from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array
from minitorch.backends.numbers import log, power, sign, sqrt
from minitorch.function import Context, Function
from minitorch.operators import exp, relu, relu_back, sigmoid
from minitorch.storage.indexing import shape_broadcast


class TensorFunction(Function):
    """A function of tensors; see Function for what a subclass brings.

    Its forward and backward work on arrays. Keyword arguments are its settings.

    >>> from minitorch import tensor
    >>> class Cube(TensorFunction):
    ...     @staticmethod
    ...     def forward(ctx, a):
    ...         ctx.save_for_backward(a)
    ...         return a**3
    ...
    ...     @staticmethod
    ...     def backward(ctx, d_out):
    ...         return 3 * ctx.saved_values**2 * d_out
    >>> x = tensor([1.0, 2.0], requires_grad=True)
    >>> Cube.apply(x).sum().backward()
    >>> x.grad
    tensor([ 3., 12.])
    """

    @classmethod
    @np.errstate(all="ignore")
    def apply(cls, *values: Any, **settings: Any) -> Any:
        """Compute, and remember how; what is infinite or NaN gives no warning."""
        if len(values) == 2:
            values = alike(*values)
        try:
            return super().apply(*values, **settings)
        except AttributeError as error:
            if "ndarray" in str(error):
                error.add_note("forward gets arrays, not tensors: write np.exp(x).")
            raise


def alike(a: Any, b: Any) -> tuple[Any, Any]:
    """Return two tensors, one without dimensions in the dtype of the other, as PyTorch.

    So it is with whole numbers and masks beside floats, whichever has dimensions.
    Anything but tensors is returned as it is.
    """
    try:
        if a.data.dtype is b.data.dtype:
            return a, b
    except AttributeError:
        return a, b
    first, second = ((x.is_float, x.dims > 0) for x in (a, b))
    if first > second and a.is_float:
        return a, b.type(a.dtype)
    if first < second and b.is_float:
        return a.type(b.dtype), b
    return a, b


class Zip(TensorFunction):
    """A function of pairs of elements, whose inputs are broadcast to one shape."""

    @staticmethod
    def check_inputs(*data: Array) -> None:
        """Raise a ShapeError if the shapes cannot be broadcast."""
        shape_broadcast(data[0].shape, data[1].shape)


# Arithmetic


class Add(Zip):
    """a + b"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        return a + b

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        return d_out, d_out


class Sub(Zip):
    """a - b"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        return a - b

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        return d_out, -d_out


class Mul(Zip):
    """a · b"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        a, b = ctx.saved_values
        times = backend_of(d_out).sum_of_products
        return times(b, d_out, a.shape), times(a, d_out, b.shape)


class Div(Zip):
    """a / b"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        out = a / b
        ctx.save_for_backward(b, out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        b, out = ctx.saved_values
        d_a = d_out / b
        return d_a, -out * d_a


class Neg(TensorFunction):
    """-a"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        return -a

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return -d_out


# Powers


class Power(TensorFunction):
    """aⁿ for a plain number n, with the derivative n · aⁿ⁻¹"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, n: float) -> Array:
        ctx.save_for_backward(a, n)
        return a**n if n % 1 == 0 else backend_of(a).zip(power, a, n)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        a, n = ctx.saved_values
        if n == 0:  # not 0 · d, which is NaN where d is infinite
            return backend_of(d_out).array(np.zeros(d_out.shape), d_out.dtype)
        return n * a ** (n - 1) * d_out


class Pow(Zip):
    """aᵇ for two tensors; where a is negative, ∂/∂b does not exist (NaN)"""

    @staticmethod
    def forward(ctx: Context, a: Array, b: Array) -> Array:
        out = backend_of(a, b).zip(power, a, b)
        ctx.save_for_backward(a, b, out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> tuple[Array, Array]:
        a, b, out = ctx.saved_values
        use = backend_of(d_out)
        d_a = use.where(b == 0, 0.0, b * a ** use.where(b == 0, 1.0, b - 1) * d_out)
        log_a = use.map(log, use.where(a > 0, a, 1.0))
        log_0 = use.where(b < 0, -math.inf, 0.0)  # 0ᵇ is 0, or ∞ where b is negative
        log_a = use.where(a == 0, log_0, use.where(a < 0, math.nan, log_a))
        d_b = out * log_a * d_out
        return d_a, d_b


class Sqrt(TensorFunction):
    """√a, with the derivative 1 / (2√a)"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        out = backend_of(a).map(sqrt, a)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return d_out / (2.0 * ctx.saved_values)


class Abs(TensorFunction):
    """abs(a), with the derivative 0 at the corner a = 0"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        ctx.save_for_backward(a)
        return abs(a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).map(sign, ctx.saved_values) * d_out


# Exponentials and what neurons do


class Exp(TensorFunction):
    """eᵃ, its own derivative"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        out = backend_of(a).map(exp, a)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return ctx.saved_values * d_out


class Log(TensorFunction):
    """log a; of 0 it is -∞, as in numpy and PyTorch, and a negative number raises"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        ctx.save_for_backward(a)
        return backend_of(a).map(log, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return d_out / ctx.saved_values


class Sigmoid(TensorFunction):
    """σ(a) = 1 / (1 + e⁻ᵃ), with the derivative σ(a) (1 - σ(a))"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        out = backend_of(a).map(sigmoid, a)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        out = ctx.saved_values
        return out * (1.0 - out) * d_out


class Tanh(TensorFunction):
    """tanh a, with the derivative 1 - tanh² a"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        out = backend_of(a).map(math.tanh, a)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        out = ctx.saved_values
        return (1.0 - out * out) * d_out


class ReLU(TensorFunction):
    """a where it is positive, else 0"""

    @staticmethod
    def forward(ctx: Context, a: Array) -> Array:
        ctx.save_for_backward(a)
        return backend_of(a).map(relu, a)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return backend_of(d_out).zip(relu_back, ctx.saved_values, d_out)
