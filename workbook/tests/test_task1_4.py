"""The checks of task 1.4: topological sort and backpropagation."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from minitorch import Context, Scalar, ScalarFunction
from minitorch.autodiff import Variable, backpropagate, topological_sort
from minitorch.inspect.recording import record
from work.telling import Wrong, close, equal, raises, shown

# Graphs


@dataclass
class Program:
    """A few lines of arithmetic, with the derivatives of their results.

    Args:
        text: the lines, as they are shown.
        variables: all Variables by name, in the order in which they were made.
        slopes: for each the derivatives with respect to the leaves, by the rules.
    """

    text: str
    variables: dict[str, Scalar] = field(default_factory=dict)
    slopes: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def result(self) -> Scalar:
        """What the last line gives."""
        return list(self.variables.values())[-1]


def program(*lines: tuple[str, str, str], **leaves: float) -> Program:
    """Compute some lines, (operator, operand, operand): a name or a number each."""
    made = Program(", ".join(f"{name} = {value:g}" for name, value in leaves.items()))
    for name, value in leaves.items():
        made.variables[name] = Scalar(value, name=name)
        made.slopes[name] = {other: float(other == name) for other in leaves}
    for i, (sign, a, b) in enumerate(lines):
        name = "out" if i == len(lines) - 1 else f"v{i + 1}"
        value, slope = computed(sign, operand(made, a), operand(made, b), list(leaves))
        value.name = name
        made.text += f"; {name} = {a} {sign} {b}"
        made.variables[name], made.slopes[name] = value, slope
    return made


def operand(made: Program, name: str) -> tuple[Any, dict[str, float]]:
    """A Variable with its derivatives, or a number, which has none."""
    if name in made.variables:
        return made.variables[name], made.slopes[name]
    return float(name), {}


def computed(
    sign: str,
    first: tuple[Any, dict[str, float]],
    second: tuple[Any, dict[str, float]],
    leaves: list[str],
) -> tuple[Scalar, dict[str, float]]:
    """A sum or a product, with its derivatives by the rules of calculus."""
    (a, da), (b, db) = first, second
    value = a + b if sign == "+" else a * b
    left, right = (1.0, 1.0) if sign == "+" else (plain(b), plain(a))
    slope = {x: left * da.get(x, 0.0) + right * db.get(x, 0.0) for x in leaves}
    return value, slope


def plain(value: Any) -> float:
    """A number without its history."""
    return value.data if isinstance(value, Scalar) else value


def skip() -> Program:
    """A short way and a long one: v1 = 3x, out = v1 + 2 v1."""
    return program(("*", "3", "x"), ("*", "2", "v1"), ("+", "v1", "v2"), x=2.0)


def two_ways() -> Program:
    """Two ways of one length: v1 = 3x, out = 2 v1 + 5 v1."""
    return program(
        ("*", "3", "x"), ("*", "2", "v1"), ("*", "5", "v1"), ("+", "v2", "v3"), x=2.0
    )


def diamonds(number: int) -> Program:
    """Ways that double with every diamond."""
    lines, last = [], "x"
    for i in range(1, number * 3, 3):
        lines += [("*", "2", last), ("*", "3", last), ("+", f"v{i}", f"v{i + 1}")]
        last = f"v{i + 2}"
    return program(*lines, x=1.0)


@st.composite
def programs(draw: Callable[[Any], Any]) -> Program:
    """Some program of up to six lines."""
    lines, names = [], ["x", "y"]
    for i in range(draw(st.integers(1, 6))):
        newest = names[-1] if i else draw(st.sampled_from(names))
        other = draw(st.sampled_from([*names, "3"]))
        pair = draw(st.permutations([newest, other]))
        lines.append((draw(st.sampled_from("+*")), *pair))
        names.append(f"v{i + 1}")
    return program(*lines, x=2.0, y=-1.0)


@contextmanager
def chain(length: int) -> Iterator[list[Scalar]]:
    """A leaf, and one Function after the other on it."""
    made = [Scalar(1.0, name="x")]
    for _ in range(length):
        made.append(made[-1] + 1.0)
    try:
        yield made
    finally:
        for v in made:  # whoever still has one of them frees no long chain with it
            v.inputs = None


def names(variables: Iterable[Any]) -> str:
    """How a list of Variables is shown."""
    return "[" + ", ".join(getattr(v, "name", "") or shown(v) for v in variables) + "]"


def sure(right: bool, called: str, came: str, expected: str, idea: str = "") -> None:
    """Make sure that something holds; what came is told in words."""
    if not right:
        raise Wrong(called, came, expected, idea)


# topological_sort

ONCE = (
    "each Variable stands in the order once: remember which you have seen already, "
    "as Variables (in a set) or by id"
)
SAME = (
    "== compares the values of Scalars, and so does `in` with a list: two Variables of "
    "the same value are still two; use a set, a dictionary or id"
)


def check_order(made: Program) -> None:
    """Make sure that the order is one of the right ones."""
    called = f"{made.text}; topological_sort(out)"
    order = topological_sort(made.result)
    came = names(order) if isinstance(order, list) else shown(order)

    def holds(right: bool, expected: str, idea: str) -> None:
        sure(right, called, came, expected, idea)

    holds(isinstance(order, list), "a list", "topological_sort returns a list")
    for v in order:
        holds(
            isinstance(v, Variable) and not v.is_constant(),
            "Variables that are no constants",
            "constants take no part: leave out what is_constant() says to be one",
        )
    places = {id(v): i for i, v in enumerate(order)}
    holds(len(places) == len(order), "each once", ONCE)
    wanted = [v for name, v in made.variables.items() if reaches(made, name)]
    missing = [v for v in wanted if id(v) not in places]
    same = any(a is not b and a.data == b.data for a in missing for b in wanted)
    holds(
        not missing,
        f"{names(missing)} too",
        SAME
        if same
        else "the order has all Variables behind the result: the leaves, the Variables "
        "in between, and the result itself",
    )
    holds(
        len(order) == len(wanted),
        f"{names(reversed(wanted))}, or another right order of these",
        "the order has what the result depends on, and nothing else",
    )
    holds(
        order[0] is made.result,
        "out comes first",
        "the result comes first and the leaves after what uses them; a list in which "
        "inputs are finished first has to be reversed",
    )
    for v in order:
        for p in v.parents:
            holds(
                p.is_constant() or places[id(v)] < places[id(p)],
                f"{v.name} before {p.name}, since {v.name} was made from it",
                "a Variable comes after all that were made from it, and not where it "
                "is met first: it is finished only after all of its inputs are",
            )


def reaches(made: Program, name: str) -> bool:
    """Whether the result depends on a Variable."""
    waiting, seen = [made.result], set()
    while waiting:
        v = waiting.pop()
        if id(v) not in seen:
            seen.add(id(v))
            waiting += v.parents
    return id(made.variables[name]) in seen


def test_order_of_a_short_and_a_long_way() -> None:
    """topological_sort: a Variable with a short and a long way to the result."""
    check_order(skip())
    check_order(
        program(("*", "3", "x"), ("*", "2", "v1"), ("+", "v2", "v1"), x=2.0)
    )  # the long way first


def test_order_with_constants() -> None:
    """topological_sort: constants are left out."""
    check_order(program(("*", "4", "x"), ("+", "v1", "5"), x=3.0))
    equal(
        "topological_sort(a constant)",
        topological_sort(Scalar(1.0, back=None)),
        [],
        "constants are left out, the result as well",
    )


def test_order_of_a_leaf() -> None:
    """topological_sort: a leaf alone is a result, too."""
    check_order(program(x=1.5))


def test_order_with_equal_values() -> None:
    """topological_sort: two Variables of the same value."""
    check_order(program(("+", "x", "y"), x=1.0, y=1.0))
    check_order(program(("*", "x", "1"), ("*", "v1", "x"), x=1.0))


def test_order_with_many_ways() -> None:
    """topological_sort: many ways lead to a Variable, and it stands there once."""
    check_order(diamonds(5))


@given(programs())
def test_order_of_any_graph(made: Program) -> None:
    """topological_sort: any graph."""
    check_order(made)


def test_order_of_a_deep_graph() -> None:
    """topological_sort: a chain of 10,000 Functions."""
    test_order_with_equal_values()  # so that a wrong comparison is not slow as well
    with chain(10_000) as made:
        order = went_deep(
            "topological_sort(x + 1 + 1 + …), 10,000 times",
            lambda: topological_sort(made[-1]),
        )
        sure(
            list(map(id, order)) == [id(v) for v in reversed(made)],
            "topological_sort(x + 1 + 1 + …), 10,000 times",
            f"{len(order)} Variables",
            "10,001 Variables, from the result to x",
        )


def went_deep(called: str, run: Callable[[], Any]) -> Any:
    """What a function returns, unless it goes deeper than Python's calls."""
    try:
        return run()
    except RecursionError:
        raise Wrong(
            called,
            "RecursionError",
            "any depth works",
            "Python's calls do not go that deep: in place of a function that calls "
            "itself, keep a list of what is still to be done",
        ) from None


