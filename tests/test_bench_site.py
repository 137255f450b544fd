"""`make bench`: building this course, and when a build counts."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "bench"))

import site_run
from report import NotMeasured


@pytest.fixture
def course(tmp_path: Path) -> Path:
    try:
        site_run.copy_course(tmp_path)
    except (OSError, site_run.subprocess.CalledProcessError):
        pytest.skip("This is no checkout of git.")
    return tmp_path


def test_the_copy_has_the_sources_and_nothing_that_was_built(course: Path) -> None:
    assert (course / site_run.COMMAND[1] / "__main__.py").is_file()
    assert (course / "conf.py").is_file()
    assert not (course / "_build").exists()
    assert not (course / ".venv").exists()


@pytest.mark.parametrize("step", site_run.STEPS)
def test_a_step_changes_the_file_that_it_names_and_no_other(
    course: Path, step: str
) -> None:
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    site_run.change(course, step)
    changed = [path for path, text in before.items() if path.read_bytes() != text]
    edit = site_run.STEPS[step]
    assert changed == ([course / edit[0]] if edit else [])


def test_the_edited_package_still_runs(course: Path) -> None:
    site_run.change(course, "package edit")
    text = (course / "minitorch/operators.py").read_text(encoding="utf-8")
    compile(text, "operators.py", "exec")


def test_a_build_that_fails_says_so(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = [sys.executable, "-c", "raise SystemExit('because')"]
    monkeypatch.setattr(site_run, "COMMAND", program)
    with pytest.raises(NotMeasured, match="could not be built"):
        site_run.build(tmp_path, "cold")
    assert "because" in capsys.readouterr().err


def test_a_build_is_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = [sys.executable, "-c", "import time; time.sleep(0.2)"]
    monkeypatch.setattr(site_run, "COMMAND", program)
    seconds, processor = site_run.build(tmp_path, "cold")
    assert seconds >= 0.2
    assert 0 < processor < seconds + 0.2
