"""The mathematics in titles and labels: letters, scripts, room, and what is refused."""

import pytest

from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.mathtext import Run, runs
from minitorch.plot.paper.words import text_width


def looks(line: str) -> list[tuple[str, bool, float, float]]:
    return [(r.text, r.italic, r.size, round(r.rise, 3)) for r in runs(line)]


def written(line: str) -> str:
    return "".join(run.text for run in runs(line))


@pytest.mark.parametrize(
    "line", ["The loss", "5 $ each", "a $ b $ c $ d", "x_1 and {b} \\bar"]
)
def test_text_without_a_pair_of_dollars_stays_as_it_is(line: str) -> None:
    assert runs(line) == [Run(line)]


def test_single_letters_are_slanted_and_nothing_else() -> None:
    assert looks(r"a $f(x) = 2 \log x$") == [
        ("a ", False, 1.0, 0.0),
        ("f", True, 1.0, 0.0),
        ("(", False, 1.0, 0.0),
        ("x", True, 1.0, 0.0),
        (")", False, 1.0, 0.0),
        ("=", False, 1.0, 0.0),
        ("2", False, 1.0, 0.0),
        ("log", False, 1.0, 0.0),
        ("x", True, 1.0, 0.0),
    ]
    assert [r.italic for r in runs(r"$\sigma \Sigma$")] == [True, False]


def test_a_script_takes_one_sign_or_one_group() -> None:
    assert looks("$x_12$") == [
        ("x", True, 1.0, 0.0),
        ("1", False, 0.7, -0.16),
        ("2", False, 1.0, 0.0),
    ]
    assert looks("$h_{12}$")[1] == ("12", False, 0.7, -0.16)
    assert looks("$e^{-x}y$")[1:] == [
        ("−", False, 0.7, 0.36),
        ("x", True, 0.7, 0.36),
        ("y", True, 1.0, 0.0),
    ]


def test_scripts_of_scripts_are_smaller_and_further_out() -> None:
    raised = looks("$e^{x^2}z$")
    assert raised[1] == ("x", True, 0.7, 0.36)
    assert raised[2] == ("2", False, pytest.approx(0.49), pytest.approx(0.612))
    assert raised[3] == ("z", True, 1.0, 0.0)


def test_signs_are_those_of_print() -> None:
    assert written(r"$-\sigma'(m) \cdot 2 \le \pi$") == "−σ′(m)·2≤π"
    assert written(r"$\{1, 2\}$") == "{1,2}"


def test_words_in_mathematics_are_upright_and_keep_their_spaces() -> None:
    assert looks(r"$d_{\text{out}} x$") == [
        ("d", True, 1.0, 0.0),
        ("out", False, 0.7, -0.16),
        ("x", True, 1.0, 0.0),
    ]
    assert looks(r"$\text{a b}\text{c}$") == [("a bc", False, 1.0, 0.0)]


@pytest.mark.parametrize(
    ("source", "letters"), [(" y", "ȳ"), ("{y}", "ȳ"), (r"\theta", "θ\u0304")]
)
def test_an_accent_stands_over_the_next_letter_alone(source: str, letters: str) -> None:
    assert written(rf"$\bar{source} - y$") == f"{letters}−y"


def space(line: str, sign: str) -> float:
    return next(run.space for run in runs(line) if run.text == sign)


def test_room_around_relations_operators_and_functions() -> None:
    assert space("$a = b$", "=") == space("$a = b$", "b") == 5 / 18
    assert space("$a - b$", "−") == space("$a - b$", "b") == 2 / 9
    assert space(r"$2 \cos x$", "cos") == space(r"$2 \cos x$", "x") == 1 / 6
    assert space(r"$a\,b$", "b") == 1 / 6
    assert space("$a b$", "ab") == 0


def test_a_minus_with_nothing_before_it_stands_close() -> None:
    assert runs(r"$-\log x$")[0] == Run("−log")
    assert runs("$(-b)$")[0] == Run("(−")
    assert space("$a = -b$", "b") == 0
    assert runs("$e^{a-b}$")[2].space == 0


def test_runs_of_one_look_are_one() -> None:
    assert written("$10 + 10$") == "10+10"
    assert [run.text for run in runs("$10x$")] == ["10", "x"]


@pytest.mark.parametrize("name", ["frac", "sqrt", "mathbf"])
def test_an_unknown_command_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=rf"cannot use \\{name}, as in .*It knows"):
        runs(rf"the $\{name}{{x}}$")


def test_an_open_brace_is_told() -> None:
    with pytest.raises(ValueError, match=r"left open in the text '\$x_\{1\$'"):
        runs("$x_{1$")


def test_scripts_and_room_count_in_the_width() -> None:
    whole = text_width("$x_1 = 2$")
    parts = text_width("$x$") + 0.7 * text_width("1") + text_width("=2")
    assert whole == pytest.approx(parts + 2 * 5 / 18 * 14 / 72)
    assert text_width(r"$\bar{y}$") == text_width("y")
    assert text_width("a\nlonger\nb") == text_width("longer")


def test_the_line_comes_back_down_after_a_script() -> None:
    svg = text("t", 0, 0, "$x_1$ and $x^2$", size=15, colour="black")
    moves = [float(part.partition('"')[0]) for part in svg.split('dy="')[1:]]
    assert moves == [3.2, -3.2, -7.2]  # 20 pixels of 0.16 and 0.36
