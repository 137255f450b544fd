r"""MyST as the Markdown that Jupyter and Colab show: what only Sphinx knows, spelt out.

A directive or role without an entry in the tables here stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol


class Course(Protocol):
    """What the text refers to."""

    def title(self, target: str) -> str:
        """The title of a page, by its name as in `{doc}`; empty if there is none."""

    def listing(self, path: str, options: dict[str, str]) -> str:
        """The lines of a source file that `{literalinclude}` shows."""

    def answer(self, code: str) -> Answer | None:
        """What may be shown of a listing, if it answers a task."""


class Answer(Protocol):
    """A listing that a task asks for."""

    @property
    def words(self) -> str:
        """What stands on it."""

    @property
    def code(self) -> str:
        """The listing, empty if it is left out."""


@dataclass(frozen=True)
class Directive:
    """A fenced directive, taken apart."""

    name: str
    argument: str
    options: dict[str, str]
    body: list[str]


_FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_NAMED = re.compile(r"\{(?P<name>[\w:.-]+)\}\s*(?P<argument>.*)")
_OPTION = re.compile(r":(?P<key>[\w-]+):\s*(?P<value>.*)")
# Lines that name a place or style what follows, and the same behind a heading.
_DROPPED = re.compile(r"\([\w:.-]+\)=|\{[.#][^}]*\}|%.*")
_HEADING_STYLE = re.compile(r"(#+ .*?)\s*\{[.#][^}]*\}\s*")
# Code in two or more backticks is told from roles, which have one.
_ROLE = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>``+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|\{(?P<role>[\w:]+)\}`(?P<content>[^`]+)`",
    re.DOTALL,
)
# The key of an answer, by which its quiz knows it.
_KEY = re.compile(r"^- \[[^]]*\] ")
_TITLED = re.compile(r"(?P<text>.*\S)\s*<(?P<target>[^<>]+)>", re.DOTALL)


def plain(text: str, course: Course) -> str:
    r"""Turn MyST into plain Markdown.

    Args:
        text: the text of a Markdown cell.
        course: knows the pages and files that the text refers to.

    Returns:
        Markdown; what has no plain form is left as it is.

    >>> print(plain("(here)=\n## Title {.steady}\n\nKey {kbd}`S`", None))
    ## Title
    <BLANKLINE>
    Key <kbd>S</kbd>
    """
    lines = [line.rstrip() for line in _blocks(text.splitlines(), course)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _blocks(lines: list[str], course: Course) -> Iterator[str]:
    """The lines of the text, with each directive in its plain form."""
    words: list[str] = []
    at = 0
    while at < len(lines):
        opening = _FENCE.fullmatch(lines[at])
        end = _end(lines, at, opening) if opening else None
        if opening is None or end is None:
            words.append(lines[at])
            at += 1
            continue
        yield from _words(words, course)
        words = []
        yield from _fenced(lines[at:end], opening, course)
        at = end
    yield from _words(words, course)


def _end(lines: list[str], start: int, opening: re.Match[str]) -> int | None:
    """The line after a fence's end, or None where it has none."""
    fence = opening["fence"]
    closing = re.compile(rf" *{re.escape(fence[0])}{{{len(fence)},}} *")
    numbers = range(start + 1, len(lines))
    return next((n + 1 for n in numbers if closing.fullmatch(lines[n])), None)


def _fenced(lines: list[str], opening: re.Match[str], course: Course) -> Iterator[str]:
    """A fence with what is in it: code as it is, a directive in its plain form."""
    named = _NAMED.fullmatch(opening["info"].strip())
    write = _writer(named["name"]) if named else None
    if named is None or write is None:
        yield from lines
        return
    indent = opening["indent"]
    inside = [line.removeprefix(indent) for line in lines[1:-1]]
    options, body = _options(inside)
    directive = Directive(named["name"], named["argument"], options, body)
    for line in write(directive, course):
        yield f"{indent}{line}"


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The options at a directive's head, and the rest."""
    options = {}
    at = 0
    while at < len(lines) and (option := _OPTION.fullmatch(lines[at])):
        options[option["key"]] = option["value"].strip("\"' ")
        at += 1
    return options, lines[at:]


# -- words ----------------------------------------------------------------------


def _words(lines: list[str], course: Course) -> Iterator[str]:
    """Text between fences, without what only Sphinx reads."""
    kept = [line for line in lines if not _DROPPED.fullmatch(line.strip())]
    kept = [_HEADING_STYLE.sub(r"\1", line) for line in kept]
    text = "\n".join(_definitions(kept))
    yield from _ROLE.sub(lambda found: _role(found, course), text).split("\n")


def _definitions(lines: list[str]) -> Iterator[str]:
    """`term` and `: definition` as one paragraph, the term in bold."""
    inside = False
    for line, following in pairwise([*lines, ""]):
        if line.startswith(": "):
            inside = True
            yield line.removeprefix(": ")
        elif line and following.startswith(": "):
            inside = False
            yield f"**{line}:**"
        else:
            inside = inside and (not line or line.startswith("  "))
            yield line.removeprefix("  ") if inside else line


def _role(found: re.Match[str], course: Course) -> str:
    """What a role shows, as text."""
    if found["code"]:
        return found[0]
    role, content = found["role"], found["content"]
    titled = _TITLED.fullmatch(content)
    if role == "doc":
        return titled["text"] if titled else f"*{course.title(content) or content}*"
    if role in {"ref", "numref"} and titled:
        return titled["text"]
    if role == "kbd":
        return f"<kbd>{content}</kbd>"
    if role == "download" or role.startswith("py:"):
        name = titled["text"] if titled else content
        return f"`{name.rpartition('.')[2] if name.startswith('~') else name}`"
    return found[0]


