"""`make` on a machine that lacks something says what to do, and makes nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
FILES = (
    "Makefile",
    "pyproject.toml",
    "requirements.lock",
    "docs/_ext/commands/make_venv.py",
)
TOOLS = ("awk", "cat", "find", "head", "make", "rm", "sh", "test", "touch")

# Runs a script as an older Python would: only what it says of itself differs.
OLD_PYTHON = """\
#!/bin/sh
test "$1" = -c && exit 1
exec "{python}" -c 'import runpy, sys
sys.version_info, sys.version = (3, 9, 1, "final", 0), "3.9.1 (old)"
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")' "$@"
"""
# Passes every question about its version, and only reports being run.
NEW_PYTHON = """\
#!/bin/sh
test "$1" = -c && exit 0
echo "new Python ran $*"
"""


class Machine:
    """A checkout, and a PATH on which there is nothing but a few tools."""

    def __init__(self, root: Path) -> None:
        self.root, self.bin = root / "checkout", root / "bin"
        self.bin.mkdir()
        for name in FILES:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(REPOSITORY / name, self.root / name)
        for tool in TOOLS:
            if path := shutil.which(tool):
                (self.bin / tool).symlink_to(path)

    def program(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text.format(python=sys.executable), encoding="utf-8")
        path.chmod(0o755)

    def make(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        # What an outer `make test` sets must not reach this one.
        outer = ("PYTHON", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
        kept = {key: value for key, value in os.environ.items() if key not in outer}
        return subprocess.run(
            ["make", *words],
            cwd=self.root,
            env=kept | {"PATH": str(self.bin)} | variables,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_plain_make_lists_every_command(machine: Machine) -> None:
    shown = machine.make()
    assert shown.returncode == 0
    for line in (REPOSITORY / "Makefile").read_text(encoding="utf-8").splitlines():
        if line.startswith(".PHONY:"):
            names = set(line.split()[1:]) - {"FORCE"}
    assert {f"make {name} " for name in names} <= {
        f"make {line.split()[1]} "
        for line in shown.stdout.splitlines()
        if line[:2] == "  "
    }


def test_no_python(machine: Machine) -> None:
    made = machine.make("html")
    assert made.returncode != 0
    assert "There is no `python3` here. Install Python 3.11 or newer" in made.stderr


def test_an_old_python(machine: Machine) -> None:
    machine.program("python3", OLD_PYTHON)
    made = machine.make("html")
    assert made.returncode != 0
    assert made.stderr.splitlines()[0] == (
        "minitorch needs Python 3.11 or newer; `python3` here is 3.9.1. "
        "Install a newer one, or name it: make html PYTHON=python3.12"
    )
    assert not (machine.root / ".venv").exists()


def test_a_newer_python_beside_the_old_one_is_used(machine: Machine) -> None:
    machine.program("python3", OLD_PYTHON)
    machine.program("python3.9", OLD_PYTHON)
    machine.program("python3.12", NEW_PYTHON)
    shown = machine.make("html").stdout
    assert shown.startswith("new Python ran")
    assert shown.endswith("docs/_ext/commands/make_venv.py --exact\n")


def test_a_python_named_by_hand_is_not_replaced(machine: Machine) -> None:
    machine.program("python3.9", OLD_PYTHON)
    machine.program("python3.12", NEW_PYTHON)
    made = machine.make("html", "PYTHON=python3.9")
    assert made.returncode != 0
    assert "`python3.9` here is 3.9.1" in made.stderr
    made = machine.make("html", PYTHON="python3.9")
    assert made.returncode != 0


def test_a_failed_installation_is_not_taken_for_a_good_one(machine: Machine) -> None:
    (machine.bin / "python3").symlink_to(sys.executable)
    made = machine.make("html", PYTHON=sys.executable, PIP_NO_INDEX="1")
    assert made.returncode != 0
    assert "Installing the packages failed; pip says why above" in made.stderr
    assert not (machine.root / ".venv" / "installed").exists()


def test_a_folder_in_which_there_can_be_no_environment(machine: Machine) -> None:
    machine.root = machine.root.rename(machine.root.with_name("a:b"))
    (machine.bin / "python3").symlink_to(sys.executable)
    made = machine.make("html", PYTHON=sys.executable)
    assert made.returncode != 0
    assert made.stderr.splitlines()[0].startswith(
        "Python makes no virtual environment in a folder whose name has a `:`: move or"
    )


@pytest.mark.parametrize("name", ["100 % über", "c#d", "e$f", "g'h", "k;l&m", "(o)"])
def test_a_folder_with_another_name(tmp_path: Path, name: str) -> None:
    """What is installed there is found again, so nothing is installed twice."""
    (tmp_path / name).mkdir()
    machine = Machine(tmp_path / name)
    python = machine.root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" "with PYTHONPATH=$PYTHONPATH"\n')
    python.chmod(0o755)
    (machine.root / ".venv" / "installed").write_text(f"{machine.root}\n")
    made = machine.make("html", PYTHONPATH="/another/minitorch")
    assert made.stderr == ""
    assert made.stdout == "docs/_ext html with PYTHONPATH=\n"


def test_one_deck_or_one_page_is_checked(machine: Machine) -> None:
    made = machine.make("check", "DECK=module1-1", "PAGE=operators")
    assert made.returncode != 0
    assert "one deck (DECK=module1-1) or at one page (PAGE=operators)" in made.stderr


def test_a_lecture_that_is_not_there_is_told_before_a_build(machine: Machine) -> None:
    for name in ("slides/index.md", "slides/one.md", "local/lectures/two.md"):
        (machine.root / name).parent.mkdir(parents=True, exist_ok=True)
        (machine.root / name).touch()
    made = machine.make("pdf", "DECK=one tow")
    assert made.returncode != 0
    assert "There is no lecture tow; there are one two." in made.stderr
    assert made.stdout == ""
    made = machine.make("pdf", "DECK=one local-two two")
    assert "lecture" not in made.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["html", "ANSWERS=open"], "ANSWERS=0 shuts the questions of `make pdf`."),
        (["pdf", "ANSWERS=open"], "expected 0 (questions shut) or 1 (open), got open."),
    ],
)
def test_the_name_of_another_setting_is_refused(
    machine: Machine, words: list[str], said: str
) -> None:
    """Questions and programs have a name each: none is taken for the other."""
    made = machine.make(*words)
    assert made.returncode != 0
    assert said in made.stderr
    assert "PROGRAMS=open" in made.stderr
    assert made.stdout == ""


def test_clean_removes_what_was_built(machine: Machine) -> None:
    (machine.root / "_build" / "html").mkdir(parents=True)
    assert machine.make("clean").returncode == 0
    assert not (machine.root / "_build").exists()
