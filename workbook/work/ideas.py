"""Which idea is missing, told by what came: a known mistake gives a known result."""

from collections.abc import Callable, Iterable
from typing import Any

from work.telling import Wrong


def guessed(came: Any, known: Iterable[tuple[Any, str]], otherwise: str) -> str:
    """The idea that is missing where a mistake is known by its result.

    Args:
        came: what came.
        known: pairs of what a mistake gives, and the idea that is missing then.
        otherwise: the idea where none of them came.

    >>> guessed((1, 2), [((1, 2), "the last stride is 1")], "count again")
    'the last stride is 1'
    """
    for value, idea in known:
        if came == value:
            return idea
    return otherwise


def tried(
    called: str,
    run: Callable[[], Any],
    expected: str,
    idea: str,
    error: type[Exception] | tuple[type[Exception], ...],
) -> Any:
    """What a call gives, where some errors are wrong answers.

    Raises:
        Wrong: it raised one of these errors.
    """
    try:
        return run()
    except error as refused:
        came = f"{type(refused).__name__}: {refused}"
        raise Wrong(called, came, expected, idea) from None
