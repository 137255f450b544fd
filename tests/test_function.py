"""Functions of one's own: any number of arguments, and errors that teach."""

import inspect
import math
import traceback
from typing import Any

import pytest

from minitorch import (
    Context,
    Function,
    Scalar,
    ScalarFunction,
    derivative_check,
    scalar_functions,
)

BUILT_IN = [
    fn
    for fn in vars(scalar_functions).values()
    if inspect.isclass(fn) and issubclass(fn, ScalarFunction) and hasattr(fn, "forward")
]


class AddTimes2(ScalarFunction):
    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x + 2 * y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        return d_out, 2 * d_out


class Affine(ScalarFunction):
    """a · x + b, with three arguments."""

    @staticmethod
    def forward(ctx: Context, a: float, x: float, b: float) -> float:
        ctx.save_for_backward(a, x)
        return a * x + b

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float, float]:
        a, x = ctx.saved_values
        return x * d_out, a * d_out, d_out


class SumOfSquares(ScalarFunction):
    """Of any number of arguments."""

    @staticmethod
    def forward(ctx: Context, *xs: float) -> float:
        ctx.save_for_backward(*xs)
        return math.fsum(x * x for x in xs)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, ...]:
        return tuple(2 * x * d_out for x in ctx.saved_tensors)


class Scale(ScalarFunction):
    """x · by, where by need not be given."""

    @staticmethod
    def forward(ctx: Context, x: float, by: float = 5.0) -> float:
        ctx.save_for_backward(by)
        return x * by

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return ctx.saved_values * d_out


class Wrong(ScalarFunction):
    """One argument; its backward returns whatever a test puts here."""

    result: Any = None

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> Any:
        return Wrong.result


class Wrong2(Wrong):
    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x + y


class Wrong3(Wrong):
    @staticmethod
    def forward(ctx: Context, x: float, y: float, z: float) -> float:
        return x + y + z


# Right ones


def test_two_arguments() -> None:
    x, y = Scalar(1.0), Scalar(2.0)
    z = AddTimes2.apply(x, y)
    assert z.data == 5.0
    z.backward(3.0)
    assert (x.derivative, y.derivative) == (3.0, 6.0)


def test_three_arguments_each_with_its_own_derivative() -> None:
    a, x, b = Scalar(2.0), Scalar(3.0), Scalar(5.0)
    y = Affine.apply(a, x, b)
    assert y.data == 11.0
    y.backward()
    assert (a.derivative, x.derivative, b.derivative) == (3.0, 2.0, 1.0)
    derivative_check(Affine.apply, 2.0, 3.0, 5.0)


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_any_number_of_arguments(n: int) -> None:
    xs = [Scalar(float(i)) for i in range(n)]
    y = SumOfSquares.apply(*xs)
    assert y.data == sum(i * i for i in range(n))
    y.backward()
    assert [x.derivative for x in xs] == [2.0 * i for i in range(n)]


def test_the_same_variable_in_all_three_places() -> None:
    x = Scalar(3.0)
    Affine.apply(x, x, x).backward()
    assert x.derivative == 2 * 3.0 + 1


def test_plain_numbers_among_the_arguments_are_constants() -> None:
    x = Scalar(3.0)
    y = Affine.apply(2, x, 5.0)
    assert [v.is_constant() for v in y.parents] == [True, False, True]
    assert y.parents[0].derivative is None
    y.backward()
    assert x.derivative == 2.0


def test_forward_sees_plain_floats_and_apply_returns_a_scalar() -> None:
    seen = []

    class Look(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float, y: float) -> int:
            seen.extend([type(x), type(y)])
            return 7

    y = Look.apply(Scalar(1.0), 2)
    assert seen == [float, float]
    assert type(y) is Scalar
    assert type(y.data) is float


def test_ctx_can_be_printed_and_keeps_attributes() -> None:
    printed = []

    class Power(ScalarFunction):
        @staticmethod
        def forward(ctx: Any, x: float, *, n: int) -> float:
            printed.append(repr(ctx))
            ctx.save_for_backward(x)
            printed.append(repr(ctx))
            ctx.n = n
            return x**n

        @staticmethod
        def backward(ctx: Any, d_out: float) -> float:
            return ctx.n * ctx.saved_values ** (ctx.n - 1) * d_out

    x = Scalar(3.0)
    y = Power.apply(x, n=2) + Power.apply(x, n=3)
    y.backward()
    assert x.derivative == 2 * 3.0 + 3 * 9.0
    assert printed[:2] == ["Context(saved_values=())", "Context(saved_values=(3.0,))"]


