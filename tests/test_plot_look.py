"""How the pictures look: readable from the last row, nothing clipped, nothing covered.

Every public function has an entry in PICTURES, and every entry passes every check.
"""

import hashlib
import math
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pictures import Panel, covers, seen_lines
from svg_parts import find, line_width, outside, overlaps, parse, text_areas

import minitorch.plot as plot
from minitorch import PointSet, datasets, operators
from minitorch.plot import Picture, row

S = datasets["Diag"](50)
EDGES = PointSet(
    [(0, 0), (0, 1), (1, 0), (1, 1), (0, 0.5), (0.5, 0)], [1, 0, 1, 0, 1, 0]
)


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
    "plot_points": lambda: plot.plot_points("Points at the edges", EDGES),
    "plot_regions": lambda: regions(-0.6, wrong=True),
    "plot_regions, bare": lambda: plot.plot_regions("Two sides", linear(-0.6)),
    "plot_regions, distances": lambda: plot.plot_regions(
        "How far", linear(-1), S, distances=True
    ),
    "plot_losses": loss_picture,
    "row": lambda: row(*(regions(b, wrong=True) for b in (-0.3, -0.5, -0.8))),
    "row, four": lambda: row(*(regions(b) for b in (-0.2, -0.4, -0.6, -0.8))),
    "row, curves": lambda: row(
        *(plot.plot_function(f"{f.__name__} on a long range", f) for f in CURVES)
    ),
    "row, mixed": lambda: row(loss_picture(), regions(-1.0), wave(-3, 3)),
    "row, long numbers": lambda: row(
        *(plot.plot_function("Far", lambda x: x, 1000, 1000.5) for _ in range(3))
    ),
    "row, errors": lambda: row(
        plot.plot_error("Error of sin", math.sin, math.cos, 1.0),
        plot.plot_error("Error of exp", math.exp, math.exp, 0.5),
        loss_picture(),
    ),
    "row, sized": lambda: loss_picture().sized(width=5.0, height=3.0),
}
CURVES = (math.sin, math.exp, operators.relu, operators.sigmoid)


@pytest.fixture(params=PICTURES, scope="module")
def picture(request: pytest.FixtureRequest) -> Picture:
    return PICTURES[request.param]()


@pytest.fixture(scope="module")
def seen(picture: Picture) -> ET.Element:
    return parse(picture.svg())


def test_every_public_function_is_looked_at() -> None:
    looked_at = {name.partition(",")[0] for name in PICTURES}
    public = {name: getattr(plot, name) for name in plot.__all__}
    drawn = {n for n, f in public.items() if returns(f) is Picture}
    assert looked_at - {"row"} == drawn


def returns(f: Any) -> Any:
    return getattr(f, "__annotations__", {}).get("return")


