"""Checks: mistakes that are refused where they are made, in words that help.

A refusal says what was expected, what came, and where; nothing has changed then. These
checks stand apart so that the files of the course show what a Module or an optimiser
is, without a line for each mistake between.
"""

import math
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from minitorch.state_dict import summary

CONTAINERS = (list, tuple, set, frozenset, dict)

Kinds = tuple[type, ...]


def expect(holds: bool, expected: str, got: object) -> None:
    """Raise a ValueError for a setting that is out of its range.

    Args:
        holds: whether it is as it should be.
        expected: where, a colon, and what was expected.
        got: what came in its place.

    >>> expect(0 < -0.1, "SGD: a positive learning rate", -0.1)
    Traceback (most recent call last):
    ...
    ValueError: SGD: expected a positive learning rate, got -0.1
    """
    if not holds:
        where, what = expected.split(": ", 1)
        raise ValueError(f"{where}: expected {what}, got {got!r}")


def type_of(value: object) -> str:
    """Return the name of a value's class."""
    return type(value).__name__


def warn_of_float(kind: str) -> None:
    """Warn whoever has asked for the float of a Variable with a derivative."""
    warnings.warn(
        f"float() of a {kind} with a derivative: a plain number passes none on, nor "
        "does what math.exp(x) and the like make of it; write x.exp(), or x.item() "
        "where only the number is wanted",
        stacklevel=3,
    )


def check_name(name: object) -> None:
    """Refuse what stands in the place of a Parameter's name and is none."""
    if not isinstance(name, str):
        raise TypeError(
            f"Parameter: expected a name, got {name!r}; all else goes by its name, as "
            "requires_grad=False"
        )


# The parts of a Module. What a Module is stands in another file, which uses this one:
# here it is Any, with the `_parts` that it has and the `named_modules` below it.


def check_initialised(module: Any) -> None:
    """Refuse to work on a Module whose own ``__init__`` was never called."""
    if "_parts" not in vars(module):
        kind = type_of(module)
        raise AttributeError(
            f"{kind} is not initialised: call super().__init__() first "
            f"in {kind}.__init__"
        )


def check_part(module: Any, name: str, part: Any) -> None:
    """Refuse a part that could not be found under its name, or that makes a circle."""
    kind = type_of(module)
    expect(
        "." not in name and not hasattr(type(module), name),
        f"{kind}: a name without dots that the class does not have as an attribute",
        name,
    )
    below = part.named_modules() if hasattr(part, "named_modules") else ()
    if any(child is module for _, child in below):
        raise ValueError(
            f"{kind}.{name}: expected a module that does not contain this one, got "
            f"{type_of(part)}, which does"
        )


def check_plain(module: Any, name: str, value: object, kinds: Kinds) -> None:
    """Refuse a plain value in the place of a part, and parts hidden in a value."""
    if name in module._parts:
        part = module._parts[name]
        kind = next(k.__name__ for k in kinds if isinstance(part, k))
        hint = f"; to change its value, call {name}.update(value)"
        raise TypeError(
            f"{type_of(module)}.{name} is a {kind}: expected another {kind}, got "
            f"{type_of(value)}{hint if hasattr(part, 'update') else ''}"
        )
    check_nothing_hidden(module, {name: value}, kinds)


def check_nothing_hidden(
    module: Any, attributes: Mapping[str, Any], kinds: Kinds
) -> None:
    """Refuse parts in a container which the module has not under names as well.

    Args:
        module: whose attributes they are.
        attributes: values by their names; a part may be at any depth in one.
        kinds: the classes of parts.
    """
    known = {id(part) for part in module._parts.values()}
    for name, value in attributes.items():
        if any(id(part) not in known for part in parts_inside(value, kinds)):
            raise TypeError(
                f"{type_of(module)}.{name}: the parameters inside a {type_of(value)} "
                "would not be found; add each one first, with add_module(name, module) "
                "or add_parameter(name, value)"
            )


