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
from minitorch.tensors.with_numpy import LostError, differentiated


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
    except LostError:
        if not requires_grad:
            warn_of_loss()
    with no_grad():
        return made(data, requires_grad, **options)


def made(data: Any, requires_grad: bool, *, dtype: Any, **options: Any) -> Tensor:
    """Return a Tensor, of the kind that a dtype or the data ask for.

    Raises:
        LostError: the data is a tensor that has a derivative, or holds one.
    """
    if not isinstance(data, (list, tuple)) and differentiated(data):
        raise LostError
    kind = kind_of(data) if dtype is None else np.dtype(dtype).kind
    if kind in ("i", "u", "b") and not requires_grad:
        found: Any = Tensor(data, **options)
        return found.bool() if kind == "b" else found.long()
    return Tensor(data, requires_grad, dtype=dtype, **options)


def kind_of(data: Any) -> str:
    """Return "b" for bools, which make a mask, "i" for tensors of whole numbers, or "".

    >>> kind_of([[True, False]]), kind_of([True, 2.0]), kind_of([1, 2])
    ('b', '', '')
    """
    if isinstance(data, (list, tuple)):  # which most often hold what is of no kind
        first = first_of(data)
        kind = "" if isinstance(first, (list, tuple)) else kind_of(first)
        return kind if kind and {kind_of(x) for x in data} == {kind} else ""
    kind = "b" if isinstance(data, bool) else ""
    kind = getattr(getattr(data, "dtype", None), "kind", kind)
    return kind if kind == "b" or (kind == "i" and isinstance(data, Tensor)) else ""


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
    """Return a tensor that holds one value everywhere: a bool makes a mask.

    Raises:
        TypeError: the value is not a number, or has a derivative that would be lost.

    >>> full((2,), 0.5), full((2,), 3)
    (tensor([0.5, 0.5]), tensor([3, 3]))
    """
    if not isinstance(value, Real | Variable):
        raise TypeError(f"full: expected a number, got {value!r}")
    if differentiated(value):
        raise TypeError(
            f"full: expected a number without a derivative, got {value!r}; write "
            "ones(shape) * x to keep it, or x.item() if only the number is wanted"
        )
    value = value if isinstance(value, Real) else value.item()
    numbers = np.full(checked_sizes((shape,)), value, float)
    return tensor(numbers, **kept_whole(options, value))


def kept_whole(options: dict[str, Any], *numbers: Any) -> dict[str, Any]:
    """Return options in which bools ask for a mask, and whole numbers stay whole.

    Another dtype may be asked for, and what receives a derivative is of floats.

    >>> kept_whole({}, 2, 3), kept_whole({}, 2, 3.0)
    ({'dtype': <class 'int'>}, {})
    """
    kind = np.result_type(*map(type, numbers)).kind
    if kind not in "iub" or options.get("requires_grad"):
        return options
    return {**options, "dtype": options.get("dtype") or (bool if kind == "b" else int)}


def arange(
    start: float, end: float | None = None, step: float = 1, **options: Any
) -> Tensor:
    """Return start, start + step, … below end; with one number, 0, 1, … below it.

    Of whole numbers they are whole.

    Raises:
        ValueError: step is 0.

    >>> arange(3), arange(1, 2, 0.25)
    (tensor([0, 1, 2]), tensor([1.  , 1.25, 1.5 , 1.75]))
    """
    if not all(isinstance(n, Real) for n in (start, end or 0.0, step)):
        raise TypeError(f"arange: expected numbers, got {(start, end, step)}")
    if step == 0:
        raise ValueError("arange: expected a step other than 0")
    first, last = (0, start) if end is None else (start, end)
    numbers = np.arange(first, last, step, dtype=np.float64)
    return tensor(numbers, **kept_whole(options, first, last, step))


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
    return tensor(numbers, **fractions(options))


def randn(
    *shape: Any, seed: Seed = None, generator: Seed = None, **options: Any
) -> Tensor:
    """Return numbers from the normal distribution of mean 0 and variance 1.

    >>> randn(2, 3, seed=1).shape
    (2, 3)
    """
    numbers = generator_of(seed, generator).standard_normal(checked_sizes(shape))
    return tensor(numbers, **fractions(options))


def fractions(options: dict[str, Any]) -> dict[str, Any]:
    """Return options for fractions, of which no dtype of whole numbers would be left.

    Raises:
        TypeError: there is such a dtype.
    """
    dtype = np.dtype(options.get("dtype"))
    if dtype.kind in "iub":
        raise TypeError(
            f"expected dtype float64 or float32 for random fractions, got {dtype}; for "
            "whole numbers there is randint"
        )
    return options


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
    return joined(tensors, dim)


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
    return joined([t.reshape(shape) for t in tensors], at)


def joined(tensors: list[Tensor], dim: int) -> Tensor:
    """Return tensors as one, in the dtype that has the numbers of all."""
    floats = [t.dtype for t in tensors if t.is_float]
    if floats:
        dtype = np.result_type(*floats)
        tensors = [t.type(dtype) for t in tensors]
    found: Tensor = Cat.apply(*tensors, dim=dim)
    return found


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
