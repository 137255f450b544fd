"""The parts of a lecture, on each section slide: all of them, the present one marked.

A part begins with a section slide, `## Heading` under `{.statement}`. One that ends the
lecture, with no slide after it, is no part, but shows them all once more.
"""

from __future__ import annotations

from docutils import nodes

from .levels import depth, is_slide


def section_slides(document: nodes.document) -> list[nodes.section]:
    """The sections of a lecture that begin with a section slide."""
    return [
        section
        for section in document.findall(nodes.section)
        if depth(section) == 2 and "statement" in section["classes"]
    ]


def parts(document: nodes.document) -> list[nodes.section]:
    """Those of them that other slides follow; one alone divides nothing."""
    slides = [one for one in document.findall(nodes.section) if is_slide(one)]
    found = [one for one in section_slides(document) if one is not slides[-1]]
    return found if len(found) > 1 else []
