"""How charts look: readable from the last row, nothing clipped, nothing covered.

Every public function that returns a Chart has an entry in CHARTS, and every entry
passes every check.
"""

import hashlib
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from charts import box, drawn, is_curve, nearest, panel, texts
from matplotlib.figure import Figure
from matplotlib.text import Text

import minitorch.plot as plot
from minitorch.plot import Chart, row

PATH = [(4 * 0.95**i, 4 * 0.85**i) for i in range(200)]
SLOPE = [[(i + j) / 14 for j in range(8)] for i in range(8)]
X, Y = [0.0, 1.0, 2.0, 4.0], [1.0, 2.0, 4.0, 3.0]


def bowl(x: float, y: float) -> float:
    return x * x + 3 * y * y


def wave(x: float, y: float) -> float:
    return math.sin(x) + 2 * math.cos(y)


def descent(steps: int) -> Chart:
    return plot.plot_descent(f"{steps} steps", bowl, PATH[: steps + 1], least=(0, 0))


def two_models() -> Chart:
    models = {"model": lambda x: 0.5 * x + 1, "worse": lambda x: x}
    return plot.plot_fit(
        "A model and a worse one", X, Y, models, residuals=True, predict=[5.0]
    )


ABC = "abcdefghijklmnopqrstuvwxyz"

CHARTS: dict[str, Callable[[], Chart]] = {
    "plot_attention": lambda: plot.plot_attention(
        "Two", [[1, 0], [0.25, 0.75]], "ab", is_causal=True
    ),
    "plot_attention, many": lambda: plot.plot_attention(
        "Head", np.eye(9), ABC[:9], is_causal=True
    ),
    "plot_confusion": lambda: plot.plot_confusion(
        "Digits", [*range(10)] * 10, [0, *range(9)] * 10
    ),
    "plot_confusion, hundreds": lambda: plot.plot_confusion(
        "Hundreds", [*range(10)] * 999, [*range(9), 0] * 999
    ),
    "plot_confusion, two": lambda: plot.plot_confusion(
        "Pets", ["cat", "dog"], ["cat", "cat"]
    ),
    "plot_heatmap": lambda: plot.plot_heatmap(
        "Signs", [[0.5, -1.25], [2.0, 0.0]], "ab", "cd", xlabel="column", ylabel="row"
    ),
    "plot_heatmap, many": lambda: plot.plot_heatmap(
        "Many", [[0.5] * 9] * 9, ABC[:9], ABC[:9]
    ),
    "plot_images": lambda: plot.plot_images(
        "Slopes", [SLOPE] * 7, [f"is {i}\nsays {i}\n0.98, 0.01" for i in range(7)]
    ),
    "plot_images, wide": lambda: plot.plot_images(
        "Halves", [SLOPE[:2]] * 3, ["a", "b\nc", "d"], columns=3
    ),
    "plot_descent": lambda: descent(199),
    "plot_descent, of both signs": lambda: plot.plot_descent("A wave", wave, []),
    "plot_descent, a valley": lambda: plot.plot_descent(
        "A valley",
        lambda w, b: (3 * w + 2 * b) ** 2 + 0.05 * (w - b) ** 2,
        [(0.4, 0.2), (0.1, 0.1), (0.0, 0.05)],
        -1,
        1,
        levels=[0.0006, 0.001, 0.01, 0.1, 1, 2, 4],
        xlabel="w",
        ylabel="b",
    ),
    "plot_fit": two_models,
    "plot_fit, dots alone": lambda: plot.plot_fit("Dots", X, Y),
    "plot_fit, four that end together": lambda: plot.plot_fit(
        "Four", X, Y, {f"f{k}": lambda x, k=k: 3 + 0.01 * k for k in range(4)}
    ),
    "row": lambda: row(descent(10), descent(50), descent(199)),
    "row, mixed": lambda: row(descent(10), plot.plot_fit("The data", X, Y)),
    "row, sized": lambda: two_models().sized(width=7.0, height=5.0),
}


@pytest.fixture(params=CHARTS, scope="module")
def chart(request: pytest.FixtureRequest) -> Chart:
    return CHARTS[request.param]()


@pytest.fixture(scope="module")
def figure(chart: Chart) -> Figure:
    return chart.figure()


@pytest.fixture(scope="module")
def boxes(figure: Figure) -> list[tuple[Text, np.ndarray]]:
    """All words that can be seen, each with points of its box."""
    return [(text, box(text)) for text in texts(figure)]


@pytest.fixture(scope="module")
def svg(chart: Chart) -> str:
    return chart.svg()


def test_every_public_function_is_looked_at() -> None:
    public = {name: getattr(plot, name) for name in plot.__all__}
    hints = {n: getattr(f, "__annotations__", {}) for n, f in public.items()}
    charts = {name for name, hint in hints.items() if hint.get("return") is Chart}
    assert {name.partition(",")[0] for name in CHARTS} - {"row"} == charts


