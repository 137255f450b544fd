"""Box diagrams: what they draw is what the engine recorded, and can be read."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from minitorch import Context, Scalar, ScalarFunction, Variable, topological_sort
from minitorch.plot import plot_boxes
from minitorch.plot.box_layout import Place, arrange

SVG = "{http://www.w3.org/2000/svg}"
DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"


class TimesFive(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return 5 * x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return 5 * d_out


def two() -> tuple[Scalar, Scalar]:
    return Scalar(2.0, name="x"), Scalar(3.0, name="y")


def skipping() -> Scalar:
    x, y = two()
    return (x * y + x).sigmoid() * x + 3 * y


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(root: ElementTree.Element, kind: str) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SVG}text") if t.get("class") == kind]


def test_one_box_shows_the_function_and_both_variables() -> None:
    x, _ = two()
    root = parse(plot_boxes("One box", TimesFive.apply(x)).svg())
    assert texts(root, "name") == ["TimesFive"]
    assert texts(root, "leaf") == ["x = 2"]
    assert texts(root, "value") == ["10"]


def test_each_use_of_a_variable_is_an_arrow_and_one_more_leaves() -> None:
    root = parse(plot_boxes("", skipping()).svg())
    arrows = [g for g in root.iter(f"{SVG}g") if g.get("class") == "variable"]
    assert len(texts(root, "name")) == 6
    assert len(arrows) == 6 * 2 - 1 + 1  # Sigmoid has one argument, the others two


def test_without_values_only_names_and_constants_are_written() -> None:
    x, _ = two()
    root = parse(plot_boxes("", x * 5.0, values=False).svg())
    assert texts(root, "leaf") == ["x"]
    assert texts(root, "constant") == ["5"]
    assert texts(root, "value") == []


def test_derivatives_are_written_at_their_variables() -> None:
    x, y = two()
    out = x * y
    out.backward()
    drawing = plot_boxes("", out, derivatives={x: x.derivative, y: y.derivative})
    assert texts(parse(drawing.svg()), "derivative") == ["← 3", "← 2"]
    assert drawing.alt.endswith("Coming back: 3 to x = 2 and 2 to y = 3.")


def test_the_site_finds_the_sentence_in_the_svg() -> None:
    drawing = plot_boxes("A < B & C", skipping())
    root = parse(drawing._repr_mimebundle_()["image/svg+xml"])
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "A < B & C"
    assert root.findtext(f"{SVG}desc") == drawing.alt
    assert next(root.iter(DESCRIPTION)).text == drawing.alt


def test_the_same_computation_gives_the_same_bytes() -> None:
    assert plot_boxes("T", skipping()).svg() == plot_boxes("T", skipping()).svg()


def test_every_box_stands_right_of_what_it_uses_and_clear_of_others() -> None:
    layers, arrows = arrange(made(skipping()))
    for arrow in arrows:
        assert all(b.layer == a.layer + 1 for a, b in pairwise(arrow.way))
    for layer in layers:
        assert all(b.y - a.y > 1 - 1e-9 for a, b in pairwise(layer))


def made(result: Scalar) -> list[Variable]:
    return [v for v in reversed(topological_sort(result)) if v.parents]


def test_arguments_enter_from_above_in_their_order() -> None:
    x, y = two()
    layers, _ = arrange([x * y])
    assert [p.variable.name for p in layers[0]] == ["x", "y"]
    assert isinstance(layers[1][0], Place)


def test_a_chain_is_straight() -> None:
    x, _ = two()
    y = TimesFive.apply(x)
    z = y.exp()
    layers, _ = arrange([y, z])
    assert {round(p.y, 6) for layer in layers for p in layer} == {0.0}


def test_nothing_reaches_over_the_edge() -> None:
    drawing = plot_boxes("A title that is longer than the drawing", skipping())
    root = parse(drawing.svg())
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert drawing.extent[0] <= width
    assert drawing.extent[1] <= height
    starts = [float(x) for x in re.findall(r'rect x="([-\d.]+)"', drawing.body)]
    assert min(starts) >= 0


def test_a_larger_canvas_leaves_the_boxes_as_large_as_they_were() -> None:
    small = plot_boxes("T", skipping())
    large = small.sized(width=12.2, height=5.0)
    assert large.body == small.body
    assert parse(large.svg()).get("width") == f"{12.2 * 96:.0f}"


@pytest.mark.parametrize("leaf", [Scalar(1.0), Scalar(1.0, back=None)])
def test_what_no_function_made_cannot_be_drawn(leaf: Scalar) -> None:
    with pytest.raises(ValueError, match="was made by 0"):
        plot_boxes("T", leaf)


def test_too_many_boxes_are_refused() -> None:
    x = Scalar(1.0)
    for _ in range(100):
        x = x + 1
    with pytest.raises(ValueError, match="made by 100"):
        plot_boxes("T", x)


def test_the_title_comes_first() -> None:
    with pytest.raises(TypeError, match="title"):
        plot_boxes(Scalar(1.0) * 2, "T")  # type: ignore[arg-type]
