"""Replay: a traced function gives the same digits as the engine, or an error."""

import gc
import linecache
import math
import random
import traceback
import weakref
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Any

import pytest
from all_functions import all_functions
from graphs import Blend
from hypothesis import assume, example, given
from hypothesis import strategies as st

from minitorch import SGD, Context, Module, Parameter, Scalar, ScalarFunction
from minitorch.autodiff import topological_sort
from minitorch.faster.fused import linear
from minitorch.faster.replay import trace
from minitorch.scalar_functions import Exp, Inv

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "lt": lambda x, y: x < y,
    "le": lambda x, y: x <= y,
    "eq": lambda x, y: x == y,
    "ne": lambda x, y: x != y,
    "blend": lambda x, y: Blend.apply(x, y, 0.25),
    "linear": lambda x, y: linear([x, y, -2.0], [y, y, x], x),
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": lambda x: -x,
    "inv": lambda x: 1 / x,
    "log": lambda x: x.log(),
    "log of relu": lambda x: x.relu().log(),
    "exp": lambda x: x.exp(),
    "sigmoid": lambda x: x.sigmoid(),
    "relu": lambda x: x.relu(),
    "tanh": lambda x: x.tanh(),
    "sqrt": lambda x: x.sqrt(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "abs": lambda x: abs(x),
    "inverse": Inv.apply,
    "square": lambda x: x**2,
    "power": lambda x: 2.0**x,
    "less": lambda x: x - 3,
    "from": lambda x: -3 - x,
    "times": lambda x: -0.5 * x,
}
SPECIAL = [0.0, -0.0, 1e-13, 1e300, -1e300, math.inf, -math.inf, math.nan]


def same(a: float, b: float) -> bool:
    """Equal to the last bit, the sign of 0 included; a NaN is like any other."""
    return (math.isnan(a) and math.isnan(b)) or (a, math.copysign(1, a)) == (
        b,
        math.copysign(1, b),
    )


def equal(a: float | None, b: float | None) -> bool:
    """Equal to the last digit; 0 and -0 are."""
    return a == b or (a != a and b != b)


def by_the_engine(f: Callable[..., Scalar], point: Any) -> tuple[float, list[float]]:
    leaves = [Scalar(x) for x in point]
    result = f(*leaves)
    result.backward()
    found = [0.0 if v.derivative is None else v.derivative for v in leaves]
    return result.data, found


# Every Function


def test_every_function_is_there() -> None:
    x, y = Scalar(0.5), Scalar(0.75)
    made = [f(x, y) for f in BINARY.values()] + [f(x) for f in UNARY.values()]
    met = {v.last_fn for result in made for v in topological_sort(result)}
    assert all_functions(ScalarFunction) <= met


@pytest.mark.parametrize("name", [*BINARY, *UNARY])
@pytest.mark.parametrize("seed", range(4))
def test_every_function_gives_the_same(name: str, seed: int) -> None:
    f = BINARY.get(name) or UNARY[name]
    n = 2 if name in BINARY else 1
    replay = trace(f, *[1.5, 0.75][:n])
    generator = random.Random(seed)
    for _ in range(20):
        point = [generator.uniform(0.001, 3.0) for _ in range(n)]
        value, found = by_the_engine(f, point)
        assert same(replay(*point), value)
        assert all(map(same, replay.derivatives(*point), found))


@pytest.mark.parametrize("name", [*BINARY, *UNARY])
@pytest.mark.parametrize("x", [*SPECIAL, -2.5, 710.0])
def test_at_special_numbers_too_errors_included(name: str, x: float) -> None:
    f: Any = BINARY.get(name) or UNARY[name]
    point = [x, 0.75] if name in BINARY else [x]
    replay = trace(f, *[1.5, 0.75][: len(point)])
    for p in (point, point[::-1]):
        try:
            value, found = by_the_engine(f, p)
        except (ArithmeticError, ValueError) as error:
            with pytest.raises(type(error)):
                replay.derivatives(*p)
        else:
            assert same(replay(*p), value)
            assert all(map(same, replay.derivatives(*p), found))


