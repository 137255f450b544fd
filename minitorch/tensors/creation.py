"""Making tensors.

What is random takes a seed, and then it is the same in every run.
"""

import warnings
from collections.abc import Iterable, Sequence
from numbers import Real
from typing import Any

import numpy as np

from minitorch import devices
from minitorch.autodiff import Variable
from minitorch.passing_on import plain
from minitorch.storage.indexing import IndexingError, ShapeError
from minitorch.tensors.arguments import checked_dim, checked_sizes, whole
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.no_grad import no_grad
from minitorch.tensors.shapes import Cat
from minitorch.tensors.tensor import Tensor
from minitorch.tensors.with_numpy import DerivativeLostError, differentiated


def tensor(
    data: Any,
    requires_grad: bool = False,
    *,
    dtype: Any = None,
    backend: str = "numpy",
    name: str = "",
    device: str = "cpu",
) -> Tensor:
    """Return a Tensor of numbers, lists of numbers, or an array; see Tensor.

    With a dtype of whole numbers, and of bools, it is one of ``tensors.answers``. The
    device is "cpu".

    >>> tensor([[1, 2], [3, 4]]).shape
    (2, 2)
    >>> tensor(0.5, requires_grad=True)
    tensor(0.5, requires_grad=True)
    >>> tensor([2, 0], dtype=int)
    tensor([2, 0])
    """
    devices.device(device)
    options = {"dtype": dtype, "backend": backend, "name": name}
    try:
        return made(data, requires_grad, **options)
    except DerivativeLostError:
        if not requires_grad:
            warn_of_loss()
    with no_grad():
        return made(data, requires_grad, **options)


def made(data: Any, requires_grad: bool, *, dtype: Any, **options: Any) -> Tensor:
    """Return a Tensor, of the kind that a dtype or the data ask for.

    Raises:
        DerivativeLostError: the data is a tensor that has a derivative, or holds one.
    """
    if not isinstance(data, (list, tuple)) and differentiated(data):
        raise DerivativeLostError
    kind = kind_of(data) if dtype is None else np.dtype(dtype).kind
    if kind in ("i", "u", "b") and not requires_grad:
        found: Any = Tensor(data, **options)
        return found.bool() if kind == "b" else found.long()
    return Tensor(data, requires_grad, dtype=dtype, **options)


def kind_of(data: Any) -> str:
    """Return "b" for bools, which make a mask, and "" for all else.

    >>> kind_of([[True, False]]), kind_of([True, 2.0]), kind_of([1, 2])
    ('b', '', '')
    """
    first = first_of(data)
    if isinstance(first, (bool, np.bool_, np.ndarray)):
        return "b" if np.asarray(data).dtype.kind == "b" else ""
    return "b" if getattr(data, "is_mask", False) else ""


def warn_of_loss() -> None:
    """Warn of derivatives that are lost where a constant is made of tensors."""
    warnings.warn(
        "a tensor that is made of others is a constant, and their derivatives are "
        "lost; stack([…]) keeps them, and detach() says that none are wanted",
        stacklevel=3,
    )


def first_of(data: Any) -> Any:
    """Return the first element of lists of lists of …."""
    while isinstance(data, (list, tuple)) and data:
        data = data[0]
    return data


