"""Tracebacks that show the reader's own lines."""

import traceback

from .needs import needed

CELL = "cell "  # how the file names of cells begin


def report(error: BaseException) -> str:
    """Returns the traceback as text, without what lies between the reader's lines.

    Args:
        error: What a cell raised; its causes and the parts of a group are told, too.

    >>> print(report(ValueError("expected a number, got 'a'")).strip())
    ValueError: expected a number, got 'a'
    """
    told = traceback.TracebackException.from_exception(error, compact=True)
    _keep_cells(told)
    return "".join(told.format())


def advise(error: BaseException, source: str) -> None:
    """Adds a note to an error where what helps is known.

    Args:
        error: What a cell raised.
        source: The cell's text.
    """
    if isinstance(error, SyntaxError) and _has_magic(source):
        error.add_note(
            "Lines that begin with % or ! are commands of Jupyter. Cells on this page "
            "are plain Python."
        )
    if isinstance(error, ModuleNotFoundError) and error.name:
        name = error.name.partition(".")[0]
        error.add_note(
            f"There is no {name} for Python in the browser."
            if name in needed(source)
            else f"Packages are loaded for cells that name them: write `import {name}` "
            "into this one."
        )


def _has_magic(source: str) -> bool:
    return any(line.lstrip().startswith(("%", "!")) for line in source.splitlines())


def _is_cell(frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith(CELL)


def _keep_cells(told: traceback.TracebackException | None) -> None:
    waiting = [told]
    while waiting:
        part = waiting.pop()
        if part is None:
            continue
        kept = [frame for frame in part.stack or () if _is_cell(frame)]
        # Without any line of the reader's there is nothing to trace.
        part.stack = traceback.StackSummary.from_list(kept) if kept else None  # type: ignore[assignment]
        waiting += [part.__cause__, part.__context__, *(part.exceptions or ())]
