"""`make bench`: the notebooks that are built, and when a build counts."""

import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from report import NotMeasured
from site_files import Course, copy_course, notebook, shows
from site_ways import Way, change, check, own_changes

CELL = re.compile(r"^```\{code-cell\}\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
FIGURE = '<img alt="x" src="x.svg">'


def cells(number: int, edit: int = 0) -> list[str]:
    return CELL.findall(notebook(number, edit))


def test_a_notebook_has_seven_cells_and_three_figures() -> None:
    assert len(cells(1)) == 7
    assert sum("plt.show()" in cell for cell in cells(1)) == 3


def test_its_cells_run(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib").use("agg")
    values: dict[str, object] = {}
    for cell in cells(3, 1):
        exec(cell, values)
    printed = capsys.readouterr().out
    assert "package 0\nnotebook 3 edit 1\n" in printed


def test_no_two_notebooks_are_the_same_to_a_cache() -> None:
    assert len({tuple(cells(number)) for number in range(1, 41)}) == 40


def test_an_edit_changes_one_cell() -> None:
    pairs = zip(cells(1, 0), cells(1, 1), strict=True)
    assert [before == after for before, after in pairs] == [True] * 6 + [False]


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course(tmp_path / "course", 2)
    made.write()
    return made


def built(
    course: Course, number: int, edit: int, package: int, figures: int = 3
) -> None:
    path = course.root / f"_build/html/{course.page(number)}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = f"package {package}\nnotebook {number} edit {edit}"
    path.write_text(lines + FIGURE * figures, encoding="utf-8")


def test_a_course_has_all_that_each_way_to_build_needs(course: Course) -> None:
    for name in ("index.md", "_toc.yml", "_config.yml", "docs/_ext/notebooks/run.py"):
        assert (course.root / name).is_file()
    index = (course.root / "index.md").read_text(encoding="utf-8")
    toc = (course.root / "_toc.yml").read_text(encoding="utf-8")
    for number in (1, 2):
        assert (course.root / f"{course.page(number)}.md").is_file()
        assert course.page(number) in index
        assert course.page(number) in toc


def test_steps_change_what_they_are_called_after(course: Course) -> None:
    change(course, "nothing changed")
    page, module = course.root / f"{course.page(1)}.md", "minitorch/operators.py"
    before = (course.root / module).read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == notebook(1, 0)
    change(course, "one edit")
    assert page.read_text(encoding="utf-8") == notebook(1, 1)
    change(course, "package edit")
    values: dict[str, object] = {"__name__": "operators"}
    after = (course.root / module).read_text(encoding="utf-8")
    assert after.startswith(before)
    exec(compile(after.removeprefix(before), "edit", "exec"), values)
    assert values["EDIT"] == 1


def test_a_page_without_its_figures_does_not_count(course: Course) -> None:
    built(course, 1, 0, 0)
    built(course, 2, 0, 0, figures=2)
    with pytest.raises(NotMeasured, match="left out figures"):
        check(course, Way("any", []), "cold")


def test_an_edit_that_is_not_shown_does_not_count(course: Course) -> None:
    for number in (1, 2):
        built(course, number, 0, 0)
    check(course, Way("any", []), "nothing changed")
    with pytest.raises(NotMeasured, match="one edit"):
        check(course, Way("any", []), "one edit")


@pytest.mark.parametrize(("package", "stale"), [(0, ["package edit"]), (1, [])])
def test_pages_that_show_the_former_package_are_stale(
    course: Course, package: int, stale: list[str]
) -> None:
    built(course, 1, 1, package)
    built(course, 2, 0, 1)
    way = Way("any", [])
    check(course, way, "package edit")
    assert way.stale == stale


def test_lines_and_figures_must_both_be_there() -> None:
    assert shows(FIGURE * 3 + "a b", "a", "b")
    assert not shows(FIGURE * 3 + "a", "a", "b")
    assert not shows(FIGURE * 2 + "a", "a")


def test_the_copy_of_this_course_can_be_edited(tmp_path: Path) -> None:
    copy_course(tmp_path)
    assert not (tmp_path / "_build").exists()
    before = (tmp_path / "minitorch/operators.py").read_bytes()
    for make in own_changes(tmp_path).values():
        make()
    assert (tmp_path / "minitorch/operators.py").read_bytes() != before
    assert 'print("edit")' in (tmp_path / "docs/module1/scalars.md").read_text()


def test_a_build_that_fails_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    way = Way("broken", [sys.executable, "-c", "raise SystemExit('because')"])
    with pytest.raises(NotMeasured, match="broken could not build"):
        way.build(tmp_path, "cold")
    assert "because" in capsys.readouterr().err
    assert way.seconds == {}


def test_a_build_is_timed(tmp_path: Path) -> None:
    way = Way("short", [sys.executable, "-c", "import time; time.sleep(0.2)"])
    way.build(tmp_path, "cold")
    assert way.seconds["cold"][0] >= 0.2
    assert way.figures()["median"] == {"cold": way.seconds["cold"][0]}