# backpropagate

ADDED = "x was used twice: the two derivatives must be added"
ORDER = (
    "it was the turn of a Variable before all that reaches it had arrived: go through "
    "topological_sort(variable), where all that was made from it comes before it"
)
AGAIN = (
    "a sum was passed on more than once: each Variable has one turn, when all that "
    "reaches it is there"
)


LEFT = (
    "nothing was left in the leaf: at the end give the pairs (leaf, derivative) to "
    "accumulate"
)


def came_back(made: Program, ideas: dict[float, str], otherwise: str) -> None:
    """Make sure that the leaves receive their derivatives; wrong ones may be known."""
    backpropagate(made.result)
    for name, expected in made.slopes["out"].items():
        came = made.variables[name].derivative
        if expected == 0.0 and came is None:  # the result does not depend on it
            continue
        known = [idea for wrong, idea in ideas.items() if came == wrong]
        known += [LEFT] if came is None else []
        close(
            f"{made.text}; out.backward(): {name}.derivative",
            came,
            expected,
            (known or [otherwise])[0],
        )


def test_chain_rule() -> None:
    """A chain: what comes back is passed on from Function to Function."""
    made = program(("*", "3", "x"), ("*", "v1", "5"), x=2.0)
    came_back(
        made,
        {
            3.0: "each Function passes back its own derivative times what has reached "
            "its result: call v.chain_rule with v's sum, not with 1",
            5.0: "each Function passes back its own derivative times what has reached "
            "its result: call v.chain_rule with v's sum, not with 1",
            450.0: "the result begins with d_output, 1, and not with its value",
        },
        "each leaf keeps the sum of all that has reached it",
    )