def test_a_function_may_be_inherited() -> None:
    class Half(AddTimes2):
        @staticmethod
        def backward(ctx: Context, d_out: float) -> tuple[float, float]:
            return 0.5 * d_out, d_out

    x, y = Scalar(1.0), Scalar(1.0)
    z = Half.apply(x, y)
    z.backward()
    assert z.history is not None
    assert z.history.last_fn is Half
    assert (x.derivative, y.derivative) == (0.5, 1.0)


def test_an_argument_with_a_default_can_be_left_out() -> None:
    x = Scalar(2.0)
    y = Scale.apply(x)
    assert y.data == 10.0
    y.backward()
    assert x.derivative == 5.0


def test_each_call_has_a_context_of_its_own() -> None:
    x, y = Scalar(1.0), Scalar(2.0)
    (SumOfSquares.apply(x) + SumOfSquares.apply(y)).backward()
    assert (x.derivative, y.derivative) == (2.0, 4.0)


@pytest.mark.parametrize("fn", BUILT_IN, ids=lambda fn: fn.__name__)
def test_every_function_of_the_engine_has_the_derivative_it_claims(
    fn: type[ScalarFunction],
) -> None:
    n = len(inspect.signature(fn.forward).parameters) - 1
    for point in ([0.7, 1.9], [2.5, 0.3], [1.4, 3.1]):
        derivative_check(fn.apply, *point[:n], tolerance=1e-6)


def test_every_function_of_the_engine_is_tested() -> None:
    names = {fn.__name__ for fn in BUILT_IN}
    assert names >= {"Add", "Mul", "Inv", "Neg", "Log", "Exp", "Sigmoid", "ReLU"}
    assert names >= {"LT", "EQ"}


@pytest.mark.parametrize("fn", BUILT_IN, ids=lambda fn: fn.__name__)
def test_every_derivative_is_multiplied_by_what_comes_back(
    fn: type[ScalarFunction],
) -> None:
    n = len(inspect.signature(fn.forward).parameters) - 1
    v = fn.apply(*[Scalar(x) for x in (1.25, 0.75)[:n]])
    ones = [d for _, d in v.chain_rule(1.0)]
    tens = [d for _, d in v.chain_rule(10.0)]
    assert tens == pytest.approx([10.0 * d for d in ones])


# Wrong ones


