"""Functions of tensors that make many elements one: sums, means, largest, smallest.

``dim`` says along which dimensions: None for all, a number, or several in a tuple.
``keepdim`` keeps them with the size 1.
"""

from math import prod

from minitorch import operators
from minitorch.backends import numbers
from minitorch.backends.arrays import backend_of
from minitorch.backends.backend import Array, Dim
from minitorch.function import Context
from minitorch.tensors.elementwise import TensorFunction


def spread(a: Array, shape: tuple[int, ...], dim: Dim, keepdim: bool) -> Array:
    """Return what a reduction left, repeated along the dimensions that it removed.

    Args:
        a: the result of a reduction.
        shape: the shape before it.
        dim: the dimensions that were reduced: None for all, a number, or several in a
            tuple; negative ones are counted from the end.
        keepdim: whether they were kept with the size 1.

    Returns:
        An array of that shape; it may be a view in which numbers are repeated.
    """
    if not keepdim and dim is not None:
        dims = dim if isinstance(dim, tuple) else (dim,)
        gone = {d % len(shape) for d in dims}
        kept = [1 if i in gone else n for i, n in enumerate(shape)]
        a = a.reshape(kept)
    return backend_of(a).broadcast_to(a, shape)


class Sum(TensorFunction):
    """Σ a: each element's derivative is 1"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: Dim, keepdim: bool) -> Array:
        ctx.save_for_backward(a.shape, dim, keepdim)
        return backend_of(a).sum(a, dim, keepdim)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        return spread(d_out, *ctx.saved_values)


class Mean(TensorFunction):
    """Σ a / n: each element's derivative is 1 / n"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: Dim, keepdim: bool) -> Array:
        ctx.save_for_backward(a.shape, dim, keepdim)
        return backend_of(a).sum(a, dim, keepdim) / count(a.shape, dim)

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        shape, dim, keepdim = ctx.saved_values
        return spread(d_out / count(shape, dim), shape, dim, keepdim)


class Extreme(TensorFunction):
    """What Max and Min have in common: the elements chosen share the derivative."""

    @staticmethod
    def backward(ctx: Context, d_out: Array) -> Array:
        a, out, dim, keepdim = ctx.saved_values
        use = backend_of(a)
        # A NaN is chosen, and is equal to nothing.
        chosen = (a == spread(out, a.shape, dim, keepdim)) * 1.0 + (a != a) * 1.0
        d_each = d_out / use.sum(chosen, dim, keepdim)
        return use.where(chosen, spread(d_each, a.shape, dim, keepdim), 0.0)

    @staticmethod
    def check_inputs(*data: Array) -> None:
        """Raise a ValueError that says that there are no elements to choose from."""
        (a,) = data
        if 0 in a.shape:
            raise ValueError(f"expected at least one element, got shape {a.shape}")


class Max(Extreme):
    """The largest element; where several are, they share the derivative"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: Dim, keepdim: bool) -> Array:
        out = backend_of(a).reduce(operators.max, a, dim, keepdim)
        ctx.save_for_backward(a, out, dim, keepdim)
        return out


class Min(Extreme):
    """The smallest element; where several are, they share the derivative"""

    @staticmethod
    def forward(ctx: Context, a: Array, *, dim: Dim, keepdim: bool) -> Array:
        out = backend_of(a).reduce(numbers.min, a, dim, keepdim)
        ctx.save_for_backward(a, out, dim, keepdim)
        return out


def count(shape: tuple[int, ...], dim: Dim) -> int:
    """Return how many elements become one.

    Args:
        shape: before the reduction.
        dim: the dimensions that are reduced.

    Raises:
        ValueError: none do, so they have no mean.

    >>> count((2, 3, 4), (0, -1)), count((2, 3), None)
    (8, 6)
    """
    dims = tuple(range(len(shape))) if dim is None else dim
    n = prod(shape[d] for d in (dims if isinstance(dims, tuple) else (dims,)))
    if n == 0:
        raise ValueError(f"Mean: expected elements, got shape {shape}")
    return n
