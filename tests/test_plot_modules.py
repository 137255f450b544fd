"""A module as a diagram: boxes are its parts, arrows are what really went between."""

from typing import Any

import pytest
from svg_parts import faults, find, parse, texts

from minitorch import Module, Parameter, Scalar, nn, tensor
from minitorch.plot import plot_modules


class Residual(nn.Module):
    """x + inner(norm(x)), as a block of a Transformer has it twice."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(4)
        self.inner = nn.Sequential(nn.Linear(4, 8, seed=0), nn.Linear(8, 4, seed=1))
        self.unused = nn.ReLU()

    def forward(self, x: Any) -> Any:
        return x + self.inner(self.norm(x))


X = tensor([[1.0, 2.0, 3.0, 4.0]])


def test_parts_are_boxes_and_so_is_what_joins_them() -> None:
    root = parse(plot_modules("A block", Residual(), X).svg())
    assert sorted(texts(root, "name")) == ["Add", "inner", "norm"]
    assert sorted(texts(root, "note")) == ["76", "8", "LayerNorm", "Sequential"]
    assert texts(root, "value") == ["(1, 4)"] * 3


def test_the_input_branches_off_to_the_sum() -> None:
    root = parse(plot_modules("A block", Residual(), X).svg())
    assert texts(root, "leaf") == ["x"]
    # norm and Add take x; Add takes inner's result, inner norm's; one leads out.
    assert len(find(root, "head")) == 5


def test_the_sentence_says_who_is_who() -> None:
    assert plot_modules("A block", Residual(), X).alt == (
        "A block. norm of x gives shape (1, 4). inner of shape (1, 4) gives shape "
        "(1, 4). Add of x and shape (1, 4) gives shape (1, 4). norm: LayerNorm, which "
        "learns 8 numbers; inner: Sequential, which learns 76 numbers."
    )


def test_shapes_may_be_left_out() -> None:
    root = parse(plot_modules("A block", Residual(), X, shapes=False).svg())
    assert "".join(texts(root, "value")) == ""
    assert texts(root, "leaf") == ["x"]


def test_the_module_is_as_it_was() -> None:
    model = Residual()
    before = {name: dict(vars(part)) for name, part in model.named_modules()}
    plot_modules("", model, X)
    assert {name: dict(vars(part)) for name, part in model.named_modules()} == before

    class Fails(Residual):
        def forward(self, x: Any) -> Any:
            raise ArithmeticError(self.norm(x))

    failing = Fails()
    with pytest.raises(ArithmeticError):
        plot_modules("", failing, X)
    assert "forward" not in vars(failing.norm)


def test_a_part_that_gives_back_its_input_is_no_box() -> None:
    model = nn.Sequential(nn.Identity(), nn.Linear(4, 2, seed=0), nn.Dropout(0.5))
    model.eval()
    root = parse(plot_modules("", model, X).svg())
    assert texts(root, "name") == ["1"]


def test_a_part_that_is_called_twice_is_two_boxes() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4, seed=0)

        def forward(self, x: Any) -> Any:
            return self.layer(self.layer(x))

    drawing = plot_modules("", Twice(), X)
    assert texts(parse(drawing.svg()), "name") == ["layer", "layer"]
    assert drawing.alt.count("Linear") == 1


def test_scalars_and_parameters_of_its_own() -> None:
    class Line(Module):
        def __init__(self) -> None:
            super().__init__()
            self.w = Parameter(Scalar(2.0))

        def forward(self, x: Scalar) -> Any:
            return self.w.value * x

    class Two(Module):
        def __init__(self) -> None:
            super().__init__()
            self.line, self.b = Line(), Parameter(Scalar(1.0))

        def forward(self, x: Scalar) -> Any:
            return self.line(x) + self.b.value

    root = parse(plot_modules("", Two(), Scalar(3.0)).svg())
    assert texts(root, "name") == ["line", "Add"]
    assert sorted(texts(root, "leaf")) == ["b", "x"]


def test_members_of_a_list_of_modules_are_parts() -> None:
    class Listed(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.blocks = nn.ModuleList(Residual() for _ in range(2))

        def forward(self, x: Any) -> Any:
            for block in self.blocks:
                x = block(x)
            return x

    root = parse(plot_modules("", Listed(), X).svg())
    assert texts(root, "name") == ["blocks.0", "blocks.1"]


def test_what_is_no_tensor_is_an_input_too() -> None:
    model = nn.Sequential(nn.Embedding(5, 3, seed=0))
    root = parse(plot_modules("", model, [1, 2], shapes=False).svg())
    assert texts(root, "name") == ["0"]
    assert texts(root, "constant") == ["input"]


def test_nothing_overlaps_or_leaves_the_picture() -> None:
    model = nn.Sequential(*[Residual() for _ in range(4)])
    root = parse(plot_modules("Four blocks", model, X).svg())
    assert faults(root) == []


@pytest.mark.parametrize(
    ("module", "inputs", "message"),
    [
        ("model", [X], "expected a Module after the title, got 'model'"),
        (nn.Identity(), ["text"], "expected Identity to return a Variable, got str"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    module: Any, inputs: Any, message: str
) -> None:
    with pytest.raises(TypeError, match=message):
        plot_modules("", module, *inputs)


def test_a_module_that_computes_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="plot_modules draws one to"):
        plot_modules("", nn.Identity(), X)
