"""The pages that stand below a page, because its `{toctree}` names them."""

from __future__ import annotations

import re
from posixpath import join, normpath
from typing import TYPE_CHECKING

from .values import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LIST = re.compile(
    r"^(`{3,}|:{3,})\{toctree\}[^\n]*\n(.*?)^\1", re.MULTILINE | re.DOTALL
)
_ENTRY = re.compile(r"^(?!:)(?:.*<)?([^\s<>]+)>?\s*$", re.MULTILINE)


def listed(root: Path, page: str) -> Iterator[str]:
    """The pages that a page names in its lists, patterns resolved."""
    source = root / f"{page}.md"
    text = source.read_text(encoding="utf-8") if source.is_file() else ""
    for block in _LIST.finditer(text):
        for entry in _ENTRY.finditer(block[2]):
            name = entry[1].removesuffix(".md")
            if "://" in name:
                continue
            path = normpath(join("/", page, "..", name))  # the top of the course is /
            yield from names_of(root, f"{path[1:]}.md")


def with_below(root: Path, pages: Iterable[str]) -> set[str]:
    """Pages, and all that stand below them."""
    waiting, found = [*pages], set[str]()
    while waiting:
        page = waiting.pop()
        if page not in found:
            found.add(page)
            waiting += listed(root, page)
    return found
