"""Replay: run a function once, write down what it did, and run what was written.

A graph of Scalars is a record of a computation: which Functions, of what, in what
order. ``trace`` calls a function once and turns its graph into the text of a Python
program on plain floats, forward and backward. A result that is needed only once is
written where it is needed; every other one has a line.

>>> def f(x, y):
...     z = x * y
...     return z.log() + z.exp()
>>> replay = trace(f, 2.0, 0.5)
>>> print(replay.source("forward"))
def forward(x0, x1):
    v0 = x0 * x1
    v1 = exp(v0)
    v3 = log(v0) + v1
    return v3
<BLANKLINE>
>>> replay(3.0, 0.25) == f(Scalar(3.0), Scalar(0.25)).data
True
>>> replay.derivatives(1.0, 1.0) == (1 + math.e, 1 + math.e)
True

There is no graph any more, so there is nothing to build, to sort and to free. That is
many times faster, and it is right only for a function that computes the same way for
all data: the record holds one run.
"""

import itertools
import linecache
import math
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from minitorch.autodiff import adding, topological_sort
from minitorch.faster.replay_source import Program
from minitorch.faster.watch import watched
from minitorch.module import Parameter, value_of
from minitorch.scalar import REFUSED, Number, Scalar

_number = itertools.count(1)


class Replay:
    """A function as it ran once, to be run again on other numbers. Made by ``trace``.

    Args:
        function: what was traced.
        inputs: the leaves that it was called with.
        parameters: what else it depends on.
        result: what it returned.
    """

    def __init__(
        self,
        function: Callable[..., Scalar],
        inputs: list[Scalar],
        parameters: list[Parameter | Scalar],
        result: Scalar,
    ) -> None:
        self.function = function
        self.inputs = len(inputs)
        self.parameters = parameters
        leaves = [value_of(p) for p in parameters]
        program = Program(result, inputs, leaves)
        self.used = [leaf in program.names for leaf in leaves]
        self.holders = any(isinstance(p, Parameter) for p in parameters)
        self.made_by = [v.last_fn for v in program.order]
        name = getattr(function, "__name__", type(function).__name__)
        self._file = f"<replay {next(_number)} of {name}>"
        self._texts = {
            "forward": program.forward(),
            "derivatives": program.derivatives(),
            "backward": program.backward(),
        }
        self._namespace = program.namespace
        self._functions: dict[str, Callable[..., Any]] = {}

    def source(self, kind: str = "backward") -> str:
        """Return the text of a generated function.

        Args:
            kind: "forward", "derivatives" or "backward".
        """
        return self._texts[kind]

    def __call__(self, *numbers: Number) -> float:
        """Return what the function gives for other numbers, a float."""
        result = self._function("forward")(*self._row(numbers), *self._values())
        return float(result)

    def derivatives(self, *numbers: Number) -> tuple[float, ...]:
        """Return the derivative with respect to each input, 0.0 for an unused one."""
        found = self._function("derivatives")(*self._row(numbers), *self._values())
        return tuple(map(float, found))

    def backward(self, rows: Iterable[Sequence[Number]]) -> float:
        """Run forward and backward for every row of inputs, and add it all up.

        The derivatives of the sum are added to those of the parameters, as if
        ``backward`` had been called on it.

        Args:
            rows: for each run, the inputs.

        Returns:
            The sum of the results.

        Raises:
            ValueError: a row is longer or shorter than the function's inputs.
        """
        rows = list(rows)
        leaves = self._leaves()
        total, found = self.totals(rows, [leaf.data for leaf in leaves])
        if rows:
            used = list(itertools.compress(leaves, self.used))
            ds = itertools.compress(found, self.used)
            with adding:
                before = [leaf.derivative for leaf in used]
                sums = [d if b is None else b + d for b, d in zip(before, ds)]
                for leaf, d in zip(used, sums):
                    leaf.derivative = d
        return total

    def totals(
        self, rows: Iterable[Sequence[Number]], values: Sequence[float]
    ) -> tuple[float, Sequence[float]]:
        """Return what ``backward`` would add up if the parameters had other values.

        For those who keep the values in a list: no Scalar is asked, and none changes.

        Args:
            rows: for each run, the inputs.
            values: of all parameters, in their order.

        Returns:
            The sum of the results, and its derivative with respect to each parameter.

        Raises:
            ValueError: a row or the list of values is too long or too short.

        >>> w = Scalar(3.0)
        >>> replay = trace(lambda x: w * x, 1.0, parameters=[w])
        >>> replay.totals([(2.0,), (5.0,)], [10.0])
        (70.0, (7.0,))
        >>> w
        Scalar(3.0)
        """
        if len(values) != len(self.parameters):
            raise ValueError(
                f"totals: expected {len(self.parameters)} values, one for each "
                f"parameter, got {len(values)}"
            )
        checked = [self._row(row) for row in rows]
        total, found = self._function("backward")(checked, *values)
        return float(total), found

    def check(self, *numbers: Number) -> None:
        """Call the function itself with other numbers: does it do the same again?

        Some control flow is hidden from ``trace``: that on a list that changes, on a
        file, in another thread. When the function goes another way, this shows it.

        Raises:
            ValueError: it does something else; the message says where.
        """
        inputs, result = recorded(self.function, numbers, self.parameters)
        again = Program(result, inputs, [value_of(p) for p in self.parameters])
        lines = zip(self.source("forward").splitlines(), again.forward().splitlines())
        for then, now in lines:
            if then != now:
                raise ValueError(
                    f"check: for {numbers} the function does something else: "
                    f"{now.strip()!r}, where the replay has {then.strip()!r}"
                )
        for first, v in zip(self.made_by, again.order, strict=True):
            if first is not (second := v.last_fn):
                raise ValueError(
                    f"check: for {numbers} the function does something else: it uses "
                    f"another {second} in the place of {first}"
                )
        check_same(self(*numbers), result.data)

    def _row(self, numbers: Sequence[Number]) -> list[float]:
        if len(numbers) != self.inputs:
            raise ValueError(
                f"replay: expected {self.inputs} numbers, as many as the function was "
                f"traced with, got {len(numbers)}: {tuple(numbers)}"
            )
        return [Scalar.check_data(x, "replay") for x in numbers]

    def _leaves(self) -> Sequence[Scalar]:
        """Return the Scalars that the parameters hold by now."""
        known: list[Any] = self.parameters
        return [value_of(p) for p in known] if self.holders else known

    def _values(self) -> list[float]:
        return [leaf.data for leaf in self._leaves()]

    def _function(self, kind: str) -> Callable[..., Any]:
        """Return a generated function; tracebacks will show its lines."""
        if kind not in self._functions:
            text, file = self._texts[kind], f"{self._file[:-1]}, {kind}>"
            linecache.cache[file] = (len(text), None, text.splitlines(True), file)
            weakref.finalize(self, linecache.cache.pop, file, None)
            exec(compile(text, file, "exec"), module := dict(self._namespace))
            self._functions[kind] = module[kind]
        return self._functions[kind]


