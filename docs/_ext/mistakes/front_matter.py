"""The lines between `---` at the top of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

import yaml
from jupyter_client.kernelspec import find_kernel_specs
from myst_nb.core.read import is_myst_markdown_notebook

from ..written import Mistake, Page

_BETWEEN = re.compile(r"(?ms)---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$")
FORM = "`---`, `file_format: mystnb`, `kernelspec:`, `  name: python3`, `---`"


def mistakes(page: Page) -> Iterator[Mistake]:
    """What is wrong with the front matter, or that there is none."""
    found = _BETWEEN.match(page.text)
    if page.text.startswith("---\n") and found is None:
        yield Mistake(
            1, "the front matter is never closed. Write `---` on a line below it"
        )
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
