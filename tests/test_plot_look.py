"""How the pictures look: readable from the last row, nothing clipped, nothing covered.

Every public function has an entry in PICTURES, and every entry passes every check.
"""

import itertools
import math
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import minitorch.plot as plot
from minitorch import PointSet, datasets, operators
from minitorch.plot import Picture, row

S = datasets["Diag"](50)
EDGES = PointSet(
    [(0, 0), (0, 1), (1, 0), (1, 1), (0, 0.5), (0.5, 0)], [1, 0, 1, 0, 1, 0]
)
SLOPE = [[(i + j) / 14 for j in range(8)] for i in range(8)]


def linear(b: float) -> Callable[[float, float], float]:
    return lambda x1, x2: x1 + x2 + b


def log_loss(m: float, y: int) -> float:
    return math.log1p(math.exp(-m if y == 1 else m))


def loss_picture() -> Picture:
    return plot.plot_losses("The loss", log_loss, [-2, -0.5, 1, 3], [1, 0, 1, 0])


def regions(b: float, **more: Any) -> Picture:
    return plot.plot_regions(f"$b = {b}$", linear(b), EDGES, **more)


def wave(low: float, high: float) -> Picture:
    return plot.plot_contours(
        "A wave", lambda x, y: math.sin(x) + 2 * math.cos(y), low, high
    )


PICTURES: dict[str, Callable[[], Picture]] = {
    "plot_activation": lambda: plot.plot_activation(
        "ReLU", operators.relu, [-3, -0.5, 1, 3], [1, 0, 1, 0]
    ),
    "plot_hidden": lambda: plot.plot_hidden(
        "A hidden space", lambda x1, x2: (x1, max(x2, 0.5)), S, linear(-1), wrong=True
    ),
    "plot_function": lambda: plot.plot_function(
        "The sigmoid function",
        operators.sigmoid,
        label="$\\sigma(x)$",
        marks=[0, 5],
        ylabel="y",
    ),
    "plot_function, large": lambda: plot.plot_function("Cube", lambda x: 1e4 * x**3),
    "plot_function, small": lambda: plot.plot_function("Tiny", lambda x: 1e-3 * x),
    "plot_function, far from 0": lambda: plot.plot_function(
        "Far", lambda x: -x - 9000, 1000, 1000.5
    ),
    "plot_function, a pole": lambda: plot.plot_function("Pole", lambda x: 1 / x),
    "plot_functions": lambda: plot.plot_functions(
        "All end at the same place", {f"f{i}": operators.relu for i in range(4)}
    ),
    "plot_history": lambda: plot.plot_history(
        "Training", [1 / (i + 1) for i in range(99)]
    ),
    "plot_history, one": lambda: plot.plot_history("One epoch", [0.5]),
    "plot_tangent": lambda: plot.plot_tangent("$x^2$", lambda x: x * x, -1.5),
    "plot_tangent, leaving below": lambda: plot.plot_tangent("$e^x$", math.exp, 4.0),
    "plot_secants": lambda: plot.plot_secants("$e^x$", math.exp, 1, [2, 1, 0.5], -2, 3),
    "plot_error": lambda: plot.plot_error("sin at 1", math.sin, math.cos, 1.0),
    "plot_error, no truncation": lambda: plot.plot_error(
        "A square", lambda x: x * x, lambda x: 2 * x, 1.3
    ),
    "plot_contours": lambda: wave(-5, 5),
    "plot_contours, a path": lambda: plot.plot_contours(
        "Descent",
        lambda x, y: x * x + 3 * y * y,
        path=[(4 * 0.8**i, 4 * 0.5**i) for i in range(12)],
    ),
    "plot_descent": lambda: plot.plot_descent(
        "Descent to the least value",
        lambda x, y: x * x + 3 * y * y,
        [(4 * 0.95**i, 4 * 0.85**i) for i in range(200)],
        least=(0.0, 0.0),
    ),
    "plot_fit": lambda: plot.plot_fit(
        "A model and a worse one",
        [0.0, 1.0, 2.0, 4.0],
        [1.0, 2.0, 4.0, 3.0],
        {"model": lambda x: 0.5 * x + 1, "worse": lambda x: x},
        residuals=True,
        predict=[5.0],
    ),
    "plot_points": lambda: plot.plot_points("Points at the edges", EDGES),
    "plot_regions": lambda: regions(-0.6, wrong=True),
    "plot_regions, bare": lambda: plot.plot_regions("Two sides", linear(-0.6)),
    "plot_regions, distances": lambda: plot.plot_regions(
        "How far", linear(-1), S, distances=True
    ),
    "plot_losses": loss_picture,
    "plot_confusion": lambda: plot.plot_confusion(
        "Digits", [*range(10)] * 10, [0, *range(9)] * 10
    ),
    "plot_confusion, hundreds": lambda: plot.plot_confusion(
        "Hundreds", [*range(10)] * 999, [*range(9), 0] * 999
    ),
    "plot_confusion, two": lambda: plot.plot_confusion(
        "Pets", ["cat", "dog"], ["cat", "cat"]
    ),
    "plot_images": lambda: plot.plot_images(
        "Slopes", [SLOPE] * 7, [f"is {i}\nsays {i}\n0.98, 0.01" for i in range(7)]
    ),
    "plot_images, wide": lambda: plot.plot_images(
        "Halves", [SLOPE[:2]] * 3, ["a", "b\nc", "d"], columns=3
    ),
    "row": lambda: row(*(regions(b, wrong=True) for b in (-0.3, -0.5, -0.8))),
    "row, four": lambda: row(*(regions(b) for b in (-0.2, -0.4, -0.6, -0.8))),
    "row, curves": lambda: row(
        *(plot.plot_function(f"{f.__name__} on a long range", f) for f in CURVES)
    ),
    "row, mixed": lambda: row(loss_picture(), regions(-1.0), wave(-3, 3)),
    "row, sized": lambda: loss_picture().sized(width=5.0, height=3.0),
}
CURVES = (math.sin, math.exp, operators.relu, operators.sigmoid)


