"""A bad page fails the build with one sentence, and the last good site stays."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from miniature import DOUBLE, Miniature

FIGURE = """\
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2, 3], label="line")
axes.legend()
None"""
PICTURE = """\
from IPython.display import SVG
SVG('<svg xmlns="http://www.w3.org/2000/svg" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' width="9" height="9"><metadata><dc:description>A small &amp; empty square.'
    '</dc:description></metadata></svg>')"""


TIMEOUT = "nb_execution_timeout = 1"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    """A course that has been built once; a test leaves it as good as it was."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    built = course.build()
    assert built.returncode == 0, built.stderr
    return course


def last_line(process: subprocess.CompletedProcess[str]) -> str:
    return process.stderr.strip().splitlines()[-1]


def fails_twice(course: Miniature) -> str:
    """The last line of a build that fails, fails again, and leaves the site alone."""
    before = course.site()
    first, second = course.build(), course.build()
    assert (first.returncode, second.returncode) == (1, 1)
    assert last_line(first) == last_line(second)
    assert "Traceback" not in last_line(first)
    assert course.site() == before
    return last_line(first)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("print(1)\n1 / 0", "ZeroDivisionError: division by zero"),
        ("if True print(1)", "SyntaxError"),
        ("import os; os._exit(3)", "died"),
        ("import missing_module", "No module named 'missing_module'"),
    ],
)
def test_a_cell_that_fails(course: Miniature, source: str, words: str) -> None:
    course.cell(source)
    sentence = fails_twice(course)
    assert "docs/page.md:8 (code cell 1)" in sentence
    assert words in sentence
    course.cell(DOUBLE)


def test_a_file_of_the_package_that_is_no_python(course: Miniature) -> None:
    good = (course.root / "minitorch/operators.py").read_text()
    course.write("minitorch/operators.py", "def double(x)\n    return 2 * x\n")
    sentence = fails_twice(course)
    assert "minitorch/operators.py:1: SyntaxError: expected ':'" in sentence
    assert "told above" not in sentence
    course.write("minitorch/operators.py", good)


def test_a_cell_that_takes_too_long(course: Miniature) -> None:
    conf = (course.root / "conf.py").read_text()
    course.write("conf.py", conf.replace("nb_execution_timeout = 120", TIMEOUT))
    course.cell("import time; time.sleep(100)")
    built = course.build()
    assert built.returncode == 1
    assert "docs/page.md:8 (code cell 1): it ran for more than 1 s" in last_line(built)
    course.write("conf.py", conf)
    course.cell(DOUBLE)


