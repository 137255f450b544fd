"""Every exercise of the textbook has a check, or says that it is open."""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

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
