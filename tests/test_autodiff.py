"""Backpropagation: the order, the sums, and what stays whole when something fails."""

import subprocess
import sys
import textwrap
import threading
import time
import weakref
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minitorch import (
    Context,
    Scalar,
    ScalarFunction,
    ScalarHistory,
    Variable,
    backpropagate,
    topological_sort,
)


class Fails(ScalarFunction):
    """The identity, whose backward raises as long as there is something to raise."""

    error: BaseException | None = None

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        if Fails.error is not None:
            raise Fails.error
        return d_out


class Counted(ScalarFunction):
    """The identity; it counts how often its derivative is asked for."""

    calls = 0

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        Counted.calls += 1
        return d_out


def through(x: Scalar) -> Scalar:
    """A graph in which x is used in three ways, through a Function that may fail."""
    y = 3 * x
    return y + Fails.apply(2 * y) + x * y


# Topological order


@st.composite
def graphs(draw: st.DrawFn) -> list[Scalar]:
    """Random graphs: every new Variable is made from earlier ones and constants."""
    made = [Scalar(1.0, name="leaf")]
    for _ in range(draw(st.integers(0, 20))):
        a, b = draw(st.sampled_from(made)), draw(st.sampled_from(made))
        kind = draw(st.integers(0, 4))
        choices: list[Callable[[], Scalar]] = [
            lambda a=a, b=b: a + b,  # type: ignore[misc]
            lambda a=a, b=b: a - b,  # type: ignore[misc]
            lambda a=a: 2.0 + a,  # type: ignore[misc]
            lambda a=a: -a,  # type: ignore[misc]
            lambda: Scalar(1.0, name="leaf"),
        ]
        made.append(choices[kind]())
    return made


def reached(variable: Variable) -> set[int]:
    """The ids of all Variables below one, constants left out; another algorithm."""
    found, waiting = set(), [variable]
    for v in waiting:
        if not v.is_constant() and id(v) not in found:
            found.add(id(v))
            waiting.extend(v.parents)
    return found


@given(graphs())
def test_every_variable_comes_once_and_before_its_inputs(made: list[Scalar]) -> None:
    order = topological_sort(made[-1])
    place = {id(v): i for i, v in enumerate(order)}
    assert order[0] is made[-1]
    assert len(place) == len(order)
    assert set(place) == reached(made[-1])
    for v in order:
        assert all(
            place[id(p)] > place[id(v)] for p in v.parents if not p.is_constant()
        )


@given(graphs())
def test_sorting_again_gives_the_same_order(made: list[Scalar]) -> None:
    first = topological_sort(made[-1])
    for other in made:
        topological_sort(other)
    again = topological_sort(made[-1])
    assert [id(v) for v in again] == [id(v) for v in first]


@given(graphs())
def test_derivatives_count_the_ways_through_the_graph(made: list[Scalar]) -> None:
    # All Functions in these graphs are linear, so a derivative is a sum over ways.
    ways = {id(v): 0.0 for v in made}
    ways[id(made[-1])] = 1.0
    for v in reversed(made):
        factors = {"Add": (1, 1), "Sub": (1, -1), "Neg": (-1,)}
        last_fn = v.last_fn.__name__ if v.last_fn else ""
        for parent, factor in zip(v.parents, factors.get(last_fn, ()), strict=True):
            if not parent.is_constant():
                ways[id(parent)] += factor * ways[id(v)]
    made[-1].backward()
    below = reached(made[-1])
    for v in made:
        expected = ways[id(v)] if v.is_leaf() and id(v) in below else None
        assert v.derivative == expected


def test_constants_are_left_out_even_as_the_result() -> None:
    constant = Scalar(1.0, back=None)
    assert topological_sort(constant) == []
    assert len(topological_sort(Scalar(1.0) + 2.0)) == 2


# Sums


def test_only_leaves_receive_a_derivative() -> None:
    x = Scalar(2.0)
    y = x * 3.0
    z = y * y
    backpropagate(z)
    assert x.derivative == 36.0
    assert (y.derivative, z.derivative) == (None, None)
    assert y.parents[1].derivative is None


