"""`make bench`: a GPT that trains on numbers of two kinds, and when that counts."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from minitorch import Scalar, collector_paused

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import gpt
import gpt_batch
import gpt_engine
import gpt_run
from report import Figures, NotMeasured
from value import Value

NAME = gpt.tokens("ada")
Trained = tuple[list[float], gpt.Row]


@pytest.fixture(autouse=True, scope="module")
def without_the_collector() -> Iterator[None]:
    """Tens of thousands of numbers are made by each of these tests."""
    with collector_paused():
        yield


def trained(kind: type) -> Trained:
    weights = gpt.make_weights(kind)
    adam = gpt.Adam(gpt.parameters(weights))
    losses = []
    for _ in range(2):
        loss = gpt.loss(weights, NAME)
        loss.backward()
        losses.append(loss.data)
        adam.step()
    return losses, adam.parameters


def test_it_has_as_many_parameters_as_the_one_that_was_published() -> None:
    assert (gpt.TOKENS, len(gpt.LETTERS)) == (27, 26)
    assert len(gpt.parameters(gpt.make_weights(float))) == 4192


def test_names_become_tokens_and_rows() -> None:
    assert gpt.tokens("cab") == [26, 2, 0, 1, 26]
    assert gpt.one_hot(2)[:4] == [0.0, 0.0, 1.0, 0.0]
    flat = gpt_engine.flat(NAME)
    rows = list(gpt_engine.rows(tuple(flat)))
    assert [row.index(1.0) for row in rows] == NAME


def test_both_kinds_of_numbers_learn_the_same() -> None:
    (values, theirs), (scalars, ours) = trained(Value), trained(Scalar)
    assert scalars == pytest.approx(values, abs=1e-12)
    assert values[1] < values[0]
    found = [p.data for p in theirs]
    assert [p.data for p in ours] == pytest.approx(found, abs=1e-9)


def test_a_row_of_zeros_and_a_one_stands_for_a_token() -> None:
    weights = gpt.make_weights(Scalar)
    rows = [gpt.one_hot(token) for token in NAME]
    loss = gpt.loss(weights, rows)
    assert loss.data == pytest.approx(gpt.loss(weights, NAME).data, abs=1e-12)


@pytest.fixture(scope="module")
def differentiated() -> gpt.Weights:
    weights = gpt.make_weights(Scalar)
    gpt.loss(weights, NAME).backward()
    return weights


@pytest.mark.parametrize("matrix", gpt.SHAPES)
def test_derivatives_of_every_matrix_against_central_differences(
    differentiated: gpt.Weights, matrix: str
) -> None:
    p, h, around = differentiated[matrix][0][1], 1e-5, []
    start = p.data
    for p.data in (start - h, start + h):
        around.append(gpt.loss(differentiated, NAME).data)
    p.data = start
    expected = (around[1] - around[0]) / (2 * h)
    assert p.derivative == pytest.approx(expected, abs=1e-8)


def test_attention_looks_back_and_not_ahead() -> None:
    weights = gpt.make_weights(Scalar)

    def first_answer(name: str) -> list[float]:
        keys: list[gpt.Row] = []
        values: list[gpt.Row] = []
        tokens = gpt.tokens(name)[:2]
        found = [
            gpt.answer(weights, token, i, keys, values)
            for i, token in enumerate(tokens)
        ]
        return [p.data for p in found[0]]

    assert first_answer("ada") == first_answer("zoe")


def test_shares_add_up_to_one() -> None:
    pick = random.Random(0)
    shares = gpt.softmax([Scalar(pick.uniform(-900, 900)) for _ in range(9)])
    assert sum(s.data for s in shares) == pytest.approx(1)


def engine(*seconds: float, losses: tuple[float, ...] = (3.0, 2.0)) -> Figures:
    about = {"traced": 2.0, "compiled": 1.0, "lines": 9, "parameters": 4192}
    return about | {"seconds": list(seconds), "losses": list(losses)}


def test_aims_are_microgpts_time_over_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    times = {"value": 9.0, "scalar": 10.0, "paused": 4.5, "replay": 0.5}
    times |= {"fused": 6.0, "fused_paused": 3.0, "totals": 0.25}
    times |= {"tensors": 0.5, "torch": 0.75}
    shares = {"minitorch-float32": 2.0, "torch-float32": 3.0}
    shares |= {"minitorch-float64": 4.0, "torch-float64": 2.0}

    def in_turns(script: str, *_: object) -> dict[str, Figures]:
        found = times if script == "gpt_engine.py" else shares
        return {name: engine(1.0, s, 99.0) for name, s in found.items()}

    monkeypatch.setattr(gpt_run, "in_turns", in_turns)
    figures = gpt_run.measure(1, 3)
    assert [a.value for a in gpt_run.aims(figures)] == [0.9, 2.0, 3.0, 9.0, 1.5, 0.5]
    reached = [aim["reached"] for aim in figures["aims"]]
    assert reached == [True, True, True, False, True, False]
    text = gpt_run.text(figures)
    assert "4,192 parameters" in text
    assert ["PyTorch,", "float32", "3,000", "1.5"] in map(str.split, text.splitlines())


def test_fused_sums_learn_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = trained(Scalar)
    monkeypatch.setattr(gpt, "dot", gpt.dot)  # is put back
    step, _ = gpt_engine.fused()
    assert [step(NAME), step(NAME)] == pytest.approx(expected, rel=0, abs=1e-12)
    ones, twos = [Scalar(1.0)] * 9, [Scalar(2.0)] * 9
    assert {*gpt.dot(ones, twos).parents} >= {*ones, *twos}


def test_arrays_and_numbers_learn_the_same() -> None:
    step, about = gpt_engine.tensors()
    losses = [step(NAME) for _ in range(2)]
    assert losses == pytest.approx(trained(Scalar)[0], abs=1e-12)
    assert about == {"parameters": 4192}


@pytest.mark.parametrize("dtype", gpt_run.DTYPES)
def test_both_libraries_learn_the_same_from_batches(dtype: str) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    ours, theirs = (
        gpt_batch.measure(f"{library}-{dtype}", 1) for library in gpt_batch.STEPS
    )
    assert ours["losses"] == pytest.approx(theirs["losses"], abs=gpt_run.NEAR[dtype])


def test_numbers_that_learn_something_else_are_not_compared() -> None:
    engines = {"value": engine(1.0), "scalar": engine(1.0, losses=(3.0, 2.0 + 1e-15))}
    assert 0 < gpt_run.difference(engines) < 1e-12
    for wrong in (2.0 + 1e-9, float("nan")):
        engines["scalar"] = engine(1.0, losses=(3.0, wrong))
        with pytest.raises(NotMeasured, match="losses differ"):
            gpt_run.difference(engines)