def test_equal_arguments_are_compared_as_such() -> None:
    replay = trace(lambda x, y: (x == y) * x + (x <= y) * y, 1.0, 2.0)
    assert [replay(3.0, 3.0), replay(3.0, 2.0), replay(2.0, 3.0)] == [6.0, 0.0, 3.0]


# Any graph

steps = st.lists(
    st.tuples(st.sampled_from([*BINARY, *UNARY]), st.integers(0, 9), st.integers(0, 9)),
    min_size=1,
    max_size=20,
)
values = st.floats(-2, 2) | st.sampled_from([*SPECIAL, 0.5, 1.0, 2.0])
rows = st.lists(st.tuples(values, values), min_size=1, max_size=3)
Steps = list[tuple[str, int, int]]


def run(steps: Steps, start: Sequence[Scalar]) -> Scalar:
    """Every step computes from earlier results; the result is made of all of them."""
    made = list(start)
    for name, i, j in steps:
        a, b = made[-1 - i % len(made)], made[-1 - j % len(made)]
        made.append(BINARY[name](a, b) if name in BINARY else UNARY[name](a))
    total = made[0]
    for v in made[1:]:
        total = total + v
    return total


def engine(steps: Steps, leaves: list[Scalar]) -> float | type[Exception]:
    """Run the engine forward and backward; return the result, or what it raised."""
    try:
        result = run(steps, leaves)
        result.backward()
    except (ArithmeticError, ValueError) as error:
        return type(error)
    return result.data


@given(steps=steps, rows=rows, weights=st.tuples(values, values))
@example([("relu", 0, 0)], [(-2.0, 1.0)], (0.5, 0.5))  # inactive, used twice
@example([("relu", 1, 0), ("mul", 0, 2)], [(-2.0, -1.0), (3.0, 1.0)], (0.5, -0.5))
def test_any_graph_gives_the_same_digits(
    steps: Steps, rows: Any, weights: tuple[float, ...]
) -> None:
    leaves = [Scalar(w) for w in weights]
    expected = []
    total = 0.0
    for row in rows:
        inputs = [Scalar(x) for x in row]
        value = engine(steps, [*inputs, *leaves])
        assume(row is not rows[0] or not isinstance(value, type))
        expected.append((value, [x.derivative for x in inputs]))
        total += value if isinstance(value, float) else 0.0
    twins = [Scalar(w) for w in weights]
    replay = trace(lambda *xs: run(steps, [*xs, *twins]), *rows[0], parameters=twins)
    for row, (value, found) in zip(rows, expected, strict=True):
        if isinstance(value, type):
            # Where two steps have no answer, either may be told first.
            with pytest.raises((ArithmeticError, ValueError)):
                replay.derivatives(*row)
            continue
        assert same(replay(*row), value)
        assert all(map(same, replay.derivatives(*row), found))
    right = [row for row, (v, _) in zip(rows, expected) if not isinstance(v, type)]
    assert equal(replay.backward(right), total)
    for twin, leaf in zip(twins, leaves, strict=True):
        assert equal(twin.derivative, leaf.derivative)


def test_a_variable_that_is_used_twice() -> None:
    def skip(x: Scalar) -> Scalar:
        y = 3.0 * x
        return y + 2.0 * y

    replay = trace(skip, 5.0)
    assert (replay(2.0), replay.derivatives(2.0)) == (18.0, (9.0,))


def test_sums_under_a_shared_name_do_not_run_into_each_other() -> None:
    # Add passes the same number to both: adding to one must not change the other.
    def f(x: Scalar, y: Scalar) -> Scalar:
        a, b = x * 2.0, y * 3.0
        return (a + b) + a * 10.0 + b * 100.0

    assert trace(f, 1.0, 1.0).derivatives(1.0, 1.0) == (22.0, 303.0)


def test_unused_inputs_have_the_derivative_0() -> None:
    replay = trace(lambda x, y, z: y * y, 1.0, 2.0, 3.0)
    assert replay(9.0, 4.0, 9.0) == 16.0
    assert replay.derivatives(9.0, 4.0, 9.0) == (0.0, 8.0, 0.0)


def test_an_input_may_be_the_result() -> None:
    replay = trace(lambda x, y: y, 1.0, 2.0)
    assert (replay(3.0, 4.0), replay.derivatives(3.0, 4.0)) == (4.0, (0.0, 1.0))


