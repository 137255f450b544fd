"""The fused Linear: the same numbers as the expression, from one Function."""

import random
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minitorch import Context, Scalar, derivative_check, topological_sort
from minitorch.faster.fused import Linear, linear

numbers = st.floats(-1e6, 1e6)
pairs = st.lists(st.tuples(numbers, numbers), max_size=12)


def expression(weights: list[Any], inputs: list[Any], bias: Any) -> Any:
    """The same with operators."""
    total = bias
    for w, x in zip(weights, inputs, strict=True):
        total = total + w * x
    return total


def leaves(values: Any) -> list[Scalar]:
    return [Scalar(v) for v in values]


def test_the_formula() -> None:
    z = linear(leaves([2.0, -1.0]), leaves([3.0, 5.0]), Scalar(0.5))
    assert z.data == 0.5 + 2.0 * 3.0 - 1.0 * 5.0


def test_each_argument_receives_its_own_derivative() -> None:
    w, x, b = leaves([2.0, 3.0, 5.0]), leaves([7.0, 11.0, 13.0]), Scalar(17.0)
    linear(w, x, b).backward(10.0)
    assert [v.derivative for v in w] == [70.0, 110.0, 130.0]
    assert [v.derivative for v in x] == [20.0, 30.0, 50.0]
    assert b.derivative == 10.0


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_derivatives_are_those_of_central_differences(n: int) -> None:
    point = [0.3 * i - 1.1 for i in range(1 + 2 * n)]
    derivative_check(Linear.apply, *point, tolerance=1e-7)


# The order of the sum shows in the last digits: 1e16 takes the 1 away, or it does not.
@example(rows=[(1e16, 1.0), (1.0, 1.0), (-1e16, 1.0)], bias=1.0)
@example(rows=[(1.0, 1.0), (1e16, 1.0), (-1e16, 1.0)], bias=0.1)
@example(rows=[(0.1, 1.0)] * 10, bias=0.0)
@given(rows=pairs, bias=numbers)
def test_forward_equals_the_expression_to_the_last_digit(
    rows: list[tuple[float, float]], bias: float
) -> None:
    weights, inputs = [w for w, _ in rows], [x for _, x in rows]
    expected = expression(leaves(weights), leaves(inputs), Scalar(bias))
    assert linear(leaves(weights), leaves(inputs), bias).data == expected.data


@given(rows=pairs, bias=numbers)
def test_so_do_the_derivatives(rows: list[tuple[float, float]], bias: float) -> None:
    found = []
    for function in (linear, expression):
        w, x = leaves(w for w, _ in rows), leaves(x for _, x in rows)
        b = Scalar(bias)
        function(w, x, b).backward(0.1)
        found.append([v.derivative for v in [*w, *x, b]])
    assert found[0] == found[1]


def test_a_variable_may_stand_in_several_places() -> None:
    x = Scalar(3.0)
    linear([x, x], [x, 2.0], x).backward()
    assert x.derivative == 2 * 3.0 + 2.0 + 1.0


def test_numbers_among_the_arguments_are_constants() -> None:
    w = Scalar(2.0)
    z = linear([w, 3], [4.0, 5], 6)
    assert [v.is_constant() for v in z.parents] == [True, False, True, True, True]
    z.backward()
    assert (z.data, w.derivative) == (29.0, 4.0)


def test_deep_in_a_graph_too() -> None:
    def two_layers(neuron: Any, v: list[Any]) -> Any:
        hidden = [neuron(v[i : i + 2], v[6:8], v[8]).sigmoid() for i in (0, 2, 4)]
        return neuron(hidden, v[:3], v[3]).sigmoid()

    generator = random.Random(0)
    point = [generator.uniform(-1, 1) for _ in range(9)]
    results = []
    for neuron in (linear, expression):
        v = leaves(point)
        y = two_layers(neuron, v)
        y.backward()
        results.append((y.data, [a.derivative for a in v]))
    assert results[0][0] == results[1][0]
    assert results[0][1] == pytest.approx(results[1][1], rel=1e-14)


def test_one_variable_in_the_place_of_2n() -> None:
    n = 10
    args = leaves(range(n)), leaves(range(n)), Scalar(1.0)
    assert len(topological_sort(linear(*args))) == 2 * n + 1 + 1
    assert len(topological_sort(expression(*args))) == 2 * n + 1 + 2 * n


def test_the_same_as_pytorch() -> None:
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed; `make bench` brings one along"
    )
    generator = random.Random(1)
    w, x = ([generator.uniform(-2, 2) for _ in range(6)] for _ in range(2))
    theirs = [torch.tensor(v, dtype=torch.float64) for v in (x, [w], [0.75])]
    for tensor in theirs:
        tensor.requires_grad_()
    result = torch.nn.functional.linear(*theirs)
    result.backward(torch.tensor([3.0], dtype=torch.float64))
    ours = leaves(w), leaves(x), Scalar(0.75)
    z = linear(*ours)
    z.backward(3.0)
    assert z.data == pytest.approx(result.item(), rel=1e-14)
    assert [v.derivative for v in ours[1]] == pytest.approx(theirs[0].grad.tolist())
    assert [v.derivative for v in ours[0]] == pytest.approx(theirs[1].grad[0].tolist())
    assert ours[2].derivative == theirs[2].grad.item()


# Mistakes


def test_unequal_numbers_of_weights_and_inputs_are_named() -> None:
    with pytest.raises(ValueError, match=r"linear: .* got 3 weights and 2 inputs"):
        linear([1.0, 2.0, 3.0], [1.0, 2.0], 0.0)
    with pytest.raises(ValueError, match=r"Linear: .* odd number of arguments, got 4"):
        Linear.apply(1.0, 2.0, 3.0, 4.0)


@pytest.mark.parametrize("place", range(3))
def test_what_is_no_number_is_named(place: int) -> None:
    arguments: list[Any] = [[1.0], [2.0], 3.0]
    arguments[place] = "4" if place == 2 else ["4"]
    with pytest.raises(TypeError, match="Linear: expected a number, got '4' of type"):
        linear(*arguments)


class Short(Linear):
    """Its backward forgets the inputs."""

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, ...]:
        _, xs = ctx.saved_values
        return (d_out, *[x * d_out for x in xs])


def test_a_backward_that_forgets_the_inputs_is_named() -> None:
    args = leaves([1.0, 2.0, 3.0, 4.0, 5.0])
    with pytest.raises(ValueError, match=r"Short\.backward: expected 5 derivative"):
        (2 * Short.apply(*args)).backward()
    assert [v.derivative for v in args] == [None] * 5
