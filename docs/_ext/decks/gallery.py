"""The lectures page: ``{deck-list}`` makes a card for each deck.

The body names decks in their order, with patterns for the rest; an empty body
means all of them:

    :::{deck-list}
    module1-1
    *
    /local/lectures/*
    :::

Decks named ``module1-2`` stand together, under their module's title and with their
number; those of a schedule come first, in its order, with their week.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.directives.other import TocTree
from sphinx.util.osutil import relative_uri

from ..course.words import Words
from .builder import is_deck
from .facts import DeckFacts, deck_facts
from .related import textbook_pages
from .thumbnail import thumbnail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


_TASK = re.compile(r"(?<=docs/tasks/task)\d+_\d+$")


class deck_list(nodes.General, nodes.Element):
    """Where the cards go; filled in when every deck has been read."""


class deck_group(nodes.General, nodes.Element):
    """Cards that belong together; ``title`` stands above them, where there is one."""


class deck_card(nodes.General, nodes.Element):
    """A card; its only child is the figure, where the deck has one."""


class DeckList(TocTree):
    """Cards for the decks, and the hidden tree that makes them part of the site."""

    option_spec = {}  # noqa: RUF012 (the parent declares its type)

    def run(self) -> list[nodes.Node]:
        env = self.env
        env.metadata[env.docname]["has_deck_list"] = True
        env.glob_toctrees.add(env.docname)
        names = self._decks()
        self.options.update({"hidden": None})
        self.content = type(self.content)(  # the tree's entries, one a line
            [f"/{name}" for name in names], source=env.docname
        )
        tree = super().run() if names else []
        return [deck_list(decks=names), *tree]

    def _decks(self) -> list[str]:
        env = self.env
        folder = env.docname.rpartition("/")[0]
        decks = (name for name in env.found_docs if is_deck(env.config, name))
        available = sorted(decks, key=lambda name: (name.rpartition("/")[2], name))
        names: list[str] = []
        for line in self.content or ["*"]:
            line = line.strip()
            pattern = line if line.startswith("/") else f"{folder}/{line}"
            pattern = pattern.lstrip("/")
            matching = [name for name in available if fnmatch(name, pattern)]
            if not matching and "*" not in line:
                raise self.error(f"deck-list: no deck {pattern!r}; have {available}")
            names += [name for name in matching if name not in names]
        return names


def _fill(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put the cards into the list, with the figures that the decks drew."""
    for place in doctree.findall(deck_list):
        place.extend(_groups(app.env, place["decks"], weeks_of(app)))


def _groups(
    env: BuildEnvironment, decks: list[str], weeks: dict[str, int]
) -> Iterable[deck_group]:
    names = sorted(decks, key=lambda name: (name not in weeks, weeks.get(name, 0)))
    for title, members in groupby(names, lambda name: group(env, name, weeks)):
        cards = [_card(env, name, weeks) for name in members]
        yield deck_group("", *cards, title=title)


def _card(env: BuildEnvironment, name: str, weeks: dict[str, int]) -> deck_card:
    week = f"{words_of(env).week} {weeks[name]}" if name in weeks else ""
    card = deck_card(deck=name, week=week, about=about(env.get_doctree(name)))
    figure = thumbnail(env, name)
    if figure is not None:
        card += figure
    return card


def weeks_of(app: Sphinx) -> dict[str, int]:
    """The week of each lecture that the schedule of `course.toml` names."""
    weeks = getattr(getattr(app.config, "course", None), "weeks", ())
    found: dict[str, int] = {}
    for week in weeks:
        if week.lecture:
            found.setdefault(week.lecture, week.number)
    return found


def words_of(env: BuildEnvironment) -> Words:
    """The words of the schedule."""
    words: Words = getattr(getattr(env.config, "course", None), "words", Words())
    return words


def group(env: BuildEnvironment, name: str, weeks: dict[str, int]) -> str:
    """What stands above the cards among which a deck is."""
    if name in weeks:
        return words_of(env).term
    match = re.search(r"/module(\d+)-", name)
    if match is None:
        return "Also" if "/module" in "".join(env.found_docs) else ""
    index = f"docs/module{match[1]}/index"
    known = env.titles[index].astext() if index in env.titles else ""
    return known or f"Module {match[1]}"


def number(name: str) -> str:
    """The number of a lecture, from its name.

    >>> number("slides/module1-2"), number("slides/modeling")
    ('1.2', '')
    """
    match = re.search(r"/module(\d+)-(\d+)$", name)
    return f"{match[1]}.{match[2]}" if match else ""


def about(document: nodes.document) -> str:
    """The line below the title of a deck: what it is about."""
    section = next(document.findall(nodes.section), None)
    for child in section.children if section else []:
        if isinstance(child, nodes.paragraph):
            words = re.sub(r"^Module \d+\.\d+: *", "", child.astext())
            return words[:1].upper() + words[1:]
        if isinstance(child, nodes.section):
            break
    return ""


