"""Nothing in a student's workbook holds what a task asks for."""

import ast
from collections.abc import Iterator

import pytest

from edition.write import contents
from work.answers import functions
from work.tasks import Task, all_tasks, file_of

LONG = 33  # characters; shorter statements are common to many functions
FULL, CUT = contents([]), contents(all_tasks())


def statements(node: ast.AST) -> Iterator[str]:
    """The longer statements in a function, each as Python would write it."""
    for inner in ast.walk(node):
        simple = isinstance(inner, ast.stmt) and not hasattr(inner, "body")
        if simple and not isinstance(inner, ast.Raise | ast.Import | ast.ImportFrom):
            text = ast.unparse(inner)
            if len(text) >= LONG and not isinstance(
                getattr(inner, "value", None), ast.Constant
            ):
                yield text


def asked(one: Task) -> dict[str, str]:
    """The statements of a task's functions, each with the function it stands in."""
    found = {}
    for module in one.modules:
        tree = functions(ast.parse(FULL[file_of(module)]))
        for name in one.names(module):
            found |= dict.fromkeys(statements(tree[name]), name)
    return found


@pytest.fixture(scope="module")
def left() -> dict[str, list[str]]:
    """Every statement in the workbook, with the files in which it stands."""
    found: dict[str, list[str]] = {}
    for file, data in CUT.items():
        if file.endswith(".py"):
            for text in statements(ast.parse(data)):
                found.setdefault(text, []).append(file)
    return found


@pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)
def test_no_statement_of_a_task_is_left(one: Task, left: dict[str, list[str]]) -> None:
    leaks = {text: left[text] for text in asked(one) if text in left}
    assert not leaks


def test_nothing_but_sources_is_in_it() -> None:
    for name in CUT:
        assert not name.endswith((".pyc", ".ipynb", ".html"))
        assert not name.startswith((".git/", "docs/", "slides/"))


def test_the_workbook_is_the_same_each_time() -> None:
    assert contents(all_tasks()) == CUT