@pytest.mark.parametrize("c", [2.0, -2.0, 0.1, 1e300, -math.inf, math.nan, -0.0])
def test_constants_are_written_out(c: float) -> None:
    constant = Scalar(c, back=None)

    def f(x: Scalar) -> Scalar:
        return -(constant - x * c) - constant

    replay = trace(f, 1.0)
    value, found = by_the_engine(f, [0.3])
    assert same(replay(0.3), value)
    assert all(map(same, replay.derivatives(0.3), found))


def test_a_result_that_is_constant() -> None:
    replay = trace(lambda x: Scalar(-2.0, back=None), 1.0)
    assert (replay(5.0), replay.derivatives(5.0)) == (-2.0, (0.0,))
    alone = trace(lambda: Scalar(2.0, back=None) * 3)
    assert (alone(), alone.derivatives()) == (6.0, ())


def test_whole_numbers_count_as_floats() -> None:
    big = 10**17 + 1
    replay = trace(lambda x: x * 3, 1)
    assert same(replay(big), (Scalar(big) * 3).data)
    assert type(replay(2)) is float


def test_chains_of_thousands() -> None:
    def chain(x: Scalar) -> Scalar:
        for _ in range(5000):
            x = -x * 1.0
        return x

    replay = trace(chain, 1.0)
    assert (replay(2.0), replay.derivatives(2.0)) == (2.0, (1.0,))


def test_a_linear_of_thousands() -> None:
    n = 3000
    weights = [Scalar(0.1 * i) for i in range(n)]

    def f(*xs: Scalar) -> Scalar:
        return linear(weights, xs, 0.5)

    point = [math.sin(i) for i in range(n)]
    replay = trace(f, *point, parameters=weights)
    assert replay(*point) == f(*[Scalar(x) for x in point]).data
    assert replay.derivatives(*point) == tuple(w.data for w in weights)


# Functions of one's own


