"""Functions of numpy's that compute with a derivative when they are given a tensor.

>>> import numpy as np
>>> x = Tensor([1.0, -2.0], requires_grad=True)
>>> np.where(x > 0, x, 0.0)
tensor([1., 0.], grad_fn=Where)

Each takes the arguments that numpy's takes, as far as they are known here; with others,
as ``out=``, the function is refused.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from minitorch.checks import expect
from minitorch.tensors import functions
from minitorch.tensors.creation import cat, stack
from minitorch.tensors.tensor import Tensor


def of(a: Any) -> Tensor:
    """Return numbers as a tensor, and several tensors in a list as one."""
    if isinstance(a, (list, tuple)):
        return stack([of(x) for x in a])
    return Tensor.constant(a, "numpy")


def dot(a: Any, b: Any) -> Tensor:
    """Return the sum of products over the last dimension of a."""
    a, b = of(a), of(b)
    expect(b.dims <= 2, "numpy.dot: at most 2 dimensions, or a @ b", b.shape)
    return a @ b if a.dims and b.dims else a * b


def clip(a: Any, a_min: Any = None, a_max: Any = None, **ends: Any) -> Tensor:
    """Return the elements, none below and none above an end."""
    return of(a).clamp(ends.get("min", a_min), ends.get("max", a_max))


def concatenate(arrays: Sequence[Any], axis: int | None = 0) -> Tensor:
    """Return arrays one after the other along a dimension, or all in a row."""
    parts = [of(a) for a in arrays]
    return cat(parts, axis) if axis is not None else cat([a.flatten() for a in parts])


def cumsum(a: Any, axis: int | None = None) -> Tensor:
    """Return the sums up to each element, along a dimension or of all in a row."""
    return of(a).flatten().cumsum(0) if axis is None else of(a).cumsum(axis)


def transpose(a: Any, axes: Any = None) -> Tensor:
    """Return the dimensions in another order, by default in the opposite one."""
    a = of(a)
    return a.permute(tuple(range(a.dims))[::-1] if axes is None else axes)


def sort(a: Any, axis: int | None = -1) -> Tensor:
    """Return the elements in order, along a dimension or all in a row."""
    a = of(a)
    return (a.flatten().sort(0) if axis is None else a.sort(axis)).values


def reduction(name: str) -> Callable[..., Tensor]:
    """Return the sum, the mean, … along dimensions, by the name of a method."""

    def reduce(a: Any, axis: Any = None, *, keepdims: bool = False) -> Tensor:
        found: Tensor = getattr(of(a), name)(axis, keepdims)
        return found

    return reduce


def around_the_mean(name: str) -> Callable[..., Tensor]:
    """Return the variance or the deviation; numpy divides by n, not by n - 1."""

    def spread(
        a: Any, axis: Any = None, *, ddof: int = 0, keepdims: bool = False
    ) -> Tensor:
        found: Tensor = getattr(of(a), name)(axis, correction=ddof, keepdim=keepdims)
        return found

    return spread


Tensor.numpy_functions = {
    np.where: lambda condition, x, y: functions.where(condition, of(x), of(y)),
    np.dot: dot,
    np.clip: clip,
    np.concatenate: concatenate,
    np.stack: lambda arrays, axis=0: stack([of(a) for a in arrays], axis),
    np.sum: reduction("sum"),
    np.prod: reduction("prod"),
    np.mean: reduction("mean"),
    np.max: reduction("amax"),
    np.amax: reduction("amax"),
    np.min: reduction("amin"),
    np.amin: reduction("amin"),
    np.var: around_the_mean("var"),
    np.std: around_the_mean("std"),
    np.cumsum: cumsum,
    np.sort: sort,
    np.einsum: lambda letters, *arrays: functions.einsum(letters, *map(of, arrays)),
    np.diag: lambda v, k=0: of(v).diag(k),
    np.linalg.norm: lambda x, *, axis=None: of(x).norm(2, axis),
    np.outer: lambda a, b: of(a).flatten().outer(of(b).flatten()),
    np.tril: lambda m, k=0: of(m).tril(k),
    np.triu: lambda m, k=0: of(m).triu(k),
    np.transpose: transpose,
    np.reshape: lambda a, shape: of(a).reshape(shape),
    np.ravel: lambda a: of(a).flatten(),
    np.squeeze: lambda a, axis=None: of(a).squeeze(axis),
    np.expand_dims: lambda a, axis: of(a).unsqueeze(axis),
    np.round: lambda a, decimals=0: of(a).round(decimals=decimals),
}