def test_two_functions_use_x() -> None:
    """A leaf that two Functions use."""
    made = program(("*", "3", "x"), ("*", "4", "x"), ("+", "v1", "v2"), x=2.0)
    came_back(made, {3.0: ADDED, 4.0: ADDED}, ADDED)


@given(st.floats(-3, 3))
def test_used_twice(x: float) -> None:
    """A leaf that is both inputs of one Function."""
    v = Scalar(x, name="x")
    backpropagate(v * v)
    close(
        f"(x * x).backward() at x = {x}: x.derivative",
        v.derivative,
        2 * x,
        f"{ADDED}, also where both inputs of one Function are the same Variable (in a "
        "set or as a key it is there once)",
    )


def test_two_inputs() -> None:
    """Each input receives its own share."""
    made = program(("*", "x", "y"), ("+", "v1", "x"), x=2.0, y=5.0)
    came_back(made, {}, "chain_rule names the input that each share belongs to")


def test_equal_values() -> None:
    """Two leaves of the same value."""
    made = program(("*", "x", "y"), ("*", "v1", "y"), x=1.0, y=1.0)
    came_back(made, {}, SAME)


def test_short_and_long_way() -> None:
    """A short way and a long one: out = v1 + 2 v1 with v1 = 3x."""
    came_back(skip(), {3.0: ORDER, 6.0: ORDER, 12.0: AGAIN, 15.0: AGAIN}, ORDER)
    made = program(("*", "3", "x"), ("*", "2", "v1"), ("+", "v2", "v1"), x=2.0)
    came_back(made, {3.0: ORDER, 6.0: ORDER, 12.0: AGAIN, 15.0: AGAIN}, ORDER)


