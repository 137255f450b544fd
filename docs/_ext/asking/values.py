"""What cells have computed and glued, and when a written answer is that value."""

from __future__ import annotations

import ast
import math
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes

PLAIN = "text/plain"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
NUMBERS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class Unknown(LookupError):
    """A quiz names a value that no cell has glued, or one that cannot be read."""


def glued(document: nodes.document) -> dict[str, str]:
    """The values that the cells of a page have glued, by name, as Python shows them."""
    renderer = document.get("nb_renderer")
    if renderer is None:
        return {}
    found = renderer.renderer.nb_client.glue_data
    return {name: output["data"].get(PLAIN, "") for name, output in found.items()}


def value(name: str, known: dict[str, str]) -> Any:
    """A glued value.

    Args:
        name: as a cell has called it.
        known: what `glued` gives.

    Raises:
        Unknown: there is none, or it is no number, text, tuple or list.

    >>> value("slope", {"slope": "12.0"}), value("best", {"best": "['b', 'a']"})
    (12.0, ['b', 'a'])
    """
    if name not in known:
        names = ", ".join(sorted(known)) or "no cell of this page has glued one"
        raise Unknown(f"expected a value that a cell has glued, got {name!r} ({names})")
    try:
        return literal(known[name])
    except ValueError:
        raise Unknown(
            f"expected {name} to be a number, a text, a tuple or a list, "
            f"got {known[name]}: glue a part of it, or its str()"
        ) from None


def literal(text: str) -> Any:
    """Read what Python shows for a value; a float need not be finite.

    Raises:
        ValueError: it is no literal.
    """
    if text in NUMBERS:
        return NUMBERS[text]
    try:
        return ast.literal_eval(text)
    except (SyntaxError, TypeError, ValueError):
        raise ValueError(text) from None


def is_number(value: Any) -> bool:
    """Whether a value is an int or a float; a bool is a yes or no."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(written: str, value: Any) -> bool:
    """Whether what an author wrote is a computed value.

    A written number stands for all that round to its digits, and a minus sign may be
    the one of typography.

    >>> same("0.73", 0.7310585), same("0.7", 0.7310585), same("0.74", 0.7310585)
    (True, True, False)
    >>> same("(2, 3)", (2, 3)), same("to the  left", "to the left"), same("1", True)
    (True, True, False)
    """
    if isinstance(value, str):
        return written.split() == value.split()
    written = written.strip().replace("−", "-")
    if is_number(value) and math.isfinite(value):
        try:
            number = Decimal(written.replace(",", "") if "," in written else written)
        except InvalidOperation:
            return False
        if not number.is_finite():
            return False
        exponent = number.as_tuple().exponent
        half = 0.5 * 10.0**exponent if exponent < 0 else 0.0  # type: ignore[operator]
        return abs(float(number) - value) <= half * (1 + 1e-9) + 1e-12 * abs(value)
    try:
        read = literal(written)
    except ValueError:
        return False
    if is_number(value) and is_number(read):  # neither is finite
        return math.isnan(read) if math.isnan(value) else read == value
    return type(read) is type(value) and bool(read == value)


def shown(value: Any, how: str = "") -> str:
    """A value as a reader is told it: no number as programs write it.

    Args:
        value: what was computed.
        how: a format of Python for it.

    >>> shown(12.0), shown(2410), shown(24000), shown(2.0**20), shown(1e6)
    ('12', '2410', '24,000', '1,048,576', '1,000,000')
    >>> shown(1 / 3), shown(-0.5, ".2f"), shown(1e-7), shown(-6.9e-6)
    ('0.333333', '−0.50', '10⁻⁷', '−6.9 · 10⁻⁶')
    """
    if not is_number(value):
        return format(value, how)
    if not how and value == value // 1 and 10_000 <= abs(value) < 1e15:
        how = ",.0f"
    text = format(value, how or (".6g" if isinstance(value, float) else ""))
    mantissa, is_power, exponent = text.partition("e")
    if is_power:
        power = "10" + str(int(exponent)).translate(SUPERSCRIPTS)
        times = {"1": "", "-1": "-"}.get(mantissa, f"{mantissa} · ")
        text = times + power
    return text.replace("-", "−")
