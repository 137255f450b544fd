"""`make serve` shows what is saved; or what is wrong, and the last good page."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from miniature import DOUBLE, Miniature
from serving import PATIENCE, SERVE, Serving, processes_in, serving
from test_prune import kept

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it looks into /proc")

GLOB = "# Miniature\n\n```{toctree}\n:glob:\n\ndocs/*\n```\n"
SLOW = (
    "import pathlib, time\npathlib.Path(%r).touch()\ntime.sleep(%s)\nprint('slow', %s)"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A course that is served; a test leaves it as it was."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    course.write("index.md", GLOB)
    with serving(course) as served:
        served.line("The course: shown after")
        yield served


def test_without_any_build_the_course_is_built_first(served: Serving) -> None:
    assert "double 42" in served.get("/docs/page.html")[1]
    assert not (served.course.root / "_build" / "html").exists()


def test_a_saved_page_is_shown(served: Serving) -> None:
    before = served.state()["version"]
    served.course.cell("print('saved', 6 * 7)")
    served.line("docs/page.md: shown after")
    assert "saved 42" in served.get("/docs/page.html")[1]
    told = served.state(since=before)
    assert "docs/page.html" in told["changed"]
    assert "docs/equations.html" not in told["changed"]
    assert (told["told"], told["wrong"]) == ("", False)
    assert served.state(since=told["version"])["changed"] == []
    served.course.cell(DOUBLE)
    served.line("docs/page.md: shown after")


def test_a_mistake_is_told_until_it_is_mended(served: Serving) -> None:
    before = served.get("/docs/page.html")
    served.course.cell("1 / 0")
    served.line(
        "Not built .the last good pages are still shown.. To mend: docs/page.md:8"
    )
    told = served.state()
    assert told["wrong"]
    assert "docs/page.md:8 (code cell 1): ZeroDivisionError" in told["told"]
    assert served.get("/docs/page.html")[1].count("ZeroDivision") == 0
    served.course.cell(DOUBLE + "\n")
    served.line("docs/page.md: shown after")
    assert not served.state()["wrong"]
    assert body(served.get("/docs/page.html")[1]) == body(before[1])
    served.course.cell(DOUBLE)
    served.line("docs/page.md: shown after")


def body(page: str) -> str:
    """A page without the state that it shows, and without sums of other files.

    MyST-NB writes its style while pages are written, so the first ones lack its sum.
    """
    return re.sub(r'data-version="\d+"|\?v=\w+', "", page)


def test_a_warning_is_not_forgotten_when_another_page_is_saved(served: Serving) -> None:
    """Sphinx alone warns once, and finds nothing wrong the next time."""
    path = served.course.root / "docs/equations.md"
    good = path.read_text()
    path.write_text(good + "\nSee {ref}`nowhere`.\n")
    served.line("To mend: docs/equations.md:.*nowhere")
    served.course.cell("print('also', 43)")
    served.line("To mend: docs/equations.md:.*nowhere")
    assert "also 43" not in served.get("/docs/page.html")[1]
    path.write_text(good)
    served.shows("also 43")
    assert not served.state()["wrong"]
    served.course.cell(DOUBLE)
    served.shows("double 42")


def test_a_file_from_before_takes_the_place_of_a_bad_one(served: Serving) -> None:
    """Its time is older than the last build, and yet it is another file."""
    path = served.course.root / "docs/equations.md"
    old = path.with_name(".kept")
    path.rename(old)
    path.write_text("# Equations\n\nSee {ref}`nowhere`.\n")
    served.line("To mend: docs/equations.md:.*nowhere")
    old.rename(path)
    served.until(lambda: not served.state()["wrong"] and not served.state()["told"])
    served.shows("y = x", "/docs/equations.html")


def test_the_package_changes_every_page(served: Serving) -> None:
    served.course.write("minitorch/operators.py", "def double(x):\n    return 3 * x\n")
    served.shows("double 63")
    served.course.write("minitorch/operators.py", "def double(x):\n    return 2 * x\n")
    served.shows("double 42")
    served.until(lambda: not served.state()["told"])


def test_pages_come_and_go_and_menus_follow(served: Serving) -> None:
    served.until(lambda: not served.state()["told"])
    served.course.write("docs/extra.md", "# An extra page\n")
    served.shows("An extra page", "/docs/extra.html")
    served.shows("An extra page", "/docs/equations.html")  # its link to the next page
    (served.course.root / "docs/extra.md").unlink()
    served.until(lambda: served.get("/docs/extra.html")[0] == 404)
    served.until(lambda: "An extra page" not in served.get("/docs/equations.html")[1])
    served.until(lambda: not served.state()["told"])


def test_a_deleted_page_that_is_still_named(served: Serving) -> None:
    index = (served.course.root / "index.md").read_text()
    listed = index.replace(":glob:\n\ndocs/*", "docs/page\ndocs/equations\ndocs/new")
    served.course.write("docs/new.md", "# New\n")
    served.course.write("index.md", listed)
    served.shows("New", "/docs/new.html")
    served.until(lambda: not served.state()["told"])
    (served.course.root / "docs/new.md").unlink()
    served.line("To mend: index.md:.*docs/new")
    served.course.write("index.md", index)
    served.until(lambda: served.get("/docs/new.html")[0] == 404)
    served.until(lambda: not served.state()["told"])


def test_two_saves_during_a_build_are_one_build(served: Serving) -> None:
    started = served.course.root / "_build" / "started"
    started.unlink(missing_ok=True)
    count = len(served.printed)
    served.course.cell(SLOW % (str(started), 6, 1))
    served.until(started.exists)
    served.course.cell("print('second')")
    time.sleep(0.5)
    served.course.cell("print('third')")
    served.shows("third")

    def builds() -> int:
        return sum("shown after" in line for line in served.printed[count:])

    # The slow one, and one for what was saved meanwhile; no third one follows.
    served.until(lambda: builds() == 2)
    time.sleep(1)
    served.until(lambda: not served.state()["told"])
    assert builds() == 2
    served.course.cell(DOUBLE)
    served.shows("double 42")


def test_a_style_is_shown_and_runs_no_notebook(served: Serving) -> None:
    served.until(lambda: not served.state()["told"])
    count, conf = len(served.printed), (served.course.root / "conf.py").read_text()
    served.course.write("docs/_static/style.css", "p { color: red }")
    served.course.write("conf.py", conf + 'html_static_path = ["docs/_static"]\n')
    served.until(lambda: "red" in served.get("/_static/style.css")[1])
    served.until(lambda: not served.state()["told"])
    before = served.state()["version"]
    served.course.write("docs/_static/style.css", "p { color: blue }")
    served.until(lambda: "blue" in served.get("/_static/style.css")[1])
    served.until(lambda: not served.state()["told"])
    changed = served.state(since=before)["changed"]
    assert "_static/style.css" in changed
    assert "docs/page.html" not in changed
    assert not [line for line in served.printed[count:] if line.startswith("Ran")]
    served.course.write("conf.py", "1 / 0\n")
    served.line("To mend: .* configuration file: ZeroDivisionError: division by zero")
    served.course.write("conf.py", conf)
    served.until(lambda: not served.state()["told"])


def test_an_edited_extension_is_used(served: Serving) -> None:
    conf = (served.course.root / "conf.py").read_text()
    extension = """
