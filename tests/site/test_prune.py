"""What no page needs any more leaves `_build` with the next good build."""

import re
import shutil
from pathlib import Path

import pytest
from miniature import DOUBLE, NOTEBOOK, Miniature

DRAWING = """\
from IPython.display import SVG
SVG('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="9" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
    '<dc:description>A square.</dc:description></metadata></svg>')"""
WITH_EXTRA = "# Miniature\n\n```{toctree}\ndocs/page\ndocs/equations\ndocs/extra\n```\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    """A course whose page has a figure; a test leaves it as it was."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    course.cell(DRAWING % 9)
    assert built(course)
    return course


def built(course: Miniature) -> str:
    """What a build that goes well prints."""
    done = course.build()
    assert done.returncode == 0, done.stderr
    return done.stdout


def kept(course: Miniature) -> list[str]:
    """Everything that builds keep for later ones, but for times inside databases."""
    folders = ("jupyter_cache", "jupyter_execute", "doctrees")
    paths = [
        path for name in folders for path in (course.root / "_build" / name).rglob("*")
    ]
    return sorted(path.relative_to(course.root).as_posix() for path in paths)


def database(course: Miniature) -> int:
    (path,) = (course.root / "_build" / "jupyter_cache").rglob("global.db")
    return path.stat().st_size


def test_an_edit_forth_and_back(course: Miniature) -> None:
    before, size = kept(course), database(course)
    for width in (10, 11, 12):
        course.cell(DRAWING % width)
        assert "Ran 1 notebook" in built(course)
        assert f'width="{width}"' in figures(course)
        assert len(kept(course)) == len(before)
    course.cell(DRAWING % 9)
    assert "Ran 1 notebook" in built(course)
    assert kept(course) == before
    assert database(course) == size


def figures(course: Miniature) -> str:
    """The figures in the built site, one after the other."""
    files = course.site().items()
    return "".join(text.decode() for name, text in files if name.endswith(".svg"))


def test_a_deleted_notebook(course: Miniature) -> None:
    before, index = kept(course), (course.root / "index.md").read_text()
    course.write("docs/extra.md", NOTEBOOK % (DRAWING % 20))
    course.write("index.md", WITH_EXTRA)
    built(course)
    assert len(kept(course)) > len(before)
    (course.root / "docs/extra.md").unlink()
    course.write("index.md", index)
    built(course)
    assert kept(course) == before


def test_a_deleted_page_that_is_still_named(course: Miniature) -> None:
    """Sphinx alone would not look again at the page that names it."""
    path = course.root / "docs/equations.md"
    text = path.read_text()
    path.unlink()
    for _ in range(2):
        failed = course.build()
        assert failed.returncode == 1
        assert "index.md:" in failed.stderr.splitlines()[-1]
        assert "docs/equations" in failed.stderr.splitlines()[-1]
    path.write_text(text)
    built(course)


def test_a_page_that_is_a_notebook_no_longer(course: Miniature) -> None:
    page = (course.root / "docs/page.md").read_text()
    course.write("docs/page.md", "# Page\n")
    built(course)
    assert not [name for name in kept(course) if "executed/" in name]
    course.write("docs/page.md", page)
    assert "Ran 1 notebook" in built(course)


def test_only_cells_that_ran_are_among_the_slowest(course: Miniature) -> None:
    course.cell(DRAWING % 13)
    lines = built(course).splitlines()
    cells = [line for line in lines if "docs/page.md" in line]
    assert len(cells) == 1
    assert re.fullmatch(r" +\d+\.\d s  docs/page.md:8 \(code cell 1\)", cells[0])
    assert "\r" not in "".join(lines)
    course.cell(DRAWING % 9)
    built(course)


def test_other_pages_keep_their_outputs(course: Miniature) -> None:
    """Only what is read anew is looked at; the rest must not seem unused."""
    page = (course.root / "docs/equations.md").read_text()
    course.write("docs/equations.md", page + "\nMore.\n")
    assert "Ran" not in built(course)
    course.write("docs/page.md", NOTEBOOK % (DRAWING % 9) + "\nMore.\n")
    assert "Ran" not in built(course)
    course.write("docs/page.md", NOTEBOOK % (DRAWING % 9))
    course.write("docs/equations.md", page)
    assert "Ran" not in built(course)


def test_a_failed_build_removes_nothing(course: Miniature) -> None:
    course.cell("1 / 0")
    assert course.build().returncode == 1
    course.cell(DRAWING % 9)
    assert "Ran" not in built(course)


def test_a_course_that_was_moved(tmp_path: Path) -> None:
    """Its outputs stay those of its pages, whichever build looks at them first."""
    course = Miniature(tmp_path / "here")
    course.cell(DRAWING % 9)
    built(course)
    before = kept(course)
    shutil.move(tmp_path / "here", tmp_path / "there")
    course.root = tmp_path / "there"
    for words in ("More.", "Still more."):
        course.write("docs/page.md", NOTEBOOK % (DRAWING % 9) + f"\n{words}\n")
        assert "Ran" not in built(course)
    assert kept(course) == before


def test_the_package_forth_and_back(tmp_path: Path) -> None:
    """Another state of the package is another cache; one is kept, and it is right."""
    course = Miniature(tmp_path)
    course.cell(DOUBLE)
    built(course)
    before, package = kept(course), "def double(x):\n    return %s\n"
    course.write("minitorch/operators.py", package % "3 * x")
    assert "Ran 1 notebook" in built(course)
    assert "double 63" in course.page()
    assert len(list((tmp_path / "_build/jupyter_cache").iterdir())) == 1
    course.write("minitorch/operators.py", package % "2 * x")
    assert "Ran 1 notebook" in built(course)
    assert "double 42" in course.page()
    assert kept(course) == before


def test_what_starts_the_kernels_counts_too(course: Miniature) -> None:
    for name in ("run.py", "job.py", "kernel/ipython_kernel_config.py"):
        path = course.root / "docs/_ext/notebooks" / name
        path.write_text(path.read_text() + "\n# changed\n")
        assert "Ran 1 notebook" in built(course)


def test_styles_do_not(course: Miniature) -> None:
    course.write("docs/_static/style.css", "p { color: red }")
    assert "Ran" not in built(course)
