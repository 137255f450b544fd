"""Quizzes: what counts as the computed answer, and what the build refuses."""

import doctest
import importlib
import math
from typing import Any

import pytest

from _ext.asking import kinds, values
from _ext.asking.kinds import Written, Wrong


@pytest.mark.parametrize("name", ["values", "predict", "kinds"])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"_ext.asking.{name}")).failed == 0


def written(*keys: str, told: bool = True) -> list[Written]:
    return [Written(key, told) for key in keys]


@pytest.mark.parametrize(
    ("text", "value", "is_same"),
    [
        ("12", 12.0, True),
        ("−0.69", -0.6931, True),
        ("-0.70", -0.6931, False),
        ("24,000", 24000, True),
        ("1e-5", 1e-5, True),
        ("1e-5", 1e-6, False),
        ("nan", math.nan, True),
        ("inf", -math.inf, False),
        ("True", True, True),
        ("1", True, False),
        ("(2, 3)", (2, 3), True),
        ("(3, 2)", (2, 3), False),
        ("[2, 3]", (2, 3), False),
        ("a  b", "a b", True),
        ("12", "12", True),
        ("12 apples", 12, False),
    ],
)
def test_a_written_answer_is_the_computed_value(
    text: str, value: Any, is_same: bool
) -> None:
    assert values.same(text, value) is is_same


def test_what_was_glued_is_read() -> None:
    known = {"a": "(2,\n 3)", "b": "nan", "c": "Tensor([1.0])"}
    assert values.value("a", known) == (2, 3)
    assert math.isnan(values.value("b", known))
    with pytest.raises(values.Unknown, match=r"got 'd' \(a, b, c\)"):
        values.value("d", known)
    with pytest.raises(values.Unknown, match="expected c to be a number"):
        values.value("c", known)


def test_one_of_several() -> None:
    facts = kinds.one(written("6", "12"), 12.0, "slope")
    assert facts == {"kind": "one", "right": [1]}
    message = r"is slope = 7\.0, which a cell has computed; 0 of these are: '6', '12'"
    with pytest.raises(Wrong, match=message):
        kinds.one(written("6", "12"), 7.0, "slope")
    with pytest.raises(Wrong, match="2 of these are"):
        kinds.one(written("6", "6.0"), 6.0, "slope")
    with pytest.raises(Wrong, match="two answers or more"):
        kinds.one(written("6"), 6.0, "slope")


def test_each_wrong_answer_has_a_sentence() -> None:
    answers = [Written("6", False), Written("12", False), Written("9", True)]
    with pytest.raises(Wrong, match="a sentence for who chooses '6'"):
        kinds.one(answers, 12.0, "slope")
    assert kinds.one(answers[1:], 12.0, "slope")["right"] == [0]


def test_several_of_several() -> None:
    facts = kinds.several(written("a", "b", "c"), ["c", "a"], "some")
    assert facts["right"] == [0, 2]
    for value in ([], ["a", "a"], ["a", "d"]):
        with pytest.raises(Wrong, match="some"):
            kinds.several(written("a", "b", "c"), value, "some")


def test_an_order() -> None:
    facts = kinds.order(written("a", "b", "c"), ["c", "a", "b"], "turns")
    assert facts["right"] == [2, 0, 1]
    for value in (["c", "a"], ["c", "a", "a"], ["c", "a", "d"], "cab"):
        with pytest.raises(Wrong, match="turns"):
            kinds.order(written("a", "b", "c"), value, "turns")
    with pytest.raises(Wrong, match="written already"):
        kinds.order(written("a", "b"), ["a", "b"], "turns")


def test_a_number() -> None:
    facts = kinds.number(0.6931, "loss", 0.01, [0.5, -0.69], ".2f")
    assert facts["shown"] == "0.69"
    assert kinds.number(12, "n", 0.0, [13.0], "")["shown"] == "12"
    for value in ("12", True, math.nan, math.inf):
        with pytest.raises(Wrong, match="a finite number"):
            kinds.number(value, "n", 0.0, [], "")
    with pytest.raises(Wrong, match="differ from loss"):
        kinds.number(0.6931, "loss", 0.01, [0.7], "")
    with pytest.raises(Wrong, match="a sentence already"):
        kinds.number(0.6931, "loss", 0.01, [0.5, 0.505], "")


def test_a_line_of_code() -> None:
    facts = kinds.line("x.sum(0)", "total", "check(lambda x: {})", [])
    assert facts["check"] == "check(lambda x: {})"
    with pytest.raises(Wrong, match=r"with \{\} where"):
        kinds.line("x.sum(0)", "total", "check", [])
    for value in (12, " ", "a\nb"):
        with pytest.raises(Wrong, match="a line of code"):
            kinds.line(value, "total", "check({})", [])


def test_a_line_is_made_of_the_names_that_it_may_use() -> None:
    made = kinds.line("relu(x) + relu(-x)", "size", "check({})", ["relu", "x"])
    assert made["names"] == ["relu", "x"]
    for value in ("abs(x)", "relu(x) + max(x, 0)", "relu(3.0)"):
        with pytest.raises(Wrong, match="size to be made of relu, x"):
            kinds.line(value, "size", "check({})", ["relu", "x"])
