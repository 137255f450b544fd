"""A token's way through one head of attention: recorded, and drawn step by step."""

import math
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_parts import Element, area, classes, find, outside, overlaps, parse, placed
from svg_parts import texts as texts_of

from minitorch import tensor
from minitorch.inspect.head import STAGES, Head, HeadRun, attend, record_head
from minitorch.nn.functional import scaled_dot_product_attention
from minitorch.plot import plot_attention_step, step_through_attention
from minitorch.plot.boxes.head_words import cell_text
from minitorch.plot.paper.words import value_text


def random_run(
    tokens: int = 4, width: int = 3, size: int = 2, at: int = -1, seed: int = 0
) -> HeadRun:
    pick = np.random.default_rng(seed)
    q, k, v = pick.normal(size=(3, size, width)).round(2).tolist()
    xs = pick.normal(size=(tokens, width)).round(2).tolist()
    return record_head(Head(q, k, v), xs, "abcdefgh"[:tokens], at)


runs = st.builds(
    random_run,
    *(st.integers(1, 6), st.integers(1, 4), st.integers(1, 4)),
    at=st.just(-1),
    seed=st.integers(0, 99),
)

# The run


@given(runs, st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_head_is_attention_as_pytorch_has_it(run: HeadRun, is_causal: bool) -> None:
    x = tensor(run.xs)
    matrices = (run.head.query, run.head.key, run.head.value)
    q, k, v = [x @ tensor(matrix).T for matrix in matrices]
    expected = scaled_dot_product_attention(q, k, v, is_causal=is_causal).numpy()
    for at in range(len(run.xs)):
        output, weights = attend(run.head, run.xs, at, is_causal)
        assert output == pytest.approx(expected[at])
        assert sum(weights) == pytest.approx(1)
        again = record_head(run.head, run.xs, run.tokens, at, is_causal)
        assert (again["output"], again["weights"]) == (output, weights)


def test_every_line_is_recorded_with_the_lines_that_ran() -> None:
    run = random_run()
    assert tuple(stage.name for stage in run.stages) == STAGES
    for stage in run.stages:
        assert any(run.code[i].startswith(f"{stage.name} = ") for i in stage.lines)
    assert max(i for stage in run.stages for i in stage.lines) == len(run.code) - 2


def test_later_tokens_are_hidden_unless_all_may_be_seen() -> None:
    run = random_run(at=1)
    assert run["masked"][2:] == [-math.inf, -math.inf]
    assert run["weights"][2:] == [0, 0]
    seen = record_head(run.head, run.xs, run.tokens, 1, is_causal=False)
    assert seen["masked"] == seen["scaled"]


@pytest.mark.parametrize(
    ("xs", "tokens", "at", "head", "words"),
    [
        ([], "", 0, Head([[1]], [[1]], [[1]]), "at least one"),
        ([[1]], "ab", 0, Head([[1]], [[1]], [[1]]), "1 rows and 2 tokens"),
        ([[1]], "a", 1, Head([[1]], [[1]], [[1]]), "from 0 to 0, got 1"),
        ([[1, 2]], "a", 0, Head([[1]], [[1]], [[1]]), r"rows of \[1, 2\] numbers"),
        ([[1]], "a", 0, Head([[1], [2]], [[1]], [[1]]), "2 in query and 1 in key"),
        ([[math.nan]], "a", 0, Head([[1]], [[1]], [[1]]), r"got \[nan\]"),
        ([[1]], "a", 0, Head([[1]], [[1]], [[10**400]]), "from -1e.100 to 1e.100"),
        ([[1e30], [-1e30]], "ab", 1, Head([[1]], [[-1]], [[1]]), "between -700 and"),
        ([[40]], "a", 0, Head([[1]], [[1]], [[1]]), "between -700 and 700"),
    ],
)
def test_a_run_says_what_it_needs(
    xs: Any, tokens: str, at: int, head: Head, words: str
) -> None:
    with pytest.raises((ValueError, IndexError), match=words):
        record_head(head, xs, tokens, at)


# The frames


def frames(run: HeadRun) -> list[Element]:
    return [parse(frame.svg()) for frame in step_through_attention("T", run).frames]


def shown(root: Element) -> list[str]:
    """What stands in the cells."""
    return texts_of(root, "name")


def computed(run: HeadRun, step: int) -> list[str]:
    """What should stand in the cells after so many steps."""
    rows = [run.xs, *(stage.numbers for stage in run.stages[:step])]
    alone = {"query", "output"}
    names = ["x", *(stage.name for stage in run.stages[:step])]
    return [
        cell_text(cell)
        for name, row in zip(names, rows, strict=True)
        for cell in ([row] if name in alone else row)
    ]


@given(runs)
@settings(max_examples=15, deadline=None)
def test_frames_show_what_has_been_computed_and_nothing_else(run: HeadRun) -> None:
    for step, root in enumerate(frames(run)):
        assert sorted(shown(root)) == sorted(computed(run, step))
        n = len(run.tokens)
        now = (
            n if step == 0 else len(computed(run, step)) - len(computed(run, step - 1))
        )
        hidden = n - 1 - run.at if step and run.stages[step - 1].name == "masked" else 0
        assert len(find(root, "function", "current")) == now - hidden
        assert len(find(root, "pointer")) == 1
        assert len(texts_of(root, "token")) == n


@pytest.mark.parametrize("at", [0, 1, 3])
def test_lines_lead_to_keys_and_from_what_has_weight(at: int) -> None:
    run = random_run(at=at)
    counts = [len(find(root, "fan")) for root in frames(run)]
    assert counts == [0, 0, 0, 4, 4, 4, 4, 4, 4, 4 + at + 1]
    lines = find(frames(run)[-1], "fan")[4:]
    widths = [float(line.get("stroke-width", 0)) for line in lines]
    thick = [(0.5 + 7 * weight) * 96 / 72 for weight in run["weights"][: at + 1]]
    assert widths == pytest.approx(thick, abs=0.01)
    assert len(find(frames(run)[-1], "hidden")) == 3 - at


@given(runs)
@settings(max_examples=10, deadline=None)
def test_nothing_lies_over_anything_and_nothing_moves(run: HeadRun) -> None:
    places = []
    for root in frames(run):
        cells = [
            area(e, x, y) for e, x, y, _ in placed(root) if e.tag.endswith("}rect")
        ]
        words = [
            area(e, x, y)
            for e, x, y, _ in placed(root)
            if {"row", "token"} & {*classes(e)}
        ]
        assert not overlaps(cells + words)
        assert not outside(root, cells + words)
        places.append(sorted(cell[1:] for cell in cells))
    assert all(each == places[0] for each in places)


def test_a_single_step_is_drawn_as_in_the_stepper() -> None:
    run = random_run()
    for step, frame in enumerate(step_through_attention("T", run).frames):
        assert plot_attention_step("", run, step) == frame
    assert plot_attention_step("", run, -1) == plot_attention_step("", run, 9)
    with pytest.raises(IndexError, match="from 0 to 9, got 10"):
        plot_attention_step("", run, 10)


# The words


@given(runs)
@settings(max_examples=15, deadline=None)
def test_the_arithmetic_is_right(run: HeadRun) -> None:
    for table in step_through_attention("T", run).tables:
        for _, line in table:
            if " = " not in line or "∞" in line:
                continue
            left, right = line.replace("−", "-").split(" = ")
            left = left.replace("·", "*").replace("e^", "math.e**")
            assert eval(left) == pytest.approx(float(right), rel=0.05, abs=0.05)


def test_sentences_and_tables_name_every_token() -> None:
    run = random_run(at=2)
    stepper = step_through_attention("T", run)
    assert stepper.sentences[0].startswith("c, token 3 of 4, is going to ask.")
    for stage, sentence, table in zip(
        run.stages, stepper.sentences[1:], stepper.tables[1:], strict=True
    ):
        assert f", {stage.name}: " in sentence
        if stage.name not in ("query", "output"):
            assert [name for name, _ in table] == list("abcd")
            assert all(f" {name} " in sentence for name in "abcd")
    assert "d comes later and may not be seen" in stepper.sentences[5]
    assert "nothing is hidden" in step_through_attention("T", random_run()).sentences[5]
    assert stepper.tables[5][3] == ("d", "later: −∞")
    total = value_text(sum(run["powers"]))
    assert f"their sum, {total}:" in stepper.sentences[7]


def test_the_element_holds_the_program_that_ran() -> None:
    html = step_through_attention("T <b>", random_run()).html()
    assert 'data-kind="attention"' in html
    assert "T &lt;b&gt;" in html
    assert len(re.findall("<li><code>", html)) == len(random_run().code)
    assert "<th>for</th><th>computed</th>" in html


@pytest.mark.parametrize("draw", [plot_attention_step, step_through_attention])
def test_what_is_no_run_or_too_large_is_refused(draw: Any) -> None:
    more = (1,) if draw is plot_attention_step else ()
    with pytest.raises(TypeError, match="a run such as"):
        draw("t", [1.0], *more)
    wide = random_run(width=5)
    long = record_head(Head([[1.0]], [[1.0]], [[1.0]]), [[0.0]] * 9, range(9))
    for run in (wide, long):
        with pytest.raises(ValueError, match="draws at most 8 tokens with 4 numbers"):
            draw("t", run, *more)