def test_backward_of_a_leaf_is_its_own_derivative() -> None:
    x = Scalar(2.0)
    x.backward()
    assert x.derivative == 1.0
    x.backward(4.0)
    assert x.derivative == 5.0


def test_backward_multiplies_by_what_it_is_given() -> None:
    x = Scalar(2.0)
    (x * x).backward(10)
    assert x.derivative == 40.0
    assert type(x.derivative) is float


def test_backward_accumulates() -> None:
    x = Scalar(2.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.derivative == 8.0
    (3 * x).backward()
    assert x.derivative == 11.0
    x.derivative = None
    y.backward()
    assert x.derivative == 4.0


def test_results_that_share_a_part_do_not_disturb_each_other() -> None:
    x = Scalar(2.0)
    shared = x * x
    one, two = 3 * shared, shared * shared
    one.backward()
    assert x.derivative == 12.0
    x.derivative = None
    two.backward()
    assert x.derivative == 32.0


def test_each_function_is_asked_once() -> None:
    x = Scalar(1.0)
    y = x
    for _ in range(20):  # 2²⁰ ways through 20 Functions
        y = Counted.apply(y + y)
    Counted.calls = 0
    y.backward()
    assert Counted.calls == 20
    assert x.derivative == 2.0**20


def test_a_history_that_skips_ahead() -> None:
    x = Scalar(2.0)
    y = 3 * x
    z = y * y
    (z + y + x).backward()  # 9x² + 3x + x
    assert x.derivative == 18 * 2.0 + 4.0


def test_results_without_leaves() -> None:
    with pytest.raises(ValueError, match=r"got the constant Scalar\(3.0\)"):
        Scalar(3.0, back=None).backward()
    result = Scalar(3.0, back=None) + 1.0
    result.backward()
    assert all(v.derivative is None for v in result.parents)


@pytest.mark.parametrize("wrong", [None, "1", [1.0], Scalar(1.0)])
def test_backward_takes_a_number(wrong: float) -> None:
    x = Scalar(2.0)
    with pytest.raises(TypeError, match="backward: expected a number"):
        (x * x).backward(wrong)
    assert x.derivative is None


# Failures


@pytest.mark.parametrize(
    "error", [ValueError("no"), TypeError("no"), ZeroDivisionError("no")]
)
def test_a_failing_backward_changes_no_leaf_and_can_be_repeated(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    x = Scalar(2.0)
    x.derivative = 7.0
    out = through(x)
    monkeypatch.setattr(Fails, "error", error)
    with pytest.raises(type(error), match="no"):
        out.backward()
    assert x.derivative == 7.0
    monkeypatch.setattr(Fails, "error", None)
    out.backward()
    assert x.derivative == 7.0 + 3 + 6 + 6 * 2.0


def test_an_interrupt_does_not_poison_the_next_backward(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    x = Scalar(2.0)
    out = through(x)
    other = out * out
    for _ in range(3):
        monkeypatch.setattr(Fails, "error", KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            other.backward()
        assert x.derivative is None
        monkeypatch.setattr(Fails, "error", None)
        out.backward()
        assert x.derivative == 9 + 6 * 2.0
        x.derivative = None


def test_a_nan_reaches_the_leaf() -> None:
    x = Scalar(2.0)
    (x * float("nan")).backward()
    assert x.derivative != x.derivative


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_history_that_makes_a_circle_is_an_error(length: int) -> None:
    x = Scalar(2.0)
    first = y = x * 1.0
    for _ in range(length):
        y = y + 1.0
    assert y.history is not None
    assert y.history.last_fn is not None
    first.history = ScalarHistory(y.history.last_fn, Context(), (y, x))
    for result in (y, first, y * 2.0):
        with pytest.raises(ValueError, match=r"backward: .* was made from itself"):
            result.backward()
    assert x.derivative is None


def test_inactive_values_pass_nothing_on_and_take_nothing_away() -> None:
    x = Scalar(-2.0)
    (x + x.relu() + 3 * x.relu() * x).backward()
    assert x.derivative == 1.0


# Depth and width


def run(program: str) -> str:
    """Run a program in a Python of its own, with the default recursion limit."""
    result = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_chain_of_a_million_functions() -> None:
    program = """
        import gc, sys
        from minitorch import Scalar
        gc.disable()  # it would only look on
        x = y = Scalar(1.0)
        for _ in range(1_000_000):
            y = y + 0.5
        y.backward()
        print(y.data, x.derivative, sys.getrecursionlimit())
        del y
        print("freed")
    """
    assert run(program).split() == ["500001.0", "1.0", "1000", "freed"]


def test_a_chain_of_diamonds() -> None:
    program = """
        import gc
        from minitorch import Scalar
        gc.disable()
        x = y = Scalar(1.0)
        for _ in range(100_000):
            y = 0.25 * y + 0.75 * y
        y.backward()
        print(x.derivative)
    """
    assert run(program).split() == ["1.0"]


def test_a_thousand_uses_of_a_thousand_variables() -> None:
    x = Scalar(1.0)
    total = Scalar(0.0)
    layer = [x * i for i in range(300)]
    for y in layer:
        for _ in range(100):
            total = total + y
    start = time.process_time()
    total.backward()
    assert x.derivative == 100 * sum(range(300))
    assert time.process_time() - start < 20  # quadratic time would take minutes


def test_a_graph_frees_itself_without_the_garbage_collector() -> None:
    import gc

    class Watched(Scalar):
        __slots__ = ("__weakref__",)

    gc.disable()
    try:
        x = Watched(2.0)
        gone = weakref.ref(x)
        y = through(x)
        y.backward()
        del x, y
        assert gone() is None
    finally:
        gc.enable()


# Backward inside backward, and beside it


class Checkpoint(ScalarFunction):
    """w · x · x, whose backward computes forward again and differentiates that."""

    weight: Scalar

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        ctx.save_for_backward(x)
        return Checkpoint.weight.data * x * x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float | None:
        x = Scalar(ctx.saved_values)
        (Checkpoint.weight * x * x).backward(d_out)
        return x.derivative


def test_a_backward_inside_a_backward_through_a_leaf_of_both() -> None:
    w, x = Scalar(5.0), Scalar(2.0)
    Checkpoint.weight = w
    (Checkpoint.apply(x) + w * 5.0).backward()
    assert w.derivative == 2.0 * 2.0 + 5.0
    assert x.derivative == 2 * 5.0 * 2.0


class Twice(ScalarFunction):
    """x, whose backward differentiates the whole graph around it once more."""

    whole: Scalar | None = None

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        whole, Twice.whole = Twice.whole, None
        if whole is not None:
            whole.backward()
        return d_out


def test_a_backward_inside_a_backward_through_the_same_variables() -> None:
    x = Scalar(2.0)
    y = 3 * x
    Twice.whole = y + Twice.apply(2 * y) + x
    Twice.whole.backward()
    assert x.derivative == 2 * 10.0


def in_threads(work: Callable[[int], None], count: int = 4) -> None:
    """Let several threads take turns as often as Python can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)


def test_threads_with_graphs_of_their_own_share_a_leaf() -> None:
    w = Scalar(3.0)

    def work(n: int) -> None:
        for _ in range(50):
            y = w
            for _ in range(20):
                y = y * 1.0 + w
            y.backward()

    in_threads(work)
    assert w.derivative == 4 * 50 * 21.0


def test_threads_go_back_through_the_same_graph() -> None:
    x = Scalar(2.0)
    y = x
    for _ in range(20):
        y = y * 1.0 + x
    in_threads(lambda n: [y.backward(n + 1.0) for _ in range(50)] and None)
    assert x.derivative == 50 * 21.0 * (1 + 2 + 3 + 4)