def _visit_list(self: HTML5Translator, node: deck_list) -> None:
    self.body.append('<div class="deck-list">\n')


def _depart_list(self: HTML5Translator, node: deck_list) -> None:
    self.body.append("</div>\n")


def _visit_group(self: HTML5Translator, node: deck_group) -> None:
    if node["title"]:
        facts = deck_facts(self.builder.env)
        members = [facts[card["deck"]] for card in node.findall(deck_card)]
        minutes = round(sum(one.minutes for one in members))
        words = f"{len(members)} lecture" + ("s" if len(members) != 1 else "")
        words += f", {minutes} minutes" if minutes else ""
        self.body.append(
            f'<h2 class="deck-group-title">{escape(node["title"])} '
            f'<span class="deck-group-length">{words}</span></h2>\n'
        )
    self.body.append('<div class="deck-group">\n')


def length(facts: DeckFacts) -> str:
    """Say how long a lecture is, in words."""
    words = f"{facts.slides} slide" + ("s" if facts.slides != 1 else "")
    return words if not facts.minutes else f"{words}, {round(facts.minutes)} minutes"


def _visit_card(self: HTML5Translator, node: deck_card) -> None:
    self.body.append('<article class="deck-card">\n<div class="deck-card-face">\n')


def _depart_card(self: HTML5Translator, node: deck_card) -> None:
    name, env = node["deck"], self.builder.env
    uri, title = _uri(self, name), escape(_title(self, name))
    facts = deck_facts(env)[name]
    level = "h3" if node.parent["title"] else "h2"
    first = " · ".join(part for part in (node["week"], number(name)) if part)
    label = f'<span class="deck-card-number">{first}</span> ' if first else ""
    about = f'<p class="deck-card-about">{escape(node["about"])}</p>\n'
    self.body.append(
        f'</div>\n<{level} class="deck-card-title">{label}'
        f'<a href="{uri}">{title}</a></{level}>\n'
        f"{about if node['about'] else ''}"
        f'<p class="deck-card-length">{length(facts)}</p>\n'
        '<p class="deck-card-links">'
        f'<a href="{uri}" aria-label="Open the slides of {title}">Open the slides</a> '
        f'<a href="{uri}?notes" aria-label="Read with notes: {title}">'
        "Read with notes</a> "
        f'<a href="{uri}?print-pdf" aria-label="Print {title}">Print</a></p>\n'
    )
    self.body += _textbook_links(self, textbook_pages(env, self.builder, name))
    self.body.append("</article>\n")


def _textbook_links(self: HTML5Translator, pages: Iterable[str]) -> list[str]:
    """The pages of a lecture in a list, and below it its tasks in a line."""
    tasks = {page: match[0] for page in pages if (match := _TASK.search(page))}
    read = [page for page in pages if not page.startswith("docs/tasks/")]
    body = []
    if read:
        body += ['<p class="deck-card-textbook">In the textbook</p>\n<ul>\n']
        for page in read:
            link = f'<a href="{_uri(self, page)}">{escape(_title(self, page))}</a>'
            body += [f"<li>{link}</li>\n"]
        body += ["</ul>\n"]
    if tasks:
        links = [
            f'<a href="{_uri(self, page)}" aria-label="{escape(_title(self, page))}">'
            f"{number.replace('_', '.')}</a>"
            for page, number in sorted(tasks.items(), key=lambda item: item[1])
        ]
        word = "Tasks" if len(links) > 1 else "Task"
        body += [f'<p class="deck-card-tasks">{word} {", ".join(links)}</p>\n']
    return body


def _uri(self: HTML5Translator, docname: str) -> str:
    builder = self.builder
    here = builder.get_target_uri(builder.current_docname)
    return escape(relative_uri(here, builder.get_target_uri(docname)))


def _title(self: HTML5Translator, docname: str) -> str:
    return self.builder.env.titles[docname].astext()


def _rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the lectures page again whenever anything was read again."""
    return [name for name, data in env.metadata.items() if data.get("has_deck_list")]


def _skip(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Register the directive, its nodes and the moment it is filled in."""
    silent = dict.fromkeys(("latex", "text", "man", "texinfo"), (_skip, None))
    app.add_node(deck_list, html=(_visit_list, _depart_list), **silent)
    app.add_node(deck_group, html=(_visit_group, _depart_list), **silent)
    app.add_node(deck_card, html=(_visit_card, _depart_card), **silent)
    app.add_directive("deck-list", DeckList)
    # Before alt_text, which describes the figures on the cards as well.
    app.connect("doctree-resolved", _fill, priority=400)
    app.connect("env-updated", _rewrite)
