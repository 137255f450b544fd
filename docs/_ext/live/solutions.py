"""Solutions in a notebook: folded, as they are on the page.

A notebook has no element around several cells. So each text of a solution is a fold of
its own, and each of its code cells hides its source, which Jupyter and Colab show on a
click.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbformat import NotebookNode

_MARK = re.compile(
    r"^:{3,}\{solution-(start|end)\}[^\n]*\n(?::\w[^\n]*\n)*:{3,} *$", re.MULTILINE
)
HIDDEN = {"jupyter": {"source_hidden": True}, "cellView": "form"}


def fold(cells: Iterable[NotebookNode]) -> Iterator[NotebookNode]:
    """The cells of a page, with its solutions folded.

    Args:
        cells: as they are read, texts in MyST.
    """
    inside = False
    for cell in cells:
        if cell.cell_type == "code":
            if inside:
                cell.metadata |= HIDDEN
        else:
            cell.source, inside = folded(cell.source, inside)
        yield cell


def folded(text: str, inside: bool) -> tuple[str, bool]:
    r"""A text with what belongs to a solution in a fold; and whether one is open.

    Args:
        text: Markdown, with or without the directives that begin and end a solution.
        inside: whether the text begins within a solution.

    >>> print(folded("So.\n\n:::{solution-end}\n:::", True)[0])
    <details><summary>Solution</summary>
    <BLANKLINE>
    So.
    <BLANKLINE>
    </details>
    >>> folded(":::{solution-start} a\n:class: dropdown\n:::", False)
    ('**Solution**: in the folded cell below', True)
    """
    first, *marks = _MARK.split(text)
    pieces = [_piece(first, inside)]
    for kind, words in zip(marks[::2], marks[1::2], strict=True):
        inside = kind == "start"
        told = "**Solution**: in the folded cell below" if inside else ""
        pieces.append(_piece(words, inside) or told)
    return "\n\n".join(piece for piece in pieces if piece), inside


def _piece(words: str, inside: bool) -> str:
    words = words.strip("\n")
    if not words or not inside:
        return words
    return f"<details><summary>Solution</summary>\n\n{words}\n\n</details>"
