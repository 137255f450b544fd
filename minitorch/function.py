"""Functions: what computes, and how derivatives pass back through it."""

import inspect
from collections.abc import Callable
from typing import Any, ClassVar

from minitorch.autodiff import Variable


class Function:
    """A mathematical function and its derivative, face to face.

    A subclass brings two static methods. ``forward(ctx, a, b, …)`` computes with plain
    data and may save what backward will need. ``backward(ctx, d_out)`` returns, for
    every argument of forward, the local derivative times d_out: one value for one
    argument, a tuple for several.

    ``apply(a, b, …)`` unwraps the Variables, calls forward, wraps the result and
    records the history. Plain values among its arguments become constants.
    """

    variable: ClassVar[type[Variable]]
    forward: ClassVar[Callable[..., Any]]
    backward: ClassVar[Callable[..., Any]]
    apply: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "forward" in cls.__dict__:
            cls.apply = staticmethod(make_apply(cls))


def make_apply(fn: type[Function]) -> Callable[..., Any]:
    """Return ``fn.apply``, made to measure for the number of forward's arguments.

    Most Functions have one argument or two; writing these cases out, instead of looping
    over the arguments at each call, makes the engine about twice as fast.
    """
    arguments = inspect.signature(fn.forward).parameters.values()
    fixed = all(a.kind is a.POSITIONAL_OR_KEYWORD for a in arguments)
    makers = {2: apply_to_one, 3: apply_to_two} if fixed else {}
    apply = makers.get(len(arguments), apply_to_many)(fn)
    apply.__qualname__ = f"{fn.__name__}.apply"
    return apply


def apply_to_one(fn: type[Function]) -> Callable[..., Any]:
    """Return apply(a) for a Function of one argument."""
    cls, forward, name = fn.variable, fn.forward, fn.__name__
    new, data_type = cls.__new__, cls.data_type

    def apply(a: Any) -> Variable:
        if a.__class__ is not cls:
            a = cls.constant(a, name)
        v = new(cls)
        v.name = ""
        v.last_fn = fn
        v.inputs = (a,)
        v.derivative = v._saved = v._walk = None
        data = forward(v, a.data)
        v.data = data if data.__class__ is data_type else cls.check_data(data, name)
        return v

    return apply


def apply_to_two(fn: type[Function]) -> Callable[..., Any]:
    """Return apply(a, b) for a Function of two arguments."""
    cls, forward, name = fn.variable, fn.forward, fn.__name__
    new, data_type = cls.__new__, cls.data_type

    def apply(a: Any, b: Any) -> Variable:
        if a.__class__ is not cls:
            a = cls.constant(a, name)
        if b.__class__ is not cls:
            b = cls.constant(b, name)
        v = new(cls)
        v.name = ""
        v.last_fn = fn
        v.inputs = (a, b)
        v.derivative = v._saved = v._walk = None
        data = forward(v, a.data, b.data)
        v.data = data if data.__class__ is data_type else cls.check_data(data, name)
        return v

    return apply


def apply_to_many(fn: type[Function]) -> Callable[..., Any]:
    """Return apply(…) for any number of arguments: what the two above do, in general."""
    cls, forward, name = fn.variable, fn.forward, fn.__name__

    def apply(*values: Any) -> Variable:
        inputs = tuple(
            a if a.__class__ is cls else cls.constant(a, name) for a in values
        )
        v = cls.__new__(cls)
        v.name = ""
        v.last_fn = fn
        v.inputs = inputs
        v.derivative = v._saved = v._walk = None
        v.data = cls.check_data(forward(v, *(a.data for a in inputs)), name)
        return v

    return apply
