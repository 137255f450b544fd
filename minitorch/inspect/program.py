"""A function as it runs: which of its lines ran, and when.

Python calls a function of ours before each line that runs, if ``sys.settrace`` tells it
to. So what is shown beside a run are the lines of the very program that ran.
"""

import ast
import sys
from collections.abc import Callable
from inspect import getsource
from textwrap import dedent
from types import FrameType
from typing import Any, Self

Lines = tuple[int, ...]


class Program:
    """The body of a function, without its docstring and the checks that come first.

    Args:
        function: any function of Python.

    Attributes:
        code: the lines of the body; none where its source is not known.
        first: where they begin, counted from the line of ``def``.
        loop: where the loop begins that calls ``watch``; -1 where there is none.

    >>> def count(n, watch):
    ...     '''Count.'''
    ...     for i in range(n):
    ...         watch(i)
    >>> Program(count).code, Program(count).loop
    (('for i in range(n):', '    watch(i)'), 0)
    """

    code: tuple[str, ...] = ()
    first = 0
    loop = -1

    def __init__(self, function: Callable[..., Any]) -> None:
        try:
            source = dedent(getsource(function))
            tree = ast.parse(source).body[0]
        except (OSError, TypeError, SyntaxError):  # made where no file is
            return
        if not isinstance(tree, ast.FunctionDef):
            return
        body = list(tree.body)
        while len(body) > 1 and is_preface(body[0]):
            del body[0]
        self.first = body[0].lineno - 1
        self.code = tuple(
            dedent("\n".join(source.splitlines()[self.first :])).split("\n")
        )
        loops = [s for s in body if isinstance(s, (ast.For, ast.While))]
        lines = [s.lineno - 1 - self.first for s in loops if "watch(" in ast.unparse(s)]
        self.loop = lines[0] if lines else -1

    def turns(self, runs: list[list[int]]) -> tuple[Lines, ...]:
        """Say which lines ran before the first turn, in each turn, and after the last.

        Args:
            runs: the lines that ran up to each call of ``watch``, and after the last.

        Returns:
            One entry for what came before the first turn and one for each turn; what
            came after the last turn belongs to that.
        """
        start, *rest = runs
        at = start.index(self.loop) if self.loop in start else 0
        parts = [start[:at], start[at:], *rest]
        if len(parts) > 2:
            end = parts.pop()
            parts[-1] = parts[-1] + [i for i in end if i != self.loop]
        return tuple(tuple(sorted(set(part) & self.shown)) for part in parts)

    @property
    def shown(self) -> set[int]:
        """The numbers of all lines of the code."""
        return set(range(len(self.code)))


def is_preface(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring, or a check that only raises an error."""
    if isinstance(statement, ast.If):
        return len(statement.body) == 1 and isinstance(statement.body[0], ast.Raise)
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class Running:
    """Notes which lines of a function run while it is entered, as in ``with Running``.

    Args:
        function: the function.
        first: the line that counts as 0, counted from that of ``def``.
    """

    def __init__(self, function: Callable[..., Any], first: int) -> None:
        self.code = getattr(function, "__code__", None)
        self.first = first
        self.runs: list[list[int]] = [[]]

    def __enter__(self) -> Self:
        self.before = sys.gettrace()
        sys.settrace(self.entered)
        return self

    def __exit__(self, *error: object) -> None:
        sys.settrace(self.before)

    def next(self) -> None:
        """Begin a new list of lines."""
        self.runs.append([])

    def entered(self, frame: FrameType, event: str, argument: object) -> Any:
        """Follow the calls of the function, and no others."""
        return self.note if frame.f_code is self.code else None

    def note(self, frame: FrameType, event: str, argument: object) -> Any:
        """Note a line."""
        if event == "line":
            first = frame.f_code.co_firstlineno + self.first
            self.runs[-1].append(frame.f_lineno - first)
        return self.note