def test_text_is_large_enough_for_the_last_row(chart: Chart, figure: Figure) -> None:
    place = 560 if len(chart.panels) == 1 else 1180  # CSS pixels on a slide
    shrunk = min(1.0, place / (figure.get_figwidth() * 96))
    assert len(texts(figure)) >= 4
    for text in texts(figure):
        assert text.get_fontsize() * 96 / 72 * shrunk >= 15.5, text


def test_no_text_leaves_the_canvas(figure: Figure) -> None:
    for text in texts(figure):
        area = text.get_window_extent()
        assert figure.bbox.x0 <= area.x0 <= area.x1 <= figure.bbox.x1, text
        assert figure.bbox.y0 <= area.y0 <= area.y1 <= figure.bbox.y1, text


def test_no_text_covers_another(boxes: list[tuple[Text, np.ndarray]]) -> None:
    for (one, area), (other, place) in combinations(boxes, 2):
        assert nearest(area, place) > 2, (one, other)


def test_no_text_covers_a_line_or_a_mark(
    figure: Figure, boxes: list[tuple[Text, np.ndarray]]
) -> None:
    for axes in figure.axes:
        for kind, pixels in drawn(axes):
            for text, area in boxes:
                assert nearest(area, pixels) > 1.5, (kind, text)


def test_axes_are_of_one_size_and_in_their_place(chart: Chart, figure: Figure) -> None:
    boxes = [axes.get_window_extent() for axes in figure.axes]
    assert len(boxes) == len(chart.panels)
    for area in boxes:
        assert (area.width, area.height) == pytest.approx(boxes[0].size)
        assert area.y0 == pytest.approx(boxes[0].y0)


def test_a_sequence_keeps_everything_in_its_place() -> None:
    first, last = (panel(descent(n)).get_window_extent() for n in (3, 199))
    assert first.get_points() == pytest.approx(last.get_points())


def test_curves_and_marks_differ_by_shape() -> None:
    chart = CHARTS["plot_fit, four that end together"]()
    axes = panel(chart)
    lines = [line for line in axes.lines if is_curve(axes, line)]
    assert len(lines) == len({line.get_color() for line in lines}) == 4
    dashes = set(re.findall(r"stroke-dasharray: ([\d., ]+)", chart.svg()))
    assert len(dashes) == 3  # and one is solid
    marks = {line.get_marker() for line in panel(descent(9)).lines}
    assert {"s", "*", "x"} <= marks


def test_the_svg_is_transparent_and_carries_title_and_alt(
    chart: Chart, svg: str
) -> None:
    root = ElementTree.fromstring(svg)
    said = {e.tag.rpartition("}")[2]: e.text for e in root.iter()}
    assert said["description"] == chart.alt
    assert said["title"] == chart.title
    assert "#ffffff" not in svg
    assert "white" not in svg
    assert ("<image" in svg) == ("pixels" in chart.alt)


def test_a_chart_is_as_wide_as_a_picture_of_ours() -> None:
    curve = plot.plot_function("Square", lambda x: x * x)
    for ours, chart in (
        (curve, CHARTS["plot_fit, dots alone"]()),
        (row(curve, curve, curve), row(*[plot.plot_fit("Dots", X, Y)] * 3)),
    ):
        assert chart.layout().width == ours.layout().width
        assert f'width="{chart.layout().width * 72:g}' in chart.svg()


def test_the_same_chart_has_the_same_bytes(chart: Chart, svg: str) -> None:
    assert chart.svg() == svg


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {here!r})
from test_charts import CHARTS
for name in {names!r}:
    print(hashlib.sha256(CHARTS[name]().svg().encode()).hexdigest())
"""


def test_another_process_draws_the_same_bytes() -> None:
    names = ["plot_descent", "plot_fit"]
    script = SCRIPT.format(here=str(Path(__file__).parent), names=names)
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [hashlib.sha256(CHARTS[n]().svg().encode()).hexdigest() for n in names]
    assert done.stdout.split() == here


def test_a_chart_minds_no_settings_and_changes_none() -> None:
    chart = CHARTS["plot_fit"]()
    plain, before = chart.svg(), dict(matplotlib.rcParams)
    other = {"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": "x"}
    with matplotlib.rc_context(other):
        assert chart.svg() == plain
        assert matplotlib.rcParams["font.size"] == 30
    assert dict(matplotlib.rcParams) == before


def test_a_row_holds_charts_or_pictures() -> None:
    with pytest.raises(TypeError, match="of one kind side by side"):
        row(two_models(), plot.plot_function("Square", np.square))  # type: ignore[type-var]
