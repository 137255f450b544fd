"""Numerical derivatives: measured from nearby values, without looking inside.

They need nothing but the function itself, and so they can check every other way of
finding a derivative.
"""

import math
from collections.abc import Callable
from typing import Any

from minitorch.scalar import Number, Scalar


def central_difference(
    f: Callable[..., Any], *vals: Any, arg: int = 0, epsilon: float = 1e-6
) -> Any:
    """Approximate the derivative of f with respect to one of its arguments.

    f'(x) ≈ (f(x + ε) - f(x - ε)) / 2ε, all other arguments held fixed. The error falls
    with ε² until rounding takes over, which for ordinary functions is near ε = 10⁻⁵.

    Args:
        f: a function of len(vals) numbers that returns a number.
        vals: the point at which the derivative is wanted.
        arg: which argument is moved, counted from 0.
        epsilon: how far it is moved to either side.

    Raises:
        IndexError: arg is not one of 0 to len(vals) - 1.
        ValueError: epsilon is not a positive, finite number.

    >>> round(central_difference(lambda x: x * x, 3.0), 6)
    6.0
    >>> round(central_difference(lambda x, y: x * y, 3.0, 5.0, arg=1), 6)
    3.0
    """
    if not 0 <= arg < len(vals):
        raise IndexError(
            f"central_difference: expected arg from 0 to {len(vals) - 1}, "
            f"for the {len(vals)} values given, got {arg}"
        )
    if not 0 < epsilon < math.inf:
        raise ValueError(
            f"central_difference: expected a positive epsilon, got {epsilon!r}"
        )
    above, below = list(vals), list(vals)
    above[arg] = vals[arg] + epsilon
    below[arg] = vals[arg] - epsilon
    return (f(*above) - f(*below)) / (2 * epsilon)


def derivative_check(
    f: Callable[..., Scalar], *scalars: Scalar | Number, tolerance: float = 1e-4
) -> None:
    """Check the derivatives that backpropagation gives against central differences.

    The two must agree within ``tolerance * max(1, abs(derivative))`` for every
    argument. The check works on copies: the scalars themselves are left as they are.

    Args:
        f: a function of Scalars that returns a Scalar.
        scalars: the point at which it is differentiated.
        tolerance: how far the two may lie apart.

    Raises:
        AssertionError: they do not agree; the message says where.
        TypeError: f does not return a Scalar.

    >>> derivative_check(lambda x, y: x * y + x.exp(), 2.0, 3.0)
    """
    values = [Scalar.constant(s, "derivative_check").data for s in scalars]
    leaves = [Scalar(v) for v in values]
    result = f(*leaves)
    if not isinstance(result, Scalar):
        raise TypeError(
            f"derivative_check: expected f to return a Scalar, got {result!r}"
        )
    if not result.is_constant():
        result.backward()
    for i, leaf in enumerate(leaves):
        estimate = central_difference(f, *[Scalar(v) for v in values], arg=i)
        near = Scalar.constant(estimate, "derivative_check").data
        found = leaf.derivative or 0.0
        if not abs(found - near) <= tolerance * max(1.0, abs(near)):
            raise AssertionError(
                f"derivative_check: argument {i} at {tuple(values)}: backward gives "
                f"{found:.6g}, the central difference {near:.6g}"
            )
