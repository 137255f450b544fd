"""How a page names the parts of a task."""

from __future__ import annotations

import posixpath
from itertools import pairwise
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from work.tasks import MANIFEST, Task, all_tasks, files, needed, task

from . import texts
from .parts import task_fold, task_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils.nodes import Node
    from sphinx.application import Sphinx

PROGRESS = "docs/tasks/progress"
HINTS = ("First hint", "Second hint", "Third hint: almost the answer")
BY_HAND = (
    "This page has no editor here: it needs scripts, and a web server. Write the "
    "functions in your repository, in {files}, and check them with "
    "`python -m work check {number}`."
)
NOT_HERE = (
    "The checks of this task need numpy, so they run in your repository only: write "
    "the functions in {files}, and check them with `python -m work check {number}`."
)
NOT_KEPT = (
    "Your browser keeps the ticks, and shows them here when scripts run and the page "
    "comes from a web server. In your repository `python -m work` shows the same list."
)
LEFT_OUT = "This site is built without the engine's own source of this task."


class Part(SphinxDirective):
    """What all parts share: the task, and what the page depends on."""

    required_arguments = 1

    @property
    def one(self) -> Task:
        """The task that is named."""
        try:
            found = task(self.arguments[0])
        except KeyError as error:
            raise self.error(f"{self.name}: {error.args[0]}") from None
        for path in texts.depends_on(found):
            self.env.note_dependency(path)
        return found

    def text(self, lines: Iterable[str], classes: str) -> nodes.container:
        """A block of the page's own Markdown."""
        box = nodes.container(classes=[classes], is_div=True)
        content = StringList([*lines], source=self.get_source_info()[0])
        self.state.nested_parse(content, self.content_offset, box)
        return box

    def link(self, page: str, words: str = "") -> str:
        """A link to a page, or its words where there is no such page.

        A page that `course.toml` leaves out is linked, too: see `course/parts.py`.
        """
        if page in {*self.env.found_docs, *getattr(self.config, "absent", [])}:
            return f"{{doc}}`{words} </{page}>`" if words else f"{{doc}}`/{page}`"
        return words or f"`{page}`"

    def address(self, page: str) -> str:
        """The address of a page, from this one; empty where there is none."""
        if page not in self.env.found_docs:
            return ""
        return posixpath.relpath(page, posixpath.dirname(self.env.docname)) + ".html"


class Facts(Part):
    """What one has to know before one begins, in a strip."""

    def run(self) -> list[Node]:
        one = self.one
        needs = [
            self.link(needed.page, f"{needed.number} {needed.title}")
            for needed in map(task, one.needs)
        ]
        rows = {
            "Time": f"about {one.minutes} minutes",
            "Before it": ", ".join(needs) or "nothing",
            "Lecture": self.link(one.slides),
            "Reading": ", ".join(map(self.link, one.reading)),
            "Your file": code(files([one])),
            "Check": f"`python -m work check {one.number}`",
        }
        if not rows["Your file"]:
            del rows["Your file"]
        lines = [line for row in rows.items() for line in (row[0], f": {row[1]}", "")]
        return [self.text(lines, "task-facts")]


class Cell(Part):
    """The functions with holes, which the site's scripts make an editor of."""

    def run(self) -> list[Node]:
        one = self.one
        facts = {
            "number": one.number,
            "needs": {
                other.number: [before.number for before in needed(other)]
                for other in needed(one)
            },
            "checks": one.browser,
            "progress": self.address(PROGRESS),
            "next": self.next(one),
        }
        box = task_part(classes=["task-cell"], facts=facts, live=True)
        self.set_source_info(box)
        listing = nodes.container(classes=["cell_input"], is_div=True)
        listing += literal(texts.start(one))
        by_hand = BY_HAND if one.browser else NOT_HERE
        words = by_hand.format(files=code(files([one])), number=one.number)
        kind = "task-static" if one.browser else "task-elsewhere"
        box += [listing, self.text([words], kind), *self.hints(one)]
        return [box]

    def next(self, one: Task) -> dict[str, str]:
        """The task that follows, with the address of its page; nothing after all."""
        for before, following in pairwise(all_tasks()):
            if before == one and (address := self.address(following.page)):
                words = f"Task {following.number}: {following.title}"
                return {"address": address, "words": words}
        return {}

    def hints(self, one: Task) -> list[Node]:
        """The three hints, folded."""
        found: list[Node] = []
        for summary, hint in zip(HINTS, one.hints, strict=True):
            fold = task_fold(classes=["task-hint"], summary=summary)
            fold += self.text(hint.splitlines() or ["…"], "task-hint-text")
            found.append(fold)
        return found


class Solution(Part):
    """The engine's own source of the task's functions, folded."""

    def run(self) -> list[Node]:
        one = self.one
        answers = getattr(self.config, "answers", "covered")
        is_opened = one.page in getattr(self.config, "tasks_opened", ())
        if answers == "left out" and not is_opened:
            return [self.text([LEFT_OUT], "task-solution")]
        box = task_fold(
            classes=["task-solution"],
            summary="After you have tried: the engine's own source",
            open=answers == "open",
        )
        for file, text in texts.solution(one):
            box += self.text([f"`{file}`"], "task-file")
            box += literal(text)
        return [box]


class Progress(Part):
    """A row for each task; the site's scripts put the ticks in."""

    required_arguments = 0

    def run(self) -> list[Node]:
        self.env.note_dependency(MANIFEST)
        here = [t for t in all_tasks() if t.page in self.env.found_docs]
        tasks = [{"number": t.number, "minutes": t.minutes} for t in here]
        box = task_part(classes=["task-progress"], facts={"tasks": tasks}, live=True)
        self.set_source_info(box)
        rows = [
            f"| | {self.link(one.page, f'{one.number} {one.title}')} | {one.minutes} |"
            for one in here
        ]
        table = ["| Done | Task | Minutes |", "| --- | --- | ---: |", *rows]
        box += [self.text([NOT_KEPT], "task-static"), self.text(table, "task-table")]
        return [box]


def literal(text: str) -> nodes.literal_block:
    """A listing of Python."""
    text = text.rstrip("\n")
    return nodes.literal_block(text, text, language="python")


def code(names: Iterable[str]) -> str:
    """Names as code, one after the other."""
    return ", ".join(f"`{name}`" for name in names)


def register(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("task-facts", Facts)
    app.add_directive("task-cell", Cell)
    app.add_directive("task-solution", Solution)
    app.add_directive("task-progress", Progress)