def test_two_ways_of_one_length() -> None:
    """Two ways of one length: out = 2 v1 + 5 v1 with v1 = 3x."""
    came_back(two_ways(), {27.0: AGAIN, 36.0: AGAIN}, ORDER)


@given(programs())
def test_any_graph(made: Program) -> None:
    """Any graph."""
    came_back(
        made,
        {},
        "a Variable's derivative is the sum of what comes back along all ways; it is "
        "passed on once, when its turn comes in topological order",
    )


def test_second_call() -> None:
    """A second call adds to what the first has left."""
    made = skip()
    backpropagate(made.result)
    backpropagate(made.result)
    x = made.variables["x"]
    close(
        f"{made.text}; out.backward(), twice: x.derivative",
        x.derivative,
        18.0,
        "a leaf keeps what it has: accumulate adds to it"
        if x.derivative == 9.0
        else "nothing but the leaves' derivatives is left after a call; the sums are "
        "new each time",
    )


def test_d_output() -> None:
    """d_output: the derivative to begin with."""
    made = skip()
    backpropagate(made.result, 10.0)
    close(
        f"{made.text}; out.backward(10.0): x.derivative",
        made.variables["x"].derivative,
        90.0,
        "the result begins with d_output, which need not be 1",
    )


def test_leaf_as_result() -> None:
    """A result that is a leaf itself."""
    x = Scalar(2.0, name="x")
    backpropagate(x, 5.0)
    close(
        "x.backward(5.0) for a leaf x: x.derivative",
        x.derivative,
        5.0,
        "the result may be a leaf: then its own derivative is d_output",
    )


def test_constants() -> None:
    """Constants take nothing."""
    c = Scalar(4.0, back=None)
    x = Scalar(3.0, name="x")
    backpropagate(c * x + c)
    sure(
        c.derivative is None,
        "(c * x + c).backward() for a constant c: c.derivative",
        shown(c.derivative),
        "None",
        "constants take no part: skip the share that chain_rule names for them",
    )
    close("(c * x + c).backward(): x.derivative", x.derivative, 4.0)
    raises(
        "c.backward() for a constant c",
        ValueError,
        lambda: backpropagate(c),
        "a constant has no derivative: raise a ValueError",
    )


def test_only_leaves_keep_theirs() -> None:
    """Only leaves keep a derivative."""
    made = skip()
    backpropagate(made.result)
    for name in ("v1", "v2", "out"):
        came = made.variables[name].derivative
        sure(
            came is None,
            f"{made.text}; out.backward(): {name}.derivative",
            shown(came),
            "None",
            "only leaves keep a derivative: Variables in between have their sums in a "
            "dictionary of your own, for the time of the call",
        )


class Broken(ScalarFunction):
    """A Function whose backward fails."""

    @staticmethod
    def forward(ctx: Context, x: float) -> float:
        return x

    @staticmethod
    def backward(ctx: Context, d_out: float) -> float:
        raise ArithmeticError("this one always fails")


def test_error_half_way() -> None:
    """When a Function fails, no leaf has changed."""
    for text, build in {
        "3 * a + broken(b)": lambda a, b: 3.0 * a + Broken.apply(b),
        "broken(b) + 3 * a": lambda a, b: Broken.apply(b) + 3.0 * a,
        "a * broken(b)": lambda a, b: a * Broken.apply(b),
        "broken(b) * a": lambda a, b: Broken.apply(b) * a,
    }.items():
        a, b = Scalar(1.0, name="a"), Scalar(2.0, name="b")
        result = build(a, b)
        called = f"({text}).backward(), where broken's backward raises an error"
        raises(
            called,
            ArithmeticError,
            lambda result=result: backpropagate(result),
            "an error of a Function reaches the caller: do not catch it",
        )
        sure(
            a.derivative is None,
            f"{called}: a.derivative",
            shown(a.derivative),
            "None, as before",
            "leaves change only after all has gone well: collect the pairs (leaf, "
            "derivative), and give them to accumulate at the very end",
        )


