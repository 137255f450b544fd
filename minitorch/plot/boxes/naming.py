"""How shapes, Functions and Variables are written, in drawings and in sentences."""

import re

from minitorch.autodiff import Variable
from minitorch.function import Function
from minitorch.plot.paper.words import value_text

_SHAPE = re.compile(r"\(\d+,( \d+(, \d+)*)?\)")


def is_shape(value: str) -> bool:
    """Return whether a value was written as the shape of an array.

    >>> is_shape("(2, 3)"), is_shape("(2,)"), is_shape("(x + y)"), is_shape("-1")
    (True, True, False, False)
    """
    return bool(_SHAPE.fullmatch(value))


def spoken(value: str) -> str:
    """Return a value as a sentence says it.

    >>> spoken("(2, 3)"), spoken("0.5")
    ('shape (2, 3)', '0.5')
    """
    return f"shape {value}" if is_shape(value) else value


def function_text(function: type[Function] | None) -> str:
    """Return what stands in a Function's box, "" for no Function."""
    return function.__name__ if function else ""


def variable_text(variable: Variable) -> str:
    """Return how a sentence calls a Variable.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0, name="x")
    >>> variable_text(x), variable_text(3 * x), variable_text(Scalar(4.0))
    ('x', 'the result 6 of Mul', 'the leaf 4')
    """
    if variable.name:
        return variable.name
    value = value_text(variable.data)
    if variable.is_constant():
        return f"the constant {value}"
    made_by = function_text(variable.last_fn)
    if is_shape(value):
        return f"the {value} result of {made_by}" if made_by else f"the {value} leaf"
    return f"the result {value} of {made_by}" if made_by else f"the leaf {value}"