def setup(app):
    app.add_config_value("word", "{}", "html")
    app.connect("source-read", say)

def say(app, name, source):
    source[0] += "\\n\\n" + app.config.word + "\\n"
"""
    served.course.write("docs/_ext/say_word.py", extension.format("First"))
    served.course.write(
        "conf.py", conf.replace('"_ext.pages"', '"_ext.say_word", "_ext.pages"')
    )
    for word, other in (("First", "Second"), ("Second", "Third")):
        served.shows(f"<p>{word}</p>")
        served.until(lambda: not served.state()["told"])
        served.course.write("docs/_ext/say_word.py", extension.format(other))
    served.shows("<p>Third</p>")
    served.until(lambda: not served.state()["told"])
    served.course.write("conf.py", conf)
    (served.course.root / "docs/_ext/say_word.py").unlink()
    served.until(lambda: "<p>Third</p>" not in served.get("/docs/page.html")[1])
    served.until(lambda: not served.state()["told"])


def test_edits_leave_nothing_behind(served: Serving) -> None:
    for number in (1, 2):
        served.course.cell(f"print('edit', {number})")
        served.shows(f"edit {number}")
    served.course.cell(DOUBLE)
    served.shows("double 42")
    served.until(lambda: not served.state()["told"])
    outputs = [name for name in kept(served.course) if "executed/" in name]
    assert len([name for name in outputs if name.endswith(".ipynb")]) == 1


def test_a_second_one_says_that_there_is_one(served: Serving) -> None:
    second = subprocess.run(
        [sys.executable, *SERVE],
        cwd=served.course.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert second.returncode == 1
    assert second.stderr.startswith("Another `make serve` of this checkout is running")


def test_the_next_time_it_starts_where_it_was(served: Serving) -> None:
    """What `make html` builds is its own, and both share the outputs of cells."""
    built = served.course.build()
    assert built.returncode == 0, built.stderr
    assert "Ran" not in built.stdout
    site = served.course.site()
    assert not [name for name in site if b"/-/reload.js" in site[name]]
    assert served.interrupt() == 0
    assert processes_in(served.course.root) == {}
    with serving(served.course) as again:
        assert "double 42" in again.get("/docs/page.html")[1]
        again.line("The course: shown after")
        assert not [line for line in again.printed if line.startswith("Ran")]
    assert served.course.site() == site


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_ends_while_a_cell_runs(
    tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    course = Miniature(tmp_path_factory.mktemp("ended"))
    started = course.root / "_build" / "started"
    course.cell(SLOW % (str(started), 600, 1))
    with serving(course) as served:
        served.until(started.exists)
        assert len(processes_in(course.root)) >= 3
        os.kill(served.process.pid, number)
        served.process.wait(PATIENCE)
        served.until(lambda: processes_in(course.root) == {})
        assert "Traceback" not in "".join(served.printed)