# -- directives -----------------------------------------------------------------

Write = Callable[[Directive, Course], Iterator[str]]


def _writer(name: str) -> Write | None:
    """The function that writes a directive of this name."""
    if name.startswith("revealjs-"):
        return _content
    if name in _ADMONITIONS:
        return _admonition
    return _WRITERS.get(name)


def _content(directive: Directive, course: Course) -> Iterator[str]:
    yield from _blocks(directive.body, course)


def _nothing(directive: Directive, course: Course) -> Iterator[str]:
    yield ""


def _quoted(heading: str, directive: Directive, course: Course) -> Iterator[str]:
    yield f"> **{heading}**"
    yield ">"
    for line in plain("\n".join(directive.body), course).splitlines():
        yield f"> {line}"


def _admonition(directive: Directive, course: Course) -> Iterator[str]:
    name = _ADMONITIONS[directive.name]
    if directive.name in _TITLED_BY_ARGUMENT:
        yield from _quoted(directive.argument or name, directive, course)
        return
    if directive.argument:  # the first line of its text
        directive.body.insert(0, directive.argument)
    yield from _quoted(name, directive, course)


def _notes(directive: Directive, course: Course) -> Iterator[str]:
    time = f" ({directive.argument})" if directive.argument else ""
    yield from _quoted(f"Notes{time}", directive, course)


def _exercise(directive: Directive, course: Course) -> Iterator[str]:
    title = f": {directive.argument}" if directive.argument else ""
    yield from [f"**Exercise{title}**", ""]
    yield from _blocks(directive.body, course)


def _solution(directive: Directive, course: Course) -> Iterator[str]:
    yield from ["**Solution**", ""]
    yield from _blocks(directive.body, course)


def _question(directive: Directive, course: Course) -> Iterator[str]:
    yield from _words([f"**Question:** {directive.argument}"], course)


def _quiz(directive: Directive, course: Course) -> Iterator[str]:
    yield from _question(directive, course)
    shown, folded = _answers(directive) if directive.options else ([], directive.body)
    yield ""
    yield from _blocks(shown, course)
    yield from ["<details><summary>Answer</summary>", ""]
    yield from _blocks(folded, course)
    yield from ["", "</details>"]


def _answers(directive: Directive) -> tuple[list[str], list[str]]:
    """What a quiz shows at once, and what it says about its answers."""
    body = directive.body
    is_item = [line.startswith("- ") for line in body]
    start = is_item.index(True) if any(is_item) else len(body)
    ends = (i for i in range(start, len(body)) if re.match(r"(?!- )\S", body[i]))
    end = next(ends, len(body))
    items = [_KEY.sub("- ", line) for line in body[start:end]]
    told: list[str] = []
    if "tolerance" not in directive.options:  # or the items are wrong numbers
        heads = [i for i, line in enumerate(items) if line.startswith("- ")]
        for at, after in pairwise([*heads, len(items)]):
            item = items[at:after]
            blank = item.index("") if "" in item else len(item)
            told += item[:blank]
    return [*body[:start], *told, ""], [*body[end:], "", *items]


def _picture(directive: Directive, course: Course) -> Iterator[str]:
    yield f"![{directive.options.get('alt', '')}]({directive.argument})"
    yield ""
    yield from _blocks(directive.body, course)


def _task(directive: Directive, course: Course) -> Iterator[str]:
    yield f"**Task {directive.argument}:** write it in your repository, or in the cell "
    yield "that the course's page has here."


def _listing(directive: Directive, course: Course) -> Iterator[str]:
    code = directive.body
    if directive.name == "literalinclude":
        code = course.listing(directive.argument, directive.options).splitlines()
        language = directive.options.get("language", "python")
    else:
        language = directive.argument
    answer = course.answer("\n".join(code)) if course else None
    listing = [f"```{language}", *code, "```"]
    if answer is None:
        yield from listing
    elif not answer.code:
        yield f"*{answer.words}*"
    else:
        yield from ["<details><summary>" + answer.words + "</summary>", ""]
        yield from [*listing, "", "</details>"]


def _formula(directive: Directive, course: Course) -> Iterator[str]:
    yield from ["$$", *directive.body, "$$"]


_TITLED_BY_ARGUMENT = {"admonition", "dropdown", "topic"}
_ADMONITIONS = {
    name: "See also" if name == "seealso" else name.capitalize()
    for name in (
        *("attention", "caution", "danger", "error", "hint", "important", "note"),
        *("seealso", "tip", "warning", *sorted(_TITLED_BY_ARGUMENT)),
    )
}
_WRITERS: dict[str, Write] = {
    "code-block": _listing,
    "column": _nothing,
    "exercise": _exercise,
    "exercise-end": _nothing,
    "exercise-start": _exercise,
    "figure": _picture,
    "image": _picture,
    "literalinclude": _listing,
    "math": _formula,
    "notes": _notes,
    "quiz": _quiz,
    "quiz-end": _nothing,
    "quiz-start": _question,
    "solution": _solution,
    "task-cell": _task,
    "task-facts": _nothing,
    "task-solution": _nothing,
    "toctree": _nothing,
}
