"""What nobody expects: texts that no file may hold, numbers at the limits of floats.

Each picture is a well-formed file, or it is refused in words of the package's own.
"""

import json
import math
import re
import warnings
from collections.abc import Callable, Iterable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minitorch.plot as plot
from minitorch import PointSet, Scalar, ScalarFunction, tensor
from minitorch.inspect.recording import record

# Texts

TEXTS = [*"\x00\x08\x0b\x1b\x1f\x7f\x85\r\u2028\ud800\udfff\ufdd0\ufffe\uffff"]
TEXTS += ["]]>", "<&>\"'", "<!--", "\U0001f600", "\U0010ffff", "\ud83d \ude00", "\n\t"]


class Pass(ScalarFunction):
    @staticmethod
    def forward(ctx: Any, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Any, d_out: float) -> float:
        return d_out


def boxes(t: str) -> Scalar:
    """The result of a Function and of Scalars that are called so."""
    named: Any = type(t, (Pass,), {})
    result = named.apply(Scalar(2.0, name=t)) * 3
    result.name = t
    return result  # type: ignore[no-any-return]


def square(x: Any) -> Any:
    return x * x


def plane(x: float, y: float) -> float:
    return x + y - 1


S = PointSet([(0.2, 0.4), (0.7, 0.1)], [1, 0])
TURN = plot.one_round(
    lambda x, w: w * x, lambda y, d: (y - d).mean(), {"w": 1.0}, ([1.0], [2.0]), ([2.0], [4.0]), 0.1
)  # fmt: skip


def turn(t: str) -> Any:
    values = {**vars(TURN), "weights": {t: 1.0}, "updated": {t: 1.0}}
    return plot.Round(**values | {"gradient": {t: 1.0}})


def axes(t: str) -> dict[str, str]:
    return {"xlabel": t, "ylabel": t}


# Every public function, given the text wherever it takes one.
WITH_TEXT: dict[str, Callable[[str], Any]] = {
    "compare_walks": lambda t: plot.compare_walks(t, boxes(t)),
    "explore_separator": lambda t: plot.explore_separator(
        t, PointSet(S.X, S.y, t), 1, 1, 0
    ),
    "plot_activation": lambda t: plot.plot_activation(
        t, abs, [1, 2], [0, 1], **axes(t)
    ),
    "plot_boxes": lambda t: plot.plot_boxes(t, boxes(t)),
    "plot_broadcast": lambda t: plot.plot_broadcast(t, [1.0], [2.0]),
    "plot_confusion": lambda t: plot.plot_confusion(t, [t, "a"], ["a", t]),
    "plot_contours": lambda t: plot.plot_contours(t, plane, **axes(t)),
    "plot_cycle": lambda t: plot.plot_cycle(t, turn(t)),
    "plot_descent": lambda t: plot.plot_descent(t, plane, [(0, 0)], **axes(t)),
    "plot_error": lambda t: plot.plot_error(t, math.sin, math.cos, 1.0),
    "plot_fit": lambda t: plot.plot_fit(t, [1, 2], [3, 4], {t: square}, **axes(t)),
    "plot_function": lambda t: plot.plot_function(t, square, label=t, **axes(t)),
    "plot_functions": lambda t: plot.plot_functions(t, {t: square}, **axes(t)),
    "plot_hidden": lambda t: plot.plot_hidden(t, lambda *h: h, S, names=(t, t)),
    "plot_history": lambda t: plot.plot_history(t, [1, 2], **axes(t)),
    "plot_images": lambda t: plot.plot_images(t, [[[0, 1]]], [t]),
    "plot_losses": lambda t: plot.plot_losses(t, square, [1, 2], **axes(t)),
    "plot_points": lambda t: plot.plot_points(t, PointSet(S.X, S.y, t)),
    "plot_regions": lambda t: plot.plot_regions(t, plane, PointSet(S.X, S.y, t)),
    "plot_secants": lambda t: plot.plot_secants(t, square, 1.0, [0.5], label=t),
    "plot_shapes": lambda t: plot.plot_shapes(t, (2, 3), (3,)),
    "plot_step": lambda t: plot.plot_step(t, record(boxes(t)), 2),
    "plot_storage": lambda t: plot.plot_storage(t, tensor([1.0, 2.0])),
    "plot_tangent": lambda t: plot.plot_tangent(t, square, 1.0, label=t, xlabel=t),
    "row": lambda t: plot.row(*[plot.plot_function(t, square, label=t)] * 2),
    "step_through": lambda t: plot.step_through(t, record(boxes(t))),
}


