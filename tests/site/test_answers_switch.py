"""The switch for programs that readers are to write, in a small course."""

import re
from html import unescape
from pathlib import Path

import pytest
from miniature import CONF, REPOSITORY, Miniature

MODULE = '''\
"""Operators."""


def thrice(x):
    """Return three times x."""
    total = x
    total = total + x + x
    return total


def given(x):
    """Return x."""
    return x
'''
SECRET = "total + x + x"
MANIFEST = """\
[[task]]
number = "0.1"
title = "Operators"
functions = ["minitorch.operators:thrice"]
"""
OTHER = '''

def fourfold(x):
    """Return four times x."""
    return x + x + x + x
'''
MANIFEST_OTHER = MANIFEST.replace("0.1", "0.2").replace("thrice", "fourfold")
HEAD = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"
LISTING = """
```{literalinclude} ../minitorch/operators.py
:pyobject: %s
```
"""
CELL = """
```{code-cell}
def my_own(x):
    total = x
    total = total + x + x
    return total


print("twelve", my_own(4))
```
"""
NEXT = "\n```{code-cell}\nprint('again', my_own(5))\n```\n"
CONFIGURED = (
    CONF.replace('"_ext.pages"]', '"sphinx.ext.autodoc", "_ext.answers", EXTS]')
    .replace("EXTS", '"_ext.pages", "_ext.decks", "_ext.live"')
    .replace('"dollarmath"', '"dollarmath", "colon_fence"')
)
CONFIGURED += """
import os
answers = os.environ.get("PROGRAMS") or "covered"
tasks_opened = tuple(os.environ.get("OPENED", "").split())
sys.path.insert(0, ".")
html_copy_source = False
autodoc_default_options = {"members": True}
templates_path = ["templates"]
"""
DECK = Path("docs/_templates/deck.html")
PAGES = {
    "docs/page.md": "".join(
        [HEAD, "# Page\n", LISTING % "thrice", LISTING % "given", CELL, NEXT]
    ),
    "docs/api.md": "# API\n\n```{eval-rst}\n.. automodule:: minitorch.operators\n```\n",
    "docs/tasks/task0_1.md": "# Task\n\n{py:func}`minitorch.operators.thrice`\n",
    "slides/deck.md": f"{HEAD}# Deck\n\n## Slide\n{LISTING % 'thrice'}{CELL}",
    "index.md": "# A\n\n```{toctree}\n:glob:\ndocs/*\ndocs/tasks/*\nslides/*\n```\n",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    made = Miniature(tmp_path_factory.mktemp("answers"))
    made.write("conf.py", CONFIGURED)
    made.write("templates/deck.html", (REPOSITORY / DECK).read_text("utf-8"))
    made.write("minitorch/operators.py", MODULE)
    made.write("workbook/work/tasks.toml", MANIFEST)
    (made.root / "docs" / "equations.md").unlink()
    for name, text in PAGES.items():
        made.write(name, text)
    return made


def built(course: Miniature, answers: str, **others: str) -> dict[str, str]:
    """The site's texts; the engine itself, for cells that run, is none."""
    process = course.build(PROGRAMS=answers, **others)
    assert process.returncode == 0, process.stderr
    kinds = (".html", ".js", ".ipynb", ".json", ".txt", ".inv")
    return {
        name: content.decode("utf-8", "replace")
        for name, content in course.site().items()
        if name.endswith(kinds) and not name.startswith("_static/")
    }


def plain(html: str) -> str:
    """What a page says, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_covered_folds_on_pages_and_covers_on_slides(course: Miniature) -> None:
    site = built(course, "covered")
    page, deck = site["docs/page.html"], site["slides/deck.html"]
    assert plain(page).count(SECRET) == 2
    assert page.count("After you have tried: Task 0.1") == 2
    for part in re.findall(r"<details.*?</details>", page, re.DOTALL):
        page = page.replace(part, "")
    assert SECRET not in plain(page)
    assert "def given" in plain(page)
    assert 'href="tasks/task0_1.html"' in page
    assert "twelve 12" in page
    assert "again 15" in page
    assert deck.count('<div class="covered') == 2
    assert deck.count('class="cover"') == 2
    assert 'href="../docs/tasks/task0_1.html"' in deck
    assert "thrice" in plain(site["docs/api.html"])
    notebook = site["_downloads/notebooks/docs/page.ipynb"]
    assert "<summary>After you have tried: Task 0.1</summary>" in notebook
    assert '"source_hidden": true' in notebook


def test_open_shows_everything_as_it_is(course: Miniature) -> None:
    site = built(course, "open")
    assert plain(site["docs/page.html"]).count(SECRET) == 2
    assert "After you have tried" not in "".join(site.values())
    assert '<div class="covered' not in site["slides/deck.html"]
    assert "thrice" in plain(site["docs/api.html"])


def test_left_out_leaves_nothing_of_it_anywhere(course: Miniature) -> None:
    site = built(course, "left out")
    told = [name for name, text in site.items() if SECRET in plain(text)]
    assert told == []
    assert "total" not in site["searchindex.js"]
    page = site["docs/page.html"]
    assert "def given" in plain(page)
    assert "twelve 12" in page  # what it shows stays
    assert 'NotImplementedError("Task 0.1")' in plain(page)
    assert 'href="tasks/task0_1.html"' in page
    api = plain(site["docs/api.html"])
    assert "given" in api
    assert "thrice" not in api
    # What refers to the entry stays, and leads nowhere.
    assert "thrice" in site["docs/tasks/task0_1.html"]


def test_a_task_that_is_opened_is_covered_where_others_are_left_out(
    course: Miniature,
) -> None:
    module = MODULE + OTHER
    course.write("minitorch/operators.py", module)
    course.write("workbook/work/tasks.toml", MANIFEST + MANIFEST_OTHER)
    page = PAGES["docs/page.md"]
    course.write("docs/page.md", page + LISTING % "fourfold")
    try:
        site = built(course, "left out", OPENED="docs/tasks/task0_1")
        assert "x + x + x + x" not in "".join(map(plain, site.values()))
        assert "fourfold" not in plain(site["docs/api.html"])
        assert plain(site["docs/page.html"]).count(SECRET) == 2
        assert site["docs/page.html"].count("After you have tried: Task 0.1") == 2
        assert "thrice" in plain(site["docs/api.html"])
        assert SECRET in plain(site["_downloads/notebooks/docs/page.ipynb"])
    finally:
        course.write("minitorch/operators.py", MODULE)
        course.write("workbook/work/tasks.toml", MANIFEST)
        course.write("docs/page.md", page)


def test_another_word_is_refused_in_a_sentence(course: Miniature) -> None:
    process = course.build(PROGRAMS="hidden")
    assert process.returncode == 1
    last = process.stderr.strip().splitlines()[-1]
    expected = "expected one of 'covered', 'open', 'left out', got 'hidden'"
    assert f"answers (PROGRAMS of `make html`): {expected}" in last


def test_another_value_builds_the_site_anew(course: Miniature) -> None:
    first = built(course, "covered")["docs/page.html"]
    second = built(course, "open")["docs/page.html"]
    assert first != second
    assert built(course, "covered")["docs/page.html"] == first
