"""Box diagrams: what they draw is what the engine recorded, and can be read."""

import pytest
from graphs import GRAPHS, Graph, network, random_graphs, residual
from hypothesis import given, settings
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from svg_parts import (
    DESCRIPTION,
    SVG,
    areas,
    at,
    classes,
    crossed,
    faults,
    find,
    outside,
    overlaps,
    parse,
    texts,
)

from minitorch import Context, Scalar, ScalarFunction
from minitorch.plot import plot_boxes
from minitorch.plot.paper.style import FONT_SIZE
from minitorch.plot.paper.words import text_width, value_text


class TimesFive(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return 5 * x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return 5 * d_out


def two() -> tuple[Scalar, Scalar]:
    return Scalar(2.0, name="x"), Scalar(3.0, name="y")


# What is drawn


def test_one_box_shows_the_function_and_both_variables() -> None:
    x, _ = two()
    root = parse(plot_boxes("One box", TimesFive.apply(x)).svg())
    assert texts(root, "name") == ["TimesFive"]
    assert texts(root, "leaf") == ["x = 2"]
    assert texts(root, "value") == ["10"]


def test_a_variable_is_one_arrow_with_a_head_at_each_use() -> None:
    root = parse(plot_boxes("", residual().result).svg())
    assert len(texts(root, "name")) == 6
    assert len(find(root, "variable")) == 6 + 2 + 1  # results, leaves, a constant
    assert len(find(root, "head")) == 6 * 2 - 1 + 1  # Sigmoid has only one argument


def test_leaves_start_at_a_disc_and_constants_at_a_square() -> None:
    x, _ = two()
    root = parse(plot_boxes("", x * 5.0).svg())
    shapes = {
        kind: [e.tag.removeprefix(SVG) for v in find(root, "variable", kind) for e in v]
        for kind in ("leaf", "constant", "result")
    }
    assert "circle" in shapes["leaf"]
    assert "rect" in shapes["constant"]
    assert not {"circle", "rect"} & {*shapes["result"]}


def test_without_values_only_names_and_constants_are_written() -> None:
    x, _ = two()
    root = parse(plot_boxes("", x * 5.0, values=False).svg())
    assert texts(root, "leaf") == ["x"]
    assert texts(root, "constant") == ["5"]
    assert texts(root, "value") == []


def test_derivatives_are_written_at_arrows_that_run_back() -> None:
    x, y = two()
    out = x * y
    out.backward()
    drawing = plot_boxes("", out, derivatives={x: x.derivative, y: y.derivative})
    root = parse(drawing.svg())
    assert texts(root, "derivative") == ["3", "2"]
    assert len(find(root, "back")) == len(find(root, "back-head")) == 2
    assert drawing.alt.endswith("Coming back: 3 to x = 2 and 2 to y = 3.")


def test_formulas_may_stand_at_the_arrows() -> None:
    x, _ = two()
    y = TimesFive.apply(x)
    z = y.sigmoid()
    drawing = plot_boxes(
        "f(g(x))",
        z,
        labels={x: "x", y: "g(x)", z: "f(g(x))"},
        derivatives={x: "f′(y) · g′(x)", y: "f′(y)"},
    )
    root = parse(drawing.svg())
    assert texts(root, "value") == ["g(x)", "f(g(x))"]
    assert texts(root, "derivative") == ["f′(y) · g′(x)", "f′(y)"]
    assert "TimesFive of x gives g(x)." in drawing.alt
    assert "Coming back: f′(y) · g′(x) to x and f′(y) to g(x)." in drawing.alt


def test_mathematics_at_the_arrows_is_drawn_in_its_signs_and_told_in_words() -> None:
    class g(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float) -> float:
            return x

    x, _ = two()
    back = {x: r"$d_{\text{out}} · g'(x)$"}
    drawing = plot_boxes("A box $g$", g.apply(x), derivatives=back)
    root = parse(drawing.svg())
    assert texts(root, "derivative") == ["dout·g′(x)"]
    assert texts(root, "name") == ["g"]
    assert [e.get("font-style") for e in find(root, "name")[0]] == ["italic"]
    told = "A box g. g of x = 2 gives 2. Coming back: d_out · g'(x) to x = 2."
    assert drawing.alt == told
    assert find(root, "title")[0].text == "A box "


def test_arguments_enter_from_above_in_their_order() -> None:
    x, y = two()
    root = parse(plot_boxes("", x / y).svg())
    heights = {e.text: at(e, "y") for e in find(root, "leaf") if e.text}
    assert heights["x = 2"] < heights["y = 3"]


def test_a_chain_is_straight() -> None:
    x, _ = two()
    root = parse(plot_boxes("", TimesFive.apply(x).exp().log()).svg())
    assert len({e.get("y") for e in root.iter(f"{SVG}rect")}) == 1


# What is said


def test_the_site_finds_the_sentence_in_the_svg() -> None:
    drawing = plot_boxes('A < B & "C"', residual().result)
    for svg in drawing._repr_mimebundle_().values():
        root = parse(svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == drawing.alt
        assert root.findtext(f"{SVG}title") == 'A < B & "C"'
    file = parse(drawing.svg())
    assert file.findtext(f"{SVG}desc") == drawing.alt
    assert next(file.iter(DESCRIPTION)).text == drawing.alt


def test_a_large_graph_is_summed_up_in_words() -> None:
    alt = plot_boxes("Net", network(7).result).alt
    assert len(alt) < 500
    assert "from 9 leaves" in alt
    assert "Mul" in alt


def test_in_a_page_it_obeys_the_pages_style_sheet_and_shares_no_ids() -> None:
    inline = plot_boxes("", residual().result)._repr_mimebundle_()["text/html"]
    elements = [*parse(inline).iter()]
    assert not [e for e in elements if "id" in e.attrib or "style" in e.attrib]
    plain = {"title", "svg"}
    shapes = [e for e in elements if e.tag.removeprefix(SVG) not in plain]
    assert all(classes(e) for e in shapes if e.tag != f"{SVG}g")


# Where it stands

by_name = pytest.mark.parametrize("name", GRAPHS)


def complaints(graph: Graph) -> list[object]:
    graph.result.backward()
    back = {
        leaf: leaf.derivative for leaf in graph.leaves if leaf.derivative is not None
    }
    found: list[object] = []
    for derivatives in ({}, back):
        root = parse(plot_boxes("T", graph.result, derivatives=derivatives).svg())
        found += faults(root)
    return found


@by_name
def test_nothing_lies_over_anything_else(name: str) -> None:
    assert complaints(GRAPHS[name]()) == []


def test_nothing_lies_over_anything_else_in_a_large_network() -> None:
    graph = network(8)
    root = parse(plot_boxes("T", graph.result).svg())
    assert len(find(root, "function")) > 140
    assert complaints(graph) == []


def test_what_lies_over_something_else_would_be_noticed() -> None:
    root = parse(plot_boxes("T", residual().result).svg())
    assert faults(root) == []
    value = next(e for e in find(root, "value") if e.tag == f"{SVG}text")
    box = find(root, "box")[0]
    (x, y), old = at(box, "x", "y"), dict(value.attrib)
    value.attrib |= {"x": f"{x + 10}", "y": f"{y + 10}"}
    assert overlaps(areas(root))
    value.attrib |= old
    value.set("x", "-50")
    assert outside(root, areas(root))
    value.attrib |= old
    box.set("width", "500")
    assert crossed(root)


@given(random_graphs())
@settings(max_examples=60, deadline=None)
def test_nothing_lies_over_anything_else_in_any_graph(graph: Graph) -> None:
    assert complaints(graph) == []


@by_name
def test_the_same_computation_gives_the_same_bytes(name: str) -> None:
    svgs = {plot_boxes("T", GRAPHS[name]().result).svg() for _ in range(2)}
    assert len(svgs) == 1


def test_a_larger_canvas_leaves_the_boxes_as_large_as_they_were() -> None:
    small = plot_boxes("T", residual().result)
    large = small.sized(width=12.2, height=5.0)
    assert large.body == small.body
    assert parse(large.svg()).get("width") == f"{12.2 * 96:.0f}"


@pytest.mark.parametrize(
    "words",
    ["x = 2", "f′(g(x)) · g′(x)", "−0.000123", "Sigmoid", "WWW", "1.23e−05", "∂f/∂x"],
)
def test_a_text_takes_the_room_that_is_kept_for_it(words: str) -> None:
    font = FontProperties(family="DejaVu Sans", size=FONT_SIZE)
    width, *_ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    assert text_width(words) * 72 == pytest.approx(width, rel=0.03)


def test_text_for_a_value_is_left_as_it_is() -> None:
    assert [value_text(v) for v in (-2, 1 / 3, "d_out")] == ["−2", "0.333", "d_out"]


# What is refused


@pytest.mark.parametrize("leaf", [Scalar(1.0), Scalar(1.0, back=None)])
def test_what_no_function_made_cannot_be_drawn(leaf: Scalar) -> None:
    with pytest.raises(ValueError, match="was made by 0"):
        plot_boxes("T", leaf)


def test_too_many_boxes_are_refused() -> None:
    x = Scalar(1.0)
    for _ in range(200):
        x = x + 1
    with pytest.raises(ValueError, match="made by 200"):
        plot_boxes("T", x)


def test_the_title_comes_first() -> None:
    with pytest.raises(TypeError, match="title"):
        plot_boxes(Scalar(1.0) * 2, "T")  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["labels", "derivatives"])
def test_a_stranger_is_refused(what: str) -> None:
    x, y = two()
    with pytest.raises(ValueError, match=f"{what}: expected Variables of the graph"):
        plot_boxes("T", x * 2, **{what: {y: "1"}})  # type: ignore[arg-type]
