"""Computing without leaving a graph behind: for updates by hand, and for measuring."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

recording: ContextVar[bool] = ContextVar("recording", default=True)
"""Whether tensors remember, in this thread, how they were computed."""


@contextmanager
def no_grad() -> Iterator[None]:
    """Compute without a graph: what is made inside is a constant.

    Inside, a leaf may be changed by hand, as ``w -= lr * w.grad``. It may stand around
    a function as well.

    >>> from minitorch import tensor
    >>> w = tensor([2.0, 3.0], requires_grad=True)
    >>> (w * w).sum().backward()
    >>> with no_grad():
    ...     w -= 0.25 * w.grad
    >>> w
    tensor([1. , 1.5], requires_grad=True)
    """
    token = recording.set(False)
    try:
        yield
    finally:
        recording.reset(token)


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


@contextmanager
def enable_grad() -> Iterator[None]:
    """Remember again, inside of ``no_grad``."""
    token = recording.set(True)
    try:
        yield
    finally:
        recording.reset(token)
