"""What a hole keeps of a function, and what it does not."""

import ast
import difflib

import pytest

from edition.cut import Renamed, cut
from edition.write import contents
from work.tasks import Task, all_tasks, file_of, task

SOURCE = '''"""A file."""

import math

# Halves and quarters


def half(x: float) -> float:
    """Return x / 2.

    >>> half(3.0)
    1.5
    """
    # Not x >> 1.
    return x / 2


class Pair:
    """Two numbers."""

    # The first one is the smaller.
    @staticmethod
    def first(x: float, y: float = 1.0) -> float:
        return min(x, y)

    def second(self) -> float: return 2.0
'''


def test_a_hole_keeps_signature_types_and_docstring() -> None:
    messages = {"half": 'One. Say "Task"', "Pair.first": "b", "Pair.second": "c"}
    assert (
        cut(SOURCE, messages, "a.py")
        == '''"""A file."""

import math

# Halves and quarters


def half(x: float) -> float:
    """Return x / 2.

    >>> half(3.0)
    1.5
    """
    raise NotImplementedError(
        "One. "
        "Say \\"Task\\""
    )


class Pair:
    """Two numbers."""

    @staticmethod
    def first(x: float, y: float = 1.0) -> float:
        raise NotImplementedError("b")

    def second(self) -> float:
        raise NotImplementedError("c")
'''
    )


@pytest.mark.parametrize("name", ["Half", "Pair.third", "first", "Pair", "pair.first"])
def test_a_function_that_is_not_there_stops_everything(name: str) -> None:
    with pytest.raises(Renamed, match=f"tasks.toml: expected {name} in a.py"):
        cut(SOURCE, {name: "x"}, "a.py")


@pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)
def test_only_the_functions_of_a_task_change(one: Task) -> None:
    full, holes = contents([]), contents([one])
    changed = {name for name in full if full[name] != holes[name]}
    assert changed == {file_of(module) for module in one.modules}
    for name in changed:
        old, new = full[name].decode(), holes[name].decode()
        added = difflib.ndiff(old.split("\n"), new.split("\n"))
        lines = [line[2:].strip() for line in added if line.startswith("+ ")]
        holes_here = sum(len(one.names(m)) for m in one.modules if file_of(m) == name)
        assert sum("raise NotImplementedError" in line for line in lines) == holes_here
        ast.parse(new)


def test_an_error_names_task_page_and_check() -> None:
    text = contents([task("1.4")])["minitorch/autodiff.py"].decode()
    assert '"Task 1.4: topological_sort is not written yet. "' in text
    assert '"Page: docs/tasks/task1_4.html; check: python -m work check 1.4"' in text
