"""Fresh or failing: a page is never older than the code that computed it."""

import sys
from pathlib import Path

import pytest
from miniature import CONF, DOUBLE, INDEX, NOTEBOOK, Miniature


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    """A course that has been built once; each test here changes something of it."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    built = course.build()
    assert built.returncode == 0, built.stderr
    return course


def test_a_strict_build_reads_all_that_was_not_read_anew(course: Miniature) -> None:
    assert "Nothing has changed" in course.build("--strict").stdout
    course.write("docs/more.md", "---\norphan: true\n---\n# More\n")
    assert "Built in" in course.build().stdout
    assert "Nothing has changed" in course.build().stdout
    assert "Built in" in course.build("--strict").stdout
    assert "Nothing has changed" in course.build("--strict").stdout
    (course.root / "_build/html/index.html").unlink()
    assert "Built in" in course.build("--strict").stdout
    (course.root / "docs/more.md").unlink()


def test_a_changed_operator_changes_the_page(course: Miniature) -> None:
    assert "double 42" in course.page()
    course.write("minitorch/operators.py", "def double(x):\n    return 2 * x + 1\n")
    assert course.build().returncode == 0
    assert "double 43" in course.page()


def test_changed_plot_settings_run_the_page_again(course: Miniature) -> None:
    course.cell("import matplotlib\nprint(matplotlib.rcParams['font.size'])")
    assert course.build().returncode == 0
    assert "14.0" in course.page()
    style = course.root / "minitorch/plot/paper/style.py"
    style.write_text(
        style.read_text().replace("FONT_SIZE: Final = 14.0", "FONT_SIZE: Final = 13.5")
    )
    assert course.build().returncode == 0
    assert "13.5" in course.page()
    course.cell(DOUBLE)


def test_a_changed_data_file_runs_the_page_again(course: Miniature) -> None:
    course.cell("print(open('data.csv').read())")
    course.write("docs/data.csv", "first")
    assert course.build().returncode == 0
    course.write("docs/data.csv", "second")
    assert course.build().returncode == 0
    assert "second" in course.page()


def test_a_changed_file_of_the_bench_runs_the_page_again(course: Miniature) -> None:
    course.write("bench/tricks.py", "mark = 1")
    course.cell("import sys; sys.path.append('../bench'); import tricks; tricks.mark")
    assert course.build().returncode == 0
    course.write("bench/tricks.py", "mark = 1234")
    assert course.build().returncode == 0
    assert "1234" in course.page()


OF_OURS = """\
---
file_format: mystnb
kernelspec:
  name: python3
---
# Ours

```{code-cell}
from local.figures.words import words
print(words)
```
"""
SETUP = "def setup(app):\n    app.add_config_value('absent', [], 'env')\n"
LISTS = "import os\nprint('without', os.environ['COURSE_ABSENT'].split())"


def test_only_pages_that_see_it_run_again(tmp_path: Path) -> None:
    """A file of `local/`, and what the course leaves out, are seen by few pages."""
    course = Miniature(tmp_path)
    course.write("local/figures/words.py", "words = 'first'\n")
    course.write("docs/ours.md", OF_OURS)
    course.write("docs/more.md", NOTEBOOK % LISTS)
    course.write(
        "index.md", INDEX.replace("docs/page", "docs/page\ndocs/ours\ndocs/more")
    )
    assert "Ran 3 notebooks" in course.build().stdout
    course.write("local/figures/words.py", "words = 'second'\n")
    assert "Ran 1 notebooks" in course.build().stdout.replace("notebook ", "notebooks ")
    assert "second" in (course.root / "_build/html/docs/ours.html").read_text("utf-8")
    course.write("local/logo.svg", "<svg/>")  # a cell might read it
    course.write("conf.py", f"{CONF}absent = ['docs/gone']\n{SETUP}")
    assert "Ran 2 notebooks" in course.build().stdout
    assert "docs/gone" in (course.root / "_build/html/docs/more.html").read_text(
        "utf-8"
    )
    assert "Ran" not in course.build().stdout


def test_changed_prose_does_not_run_the_page_again(course: Miniature) -> None:
    assert course.build().returncode == 0
    page = (course.root / "docs/page.md").read_text()
    course.write("docs/page.md", page + "\nOne more sentence.\n")
    built = course.build()
    assert "Ran" not in built.stdout
    assert "One more sentence." in course.page()


def test_nothing_changed_leaves_the_site_alone(course: Miniature) -> None:
    assert course.build().returncode == 0
    before = times(course)
    assert course.build().returncode == 0
    assert times(course) == before


def test_a_file_missing_from_the_site_is_written_again(course: Miniature) -> None:
    assert course.build().returncode == 0
    before = course.site()
    (course.root / "_build/html/index.html").unlink()
    assert course.build().returncode == 0
    assert course.site() == before


def test_a_removed_page_vanishes_from_the_site(course: Miniature) -> None:
    course.write("docs/extra.md", "---\norphan: true\n---\n# Extra\n")
    assert course.build().returncode == 0
    assert "docs/extra.html" in course.site()
    (course.root / "docs/extra.md").unlink()
    assert course.build().returncode == 0
    assert not [name for name in course.site() if "extra" in name]


def test_another_package_of_the_same_name_changes_nothing(
    course: Miniature, tmp_path: Path
) -> None:
    """PYTHONPATH may hold another engine; pages show what this checkout's computes."""
    other = tmp_path / "minitorch"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "operators.py").write_text("def double(x):\n    return -x\n")
    course.write("minitorch/operators.py", "def double(x):\n    return 5 * x\n")
    course.cell(DOUBLE)
    assert course.build(python=sys.executable, PYTHONPATH=str(tmp_path)).returncode == 0
    assert "double 105" in course.page()


def test_nothing_is_kept_in_the_home_folder(course: Miniature) -> None:
    """It may be read-only; this one is for everybody."""
    course.cell("import matplotlib.pyplot\nprint('at home')")
    built = course.build(python=sys.executable, HOME="/proc")
    assert built.returncode == 0, built.stderr
    assert "at home" in course.page()


def times(course: Miniature) -> dict[Path, int]:
    """When each file of the site was written."""
    files = (course.root / "_build/html").rglob("*")
    return {path: path.stat().st_mtime_ns for path in files}
