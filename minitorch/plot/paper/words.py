"""Words in and about a picture: how wide they are, and numbers in sentences."""

import math
import re
from collections.abc import Iterable
from typing import Any

from minitorch.plot.arguments import as_number
from minitorch.plot.paper.font_widths import EM, letter_width
from minitorch.plot.paper.mathtext import Run, runs
from minitorch.plot.paper.style import FONT_SIZE, INCH


def text_width(text: str, size: float = FONT_SIZE) -> float:
    """Return the width of the widest line of `text` in inches.

    >>> round(text_width("0.5"), 3)
    0.309
    """
    lines = text.split("\n")
    return max(sum(map(run_width, runs(line))) for line in lines) * size / 72


def text_pixels(text: str, size: float = FONT_SIZE) -> float:
    """Return the same width in pixels."""
    return text_width(text, size) * INCH


def run_width(run: Run) -> float:
    """Return the width of a run, with the room before it, in the size of its text."""
    return run.space + run.size * sum(map(letter_width, run.text)) / EM


def wrap(text: str, width: float, size: float = FONT_SIZE) -> str:
    """Break `text` at spaces, outside of mathematics, into lines of `width` inches."""
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
    """Return `value` with three significant digits, or all before the point.

    >>> number(0.693147), number(2.0), number(-1e-17 + 0.0), number(12345.6)
    ('0.693', '2', '-1e-17', '12345.6')
    """
    if 1000 <= abs(value) < 1e6:
        return f"{value:.6g}"
    return f"{value + 0.0:.3g}"


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
    return number(as_number(value, "A value in a drawing")).replace(
        "-", "\N{MINUS SIGN}"
    )


def point_text(x: float, y: float) -> str:
    """Return a point as a sentence says it.

    >>> point_text(0.25, 1 / 3)
    '(0.25, 0.333)'
    """
    return f"({number(x)}, {number(y)})"


def near(value: float, values: Iterable[float]) -> float:
    """Round a value to a ten thousandth of the range of all values.

    >>> near(1e-9, [-2.0, 3.0])
    0.0
    """
    known = list(values)
    return round(value, 4 - math.ceil(math.log10(max(known) - min(known)))) + 0.0


def tick(value: float, _position: int = 0) -> str:
    """Return `value` as the text at a tick, with a real minus sign.

    >>> tick(-0.5), tick(-2e6)
    ('−0.5', '−2e6')
    """
    if value == 0:
        return "0"
    text = f"{value:.7g}"
    if not 1e-4 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.4e}".split("e")
        text = f"{float(mantissa):g}e{int(exponent)}"
    return text.replace("-", "\N{MINUS SIGN}")


def count(amount: int, noun: str) -> str:
    """Return the amount with its noun, in the plural unless it is one.

    >>> count(1, "point"), count(3, "point")
    ('1 point', '3 points')
    """
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"


def listing(parts: list[str]) -> str:
    """Join the parts of a sentence.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plain(text: str) -> str:
    r"""Return `text` without the signs of mathematical typesetting.

    >>> plain(r"$-\log\,\sigma(m)$ of one point, $d_{\text{out}}$")
    '-log sigma(m) of one point, d_out'
    """
    spaced = re.sub(r"\\text\b", "", re.sub(r"\\[,;: ]|\n", " ", text))
    return re.sub(r"[$\\{}]", "", spaced)