@pytest.fixture(params=PICTURES, scope="module")
def picture(request: pytest.FixtureRequest) -> Picture:
    return PICTURES[request.param]()


@pytest.fixture(scope="module")
def seen(picture: Picture) -> "Seen":
    return Seen(picture)


def test_every_public_function_is_looked_at() -> None:
    looked_at = {name.partition(",")[0] for name in PICTURES}
    public = {name: getattr(plot, name) for name in plot.__all__}
    drawn = {n for n, f in public.items() if returns(f) is Picture}
    assert looked_at == drawn


def returns(f: Any) -> Any:
    return getattr(f, "__annotations__", {}).get("return")


class Seen(RendererAgg):
    """Draws, and keeps what was drawn: the boxes of texts, and lines as pixels."""

    def __init__(self, picture: Picture) -> None:
        self.figure = picture.figure()
        FigureCanvasAgg(self.figure)
        width, height = self.figure.bbox.size
        super().__init__(int(width), int(height), self.figure.dpi)
        self.texts: dict[Text, Bbox] = {}
        self.figure.draw(self)

    def draw_text(
        self,
        gc: Any,
        x: Any,
        y: Any,
        s: Any,
        prop: Any,
        angle: Any,
        *more: Any,
        **kw: Any,
    ) -> None:
        text = kw.get("mtext") or more[-1]
        self.texts[text] = text.get_window_extent(self)
        super().draw_text(gc, x, y, s, prop, angle, *more, **kw)

    def lines(self) -> list[tuple[Line2D, np.ndarray]]:
        """Every line of the axes as a dense row of the pixels in which it is seen."""
        found = []
        for axes in self.figure.axes:
            for line in axes.lines:
                pixels = line.get_transform().transform(dense(line.get_xydata()))
                if line.get_clip_on():
                    pixels = pixels[[axes.bbox.contains(*pixel) for pixel in pixels]]
                found.append((line, pixels))
        return found


def dense(points: Any) -> np.ndarray:
    points = np.asarray(points, dtype=float)
    if len(points) < 2:
        return points.reshape(-1, 2)
    at = np.linspace(0, len(points) - 1, 20 * len(points))
    columns = [np.interp(at, np.arange(len(points)), column) for column in points.T]
    joined = np.array(columns).T
    return joined[np.isfinite(joined).all(axis=1)]


def test_text_is_large_enough_for_the_last_row(seen: Seen) -> None:
    place = 560 if len(seen.figure.axes) == 1 else 1180  # CSS pixels on a slide
    shrunk = min(1.0, place / (96 * seen.figure.get_figwidth()))
    assert len(seen.texts) >= 4
    for text in seen.texts:
        assert text.get_fontsize() * 96 / 72 * shrunk >= 18, text


def test_no_text_leaves_the_canvas(seen: Seen) -> None:
    canvas = seen.figure.bbox
    for text, box in seen.texts.items():
        assert min(box.x0, box.y0) >= 0, text
        assert box.x1 <= canvas.x1, text
        assert box.y1 <= canvas.y1, text


def test_no_text_covers_another(seen: Seen) -> None:
    for (a, box_a), (b, box_b) in itertools.combinations(seen.texts.items(), 2):
        assert not box_a.overlaps(box_b), (a, b)


def test_no_text_covers_a_line_or_a_mark(seen: Seen) -> None:
    for line, pixels in seen.lines():
        around = (
            line.get_markersize() / 2 if line.get_marker() not in ("", "None") else 0
        )
        reach = around * seen.figure.dpi / 72
        for text, box in seen.texts.items():
            wide = box.padded(reach)
            inside = [wide.contains(*pixel) for pixel in pixels]
            assert not any(inside), (text, line)


