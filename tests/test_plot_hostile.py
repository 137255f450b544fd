"""What nobody expects: texts that no file may hold, numbers at the limits of floats.

Each picture is a well-formed file, or it is refused in words of the package's own.
"""

import json
import math
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from pictures import Panel
from svg_parts import find, points, texts

import minitorch.plot as plot
from minitorch import Module, PointSet, Scalar, ScalarFunction, tensor
from minitorch.inspect.head import Head, HeadRun, record_head
from minitorch.inspect.recording import record
from minitorch.plot.paper.words import number

# Texts

TEXTS = ["\x00\x08\x0b\x1b\x1f", "\ud800\udfff\ufffe\uffff", "\ud83d \ude00\r"]
TEXTS += ["]]><!--<&>\"'", "\x7f\x85\u2028\ufdd0\U0001f600\U0010ffff", "\n\t"]


class Pass(ScalarFunction):
    @staticmethod
    def forward(ctx: Any, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Any, d_out: float) -> float:
        return d_out


def boxes(t: str) -> Scalar:
    """The result of a Function and of Scalars that are called so."""
    named: Any = type("Named", (Pass,), {})
    words = t.replace("\0", "").encode("utf-8", "ignore")  # Python refuses the rest
    named.__name__ = words.decode("utf-8")
    result = named.apply(Scalar(2.0, name=t)) * 3
    result.name = t
    return result  # type: ignore[no-any-return]


class Parts(Module):
    def forward(self, x: Scalar) -> Any:
        return self.modules()[0](x) + x


class Part(Module):
    def forward(self, x: Scalar) -> Scalar:
        return 3 * x


def parts(t: str) -> Module:
    """A module with a part that is called so."""
    module = Parts()
    module.add_module(t, Part())
    return module


def square(x: Any) -> Any:
    return x * x


def plane(x: float, y: float) -> float:
    return x + y - 1


S = PointSet([(0.2, 0.4), (0.7, 0.1)], [1, 0])
TWO = [1.0, 2.0], [2.0, 4.0]
TURN = plot.one_round(
    lambda x, w: w * x, lambda y, d: (y - d).mean(), {"w": 1.0}, TWO, TWO, 0.1
)


def turn(t: str) -> Any:
    values = {**vars(TURN), "weights": {t: 1.0}, "updated": {t: 1.0}}
    return plot.Round(**values | {"gradient": {t: 1.0}})


def through_a_head(t: str) -> HeadRun:
    """The run of a head on tokens that are called so."""
    return record_head(Head([[1.0]], [[2.0]], [[3.0]]), [[0.5], [1.0]], [t, t], at=0)


def axes(t: str) -> dict[str, str]:
    return {"xlabel": t, "ylabel": t}


def chart(t: str) -> Any:
    """A figure of matplotlib with the text wherever there may be one."""
    (left, right) = plt.figure().subplots(1, 2)
    left.plot([1, 2], [0, 1], label=t)
    left.set(title=t, xlabel=t, ylabel=t)
    right.bar([1, 2], [1, 2], label=t)
    return plot.described()


# Every public function, given the text wherever it takes one.
WITH_TEXT: dict[str, Callable[[str], Any]] = {
    "compare_walks": lambda t: plot.compare_walks(t, boxes(t)),
    "described": lambda t: chart(t),
    "explore_separator": lambda t: plot.explore_separator(
        t, PointSet(S.X, S.y, t), 1, 1, 0
    ),
    "plot_activation": lambda t: plot.plot_activation(
        t, abs, [1, 2], [0, 1], **axes(t)
    ),
    "plot_attention": lambda t: plot.plot_attention(t, [[1]], [t]),
    "plot_attention_step": lambda t: plot.plot_attention_step(t, through_a_head(t), 9),
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
    "plot_heatmap": lambda t: plot.plot_heatmap(t, [[1]], [t], [t], **axes(t)),
    "plot_hidden": lambda t: plot.plot_hidden(t, lambda *h: h, S, names=(t, t)),
    "plot_history": lambda t: plot.plot_history(t, [1, 2], **axes(t)),
    "plot_images": lambda t: plot.plot_images(t, [[[0, 1]]], [t], columns=1),
    "plot_losses": lambda t: plot.plot_losses(t, square, [1, 2], **axes(t)),
    "plot_modules": lambda t: plot.plot_modules(t, parts(t), Scalar(2.0, name=t)),
    "plot_points": lambda t: plot.plot_points(t, PointSet(S.X, S.y, t)),
    "plot_regions": lambda t: plot.plot_regions(t, plane, PointSet(S.X, S.y, t)),
    "plot_secants": lambda t: plot.plot_secants(t, square, 1.0, [0.5], label=t),
    "plot_shapes": lambda t: plot.plot_shapes(t, (2, 3), (3,)),
    "plot_step": lambda t: plot.plot_step(t, record(boxes(t)), 2),
    "plot_storage": lambda t: plot.plot_storage(t, tensor([1.0, 2.0])),
    "plot_tangent": lambda t: plot.plot_tangent(t, square, 1.0, label=t, xlabel=t),
    "row": lambda t: plot.row(*[plot.plot_function(t, square, label=t)] * 2),
    "step_through": lambda t: plot.step_through(t, record(boxes(t))),
    "step_through_attention": lambda t: plot.step_through_attention(
        t, through_a_head(t)
    ),
}


