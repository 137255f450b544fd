r"""Answers: Python text with the functions of a task, each under its class.

An answer is what a student writes in a cell, what a submission holds, and what a wrong
program is. Put into a file of the workbook it replaces the functions of the same name,
by whole lines; everything else in the file stays as it is.

>>> file = "def half(x):\n    raise NotImplementedError\n"
>>> text, places = put("def half(x):\n    return x / 2\n", file, ["half"], "a.py")
>>> print(text)
def half(x):
    return x / 2
<BLANKLINE>
"""

import ast
import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from work.tasks import Task, file_of

FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Place:
    """Where a function of an answer came to stand.

    Args:
        file: in the workbook.
        first: its first line there.
        last: its last line there.
        line: its first line in the answer.
    """

    file: str
    first: int
    last: int
    line: int


class Unreadable(ValueError):
    """A text that is not Python."""


def decoded(data: bytes) -> str:
    """The text of a file: a byte-order mark and the line ends of Windows are no fault.

    Raises:
        Unreadable: it is not text in UTF-8.
    """
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not text in UTF-8: {error}") from None


def parsed(text: str, name: str) -> ast.Module:
    """Python text as a tree.

    Raises:
        Unreadable: it is not Python; the message says what is wrong, and in which line.
    """
    try:
        return ast.parse(text, name)
    except SyntaxError as error:  # tabs and spaces mixed, too
        line = (error.text or "").rstrip("\n")
        told = f"{name}, line {error.lineno}: {error.msg}" + (
            f"\n    {line.strip()}" if line else ""
        )
        raise Unreadable(told) from None
    except ValueError as error:  # a null character
        raise Unreadable(f"{name}: {error}") from None


def first_line(node: ast.stmt) -> int:
    """The line in which a definition begins, with its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(d.lineno for d in decorators)])


def functions(tree: ast.Module) -> dict[str, ast.stmt]:
    """The functions at the top of a file and in its classes, by name."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, FUNCTION):
            found[node.name] = node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, FUNCTION):
                    found[f"{node.name}.{inner.name}"] = inner
    return found


def source(text: str, node: ast.stmt) -> str:
    """The whole lines of a statement, moved to the left margin."""
    lines = text.split("\n")[first_line(node) - 1 : node.end_lineno]
    return textwrap.dedent("\n".join(lines)) + "\n"


def taken(text: str, names: Sequence[str], name: str) -> str:
    r"""The answer that stands in a file: the functions of these names.

    Args:
        text: the file.
        names: of the functions, as "f" or "Class.f".
        name: of the file, for messages.

    Raises:
        Unreadable: the file is not Python.

    >>> file = "class A:\n    x = 1\n    def f(self):\n        pass\n"
    >>> print(taken(file, ["A.f"], "a.py"))
    class A:
        def f(self):
            pass
    <BLANKLINE>
    """
    found = functions(parsed(text, name))
    parts: list[str] = []
    shown = ""
    for key in (key for key in names if key in found):
        group, _, _ = key.rpartition(".")
        piece = source(text, found[key])
        if not group:
            parts.append("\n" + piece if parts else piece)
        else:
            start = f"class {group}:\n" if group != shown else ""
            gap = "\n" if parts else ""
            parts.append(gap + start + textwrap.indent(piece, "    "))
        shown = group
    return "\n".join(parts).replace("\n\n\n\n", "\n\n\n")


def put(
    answer: str,
    text: str,
    names: Sequence[str],
    file: str,
    title: str = "your answer",
    elsewhere: Sequence[str] = (),
) -> tuple[str, list[Place]]:
    """A file with the functions of an answer in the place of its own.

    What the answer has beside them, an import or a constant, is put above the functions
    that come after it, or at the end of the file if none do, and a new method at the
    end of its class.

    Args:
        answer: what was written.
        text: the file.
        names: what an answer may replace, as "f" or "Class.f".
        file: the name of the file.
        title: what the answer is called in messages.
        elsewhere: the answer's functions that belong to other files; they and their
            classes are passed over.

    Returns:
        The new text of the file, and where the lines of the answer stand in it.

    Raises:
        Unreadable: the answer is not Python.
    """
    mine, theirs = parsed(answer, title), parsed(text, file)
    there = functions(theirs)
    classes = {n.name: n for n in theirs.body if isinstance(n, ast.ClassDef)}
    others = (
        {key.partition(".")[0] for key in elsewhere} - there.keys() - classes.keys()
    )
    # (first line, last line, new lines, their first line in the answer), none overlap.
    changes: list[tuple[int, int, str, int]] = []
    end = text.count("\n") + 1

    def add(key: str, node: ast.stmt, indent: str, line: int) -> None:
        piece = textwrap.indent(source(answer, node), indent)
        if key in there and key in names:
            old = there[key]
            changes.append(
                (first_line(old), old.end_lineno or 0, piece, first_line(node))
            )
        elif key not in there:
            changes.append((line + 1, line, "\n" + piece, first_line(node) - 1))

    def replaced(node: ast.stmt) -> ast.stmt | None:
        if isinstance(node, ast.ClassDef):
            return classes.get(node.name)
        name = getattr(node, "name", "")
        return there.get(name) if name in names else None

    below = end + 1  # the first line of the file that an answer's later parts replace
    after: dict[ast.stmt, int] = {}
    for node in reversed(mine.body):
        old = replaced(node)
        below = min(below, first_line(old) if old else below)
        after[node] = below - 1

    for node in mine.body:
        if isinstance(node, ast.ClassDef) and node.name in classes:
            for inner in node.body:
                if isinstance(inner, FUNCTION):
                    last = classes[node.name].end_lineno or 0
                    add(f"{node.name}.{inner.name}", inner, "    ", last)
        elif isinstance(node, (*FUNCTION, ast.ClassDef)):
            if node.name not in others:
                add(node.name, node, "", after[node])
        elif not is_docstring(node) and not is_future(node):
            add("", node, "", after[node])
    return changed(text, changes, file)


def put_all(
    answer: str,
    texts: Mapping[str, str],
    one: Task,
    title: str = "your answer",
    but: Collection[str] = (),
) -> tuple[dict[str, str], list[Place]]:
    """The files of a task with an answer in them.

    Args:
        answer: what was written.
        texts: the files by name; others than those of the task stay as they are.
        one: the task.
        title: what the answer is called in messages.
        but: functions that stay as the files have them.

    Returns:
        All files, and where the lines of the answer stand.

    Raises:
        Unreadable: the answer is not Python.
    """
    new, places = dict(texts), []
    for module in one.modules:
        file = file_of(module)
        names = [name for name in one.names(module) if name not in but]
        elsewhere = [n for m in one.modules if m != module for n in one.names(m)]
        new[file], here = put(answer, new[file], names, file, title, elsewhere)
        places += here
    return new, places


def changed(
    text: str, changes: Iterable[tuple[int, int, str, int]], file: str
) -> tuple[str, list[Place]]:
    """A text with lines replaced, and where the new ones stand."""
    lines = text.split("\n")
    new: list[str] = []
    places = []
    done = 0
    for first, last, piece, line in sorted(changes, key=lambda c: c[:2]):
        new += lines[done : first - 1]
        added = piece.rstrip("\n").split("\n")
        places.append(Place(file, len(new) + 1, len(new) + len(added), line))
        new += added
        done = max(done, last)
    return "\n".join(new + lines[done:]), places


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is a text that stands alone."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_future(node: ast.stmt) -> bool:
    """Whether a statement may stand at the top of a file only."""
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
