"""Words in and about a picture: how wide they are, and numbers in sentences."""

import math
import re

import numpy as np
from matplotlib.cbook import is_math_text
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from numpy.typing import NDArray

from .style import FONT_SIZE, look


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Returns the width of the widest line of `text` in inches."""
    font = FontProperties(family="DejaVu Sans", size=size)
    with look():
        return max(_line_width(line, font) for line in text.split("\n"))


def _line_width(line: str, font: FontProperties) -> float:
    ismath = bool(is_math_text(line))
    points: float = text_to_path.get_text_width_height_descent(line, font, ismath)[0]
    return points / 72


def wrap(text: str, width: float, size: float = FONT_SIZE) -> str:
    """Breaks `text` at spaces, outside of mathematics, into lines of `width` inches."""
    words = re.findall(r"(?:\$[^$]*\$|[^\s$])+|\n", text)
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if word == "\n":
            lines.append("")
        elif lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def number(value: float) -> str:
    """Returns `value` with three significant digits, or all before the point.

    >>> number(0.693147), number(2.0), number(-1e-17 + 0.0), number(12345.6)
    ('0.693', '2', '-1e-17', '12345.6')
    """
    if 1000 <= abs(value) < 1e6:
        return f"{value:.6g}"
    return f"{value + 0.0:.3g}"


def near(value: float, values: NDArray[np.float64]) -> float:
    """Rounds a value to a ten thousandth of the range of all values.

    >>> near(1e-9, np.array([-2.0, 3.0]))
    0.0
    """
    return round(float(value), 4 - math.ceil(math.log10(np.ptp(values)))) + 0.0


def tick(value: float, _position: int = 0) -> str:
    """Returns `value` as the text at a tick, with a real minus sign.

    >>> tick(-0.5), tick(-2e6)
    ('−0.5', '−2e6')
    """
    if abs(value) < 1e-12:  # what rounding leaves of 0 when ticks are counted out
        return "0"
    text = f"{value:.7g}"
    if not 1e-4 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.4e}".split("e")
        text = f"{float(mantissa):g}e{int(exponent)}"
    return text.replace("-", "\N{MINUS SIGN}")


def count(amount: int, noun: str) -> str:
    """Returns the amount with its noun, in the plural unless it is one.

    >>> count(1, "point"), count(3, "point")
    ('1 point', '3 points')
    """
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def listing(parts: list[str]) -> str:
    """Joins the parts of a sentence.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plain(text: str) -> str:
    r"""Returns `text` without the signs of mathematical typesetting.

    >>> plain(r"$-\log\,\sigma(m)$ of one point")
    '-log sigma(m) of one point'
    """
    spaced = re.sub(r"\\[,;: ]|\n", " ", text)
    return re.sub(r"[$\\{}]", "", spaced)
