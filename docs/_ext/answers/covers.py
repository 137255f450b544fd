"""Covers the listings that show a finished program, or leaves them out.

On a page such a listing is folded, as hidden code is, under words that name its task;
on a slide it stands under a cover that a click or a key lifts. A line leads to the page
of the task. A cell that is written in other words than the engine says in its metadata
what it is, `:finished: minitorch.storage.indexing:to_index`, and a wrong program that
looks like it, `:finished: nothing`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx import addnodes
from sphinx.errors import ExtensionError

from ..decks.builder import is_deck
from . import switch
from .finished import Finished, all_finished, hollow, shown_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


# The lines beside minitorch.plot.step_through are those of the engine, too.
_ALGORITHM = re.compile(r'<ol class="stepper-algorithm".*?</ol>', re.DOTALL)


LOW = 2  # lines: a cover of so few has room for one line of words
TOLD = 8  # lines: a cover of so many tells what each of its functions does
# The directives of a task's page have folds of their own, and keep to the switch.
PARTS_OF_TASKS = {"task-cell", "task-solution"}


class covered(nodes.General, nodes.Element):
    """A listing on a slide, under a cover; ``words`` stand on it, ``told`` below."""


def label(shown: list[Finished]) -> str:
    """The tasks that a listing answers, such as "Task 1.4"."""
    tasks = list(dict.fromkeys(one.task for one in shown))
    return ("Task " if len(tasks) == 1 else "Tasks ") + " and ".join(tasks)


def lead(
    app: Sphinx,
    shown: list[Finished],
    words: str = "Yours to write: ",
    titles: bool = True,
) -> nodes.paragraph:
    """A line that leads to the pages of the tasks."""
    line = nodes.paragraph("", words, classes=["finished-task"])
    separator = ""
    for one in {one.task: one for one in shown}.values():
        words = f"Task {one.task}: {one.title}" if titles else f"Task {one.task}"
        line += nodes.Text(separator)
        separator = ", "
        if one.page in app.env.found_docs:
            link = addnodes.pending_xref(
                "",
                nodes.inline("", words),
                refdomain="std",
                reftype="doc",
                reftarget=f"/{one.page}",
                refdoc=app.env.docname,
                refexplicit=True,
                refwarn=True,
            )
            line += link
        else:
            line += nodes.inline("", words)
    return line


def cell_of(listing: nodes.literal_block) -> nodes.container | None:
    """The code cell whose source a listing is."""
    source = listing.parent
    if source is None or source.get("nb_element") != "cell_code_source":
        return None
    cell = source.parent
    return cell if isinstance(cell, nodes.container) else None


def shown_in_cell(code: str, metadata: Mapping[str, Any], root: Path) -> list[Finished]:
    """The functions of tasks that a cell shows finished, as it says or as is found.

    Raises:
        ExtensionError: it names what no task asks for.
    """
    told = metadata.get("finished")
    if told is None:
        return shown_in(code, root)
    every = {f"{one.module}:{one.name}": one for one in all_finished(root)}
    wanted = [] if told == "nothing" else str(told).split()
    unknown = [name for name in wanted if name not in every]
    if unknown and every:
        raise ExtensionError(f"finished: no task asks for {', '.join(unknown)}")
    return [every[name] for name in wanted if name in every]


def shown_by(listing: nodes.literal_block, root: Path) -> list[Finished]:
    """The functions of tasks that a listing shows finished.

    What a cell prints is not looked at, nor what stands folded on the page of a task.
    """
    source = listing.parent
    if source is not None and source.get("nb_element") == "cell_code_output":
        return []
    while source is not None:
        if PARTS_OF_TASKS & set(source.get("classes", [])):
            return []
        source = source.parent
    cell = cell_of(listing)
    metadata = cell.get("cell_metadata", {}) if cell else {}
    return shown_in_cell(listing.astext(), metadata, root)


@dataclass(frozen=True)
class Answer:
    """A listing that a task asks for, as it may be shown.

    Args:
        words: what stands on it.
        code: the listing, empty if it is left out.
        rest: what is left of it then.
    """

    words: str
    code: str
    rest: str


def answer(
    app: Sphinx, code: str, metadata: Mapping[str, Any] | None = None
) -> Answer | None:
    """How a listing may be shown outside of pages; None if it is as any other.

    Args:
        app: Sphinx.
        code: the listing.
        metadata: that of its cell.
    """
    if app.config.answers == switch.OPEN:
        return None
    root = Path(app.srcdir)
    shown = shown_in_cell(code, metadata or {}, root)
    if not shown:
        return None
    if gone := left_out(app, shown):
        titles = {f"Task {one.task}: {one.title}" for one in gone}
        rest = hollow(code, gone) if metadata is not None else ""
        return Answer(", ".join(sorted(titles)), "", rest)
    return Answer(f"After you have tried: {label(shown)}", code, code)


def left_out(app: Sphinx, shown: list[Finished]) -> list[Finished]:
    """Those of some functions that the site is to lack."""
    return [one for one in shown if switch.is_left_out(app.config, one.page)]


def see_to(app: Sphinx, doctree: nodes.document) -> None:
    """Look at every listing of a document that has been read."""
    if app.config.answers == switch.OPEN:
        return
    root = Path(app.srcdir)
    for listing in list(doctree.findall(nodes.literal_block)):
        shown = shown_by(listing, root)
        if not shown:
            continue
        if gone := left_out(app, shown):
            leave_out(app, listing, gone)
        elif is_deck(app.config, app.env.docname):
            cover(app, listing, shown)
        else:
            fold(app, listing, shown)
    for raw in list(doctree.findall(nodes.raw)):
        found = _ALGORITHM.search(raw.astext())
        if found:
            see_to_algorithm(app, raw, found)


def see_to_algorithm(app: Sphinx, raw: nodes.raw, found: re.Match[str]) -> None:
    """Fold the program beside a stepper, or leave it out."""
    lines = re.findall(r"<code>(.*?)</code>", found[0])
    shown = shown_in(html.unescape("\n".join(lines)), Path(app.srcdir))
    if not shown:
        return
    new = (
        '<details class="stepper-answer"><summary>After you have tried: '
        f"{label(shown)}</summary>{found[0]}</details>"
    )
    if left_out(app, shown):
        new = ""
    write(raw, raw.astext().replace(found[0], new))


def fold(app: Sphinx, listing: nodes.literal_block, shown: list[Finished]) -> None:
    """Fold a listing of a page, as myst-nb folds the code of a cell."""
    show, hide = f"After you have tried: {label(shown)}", "Hide the program"
    cell = cell_of(listing)
    if cell is None:
        place: nodes.Element = captioned(listing)
        fold = HideCodeCellNode(prompt_show=show, prompt_hide=hide)
        fold["classes"].append("above-input")
        cell = nodes.container(classes=["cell", "finished"])
        place.replace_self([lead(app, shown), cell])
        fold += place
        cell += fold
        return
    cell["hide_mode"] = "input"
    cell["prompt_show"], cell["prompt_hide"] = show, hide
    cell["classes"].append("finished")
    cell.parent.insert(cell.parent.index(cell), lead(app, shown))


def cover(app: Sphinx, listing: nodes.literal_block, shown: list[Finished]) -> None:
    """Put a listing of a slide under a cover."""
    place: nodes.Element = listing.parent if cell_of(listing) else captioned(listing)
    lines = len(listing.astext().strip("\n").splitlines())
    is_low = lines <= LOW
    told = [(one.call, one.sentence) for one in shown if one.sentence]
    over = covered(words=label(shown), low=is_low, told=told[: lines // TOLD])
    place.replace_self(over)
    over += [lead(app, shown, "", titles=not is_low), place]


def leave_out(app: Sphinx, listing: nodes.literal_block, shown: list[Finished]) -> None:
    """Leave a listing out; a cell keeps what is not of the program."""
    cell = cell_of(listing)
    if cell is None:
        captioned(listing).replace_self(lead(app, shown))
        return
    write(listing, hollow(listing.astext(), shown))
    cell.parent.insert(cell.parent.index(cell), lead(app, shown))


def write(node: nodes.TextElement, text: str) -> None:
    """Give a node another text."""
    node.rawsource = text
    node.children = []
    node += nodes.Text(text)


def captioned(listing: nodes.literal_block) -> nodes.Element:
    """A listing with its caption, if it has one."""
    parent = listing.parent
    is_captioned = "literal-block-wrapper" in parent.get("classes", [])
    return parent if is_captioned else listing


def _visit(self: HTML5Translator, node: covered) -> None:
    low = " low" if node["low"] else ""
    self.body.append(f'<div class="covered{low}">\n')


def _depart(self: HTML5Translator, node: covered) -> None:
    # On a low cover the task stands beside the words, where the link is.
    words = f"After you have tried: {node['words']}"
    seen = "After you have tried" if node["low"] else words
    told = [tuple(map(html.escape, part)) for part in node["told"]]
    name = ". ".join([words, *(f"{call}: {sentence}" for call, sentence in told)])
    task = "".join(
        f' <span class="asked-for"><code>{call}</code> {sentence}</span>'
        for call, sentence in told
    )
    self.body.append(
        f'<button type="button" class="cover" aria-label="{name}" '
        'aria-expanded="false" title="Show the program (A)">'
        f"{seen}{task}</button>\n</div>\n"
    )


def _nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Other writers write what is under the cover."""


def register(app: Sphinx) -> None:
    """Look at every document before anything else does."""
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (_nothing, _nothing))
    app.add_node(covered, html=(_visit, _depart), **others)
    app.connect("doctree-read", see_to, priority=400)