def test_titles_stand_above_their_axes_and_axes_are_equal(picture: Picture) -> None:
    figure = picture.figure()
    boxes = [axes.get_position() for axes in figure.axes]
    assert len(boxes) == len(picture.panels)
    for box in boxes:
        assert box.size == pytest.approx(boxes[0].size)
        assert box.y0 == pytest.approx(boxes[0].y0)


def test_a_sequence_keeps_everything_in_its_place() -> None:
    one, two = regions(-0.25, wrong=True), regions(-1.75, wrong=True)
    first, second = one.figure(), two.figure()
    assert first.get_size_inches().tolist() == second.get_size_inches().tolist()
    assert first.axes[0].get_position().bounds == second.axes[0].get_position().bounds


def test_classes_differ_by_shape_and_curves_by_dashes() -> None:
    shapes = {line.get_marker() for line in regions(-1.0).figure().axes[0].lines}
    assert {"o", "x"} <= shapes
    axes = PICTURES["plot_functions"]().figure().axes[0]
    curves = [line for line in axes.lines if line.get_transform() == axes.transData]
    dashes = {str(line._dash_pattern) for line in curves}  # type: ignore[attr-defined]
    assert len(curves) == len(dashes) == 4


def test_labels_stand_in_the_order_of_the_lines_ends() -> None:
    functions = {f"{k} x": lambda x, k=k: k * x for k in (3, 1, 2)}
    texts = Seen(plot.plot_functions("Slopes", functions)).texts
    heights = {text.get_text(): box.y0 for text, box in texts.items()}
    assert heights["1 x"] < heights["2 x"] < heights["3 x"]


# SVG


def element_texts(svg: str) -> dict[str, str]:
    return {e.tag.rpartition("}")[2]: e.text or "" for e in ET.fromstring(svg).iter()}


def test_the_svg_carries_title_and_alt_and_no_trace_of_its_making(
    picture: Picture,
) -> None:
    svg = picture.svg()
    found = element_texts(svg)
    assert found["description"] == picture.alt
    assert found["title"] == picture.title
    assert "date" not in found
    assert "creator" not in found
    assert "Matplotlib" not in svg
    assert picture.alt.endswith(".")
    assert "$" not in picture.alt


def test_the_svg_is_transparent(picture: Picture) -> None:
    svg = picture.svg()
    assert "#ffffff" not in svg
    assert "white" not in svg
    assert "<image" not in svg


def test_two_pictures_in_one_page_share_no_id() -> None:
    one, two = PICTURES["plot_function"]().svg(), regions(-1.0).svg()
    ids = [
        [e.get("id") for e in ET.fromstring(svg).iter() if e.get("id")]
        for svg in (one, two)
    ]
    assert ids[0]
    assert not set(ids[0]) & set(ids[1])
    assert all(len(set(own)) == len(own) for own in ids)
    assert "<style" not in one + two  # a rule in one would hold for the whole page


def test_every_reference_has_its_target(picture: Picture) -> None:
    svg = picture.svg()
    ids = {e.get("id") for e in ET.fromstring(svg).iter()}
    references = {part.partition('"')[0] for part in svg.split('href="#')[1:]}
    references |= {part.partition(")")[0] for part in svg.split("url(#")[1:]}
    assert references
    assert references <= ids


def test_the_same_picture_has_the_same_bytes(picture: Picture) -> None:
    first = picture.svg()
    with matplotlib.rc_context({"font.size": 5.0, "xtick.major.size": 20.0}):
        assert picture.svg() == first


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {here!r})
from test_plot_look import PICTURES
for make in PICTURES.values():
    print(hashlib.sha256(make().svg().encode()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_draws_the_same_bytes(seed: str) -> None:
    import hashlib
    import pathlib

    script = SCRIPT.format(here=str(pathlib.Path(__file__).parent))
    lines = run(script, PYTHONHASHSEED=seed).split()
    here = [hashlib.sha256(m().svg().encode()).hexdigest() for m in PICTURES.values()]
    assert lines == here


def test_pyplot_stays_out_and_so_does_matplotlib_until_it_is_needed() -> None:
    script = """
import sys, minitorch
print("matplotlib" in sys.modules)
from minitorch.plot import plot_function
plot_function("t", abs).svg()
print("matplotlib.pyplot" in sys.modules)
"""
    assert run(script).split() == ["False", "False"]


def run(script: str, **environment: str) -> str:
    import os

    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_reader_s_settings_are_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    regions(-1.0).svg()
    assert dict(matplotlib.rcParams) == before


def test_a_notebook_gets_svg_and_nothing_else(tmp_path: Any) -> None:
    picture = regions(-1.0)
    assert picture._repr_mimebundle_() == {"image/svg+xml": picture.svg()}
    picture.save(tmp_path / "one.svg")
    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == picture.svg()
    with pytest.raises(ValueError, match=r"saved as \.svg"):
        picture.save(tmp_path / "one.png")