def zeros(*shape: Any, **options: Any) -> Tensor:
    """Return a tensor of zeros.

    Args:
        shape: the sizes, one by one or as a tuple.
        options: those of ``tensor``.

    >>> zeros(2, 3).tolist()
    [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    return tensor(np.zeros(checked_sizes(shape)), **options)


def ones(*shape: Any, **options: Any) -> Tensor:
    """Return a tensor of ones.

    >>> ones(3)
    tensor([1., 1., 1.])
    """
    return tensor(np.ones(checked_sizes(shape)), **options)


def full(shape: int | Sequence[int], value: float, **options: Any) -> Tensor:
    """Return a tensor that holds one value everywhere.

    Raises:
        TypeError: the value is not a number, or has a derivative that would be lost.

    >>> full((2,), 0.5)
    tensor([0.5, 0.5])
    """
    if not isinstance(value, Real | Variable):
        raise TypeError(f"full: expected a number, got {value!r}")
    if differentiated(value):
        raise TypeError(
            f"full: expected a number without a derivative, got {value!r}; write "
            "ones(shape) * x to keep it, or x.item() if only the number is wanted"
        )
    return tensor(np.full(checked_sizes((shape,)), float(value)), **options)


def arange(
    start: float, end: float | None = None, step: float = 1.0, **options: Any
) -> Tensor:
    """Return start, start + step, … below end; with one number, 0, 1, … below it.

    Raises:
        ValueError: step is 0.

    >>> arange(3), arange(1, 2, 0.25)
    (tensor([0., 1., 2.]), tensor([1.  , 1.25, 1.5 , 1.75]))
    """
    if not all(isinstance(n, Real) for n in (start, end or 0.0, step)):
        raise TypeError(f"arange: expected numbers, got {(start, end, step)}")
    if step == 0:
        raise ValueError("arange: expected a step other than 0")
    first, last = (0.0, start) if end is None else (start, end)
    return tensor(np.arange(first, last, step, dtype=np.float64), **options)


def rand(
    *shape: Any, seed: Seed = None, generator: Seed = None, **options: Any
) -> Tensor:
    """Return numbers drawn evenly from 0 to 1.

    Args:
        shape: the sizes, one by one or as a tuple.
        seed: a whole number, which always gives the same numbers; a generator, which
            goes on; or None, for the generator that ``manual_seed`` sets.
        generator: PyTorch's name for a seed that is a generator.
        options: those of ``tensor``.

    >>> bool((rand(2, 3, seed=1) == rand(2, 3, seed=1)).all())
    True
    """
    numbers = generator_of(seed, generator).random(checked_sizes(shape))
    return tensor(numbers, **options)


def randn(
    *shape: Any, seed: Seed = None, generator: Seed = None, **options: Any
) -> Tensor:
    """Return numbers from the normal distribution of mean 0 and variance 1.

    >>> randn(2, 3, seed=1).shape
    (2, 3)
    """
    numbers = generator_of(seed, generator).standard_normal(checked_sizes(shape))
    return tensor(numbers, **options)


def cat(tensors: Iterable[Tensor], dim: int = 0) -> Tensor:
    """Return tensors one after the other along a dimension.

    Raises:
        ValueError: there are none.
        ShapeError: they differ in another dimension.

    >>> cat([ones(1, 2), zeros(2, 2)]).tolist()
    [[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]
    """
    tensors = _several(tensors, "cat")
    first = tensors[0]
    dim = checked_dim(dim, first.shape, "cat")
    for i, other in enumerate(tensors):
        rest = [s[:dim] + s[dim + 1 :] for s in (first.shape, other.shape)]
        if rest[0] != rest[1] or other.dims != first.dims:
            raise ShapeError(
                f"cat: expected shapes that differ in dimension {dim} only, got "
                f"{first.shape} and, as number {i}, {other.shape}"
            )
    return _of_their_kind(Cat.apply(*tensors, dim=dim), tensors)


def stack(tensors: Iterable[Tensor], dim: int = 0) -> Tensor:
    """Return tensors of one shape side by side along a new dimension.

    Raises:
        ValueError: there are none.
        ShapeError: their shapes differ.

    >>> stack([ones(2), zeros(2)], dim=1).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    tensors = _several(tensors, "stack")
    first, n = tensors[0], whole(dim)
    for i, other in enumerate(tensors):
        if other.shape != first.shape:
            raise ShapeError(
                f"stack: expected tensors of one shape, got {first.shape} and, as "
                f"number {i}, {other.shape}"
            )
    if n is None or not -first.dims - 1 <= n <= first.dims:
        raise IndexingError(
            f"stack: expected a dimension up to {first.dims}, got {dim!r}"
        )
    at = n % (first.dims + 1)
    shape = (*first.shape[:at], 1, *first.shape[at:])
    joined = Cat.apply(*[t.reshape(shape) for t in tensors], dim=at)
    return _of_their_kind(joined, tensors)


def _of_their_kind(joined: Tensor, tensors: list[Tensor]) -> Tensor:
    for kind in (Tensor.whole, Tensor.mask):
        if all(isinstance(t, kind) for t in tensors):
            return kind.make(joined.data, inputs=None)
    return joined


def _several(tensors: Iterable[Tensor], where: str) -> list[Tensor]:
    if isinstance(tensors, Variable):
        raise TypeError(f"{where}: expected a list of tensors, got {tensors!r}")
    found = list(map(plain, tensors))
    if not found:
        raise ValueError(f"{where}: expected at least one tensor, got none")
    for t in found:
        if not isinstance(t, Tensor):
            raise TypeError(f"{where}: expected tensors, got {t!r}")
    return found
