"""Tasks in a small course: what a page says of them, and how fresh that is."""

import re
import shutil
import zipfile

import pytest
from miniature import CONF, REPOSITORY, Miniature

CONF_OF_TASKS = CONF.replace(
    '"_ext.pages"]', '"_ext.pages", "_ext.live", "_ext.tasks"]'
)
CONF_OF_TASKS = CONF_OF_TASKS.replace(
    'sys.path.insert(0, "docs")', 'sys.path[:0] = ["docs", "workbook"]'
)
PAGE = """\
# A task

```{task-facts} 1.4
```

```{task-cell} 1.4
```

```{task-solution} 1.4
```

{workbook-zip}`All tasks`
"""
ANSWERS = (
    "answers = {!r}\ndef setup(app):\n    app.add_config_value('answers', '', 'env')\n"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    """A course with the real engine, the real workbook and a page of one task."""
    course = Miniature(tmp_path_factory.mktemp("course"))
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("minitorch", "workbook"):
        shutil.rmtree(course.root / name, ignore_errors=True)
        shutil.copytree(REPOSITORY / name, course.root / name, ignore=ignored)
    shutil.copy(REPOSITORY / "LICENSE", course.root)
    course.write("conf.py", CONF_OF_TASKS)
    course.write("index.md", "# Miniature\n\n```{toctree}\ndocs/page\n```\n")
    (course.root / "docs/equations.md").unlink()
    course.write("docs/page.md", PAGE)
    return course


def built(course: Miniature) -> str:
    process = course.build()
    assert process.returncode == 0, process.stderr
    return course.page()


def words(html: str) -> str:
    return re.sub("<.*?>", "", html)


def test_a_page_has_holes_and_the_folded_source(course: Miniature) -> None:
    page = built(course)
    facts, cell, solution = re.split('class="task-cell|class="task-solution', page)
    assert "90 minutes" in facts
    assert "minitorch/autodiff.py" in facts
    assert words(cell).count("is not written yet") == 3
    assert "finished.append" not in words(cell)
    assert "<details" in cell[-40:] + solution[:40]
    assert "finished.append" in words(solution)


def test_the_zip_has_no_answer_and_the_same_bytes(course: Miniature) -> None:
    built(course)
    name = "_build/html/_static/minitorch-workbook.zip"
    first = (course.root / name).read_bytes()
    with zipfile.ZipFile(course.root / name) as file:
        engine = file.read("minitorch-workbook/minitorch/autodiff.py").decode()
        assert "minitorch-workbook/tests/test_task1_4.py" in file.namelist()
    assert "topological_sort is not written yet" in engine
    assert "finished.append" not in engine
    assert f'href="../{name.removeprefix("_build/html/")}"' in course.page()
    course.write("docs/page.md", f"{PAGE}\nOne more sentence.\n")
    built(course)
    assert (course.root / name).read_bytes() == first


def test_a_page_is_as_fresh_as_the_manifest_and_the_engine(course: Miniature) -> None:
    manifest, engine = "workbook/work/tasks.toml", "minitorch/autodiff.py"
    texts = {
        name: (course.root / name).read_text("utf-8") for name in (manifest, engine)
    }
    built(course)
    course.write(manifest, texts[manifest].replace("minutes = 90", "minutes = 91"))
    course.write(engine, texts[engine].replace("finished.append", "ended.append"))
    page = built(course)
    for name, text in texts.items():
        course.write(name, text)
    assert "91 minutes" in page
    assert "ended.append" in words(page)


def test_an_unknown_task_fails_the_build(course: Miniature) -> None:
    course.write("docs/page.md", PAGE.replace("{task-cell} 1.4", "{task-cell} 7.7"))
    process = course.build()
    course.write("docs/page.md", PAGE)
    assert process.returncode == 1
    assert "docs/page.md:6" in process.stderr
    assert "there is no task '7.7'" in process.stderr


@pytest.mark.parametrize("answers", ["open", "left out"])
def test_the_switch_for_answers(course: Miniature, answers: str) -> None:
    course.write("conf.py", CONF_OF_TASKS + ANSWERS.format(answers))
    page = built(course)
    course.write("conf.py", CONF_OF_TASKS)
    assert ("finished.append" in words(page)) == (answers == "open")
    assert bool(re.search('<details class="task-solution" open', page)) == (
        answers == "open"
    )
