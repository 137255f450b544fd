"""Exercises and solutions that do not belong together.

sphinx-exercise finds these, too, but in files that do not exist, or without a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..written import Fence, Mistake, Page

EXERCISES = {"exercise", "exercise-start"}
SOLUTIONS = {"solution", "solution-start"}


def labels_elsewhere(env: Any, docnames: list[str]) -> dict[str, str]:
    """The labels of pages that are not read now, and where they stand."""
    known = getattr(env, "sphinx_exercise_registry", {})
    places = ((label, facts["docname"]) for label, facts in known.items())
    return {label: name for label, name in places if name not in docnames}


def mistakes(
    pages: list[Page], elsewhere: dict[str, str]
) -> Iterator[tuple[Page, Mistake]]:
    """What is wrong with the exercises of these pages."""
    taken = dict(elsewhere)
    for page in pages:
        labels: list[str] = []
        all_here = [label for one, _ in page.fences if (label := _label(one))]
        for one, _ in page.fences:
            label = _label(one)
            if label in taken:
                told = f"the label {label!r} is taken by {taken[label]}. Choose another"
                yield page, Mistake(one.line, told)
            elif label:
                taken[label] = f"line {one.line} of {page.name}"
                labels.append(label)
            if one.name in SOLUTIONS and one.argument not in labels:
                yield page, _unknown(one, all_here)
        yield from ((page, mistake) for mistake in _unpaired(page))


def _label(one: Fence) -> str:
    if one.name not in EXERCISES | SOLUTIONS:
        return ""
    return one.options.get("label", (0, ""))[1]


def _unknown(one: Fence, labels: list[str]) -> Mistake:
    name = one.argument
    if name in labels:
        told = f"the solution of {name!r} stands above its exercise. Move it below"
        return Mistake(one.line, told)
    close = get_close_matches(name, labels, n=1)
    meant = f"Did you mean {close[0]!r}?" if close else f"Write `:label: {name}` there"
    told = f"no exercise of this page has the label {name!r}. {meant}"
    return Mistake(one.line, told)


def _unpaired(page: Page) -> Iterator[Mistake]:
    """Marks that begin an exercise or a solution without end, or end none."""
    opened: Fence | None = None
    for one, _ in page.fences:
        kind, _, end = one.name.partition("-")
        if kind not in {"exercise", "solution"} or end not in {"start", "end"}:
            continue
        if end == "start" and opened:
            yield _endless(opened)
        if end == "end" and (opened is None or not opened.name.startswith(kind)):
            what = f"`{one.opening}` ends nothing. Write `:::{{{kind}-start}}` above it"
            yield Mistake(one.line, what)
        opened = one if end == "start" else None
    if opened:
        yield _endless(opened)


def _endless(one: Fence) -> Mistake:
    end = one.name.replace("start", "end")
    told = f"`{one.opening}` has no end. Write `:::{{{end}}}`, `:::` below it"
    return Mistake(one.line, told)
