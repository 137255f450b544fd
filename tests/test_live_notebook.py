"""Pages as notebooks: the page's own cells, and text that Jupyter can show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from myst_nb.core.config import NbParserConfig
from myst_parser.config.main import MdParserConfig

from _ext.live.download import FOLDER, Page, addresses, links, notebook, text_of
from _ext.live.plain_markdown import plain

ROOT = Path(__file__).resolve().parents[1]
LESSONS = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix()
    for folder in ("docs", "slides")
    for path in (ROOT / folder).rglob("*.md")
    if path.name != "contributing.md" and "\n```{code-cell}" in path.read_text("utf-8")
)
GITHUB = "https://github.com/someone/course"
EXTENSIONS = "amsmath attrs_block attrs_inline colon_fence deflist dollarmath fieldlist"


@dataclass
class Title:
    """A title as Sphinx knows it."""

    text: str

    def astext(self) -> str:
        return self.text


def course(**settings: Any) -> Any:
    """As much of Sphinx as a notebook needs, so that nothing has to be built."""
    config = SimpleNamespace(
        **{"live_repository": "", "live_branch": "site", "live_extras": {}}
        | {
            "answers": "open",
            "tasks_opened": (),
            "solutions": "folded",
            "project": "MiniTorch",
            "root_doc": "index",
            "tab_width": 8,
            "source_encoding": "utf-8",
        }
        | settings
    )
    env = SimpleNamespace(
        doc2path=lambda name: str(ROOT / f"{name}.md"),
        titles={name: Title(f"About {Path(name).name}") for name in LESSONS},
        myst_config=MdParserConfig(enable_extensions=set(EXTENSIONS.split())),
        mystnb_config=NbParserConfig(),
    )
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}.html")
    return SimpleNamespace(config=config, env=env, builder=builder, srcdir=ROOT)


def cells_in(source: str) -> Iterator[str]:
    """The code cells of a page, read line by line and not as the build does it."""
    lines = iter(source.splitlines())
    for line in lines:
        if line.startswith("```{code-cell}"):
            body = []
            while (line := next(lines)) != "```":
                body.append(line)
            if ":tags: [remove-cell]" in body:  # computes what quizzes ask
                continue
            while body and (body[0].startswith(":") or not body[0]):
                body.pop(0)
            if body and body[0] == "---":
                body = body[body.index("---", 1) + 1 :]
            yield "\n".join(body).strip("\n")


def code_of(made: Any) -> list[str]:
    """The sources of a notebook's code cells."""
    return [cell.source for cell in made.cells if cell.cell_type == "code"]


@pytest.mark.parametrize("name", LESSONS)
def test_the_code_is_that_of_the_page(name: str) -> None:
    made = notebook(Page(course(), name))
    source = (ROOT / f"{name}.md").read_text("utf-8")
    assert [code.strip("\n") for code in code_of(made)] == list(cells_in(source))
    nbformat.validate(made)
    assert made.metadata.kernelspec.name == "python3"
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_left_that_only_sphinx_can_read(name: str) -> None:
    made = notebook(Page(course(), name))
    for cell in made.cells:
        if cell.cell_type == "markdown":
            for mark in (
                ":::",
                "{doc}",
                "{ref}",
                "{py:",
                "{literalinclude}",
                "{.",
                ")=",
            ):
                lines = [line for line in cell.source.splitlines() if "$" not in line]
                found = [line for line in lines if line.startswith(mark)]
                found += [line for line in lines if mark in line and mark[0] == "{"]
                assert found == [], f"{name}: {mark}"


def test_the_same_page_gives_the_same_bytes() -> None:
    page = Page(course(), LESSONS[0])
    text = text_of(notebook(page))
    assert text == text_of(notebook(page))
    assert text.endswith("}\n")
    assert str(ROOT) not in text
    ids = [cell.id for cell in notebook(page).cells]
    assert len(set(ids)) == len(ids)


def test_tags_stay() -> None:
    made = notebook(Page(course(), "slides/module1-1"))
    hidden = [
        cell for cell in made.cells if "hide-input" in cell.metadata.get("tags", [])
    ]
    source = (ROOT / "slides/module1-1.md").read_text("utf-8")
    assert len(hidden) == source.count(":tags: [hide-input]") > 0


def test_the_package_is_installed_first_where_a_repository_is_known() -> None:
    app = course(live_repository=GITHUB, live_extras={"hypothesis": []})
    install = f'%pip install "git+{GITHUB}"'
    assert code_of(notebook(Page(app, "docs/module0/operators")))[0] == install
    testing = notebook(Page(app, "docs/module0/property_testing"))
    assert code_of(testing)[0] == f"{install} hypothesis"


def test_otherwise_the_first_line_says_how_to_install() -> None:
    first = notebook(Page(course(), "docs/module0/operators")).cells[0]
    assert first.cell_type == "markdown"
    assert "`pip install -e .`" in first.source


def test_links_to_other_hosts_only_where_a_repository_is_known() -> None:
    name = "docs/module0/operators"
    here = f"../../{FOLDER}/{name}.ipynb"
    found = addresses(course(), name)
    assert found == {"notebook": here, "colab": None, "binder": None}
    assert "http" not in links(found)
    found = addresses(course(live_repository=f"{GITHUB}.git"), name)
    path = f"someone/course/blob/site/{FOLDER}/{name}.ipynb"
    assert found["colab"] == f"https://colab.research.google.com/github/{path}"
    path = f"{FOLDER}/{name}.ipynb".replace("/", "%2F")
    assert found["binder"] == (
        f"https://mybinder.org/v2/gh/someone/course/site?labpath={path}"
    )
    assert links(found).count('target="_blank" rel="noopener"') == 2
    elsewhere = addresses(course(live_repository="https://example.org/git"), name)
    assert (elsewhere["colab"], elsewhere["binder"]) == (None, None)


