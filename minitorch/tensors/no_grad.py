"""Computing without leaving a graph behind: for updates by hand, and for measuring."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from contextlib import _GeneratorContextManager as Around

Function = TypeVar("Function", bound=Callable[..., Any])

recording: ContextVar[bool] = ContextVar("recording", default=True)
"""Whether tensors remember, in this thread, how they were computed."""


@contextmanager
def set_to(mode: bool) -> Iterator[None]:
    """Remember, or do not, until the end of ``with``, or of a function around it."""
    token = recording.set(mode)
    try:
        yield
    finally:
        recording.reset(token)


@overload
def no_grad(function: None = None) -> "Around[None]": ...
@overload
def no_grad(function: Function) -> Function: ...


def no_grad(function: Any = None) -> Any:
    """Compute without a graph: what is made inside is a constant.

    Inside, a leaf may be changed by hand, as ``w -= lr * w.grad``. It may stand around
    a function as well, as ``@no_grad()`` or ``@no_grad``.

    >>> from minitorch import tensor
    >>> w = tensor([2.0, 3.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> with no_grad():
    ...     w -= 0.25 * w.grad
    >>> w
    tensor([1. , 1.5], requires_grad=True)
    """
    return set_to(False)(function) if callable(function) else set_to(False)


inference_mode = no_grad


class set_grad_enabled:
    """Remember, or do not, from here on; after ``with`` it is again as before.

    >>> from minitorch import tensor
    >>> x = tensor([2.0], requires_grad=True)
    >>> for training in (True, False):
    ...     with set_grad_enabled(training):
    ...         print((x * x).requires_grad)
    True
    False
    """

    def __init__(self, mode: bool) -> None:
        self.token = recording.set(bool(mode))

    def __enter__(self) -> None:
        """Begin; it is set already, so that a call without ``with`` does it, too."""

    def __exit__(self, *error: object) -> None:
        recording.reset(self.token)


@overload
def enable_grad(function: None = None) -> "Around[None]": ...
@overload
def enable_grad(function: Function) -> Function: ...


def enable_grad(function: Any = None) -> Any:
    """Remember again, inside of ``no_grad``."""
    return set_to(True)(function) if callable(function) else set_to(True)
