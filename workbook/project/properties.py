"""Properties: what is true of operators for all numbers, not for chosen examples.

Each function takes ``ops``, in which the operators stand that it tests (``ops.mul``,
``ops.lt``), then numbers, and returns True where the property holds for them, else
False. The check hands over right operators, for which a property must hold with all
numbers, and wrong ones, each of which it must catch with some. The numbers lie between
-10 and 10, have one digit after the point, and come in any order.
"""

import math
from typing import Any


def neg_twice(ops: Any, x: float) -> bool:
    """Whether the opposite of the opposite of x is x; an example of a property.

    >>> from minitorch import operators
    >>> neg_twice(operators, 2.5)
    True
    """
    return bool(ops.neg(ops.neg(x)) == x)


def sigmoid_stays_between(ops: Any, x: float) -> bool:
    """Whether sigmoid(x) lies between 0 and 1, both included.

    This one is tried at -1000.0 and 1000.0, too.
    """
    return bool(0.0 <= ops.sigmoid(x) <= 1.0)


def sigmoid_is_symmetric(ops: Any, x: float) -> bool:
    """Whether 1 - sigmoid(x) and sigmoid(-x) are the same, up to rounding."""
    return math.isclose(1.0 - ops.sigmoid(x), ops.sigmoid(-x), abs_tol=1e-9)


def sigmoid_crosses(ops: Any) -> bool:
    """Whether sigmoid is 0.5 at 0, up to rounding."""
    return math.isclose(ops.sigmoid(0.0), 0.5)


def sigmoid_increases(ops: Any, x: float, y: float) -> bool:
    """Whether, if x < y, sigmoid(x) is less than sigmoid(y), and not equal to it."""
    return bool(x >= y or ops.sigmoid(x) < ops.sigmoid(y))


def lt_is_transitive(ops: Any, x: float, y: float, z: float) -> bool:
    """Whether, if lt says x < y and y < z, it says x < z as well."""
    return bool(not (ops.lt(x, y) and ops.lt(y, z)) or ops.lt(x, z))


def mul_is_symmetric(ops: Any, x: float, y: float) -> bool:
    """Whether the order of x and y makes no difference to mul."""
    return bool(ops.mul(x, y) == ops.mul(y, x))


def mul_distributes(ops: Any, x: float, y: float, z: float) -> bool:
    """Whether z · (x + y) is z · x + z · y, with mul and add, up to rounding."""
    left = ops.mul(z, ops.add(x, y))
    right = ops.add(ops.mul(z, x), ops.mul(z, y))
    return math.isclose(left, right, abs_tol=1e-9)


def one_of_my_own(ops: Any, x: float, y: float) -> bool:
    """Whether something holds that you have thought of, for all x and y.

    It is about one of id, add, eq, max, is_close, relu, log, exp, inv, relu_back,
    log_back and inv_back, perhaps together with others. At least one wrong version of
    these must be caught. It need not use y. Of numbers about which it says nothing, as
    log of those below 0, it returns True.
    """
    return math.isclose(ops.exp(ops.add(x, y)), ops.mul(ops.exp(x), ops.exp(y)))
