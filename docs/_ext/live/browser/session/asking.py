"""What `input()` does on a page: a box takes the line, and Python waits for it."""

from collections.abc import Callable
from typing import Any

NOBODY = (
    "input() cannot wait for an answer in this browser. Write the value into the code, "
    "or use a newer browser."
)


def nobody(prompt: str) -> str:
    """Stands for a reader where there is none.

    Raises:
        RuntimeError: Always.
    """
    raise RuntimeError(NOBODY)


def typed(ask: Callable[[str], Any], prompt: str) -> str:
    """Returns the line that a reader types.

    Args:
        ask: Gets the prompt; its answer is the line, or a promise of it, for which
            Python can wait where the browser can put a running program aside.
        prompt: The question.

    Raises:
        RuntimeError: If this browser cannot do that.

    >>> typed(lambda prompt: "Ada", "name? ")
    'Ada'
    """
    if ask is nobody:
        nobody(prompt)
    try:
        from pyodide.ffi import (  # type: ignore[import-not-found]
            can_run_sync,
            run_sync,
        )
    except ModuleNotFoundError:
        return str(ask(prompt))
    if not can_run_sync():
        nobody(prompt)
    return str(run_sync(ask(prompt)))
