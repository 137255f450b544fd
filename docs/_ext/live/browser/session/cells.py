"""One namespace, and the cells of a page that run in it."""

import ast
import builtins
import io
import linecache
import sys
import tokenize
from contextlib import redirect_stderr, redirect_stdout
from types import CodeType, ModuleType

from . import standin
from .errors import CELL, advise, report
from .graphs import Graphs
from .outlet import Emit, Outlet, Stream
from .shown import open_figures, shown

NO_INPUT = (
    "input() has nobody to ask here: cells on a page take no typed input. Write the "
    "value into the code."
)


class Session:
    r"""Runs cells one after the other, as a notebook does.

    What a cell defines is there in the next one. It lives in the module `__main__`, so
    that data classes, pickle and inspect find it.

    Args:
        emit: Takes what the cells print and show, see `outlet.Emit`.

    >>> told = []
    >>> session = Session(lambda *what: told.append(what))
    >>> session.run(1, "x = 3"), session.run(2, "print('x is', x)\nx * x")
    ('', '')
    >>> told
    [('stream', 'stdout', 'x is 3\n'), ('show', 'text/plain', '9')]
    """

    def __init__(self, emit: Emit) -> None:
        self.outlet = Outlet(emit)
        self.stdout = Stream("stdout", self.outlet)
        self.stderr = Stream("stderr", self.outlet)
        self.graphs = Graphs()
        self.main = ModuleType("__main__")
        vars(self.main).update(display=self.display, input=refuse_input)
        standin.install(self.display)

    def display(self, *values: object) -> None:
        """Shows values as the last expression of a cell is shown."""
        for value in values:
            self.outlet.show(*shown(value))

    def run(self, number: int, source: str, quiet: bool = False) -> str:
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
                return self._run(f"{CELL}{number}", source)
        finally:
            sys.modules["__main__"] = before

    def close(self) -> None:
        """Forgets all that has run; long graphs are freed node by node."""
        vars(self.main).clear()
        builtins._ = None  # type: ignore[attr-defined]
        self.graphs.keep([])

    def _run(self, name: str, source: str) -> str:
        try:
            self._execute(name, source)
            self._show_figures()
        # A cell may end in any way, sys.exit() included, and the next one is run.
        except BaseException as error:  # noqa: BLE001
            return self._tell(error, source)
        finally:
            self.outlet.flush()
            last = getattr(builtins, "_", None)
            self.graphs.keep([*vars(self.main).values(), last])
        return ""

    def _execute(self, name: str, source: str) -> None:
        # Tracebacks and inspect.getsource read the lines of a cell from here.
        lines = (source + "\n").splitlines(keepends=True)
        linecache.cache[name] = (len(source), None, lines, name)
        statements, last = compiled(source, name)
        namespace = vars(self.main)
        exec(statements, namespace)
        if last is None:
            return
        value = eval(last, namespace)
        if value is not None:
            builtins._ = value  # type: ignore[attr-defined]
            self.display(value)

    def _show_figures(self) -> None:
        for figure in open_figures():
            self.outlet.show("image/svg+xml", figure)

    def _tell(self, error: BaseException, source: str) -> str:
        advise(error, source)
        self.outlet.error(type(error).__name__, report(error))
        return type(error).__name__


def compiled(source: str, name: str) -> tuple[CodeType, CodeType | None]:
    """Returns a cell's statements, and its last expression if it is to be shown.

    Args:
        source: The text of the cell.
        name: What tracebacks call it.

    Returns:
        Code to execute, then code to evaluate; None if there is nothing to show,
        as after a semicolon.

    Raises:
        SyntaxError: If the text is not Python.
    """
    tree = ast.parse(source, name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not is_muted(source):
        value = ast.Expression(tree.body[-1].value)
        last = compile(value, name, "eval", dont_inherit=True)
        del tree.body[-1]
    return compile(tree, name, "exec", dont_inherit=True), last


def is_muted(source: str) -> bool:
    """Returns whether a cell ends with a semicolon, a comment after it aside."""
    space = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    words = [token.string for token in tokens if token.type not in space]
    return words[-1:] == [";"]


def refuse_input(prompt: object = "") -> str:
    """Stands for `input`, which a page cannot offer.

    Raises:
        RuntimeError: Always.
    """
    raise RuntimeError(NO_INPUT)