def test_every_public_function_is_tried() -> None:
    helpers = {"one_round", "use_look"}
    public = {n for n in plot.__all__ if n[0].islower()}
    missing = sorted(public - helpers - set(WITH_TEXT))
    assert not missing, f"add a call of {missing} to WITH_TEXT in {__file__}"
    gone = sorted(set(WITH_TEXT) - public)
    assert not gone, f"{gone} is in WITH_TEXT, but not in minitorch.plot.__all__"


def parsed(figure: Any) -> ElementTree.Element:
    """The root of a figure's file, in which every place is a number."""
    assert all(map(allowed, figure.html()))
    if isinstance(figure, plot.Stepper):
        ElementTree.fromstring(figure.html())
    root = ElementTree.fromstring(figure.svg())
    for element in root.iter():
        for name, value in element.attrib.items():
            if name != "aria-label":
                assert not re.search(r"\b(nan|inf)\b", value), (name, value)
    return root


@pytest.mark.filterwarnings("ignore:Glyph .* missing")  # of matplotlib
@pytest.mark.parametrize("name", WITH_TEXT)
def test_any_text_gives_a_well_formed_file(name: str) -> None:
    for text in TEXTS:
        parsed(WITH_TEXT[name](f"a{text}b"))


def test_only_what_no_file_may_hold_is_replaced() -> None:
    for letter in (c for c in "".join(TEXTS) if not c.isspace()):
        figure = plot.plot_history("t", [1.0], xlabel=f"a{letter}b")
        kept = letter if allowed(letter) else "\N{REPLACEMENT CHARACTER}"
        [name, _] = find(parsed(figure), "name")
        assert name.text == f"a{kept}b"


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
@pytest.mark.parametrize("name", sorted({*WITH_TEXT} - {"row", "described"}))
def test_a_title_is_a_string(
    name: str, title: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    function = getattr(plot, name)
    monkeypatch.setattr(plot, name, lambda t, *a, **k: function(title, *a, **k))
    with pytest.raises(TypeError, match="title first"):
        WITH_TEXT[name]("x")


# Numbers

TINY, SMALL, LARGE, HUGE, INF = 5e-324, 1e-300, 1e300, 1.7e308, math.inf
PAIRS: list[tuple[float, float]] = [
    (-1.0, 1.0),
    (0.0, 0.0),
    (TINY, TINY),
    (0.0, TINY),
    (SMALL, 1.0),
    (1.0, SMALL),
    (1e16, 1e16 + 2),
    (1e160, -1e160),
    (LARGE, 1.0),
    (1.0, LARGE),
    (-HUGE, HUGE),
    (HUGE, HUGE),
    (math.nan, 1.0),
    (1.0, math.nan),
    (INF, 1.0),
    (1.0, -INF),
    (10**400, 1.0),
    (1.0, -(10**400)),
]
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
    "plot_attention": lambda a, b: plot.plot_attention("t", [[a, 1 - a], [b, 0]], "xy"),
    "plot_attention_step": lambda a, b: plot.plot_attention_step(
        "t", record_head(Head([[a]], [[1]], [[b]]), [[b], [1]], "xy"), 9
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
    "plot_heatmap": lambda a, b: plot.plot_heatmap("t", [[a, b]], form=".2g"),
    "plot_heatmap, most": lambda a, b: plot.plot_heatmap("t", [[b, 1]], most=a),
    "plot_hidden": lambda a, b: plot.plot_hidden("t", lambda x, y: (a * x, b * y), S),
    "plot_history": lambda a, b: plot.plot_history("t", [a, b, a]),
    "plot_history, one": lambda a, b: plot.plot_history("t", [a]),
    "plot_images": lambda a, b: plot.plot_images("t", [[[a, b]]]),
    "plot_images, ends": lambda a, b: plot.plot_images("t", [[[0, 1]]], low=a, high=b),
    "plot_losses": lambda a, b: plot.plot_losses("t", square, [a, b]),
    "plot_losses, f": lambda a, b: plot.plot_losses(
        "t", lambda m: a if m < 0 else b * m, [-1, *[1] * 40]
    ),
    "plot_modules": lambda a, b: plot.plot_modules("t", parts("p"), Scalar(a)),
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
SLOW = ("plot_contours", "plot_descent", "plot_fit", "plot_confusion")
SLOW += ("plot_images", "plot_regions")
# How Python begins what it says of numbers.
FOREIGN = re.compile(
    "math (domain|range)|cannot convert|out of range|overflow|division|too large to"
)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of numpy, for infinities
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_numbers_at_the_limits_are_drawn_or_refused(name: str) -> None:
    drawn, refusals = 0, set()
    for a, b in PAIRS[::5] if name.startswith(SLOW) else PAIRS:
        try:
            parsed(WITH_NUMBERS[name](a, b))
            drawn += 1
        except (ValueError, TypeError) as error:
            refusals.add(str(error))
    assert drawn
    assert not [words for words in refusals if FOREIGN.match(words)]
    assert min(map(len, refusals), default=50) > 30


# Drawn right


def heights(figure: Any) -> list[float]:
    """How far down in pixels the points of a figure's lines are."""
    lines = find(parsed(figure), "line")
    return [y for line in lines for _, y in points(line.get("d", ""))]


@pytest.mark.parametrize("factor", [2.0**-990, 2.0**-40, 2.0**40, 2.0**1010])
def test_a_picture_looks_the_same_in_any_unit(factor: float) -> None:
    ys = [0.75, -0.5, 0.25]
    usual = plot.plot_history("t", ys)
    scaled = plot.plot_history("t", [factor * y for y in ys])
    assert heights(usual) == heights(scaled)
    ticks = [t for t in texts(parsed(scaled), "tick") if t not in ("1", "2", "3")]
    assert len(ticks) == len(set(ticks)) >= 2
    curves = [
        plot.plot_function("t", lambda x, k=k: k * (x * x - 1), -2.0, 2.0)
        for k in (1.0, factor)
    ]
    assert heights(curves[0]) == heights(curves[1])
    assert curves[1].alt.endswith(
        f"from {number(3 * factor)} at x = -2 to {number(3 * factor)} at x = 2, its "
        f"least value {number(-factor)} at x = 0."
    )


@pytest.mark.parametrize("unit", [1e-12, 1e-200, 1.0, 1e200])
def test_regions_are_told_in_the_unit_of_their_axes(unit: float) -> None:
    picture = plot.plot_regions("t", lambda x, y: x / unit - 0.25, low=-unit, high=unit)
    assert "positive on 38%" in picture.alt
    at, end = number(0.25 * unit), number(unit)
    assert f"The boundary runs from ({at}, -{end}) to ({at}, {end})." in picture.alt


@pytest.mark.parametrize("size", [1e-300, 1e-160, 1.0, 1e160, 1e299])
def test_distances_do_not_depend_on_the_size_of_the_weights(size: float) -> None:
    def model(x1: float, x2: float) -> float:
        return size * (3 * x1 + 4 * x2 - 2)

    picture = plot.plot_regions("t", model, S, distances=True)
    far = [abs(3 * x1 + 4 * x2 - 2) / 5 for x1, x2 in S.X]
    told = f"{number(min(far))} to {number(max(far))} long."
    assert picture.alt.endswith(
        f" 2 thin lines from the points to the boundary, {told}"
    )


@pytest.mark.parametrize("size", [1e-200, 1.0])
def test_a_curved_boundary_has_no_distances(size: float) -> None:
    with pytest.raises(ValueError, match="linear model"):
        plot.plot_regions("t", lambda x, y: size * (x * x - y), S, distances=True)


@pytest.mark.parametrize("slope", [1e3, -1e12, 1e300])
def test_a_steep_tangent_runs_from_below_to_above(slope: float) -> None:
    picture = plot.plot_tangent("t", lambda x: slope * (x - 1), 1.0, ylim=(-2, 2))
    _, tangent = Panel(picture).lines()
    assert tangent[:, 0] == pytest.approx([1, 1], abs=0.01)
    assert sorted(tangent[:, 1]) == pytest.approx([-2, 2], abs=0.01)


def test_a_tangent_outside_of_the_axes_is_refused() -> None:
    with pytest.raises(ValueError, match="does not pass through the axes"):
        plot.plot_tangent("t", square, 1.0, ylim=(50, 60))


def test_a_path_that_diverges_is_refused_at_its_first_infinite_point() -> None:
    path = [(0.0, 0.0), (1e200, 2.0), (math.inf, 3.0)]
    with pytest.raises(ValueError, match=r"got \(inf, 3\.0\) as point 2"):
        plot.plot_contours("t", plane, path=path)


def test_the_message_says_what_cannot_be_drawn() -> None:
    with pytest.raises(
        ValueError, match=r"An axis from 0\.0 to 5e-324 cannot be drawn"
    ):
        plot.plot_history("t", [5e-324])
    with pytest.raises(ValueError, match=r"got \[1.0, inf\]"):
        plot.plot_history("t", [1.0, 10**400])
    with pytest.raises(ValueError, match="cannot be drawn: it is 2 long"):
        plot.plot_function("t", square, 1e16, 1e16 + 2)