class Cube(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return 3 * ctx.saved_values**2 * d_out


def test_a_function_without_a_rule_is_called() -> None:
    replay = trace(lambda x: Cube.apply(Cube.apply(x)) + Cube.apply(2 * x), 1.0)
    assert replay(2.0) == 2.0**9 + 4.0**3
    assert replay.derivatives(2.0) == (9 * 2.0**8 + 24 * 2.0**2,)


def test_a_subclass_is_not_taken_for_its_parent() -> None:
    from minitorch.scalar import Mul

    class Triple(Mul):
        @staticmethod
        def forward(ctx: Context, x: float, y: float) -> float:
            ctx.save_for_backward(3 * x, 3 * y)
            return 3 * x * y

    replay = trace(lambda x, y: Triple.apply(x, y), 1.0, 1.0)
    assert (replay(2.0, 5.0), replay.derivatives(2.0, 5.0)) == (30.0, (15.0, 6.0))


class Power(ScalarFunction):
    """xⁿ with n as a setting, which no graph records."""

    @staticmethod
    def forward(ctx: Context, x: float, *, n: int = 2) -> float:
        return x**n


class Reversal(ScalarFunction):
    """x, whose backward turns d round: its option shows in no result."""

    @staticmethod
    def forward(ctx: Context, x: float, lam: float = 1.0) -> float:
        ctx.save_for_backward(lam)
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return -ctx.saved_values * d_out


@pytest.mark.parametrize(
    "f", [lambda x: Power.apply(x, n=3), lambda x: Reversal.apply(x, lam=0.5)]
)
def test_a_function_with_options_is_refused(f: Callable[[Scalar], Scalar]) -> None:
    with pytest.raises(ValueError, match="expected Functions without options"):
        trace(f, 2.0)


def test_a_replaced_method_is_called_in_place_of_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twice = staticmethod(lambda ctx, d_out: 2.0 * d_out)
    monkeypatch.setattr(Exp, "backward", twice)
    assert trace(lambda x: x.exp(), 1.0).derivatives(0.0) == (2.0,)
    monkeypatch.undo()
    monkeypatch.setattr(Exp, "forward", staticmethod(lambda ctx, x: x + 1.0))
    assert trace(lambda x: x.exp(), 1.0)(0.0) == 1.0


def test_backward_inside_the_function_is_refused() -> None:
    def f(x: Scalar) -> Scalar:
        (x * x).backward()
        return x * x.derivative  # type: ignore[operator]

    with pytest.raises(TypeError, match="got one that calls backward"):
        trace(f, 2.0)


def test_check_tells_functions_of_the_same_name_apart() -> None:
    def scaled(factor: float) -> type[ScalarFunction]:
        class Scaled(ScalarFunction):
            @staticmethod
            def forward(ctx: Context, x: float) -> float:
                return factor * x

        return Scaled

    up, down = scaled(2.0), scaled(0.5)
    ways = [up]
    replay = trace(lambda x: ways[0].apply(x), 1.0)
    replay.check(3.0)
    ways[0] = down
    with pytest.raises(ValueError, match=r"it uses another .*Scaled"):
        replay.check(-1.0)


# Parameters


class Net(Module):
    def __init__(self) -> None:
        super().__init__()
        self.w = Parameter(Scalar(0.5), name="w")
        self.v = Parameter(Scalar(-1.0), name="v")
        self.unused = Parameter(Scalar(7.0), name="unused")

    def forward(self, x: Any) -> Any:
        return (self.w.value * x).sigmoid() * self.v.value


def loss(model: Net) -> Callable[..., Scalar]:
    def f(x: Any, y: Any) -> Scalar:
        error = model(x) - y
        return error * error  # type: ignore[no-any-return]

    return f


ROWS = [(0.5, 1.0), (-2.0, 0.0), (1.25, -1.0)]


def test_the_sum_over_rows_is_that_of_the_engine() -> None:
    model, twin = Net(), Net()
    replay = trace(loss(model), *ROWS[0], parameters=model.parameters())
    total = sum((loss(twin)(*row) for row in ROWS), Scalar(0.0))
    total.backward()
    assert replay.backward(ROWS) == total.data
    for p, q in zip(model.parameters(), twin.parameters(), strict=True):
        if p is not model.unused:
            near = pytest.approx(q.value.derivative, rel=1e-14)
            assert p.value.derivative == near
    assert model.unused.value.derivative is None


def test_derivatives_accumulate_until_they_are_forgotten() -> None:
    model = Net()
    replay = trace(loss(model), *ROWS[0], parameters=model.parameters())
    replay.backward(ROWS)
    once = model.w.value.derivative
    replay.backward(ROWS)
    assert model.w.value.derivative == 2 * once
    SGD(model.parameters(), lr=0.1).zero_grad()
    replay.backward(ROWS)
    assert model.w.value.derivative == once


def test_training_by_replay_is_training() -> None:
    model, twin = Net(), Net()
    replay = trace(loss(model), *ROWS[0], parameters=model.parameters())
    steps = [SGD(m.parameters(), lr=0.1) for m in (model, twin)]
    for _ in range(20):
        for optimiser in steps:
            optimiser.zero_grad()
        replay.backward(ROWS)
        sum((loss(twin)(*row) for row in ROWS), Scalar(0.0)).backward()
        for optimiser in steps:
            optimiser.step()
        assert replay(2.0, 0.5) == loss(model)(2.0, 0.5).data
    for p, q in zip(model.parameters(), twin.parameters(), strict=True):
        assert p.value.data == pytest.approx(q.value.data, rel=1e-12)
    assert model.w.value.data != 0.5


def test_scalars_that_stand_alone_may_be_parameters() -> None:
    w = Scalar(3.0)
    replay = trace(lambda x: w * x, 1.0, parameters=[w])
    assert replay.backward([(2.0,), (5.0,)]) == 21.0
    assert w.derivative == 7.0
    w.data = 10.0
    assert replay(2.0) == 20.0


def test_no_rows_leave_everything_as_it_is() -> None:
    w = Scalar(3.0)
    replay = trace(lambda x: w * x, 1.0, parameters=[w])
    assert replay.backward([]) == 0.0
    assert w.derivative is None


def test_rows_may_be_empty_where_there_are_no_inputs() -> None:
    w = Scalar(3.0)
    assert trace(lambda: w * w, parameters=[w]).backward([(), ()]) == 18.0
    assert w.derivative == 12.0


def test_a_replay_leaves_no_graph_behind() -> None:
    model = Net()
    replay = trace(loss(model), *ROWS[0], parameters=model.parameters())
    gc.collect()
    before = sum(type(thing) is Scalar for thing in gc.get_objects())
    replay.backward(ROWS)
    assert sum(type(thing) is Scalar for thing in gc.get_objects()) == before


# Parameters in a list


def test_totals_are_what_backward_adds_and_change_nothing() -> None:
    model = Net()
    replay = trace(loss(model), *ROWS[0], parameters=model.parameters())
    values = [p.value.data for p in model.parameters()]
    total, found = replay.totals(ROWS, values)
    assert all(p.value.derivative is None for p in model.parameters())
    assert total == replay.backward(ROWS)
    left = [p.value.derivative or 0.0 for p in model.parameters()]
    assert list(found) == left
    assert replay.totals([], values) == (0.0, (0.0, 0.0, 0.0))


def test_totals_compute_with_the_values_that_they_are_given() -> None:
    w = Scalar(3.0)
    replay = trace(lambda x: w * w * x, 1.0, parameters=[w])
    assert replay.totals([(2.0,), (5.0,)], [10.0]) == (700.0, (140.0,))
    assert (w.data, w.derivative) == (3.0, None)
    for wrong in ([], [1.0, 2.0]):
        with pytest.raises(ValueError, match=f"expected 1 values, .* got {len(wrong)}"):
            replay.totals([(2.0,)], wrong)


def test_a_leaf_that_is_named_twice_counts_once() -> None:
    w = Scalar(3.0)
    replay = trace(lambda x: w * x, 2.0, parameters=[w, w])
    assert replay.backward([(2.0,)]) == 6.0
    assert w.derivative == 2.0


# What cannot be traced

CONDITIONS: dict[str, Callable[[Any], Any]] = {
    "if": lambda x: x if x < 1 else -x,
    "and": lambda x: x and x * 2,
    "not": lambda x: x * (not x),
    "max": lambda x: max(x * x, x),
    "while": lambda x: next(i * x for i in range(9) if i * x > 3),
    "in a list": lambda x: x * ([1.0, 2.0].index(x)),
    "sorted": lambda x: sorted([x, 2 * x])[0],
}
CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "float": lambda x: x * float(x),
    "math": lambda x: x * math.exp(x),
    "format": lambda x: x * float(f"{float(x):.1f}"),
}


