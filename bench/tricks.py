"""Five small engines, each faster than the one before by one trick.

The course's engine is written to be read. These are here to measure what that costs:
``LADDER`` has them in order, under the trick that is new in each. All compute the same
with the same four Functions; they differ in what a number keeps, in ``apply``, and in
the way back.
"""

from collections.abc import Callable
from typing import Any

Apply = Callable[..., Any]


class Context:
    """What a Function's forward saves for its backward."""

    __slots__ = ("saved_values",)

    def save_for_backward(self, *values: float) -> None:
        """Save the values."""
        self.saved_values = values


# The Functions, the same for all


class Add:
    """x + y"""

    @staticmethod
    def forward(ctx: Any, x: float, y: float) -> float:
        return x + y

    @staticmethod
    def backward(ctx: Any, d: float) -> Any:
        return d, d


class Sub:
    """x - y"""

    @staticmethod
    def forward(ctx: Any, x: float, y: float) -> float:
        return x - y

    @staticmethod
    def backward(ctx: Any, d: float) -> Any:
        return d, -d


class Mul:
    """x · y"""

    @staticmethod
    def forward(ctx: Any, x: float, y: float) -> float:
        ctx.save_for_backward(x, y)
        return x * y

    @staticmethod
    def backward(ctx: Any, d: float) -> Any:
        x, y = ctx.saved_values
        return y * d, x * d


class ReLU:
    """x where it is positive, else 0"""

    @staticmethod
    def forward(ctx: Any, x: float) -> float:
        ctx.save_for_backward(x)
        return x if x > 0 else 0.0

    @staticmethod
    def backward(ctx: Any, d: float) -> Any:
        (x,) = ctx.saved_values
        return (d if x > 0 else 0.0,)


# What a number keeps


class Number:
    """What all kinds of numbers have in common."""

    __slots__ = ()

    def __init__(
        self, data: float, last_fn: Any = None, ctx: Any = None, inputs: Any = ()
    ) -> None:
        self.data, self.derivative = data, None
        self.last_fn, self.ctx, self.inputs = last_fn, ctx, inputs

    def shares(self, d: float) -> Any:
        """What a derivative passes on to each of the inputs."""
        return self.last_fn.backward(self.ctx, d)


class Open(Number):
    """A number with a dictionary of its attributes."""


class Slotted(Number):
    """A number with a fixed place for each attribute."""

    __slots__ = ("ctx", "data", "derivative", "inputs", "last_fn")


class Merged(Context):
    """A number that is its Function's Context too: one object where two were."""

    __slots__ = ("data", "derivative", "inputs", "last_fn", "mark")

    def __init__(self, data: float, last_fn: Any = None, inputs: Any = ()) -> None:
        self.data, self.derivative, self.mark = data, None, None
        self.last_fn, self.inputs = last_fn, inputs

    def shares(self, d: float) -> Any:
        """What a derivative passes on to each of the inputs."""
        return self.last_fn.backward(self, d)


# How a Function is applied


def with_context(fn: Any, cls: Any) -> Apply:
    """For any number of inputs, with a Context for each result."""

    def apply(*inputs: Any) -> Any:
        ctx = Context()
        data = fn.forward(ctx, *[a.data for a in inputs])
        return cls(data, fn, ctx, inputs)

    return apply


def as_context(fn: Any, cls: Any) -> Apply:
    """For any number of inputs; the result is the Context."""

    def apply(*inputs: Any) -> Any:
        v = cls(0.0, fn, inputs)
        v.data = fn.forward(v, *[a.data for a in inputs])
        return v

    return apply


def to_measure(fn: Any, cls: Any) -> Apply:
    """For one input or for two, written out: no loop, no tuple that is unpacked."""
    new, forward = cls.__new__, fn.forward

    def of_one(a: Any) -> Any:
        v = new(cls)
        v.last_fn, v.inputs = fn, (a,)
        v.derivative = v.mark = None
        v.data = forward(v, a.data)
        return v

    def of_two(a: Any, b: Any) -> Any:
        v = new(cls)
        v.last_fn, v.inputs = fn, (a, b)
        v.derivative = v.mark = None
        v.data = forward(v, a.data, b.data)
        return v

    return of_one if fn is ReLU else of_two


# The way back


def with_a_set(result: Any) -> None:
    """Sort with a set of what was seen; keep the sums in a dictionary."""
    order, seen, waiting = [], set(), [(result, False)]
    while waiting:
        v, finished = waiting.pop()
        if finished:
            order.append(v)
        elif v not in seen:
            seen.add(v)
            waiting.append((v, True))
            waiting.extend([(a, False) for a in v.inputs if a not in seen])
    sums = {result: 1.0}
    for v in reversed(order):
        d = sums.pop(v)
        if v.last_fn is None:
            v.derivative = d if v.derivative is None else v.derivative + d
        else:
            for a, share in zip(v.inputs, v.shares(d)):
                sums[a] = sums[a] + share if a in sums else share


def with_marks(result: Any) -> None:
    """The same; a slot of each number says that it was seen, and then holds its sum."""
    seen, order, waiting = object(), [], [result]
    while waiting:
        v = waiting.pop()
        if v is None:
            order.append(waiting.pop())
        elif v.mark is not seen:
            v.mark = seen
            waiting += v, None
            for a in v.inputs:
                if a.mark is not seen:
                    waiting.append(a)
    result.mark = 1.0
    for v in reversed(order):
        d = v.mark
        if v.last_fn is None:
            v.derivative = d if v.derivative is None else v.derivative + d
        else:
            for a, share in zip(v.inputs, v.last_fn.backward(v, d)):
                a.mark = share if a.mark is seen else a.mark + share


# The ladder


def engine(kind: type, maker: Callable[[Any, Any], Apply], walk: Apply) -> type:
    """A class of numbers with operators."""
    cls: Any = type("Number", (kind,), {"__slots__": ()} if kind is not Open else {})
    add, sub, mul, relu = (maker(fn, cls) for fn in (Add, Sub, Mul, ReLU))
    cls.__add__ = lambda self, other: add(self, other)
    cls.__sub__ = lambda self, other: sub(self, other)
    cls.__mul__ = lambda self, other: mul(self, other)
    cls.relu = lambda self: relu(self)
    cls.backward = walk
    return cls


LADDER = {
    "a dictionary for each number": engine(Open, with_context, with_a_set),
    "slots": engine(Slotted, with_context, with_a_set),
    "no Context": engine(Merged, as_context, with_a_set),
    "made to measure": engine(Merged, to_measure, with_a_set),
    "marks": engine(Merged, to_measure, with_marks),
}
