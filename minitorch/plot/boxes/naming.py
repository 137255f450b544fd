"""Text in a box diagram: how wide it is, and how values and Variables are written.

Widths come from a small table instead of a font, so that the drawing needs nothing
but this package: a browser without any font library draws the same boxes.
"""

import re
from typing import Any

from minitorch.autodiff import Variable
from minitorch.function import Function
from minitorch.plot.paper.words import number

TEXT = 19.0  # pixels, the height of all text but titles

# Widths of DejaVu Sans, the widest of the fonts that a page may use, in text heights.
_CLASSES = {
    "′ijl'IJ″ ,.·/:;\\|ᵢ": 0.34,
    "frt()[]-!₀₁₂₃⁰¹²³": 0.41,
    'szc?∂kxyvoeaLFTYPλθ_*"`': 0.62,
    "mw#+<=>^~−×←→↑↓M%W@…✓✗∘": 1.0,
    "ACDGHKNOQRUVXZB&∑∇": 0.80,
}
_WIDTHS = {letter: width for letters, width in _CLASSES.items() for letter in letters}
_OTHER = 0.65

_SHAPE = re.compile(r"\(\d+,( \d+(, \d+)*)?\)")


def text_width(text: str, size: float = TEXT) -> float:
    """Return the most that a line of text takes, in pixels.

    >>> text_width("f(x)") < text_width("f(x) = 5x")
    True
    """
    return size * sum(_WIDTHS.get(letter, _OTHER) for letter in text)


def value_text(value: Any) -> str:
    """Return a value as it stands in a drawing; text stays as it is.

    Of an array of several numbers only the shape is told.

    >>> value_text(-0.5), value_text(2.0), value_text("f′(y)")
    ('−0.5', '2', 'f′(y)')
    >>> import numpy as np
    >>> value_text(np.ones((3, 2))), value_text(np.array([0.25]))
    ('(3, 2)', '0.25')
    """
    if isinstance(value, str):
        return value
    if getattr(value, "size", 1) != 1:
        return str(tuple(value.shape))
    if hasattr(value, "item"):
        value = value.item()
    return number(float(value)).replace("-", "\N{MINUS SIGN}")


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
