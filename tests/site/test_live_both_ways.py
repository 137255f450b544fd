"""The same cells run in the build and in the browser, and show the same.

What a notebook author would write is in one list: the build runs it with IPython, a
reader with Pyodide and the session of this site. Two things differ and are left out:
how a traceback shows the way to its last line, and how long something took.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browser_live import FIRST_RUN, READY
from browser_site import served
from browser_views import NO_SERVICE_WORKER, SECONDS
from miniature import CONF, NOTEBOOK, Miniature
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Case:
    """A cell, and the words that must be in what it shows."""

    source: str
    words: str
    raises: bool = False


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
SETTINGS = """
nb_render_markdown_format = "myst"
mathjax_path = "none.js"  # formulas stay as they are
"""
DESCRIBED = "---\nmystnb: {image: {alt: A dot}}\n---\n"
RAISES = "---\ntags: [raises-exception]\n---\n"
CASES = (
    Case("print('a')\nprint('b', end='')", "a\nb"),
    Case("for i in range(4):\n    print('epoch', i, end='\\r')\nprint()", "epoch 3"),
    Case("print('half\\rwhole\\nnext', end='\\r')\nprint('last')", "whole\nlast"),
    Case("print('\\x1b[1;31mred\\x1b[0m plain \\x1b[42mgreen\\x1b[0m')", "red plain"),
    Case("print('\\x1b[38;5;208morange\\x1b[39m\\x1b[2K')", "orange"),
    Case("display(1, 'b')\nprint('between')\ndisplay([1.5])", "between"),
    Case(
        "from IPython.display import HTML, SVG, Latex, Markdown, Math, clear_output, "
        "display\nprint('gone')\nclear_output()\nprint('stays')",
        "stays",
    ),
    Case(
        "for i in range(3):\n    clear_output(wait=True)\n    print('step', i)",
        "step 2",
    ),
    Case("HTML('<b>bold</b> and <i>not</i>')", "bold and not"),
    Case(
        "Markdown('A *word*, `code`, [a link](https://example.org)\\n\\n1. one\\n2. two"
        "\\n\\n| a | b |\\n| - | - |\\n| 1 | 2 |')",
        "A word, code, a link",
    ),
    Case("Markdown('With $x^2$ in it')", "x^2"),
    Case("Latex('$y^2$')", "y^2"),
    Case("Math('z^2')", "z^2"),
    Case(f"SVG('{SVG}')", ""),
    Case(
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0.01)\n    return x\n"
        "print(await f(3))\nawait f('awaited')",
        "3\n'awaited'",
    ),
    Case("sum(await asyncio.gather(f(1), f(2)))", "3"),
    Case("async for_ = 1", "SyntaxError", raises=True),
    Case(
        "c = f(1)\ntry:\n    asyncio.run(c)\nfinally:\n    c.close()", "asyncio", True
    ),
    Case("%time x = 3", "Wall time"),
    Case("%%time\nx = 3\nx + 1", "Wall time"),
    Case("x = 2\n%time x + 1", "3"),
    Case("%matplotlib inline\nprint('drawn')", "drawn"),
    Case("import warnings\nwarnings.warn('careful')", "UserWarning: careful"),
    Case("import sys\nprint('to it', file=sys.stderr)", "to it"),
    Case("def g():\n    return {}['key']\ng()", "KeyError: 'key'", raises=True),
    Case("1 +", "SyntaxError", raises=True),
    Case("import nowhere", "No module named 'nowhere'", raises=True),
    Case("from minitorch import *\ndouble(4)", "8"),
    Case("_", "8"),
    Case("'muted';", ""),
)
# What a cell shows: for each output its kind, its words, and the colours of these.
READ = """() => [...document.querySelectorAll("div.cell")].map((cell) =>
  [...cell.querySelectorAll(".cell_output > *")].map((box) => {
    const kind = ["stderr", "stream", "traceback", "text_html", "text_latex",
      "text_plain"].find((name) => box.classList.contains(name)
        || box.querySelector(`:scope > .${name}, :scope.${name}`)) ?? "";
    const image = box.matches("img") ? box : box.querySelector("img");
    const colours = [...box.querySelectorAll('[class*="-Color"]')]
      .map((one) => `${one.className.trim()}: ${one.textContent}`);
    return { kind: image ? "image" : kind, words: box.textContent.trim(), colours };
  }))"""
RUN_ALL = """async () => {
  for (const cell of __live.cells) await cell.run();
  return __live.cells.length;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small course whose page has the cells above."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    conf = CONF.replace('"_ext.pages"]', '"_ext.pages", "_ext.live"]')
    course.write("conf.py", conf + SETTINGS)
    course.write(
        "minitorch/__init__.py",
        "from minitorch.operators import double\n__all__ = ['double']\n",
    )
    head, _ = NOTEBOOK.split("```{code-cell}")
    cells = (
        f"```{{code-cell}}\n{DESCRIBED * ('SVG' in one.source)}{RAISES * one.raises}"
        f"{one.source}\n```\n"
        for one in CASES
    )
    course.write("docs/page.md", head + "\n".join(cells))
    process = course.build()
    assert process.returncode == 0, process.stderr
    with served(Path(course.root, "_build/html")) as address:
        yield address


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """The page, which has asked no other host."""
    context = browser.new_context()
    context.add_init_script(NO_SERVICE_WORKER)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(2 * FIRST_RUN)
    page.goto(f"{site}docs/page.html")
    page.wait_for_function(READY)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def compared(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is shown, without what may differ; the parts of Markdown as one."""
    for one in shown:
        words = one["words"]
        if one["kind"] == "traceback":
            words, one["colours"] = re.findall(r"^\w+Error: .*", words, re.M)[-1], []
        words = re.sub(r"(user|sys:|total:|time:) \d\S* \S+?(?=,|\n|$)", r"\1", words)
        words = re.sub(r".*?:(?=\d+: UserWarning)", "", words)
        one["words"] = words if one["kind"] else " ".join(words.split())
    marked = [one["words"] for one in shown if not one["kind"]]
    rest = [one for one in shown if one["kind"]]
    return rest + [{"kind": "", "words": " ".join(marked)}] * bool(marked)


def test_the_browser_shows_what_the_build_shows(page: Page) -> None:
    built = [compared(shown) for shown in page.evaluate(READ)]
    assert page.evaluate(RUN_ALL) == len(CASES)
    end = time.monotonic() + SECONDS
    live: list[list[dict[str, Any]]] = []
    while live != built and time.monotonic() < end:  # Markdown comes a moment later
        page.wait_for_timeout(200)
        live = [compared(shown) for shown in page.evaluate(READ)]
    wrong = [
        f"{case.source!r}\n  build:   {here}\n  browser: {there}"
        for case, here, there in zip(CASES, built, live, strict=True)
        if here != there or case.words not in "\n".join(one["words"] for one in here)
    ]
    assert not wrong, "\n".join(wrong)
