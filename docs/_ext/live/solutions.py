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
_WHOLE = re.compile(
    r"^(:{3,}|`{3,})\{solution\}[^\n]*\n.*?^\1 *$", re.MULTILINE | re.DOTALL
)
HIDDEN = {"jupyter": {"source_hidden": True}, "cellView": "form"}


def fold(cells: Iterable[NotebookNode], shown: bool = True) -> Iterator[NotebookNode]:
    """The cells of a page, with its solutions folded, or without them.

    Args:
        cells: as they are read, texts in MyST.
        shown: whether solutions are in.
    """
    inside = False
    for cell in cells:
        if cell.cell_type == "code":
            if inside and not shown:
                continue
            if inside:
                cell.metadata |= HIDDEN
        else:
            cell.source, inside = folded(cell.source, inside, shown)
        yield cell


def folded(text: str, inside: bool, shown: bool = True) -> tuple[str, bool]:
    r"""A text with what belongs to a solution in a fold; and whether one is open.

    Args:
        text: Markdown, with or without the directives that begin and end a solution.
        inside: whether the text begins within a solution.
        shown: whether solutions are in.

    >>> print(folded("So.\n\n:::{solution-end}\n:::", True)[0])
    <details><summary>Solution</summary>
    <BLANKLINE>
    So.
    <BLANKLINE>
    </details>
    >>> folded(":::{solution-start} a\n:class: dropdown\n:::", False)
    ('**Solution**: in the folded cell below', True)
    """
    first, *marks = _MARK.split(text if shown else _WHOLE.sub("", text))
    pieces = [_piece(first, inside, shown)]
    for kind, words in zip(marks[::2], marks[1::2], strict=True):
        inside = kind == "start"
        told = "**Solution**: in the folded cell below" if inside and shown else ""
        pieces.append(_piece(words, inside, shown) or told)
    return "\n\n".join(piece for piece in pieces if piece), inside


def _piece(words: str, inside: bool, shown: bool) -> str:
    words = words.strip("\n")
    if not words or not inside:
        return words
    if not shown:
        return ""
    return f"<details><summary>Solution</summary>\n\n{words}\n\n</details>"
