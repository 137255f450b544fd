"""Every exercise of the textbook has a check, or says that it is open."""

import ast
import builtins
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from minitorch import Scalar, tensor
from minitorch.inspect.exercise import exercise, is_same

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "docs").glob("module*/*.md")
    if "{exercise}" in path.read_text("utf-8")
)
PART = re.compile(
    r"^:::\{(?P<kind>exercise|solution-start|solution-end)\} ?(?P<title>.*)$"
    r"|^:label: (?P<label>\S+)$|^:class: (?P<how>open|experiment)$"
    r"|^```\{code-cell\}.*\n(?P<cell>(?:(?!```).*\n)*)```$",
    re.MULTILINE,
)
OPTIONS = re.compile(r"\A(?:---\n(?:(?!---).*\n)*---\n|(?::[\w-]+:.*\n)+)")


@dataclass
class Exercise:
    """An exercise of a page, with its cells."""

    label: str = ""
    how: str = ""
    cells: list[str] = field(default_factory=list)
    solution: list[str] = field(default_factory=list)
    before: set[str] = field(default_factory=set)  # what the page defines above it


def exercises(page: str) -> Iterator[Exercise]:
    """The exercises of a page."""
    known = set(dir(builtins))
    one: Exercise | None = None
    solved = False
    for part in PART.finditer((ROOT / page).read_text("utf-8")):
        if part["kind"] == "exercise":
            one, solved = Exercise(before=set(known)), False
        elif part["kind"] == "solution-start":
            solved = True
        elif part["kind"] == "solution-end" and one:
            yield one
            one = None
        elif part["label"] and one and not one.label:
            one.label = part["label"]
        elif part["how"] and one and not solved:
            one.how = part["how"]
        elif part["cell"] is not None:
            cell = OPTIONS.sub("", part["cell"])
            if one:
                (one.solution if solved else one.cells).append(cell)
            if not solved or one is None:
                known |= defined(ast.parse(cell))


def defined(tree: ast.AST) -> set[str]:
    """All names that a program gives a meaning to."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


def used(tree: ast.AST) -> set[str]:
    """All names that a check uses, in the calls that it yields as text as well."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            called = node.value.elts[0]
            if isinstance(called, ast.Constant):
                inner = ast.parse(str(called.value))
                found |= used(inner) - defined(inner)
    return found


def checks(one: Exercise) -> list[str]:
    """The names of the functions that check an exercise."""
    return re.findall(r"^@exercise\ndef (\w+)\(", "\n".join(one.cells), re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_each_exercise_is_checked_or_open(page: str) -> None:
    found = list(exercises(page))
    assert len(found) == (ROOT / page).read_text("utf-8").count("{exercise}")
    for one in found:
        assert len(checks(one)) == (0 if one.how else 1), one.label


@pytest.mark.parametrize("page", PAGES)
def test_a_check_is_called_by_the_answer_and_by_the_solution(page: str) -> None:
    """What they print is looked at where the site has been built."""
    for one in exercises(page):
        for check in checks(one):
            assert f"\n{check}(" in one.cells[-1], one.label
            assert f"\n{check}(" in "\n".join(one.solution), one.label


@pytest.mark.parametrize("page", PAGES)
def test_a_check_needs_nothing_of_the_solution(page: str) -> None:
    for one in exercises(page):
        if checks(one):
            trees = [ast.parse(cell) for cell in one.cells]
            known = one.before.union(*map(defined, trees))
            assert used(trees[0]) <= known, one.label


def test_what_counts_as_the_same() -> None:
    same = [(1, 1.0), (0.1 + 0.2, 0.3), ([1.0], (1,)), (math.nan, math.nan)]
    same += [(Scalar(2.0), 2.0), (tensor([[1.0], [2.0]]), [[1.0], [2.0]])]
    other = [(1.0, 1.001), ([1.0], [1.0, 2.0]), ("1", 1), (None, 0.0), ({"a": 1}, {})]
    assert all(is_same(*pair) for pair in same)
    assert not any(is_same(*pair) for pair in other)


def test_an_error_of_the_answer_is_what_came(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @exercise
    def check_half(half: Any) -> Any:
        yield "half(4)", 2
        yield "half(0)", 0, "zero has a half, too"

    check_half(lambda x: 1 / (x and 0.5))
    assert capsys.readouterr().out.splitlines() == [
        "called    half(0)",
        "came      ZeroDivisionError: division by zero",
        "expected  0",
        "idea      zero has a half, too",
    ]


def test_nothing_given_back_is_no_answer_yet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @exercise
    def check_sum(total: Any) -> Any:
        yield "total([1]) + 0", 1

    def empty(xs: Any) -> None:
        """Write it here."""

    for start in (..., empty):
        check_sum(start)
        assert capsys.readouterr().out == "Not answered yet.\n"
    check_sum(lambda xs: None)  # a line that was typed is an answer
    assert "came      TypeError" in capsys.readouterr().out
    check_sum(sum)
    assert capsys.readouterr().out == "Right.\n"