def test_the_front_page_is_no_lesson() -> None:
    assert set(addresses(course(live_repository=GITHUB), "index").values()) == {None}


@pytest.mark.parametrize(
    ("myst", "expected"),
    [
        (":::{note}\nSee *this*.\n:::", "> **Note**\n>\n> See *this*."),
        (":::{note} At once.\n:::", "> **Note**\n>\n> At once."),
        (":::{admonition} Careful\nHot.\n:::", "> **Careful**\n>\n> Hot."),
        ("::::{tip}\n:::{quiz} Why?\nSo.\n:::\n::::", None),
        (
            ":::{exercise} Two\n:label: a\n:nonumber:\n\nAdd.\n:::",
            "**Exercise: Two**\n\nAdd.",
        ),
        (":::{column} 40%\n:::\n\nleft", "left"),
        (":::{notes} 2 min\nSay.\n:::", "> **Notes (2 min)**\n>\n> Say."),
        ("term\n: one\n  two\n\nafter", "**term:**\none\ntwo\n\nafter"),
        ("press {kbd}`S`", "press <kbd>S</kbd>"),
        ("as {doc}`/docs/module0/operators` says", "as *About operators* says"),
        ("as {doc}`there <operators>` says", "as there says"),
        ("{py:func}`~minitorch.plot.row`", "`row`"),
        ("`` {doc}`x` `` is code", "`` {doc}`x` `` is code"),
        ("(name)=\n## Title {.steady}", "## Title"),
        ("{unknown}`x`", "{unknown}`x`"),
        (":::{unknown}\nx\n:::", ":::{unknown}\nx\n:::"),
        ("```python\n(x)=1\n:::\n```", "```python\n(x)=1\n:::\n```"),
        (
            ":::{figure} a.svg\n:alt: A line.\n\nWords.\n:::",
            "![A line.](a.svg)\n\nWords.",
        ),
        ("```{math}\nx\n```", "$$\nx\n$$"),
    ],
)
def test_myst_becomes_plain_markdown(myst: str, expected: str | None) -> None:
    found = plain(myst, Page(course(), "docs/module0/modules"))
    if expected is None:
        assert all(line.startswith(">") for line in found.splitlines())
        assert "<details>" in found
    else:
        assert found == expected


def test_a_listing_of_the_engine_is_copied() -> None:
    page = Page(course(), "docs/module1/backpropagation")
    listing = "../../minitorch/inspect/walks.py\n:pyobject: with_a_queue"
    text = f"```{{literalinclude}} {listing}\n```"
    lines = plain(text, page).splitlines()
    assert lines[0] == "```python"
    assert lines[1].startswith("def with_a_queue(")
    assert lines[-1] == "```"


ANSWER = (
    "waiting.extend(v.inputs)"  # a line of topological_sort, which Task 1.4 asks for
)


def test_a_program_that_a_task_asks_for_is_folded_or_left_out() -> None:
    name = "docs/module1/backpropagation"

    def text(answers: str) -> str:
        return text_of(notebook(Page(course(answers=answers), name)))

    assert ANSWER in text("open")
    covered, left_out = text("covered"), text("left out")
    assert ANSWER in covered
    assert "<summary>After you have tried: Task 1.4</summary>" in covered
    assert ANSWER not in left_out
    assert "Task 1.4: Topological sort and backpropagation" in left_out


def test_a_cell_that_answers_a_task_is_hidden_or_hollow() -> None:
    name = "docs/module0/operators"

    def cell(answers: str) -> Any:
        made = notebook(Page(course(answers=answers), name))
        return next(c for c in made.cells if "def careful_sigmoid(" in c.source)

    assert "jupyter" not in cell("open").metadata
    covered, left_out = cell("covered"), cell("left out")
    assert covered.metadata["jupyter"] == {"source_hidden": True}
    assert "e / (1.0 + e)" in covered.source
    assert "e / (1.0 + e)" not in left_out.source
    assert 'NotImplementedError("Task 0.1")' in left_out.source
    assert "for x in [-1000.0" in left_out.source  # what is not of the program stays


@pytest.mark.parametrize("name", [n for n in LESSONS if "/module" in n])
def test_no_solution_stands_open(name: str) -> None:
    """What the page holds between the two marks of a solution is folded here, too."""
    source = (ROOT / f"{name}.md").read_text("utf-8")
    mark = r"^:::\{solution-start\}.*?^:::\n(.*?)^:::\{solution-end\}"
    solutions = re.findall(mark, source, re.MULTILINE | re.DOTALL)
    made = notebook(Page(course(), name))
    texts = [c.source for c in made.cells if c.cell_type == "markdown"]
    shown = re.sub(r"<details>.*?</details>", "", "\n".join(texts), flags=re.DOTALL)
    hidden = [
        cell.source
        for cell in made.cells
        if cell.metadata.get("jupyter", {}).get("source_hidden")
    ]
    for solution in solutions:
        for code in cells_in(solution):
            assert code in hidden
        for line in re.sub(r"```.*?```", "", solution, flags=re.DOTALL).splitlines():
            assert not line[40:] or line not in shown
    assert shown.count("**Solution**") <= len(solutions)
