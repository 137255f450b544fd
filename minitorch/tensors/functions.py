"""The functions of the package: ``minitorch.exp(x)`` is ``x.exp()``, and so on."""

from collections.abc import Callable
from typing import Any

from minitorch.tensors.creation import tensor
from minitorch.tensors.tensor import Tensor

METHODS = (
    "abs add all allclose amax amin any argmax argmin bmm ceil clamp clone cos "
    "cumsum div dot exp expand flatten floor is_close isnan log log_softmax "
    "masked_fill matmul max maximum mean min minimum mm mul mv neg norm permute pow "
    "relu reshape round sigmoid sign sin softmax split sqrt square squeeze std sub "
    "sum t tanh transpose tril triu unbind unsqueeze var"
)
MORE = "argsort chunk eq equal gather ge gt le log10 log2 lt ne outer sort topk"
"""The methods of a Tensor that are functions as well."""


def where(condition: Any, a: Any, b: Any) -> Tensor:
    """Return the elements of a where a condition holds, and those of b elsewhere.

    >>> where(tensor([1.0, -1.0]) > 0, 5.0, tensor([6.0, 7.0]))
    tensor([5., 7.])
    """
    like = next((x for x in (a, b, condition) if isinstance(x, Tensor)), tensor(0.0))
    return like.like(a).where(condition, b)


def function(name: str) -> Callable[..., Any]:
    """Return the function of a tensor, or of numbers, that calls a method of it.

    >>> function("sum")([1.0, 2.0])
    tensor(3.)
    """

    def apply(x: Any, *arguments: Any, **options: Any) -> Any:
        if "out" in options:
            raise TypeError(f"{name}: out= is left out; write y = {name}(…)")
        x = x if isinstance(x, Tensor) else tensor(x)
        return getattr(x, name)(*arguments, **options)

    method = getattr(Tensor, name)
    apply.__name__, apply.__doc__ = name, f"{method.__doc__} See ``Tensor.{name}``."
    return apply


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in f"{METHODS} {MORE}".split():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return function(name)
