"""Scalars behave like Python's numbers, and remember how they were computed."""

import copy
import math
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import Context, Scalar, ScalarHistory, operators, topological_sort
from minitorch.faster.fused import Linear
from minitorch.scalar import Add, Log, Mul, ScalarFunction

small = st.floats(-100, 100)
Binary = Callable[[Any, Any], Any]

ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge]
EQUALITY = [operator.eq, operator.ne]


def plain_numbers() -> list[Any]:
    """The number 2 in every type that is a real number."""
    numbers: list[Any] = [2, 2.0, Fraction(2)]
    try:
        import numpy as np
    except ImportError:
        return numbers
    return [*numbers, np.float64(2), np.float32(2), np.int64(2)]


# Like Python's numbers


@pytest.mark.parametrize("op", [*ARITHMETIC[:3], *ORDER, *EQUALITY])
@given(x=small, y=small)
def test_operators_give_what_floats_give(op: Binary, x: float, y: float) -> None:
    expected = float(op(x, y))
    for result in (op(Scalar(x), Scalar(y)), op(Scalar(x), y), op(x, Scalar(y))):
        assert type(result) is Scalar
        assert result.data == expected


@pytest.mark.parametrize("op", [*ORDER, *EQUALITY])
def test_comparisons_with_the_same_value_and_with_nan(op: Binary) -> None:
    for x, y in ((2.0, 2.0), (math.nan, 1.0), (1.0, math.nan), (math.nan, math.nan)):
        assert op(Scalar(x), Scalar(y)).data == float(op(x, y))
        assert op(x, Scalar(y)).data == float(op(x, y))


@given(x=small, y=small.filter(bool))
def test_division_gives_what_floats_give(x: float, y: float) -> None:
    for result in (Scalar(x) / Scalar(y), Scalar(x) / y, x / Scalar(y)):
        assert result.data == x / y


@given(x=st.floats(0.01, 10), n=st.floats(-5, 5))
def test_powers_give_what_floats_give(x: float, n: float) -> None:
    for result in (Scalar(x) ** n, x ** Scalar(n), Scalar(x) ** Scalar(n)):
        assert result.data == pytest.approx(x**n)


@given(x=small)
def test_unary_operators_and_functions(x: float) -> None:
    assert (-Scalar(x)).data == -x
    assert (+Scalar(x)).data == x
    assert Scalar(x).sigmoid().data == operators.sigmoid(x)
    assert Scalar(x).relu().data == operators.relu(x)
    assert Scalar(x).exp().data == operators.exp(x)
    assert Scalar(abs(x)).log().data == operators.log(abs(x))


@pytest.mark.parametrize("two", plain_numbers(), ids=lambda n: type(n).__name__)
@pytest.mark.parametrize("op", [*ARITHMETIC, *ORDER, *EQUALITY])
def test_every_kind_of_number_mixes_on_either_side(op: Binary, two: Any) -> None:
    left, right = op(Scalar(3.0), two), op(two, Scalar(3.0))
    assert type(left) is type(right) is Scalar
    assert (left.data, right.data) == (float(op(3.0, 2.0)), float(op(2.0, 3.0)))
    assert type(left.data) is float


@pytest.mark.parametrize("op", ARITHMETIC)
def test_the_scalar_on_the_right_gets_its_derivative(op: Binary) -> None:
    x = Scalar(3.0)
    op(2.0, x).backward()
    near = (op(2.0, 3.0 + 1e-6) - op(2.0, 3.0 - 1e-6)) / 2e-6
    assert x.derivative == pytest.approx(near)


def test_bools_are_numbers_as_in_python() -> None:
    assert (Scalar(3.0) + True).data == 4.0
    assert (True - Scalar(3.0)).data == -2.0
    assert Scalar(True).data == 1.0
    assert type(Scalar(True).data) is float


