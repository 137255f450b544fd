"""Which listings show the program that a task asks for.

A listing shows it if it holds lines of the body of a function that the manifest of
tasks names: three lines in a row, or all of a body that has fewer, under the function's
own name or with nothing else. Comments and indentation do not count.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ENOUGH = 3  # lines in a row that no other program has by chance
_COMMENT = re.compile(r"(^|\s+)#.*")
_HEADER = re.compile(r"\s*(?:async\s+)?(def|class)\s+(\w+)")


@dataclass(frozen=True)
class Finished:
    """A function that a task asks for.

    Args:
        task: the number of the task, such as "1.4".
        title: of the task.
        module: where the function stands, as it is imported.
        name: as "f" or "Class.f".
        body: the lines of code in it, without comments and indentation.
        call: how it is called, without the types, as "f(x, y)".
        sentence: the first line of its docstring.
    """

    task: str
    title: str
    module: str
    name: str
    body: tuple[str, ...]
    call: str = ""
    sentence: str = ""

    @property
    def page(self) -> str:
        """The page of its task."""
        return "docs/tasks/task" + self.task.replace(".", "_")

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """All lines of the body that stand together, so many that they tell it."""
        return runs(self.body)

    def is_in(self, listing: str) -> bool:
        """Whether a listing shows it."""
        return bool(shown_in_code(listing, [self]))


@dataclass(frozen=True)
class Header:
    """A function in a listing, found without parsing: a listing may be a part of one.

    Args:
        group: the class in whose lines it stands, if the listing shows that.
        name: of the function.
        body: its lines of code.
    """

    group: str
    name: str
    body: tuple[str, ...]

    def is_of(self, one: Finished) -> bool:
        """Whether it is this function, and ends with its lines."""
        group, _, name = one.name.rpartition(".")
        is_named = self.name == name and self.group in ("", group)
        return is_named and self.body[-len(one.body) :] == one.body


def code(text: str) -> list[str]:
    r"""The lines of code in a text, without comments and indentation.

    >>> code("def f(x):\n\n    return x  # as it is")
    ['def f(x):', 'return x']
    """
    lines = (_COMMENT.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def runs(lines: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """All lines that stand together, `ENOUGH` at a time."""
    starts = range(len(lines) - ENOUGH + 1)
    return frozenset(tuple(lines[i : i + ENOUGH]) for i in starts)


def headers(listing: str) -> list[Header]:
    """The functions that a listing shows, each with its lines."""
    found = []
    group, group_at = "", -1
    lines = listing.expandtabs().splitlines()
    for number, line in enumerate(lines):
        at = len(line) - len(line.lstrip())
        match = _HEADER.match(line)
        if line.strip() and group and at <= group_at:
            group, group_at = "", -1
        if match and match[1] == "class":
            group, group_at = match[2], at
        elif match:
            inside = []
            for following in lines[number + 1 :]:
                indent = len(following) - len(following.lstrip())
                if following.strip() and indent <= at and following.strip()[0] != ")":
                    break
                inside.append(following)
            rest = line.partition("):")[2] or line.partition("->")[2].partition(":")[2]
            body = code("\n".join([rest.strip(), *inside]))
            found.append(Header(group, match[2], tuple(body)))
    return found


@cache
def all_finished(root: Path) -> tuple[Finished, ...]:
    """The functions of all tasks, as they are now; none where there is no workbook.

    Args:
        root: the top of the checkout.

    Raises:
        LookupError: the manifest names a function that is not there.
    """
    manifest = root / "workbook" / "work" / "tasks.toml"
    if not manifest.exists():
        return ()
    tasks = tomllib.loads(manifest.read_text(encoding="utf-8"))["task"]
    found = []
    for task in tasks:
        for function in task["functions"]:
            module, _, name = function.partition(":")
            parts = parts_of(root, module, name)
            found.append(Finished(task["number"], task["title"], module, name, *parts))
    return tuple(found)


def parts_of(root: Path, module: str, name: str) -> tuple[tuple[str, ...], str, str]:
    """Body, call and sentence of a function of the engine or the workbook's project.

    Raises:
        LookupError: there is no such function.
    """
    file = Path(*module.split(".")).with_suffix(".py")
    places = (root / file, root / "workbook" / file)
    path = next((place for place in places if place.exists()), None)
    if path is None:
        raise LookupError(f"tasks.toml names {module}:{name}, and there is no {file}")
    text = path.read_text(encoding="utf-8")
    body: list[ast.stmt] = ast.parse(text).body
    for part in name.split("."):
        found = [node for node in body if getattr(node, "name", "") == part]
        if not found:
            raise LookupError(f"tasks.toml names {name}, which {file} does not have")
        body = getattr(found[0], "body", [])
    words = ast.get_docstring(found[0]) or ""
    if len(body) > 1 and words:
        body = body[1:]
    lines = text.splitlines()[body[0].lineno - 1 : body[-1].end_lineno]
    arguments = found[0].args
    for node in ast.walk(arguments):
        if isinstance(node, ast.arg):
            node.annotation = None
    call = f"{name}({ast.unparse(arguments)})"
    return tuple(code("\n".join(lines))), call, words.partition("\n")[0]


def shown_in(listing: str, root: Path) -> list[Finished]:
    """The functions of tasks that a listing shows finished.

    What students write beside the engine is not looked for: lectures develop it line
    by line, a training loop above all.
    """
    engine = [one for one in all_finished(root) if one.module.startswith("minitorch.")]
    return shown_in_code(listing, engine)


def shown_in_code(listing: str, functions: Iterable[Finished]) -> list[Finished]:
    """Those of some functions that a listing shows finished."""
    lines, found = tuple(code(listing)), headers(listing)
    there = runs(lines)
    return [
        one
        for one in functions
        if not there.isdisjoint(one.runs)
        or (
            len(one.body) < ENOUGH
            and (lines == one.body or any(header.is_of(one) for header in found))
        )
    ]


def hollow(listing: str, shown: list[Finished]) -> str:
    r"""A cell without the bodies of the functions that it shows finished.

    Args:
        listing: the cell.
        shown: what it shows, in the engine's words or in others.

    >>> name = "minitorch.operators", "add", ("return x + y",)
    >>> add = Finished("0.1", "Operators", *name)
    >>> print(hollow("def add(x, y):\n    return x + y\nprint(add(1, 2))", [add]))
    def add(x, y):
        raise NotImplementedError("Task 0.1")
    print(add(1, 2))
    """
    lines = listing.split("\n")
    if "def " not in listing:
        return f"# Task {shown[0].task}"
    defined = [node for node in functions(ast.parse(listing)) if node.body]

    def shows(node: ast.FunctionDef) -> list[Finished]:
        text = "\n".join(lines[node.lineno - 1 : node.end_lineno])
        return [one for one in shown if one.is_in(text)]

    emptied = [node for node in defined if shows(node)] or defined
    for node in sorted(emptied, key=lambda node: -node.lineno):
        task = (shows(node) or shown)[0].task
        indent = " " * node.body[0].col_offset
        told = f'{indent}raise NotImplementedError("Task {task}")'
        lines[node.body[0].lineno - 1 : node.end_lineno] = [told]
    return "\n".join(lines)


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions at the top of a text and in its classes, in their order."""
    inner = [
        node.body if isinstance(node, ast.ClassDef) else [node] for node in tree.body
    ]
    nodes = [node for group in inner for node in group]
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]
