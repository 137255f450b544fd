"""How an author writes a quiz.

:::{quiz} Which shape has `ones(4, 1, 3) * ones(2, 1)`?
:answer: shape                   the value that a cell glued: one answer must be it

- `(4, 2, 3)`
- `(4, 1, 3)`

  A size of 1 is stretched.      told to who chose it; every wrong answer has this

Lined up on the right, ...       told to all in the end
:::

An answer that is not itself the value begins with it, as in `- [left] To the left`.
With a list as the value several are right; `:order:` asks for the list's order; with
`:tolerance:` the reader writes a number, and the list has typical wrong ones.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from . import kinds, values
from .parts import box, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node
    from sphinx.application import Sphinx

ANSWER = "Show the answer"


class Choice:
    """An answer of the list: its words, what it is compared by, what is said of it."""

    def __init__(self, item: nodes.list_item) -> None:
        """Take a list's item apart."""
        first, *rest = item.children or [nodes.paragraph()]
        self.words = list(first.children)
        self.sentence = rest
        self.key = self._own_key() or first.astext()

    def _own_key(self) -> str:
        """The key in brackets that the words begin with, which is taken off them."""
        start = self.words[0] if self.words else None
        if not (isinstance(start, nodes.Text) and start.startswith("[")):
            return ""
        key, _, rest = start[1:].partition("]")
        self.words[0] = nodes.Text(rest.lstrip())
        return str(key)

    @property
    def written(self) -> kinds.Written:
        """What the kinds have to know of it."""
        return kinds.Written(self.key, bool(self.sentence))


class Quiz(SphinxDirective):
    """A question: with an answer that opens on demand, or with answers to choose."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "class": directives.class_option,
        "answer": directives.unchanged_required,
        "tolerance": float,
        "format": directives.unchanged_required,
        "order": directives.flag,
        "check": directives.unchanged_required,
        "names": directives.unchanged_required,
    }

    def run(self) -> list[Node]:
        self.assert_has_content()
        inline, messages = self.state.inline_text(self.arguments[0], self.lineno)
        body = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, body)
        try:
            return [self.made(inline, body.children), *messages]
        except (values.Unknown, kinds.Wrong) as wrong:
            raise self.error(f"quiz: {wrong.args[0]}") from None

    def made(self, inline: list[Node], body: list[Node]) -> nodes.Element:
        """The quiz, from its question and what stands in it."""
        if "answer" in self.options:
            made = self.asked(inline, body)
        else:
            made = self.fold(words("summary", "quiz-question", *inline), body)
        self.set_source_info(made)
        return made

    def fold(self, summary: nodes.Element, inside: list[Node]) -> nodes.Element:
        """What opens on demand."""
        made = box("details", "quiz", summary, box("div", "quiz-answer", *inside))
        made["classes"] += self.options.get("class", [])
        return made

    def asked(self, inline: list[Node], body: list[Node]) -> nodes.Element:
        """A question with answers, and its fold."""
        at = next(
            (i for i, n in enumerate(body) if isinstance(n, nodes.bullet_list)),
            len(body),
        )
        given, why = body[:at], body[at + 1 :]
        items = list(body[at].children) if at < len(body) else []
        choices = [Choice(item) for item in items]
        facts = self.facts(choices)
        question = "".join(node.astext() for node in inline)
        text = json.dumps([question, [choice.key for choice in choices], facts])
        facts["name"] = sha256(text.encode()).hexdigest()[:10]
        summary = words("summary", "quiz-open", ANSWER)
        inside = [*self.right(facts), *why, *self.told(choices, facts)]
        parts: list[Node] = [words("p", "quiz-question", *inline)]
        if given:
            parts.append(box("div", "quiz-given", *given))
        if "right" in facts:
            parts.append(self.choices(choices))
        parts.append(self.fold(summary, inside))
        return box(
            "div", f"asked asked-{facts['kind']}", *parts, data_quiz=json.dumps(facts)
        )

    def known(self) -> dict[str, str]:
        """What the cells of the page have glued."""
        return values.glued(self.state.document)

    def facts(self, choices: list[Choice]) -> dict[str, Any]:
        """What is right, as the scripts must know it."""
        known = self.known()
        name = self.options["answer"]
        value = values.value(name, known)
        written = [choice.written for choice in choices]
        if "check" in self.options:
            names = self.options.get("names", "").split()
            return kinds.line(value, name, self.options["check"], names)
        if "tolerance" in self.options:
            wrong = [self.number(choice, known) for choice in choices]
            kinds.need_sentences(written, set())
            how = self.options.get("format", "")
            return kinds.number(value, name, self.options["tolerance"], wrong, how)
        if "order" in self.options:
            return kinds.order(written, value, name)
        if isinstance(value, list):
            return kinds.several(written, value, name)
        return kinds.one(written, value, name)

    def number(self, choice: Choice, known: dict[str, str]) -> float:
        """A typical wrong number: written, or the name of one that a cell computed."""
        key = choice.key.replace("−", "-")
        value = values.value(key, known) if key.isidentifier() else None
        try:
            number = float(key) if value is None else value
        except ValueError:
            number = None
        if not values.is_number(number):
            raise kinds.Wrong(
                f"expected a wrong number or its name, got {choice.key!r}"
            )
        return float(number)

    def choices(self, choices: list[Choice]) -> nodes.Element:
        """The answers, each with its letter."""
        items = [
            box(
                "li",
                "quiz-choice",
                words("span", "quiz-letter", kinds.letter(index)),
                words("span", "quiz-text", *choice.words),
            )
            for index, choice in enumerate(choices)
        ]
        return box("ol", "quiz-choices", *items)

    def right(self, facts: dict[str, Any]) -> Iterator[Node]:
        """The right answer, in a line of the fold."""
        if "right" in facts:
            letters = [kinds.letter(index) for index in facts["right"]]
            joint = " → " if facts["kind"] == "order" else ", "
            shown: nodes.Element = nodes.strong("", joint.join(letters))
        elif facts["kind"] == "line":
            shown = nodes.literal("", facts["shown"])
        else:
            shown = nodes.strong("", facts["shown"])
        yield words("p", "quiz-solution", "Right: ", shown)

    def told(self, choices: list[Choice], facts: dict[str, Any]) -> Iterator[Node]:
        """What is said of each answer, for the scripts and below the right one."""
        for index, choice in enumerate(choices):
            if not choice.sentence:
                continue
            name = kinds.letter(index)
            if facts["kind"] == "number":
                how = self.options.get("format", "")
                name = values.shown(facts["wrong"][index], how)
            label = words("span", "quiz-letter", name)
            sentence = box("div", "quiz-sentence", *choice.sentence)
            yield box("div", "quiz-told", label, sentence, data_for=str(index))


def register(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("quiz", Quiz)