def test_every_public_function_is_tried() -> None:
    helpers = {"one_round"}
    public = {n for n in plot.__all__ if n[0].islower()}
    assert set(WITH_TEXT) == public - helpers


def parsed(figure: Any) -> ElementTree.Element:
    """The root of a figure's file, in which every place is a number."""
    html = figure.html().partition("<script")[0]
    if html:
        html.encode("utf-8")
        ends = "</linear-separator>" if "<linear-separator" in html else ""
        ElementTree.fromstring(html + ends)
    svg = figure.svg()
    svg.encode("utf-8")
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for name, value in element.attrib.items():
            if name != "aria-label":
                assert not re.search(r"\b(nan|inf)\b", value), (name, value)
    return root


@pytest.mark.parametrize("name", WITH_TEXT)
def test_any_text_gives_a_well_formed_file(name: str) -> None:
    for text in TEXTS:
        parsed(WITH_TEXT[name](f"a{text}b"))


def test_only_what_no_file_may_hold_is_replaced() -> None:
    for text in TEXTS:
        figure = plot.plot_history("t", [1.0], xlabel=f"a{text}b")
        words = {"".join(e.itertext()) for e in parsed(figure).iter()}
        kept = text if all(map(allowed, text)) else "\N{REPLACEMENT CHARACTER}"
        if not text.isspace():
            assert any(f"a{kept}b" in line for line in words) or len(text) > 1
        assert ("\N{REPLACEMENT CHARACTER}" in "".join(words)) == (kept != text)


def allowed(letter: str) -> bool:
    """What XML 1.0 calls a character."""
    code = ord(letter)
    ranges = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return letter in "\t\n\r" or any(low <= code <= high for low, high in ranges)


def test_the_separators_data_can_be_read_back() -> None:
    for text in TEXTS:
        html = WITH_TEXT["explore_separator"](f"a{text}b").html()
        data = html.partition('type="application/json">')[2].partition("</script>")[0]
        assert json.loads(data)["start"]["data"][0] == "a"


