"""A watch over the numbers of Scalars while a function is traced.

What a function computes with ``x.data`` is in no graph, and it would be the same number
in every replay. So Scalars do not give it away then, but to the engine itself.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from minitorch.autodiff import Variable
from minitorch.scalar import Scalar, tracing

slot: Any = vars(Variable)["data"]
"""Where a Variable keeps its data."""
changing = Lock()
watches: list["Watch"] = []
"""One for each function that is being traced, in whichever thread."""


class Watch:
    """``data`` of Scalars, as long as something is traced."""

    def __get__(self, v: Any, kind: type) -> Any:
        if not by_the_engine():
            v.check_not_traced("float")
        return slot.__get__(v)

    def __set__(self, v: Any, data: Any) -> None:
        if not by_the_engine():
            v.check_not_traced("float")
        slot.__set__(v, data)


def by_the_engine() -> bool:
    """Whether it is a line of this package that asks a Watch."""
    frame: Any = sys._getframe(2)
    while name_of(frame) == "minitorch.passing_on":  # somebody's p.data
        frame = frame.f_back
    return name_of(frame).partition(".")[0] == "minitorch"


def name_of(frame: Any) -> str:
    """Return the name of the module whose line a frame runs."""
    return str(frame.f_globals.get("__name__", ""))


@contextmanager
def watched() -> Iterator[None]:
    """Trace what is computed in this thread, and watch over the numbers."""
    watch, token = Watch(), tracing.set(True)
    with changing:
        watches.append(watch)
        type.__setattr__(Scalar, "data", watch)
    try:
        yield
    finally:
        tracing.reset(token)
        with changing:
            watches.remove(watch)
            if not watches:
                type.__delattr__(Scalar, "data")