def test_text_is_large_enough_for_the_last_row(picture: Picture) -> None:
    root = parse(picture.svg())
    place = 560 if len(picture.panels) == 1 else 1180  # CSS pixels on a slide
    shrunk = min(1.0, place / float(root.attrib["width"]))
    texts = [*root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(texts) >= 4
    for text in texts:
        assert float(text.attrib["font-size"]) * shrunk >= 18, text.text


def test_no_text_leaves_the_canvas(seen: ET.Element) -> None:
    assert outside(seen, text_areas(seen)) == []


def test_no_text_covers_another(seen: ET.Element) -> None:
    assert overlaps(text_areas(seen)) == []


def test_no_text_covers_a_line_or_a_mark(seen: ET.Element) -> None:
    boxes = text_areas(seen)
    for kind, pixels, reach in seen_lines(seen):
        for box in boxes:
            assert not covers(box, pixels, reach), (kind, box)


def test_titles_stand_above_their_axes_and_axes_are_equal(picture: Picture) -> None:
    axes = picture.axes()
    assert len(axes) == len(picture.panels)
    assert {(a.width, a.height) for a in axes} == {(axes[0].width, axes[0].height)}
    root = parse(picture.svg())
    places = [translation(group) for group in find(root, "axes")]
    assert len({top for _, top in places}) == 1
    titles = find(root, "title")
    for title in titles:
        x, y = float(title.attrib["x"]), float(title.attrib["y"])
        assert x in [left for left, _ in places]
        assert y < places[0][1]


def translation(group: ET.Element) -> tuple[float, float]:
    across, down = group.attrib["transform"].removeprefix("translate(")[:-1].split()
    return float(across), float(down)


def test_a_sequence_keeps_everything_in_its_place() -> None:
    one, two = parse(regions(-0.25, wrong=True).svg()), parse(regions(-1.75).svg())
    assert one.attrib["width"] == two.attrib["width"]
    first, second = find(one, "axes")[0], find(two, "axes")[0]
    assert translation(first) == translation(second)


def test_classes_differ_by_shape_and_curves_by_dashes() -> None:
    assert {mark.shape for mark in Panel(regions(-1.0)).marks()} == {"o", "x"}
    curves = find(parse(PICTURES["plot_functions"]().svg()), "line")
    assert len(curves) == 4
    assert len({curve.get("stroke-dasharray") for curve in curves}) == 4


def test_labels_stand_in_the_order_of_the_lines_ends() -> None:
    functions = {f"{k} x": lambda x, k=k: k * x for k in (3, 1, 2)}
    root = parse(plot.plot_functions("Slopes", functions).svg())
    heights = {box.what: -box.bottom for box in text_areas(root)}
    assert heights["1 x"] < heights["2 x"] < heights["3 x"]


# SVG


def element_texts(svg: str) -> dict[str, str]:
    """The words of every element, but of those that are drawn."""
    return {e.tag.rpartition("}")[2]: e.text or "" for e in ET.fromstring(svg).iter()}


def test_the_svg_carries_title_and_alt(picture: Picture) -> None:
    found = element_texts(picture.svg())
    assert found["description"] == found["desc"] == picture.alt
    assert found["title"] == picture.title
    assert parse(picture.svg()).attrib["aria-label"] == picture.alt
    assert picture.alt.endswith(".")
    assert "$" not in picture.alt


def test_the_svg_is_transparent(picture: Picture) -> None:
    svg = picture.svg()
    assert "#ffffff" not in svg
    assert "white" not in svg
    assert "<image" not in svg


def test_two_pictures_in_one_page_share_nothing(picture: Picture) -> None:
    svg = picture.svg()
    assert " id=" not in svg
    assert "url(" not in svg
    assert "<style" not in svg  # a rule in one would hold for the whole page


def test_words_are_words_and_not_outlines() -> None:
    svg = plot.plot_function("Wörter & <Zeichen>", math.sin, label="sin").svg()
    root = parse(svg)
    assert [e.text for e in find(root, "title")] == ["Wörter & <Zeichen>"]
    assert [e.text for e in find(root, "label")] == ["sin"]


def test_lines_and_areas_are_cut_off_at_the_axes_and_marks_are_whole() -> None:
    """Every line of data lies in an <svg> of the axes' size, and no mark does."""
    for name in ("plot_function", "plot_regions", "plot_losses", "plot_contours"):
        root = parse(PICTURES[name]().svg())
        clips = [e for e in root.iter(root.tag) if e is not root]
        inside = {id(e) for clip in clips for e in clip.iter()}
        axes = PICTURES[name]().axes()[0]
        for clip in clips:
            assert float(clip.attrib["width"]) == pytest.approx(axes.width * 96, abs=1)
            assert "x" not in clip.attrib
        assert all(id(e) in inside for e in find(root, "line") + find(root, "area"))
        assert not any(id(e) in inside for e in find(root, "mark"))


def test_the_widths_of_letters_are_those_of_the_font() -> None:
    """Against pixels that Chromium took with DejaVu Sans of 14 points."""
    measured = {"The sigmoid function": 196.14, "0.693": 53.42, "ε = 0.5": 67.25}
    for words, width in measured.items():
        text = ET.fromstring(f'<text font-size="18.6667">{words}</text>')
        assert line_width(text) == pytest.approx(width, rel=0.01)


def test_the_same_picture_has_the_same_bytes(picture: Picture) -> None:
    assert picture.svg() == picture.svg()


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {here!r})
from test_plot_look import PICTURES
for make in PICTURES.values():
    print(hashlib.sha256(make().svg().encode()).hexdigest())
"""


def test_another_process_draws_the_same_bytes() -> None:
    script = SCRIPT.format(here=str(Path(__file__).parent))
    lines = run(script, PYTHONHASHSEED="1").split()
    here = [hashlib.sha256(m().svg().encode()).hexdigest() for m in PICTURES.values()]
    assert lines == here


def test_a_picture_needs_nothing_but_python() -> None:
    script = """
import sys
from minitorch.plot import plot_function
plot_function("t", abs).svg()
print("matplotlib" in sys.modules, "numpy" in sys.modules)
"""
    assert run(script).split() == ["False", "False"]


def run(script: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_notebook_gets_svg_and_nothing_else(tmp_path: Any) -> None:
    picture = regions(-1.0)
    assert picture._repr_mimebundle_() == {"image/svg+xml": picture.svg()}
    picture.save(tmp_path / "one.svg")
    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == picture.svg()
    with pytest.raises(ValueError, match=r"saved as \.svg"):
        picture.save(tmp_path / "one.png")
