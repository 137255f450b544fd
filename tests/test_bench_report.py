"""`make bench`: aims, ratios, and what is kept of a run."""

import argparse
import doctest
import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import report
import run
import scalar_run
from report import Aim, Figures, NotMeasured, number, table


@pytest.mark.parametrize("module", [report, run])
def test_examples(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "at_most", "reached"),
    [(9.9, False, False), (10, False, True), (10, True, True), (10.1, True, False)],
)
def test_an_aim_is_reached_on_its_side_of_the_limit(
    value: float, at_most: bool, reached: bool
) -> None:
    aim = Aim("it takes", value, 10, at_most)
    assert aim.reached is reached
    assert ("reached" in str(aim)) is reached
    assert ("MISSED" in str(aim)) is not reached
    assert aim.row()["reached"] is reached


def test_an_aim_that_was_kept_reads_the_same() -> None:
    aim = Aim("a node takes", 192.3, 200, True, " bytes")
    assert run.sentence(json.loads(json.dumps(aim.row()))) == str(aim)


def test_a_missed_aim_is_not_rounded_into_a_reached_one() -> None:
    assert "MISSED" in str(Aim("it takes", 200.4, 200, True))


def test_numbers_keep_what_stands_before_the_point() -> None:
    assert [number(n) for n in (0.0156, 999.6, 1234.5)] == ["0.0156", "1,000", "1,234"]


def test_columns_are_aligned() -> None:
    lines = table(["", "ms"], [["a", "1"], ["longer", "1,234"]]).splitlines()
    assert [line.rstrip() for line in lines] == [
        "           ms",
        "a           1",
        "longer  1,234",
    ]


def engine(off: float, on: float) -> Figures:
    times = {"collector off": [off] * 3, "collector on": [on] * 3}
    return {"loss": 1.0, "derivative": 2.0, "nodes": 10, "bytes": 190.0} | times


def scalars() -> Figures:
    engines = {
        "minitorch": engine(1.0, 2.0),
        "fused": engine(0.5, 0.5),
        "replay": engine(0.125, 0.125),
        "micrograd": engine(3.0, 24.0),
    }
    scalar_run.summarise(engines)
    imports = {"python": 0.010, "minitorch.scalar": 0.014}
    return {"engines": engines, "imports": imports, "deep": 1.25, "ladder": {}}


def test_ratios_are_others_times_over_ours_in_the_same_mode() -> None:
    known = scalars()["engines"]["micrograd"]
    assert known["ratio, collector off"] == 3.0
    assert known["ratio, collector on"] == 12.0


def test_what_is_aimed_at_of_scalars() -> None:
    values = [aim.value for aim in scalar_run.aims(scalars())]
    assert values == pytest.approx([12, 3, 48, 192, 190, 1.25, 4])


def test_engines_that_compute_something_else_are_not_compared() -> None:
    engines = {"minitorch": engine(1, 1), "micrograd": engine(1, 1)}
    scalar_run.check_same(engines)
    engines["micrograd"]["derivative"] = float("nan")
    with pytest.raises(NotMeasured, match="derivative differs"):
        scalar_run.check_same(engines)


def test_parts_that_were_not_measured_now_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.json"
    run.keep(path, "weights", {"a": 1})
    run.keep(path, "site", {"b": 1 / 3})
    run.keep(path, "weights", {"a": 2})
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert list(kept.items()) == [("site", {"b": 0.333333}), ("weights", {"a": 2})]


def test_a_part_that_fails_says_why(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "SITE", tmp_path)
    monkeypatch.setattr(run, "about", lambda **_: {})  # it waits two seconds
    options = run.read_options(["weights"])
    assert run.run("weights", options) is None
    assert "run `make html` first" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["pages"], ["--rounds", "0"]])
def test_a_wrong_command_measures_nothing(wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        run.read_options(wrong)


def test_all_parts_are_the_default() -> None:
    options = run.read_options([])
    assert isinstance(options, argparse.Namespace)
    assert options.parts == []


def test_a_share_of_the_processors_is_busy() -> None:
    share = report.busy(0.05)
    assert share is None or 0 <= share <= 1


def test_the_kept_run_has_all_that_its_page_reads() -> None:
    kept = json.loads(run.KEPT.read_text(encoding="utf-8"))
    assert list(kept) == [part for part in run.PARTS if part in kept]
    for part in kept.values():
        assert {"date", "processor", "cores", "system", "busy", "versions"} <= set(
            part["about"]
        )
        assert all(str(Aim(**without(aim, "reached"))) for aim in part.get("aims", []))


def without(row: Figures, key: str) -> Figures:
    return {name: value for name, value in row.items() if name != key}
