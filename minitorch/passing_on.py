"""A Parameter as a number: what it is asked, its value answers.

So ``x @ layer.weight`` is ``x @ layer.weight.value``, and ``layer.weight.grad`` that of
the value. Whatever it does not have itself is passed on.
"""

import operator
from collections.abc import Callable
from typing import Any


class PassedOn:
    """The part of Parameter that passes on what it is asked for to its value."""

    value: Any

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        if name.startswith("__") or "value" not in vars(self):
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        if name == "data" and getattr(self.value, "has_shape", False):
            # A tensor, and no plain array, so that p.data.fill_(0) changes it.
            return self.value.detach()
        return getattr(self.value, name)

    def __setattr__(self, name: str, new: Any) -> None:
        own = name in ("value", "name") or "value" not in vars(self)
        if own or not hasattr(type(self.value), name):
            super().__setattr__(name, new)
        else:
            setattr(self.value, name, new)

    def __format__(self, form: str) -> str:
        return format(self.value, form) if form else str(self)

    def __array__(self, *options: Any, **more: Any) -> Any:
        return self.value.__array__(*options, **more)

    def __array_ufunc__(
        self, ufunc: Any, how: str, *inputs: Any, **options: Any
    ) -> Any:
        return getattr(ufunc, how)(*map(plain, inputs), **options)

    def __array_function__(
        self, function: Any, types: Any, arguments: Any, options: Any
    ) -> Any:
        named = dict(zip(options, every(tuple(options.values())), strict=True))
        return function(*every(arguments), **named)

    def __getitem__(self, index: Any) -> Any:
        return self.value[index]

    def __setitem__(self, index: Any, new: Any) -> None:
        self.value[index] = new

    @property
    def __float__(self) -> Any:
        # Of the value itself, so that its warning names the line where float(p) stands.
        return self.value.__float__

    def __eq__(self, other: object) -> Any:
        """Compare the elements of a tensor; else a Parameter is equal to itself."""
        has_elements = getattr(self.value, "has_shape", False)
        return self.value == plain(other) if has_elements else NotImplemented

    __hash__ = object.__hash__

    def __ne__(self, other: object) -> Any:
        """Compare the elements of a tensor, as ``==`` does."""
        has_elements = getattr(self.value, "has_shape", False)
        return self.value != plain(other) if has_elements else NotImplemented

    def __bool__(self) -> bool:
        return bool(self.value)

    def __len__(self) -> int:
        return len(self.value)

    def __pos__(self) -> Any:
        return +self.value

    def __neg__(self) -> Any:
        return -self.value

    def __abs__(self) -> Any:
        return abs(self.value)


def plain(x: Any) -> Any:
    """Return the value of a Parameter; anything else as it is."""
    return x.value if isinstance(x, PassedOn) else x


def every(x: Any) -> Any:
    """Return the value of a Parameter, and lists and tuples with those of theirs."""
    return type(x)(map(every, x)) if type(x) in (list, tuple) else plain(x)


def forward(operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return the method of an operator whose left side is a Parameter."""
    return lambda self, other: operate(self.value, plain(other))


def reflected(operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return the method of an operator whose right side is a Parameter."""
    return lambda self, other: operate(plain(other), self.value)


def in_place(operate: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return the method of ``p -= …``: the Parameter stays, and its value changes."""

    def change(self: Any, other: Any) -> Any:
        new = operate(self.value, plain(other))
        if new is not self.value:  # a tensor, which has changed itself, stays
            self.update(new)
        return self

    return change


for name in ("add", "sub", "mul", "truediv", "mod", "floordiv", "pow", "matmul"):
    operate = getattr(operator, name)
    setattr(PassedOn, f"__{name}__", forward(operate))
    setattr(PassedOn, f"__r{name}__", reflected(operate))
    setattr(PassedOn, f"__i{name}__", in_place(getattr(operator, f"i{name}")))


for name in ("lt", "le", "gt", "ge"):
    setattr(PassedOn, f"__{name}__", forward(getattr(operator, name)))
