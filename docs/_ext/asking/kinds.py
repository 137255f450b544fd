"""What each kind of quiz takes for right, and what it refuses when the site is built.

Nothing here knows of Sphinx: an answer is its letter, what it is compared by, and
whether the author has a sentence for who chose it.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from .values import is_number, same, shown


class Wrong(ValueError):
    """A quiz that could not be answered, or whose answer is not the computed one."""


@dataclass(frozen=True)
class Written:
    """An answer as the author wrote it.

    Args:
        key: what is compared with the computed value.
        told: whether a sentence is told to who chose it.
    """

    key: str
    told: bool


def letter(index: int) -> str:
    """The letter of an answer: A for the first."""
    return ascii_uppercase[index]


def found(answers: Sequence[Written], value: Any, name: str) -> int:
    """The index of the one answer that is a value.

    Raises:
        Wrong: none is, or several are.
    """
    fitting = [i for i, one in enumerate(answers) if same(one.key, value)]
    if len(fitting) == 1:
        return fitting[0]
    raise Wrong(
        f"expected one answer that is {name} = {value!r}, which a cell has computed; "
        f"{len(fitting)} of these are: {', '.join(repr(one.key) for one in answers)}"
    )


def need_sentences(answers: Sequence[Written], right: set[int]) -> None:
    """Refuse a wrong answer that nothing is said about.

    Raises:
        Wrong: there is one.
    """
    for index, one in enumerate(answers):
        if index not in right and not one.told:
            raise Wrong(
                f"expected a sentence for who chooses {one.key!r}: a paragraph of its "
                "own below the answer, indented like it"
            )


def need_some(answers: Sequence[Written]) -> None:
    """Refuse a choice between fewer than two, or more than there are letters for.

    Raises:
        Wrong: it is one.
    """
    if not 2 <= len(answers) <= len(ascii_uppercase):
        raise Wrong(f"expected a list of two answers or more, got {len(answers)}")


def one(answers: Sequence[Written], value: Any, name: str) -> dict[str, Any]:
    """One of several."""
    need_some(answers)
    right = {found(answers, value, name)}
    need_sentences(answers, right)
    return {"kind": "one", "right": sorted(right)}


def several(answers: Sequence[Written], value: Any, name: str) -> dict[str, Any]:
    """Those of several that are in a list."""
    need_some(answers)
    right = {found(answers, item, name) for item in value}
    if not right or len(right) != len(value):
        raise Wrong(f"expected {name} to be a list of different answers, got {value!r}")
    need_sentences(answers, right)
    return {"kind": "several", "right": sorted(right)}


def order(answers: Sequence[Written], value: Any, name: str) -> dict[str, Any]:
    """An order: the computed list has every answer once."""
    need_some(answers)
    if not isinstance(value, (list, tuple)) or len(value) != len(answers):
        raise Wrong(
            f"expected {name} to be a list of all {len(answers)} answers in their "
            f"order, got {value!r}"
        )
    right = [found(answers, item, name) for item in value]
    if len(set(right)) != len(right):
        raise Wrong(f"expected {name} to have every answer once, got {value!r}")
    if right == sorted(right):
        raise Wrong(f"{name} is the order in which the answers are written already")
    return {"kind": "order", "right": right}


def number(
    value: Any, name: str, tolerance: float, wrong: Sequence[float], how: str
) -> dict[str, Any]:
    """A number, and typical wrong ones.

    Raises:
        Wrong: it is no number, or a wrong one counts as right.
    """
    if not is_number(value) or value - value != 0:
        raise Wrong(f"expected {name} to be a finite number, got {value!r}")
    for index, other in enumerate(wrong):
        if abs(other - value) <= tolerance:
            raise Wrong(
                f"expected wrong numbers to differ from {name} = {value!r} by more "
                f"than {tolerance:g}, got {other!r}"
            )
        if any(abs(other - before) <= tolerance for before in wrong[:index]):
            raise Wrong(f"the wrong number {other!r} has a sentence already")
    return {
        "kind": "number",
        "value": value,
        "tolerance": tolerance,
        "wrong": list(wrong),
        "shown": shown(value, how),
    }


def line(value: Any, name: str, check: str, names: Sequence[str]) -> dict[str, Any]:
    """A line of code, which goes where the call of its check has a pair of braces.

    Args:
        value: the line that a cell computed.
        name: of the value.
        check: the call.
        names: what the line is made of, each of them and no other; none for anything.

    Raises:
        Wrong: the check has no place for it, or what was computed is no such line.
    """
    if check.count("{}") != 1:
        raise Wrong(
            "expected :check: to call a check with {} where the reader's line goes, "
            f"as in check_total(lambda x: {{}}), got {check!r}"
        )
    if not isinstance(value, str) or not value.strip() or "\n" in value:
        raise Wrong(f"expected {name} to be a line of code, got {value!r}")
    if names and set(names) != names_in(value):
        raise Wrong(f"expected {name} to be made of {', '.join(names)}, got {value!r}")
    return {"kind": "line", "check": check, "shown": value, "names": list(names)}


def names_in(line: str) -> set[str]:
    """The names in an expression, as the reader's script finds them too.

    >>> sorted(names_in("relu(x) if x else x.sum('by name')"))
    ['relu', 'x']
    """
    found = (node for node in ast.walk(ast.parse(line, mode="eval")))
    return {node.id for node in found if isinstance(node, ast.Name)}
