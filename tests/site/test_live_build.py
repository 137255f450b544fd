"""What the built site holds for live cells: everything once, and every name right."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from browser_site import SITE, Document, documents

LIVE = SITE / "_static" / "live"
CONFIG = re.compile(
    r'<script type="application/json" id="live-config">(.*?)</script>', re.DOTALL
)
LOADED = re.compile(r'<(?:script|link)[^>]* (?:src|href)="([^"]*_static/live/[^"]*)"')
CELL = 'class="cell_input'  # how myst-nb writes the source of a cell


def config(document: Document) -> dict[str, object]:
    (text,) = CONFIG.findall(document.path.read_text(encoding="utf-8"))
    found: dict[str, object] = json.loads(text)
    return found


def has_cells(document: Document) -> bool:
    """Whether there are cells to run: its front matter may say that there are not."""
    if CELL not in document.path.read_text(encoding="utf-8"):
        return False
    source = SITE.parents[1] / f"{document.name}.md"
    return "\nlive: off\n" not in source.read_text(encoding="utf-8")


def with_cells() -> list[Document]:
    return [document for document in documents() if has_cells(document)]


def target(document: Document, address: str) -> Path:
    """The file that an address in a document means; a browser drops the query."""
    path = (document.path.parent / address.partition("?")[0]).resolve()
    assert path.is_relative_to(SITE), f"{document}: {address} leaves the site"
    return path


def addresses(document: Document) -> list[str]:
    """What a document loads, or makes its scripts load, from this site."""
    found = config(document)
    named = [found["worker"], f"{found['runtime']}pyodide.js"]
    named += [found["notebook"]] if found["notebook"] else []
    for kind in ("archives", "extras"):
        packages = found[kind]
        assert isinstance(packages, dict)
        named += packages.values()
    html = document.path.read_text(encoding="utf-8")
    return [*map(str, named), *LOADED.findall(html)]


def test_there_are_cells_on_pages_and_decks() -> None:
    assert {document.is_deck for document in with_cells()} == {True, False}
    all_of_them = [d for d in documents() if CELL in d.path.read_text("utf-8")]
    assert len(with_cells()) < len(all_of_them)  # some page has its buttons left out


def has_tasks(html: str) -> bool:
    """Whether the page has a task's cell, or what was done of all tasks."""
    return 'class="task-cell' in html or 'class="task-progress' in html


@pytest.mark.parametrize("document", documents(), ids=str)
def test_only_documents_with_cells_get_something(document: Document) -> None:
    html = document.path.read_text(encoding="utf-8")
    expected = 1 if has_cells(document) or has_tasks(html) else 0
    assert html.count('id="live-config"') == expected
    names = sorted(Path(name).name.partition("-")[0] for name in LOADED.findall(html))
    assert names == ["live", "start"] * expected


@pytest.mark.parametrize("document", with_cells(), ids=str)
def test_every_name_is_that_of_a_file(document: Document) -> None:
    assert config(document)["page"] == document.name
    missing = [
        one for one in addresses(document) if not target(document, one).is_file()
    ]
    assert missing == []


def test_all_documents_load_the_same() -> None:
    """Those with a task what checks need, beside what all need."""
    loaded: dict[bool, set[frozenset[Path]]] = {True: set(), False: set()}
    for document in with_cells():
        files = (a for a in addresses(document) if not a.endswith(".ipynb"))
        task = has_tasks(document.path.read_text(encoding="utf-8"))
        loaded[task].add(frozenset(target(document, one) for one in files))
    (tasks,), (others,) = loaded[True], loaded[False]
    assert others < tasks


def test_the_runtime_is_there_once() -> None:
    counts = Counter(path.name for path in SITE.rglob("*") if path.is_file())
    for name in ("pyodide.js", "pyodide.asm.wasm", "python_stdlib.zip"):
        assert counts[name] == 1


def test_its_licences_are_beside_it() -> None:
    (folder,) = LIVE.glob("pyodide-*")
    version = folder.name.removeprefix("pyodide-")
    notice = (folder / "NOTICE").read_text(encoding="utf-8")
    assert f"Pyodide {version}" in notice
    assert "{version}" not in notice
    for name in re.findall(r"\S+-LICENSE\.txt", notice):
        assert (folder / name).stat().st_size > 1000
    assert "Mozilla Public License 2.0" in notice
    files = {path.name for path in folder.iterdir()}
    assert all(name in notice for name in files - {"NOTICE"})


def test_the_editors_licences_are_there() -> None:
    text = (LIVE / "LICENCES.txt").read_text(encoding="utf-8")
    for name in ("@codemirror/view", "@codemirror/state", "@lezer/python", "style-mod"):
        assert re.search(rf"^{name} [\d.]+ \(MIT\)$", text, re.MULTILINE)
    named = len(re.findall(r"^\S+ [\d.]+ \(\S+\)$", text, re.MULTILINE))
    assert text.count("WITHOUT WARRANTY OF ANY KIND") == named


def test_archives_are_named_after_their_content() -> None:
    archives = list(LIVE.glob("*.tar.bz2"))
    assert archives
    for path in archives:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        assert path.name.endswith(f"-{digest}.tar.bz2")


def test_nothing_old_is_left_behind() -> None:
    names = Counter(
        re.sub(r"-[^-]*?\.", ".", path.name, count=1)
        for path in LIVE.iterdir()
        if path.is_file()
    )
    assert {"start.js", "main.js", "worker.js", "live.css"} <= names.keys()
    assert [
        name for name, count in names.items() if count > 1 and name != "chunk.js"
    ] == []


def test_no_path_of_the_machine_that_built_it() -> None:
    """Names and contents must not depend on where the checkout is."""
    here = str(Path(__file__).resolve().parents[2]).encode()
    for path in LIVE.iterdir():  # Pyodide's folder is as it was published
        if path.suffix in {".js", ".css", ".txt"}:
            content = path.read_bytes()
            assert here not in content
            assert b"node_modules" not in content
