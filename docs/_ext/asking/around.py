"""A quiz with code cells in it, which cannot stand inside a directive.

:::{quiz-start} What will it print?
:::

(cells and words: what `{quiz}` would have inside)

:::{quiz-end}
:::
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from . import kinds, values
from .directives import Quiz

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


class quiz_start(nodes.Invisible, nodes.Element):
    """Where a quiz begins, until `Gather` has run; ``quiz`` is its directive."""


class quiz_end(nodes.Invisible, nodes.Element):
    """Where it ends."""


class QuizStart(Quiz):
    """The question of a quiz whose parts follow it."""

    has_content = False

    def run(self) -> list[Node]:
        self.glued = values.glued(self.state.document)  # later they are forgotten
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        mark = quiz_start("", *inline, quiz=self)
        self.set_source_info(mark)
        return [mark, *messages]

    def known(self) -> dict[str, str]:
        """What the cells had glued when the question was read."""
        return self.glued


class QuizEnd(SphinxDirective):
    """The end of the last quiz that was started."""

    def run(self) -> list[Node]:
        mark = quiz_end()
        self.set_source_info(mark)
        return [mark]


def gather(start: quiz_start) -> None:
    """Make a quiz of a mark and its siblings, up to the one that ends it."""
    siblings = start.parent.children
    first = siblings.index(start)
    between: list[Node] = []
    for node in siblings[first + 1 :]:
        if isinstance(node, (quiz_end, quiz_start, nodes.section)):
            break
        between.append(node)
    else:
        node = start
    if not isinstance(node, quiz_end):
        what = "quiz-start: expected `{quiz-end}` below it, before the next heading"
        logger.warning(what, location=start, type="asking")
        start.parent.remove(start)
        return
    try:
        made = [start["quiz"].made(start.children, between)]
    except (values.Unknown, kinds.Wrong) as wrong:
        logger.warning("quiz: %s", wrong.args[0], location=start, type="asking")
        made = []
    start.parent[first : first + len(between) + 2] = made


class Gather(SphinxTransform):
    """Gather what stands between the two marks, once the document has been read."""

    default_priority = 30  # before columns and the levels of headings

    def apply(self, **kwargs: object) -> None:
        for start in list(self.document.findall(quiz_start)):
            gather(start)
        for end in list(self.document.findall(quiz_end)):
            what = "quiz-end: expected `{quiz-start} Question` above it"
            logger.warning(what, location=end, type="asking")
            end.parent.remove(end)


def register(app: Sphinx) -> None:
    """Register the directives, and the transform on every document."""
    app.add_directive("quiz-start", QuizStart)
    app.add_directive("quiz-end", QuizEnd)
    app.add_transform(Gather)
