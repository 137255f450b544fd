"""How fast is this course built? Part of `make bench`.

A copy of it is built as `make html` does it: with nothing built before, with nothing
changed, and after an edit of a page and one of the package that all pages import. What
processes use is that of all of them, kernels included.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from report import (
    COURSE_PYTHON,
    ROOT,
    Figures,
    NotMeasured,
    number,
    progress,
    table,
    versions_in,
)

COMMAND = [str(COURSE_PYTHON), "docs/_ext", "html"]
# What is done to the course before each build: the file, and what is added to it.
STEPS = {
    "cold": None,
    "nothing changed": None,
    "one edit": ("docs/module1/scalars.md", '\n```{code-cell}\nprint("edit")\n```\n'),
    "package edit": ("minitorch/operators.py", "\n# edit\n"),
}
TURNS = {"nothing changed": 3}  # it is short, so its median is taken
PACKAGES = {"sphinx": "Sphinx", "myst-nb": "MyST-NB", "ipykernel": "ipykernel"}


def measure() -> Figures:
    """The seconds of each step, by the clock and of processors."""
    figures: Figures = {"seconds": {}, "processor": {}}
    with TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder).resolve() / "course"
        copy_course(root)
        for step in STEPS:
            progress(f"this course, {step}")
            change(root, step)
            times = [build(root, step) for _ in range(TURNS.get(step, 1))]
            for kind, values in zip(figures, zip(*times)):
                figures[kind][step] = statistics.median(values)
    progress("")
    return figures


def copy_course(where: Path) -> None:
    """Copy what git knows of this course, and what it would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (where / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, where / name)


def change(root: Path, step: str) -> None:
    """Make the edit that a step is about."""
    edit = STEPS[step]
    if edit:
        with (root / edit[0]).open("a", encoding="utf-8") as file:
            file.write(edit[1])


def build(root: Path, step: str) -> tuple[float, float]:
    """Build once; return the seconds by the clock and those of processors.

    Raises:
        NotMeasured: if the build fails; what it said is shown.
    """
    before, start = children(), time.perf_counter()
    process = subprocess.run(
        COMMAND,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took = time.perf_counter() - start
    if process.returncode:
        print(process.stdout[-2000:], file=sys.stderr)
        raise NotMeasured(f"The course could not be built ({step}): see above.")
    return took, children() - before


def children() -> float:
    """The processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def text(figures: Figures) -> str:
    """The figures as a person reads them."""
    rows = [
        [step, number(seconds), number(figures["processor"][step])]
        for step, seconds in figures["seconds"].items()
    ]
    return table(["this course", "seconds", "of processors"], rows)


def versions() -> dict[str, str]:
    """What it was measured with."""
    found = versions_in(COURSE_PYTHON, list(PACKAGES))
    return {PACKAGES[name]: version for name, version in found.items()}