@pytest.mark.parametrize(
    ("fn", "n", "result"),
    [
        (Wrong, 1, None),
        (Wrong, 1, (1.0, 2.0)),
        (Wrong, 1, ()),
        (Wrong, 1, (None,)),
        (Wrong2, 2, None),
        (Wrong2, 2, 1.0),
        (Wrong2, 2, (1.0,)),
        (Wrong2, 2, (1.0, 2.0, 3.0)),
        (Wrong3, 3, None),
        (Wrong3, 3, 1.0),
        (Wrong3, 3, (1.0, 2.0)),
        (Wrong3, 3, (1.0, None, 2.0)),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_a_backward_whose_result_does_not_fit_is_named(
    fn: type[Wrong], n: int, result: Any, deep: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wrong, "result", result)
    leaves = [Scalar(float(i)) for i in range(1, n + 1)]
    y = fn.apply(*[2 * leaf if deep else leaf for leaf in leaves])
    with pytest.raises(ValueError, match=f"{fn.__name__}.backward: expected {n} deriv"):
        (3 * y).backward()
    assert [leaf.derivative for leaf in leaves] == [None] * n


@pytest.mark.parametrize("result", [(None, 1.0), (1.0, None)])
@pytest.mark.parametrize("deep", [False, True])
def test_a_missing_derivative_among_two_is_an_error(
    result: Any, deep: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Wrong, "result", result)
    x, y = Scalar(1.0), Scalar(2.0)
    out = Wrong2.apply(2 * x, 3 * y) if deep else Wrong2.apply(x, y)
    with pytest.raises(ValueError, match=r"Wrong2\.backward: expected 2 derivative"):
        (out * x).backward()
    assert (x.derivative, y.derivative) == (None, None)


def test_one_derivative_may_come_in_a_tuple(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wrong, "result", (7.0,))
    x = Scalar(1.0)
    Wrong.apply(x).backward()
    assert x.derivative == 7.0


def test_a_function_without_backward_works_forward_and_says_what_is_missing() -> None:
    class ForwardOnly(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float) -> float:
            return x + 1

    y = ForwardOnly.apply(Scalar(1.0))
    assert y.data == 2.0
    with pytest.raises(NotImplementedError, match="ForwardOnly has no backward"):
        y.backward()


class Forgetful(ScalarFunction):
    """x · y, whose forward saves nothing."""

    @staticmethod
    def forward(ctx: Context, x: float, y: float) -> float:
        return x * y

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float]:
        x, y = ctx.saved_values
        return y * d_out, x * d_out


class Forgetful1(ScalarFunction):
    """cos x, whose forward saves nothing."""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return math.cos(x)

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        return -math.sin(ctx.saved_values) * d_out


class Forgetful3(ScalarFunction):
    """x · y + z, whose forward saves nothing."""

    @staticmethod
    def forward(ctx: Context, x: float, y: float, z: float) -> float:
        return x * y + z

    @staticmethod
    def backward(ctx: Context, d_out: float) -> tuple[float, float, float]:
        x, y = ctx.saved_values
        return y * d_out, x * d_out, d_out


@pytest.mark.parametrize(
    ("fn", "n"), [(Forgetful1, 1), (Forgetful, 2), (Forgetful3, 3)]
)
@pytest.mark.parametrize("deep", [False, True])
def test_a_forward_that_saved_nothing_is_named_where_backward_needs_it(
    fn: type[ScalarFunction], n: int, deep: bool
) -> None:
    leaves = [Scalar(float(i)) for i in range(1, n + 1)]
    y = fn.apply(*[2 * leaf if deep else leaf for leaf in leaves])
    said = [f"{fn.__name__}.forward saved nothing for backward."]
    with pytest.raises(TypeError, match="NoneType") as error:
        (3 * y).backward()
    assert error.value.__notes__ == said
    with pytest.raises(TypeError, match="NoneType") as error:
        y.chain_rule(1.0)
    assert error.value.__notes__ == said
    assert [leaf.derivative for leaf in leaves] == [None] * n


def test_the_note_is_the_last_that_a_traceback_says() -> None:
    with pytest.raises(TypeError) as error:
        Forgetful.apply(Scalar(2.0), Scalar(3.0)).backward()
    lines = "".join(traceback.format_exception(error.value)).splitlines()
    assert lines[-1] == "Forgetful.forward saved nothing for backward."


class Raising(ScalarFunction):
    """The identity; its forward saves something, and its backward raises."""

    error: Exception = TypeError("of its own")

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        raise Raising.error


class RaisingUnsaved(Raising):
    """The same, where nothing is saved."""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x


@pytest.mark.parametrize(
    ("fn", "error"),
    [
        (Raising, TypeError("of its own")),
        (Raising, ValueError("of its own")),
        (RaisingUnsaved, ValueError("of its own")),
        (RaisingUnsaved, ZeroDivisionError("of its own")),
    ],
)
def test_an_error_of_ones_own_comes_as_it_is(
    fn: type[ScalarFunction], error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Raising, "error", error)
    x = Scalar(2.0)
    for attempt in (lambda: (3 * fn.apply(x)).backward(), fn.apply(x).backward):
        with pytest.raises(type(error)) as raised:
            attempt()
        assert raised.value is error
        assert not hasattr(error, "__notes__")
        assert x.derivative is None


def test_what_does_not_fit_is_not_put_down_to_nothing_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Wrong, "result", 1.0)
    with pytest.raises(ValueError, match=r"Wrong2\.backward: expected 2") as error:
        Wrong2.apply(Scalar(1.0), Scalar(2.0)).backward()
    assert "saved nothing" not in "".join(traceback.format_exception(error.value))


@pytest.mark.parametrize("wrong", [None, "1.0", [1.0], Scalar(1.0)])
def test_a_forward_that_returns_no_number_is_named(wrong: Any) -> None:
    class Bad(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float) -> float:
            return wrong

    class Bad3(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float, y: float, z: float) -> float:
            return wrong

    with pytest.raises(TypeError, match="Bad: expected a number, got"):
        Bad.apply(Scalar(1.0))
    with pytest.raises(TypeError, match="Bad3: expected a number, got"):
        Bad3.apply(1.0, 2.0, 3.0)


@pytest.mark.parametrize("wrong", [None, "1.0", [1.0]])
def test_an_argument_that_is_no_number_is_named(wrong: Any) -> None:
    with pytest.raises(TypeError, match="AddTimes2: expected a number, got"):
        AddTimes2.apply(Scalar(1.0), wrong)
    with pytest.raises(TypeError, match="Affine: expected a number, got"):
        Affine.apply(Scalar(1.0), wrong, 2.0)


def test_too_many_arguments_are_an_error() -> None:
    with pytest.raises(TypeError):
        AddTimes2.apply(Scalar(1.0), 2.0, 3.0)
    with pytest.raises(TypeError):
        AddTimes2.apply(Scalar(1.0))


def test_the_core_knows_no_scalars() -> None:
    # Tensors will bring Functions of their own on the same core.
    assert not issubclass(Function, ScalarFunction)
    with pytest.raises(TypeError, match="derived from TensorFunction or ScalarF"):
        Function.apply(1.0)