@pytest.mark.parametrize("f", CONDITIONS.values(), ids=CONDITIONS.keys())
def test_control_flow_that_depends_on_data_is_an_error(f: Any) -> None:
    with pytest.raises(TypeError, match="control flow that does not depend on data"):
        trace(f, 2.0)
    f(Scalar(2.0))  # without trace it is allowed, afterwards as before


@pytest.mark.parametrize("f", CONVERSIONS.values(), ids=CONVERSIONS.keys())
def test_a_float_made_of_a_scalar_is_an_error(f: Any) -> None:
    with pytest.raises(TypeError, match="expected Scalars to stay Scalars"):
        trace(f, 2.0)
    with pytest.warns(UserWarning, match=r"write x\.exp"):
        f(Scalar(2.0))


def test_int_is_an_error_too() -> None:
    with pytest.raises(TypeError):
        trace(lambda x: x * int(x), 2.0)


def test_a_parameter_in_a_condition_is_an_error() -> None:
    w = Scalar(2.0)
    with pytest.raises(TypeError, match="control flow"):
        trace(lambda x: x * w if w else x, 1.0, parameters=[w])


def test_a_constant_in_a_condition_is_none() -> None:
    switch = Scalar(1.0, back=None)
    assert trace(lambda x: 2 * x if switch else x, 1.0)(5.0) == 10.0


def test_the_error_points_at_the_line_of_the_condition() -> None:
    def f(x: Scalar) -> Scalar:
        if x > 0:  # here
            return x
        return -x

    with pytest.raises(TypeError) as error:
        trace(f, 2.0)
    assert "# here" in "".join(traceback.format_exception(error.value))