@pytest.mark.parametrize("title", [None, b"t", 3])
@pytest.mark.parametrize("name", sorted({*WITH_TEXT} - {"row"}))
def test_a_title_is_a_string(
    name: str, title: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = getattr(plot, name)
    monkeypatch.setattr(plot, name, lambda t, *a, **k: function(title, *a, **k))
    with pytest.raises(TypeError, match="title first"):
        WITH_TEXT[name]("x")


# Numbers

TINY, SMALL, LARGE, HUGE = 5e-324, 1e-300, 1e300, 1.7e308
LIMITS = [0.0, TINY, SMALL, 1e-160, 1.0, 1e16, 1e160, LARGE, HUGE, math.nan, math.inf]
LIMITS = [*LIMITS, *(-x for x in LIMITS[1:]), 10**400]
Number = Callable[[float, float], Any]


def near(a: float, b: float) -> PointSet:
    return PointSet([(a, b), (b, 0.5)], [1, 0])


# Every public function that takes numbers, given two of them.
WITH_NUMBERS: dict[str, Number] = {
    "explore_separator": lambda a, b: plot.explore_separator("t", near(a, b), 1, 1, 0),
    "explore_separator, w": lambda a, b: plot.explore_separator("t", S, a, b, 0),
    "plot_activation": lambda a, b: plot.plot_activation("t", abs, [a, b], [0, 1]),
    "plot_activation, f": lambda a, b: plot.plot_activation(
        "t", lambda x: a if x < 0 else b, [1, 2], [0, 1]
    ),
    "plot_boxes": lambda a, b: plot.plot_boxes("t", Scalar(a) * b),
    "plot_boxes, back": lambda a, b: plot.plot_boxes(
        "t", (r := Scalar(1.0) * 2), derivatives={r: a}
    ),
    "plot_broadcast": lambda a, b: plot.plot_broadcast("t", [a], [b], "*"),
    "plot_confusion": lambda a, b: plot.plot_confusion("t", [a, b], [b, b]),
    "plot_contours": lambda a, b: plot.plot_contours("t", lambda x, y: a * x + b * y),
    "plot_contours, ends": lambda a, b: plot.plot_contours("t", plane, a, b),
    "plot_contours, levels": lambda a, b: plot.plot_contours(
        "t", plane, levels=[a, b, 1]
    ),
    "plot_contours, path": lambda a, b: plot.plot_contours(
        "t", lambda x, y: x**2 + y, path=[(0, 0), (a, b), (1, 1)]
    ),
    "plot_descent": lambda a, b: plot.plot_descent(
        "t", lambda x, y: x**2 + y, [(0, 0), (a, b), (b, a)]
    ),
    "plot_error": lambda a, b: plot.plot_error("t", square, lambda x: b, a),
    "plot_error, epsilons": lambda a, b: plot.plot_error(
        "t", math.sin, math.cos, 1.0, epsilons=[a, b, 0.1]
    ),
    "plot_fit": lambda a, b: plot.plot_fit("t", [a, b], [b, 0.5], {"m": square}),
    "plot_fit, model": lambda a, b: plot.plot_fit(
        "t", [0, 1], [0, 1], {"m": lambda x: a * x + b}, residuals=True, predict=[2]
    ),
    "plot_function": lambda a, b: plot.plot_function(
        "t", lambda x: a if x < 0 else b * x
    ),
    "plot_function, ends": lambda a, b: plot.plot_function("t", square, a, b),
    "plot_function, marks": lambda a, b: plot.plot_function("t", square, marks=[a, b]),
    "plot_function, ylim": lambda a, b: plot.plot_function("t", square, ylim=(a, b)),
    "plot_functions": lambda a, b: plot.plot_functions(
        "t", {"f": lambda x: a * x, "g": lambda x: b}
    ),
    "plot_hidden": lambda a, b: plot.plot_hidden("t", lambda x, y: (a * x, b * y), S),
    "plot_history": lambda a, b: plot.plot_history("t", [a, b, a]),
    "plot_history, one": lambda a, b: plot.plot_history("t", [a]),
    "plot_images": lambda a, b: plot.plot_images("t", [[[a, b]]]),
    "plot_images, ends": lambda a, b: plot.plot_images("t", [[[0, 1]]], low=a, high=b),
    "plot_losses": lambda a, b: plot.plot_losses("t", square, [a, b]),
    "plot_losses, f": lambda a, b: plot.plot_losses(
        "t", lambda m: a if m < 0 else b * m, [-1, *[1] * 40]
    ),
    "plot_points": lambda a, b: plot.plot_points("t", near(a, b)),
    "plot_regions": lambda a, b: plot.plot_regions(
        "t", lambda x, y: a * x + b * y, S, wrong=True
    ),
    "plot_regions, ends": lambda a, b: plot.plot_regions("t", plane, low=a, high=b),
    "plot_regions, distances": lambda a, b: plot.plot_regions(
        "t", lambda x, y: a * x + a * y + b, S, distances=True
    ),
    "plot_regions, threshold": lambda a, b: plot.plot_regions(
        "t", lambda x, y: b * x, threshold=a
    ),
    "plot_secants": lambda a, b: plot.plot_secants("t", lambda x: a * x, 0.5, [1, b]),
    "plot_storage": lambda a, b: plot.plot_storage("t", tensor([a, b])),
    "plot_tangent": lambda a, b: plot.plot_tangent("t", lambda x: a * x + b, 1.0),
    "plot_tangent, x": lambda a, b: plot.plot_tangent("t", square, a, -b, b),
}
FOREIGN = re.compile(
    "math (domain|range)|cannot convert|out of range|overflow|division|too large to"
)


@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_numbers_at_the_limits_are_drawn_or_refused(name: str) -> None:
    draw, drawn = WITH_NUMBERS[name], 0
    for a in LIMITS:
        for b in LIMITS[::2] if a in LIMITS[1::2] else LIMITS:
            try:
                parsed(draw(a, b))
                drawn += 1
            except (ValueError, TypeError) as error:
                assert not FOREIGN.match(str(error)), (a, b, error)
                assert len(str(error)) > 30, (a, b, error)
    assert drawn
