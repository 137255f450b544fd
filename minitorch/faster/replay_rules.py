"""Rules: how a Function reads in a program, its forward and what it passes back.

They say the same as the Functions' own methods, and compute it in the same order, so
that no digit differs.
"""

import inspect
from typing import Any

from minitorch import operators
from minitorch import scalar_functions as scalar
from minitorch.function import Function

# For each Function: its expression, and what it passes back. {0} and {1} are its
# arguments, {v} its result, {d} the derivative of the final result with respect to v.
# What it passes back is added to something else, so a condition stands in brackets.
RULES: dict[type[Function], tuple[str, ...]] = {
    scalar.Add: ("{0} + {1}", "{d}", "{d}"),
    scalar.Sub: ("{0} - {1}", "{d}", "-{d}"),
    scalar.Mul: ("{0} * {1}", "{1} * {d}", "{0} * {d}"),
    scalar.Div: ("{0} / {1}", "{d} / {1}", "-{0} / {1} / {1} * {d}"),
    scalar.Neg: ("-{0}", "-{d}"),
    scalar.Inv: ("1.0 / {0}", "-{d} / {0} / {0}"),
    scalar.Log: ("log({0})", "log_back({0}, {d})"),
    scalar.Exp: ("exp({0})", "{v} * {d}"),
    scalar.Sigmoid: ("sigmoid({0})", "{v} * (1.0 - {v}) * {d}"),
    scalar.ReLU: ("0.0 if {0} < 0.0 else {0}", "(0.0 if {0} <= 0.0 else {d})"),
    scalar.LT: ("1.0 if {0} < {1} else 0.0", "0.0", "0.0"),
    scalar.EQ: ("1.0 if {0} == {1} else 0.0", "0.0", "0.0"),
}

# What the expressions above call.
NAMES = {
    name: getattr(operators, name) for name in ("log", "log_back", "exp", "sigmoid")
}

# The Functions whose expressions need no brackets as an argument of another Function.
PRODUCTS: set[type[Function]] = {
    scalar.Mul,
    scalar.Div,
    scalar.Neg,
    scalar.Log,
    scalar.Exp,
    scalar.Sigmoid,
}
SUMS = PRODUCTS | {scalar.Add, scalar.Sub}
FREE: dict[type[Function], tuple[set[type[Function]], ...]] = {
    scalar.Add: (SUMS, PRODUCTS),
    scalar.Sub: (SUMS, PRODUCTS),
    scalar.Log: (set(RULES),),
    scalar.Exp: (set(RULES),),
    scalar.Sigmoid: (set(RULES),),
}


def rules_of(functions: set[Any]) -> dict[Any, tuple[str, ...]]:
    """Return the rules of those Functions that have one and are as they were built."""
    return {fn: RULES[fn] for fn in functions if fn in RULES and as_built(fn)}


def reads(rule: tuple[str, ...] | None, what: int | str) -> bool:
    """Whether derivatives are computed from an argument or, for "v", the result."""
    return rule is None or any(f"{{{what}}}" in share for share in rule[1:])


def as_built(fn: type[Function]) -> bool:
    """Whether a Function still has the methods that it was written with."""
    return all(
        (method.__module__, method.__qualname__)
        == (fn.__module__, f"{fn.__name__}.{method.__name__}")
        for method in (fn.forward, fn.backward)
    )


def check_settings(fn: Any, count: int) -> None:
    """Raise a ValueError for a Function that takes more than the graph records.

    Args:
        fn: a Function without a rule.
        count: how many inputs the graph has for it.
    """
    _, *found = inspect.signature(fn.forward).parameters.values()
    kinds = {parameter.kind for parameter in found}
    varies = inspect.Parameter.VAR_POSITIONAL in kinds
    if (
        inspect.Parameter.KEYWORD_ONLY in kinds
        or inspect.Parameter.VAR_KEYWORD in kinds
        or (not varies and len(found) != count)
    ):
        raise ValueError(
            f"trace: expected Functions without options, which no graph records, got "
            f"{fn.__name__}, whose forward may be given some; make them arguments"
        )