def test_a_leaf_from_elsewhere_is_an_error() -> None:
    w = Scalar(0.5, name="w")
    with pytest.raises(ValueError, match=r"depends on Scalar\(0\.5, name='w'\)"):
        trace(lambda x: w * x, 1.0)


@pytest.mark.parametrize("wrong", [3.0, None, [Scalar(1.0)]])
def test_a_result_that_is_no_scalar_is_an_error(wrong: Any) -> None:
    with pytest.raises(TypeError, match="expected a result that is a Scalar, got"):
        trace(lambda x: wrong, 1.0)


def test_parameters_that_receive_no_derivative_are_an_error() -> None:
    with pytest.raises(TypeError, match=r"expected Scalars, got 0\.5 as parameter 0"):
        trace(lambda x: x, 1.0, parameters=[Parameter(0.5)])
    w, constant = Scalar(0.5), Scalar(0.5, back=None)
    for wrong in (constant, w * 2):
        with pytest.raises(ValueError, match=r"expected leaves, .* as parameter 1"):
            trace(lambda x: x, 1.0, parameters=[w, wrong])


def test_wrong_numbers_of_numbers_are_named() -> None:
    replay = trace(lambda x, y: x * y, 1.0, 2.0)
    for wrong in ([1.0], [1.0, 2.0, 3.0]):
        for run in (replay, replay.derivatives):
            with pytest.raises(ValueError, match=f"expected 2 .* got {len(wrong)}"):
                run(*wrong)
        with pytest.raises(ValueError, match=f"expected 2 .* got {len(wrong)}"):
            replay.backward([(1.0, 2.0), wrong])
    with pytest.raises(TypeError, match="replay: expected a number, got '1'"):
        replay("1", 2.0)  # type: ignore[arg-type]


def test_check_finds_control_flow_that_trace_cannot_see() -> None:
    signs = [1.0]

    def hidden(x: Scalar) -> Scalar:
        return x if signs[0] > 0 else -x

    replay = trace(hidden, 2.0)
    replay.check(3.0)
    signs[0] = -1.0
    assert replay(2.0) == 2.0  # wrong, and nothing says so
    with pytest.raises(ValueError, match=r"check: for \(-2\.0,\) .* something else"):
        replay.check(-2.0)


def test_check_finds_a_number_that_has_changed() -> None:
    rates = [2.0]
    replay = trace(lambda x: x * rates[0], 2.0)
    rates[0] = 3.0
    with pytest.raises(ValueError, match=r"'v0 = x0 \* 3\.0', where .* 'v0 = x0 \* 2"):
        replay.check(3.0)


W = Scalar(3.0)
P = Parameter(W)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x * x.data,
        lambda x: x * x.item(),
        lambda x: x * float(x),
        lambda x: x * math.exp(x),
        lambda x: x * float(f"{x:.3f}"),
        lambda x: x * len(f"{x}"),
        lambda x: x if x.data > 0 else -x,
        lambda x: x if (x * 2).data > 0 else -x,
        lambda x: x if x else -x,
        lambda x: x if x > 1 else -x,
        lambda x: max(x, x * 2),
        lambda x: x * W.data,
        lambda x: x * getattr(W * 1.0, "data"),  # noqa: B009
        lambda x: x * P.data,
        lambda x: x * P.item(),
        lambda x: x * P.value.data,
        lambda x: x * float(P),
        lambda x: x * Blend.apply(x, x, 0.25).data,
        lambda x: x * round(x.abs().item()),
    ],
)
def test_a_traced_function_takes_no_number_out(function: Any) -> None:
    with pytest.raises(TypeError, match=r"^trace: expected .* replay"):
        trace(function, 2.0, parameters=[W])
    assert (W.data, W.item(), f"{W:.1f}") == (3.0, 3.0, "3.0")
    assert "data" not in vars(Scalar)


def test_another_thread_reads_while_one_is_tracing() -> None:
    found = []

    def f(x: Scalar) -> Scalar:
        reader = Thread(target=lambda: found.append((W.data, W.item(), f"{W}")))
        reader.start()
        reader.join()
        return trace(lambda y: y * y, 1.0)(3.0) * x

    assert trace(f, 2.0)(1.0) == 9.0
    assert set(found) == {(3.0, 3.0, "Scalar(3.0)")}
    assert "data" not in vars(Scalar)


