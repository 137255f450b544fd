"""Which listings show a program that a task asks for, and what is left of them."""

from pathlib import Path

import pytest

from _ext.answers.finished import Finished, all_finished, code, hollow, shown_in

ROOT = Path(__file__).resolve().parents[1]


def names(listing: str) -> list[str]:
    return [one.name for one in shown_in(listing, ROOT)]


def test_every_function_of_the_manifest_is_found_in_its_own_file() -> None:
    for one in all_finished(ROOT):
        file = Path(*one.module.split(".")).with_suffix(".py")
        place = next(p for p in (ROOT / file, ROOT / "workbook" / file) if p.exists())
        assert one.is_in(place.read_text("utf-8")), one


def test_of_a_function_the_call_and_a_sentence_are_known_but_no_answer() -> None:
    told = {one.name: (one.call, one.sentence) for one in all_finished(ROOT)}
    assert told["Variable.chain_rule"] == (
        "Variable.chain_rule(self, d_output)",
        "Pass a derivative back through the Function that made this Variable.",
    )
    assert told["Mul.forward"] == ("Mul.forward(ctx, a, b)", "")


def test_a_part_of_a_program_is_found_whatever_its_indentation() -> None:
    body = next(
        one.body for one in all_finished(ROOT) if one.name == "topological_sort"
    )
    part = "\n\n".join(f"        {line}  # why" for line in body[3:7])
    assert names(part) == ["topological_sort"]


@pytest.mark.parametrize(
    "listing",
    [
        "import math\n\nfrom minitorch import Scalar",
        "topological_sort(result)",
        "class Other:\n    def backward(ctx, d_out):\n        return d_out, -d_out",
        "def forward(ctx, x):\n    return 5 * x",
    ],
)
def test_what_is_given_stays_open(listing: str) -> None:
    assert names(listing) == []


def test_a_short_body_is_found_under_its_own_name_only() -> None:
    assert "mul" in names("def mul(x, y):\n    return x * y")
    assert "mul" not in names("def times(x, y):\n    z = x\n    return x * y")


def test_a_short_method_is_found_in_its_own_class_only() -> None:
    body = "    def backward(ctx, d_out):\n        return d_out, -d_out\n"
    assert "Sub.backward" in names(f"class Sub(ScalarFunction):\n{body}")
    assert "Sub.backward" not in names(f"class Minus(ScalarFunction):\n{body}\nx = 1")


def test_a_cell_keeps_what_is_not_of_the_program() -> None:
    half = Finished(
        "0.1", "Operators", "minitorch.operators", "half", ("return x / 2",)
    )
    cell = "def half(x):\n    return x / 2\n\n\ndef double(x):\n    return 2 * x"
    cell += "\n\nhalf(1)"
    left = hollow(cell, [half])
    assert "x / 2" not in left
    assert 'raise NotImplementedError("Task 0.1")' in left
    assert code(left)[-3:] == ["def double(x):", "return 2 * x", "half(1)"]
    compile(left, "cell", "exec")


def test_a_function_that_is_gone_is_told(tmp_path: Path) -> None:
    """A function of the engine with a new name must not lose its cover in silence."""
    work = tmp_path / "workbook" / "work"
    work.mkdir(parents=True)
    work.joinpath("tasks.toml").write_text(
        '[[task]]\nnumber = "0.1"\ntitle = "Operators"\n'
        'functions = ["minitorch.operators:add"]\n',
        "utf-8",
    )
    (tmp_path / "minitorch").mkdir()
    (tmp_path / "minitorch" / "operators.py").write_text("def plus(x): ...", "utf-8")
    with pytest.raises(LookupError, match="which minitorch/operators"):
        all_finished(tmp_path)
