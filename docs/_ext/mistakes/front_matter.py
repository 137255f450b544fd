"""The lines between `---` at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import yaml
from jupyter_client.kernelspec import find_kernel_specs
from myst_nb.core.read import is_myst_markdown_notebook

from ..live.in_page import OFF
from ..written import Mistake, Page

_BETWEEN = re.compile(r"(?ms)---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$")
FORM = "`---`, `file_format: mystnb`, `kernelspec:`, `  name: python3`, `---`"

NAMES = ("file_format", "kernelspec", "thumbnail", "live", "textbook", "orphan")
LIVE = OFF | {"on", "true", "yes"}


def mistakes(page: Page) -> Iterator[Mistake]:
    """What is wrong with the front matter, or that there is none."""
    found = _BETWEEN.match(page.text)
    if page.text.startswith("---\n") and found is None:
        told = "the front matter is never closed. Write `---` on a line below it"
        yield Mistake(1, told, hides=True)
        return
    data: object = {}
    if found:
        try:
            data = yaml.safe_load(found[1]) or {}
        except yaml.YAMLError as error:
            yield _malformed(error)
            return
    if not isinstance(data, dict):
        yield Mistake(1, "expected lines such as `thumbnail: 3` in the front matter")
    elif page.is_notebook and not is_myst_markdown_notebook(page.text):
        yield _no_notebook(page, bool(found))
    else:
        yield from _kernel(page, data)
        yield from _names(page, data)


def _malformed(error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    advice = "Quote a text that has a colon in it, and indent with spaces, not tabs"
    line = mark.line + 2 if mark else 1
    return Mistake(line, f"the front matter is no YAML here: {problem}. {advice}")


def _no_notebook(page: Page, has_front_matter: bool) -> Mistake:
    line = next(one.line for one, _ in page.fences if one.name == "code-cell")
    if has_front_matter:
        told = f"the cell on line {line} runs only with `file_format: mystnb` here"
        return Mistake(1, told)
    told = "expected front matter first, which has this page's cells run"
    return Mistake(1, f"{told} (the first is on line {line}): the lines {FORM}")


def _kernel(page: Page, data: dict[str, object]) -> Iterator[Mistake]:
    spec = data.get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else None
    if spec is None or name in {"python3", *find_kernel_specs()}:
        return
    line = next(
        (i for i, text in enumerate(page.text.splitlines(), 1) if str(name) in text), 1
    )
    close = get_close_matches(str(name), ["python3"], cutoff=0.5)
    meant = "Did you mean `python3`?" if close else "Write `name: python3`"
    yield Mistake(line, f"there is no kernel named {str(name)!r}. {meant}")


def _names(page: Page, data: dict[str, object]) -> Iterator[Mistake]:
    """Names that are nearly those of the course, and cells that are neither on nor off.

    Other names may be there: they are whatever their author wants them to be.
    """
    for name in data:
        line = page.text[: page.text.find(f"\n{name}") + 1].count("\n") + 1
        near = get_close_matches(str(name), NAMES, 1, 0.75)
        if near and name not in NAMES:
            told = f"the front matter has `{name}`. Did you mean `{near[0]}`?"
            yield Mistake(line, told)
        if name == "live" and str(data[name]).lower() not in LIVE:
            told = f"live: expected on or off, got {data[name]!r}. Write `live: off`"
            yield Mistake(line, told)