def trace(
    function: Callable[..., Scalar],
    *examples: Number,
    parameters: Iterable[Parameter | Scalar] = (),
) -> Replay:
    """Call a function once and return what it did as a Replay.

    Args:
        function: a function of len(examples) Scalars that returns a Scalar. It may use
            any Function, those of ScalarFunction's subclasses included. Which ones, and
            of what, must not depend on the values.
        examples: the numbers to call it with.
        parameters: what else the result depends on and may change between runs, as
            ``model.parameters()`` gives it.

    Raises:
        TypeError: the function uses a Scalar as a condition or takes its number, as
            float(x), x.item() or x.data, or does not return a Scalar; or a parameter
            holds no Scalar.
        ValueError: the result depends on a Scalar that is neither an argument nor a
            parameter, or the function does not do the same twice.

    >>> trace(lambda x: x if x > 0 else -x, 2.0)
    Traceback (most recent call last):
    ...
    TypeError: trace: expected control flow that does not depend on data, got a Scalar \
as a condition; a replay would go the same way for all data. Compute the choice \
instead: relu, or (x < y) * a + (1 - (x < y)) * b
    """
    known = list(parameters)
    inputs, result = recorded(function, examples, known)
    replay = Replay(function, inputs, known, result)
    check_same(replay(*examples), result.data)
    replay.check(*examples)
    return replay


def recorded(
    function: Callable[..., Scalar],
    examples: Sequence[Number],
    parameters: list[Parameter | Scalar],
) -> tuple[list[Scalar], Scalar]:
    """Call a function, and return the leaves it was given and what came of them."""
    inputs = [Scalar(x, name=f"x{i}") for i, x in enumerate(examples)]
    for i, p in enumerate(parameters):
        check_parameter(i, value_of(p))
    leaves = [*inputs, *[value_of(p) for p in parameters]]
    before = [leaf.derivative for leaf in leaves]
    with watched():
        result = function(*inputs)
    if not isinstance(result, Scalar):
        raise TypeError(f"trace: expected a result that is a Scalar, got {result!r}")
    if any(leaf.derivative is not d for leaf, d in zip(leaves, before, strict=True)):
        raise TypeError(REFUSED["backward"])
    check_leaves(result, leaves)
    return inputs, result


def check_parameter(i: int, value: Any) -> None:
    """Raise an error for a parameter that could not receive a derivative."""
    if not isinstance(value, Scalar):
        raise TypeError(f"trace: expected Scalars, got {value!r} as parameter {i}")
    if not value.is_leaf():
        raise ValueError(
            f"trace: expected leaves, which receive a derivative, got {value!r} as "
            f"parameter {i}"
        )


def check_leaves(result: Scalar, known: list[Scalar]) -> None:
    """Raise a ValueError for a leaf that a replay would not know the value of."""
    names = set(known)
    for v in topological_sort(result):
        if v.is_leaf() and v not in names:
            raise ValueError(
                f"trace: the result depends on {v!r}, which is neither an argument of "
                "the function nor in parameters=[…]; make it one of them, or a plain "
                "number if it never changes"
            )


def check_same(replayed: float, traced: float) -> None:
    """Raise a ValueError where a replay did not find what the function found."""
    if replayed != traced and not (math.isnan(replayed) and math.isnan(traced)):
        raise ValueError(
            f"trace: the function gave {traced!r}, its replay {replayed!r}; is one of "
            "its Functions called with options, or different each time?"
        )
