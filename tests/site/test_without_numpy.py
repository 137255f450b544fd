"""Modules 0 and 1 need nothing but Python: their cells run without numpy, matplotlib.

A reader's browser has the standard library, `minitorch` and, for the one page that asks
for it, Hypothesis. So the cells run in a Python that finds no installed package.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from myst_nb.core.read import read_myst_markdown_notebook
from myst_parser.config.main import MdParserConfig

ROOT = Path(__file__).parents[2]
HYPOTHESIS = ["hypothesis", "_hypothesis_globals", "sortedcontainers"]
NOTEBOOKS = [
    path
    for pattern in ("docs/module0/*.md", "docs/module1/*.md", "slides/module1-*.md")
    for path in sorted(ROOT.glob(pattern))
    if "{code-cell}" in path.read_text("utf-8")
]


def cells(text: str, name: str) -> list[tuple[str, list[str], str]]:
    """The code cells of a notebook: where each stands, its tags, what it says."""
    notebook = read_myst_markdown_notebook(text, MdParserConfig(), add_source_map=True)
    lines = notebook.metadata["source_map"]
    return [
        (f"{name}:{line}", cell.metadata.get("tags", []), cell.source)
        for cell, line in zip(notebook.cells, lines, strict=True)
        if cell.cell_type == "code"
    ]


def link(packages: list[str], folder: Path) -> None:
    """Put the files of installed packages into a folder."""
    for package in packages:
        spec = importlib.util.find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        file = Path(spec.origin)
        found = file.parent if file.name == "__init__.py" else file
        (folder / found.name).symlink_to(found)


def run(text: str, name: str, folder: Path) -> str:
    """Run a notebook in a Python that finds what is in the folder, no other package.

    Returns:
        The error that ended it, or nothing.
    """
    result = subprocess.run(
        [sys.executable, "-SP", str(ROOT / "tests/site/bare_python.py")],
        input=json.dumps(cells(text, name)),
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])},
        timeout=300,
    )
    assert (result.returncode != 0) == bool(result.stderr), result.stderr
    return result.stderr


@pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=[path.relative_to(ROOT).as_posix() for path in NOTEBOOKS]
)
def test_every_cell_runs_without_packages(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    if "from hypothesis import" in text:
        link(HYPOTHESIS, tmp_path)
    error = run(text, path.relative_to(ROOT).as_posix(), tmp_path)
    assert not error, error


def test_the_notebooks_are_found() -> None:
    names = {path.stem for path in NOTEBOOKS}
    assert {"data_sets", "property_testing", "networks", "module1-1"} <= names


CELL = "```{code-cell}\n%s\n```\n"


@pytest.mark.parametrize("package", ["numpy", "matplotlib", "IPython", "hypothesis"])
def test_a_cell_that_needs_a_package_is_told(package: str, tmp_path: Path) -> None:
    text = CELL % "x = 1" + "\nWords.\n\n" + CELL % f"import {package}"
    error = run(text, "page.md", tmp_path)
    assert f"No module named '{package}'" in error
    assert "This happened in page.md:7." in error


def test_a_picture_that_needs_a_package_only_when_it_is_shown(tmp_path: Path) -> None:
    picture = "class P:\n    def _repr_mimebundle_(self):\n        import numpy\n"
    assert "numpy" in run(CELL % (picture + "P()"), "page.md", tmp_path)
    assert "numpy" in run(CELL % (picture + "display(P())"), "page.md", tmp_path)
    assert not run(CELL % (picture + "p = P()"), "page.md", tmp_path)


def test_tags_are_respected(tmp_path: Path) -> None:
    cell = "```{code-cell}\n:tags: [%s]\n%s\n```\n"
    skipped = cell % ("hide-input, no-live", "import numpy")
    raises = cell % ("raises-exception", "x = 1\n1 / 0")
    assert not run(skipped + "\n" + raises + "\n" + CELL % "x", "page.md", tmp_path)
    assert "ZeroDivisionError" in run(CELL % "1 / 0", "page.md", tmp_path)