def test_all_failing_pages_are_reported(course: Miniature) -> None:
    course.cell("1 / 0")
    page = (course.root / "docs/page.md").read_text()
    course.write("docs/second.md", page.replace("1 / 0", "undefined_name"))
    built = course.build()
    assert "division by zero" in built.stderr
    assert "name 'undefined_name' is not defined" in built.stderr
    (course.root / "docs/second.md").unlink()
    course.cell(DOUBLE)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("See {ref}`nowhere`.", "nowhere"),
        ("See {py:class}`minitorch.Nothing`.", "minitorch.Nothing"),
        ("See [this](missing.md).", "missing.md"),
        ("![](picture.svg)", "A picture has no alt text"),
        ("<img src='x.svg'>\n", "<img src='x.svg'> has no alt text"),
    ],
)
def test_bad_markdown(course: Miniature, markdown: str, words: str) -> None:
    page = (course.root / "docs/equations.md").read_text()
    course.write("docs/picture.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    course.write("docs/equations.md", f"{page}\n{markdown}\n")
    sentence = fails_twice(course)
    assert "docs/equations.md:" in sentence
    assert words in sentence
    course.write("docs/equations.md", page)


@pytest.mark.parametrize(
    "source",
    [FIGURE, "from IPython.display import HTML\nHTML('<img src=\"x.svg\">')"],
)
def test_a_cell_whose_picture_says_nothing(course: Miniature, source: str) -> None:
    course.cell(source)
    sentence = fails_twice(course)
    assert "docs/page.md:" in sentence
    assert "of code cell 1 has no alt text" in sentence
    assert "`described()` from minitorch.plot" in sentence
    course.cell(DOUBLE)


def test_a_picture_brings_its_own_alt_text(course: Miniature) -> None:
    course.cell(PICTURE)
    built = course.build()
    assert built.returncode == 0, built.stderr
    assert 'alt="A small &amp; empty square."' in course.page()
    course.cell(DOUBLE)


def test_a_figure_of_matplotlib_is_svg_with_the_alt_text_of_its_cell(
    course: Miniature,
) -> None:
    course.cell(f'---\nmystnb:\n  image:\n    alt: "A rising line."\n---\n{FIGURE}')
    built = course.build()
    assert built.returncode == 0, built.stderr
    image = re.search(
        r'<img alt="A rising line."[^>]* src="\.\./([^"]+)"', course.page()
    )
    assert image is not None
    assert image[1].endswith(".svg")
    figure = course.site()[image[1]].decode()
    assert "#0072b2" in figure, "the first colour of the course's settings is missing"
    course.cell(DOUBLE)


def test_a_look_that_cannot_be_imported_is_named(course: Miniature) -> None:
    look = (course.root / "minitorch/plot/charts/look.py").read_text("utf-8")
    course.write("minitorch/plot/charts/look.py", "1 / 0\n")
    sentence = fails_twice(course)
    assert "minitorch/plot/charts/look.py: ZeroDivisionError" in sentence
    course.write("minitorch/plot/charts/look.py", look)


def test_same_sources_same_bytes(tmp_path: Path) -> None:
    sites = []
    for name in ("one", "another, elsewhere"):
        course = Miniature(tmp_path / name)
        course.cell(f'---\nmystnb:\n  image:\n    alt: "A line."\n---\n{FIGURE}')
        assert course.build().returncode == 0
        sites.append(course.site())
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


def test_text_printed_in_pieces_stays_together(course: Miniature) -> None:
    course.cell(
        "import time\nprint('one', end='', flush=True)\ntime.sleep(1)\nprint(' piece')"
    )
    assert course.build().returncode == 0
    assert ">one piece\n<" in course.page().replace("<span></span>", "")
    course.cell(DOUBLE)


def test_a_missing_package(course: Miniature) -> None:
    course.write("requirements.lock", "no-such-package==1.0 \\\n    --hash=sha256:0\n")
    sentence = fails_twice(course)
    assert "no-such-package 1.0 is missing from .venv" in sentence
    assert "make venv" in sentence
    course.write("requirements.lock", "")


def test_a_build_waits_for_another_one(course: Miniature) -> None:
    with (course.root / "_build/lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = subprocess.Popen(
            [sys.executable, "docs/_ext", "html"],
            cwd=course.root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        assert "Waiting for another build" in process.stdout.readline()
        time.sleep(0.5)
        assert process.poll() is None
        fcntl.flock(lock, fcntl.LOCK_UN)
        said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said


def test_a_build_folder_that_cannot_be_written(tmp_path: Path) -> None:
    course = Miniature(tmp_path)
    course.write("_build", "a file in the folder's place")
    built = course.build()
    assert built.returncode == 1
    assert "cannot write" in last_line(built)
    assert "_build" in last_line(built)


def test_ctrl_c_keeps_the_last_build(course: Miniature) -> None:
    before = course.site()
    started = course.root / "_build" / "started"
    course.cell(
        f"import pathlib, time\npathlib.Path({str(started)!r}).touch()\ntime.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "docs/_ext", "html"],
        cwd=course.root,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONHASHSEED": "0"},
        text=True,
    )
    wait_for(started)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 130, errors
    assert errors.strip() == "Stopped; _build/html is as it was."
    assert course.site() == before
    course.cell(DOUBLE)


def wait_for(path: Path, seconds: float = 300) -> None:
    """Wait until the path exists."""
    end = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert path.exists()
