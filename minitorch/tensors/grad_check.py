"""Gradients of tensors against central differences."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from minitorch.inspect.numerical import central_difference
from minitorch.tensors.creation import rand
from minitorch.tensors.tensor import Tensor


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
    values = [np.array(t.numpy()) for t in tensors]

    def leaves() -> list[Tensor]:
        return [
            Tensor(v, requires_grad=True, backend=t.backend)
            for v, t in zip(values, tensors, strict=True)
        ]

    first = leaves()
    result = f(*first)
    weights = rand(result.shape, seed=0).numpy() + 0.5
    if result.requires_grad:
        result.backward(weights)

    def moved(value: "np.ndarray[Any, Any]", index: tuple[int, ...], x: float) -> float:
        value[index] = x
        return float((f(*leaves()).numpy() * weights).sum())

    for i, (leaf, value) in enumerate(zip(first, values, strict=True)):
        found = np.zeros(value.shape) if leaf.grad is None else np.asarray(leaf.grad)
        for index in np.ndindex(value.shape):
            here = value[index]
            near = central_difference(
                partial(moved, value, index), here, epsilon=epsilon
            )
            value[index] = here
            if not abs(found[index] - near) <= tolerance * max(1.0, abs(near)):
                raise AssertionError(
                    f"grad_check: argument {i} at {list(index)}: backward gives "
                    f"{found[index]:.6g}, the central difference {near:.6g}"
                )
