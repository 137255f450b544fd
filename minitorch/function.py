"""Functions: what computes, and how derivatives pass back through it."""

from collections.abc import Callable
from typing import Any, ClassVar

from minitorch.autodiff import Variable

# What a function's code says of `*args` and `**kwargs`. To import inspect, which knows
# their names, takes as long as importing this package.
VARARGS, VARKEYWORDS = 4, 8


class FunctionType(type):
    """The type of all Functions: it keeps what was made to measure up to date."""

    def __setattr__(cls, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in ("forward", "backward"):
            cls.prepare()
        elif name == "variable":
            waiting: list[Any] = cls.__subclasses__()
            for function in waiting:
                function.prepare()
                waiting.extend(function.__subclasses__())

    def prepare(cls) -> None:
        """Make ``apply`` and ``pass_back`` from ``forward`` and ``backward``."""
        fn: Any = cls
        if not hasattr(fn, "forward") or not hasattr(fn, "variable"):
            return
        makers = {} if fn.variable.has_shape else {2: of_one, 3: of_two}
        apply, pass_back = makers.get(count_of(fn.forward), of_many)(fn)
        apply.__qualname__ = f"{cls.__name__}.apply"
        fn.apply = staticmethod(apply)
        fn.pass_back = staticmethod(pass_back)


class Function(metaclass=FunctionType):
    """A mathematical function and its derivative, face to face.

    A subclass brings two static methods. ``forward(ctx, a, b, …)`` computes with plain
    data and may save what backward will need. ``backward(ctx, d_out)`` returns, for
    every argument of forward, the local derivative times d_out: one value for one
    argument, a tuple for several.

    From these two come two more. ``apply(a, b, …)`` unwraps the Variables, calls
    forward, wraps the result and records the history; plain values among its arguments
    become constants, and keyword arguments, settings, reach forward as they are.
    ``pass_back(v, d, no_sum)`` is the chain rule for a Variable v that apply made: it
    calls backward and adds what it returns to the sums of the inputs; no_sum stands
    where nothing has arrived yet.

    Most Functions of Scalars have one argument or two. Writing these cases out, instead
    of going through the arguments in a loop at each call, makes that engine faster by
    half. Tensors take the loop: for them, derivatives must be fitted to shapes.
    """

    variable: ClassVar[type[Variable]]
    forward: ClassVar[Callable[..., Any]]
    apply: ClassVar[Callable[..., Any]]
    pass_back: ClassVar[Callable[[Variable, Any, object], None]]

    @staticmethod
    def backward(ctx: Any, d_out: Any) -> Any:
        """Stand in for a subclass that has no ``backward`` of its own yet.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError(
            f"{ctx.last_fn.__name__} has no backward: define it next to forward, as "
            "@staticmethod def backward(ctx, d_out)"
        )

    @staticmethod
    def check_inputs(*data: Any) -> None:
        """Raise a clearer error for data of which forward has made a ValueError."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.prepare()


def count_of(forward: Callable[..., Any]) -> int:
    """Return how many arguments forward has, ctx included; 0 if that may vary."""
    code = getattr(forward, "__code__", None)
    if code is None or code.co_kwonlyargcount or getattr(forward, "__defaults__", ()):
        return 0
    varies = code.co_flags & (VARARGS | VARKEYWORDS)
    return 0 if varies else int(code.co_argcount)


Pair = tuple[Callable[..., Variable], Callable[[Variable, Any, object], None]]


def of_one(fn: type[Function]) -> Pair:
    """Return apply and pass_back for a Function of one argument."""
    cls, name = fn.variable, fn.__name__
    forward, backward = fn.forward, fn.backward
    new, data_type = cls.__new__, cls.data_type

    def apply(a: Any) -> Variable:
        if a.__class__ is not cls:
            a = cls.constant(a, name)
        v = new(cls)
        v.name = ""
        v.last_fn = fn
        v._first, v._second = (a,), None
        v.derivative = v.saved_values = v._walk = None
        data = forward(v, a.data)
        v.data = data if data.__class__ is data_type else cls.check_data(data, name)
        return v

    def pass_back(v: Any, d: Any, no_sum: object) -> None:
        d_a = backward(v, d)
        if d_a is None or d_a.__class__ is tuple:
            ((a, d_a),) = v.chain_rule(d)
        (a,) = v._first
        if a._first is not None:
            a._walk = d_a if a._walk is no_sum else a._walk + d_a

    return apply, pass_back


def of_two(fn: type[Function]) -> Pair:
    """Return apply and pass_back for a Function of two arguments."""
    cls, name = fn.variable, fn.__name__
    forward, backward = fn.forward, fn.backward
    new, data_type = cls.__new__, cls.data_type

    def apply(a: Any, b: Any) -> Variable:
        if a.__class__ is not cls:
            a = cls.constant(a, name)
        if b.__class__ is not cls:
            b = cls.constant(b, name)
        v = new(cls)
        v.name = ""
        v.last_fn = fn
        v._first, v._second = a, b
        v.derivative = v.saved_values = v._walk = None
        data = forward(v, a.data, b.data)
        v.data = data if data.__class__ is data_type else cls.check_data(data, name)
        return v

    def pass_back(v: Any, d: Any, no_sum: object) -> None:
        d_a, d_b = backward(v, d)
        a, b = v._first, v._second
        if b is None:  # a history that was set by hand
            a, b = v._first
        if a._first is not None:
            a._walk = d_a if a._walk is no_sum else a._walk + d_a
        if b._first is not None:
            b._walk = d_b if b._walk is no_sum else b._walk + d_b

    return apply, pass_back


def of_many(fn: type[Function]) -> Pair:
    """Return apply and pass_back for any number of arguments."""
    cls, name = fn.variable, fn.__name__
    forward, backward, new = fn.forward, fn.backward, cls.__new__
    data_type, has_shape = cls.data_type, cls.has_shape

    def apply(*values: Any, **options: Any) -> Variable:
        for a in values:
            if a.__class__ is not cls:
                values = tuple([cls.constant(a, name) for a in values])
                break
        v = new(cls)
        v.name = ""
        v.last_fn = fn
        v._first, v._second = values, None
        v.derivative = v.saved_values = v._walk = None
        arrays = [a.data for a in values]
        try:
            data = forward(v, *arrays, **options)
        except ValueError:
            fn.check_inputs(*arrays)
            raise
        v.data = data if data.__class__ is data_type else cls.check_data(data, name)
        if has_shape:
            for a in values:
                if a._first is not None:
                    return v
            v.last_fn = v._first = v.saved_values = None
        return v

    def pass_fitted(v: Any, d: Any, no_sum: object) -> None:
        for a, d_a in v.chain_rule(d):
            if a._first is not None:
                a._walk = d_a if a._walk is no_sum else a._walk + d_a

    def pass_back(v: Any, d: Any, no_sum: object) -> None:
        derivatives = backward(v, d)
        if derivatives.__class__ is not tuple or None in derivatives:
            derivatives = [d_a for _, d_a in v.chain_rule(d)]
        for a, d_a in zip(v._first, derivatives, strict=True):
            if a._first is not None:
                a._walk = d_a if a._walk is no_sum else a._walk + d_a

    return apply, pass_fitted if has_shape else pass_back
