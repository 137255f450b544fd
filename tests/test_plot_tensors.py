"""Box diagrams of tensors: shapes for arrays, values for single elements."""

import re

import pytest

from minitorch import Tensor, rand, randn, tensor, zeros
from minitorch.inspect.recording import Recording, record
from minitorch.plot import Drawing, plot_boxes, plot_step, step_through
from minitorch.plot.boxes.naming import is_shape, variable_text
from minitorch.plot.paper.words import value_text


def layer(backend: str = "numpy") -> Tensor:
    """(x @ w + b).relu().sum(): five points, three inputs, two units."""
    x = rand(5, 3, seed=1, backend=backend, name="x")
    w = randn(3, 2, seed=26, backend=backend, requires_grad=True, name="w")
    b = tensor([0.1, -0.2], requires_grad=True, backend=backend, name="b")
    loss = (x @ w + b).relu().sum()
    loss.name = "L"
    return loss


@pytest.fixture
def run() -> Recording:
    """A run of backpropagation on the layer."""
    return record(layer())


def texts(drawing: Drawing) -> list[str]:
    """Return what is written in a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawing.svg())


def test_arrows_carry_shapes_and_single_elements_their_value() -> None:
    """A shape for an array, a value for what has one element, whatever its shape."""
    loss = layer()
    drawn = texts(plot_boxes("", loss))
    assert {"x (5, 3)", "w (3, 2)", "b (2,)", "(5, 2)"} <= set(drawn)
    assert f"L = {value_text(loss.data)}" in drawn
    one = tensor([[0.25]], requires_grad=True, name="v")
    assert "v = 0.25" in texts(plot_boxes("", one * 2.0))


def test_without_values_names_alone() -> None:
    """`values=False` leaves shapes out as well."""
    drawn = texts(plot_boxes("", layer(), values=False))
    assert "w" in drawn
    assert not any(map(is_shape, drawn))


def test_the_sentence_says_what_is_a_shape() -> None:
    """The alt text tells shapes from numbers, and arrays of one shape from another."""
    run = record(layer())
    derivatives = {step.variable: step.derivative for step in run.steps}
    alt = plot_boxes("A layer", run.result, derivatives=derivatives).alt
    assert "MatMul of x (5, 3) and w (3, 2) gives shape (5, 2)." in alt
    assert "Add of shape (5, 2) and b (2,) gives shape (5, 2)." in alt
    assert "shape (5, 2) to the (5, 2) result of ReLU" in alt
    assert "shape (2,) to b (2,)" in alt


def test_what_comes_back_has_the_shape_of_what_went(run: Recording) -> None:
    """At every arrow the same shape stands for the value and for the derivative."""
    for step in run.steps:
        assert step.derivative.shape == step.variable.data.shape
    values = {step.variable: step.derivative for step in run.steps}
    drawn = texts(plot_boxes("", run.result, derivatives=values))
    assert drawn.count("(5, 2)") == 6  # three results of (5, 2), there and back
    assert drawn.count("(3, 2)") == drawn.count("(2,)") == 1


def test_a_step_shows_the_sum_over_a_broadcast(run: Recording) -> None:
    """`Add` passes back (5, 2) to the product and (2,), summed up, to the bias."""
    turn = next(i for i, s in enumerate(run.steps, 1) if str(s).startswith("Add"))
    drawing = plot_step("", run, turn)
    assert "passes back (5, 2) to the (5, 2) result of MatMul and (2,) to b" in (
        drawing.alt
    )
    shares = drawing.svg().split('class="shares"')[1]
    assert "(5, 2)" in shares
    assert "(2,)" in shares


def test_all_frames_keep_their_places(run: Recording) -> None:
    """No frame of a run is larger than another."""
    extents = {plot_step("", run, i).extent for i in range(len(run.steps) + 1)}
    assert len(extents) == 1


def test_a_stepper_tells_pending_shapes(run: Recording) -> None:
    """The table beside a frame lists the tensors that wait, with their shapes."""
    tables = step_through("A layer", run).tables
    assert ("b", "(2,)") in {pair for table in tables for pair in table}
    assert ("the (5, 2) result of ReLU", "(5, 2)") in tables[1]


def test_both_backends_are_drawn_alike() -> None:
    """What computes does not show, but for rounding in the last place."""
    assert plot_boxes("", layer()).alt == plot_boxes("", layer("loops")).alt


@pytest.mark.parametrize(
    ("text", "answer"),
    [("(2, 3)", True), ("(4,)", True), ("(1, 2, 3)", True), ("(2)", False),
     ("()", False), ("f(x)", False), ("(2, 3) + 1", False)],
)  # fmt: skip
def test_what_counts_as_a_shape(text: str, answer: bool) -> None:
    """Only what `value_text` writes for an array."""
    assert is_shape(text) is answer


def test_empty_arrays_have_a_shape_too() -> None:
    """Nothing is no number."""
    assert value_text(zeros(0, 3).data) == "(0, 3)"
    empty = zeros(0, 3, requires_grad=True)
    assert variable_text(empty) == "the (0, 3) leaf"
    assert variable_text(empty * 2.0) == "the (0, 3) result of Mul"
