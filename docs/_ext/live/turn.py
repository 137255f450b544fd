"""Numbers in a cell that readers turn: each has a slider below the code.

    :turn: seed 1..40, temperature 0.1..3 by 0.1

The cell gives each name its number on a line of its own, as `seed = 1`. What is turned
is written there and run. Without scripts there is the cell and nothing else.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

_NUMBER = r"-?\d+(?:\.\d+)?"
_TURNED = re.compile(
    rf"([A-Za-z_]\w*) ({_NUMBER})\.\.({_NUMBER})(?: by (\d+(?:\.\d+)?))?"
)
FORM = "Write a name and its ends, as `seed 1..40, temperature 0.1..3 by 0.1`"


def turned(text: str) -> list[dict[str, str]] | None:
    """What the option says; None where it says it wrongly.

    >>> turned("t 0.1..3 by 0.1")
    [{'name': 't', 'min': '0.1', 'max': '3', 'step': '0.1'}]
    >>> turned("seed 3..1"), turned("seed")
    (None, None)
    """
    found = [_TURNED.fullmatch(part.strip()) for part in text.split(",")]
    parts = [one.groups("1") for one in found if one]
    sound = all(
        Decimal(least) < Decimal(most) and Decimal(step) > 0
        for _, least, most, step in parts
    )
    if len(parts) < len(found) or not sound:
        return None
    return [dict(zip(("name", "min", "max", "step"), part)) for part in parts]


def wrong(text: str, code: Sequence[str]) -> Iterator[str]:
    """What is wrong with the option, in sentences.

    Args:
        text: the option.
        code: the lines of the cell.

    >>> next(wrong("seed 1..9", ["seed, t = 1, 2"]))
    'turn: expected one line `seed = ` and a number in this cell, got 0. Write one'
    """
    parts = turned(text)
    if parts is None:
        yield f"turn: {text!r} names no numbers to turn. {FORM}"
        return
    for one in parts:
        name, least, most = one["name"], Decimal(one["min"]), Decimal(one["max"])
        line = re.compile(rf"{name} = ({_NUMBER})\s*(?:#.*)?")
        found = [match[1] for text in code if (match := line.fullmatch(text))]
        if len(found) != 1:
            told = f"turn: expected one line `{name} = ` and a number in this cell"
            yield f"{told}, got {len(found)}. Write one"
            continue
        steps = (Decimal(found[0]) - least) / Decimal(one["step"])
        if not least <= Decimal(found[0]) <= most or steps % 1:
            reached = f"{one['min']} to {one['max']} in steps of {one['step']}"
            yield f"turn: `{name} = {found[0]}` is not reached from {reached}"


def put(app: Sphinx, doctree: nodes.document) -> None:
    """Put the place of the sliders between a cell's code and its output."""
    for cell in doctree.findall(nodes.container):
        text = cell.get("cell_metadata", {}).get("turn")
        parts = turned(str(text)) if text is not None else None
        if not parts:
            continue
        data = escape(json.dumps(parts))
        html = f'<div class="live-turn" data-turn="{data}" hidden></div>\n'
        kinds = [node.get("nb_element") for node in cell]
        output = "cell_code_output"
        place = kinds.index(output) if output in kinds else len(kinds)
        cell.insert(place, nodes.raw("", html, format="html"))


def register(app: Sphinx) -> None:
    """Look at every document once it has been read, before anything is folded."""
    app.connect("doctree-read", put, priority=390)
