"""Run on every cell gives what the build printed, on every page and in every deck.

The browser's Python is another version on another processor, so this is a test of the
course, too: seeds, sums and printed digits must not depend on the machine. Compared are
what cells print and the sentences of their pictures, which are full of numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from browser_checks import report
from browser_quiz import wrong_lines
from browser_site import SITE, Document, documents, left_out
from browser_views import DESKTOP, visit
from conftest import Readers
from kept_python import keep_python

pytestmark = pytest.mark.browser
SECONDS = 600  # for all cells of a document; the longest train a few networks

# Numpy's wheel for the browser is on no package index, only where Pyodide has its own.
NEEDS_NUMPY = "numpy for the browser comes from another host, which tests never ask"

READ = """() => course.shownByCells = () =>
  [...document.querySelectorAll("div.cell")].map((cell) => ({
    stdout: [...cell.querySelectorAll(".cell_output .output.stream")]
      .filter((box) => !box.matches(".stderr") && !box.closest("[hidden]"))
      .map((box) => box.querySelector("pre").textContent).join("").trimEnd(),
    pictures: [...cell.querySelectorAll(
      ".cell_output img, .cell_output svg[aria-label]")]
      .filter((one) => !one.closest("[hidden]"))
      .map((one) => one.alt ?? one.getAttribute("aria-label")),
    errors: [...cell.querySelectorAll(".traceback")].map((box) => box.textContent),
  }))"""
RUN_ALL = """async () => {
  for (const cell of __live.cells) if (!cell.skipped) await cell.run();
  return __live.cells.length;
}"""


@dataclass(frozen=True)
class Shown:
    """What a document shows below its cells."""

    cells: list[dict[str, Any]]

    def differences(self, after: "Shown") -> list[str]:
        """A sentence for each cell that now shows something else."""
        pairs = enumerate(zip(self.cells, after.cells, strict=True), start=1)
        return [
            f"cell {i}: the build shows {what} {built[what]!r}, the browser "
            f"{live[what]!r} {' '.join(live['errors'])}"
            for i, (built, live) in pairs
            for what in ("stdout", "pictures")
            if built[what] != live[what]
        ]


def with_cells() -> list[Document]:
    """Every page and deck whose cells can be run."""
    return [d for d in documents() if SCRIPT in text_of(d) and CELL in text_of(d)]


SCRIPT, CELL = 'id="live-config"', '<div class="cell '


def text_of(document: Document) -> str:
    """The document as it was built."""
    return document.path.read_text(encoding="utf-8")


def needs_numpy(document: Document) -> bool:
    """Whether cells of the document need numpy: tensors do."""
    return any(
        part in document.name
        for part in ("module2", "module4", "modeling", "task2", "coming_from")
    )


def test_there_are_cells_on_every_module_page() -> None:
    names = {document.name for document in with_cells()}
    expected = {
        path.relative_to(SITE).with_suffix("").as_posix()
        for folder in ("docs/module0", "docs/module1", "slides")
        for path in (SITE / folder).glob("*.html")
        if path.stem != "index"
    }
    assert expected <= names
    assert left_out() or len(names) >= 25


def test_every_quiz_for_a_line_is_on_a_page_with_cells() -> None:
    asking = {d for d in documents() if "asked-line" in text_of(d)}
    assert left_out() or len(asking) >= 6
    assert asking <= set(with_cells())


@pytest.fixture(scope="module", autouse=True)
def _kept(site: str, readers: Readers) -> Iterator[None]:
    """Python stays compiled from one document to the next."""
    with keep_python(readers[DESKTOP[0]], site):
        yield


@pytest.mark.parametrize("document", with_cells(), ids=str)
def test_run_shows_what_the_build_shows(
    site: str, readers: Readers, document: Document
) -> None:
    if needs_numpy(document):
        pytest.skip(NEEDS_NUMPY)
    reader = readers[DESKTOP[0]]
    with visit(reader, site + document.address) as (page, ear):
        page.set_default_timeout(SECONDS * 1000)
        page.evaluate(READ)
        built = Shown(page.evaluate("course.shownByCells()"))
        assert page.evaluate(RUN_ALL) > 0
        live = Shown(page.evaluate("course.shownByCells()"))
        lines = wrong_lines(page)
        page.evaluate("localStorage.clear()")
    report(document, [*ear.complaints, *built.differences(live), *lines])


def test_a_difference_is_noticed(site: str, readers: Readers) -> None:
    """A cell that prints another digit, and one that draws another picture."""
    address = site + "docs/module0/operators.html"
    with visit(readers[DESKTOP[0]], address) as (page, _):
        page.evaluate(READ)
        built = Shown(page.evaluate("course.shownByCells()"))
        page.evaluate("""async () => {
          const cell = __live.cells[0];
          cell.text = cell.text.replace("6.0", "6.1").replace("3.0", "3.5");
          await cell.run();
        }""")
        live = Shown(page.evaluate("course.shownByCells()"))
    assert any("cell 1" in told for told in built.differences(live))