def test_each_function_is_asked_once() -> None:
    """Each Function is asked once, however many ways there are."""
    asked = []

    class Twice(ScalarFunction):
        @staticmethod
        def forward(ctx: Context, x: float) -> float:
            return 2.0 * x

        @staticmethod
        def backward(ctx: Context, d_out: float) -> float:
            asked.append(d_out)
            return 2.0 * d_out

    x = Scalar(1.0, name="x")
    v = x
    for _ in range(5):
        v = Twice.apply(v) + Twice.apply(v)
    backpropagate(v)
    equal(
        "five diamonds of Functions, two in each: how often a backward was called",
        len(asked),
        10,
        AGAIN,
    )
    close(
        "five diamonds, each of which multiplies by 4: x.derivative",
        x.derivative,
        4.0**5,
    )


def test_deep_graph() -> None:
    """A chain of 10,000 Functions."""
    test_equal_values()  # so that a wrong comparison is not slow as well
    with chain(10_000) as made:
        went_deep(
            "(x + 1 + 1 + …).backward(), 10,000 times", lambda: backpropagate(made[-1])
        )
        close("a chain of 10,000: x.derivative", made[0].derivative, 1.0)


# Looking on

WATCH = (
    "at the end of each turn, that of a leaf as well: if watch is given, call "
    "watch(v, d, shares, sums)"
)


def test_watch() -> None:
    """watch: a recording of the run says what happened in each turn."""
    for made in (skip(), program(("*", "x", "x"), ("+", "v1", "2"), x=3.0)):
        called = f"{made.text}; record(out)"
        steps = record(made.result).steps
        turns = [step.variable for step in steps]
        equal(called + ": the number of turns", len(turns), len(made.variables), WATCH)
        waiting = {id(made.result): 1.0}
        for step in steps:
            v, name = step.variable, step.variable.name
            close(
                f"{called}: what {name} has at its turn",
                step.derivative,
                waiting.pop(id(v), 0.0),
                "d is the sum of all that has reached v",
            )
            pairs = list(v.chain_rule(step.derivative)) if v.last_fn else []
            equal(
                f"{called}: how many shares {name} passes back",
                len(step.shares),
                len(pairs),
                "chain_rule gives its pairs one after the other, and only once: keep "
                "them with list(…), to go through them and to give them to watch",
            )
            for a, share in pairs:
                if not a.is_constant():
                    waiting[id(a)] = waiting.get(id(a), 0.0) + share
            came = {v.name: d for v, d in step.pending.items()}
            here = {name: made.variables[name] for name in made.variables}
            expected = {n: waiting[id(v)] for n, v in here.items() if id(v) in waiting}
            equal(
                f"{called}: what waits after the turn of {name}",
                dict(sorted(came.items())),
                dict(sorted(expected.items())),
                "call watch after the shares were added; its last argument has only "
                "those that wait: take a Variable out (pop) when its turn comes",
            )


def test_form() -> None:
    """d_output has the form of data."""
    seen: list[Any] = []
    x = Scalar(2.0, name="x")
    backpropagate(x * 3.0, 1, lambda v, d, shares, sums: seen.append(d))
    sure(
        bool(seen) and type(seen[0]) is float,
        "(x * 3).backward(1): what the Variables had at their turns",
        shown(seen),
        "[1.0, 3.0]",
        'begin with variable.check_derivative(d_output, "backward"), which makes 1 a '
        "float, or an array where data are one",
    )
    raises(
        '(x * 3).backward("one")',
        TypeError,
        lambda: backpropagate(x * 3.0, "one"),
        'begin with variable.check_derivative(d_output, "backward")',
    )
