"""The functions of the package: ``minitorch.exp(x)`` is ``x.exp()``, and so on."""

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from minitorch import operators
from minitorch.autodiff import Variable
from minitorch.checks import expect
from minitorch.passing_on import plain
from minitorch.tensors.arguments import flat
from minitorch.tensors.creation import tensor
from minitorch.tensors.tensor import Tensor

METHODS = (
    "abs add all allclose amax amin any argmax argmin bmm ceil clamp clone cos "
    "cumsum div dot exp expand flatten floor is_close isnan log log_softmax "
    "masked_fill matmul max maximum mean min minimum mm mul mv neg norm permute pow "
    "relu reshape round sigmoid sign sin softmax split sqrt square squeeze std sub "
    "sum t tanh transpose tril triu unbind unsqueeze var"
)
MORE = (
    "argsort chunk diag eq equal flip gather ge gt index_select le log10 log2 "
    "logical_not logsumexp lt median ne outer roll sort topk"
)
"""The methods of a Tensor that are functions as well."""


def where(condition: Any, a: Any, b: Any) -> Tensor:
    """Return the elements of a where a condition holds, and those of b elsewhere.

    >>> where(tensor([1.0, -1.0]) > 0, 5.0, tensor([6.0, 7.0]))
    tensor([5., 7.])
    """
    condition, a, b = map(plain, (condition, a, b))
    like = next((x for x in (a, b, condition) if isinstance(x, Tensor)), tensor(0.0))
    return like.like(a).where(condition, b)


def prod(x: Any, *arguments: Any, **options: Any) -> Any:
    """Return ``x.prod(…)`` of a tensor; of a list of numbers what MiniTorch returns.

    >>> prod(tensor([2.0, 3.0])), prod([2.0, 3.0])
    (tensor(6.), 6.0)
    """
    x = plain(x)
    if isinstance(x, Tensor):
        return x.prod(*arguments, **options)
    return operators.prod(x, *arguments, **options)


def bincount(x: Any, minlength: int = 0) -> Tensor:
    """Return how often each whole number from 0 is there.

    >>> bincount(tensor([1, 0, 1, 3]))
    tensor([1, 2, 0, 1])
    """
    numbers = np.asarray(x)
    whole = numbers.astype(int)
    right = numbers.ndim == 1 and (whole == numbers).all() and (whole >= 0).all()
    expect(bool(right), "bincount: whole numbers of 0 or more in a row", x)
    return tensor(np.bincount(whole, minlength=minlength), dtype=np.int64)


def meshgrid(*tensors: Any, indexing: str = "ij") -> tuple[Tensor, ...]:
    """Return for each vector a tensor of its numbers at all points of a grid.

    Args:
        tensors: the places along each side of the grid.
        indexing: "ij", or "xy" for the second vector along the first dimension, as
            pictures have it.

    >>> x, y = meshgrid(tensor([1.0, 2.0]), tensor([3.0, 4.0, 5.0]))
    >>> x.tolist(), y.tolist()
    ([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]], [[3.0, 4.0, 5.0], [3.0, 4.0, 5.0]])
    """
    expect(indexing in ("ij", "xy"), "meshgrid: indexing 'ij' or 'xy'", indexing)
    sides = [t.reshape(-1) for t in flat(tensors)]
    shape = [len(side) for side in sides]
    grids = tuple(
        side.reshape([-1 if i == j else 1 for j in range(len(sides))]).expand(shape)
        for i, side in enumerate(sides)
    )
    across = indexing == "xy" and len(grids) > 1
    return tuple(grid.transpose(0, 1) for grid in grids) if across else grids


def einsum(equation: str, *tensors: Any) -> Tensor:
    """Return sums of products, where letters stand for dimensions: ``"ij,jk->ik"``.

    Letters that are not behind the arrow are summed over. Without an arrow the letters
    that are there once are left, in the order of the alphabet. All products are made
    before they are summed, so ``@`` takes less memory for large matrices.

    Raises:
        ValueError: the letters are not those of the tensors' dimensions, once each;
            "..." and a letter twice for one tensor (a diagonal) are left out.

    >>> einsum("ij,j->i", tensor([[1.0, 2.0], [3.0, 4.0]]), tensor([1.0, 10.0]))
    tensor([21., 43.])
    """
    left, arrow, right = equation.replace(" ", "").partition("->")
    names, factors, letters = left.split(","), flat(tensors), left.replace(",", "")
    once = sorted(letter for letter in letters if letters.count(letter) == 1)
    kept = right if arrow else "".join(once)
    summed = "".join(sorted(set(letters) - set(kept)))
    fits = [len(names) == len(factors), set(kept) <= set(letters), "." not in equation]
    fits += [len(set(n)) == len(n) == t.dims for n, t in zip(names, factors)]
    expect(
        all(fits) and len(set(kept)) == len(kept),
        "einsum: a different letter for each dimension of a tensor, without '...'",
        (equation, *[t.shape for t in factors]),
    )
    pairs = zip(factors, names)
    product = reduce(operator.mul, (aligned(*pair, kept + summed) for pair in pairs))
    return product.sum(tuple(range(len(kept), product.dims))) if summed else product


def aligned(x: Tensor, name: str, order: str) -> Tensor:
    """Return a tensor with its dimensions in an order, and size 1 for letters it lacks.

    >>> aligned(tensor([[1.0, 2.0]]), "ij", "jki").shape
    (2, 1, 1)
    """
    x = x.permute([name.index(letter) for letter in order if letter in name])
    return x[tuple(slice(None) if letter in name else None for letter in order)]


def function(name: str) -> Callable[..., Any]:
    """Return the function of a tensor, or of numbers, that calls a method of it.

    >>> function("sum")([1.0, 2.0])
    tensor(3.)
    """

    def apply(x: Any, *arguments: Any, **options: Any) -> Any:
        if "out" in options:
            raise TypeError(f"{name}: out= is left out; write y = {name}(…)")
        x = plain(x)
        x = x if isinstance(x, Variable) else tensor(x)
        return getattr(x, name)(*arguments, **options)

    method = getattr(Tensor, name)
    apply.__name__, apply.__doc__ = name, f"{method.__doc__} See ``Tensor.{name}``."
    return apply


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in f"{METHODS} {MORE}".split():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return function(name)
