"""Cells whose output waits until the reader has guessed it.

    :predict: What is the derivative of `x` now?
    :guess: number                 or sign, or answers with bars between: 3 | 6 | 9

Without scripts the question stands above the output, and nothing is hidden.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from .parts import box, words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
SIGNS = ["negative", "zero", "positive"]
EXPECTED = "predict: expected :guess: to be number, sign, or answers such as 3 | 6 | 9"
_CODE = re.compile(r"`([^`]+)`")


def inline(text: str) -> list[nodes.Node]:
    """Words with code in backticks."""
    parts = _CODE.split(text)
    return [
        nodes.literal(part, part) if index % 2 else nodes.Text(part)
        for index, part in enumerate(parts)
        if part
    ]


def guesses(how: str) -> list[str] | None:
    """What a reader chooses from, empty for a number; None if the author said neither.

    >>> guesses("number"), guesses("3 | 6"), guesses("perhaps")
    ([], ['3', '6'], None)
    """
    if how == "number":
        return []
    if how == "sign":
        return SIGNS
    answers = [answer.strip() for answer in how.split("|")]
    return answers if len(answers) > 1 and all(answers) else None


def ask(app: Sphinx, doctree: nodes.document) -> None:
    """Put the question between a cell's code and its output."""
    for cell in doctree.findall(nodes.container):
        metadata = cell.get("cell_metadata", {})
        if "predict" not in metadata:
            continue
        output = next(
            (n for n in cell.children if n.get("nb_element") == "cell_code_output"),
            None,
        )
        answers = guesses(str(metadata.get("guess", "")))
        if answers is None or output is None:
            what = EXPECTED if answers is None else "predict: this cell shows nothing"
            logger.warning(what, location=cell, type="asking")
            continue
        question = str(metadata["predict"])
        made = box(
            "div",
            "predict",
            words("p", "predict-question", *inline(question)),
            data_predict=json.dumps({"answers": answers, "question": question}),
        )
        cell.insert(cell.index(output), made)


def register(app: Sphinx) -> None:
    """Look at every document once it has been read, before anything is folded."""
    app.connect("doctree-read", ask, priority=390)