@pytest.mark.parametrize("wrong", ["2", None, [2.0], (2.0,), 2j, Decimal(2), object()])
@pytest.mark.parametrize("op", [*ARITHMETIC, *ORDER])
def test_a_wrong_type_raises_at_the_operation(op: Binary, wrong: Any) -> None:
    with pytest.raises(TypeError):
        op(Scalar(3.0), wrong)
    with pytest.raises(TypeError):
        op(wrong, Scalar(3.0))


def test_a_wrong_type_is_named_with_its_operation() -> None:
    with pytest.raises(TypeError, match="Mul: expected a number, got '2' of type str"):
        Scalar(3.0) * "2"  # type: ignore[operator]
    with pytest.raises(TypeError, match="Scalar: expected a number, got None"):
        Scalar(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Scalar: expected a number, got '2'"):
        Scalar("2")  # type: ignore[arg-type]


def test_an_array_is_refused_not_taken_apart() -> None:
    np = pytest.importorskip("numpy", reason="needs numpy for an array to refuse")
    for op in ARITHMETIC[:4]:
        with pytest.raises(TypeError, match="expected a number"):
            op(Scalar(2.0), np.ones(2))
        with pytest.raises(TypeError, match="expected a number"):
            op(np.ones(2), Scalar(2.0))


@pytest.mark.parametrize("foreign", ["2.0", None, [2.0], object(), 2j])
def test_nothing_foreign_is_equal_to_a_scalar(foreign: Any) -> None:
    assert (Scalar(2.0) == foreign) is False
    assert (foreign == Scalar(2.0)) is False
    assert (Scalar(2.0) != foreign) is True


def test_conversions() -> None:
    assert float(Scalar(2.5, back=None)) == 2.5
    assert type(float(Scalar(2, back=None))) is float
    assert math.sqrt(Scalar(4.0, back=None)) == 2.0
    assert bool(Scalar(0.5))
    assert not Scalar(0.0)
    assert "small" if Scalar(1.0) < 2.0 else "large" == "small"
    assert not Scalar(2.0) < 1.0


def test_sum_and_sorted_work() -> None:
    xs = [Scalar(3.0), Scalar(1.0), Scalar(2.0)]
    assert sum(xs).data == 6.0  # type: ignore[arg-type,union-attr]
    assert [x.data for x in sorted(xs)] == [1.0, 2.0, 3.0]
    assert max(xs) is xs[0]


def test_repr() -> None:
    assert repr(Scalar(2)) == "Scalar(2.0)"
    assert repr(Scalar(2.0, name="x")) == "Scalar(2.0, name='x')"
    assert repr(Scalar(1.0) + 1.5) == "Scalar(2.5)"


def test_a_scalar_is_a_key_that_stands_for_itself() -> None:
    a, b = Scalar(2.0), Scalar(2.0)
    assert bool(a == b)
    assert len({a, b, a}) == 2
    names = {a: "a", b: "b"}
    assert (names[a], names[b]) == ("a", "b")
    assert hash(a) == hash(a)
    assert Scalar(2.0) not in names


# At the edges


def test_division_by_0_is_pythons_error() -> None:
    for divide in (
        lambda: Scalar(1.0) / 0,
        lambda: Scalar(1.0) / Scalar(0.0),
        lambda: 1 / Scalar(0.0),
        lambda: Scalar(0.0) ** -1,
        lambda: 0.0 ** Scalar(-0.5),
    ):
        with pytest.raises(ZeroDivisionError):
            divide()


def test_powers_at_the_edges() -> None:
    assert (Scalar(-2.0) ** 3).data == -8.0
    assert (Scalar(-2.0) ** -2).data == 0.25
    assert (Scalar(0.0) ** 0).data == 1.0
    assert (Scalar(0.0) ** 2).data == 0.0
    with pytest.raises(ValueError, match=r"whole exponent .* got -2.0 \*\* 0.5"):
        Scalar(-2.0) ** 0.5
    with pytest.raises(ValueError, match=r"got -2.0 \*\* nan"):
        Scalar(-2.0) ** math.nan


@pytest.mark.parametrize(
    ("x", "n", "derivative"),
    [
        (-2.0, 3, 12.0),
        (-2.0, -1, -0.25),
        (0.0, 2, 0.0),
        (0.0, 1, 1.0),
        (0.0, 0, 0.0),
        (5.0, 0, 0.0),
        (0.0, 0.5, math.inf),
        (0.0, 1.5, 0.0),
    ],
)
def test_derivatives_of_powers_at_the_edges(
    x: float, n: float, derivative: float
) -> None:
    base = Scalar(x)
    (base**n).backward()
    assert base.derivative == derivative


def test_where_nothing_comes_back_an_upright_curve_passes_nothing_on() -> None:
    x = Scalar(0.0)
    ((x**0.5 < 1) + x).backward()
    assert x.derivative == 1.0
    x = Scalar(-1.0)
    (x.relu() ** 0.5 + x).backward()
    assert x.derivative == 1.0


def test_the_derivative_of_a_power_with_respect_to_its_exponent() -> None:
    n = Scalar(3.0)
    (2.0**n).backward()
    assert n.derivative == pytest.approx(8.0 * math.log(2.0))
    n = Scalar(3.0)
    (Scalar(-2.0) ** n).backward()
    assert n.derivative is not None
    assert math.isnan(n.derivative)


def test_functions_at_the_edges() -> None:
    x = Scalar(0.0)
    y = x.log()
    y.backward()
    assert y.data == operators.log(0.0)
    assert x.derivative == 1 / operators.EPS
    assert Scalar(1000.0).sigmoid().data == 1.0
    assert Scalar(-1000.0).sigmoid().data == 0.0
    with pytest.raises(ValueError, match="0 or more"):
        Scalar(-1.0).log()
    assert Scalar(1000.0).exp().data == math.inf


@pytest.mark.parametrize("x", [-1000.0, 1000.0, 0.0])
def test_derivatives_far_out_are_finite(x: float) -> None:
    leaf = Scalar(x)
    (leaf.sigmoid() + leaf.relu()).backward()
    expected = {-1000.0: 0.0, 1000.0: 1.0, 0.0: 0.25}
    assert leaf.derivative == expected[x]


def test_comparisons_are_functions_with_the_derivative_0() -> None:
    x, y = Scalar(1.0), Scalar(2.0)
    ((x < y) * x + (x == y) + (x >= y)).backward()
    assert (x.derivative, y.derivative) == (1.0, 0.0)


# History


def test_a_scalar_that_the_user_makes_is_a_leaf() -> None:
    x = Scalar(2.0, name="x")
    assert (x.data, x.derivative, x.name) == (2.0, None, "x")
    assert x.is_leaf()
    assert not x.is_constant()
    assert x.parents == ()
    assert x.history is not None
    assert (x.history.last_fn, x.history.inputs) == (None, ())


def test_a_result_knows_how_it_came_to_be() -> None:
    x, y = Scalar(2.0), Scalar(3.0)
    z = x * y
    assert not z.is_leaf()
    assert not z.is_constant()
    assert z.history is not None
    assert z.history.last_fn is Mul
    assert all(a is b for a, b in zip(z.history.inputs, (x, y), strict=True))
    assert all(a is b for a, b in zip(z.parents, (x, y), strict=True))
    assert z.history.ctx.saved_values == (2.0, 3.0)
    assert z.history.context.saved_values == (2.0, 3.0)
    assert z.history.context.saved_tensors == (2.0, 3.0)


def test_x_plus_x_has_two_inputs() -> None:
    x = Scalar(2.0)
    assert len((x + x).parents) == 2


def test_plain_numbers_become_constants() -> None:
    x = Scalar(2.0)
    left, right = (3.0 * x).parents
    assert left.is_constant()
    assert not left.is_leaf()
    assert left.history is None
    assert left.parents == ()
    assert right is x


@pytest.mark.parametrize("place", [0, 1])
def test_a_number_is_a_constant_in_every_place(place: int) -> None:
    assert Log.apply(2.0).parents[0].is_constant()
    arguments: list[Any] = [Scalar(2.0), Scalar(3.0)]
    arguments[place] = 4
    parents = Mul.apply(*arguments).parents
    assert [v.is_constant() for v in parents] == [place == 0, place == 1]


def test_the_name_of_a_result_can_be_set() -> None:
    z = Scalar(2.0) * 3.0
    assert z.name == ""
    z.name = "z"
    assert repr(z) == "Scalar(6.0, name='z')"


def test_a_history_of_ones_own() -> None:
    x, y = Scalar(2.0), Scalar(3.0)
    ctx = Context()
    ctx.save_for_backward(2.0, 3.0)
    z = Scalar(6.0, back=ScalarHistory(Mul, ctx, [x, y]), name="z")
    z.backward()
    assert (x.derivative, y.derivative) == (3.0, 2.0)
    constant = Scalar(6.0, back=None)
    assert constant.is_constant()
    z.history = ScalarHistory()
    assert z.is_leaf()


SAVED: dict[type[ScalarFunction], Any] = {
    Log: (2.0,),
    Mul: (2.0, 2.0),
    Linear: ((2.0,), (2.0,)),
}
EXPECTED = {Log: 1, Mul: 2, Linear: 3}


@pytest.mark.parametrize("made_by", SAVED)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_history_of_any_number_of_inputs(
    made_by: type[ScalarFunction], count: int
) -> None:
    leaves = [Scalar(2.0) for _ in range(count)]
    ctx = Context()
    ctx.save_for_backward(*SAVED[made_by])
    z = Scalar(1.0, back=ScalarHistory(made_by, ctx, leaves))
    assert all(a is b for a, b in zip(z.parents, leaves, strict=True))
    assert len(topological_sort(z)) == 1 + count
    if count == EXPECTED[made_by]:
        z.backward()
        assert None not in [leaf.derivative for leaf in leaves]
    else:
        with pytest.raises(ValueError, match=f"expected {count} derivative"):
            z.backward()
        assert [leaf.derivative for leaf in leaves] == [None] * count


def test_one_saved_value_comes_as_itself_and_several_as_a_tuple() -> None:
    ctx = Context()
    assert ctx.saved_tensors == ()
    ctx.save_for_backward(1.0)
    assert (ctx.saved_values, ctx.saved_tensors) == (1.0, (1.0,))
    ctx.save_for_backward(1.0, 2.0)
    assert ctx.saved_values == ctx.saved_tensors == (1.0, 2.0)
    ctx.save_for_backward((3.0, 4.0))
    assert (ctx.saved_values, ctx.saved_tensors) == ((3.0, 4.0), ((3.0, 4.0),))


def test_chain_rule_gives_a_pair_for_every_input() -> None:
    x, y = Scalar(2.0), Scalar(3.0)
    pairs = list((x * y).chain_rule(10.0))
    assert [p[0] for p in pairs] == [x, y]
    assert [p[1] for p in pairs] == [30.0, 20.0]
    assert [d for _, d in Log.apply(Scalar(4.0)).chain_rule(2.0)] == [0.5]
    assert [v.is_constant() for v, _ in (x + 1.0).chain_rule(1.0)] == [False, True]
    with pytest.raises(ValueError, match=r"result of a Function, got Scalar\(2.0\)"):
        x.chain_rule(1.0)


def test_copies_of_a_graph_are_graphs_of_their_own() -> None:
    x = Scalar(2.0, name="x")
    z = x * x
    for twin in (copy.deepcopy(z), pickle.loads(pickle.dumps(z))):
        twin.backward()
        assert x.derivative is None
        assert twin.parents[0] is twin.parents[1]
        assert twin.parents[0].derivative == 4.0


def test_a_subclass_takes_part_like_any_scalar() -> None:
    class Named(Scalar):
        pass

    x = Named(3.0)
    (2.0 * x + Add.apply(x, x) - (-x)).backward()
    assert x.derivative == 5.0
    assert not x.is_constant()