def parts_inside(container: Any, kinds: Kinds) -> Iterator[Any]:
    """Yield all objects of these classes that a container holds, at any depth.

    Anything but a container holds nothing.

    >>> list(parts_inside([1.5, {"a": (2, [3])}], int))
    [2, 3]
    """
    waiting, seen = [container], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, CONTAINERS) and id(value) not in seen:
            seen.add(id(value))  # a list may hold itself
            inside = list(value.values() if isinstance(value, dict) else value)
            yield from (item for item in inside if isinstance(item, kinds))
            waiting += inside


def missing(module: Any, name: str) -> str:
    """Return what to say of an attribute that a Module does not have."""
    known = [n for n in {**vars(module), "training": True} if not n.startswith("_")]
    close = nearest(name, known)
    hint = f"did you mean {close!r}?" if close else f"it has {', '.join(known)}"
    return f"{type_of(module)} has no attribute {name!r}; {hint}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to another; "" if none is near.

    >>> nearest("arrange", ["arange", "zeros"])
    'arange'
    """
    import difflib  # slow to load, and of use to mistakes alone

    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.7)), "")


def absent(name: str, known: Iterable[str]) -> str:
    """Return the end of a message on a name that is missing.

    >>> absent("sinh", ["sin", "zeros"])
    "; the nearest name that is there is 'sin'"
    """
    close = nearest(name, known)
    return f"; the nearest name that is there is {close!r}" if close else ""


# What an optimiser moves: its parameter number i has the value given, a Variable


def check_derivative(optimiser: Any, i: int, value: Any) -> None:
    """Refuse a derivative with which a step would go wrong without a word.

    Arithmetic would broadcast what has another shape, and turn the parameter into
    another dtype; a number that is not finite would spoil it for good.
    """
    d = value.derivative
    if value.has_shape:
        value.check_apart()
        check_form(optimiser, i, value)
    if not finite(d):
        got = "NaN or infinity" if value.has_shape else d
        raise ValueError(
            f"{type_of(optimiser)}: expected finite derivatives, got {got} for "
            f"parameter {i}, {summary(value)}; try a smaller learning rate"
        )


def check_moved(optimiser: Any, i: int, data: Any) -> None:
    """Refuse a step to what is no finite number."""
    if not finite(data):
        raise ValueError(
            f"{type_of(optimiser)}: expected a step to finite numbers, got NaN or "
            f"infinity for parameter {i}; try a smaller learning rate"
        )


def finite(numbers: Any) -> bool:
    """Return whether a number, or each of an array, is neither infinite nor NaN.

    >>> finite(1e308), finite(math.nan)
    (True, False)
    """
    if not hasattr(numbers, "shape"):
        return math.isfinite(numbers)
    # To numpy a NaN is the largest of all; a sum could be too large for a float.
    return 0 in numbers.shape or bool(abs(numbers).__array__().max() < math.inf)


def check_form(optimiser: Any, i: int, value: Any) -> None:
    """Refuse a derivative, or a memory of the last step, that is no array like data."""
    if not alike(value.data, value.derivative):
        raise ValueError(
            f"{type_of(optimiser)}: expected a derivative of {form(value.data)} for "
            f"parameter {i}, got {form(value.derivative)}"
        )
    for old in optimiser.states[i]:
        if hasattr(old, "shape") and not alike(value.data, old):
            raise ValueError(
                f"{type_of(optimiser)}: parameter {i} had {form(old)} in the last step "
                f"and has {form(value.data)} now; make a new optimiser"
            )


def alike(x: Any, y: Any) -> bool:
    """Return whether y is an array of the shape and the dtype of x."""
    return hasattr(y, "shape") and (x.shape, x.dtype) == (y.shape, y.dtype)


def form(array: Any) -> str:
    """Return the shape and the dtype of an array in words; a number has none."""
    shape, dtype = (getattr(array, name, None) for name in ("shape", "dtype"))
    return f"shape {shape} and dtype {dtype}"
