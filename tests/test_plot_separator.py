"""The separator as Python makes it: numbers, words, and the page without a script.

What the script makes of it is compared with the same numbers in
tests/site/test_browser_separator.py.
"""

import json
import re
from math import exp, isclose, log
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minitorch import PointSet, datasets
from minitorch.plot import Separator, explore_separator
from minitorch.plot.separator.drawn import arrow_tip
from minitorch.plot.separator.situation import Situation

FOUR = PointSet([(0.2, 0.3), (0.9, 0.8), (0.4, 0.9), (0.6, 0.1)], [1, 0, 1, 0], "Four")
weights = st.floats(-10, 10)


def four() -> Separator:
    return explore_separator("Four points", FOUR, -2.0, 1.0, 0.25)


def chosen() -> Separator:
    return explore_separator("By hand", datasets, 1, 1, -1, data="Xor", seed=2)


@given(weights, weights, st.floats(-10, 10))
def test_losses_are_those_of_the_formula(w1: float, w2: float, b: float) -> None:
    situation = Situation(FOUR, w1, w2, b)
    for (x1, x2), label, loss in zip(FOUR.X, FOUR.y, situation.losses, strict=True):
        m = w1 * x1 + w2 * x2 + b
        assert isclose(loss, log(1 + exp(-m if label else m)), abs_tol=1e-9)


def test_a_very_wrong_point_costs_what_the_engines_log_says() -> None:
    """Not 60, but log(EPS) - 1 and a little: below EPS the logarithm is a line."""
    (loss,) = Situation(PointSet([(1.0, 1.0)], [0]), 20.0, 20.0, 20.0).losses
    assert isclose(loss, 12 * log(10) + 1, abs_tol=1e-9)


@given(weights, weights, weights)
def test_the_halves_make_up_the_square(w1: float, w2: float, b: float) -> None:
    assume(abs(w1) + abs(w2) > 0.01)
    situation = Situation(FOUR, w1, w2, b)
    assert isclose(area(situation.half(1)) + area(situation.half(-1)), 1.0)
    for x1, x2 in situation.boundary or ():
        assert abs(situation.m(x1, x2)) < 1e-9
        assert 0 <= x1 <= 1
        assert 0 <= x2 <= 1


def area(corners: list[tuple[float, float]]) -> float:
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in pairs) / 2


@given(weights, weights, weights)
def test_the_arrow_points_to_the_blue_side_and_stays_inside(
    w1: float, w2: float, b: float
) -> None:
    situation = Situation(FOUR, w1, w2, b)
    if situation.boundary is None:
        return
    (p, q) = situation.boundary
    start = (p[0] + q[0]) / 2, (p[1] + q[1]) / 2
    tip = arrow_tip(situation, start)
    assert situation.m(*tip) >= situation.m(*start) - 1e-9
    assert all(-1e-9 <= x <= 1 + 1e-9 for x in tip)


def test_the_alt_text_says_loss_mistakes_and_line() -> None:
    assert four().alt == (
        "Four points. 4 points of the data set Four: 2 of class 1 as blue circles, 2 "
        "of class 0 as orange crosses. Total loss 1.90 over 4 points, 0.474 on "
        "average; 0 on the wrong side. m(x) = −2 x₁ + 1 x₂ + 0.25. The largest loss, "
        "0.62, has point 1 of class 1 at (0.2, 0.3). The boundary runs from (0.13, 0) "
        "to (0.63, 1)."
    )
    everywhere = explore_separator("", FOUR, 0.0, 0.0, 1.0)
    assert everywhere.alt.endswith("No boundary in the picture, all of it is blue.")
    assert "2 on the wrong side" in everywhere.alt


def test_the_page_has_everything_without_a_script() -> None:
    html = four().html()
    assert html.count("<svg") == html.count('role="img"') == 2
    assert html.count("<tr class=") == FOUR.N
    assert four().start.headline in html
    assert four().alt in html
    for loss in four().start.losses:
        assert f"<td>{loss:.4f}</td>" in html


def test_the_page_keeps_a_strict_policy() -> None:
    """No script that runs, no style and no handler stands in it."""
    html = chosen().html()
    assert re.findall(r"<script[^>]*>", html) == ['<script type="application/json">']
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


def test_the_title_cannot_break_out() -> None:
    title = "</script><b>\"m\" & 'x'"
    separator = explore_separator(title, FOUR, 1.0, 0.0, 0.0)
    assert "<b>" not in separator.html()
    assert separator.html().count("</script>") == 1
    assert known(separator)["title"] == title


def known(separator: Separator) -> dict[str, object]:
    found = re.search(r'json">(.*)</script>', separator.html())
    assert found
    return dict(json.loads(found[1]))


def test_the_script_is_told_every_data_set_exactly() -> None:
    told = json.loads(json.dumps(known(chosen())))
    assert told["start"] == {"w1": 1, "w2": 1, "b": -1, "data": "Xor", "seed": 2}
    assert list(told["sets"]) == list(datasets)
    for name, versions in told["sets"].items():
        for seed, (index, labels) in enumerate(versions):
            points = datasets[name](30, seed=seed)
            assert [tuple(x) for x in told["X"][index]] == points.X
            assert [int(label) for label in labels] == points.y


def test_the_svg_can_stand_alone_and_is_always_the_same() -> None:
    bundle = chosen()._repr_mimebundle_()
    assert list(bundle) == ["text/html", "image/svg+xml"]
    assert bundle == chosen()._repr_mimebundle_()
    root = ElementTree.fromstring(bundle["image/svg+xml"])
    description = root.find(".//{http://purl.org/dc/elements/1.1/}description")
    assert description is not None
    assert description.text == chosen().alt


def test_points_beyond_the_square_move_the_ends() -> None:
    far = PointSet([(-1.0, 0.5), (3.0, 1.0)], [0, 1])
    assert explore_separator("Far", far, 1.0, 0.0, 0.0).start.ends == (-1.0, 3.0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"w1": 11.0}, "w1 must be a number from -10 to 10"),
        ({"b": float("nan")}, "b must be a number from -20 to 20"),
        ({"data": "Xnor"}, "No data set 'Xnor'; there are Simple, Diag"),
        ({"seed": 6}, "0 to 5, got 6"),
        ({"n": 0}, "at least one point"),
        ({"points": PointSet([], [])}, "at least one point"),
    ],
)
def test_what_cannot_be_shown_is_refused(change: dict[str, object], told: str) -> None:
    given: dict[str, object] = {"points": datasets, "w1": 1.0, "w2": 1.0, "b": 0.0}
    with pytest.raises(ValueError, match=told):
        explore_separator("No", **given | change)  # type: ignore[arg-type]


def test_something_else_than_points_is_refused() -> None:
    with pytest.raises(TypeError, match="Expected a data set"):
        explore_separator("No", [(0.0, 1.0)], 1.0, 1.0, 0.0)  # type: ignore[arg-type]
