"""The page "A GPT, whole": its cells are one program; replay learns as graphs do."""

import re
from pathlib import Path
from typing import Any

import pytest

from minitorch import Scalar

PAGE = Path(__file__).parents[1] / "docs" / "module4" / "gpt_whole.md"
CELL = re.compile(r"^```\{code-cell\}.*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^:.*\n", re.MULTILINE)


def program() -> list[str]:
    """The cells that readers run, down to the one that trains; and that one."""
    cells = [c for c in CELL.findall(PAGE.read_text("utf-8")) if "no-live" not in c]
    cells = [OPTION.sub("", c).strip("\n") for c in cells]
    last = next(i for i, c in enumerate(cells) if c.startswith("learn("))
    return cells[: last + 1]


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """What its definitions define, where nothing has been trained."""
    found: dict[str, Any] = {}
    for cell in program():
        lines = cell.splitlines()
        if lines[0].startswith(("adam = ", "for name in", "learn(")):
            continue
        kept = [line for line in lines if not line.startswith(("print(", "replays = "))]
        exec("\n".join(kept), found)
    return found


def losses(page: dict[str, Any], names: list[str], replayed: bool) -> list[float]:
    """Those of a new model that learns each name once."""
    weights = page["make_weights"](seed=4)
    adam, replays, found = page["Adam"](page["parameters_of"](weights)), {}, []
    for name in names:
        if replayed:
            if len(name) not in replays:
                replays[len(name)] = page["traced"](len(name), weights)
            found.append(replays[len(name)].backward([page["flat"](name)]))
        else:
            loss = page["loss"](weights, page["rows"](name))
            loss.backward()
            found.append(loss.data)
        adam.step(rate=0.01)
    return found


def test_the_program_has_at_most_200_lines() -> None:
    """Empty lines are not counted, as the page says."""
    lines = [line for cell in program() for line in cell.splitlines() if line.strip()]
    assert 100 < len(lines) <= 200


def test_it_needs_nothing_but_python_and_the_engine() -> None:
    imported = re.findall(r"^(?:from|import) ([\w.]+)", "\n".join(program()), re.M)
    packages = {name.partition(".")[0] for name in imported}
    assert packages == {"random", "itertools", "minitorch"}


def test_replay_learns_what_graphs_learn(page: dict[str, Any]) -> None:
    names = ["amy", "zoe", "amy", "eve"]
    by_graphs, by_replay = (losses(page, names, replayed) for replayed in (False, True))
    assert by_replay == pytest.approx(by_graphs, rel=0, abs=1e-12)
    assert by_graphs[2] < by_graphs[0]


def test_the_sums_that_it_learns_by_are_one_function_each(page: dict[str, Any]) -> None:
    xs, ys = [[Scalar(x) for x in row] for row in ([2.0, 3.0], [5.0, -1.0])]
    product = page["dot"](xs, ys)
    product.backward()
    assert product.data == 7.0
    assert {*product.parents} >= {*xs, *ys}
    assert [v.derivative for v in (*xs, *ys)] == [5.0, -1.0, 2.0, 3.0]


def test_one_program_serves_every_name_of_a_length(page: dict[str, Any]) -> None:
    weights = page["make_weights"](seed=2)
    replay = page["traced"](2, weights)
    replay.check(*page["flat"]("zz"))
    for name in ("ab", "ba", "zz"):
        expected = page["loss"](weights, page["rows"](name)).data
        found = replay(*page["flat"](name))
        assert found == pytest.approx(expected, rel=0, abs=1e-12)


@pytest.mark.parametrize("matrix", ["letter", "place", "key", "narrower", "next"])
def test_its_derivatives_are_those_of_the_loss(
    page: dict[str, Any], matrix: str
) -> None:
    weights, rows = page["make_weights"](seed=2), page["rows"]("ab")
    page["loss"](weights, rows).backward()
    p, step, around = weights[matrix][1][1], 1e-5, []
    start = p.data
    for p.data in (start - step, start + step):
        around.append(page["loss"](weights, rows).data)
    slope = (around[1] - around[0]) / (2 * step)
    assert p.derivative == pytest.approx(slope, abs=1e-8)


def test_new_weights_are_learned_from_the_beginning(page: dict[str, Any]) -> None:
    page |= {"names": ["ab"], "weights": page["make_weights"](seed=5), "replays": {}}
    page["adam"] = page["Adam"](page["parameters_of"](page["weights"]))
    page["learn"](steps=3, every=3)
    page["weights"] = page["make_weights"](seed=6)
    first = page["loss"](page["weights"], page["rows"]("ab")).data
    page["learn"](steps=2, every=2)
    assert page["history"][0] == pytest.approx(first, rel=0, abs=1e-12)
    assert len(page["history"]) == 2
    now = page["loss"](page["weights"], page["rows"]("ab")).data
    assert now < page["history"][1] < first


def test_what_is_no_letter_is_refused(page: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="got 'Z'"):
        page["rows"]("Zoe")


def test_a_letter_does_not_see_what_comes_after_it(page: dict[str, Any]) -> None:
    weights = page["make_weights"](seed=2)

    def first_two(name: str) -> list[list[float]]:
        keys: list[Any] = []
        values: list[Any] = []
        return [
            [x.data for x in page["gpt"](weights, row, i, keys, values)]
            for i, row in enumerate(page["rows"](name)[:2])
        ]

    assert first_two("ab") == first_two("ac")
    assert first_two("ab") != first_two("bb")
