"""Tracebacks that show the reader's own lines."""

import sys
import traceback

from .needs import needed

CELL = "cell "  # how the file names of cells begin
ALONE = (
    "Python in a browser is one process with one thread, and starts no other. As a "
    "notebook on your own machine, the cell can."
)
PROCESSES = {"_multiprocessing", "_posixshmem", "_posixsubprocess"}
REFUSALS = (
    "can't start new thread",
    "does not support processes",
    "[Errno 52] Function not implemented",  # os.fork
    "lacks multiprocessing",
)


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
    if words := _advice(error, source):
        error.add_note(words)


def _advice(error: BaseException, source: str) -> str:
    if isinstance(error, SyntaxError):
        return _on_commands(source)
    if _starts_another(error):
        return ALONE
    match error:
        case ModuleNotFoundError(name=str(name)):
            return _on_missing(name.partition(".")[0], source)
        case ImportError(name="IPython.display"):
            return f"On this page, IPython.display has {_list_of_standins()}."
    return ""


def _on_missing(name: str, source: str) -> str:
    if name in sys.stdlib_module_names:
        return f"{name} is a part of Python that no browser has."
    if name in needed(source):
        return f"There is no {name} for Python in the browser."
    return (
        f"Packages are loaded for cells that name them: write `import {name}` into "
        "this one."
    )


def _on_commands(source: str) -> str:
    lines = [line.lstrip() for line in source.splitlines()]
    if any(line.startswith("!") for line in lines):
        return "Lines that begin with ! are for a shell, and a browser has none."
    if any(line.startswith("%") for line in lines):
        return (
            "Of the commands of Jupyter, which begin with %, cells on this page know "
            "%time, %%time and %matplotlib inline."
        )
    return ""


def _starts_another(error: BaseException) -> bool:
    """Whether it comes of a thread or a process that was to be started."""
    missing = isinstance(error, ModuleNotFoundError) and error.name in PROCESSES
    said = str(error)
    return missing or any(words in said for words in REFUSALS)


def _list_of_standins() -> str:
    names = sorted(
        name for name in vars(sys.modules["IPython.display"]) if name[0] != "_"
    )
    return ", ".join(names)


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