def test_after_an_error_nothing_is_being_traced() -> None:
    with pytest.raises(ZeroDivisionError):
        trace(lambda x: x / 0, 1.0)
    assert Scalar(1.0)
    with pytest.warns(UserWarning, match="float"):
        assert float(Scalar(2.0)) == 2.0


# The text


def test_the_text_of_both_ways() -> None:
    w = Scalar(0.5)

    def f(x: Scalar, y: Scalar) -> Scalar:
        return (w * x - y).relu()

    replay = trace(f, 1.0, 2.0, parameters=[w])
    assert replay.source("forward") == (
        "def forward(x0, x1, p0):\n"
        "    v1 = p0 * x0 - x1\n"
        "    v2 = 0.0 if v1 < 0.0 else v1\n"
        "    return v2\n"
    )
    assert replay.source() == (
        "def backward(rows, p0):\n"
        "    total = 0.0\n"
        "    sum_p0 = 0.0\n"
        "    for (x0, x1) in rows:\n"
        "        v1 = p0 * x0 - x1\n"
        "        v2 = 0.0 if v1 < 0.0 else v1\n"
        "        total = total + v2\n"
        "        d_v2 = 1.0\n"
        "        d_v1 = (0.0 if v1 <= 0.0 else d_v2)\n"
        "        sum_p0 = sum_p0 + (x0 * d_v1)\n"
        "    return total, (sum_p0,)\n"
    )


def test_long_expressions_are_no_trouble() -> None:
    def negated(x: Scalar) -> Scalar:
        for _ in range(1000):
            x = -x
        return x

    def added(x: Scalar) -> Scalar:
        total = x * x
        for i in range(1000):
            total = total + (x - i) * x
        return total

    for f in (negated, added):
        replay, x = trace(f, 2.0), Scalar(3.0)
        result = f(x)
        result.backward()
        assert replay(3.0) == result.data
        assert replay.derivatives(3.0) == (x.derivative,)


def test_no_name_of_the_user_gets_into_the_text() -> None:
    evil = Scalar(1.0, name="x\n    import os")

    def f(x: Scalar) -> Scalar:
        x.name = "'''); raise SystemExit #"
        return x * evil

    f.__name__ = "f\nraise SystemExit"
    replay = trace(f, 1.0, parameters=[evil])
    for kind in ("forward", "derivatives", "backward"):
        assert "import" not in replay.source(kind)
        assert "SystemExit" not in replay.source(kind)
    assert replay(2.0) == 2.0


def test_a_traceback_shows_the_generated_line() -> None:
    replay = trace(lambda x, y: (x * 2.0) / y, 1.0, 1.0)
    with pytest.raises(ZeroDivisionError) as error:
        replay(1.0, 0.0)
    shown = "".join(traceback.format_exception(error.value))
    assert "v1 = v0 / x1" in shown
    assert "in forward" in shown


def test_the_lines_are_forgotten_with_the_replay() -> None:
    replay = trace(lambda x: x * x, 1.0)
    files = [name for name in linecache.cache if name.startswith("<replay")]
    gone = weakref.ref(replay)
    linecache.checkcache()
    assert all(name in linecache.cache for name in files)
    mine = {n for n in files if "x0 * x0" in "".join(linecache.getlines(n))}
    assert mine
    del replay
    gc.collect()
    assert gone() is None
    assert not mine & set(linecache.cache)


@pytest.mark.parametrize("returned", [(1.0,), (1.0, 1.0, 1.0), (1.0, None)])
def test_a_backward_of_a_wrong_number_of_derivatives_is_named(returned: Any) -> None:
    class Wrong(ScalarFunction):
        """x + y, with a backward that does not fit."""

        @staticmethod
        def forward(ctx: Context, x: float, y: float) -> float:
            return x + y

        @staticmethod
        def backward(ctx: Context, d_out: float) -> Any:
            return returned

    replay = trace(lambda x, y: Wrong.apply(x, y), 1.0, 2.0)
    with pytest.raises(ValueError, match=r"Wrong.backward: expected 2 derivative"):
        replay.derivatives(1.0, 2.0)
