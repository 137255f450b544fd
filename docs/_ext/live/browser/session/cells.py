"""One namespace, and the cells of a page that run in it."""

import ast
import builtins
import inspect
import io
import linecache
import sys
import tokenize
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from types import CodeType, ModuleType
from typing import Any

from . import standin
from .asking import nobody, typed
from .commands import parsed, timed
from .errors import CELL, advise, report
from .graphs import Graphs
from .outlet import Emit, Outlet, Stream
from .shown import open_figures, shown
from .stars import Stars

FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Session:
    r"""Runs cells one after the other, as a notebook does.

    What a cell defines is there in the next one. It lives in the module `__main__`, so
    that data classes, pickle and inspect find it.

    Args:
        emit: Takes what the cells print and show, see `outlet.Emit`.
        ask: Asks the reader for a line, see `asking`.

    >>> import asyncio
    >>> told = []
    >>> session = Session(lambda *what: told.append(what))
    >>> asyncio.run(session.run(1, "x = 3"))
    ''
    >>> asyncio.run(session.run(2, "print('x is', x)\nx * x"))
    ''
    >>> told
    [('stream', 'stdout', 'x is 3\n'), ('show', 'text/plain', '9')]
    """

    def __init__(self, emit: Emit, ask: Callable[[str], Any] = nobody) -> None:
        self.outlet = Outlet(emit)
        self.ask = ask
        self.stdout = Stream("stdout", self.outlet)
        self.stderr = Stream("stderr", self.outlet)
        self.graphs = Graphs()
        self.stars = Stars()
        self.main = ModuleType("__main__")
        names = {"display": self.display, "input": self.input, "__timed__": timed}
        vars(self.main).update(names)
        standin.install(self.display, self.outlet.clear)

    def display(self, *values: object, clear: bool = False) -> None:
        """Shows values as the last expression of a cell is shown."""
        if clear:
            self.outlet.clear()
        for value in values:
            self.outlet.show(*shown(value))

    def input(self, prompt: object = "") -> str:
        """Asks the reader, and prints question and answer."""
        self.outlet.flush()
        answer = typed(self.ask, str(prompt))
        self.outlet.write("stdout", f"{prompt}{answer}\n")
        return answer

    async def run(self, number: int, source: str, quiet: bool = False) -> str:
        """Runs a cell, and says how it ended.

        Args:
            number: Which cell of the page it is; tracebacks name it.
            source: Its text.
            quiet: Whether what it prints and shows is left out; an error is told.

        Returns:
            The name of the exception that the cell raised, or "".
        """
        self.outlet.begin(quiet)
        before = sys.modules["__main__"]
        sys.modules["__main__"] = self.main
        try:
            with redirect_stdout(self.stdout), redirect_stderr(self.stderr):
                return await self._run(f"{CELL}{number}", source)
        finally:
            sys.modules["__main__"] = before

    def close(self) -> None:
        """Forgets all that has run; long graphs are freed node by node."""
        vars(self.main).clear()
        builtins._ = None  # type: ignore[attr-defined]
        self.graphs.keep([])

    async def _run(self, name: str, source: str) -> str:
        try:
            self._show_figures(await self._execute(name, source))
        # A cell may end in any way, sys.exit() included, and the next one is run.
        except BaseException as error:  # noqa: BLE001
            return self._tell(error, source)
        finally:
            self.outlet.end()
            last = getattr(builtins, "_", None)
            self.graphs.keep([*vars(self.main).values(), last])
        return ""

    async def _execute(self, name: str, source: str) -> Any:
        """Executes a cell, and returns the value that its last line has shown."""
        # Tracebacks and inspect.getsource read the lines of a cell from here.
        lines = (source + "\n").splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)
        tree = parsed(source, name)
        namespace = vars(self.main)
        namespace.pop("__warningregistry__", None)  # what warns, warns in each run
        self.stars.serve(tree, namespace)
        statements, last = compiled(tree, name, is_muted(source))
        await result(statements, namespace)
        value = None if last is None else await result(last, namespace)
        if value is not None:
            builtins._ = value  # type: ignore[attr-defined]
            self.display(value)
        return value

    def _show_figures(self, last: object) -> None:
        for figure in open_figures(last):
            self.outlet.show("image/svg+xml", figure)

    def _tell(self, error: BaseException, source: str) -> str:
        advise(error, source)
        self.outlet.error(type(error).__name__, report(error))
        return type(error).__name__


async def result(code: CodeType, namespace: dict[str, Any]) -> Any:
    """Runs code, and waits for what it awaits."""
    value = eval(code, namespace)
    return await value if code.co_flags & inspect.CO_COROUTINE else value


def compiled(
    tree: ast.Module, name: str, muted: bool
) -> tuple[CodeType, CodeType | None]:
    """Returns a cell's statements, and its last expression if it is to be shown.

    Args:
        tree: The cell; its last expression is taken from it.
        name: What tracebacks call it.
        muted: Whether nothing is shown, as after a semicolon.

    Returns:
        Code to execute, then code to evaluate; None if there is nothing to show.
    """
    last = None
    end = tree.body[-1] if tree.body else None
    if isinstance(end, ast.Expr) and not muted:
        value = ast.Expression(end.value)
        del tree.body[-1]
        last = compile(value, name, "eval", FLAGS, dont_inherit=True)
    return compile(tree, name, "exec", FLAGS, dont_inherit=True), last


def is_muted(source: str) -> bool:
    """Returns whether a cell ends with a semicolon, a comment after it aside."""
    space = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    try:
        words = [token.string for token in tokens if token.type not in space]
    except (tokenize.TokenError, SyntaxError):  # a command that is not quite Python
        return False
    return words[-1:] == [";"]
