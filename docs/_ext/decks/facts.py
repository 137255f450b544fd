"""What the lectures page wants to know about each deck: slides and minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx_revealjs.nodes import revealjs_break

from .builder import is_deck
from .levels import is_slide
from .nodes import deck_notes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class DeckFacts:
    """The length of a deck."""

    slides: int
    minutes: float


def count_slides(document: nodes.document) -> int:
    """Count the slides that a document becomes."""
    sections = document.findall(nodes.section)
    slides = sum(is_slide(section) for section in sections)
    return slides + sum(1 for _ in document.findall(revealjs_break))


def sum_minutes(document: nodes.document) -> float:
    """Add up the minutes that the speaker notes give."""
    return sum(notes["minutes"] for notes in document.findall(deck_notes))


class DeckFactsCollector(EnvironmentCollector):
    """Keep the facts of every deck in the environment."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.docname
        if is_deck(app.config, docname):
            facts = DeckFacts(count_slides(doctree), sum_minutes(doctree))
            deck_facts(app.env)[docname] = facts

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        deck_facts(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        docnames: set[str],
        other: BuildEnvironment,
    ) -> None:
        theirs = deck_facts(other)
        deck_facts(env).update({name: theirs[name] for name in docnames & set(theirs)})


def deck_facts(env: BuildEnvironment) -> dict[str, DeckFacts]:
    """Return the facts of every deck read so far, by document name."""
    if not hasattr(env, "deck_facts"):
        env.deck_facts = {}
    facts: dict[str, DeckFacts] = env.deck_facts
    return facts


def register(app: Sphinx) -> None:
    """Collect facts while documents are read."""
    app.add_env_collector(DeckFactsCollector)
