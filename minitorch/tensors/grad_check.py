"""Gradients of tensors against central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from minitorch.inspect.numerical import central_difference
from minitorch.tensors.creation import rand
from minitorch.tensors.tensor import Tensor


def grad_central_difference(
    f: Callable[..., Tensor],
    *tensors: Tensor,
    arg: int = 0,
    epsilon: float = 1e-6,
    ind: Any,
) -> float:
    """Approximate the derivative of Σ f with respect to one element of a tensor.

    The differences are taken element by element, and then summed up: so those that do
    not change bring no rounding errors of their own.

    Args:
        f: a function of tensors that returns a tensor.
        tensors: the point at which it is differentiated.
        arg: which tensor is moved, counted from 0.
        epsilon: how far the element is moved to either side.
        ind: the index of the element.

    Raises:
        IndexError: there is no such tensor, or no such element.
        ValueError: epsilon is not a positive, finite number.

    >>> x = rand(2, 3, seed=1)
    >>> round(grad_central_difference(lambda x: x * 4.0, x, ind=(1, 2)), 6)
    4.0
    """
    if not 0 <= arg < len(tensors):
        raise IndexError(
            f"grad_central_difference: expected arg from 0 to {len(tensors) - 1}, for "
            f"the {len(tensors)} tensors given, got {arg}"
        )
    here = tensors[arg][ind].item()

    def moved(x: float) -> "np.ndarray[Any, Any]":
        values = [np.asarray(t.data) for t in tensors]
        values[arg] = np.array(values[arg])
        values[arg][ind] = x
        leaves = [
            Tensor(v, requires_grad=True, backend=t.backend)
            for v, t in zip(values, tensors, strict=True)
        ]
        return np.asarray(f(*leaves).data)

    return float(np.sum(central_difference(moved, here, epsilon=epsilon)))


def grad_check(
    f: Callable[..., Tensor],
    *tensors: Tensor,
    epsilon: float = 1e-6,
    tolerance: float = 1e-5,
) -> None:
    """Check the gradients that backward gives against central differences.

    The result may have any shape. Each of its elements gets a random weight, and what
    is differentiated is the sum L = Σ wᵢ f(…)ᵢ, so that elements which have changed
    places are noticed. Every element of every tensor is moved by ε to either side. The
    check works on copies: the tensors themselves are left as they are.

    Args:
        f: a function of tensors that returns a tensor.
        tensors: the point at which it is differentiated; float64.
        epsilon: how far each element is moved to either side.
        tolerance: how far the two may lie apart, times ∂L/∂x where that is large.

    Raises:
        AssertionError: they do not agree; the message says where.

    >>> grad_check(lambda x, y: (x @ y).relu(), rand(2, 3, seed=1), rand(3, seed=2))
    """
    leaves = [Tensor(t, requires_grad=True, backend=t.backend) for t in tensors]
    result = f(*leaves)
    weights = rand(result.shape, seed=0).numpy() + 0.5
    if result.requires_grad:
        result.backward(weights)

    def weighted(*moved: Tensor) -> Tensor:
        return f(*moved) * weights

    for i, leaf in enumerate(leaves):
        found = np.zeros(leaf.shape) if leaf.grad is None else np.asarray(leaf.grad)
        for index in np.ndindex(leaf.shape):
            near = grad_central_difference(
                weighted, *leaves, arg=i, epsilon=epsilon, ind=index
            )
            if not abs(found[index] - near) <= tolerance * max(1.0, abs(near)):
                raise AssertionError(
                    f"grad_check: argument {i} at {list(index)}: backward gives "
                    f"{found[index]:.6g}, the central difference {near:.6g}"
                )
