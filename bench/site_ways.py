"""Building courses in several ways, which take turns; part of `make bench`.

The same notebooks are built in several ways, which take turns at every step: cold, with
nothing changed, after the edit of one notebook, and after an edit of the package that
all of them import. Then this course itself, with its warm kernels and without.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from report import (
    BOOK_PYTHON,
    COURSE_PYTHON,
    Figures,
    NotMeasured,
    medians,
    progress,
)
from site_files import OURS, PLAIN, Course, copy_course, shows

STEPS = ("cold", "nothing changed", "one edit", "package edit")
TURNS = {"nothing changed": 3}  # it is short, so its median is taken
# What the own course is built with: the variables of its two ways.
OWN = {"ours": {}, "one by one": {"NOTEBOOKS_AT_ONCE": "1"}}
OWN_PAGE = "docs/module1/scalars.md"

Times = dict[str, list[float]]


@dataclass
class Way:
    """One way to build a course, and what it took.

    Args:
        title: how people call it.
        command: what builds, run in the course's folder.
        conf: Sphinx' configuration.
        variables: set in the environment.
        seconds: what each step took, by the clock.
        processor: what it took of the processors, kernels included.
        stale: steps after which the pages did not show what had been changed.
        steps: those in which it takes part.
    """

    title: str
    command: Sequence[str | Path]
    conf: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    seconds: Times = field(default_factory=dict)
    processor: Times = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)
    steps: Sequence[str] = STEPS

    def build(self, folder: Path, step: str) -> None:
        """Build once; note how long it took."""
        kept = {
            k: v for k, v in os.environ.items() if k not in ("NOTEBOOKS_AT_ONCE", "CI")
        }
        own = {"PYTHONPATH": str(folder), "PYTHONHASHSEED": "0"} | self.variables
        before, start = children(), time.perf_counter()
        process = subprocess.run(
            [*map(str, self.command)],
            cwd=folder,
            env=kept | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        took = time.perf_counter() - start
        if process.returncode:
            print(process.stdout[-2000:], file=sys.stderr)
            raise NotMeasured(f"{self.title} could not build ({step}): see above.")
        self.seconds.setdefault(step, []).append(took)
        self.processor.setdefault(step, []).append(children() - before)

    def figures(self) -> Figures:
        """What is kept of it."""
        return {
            "seconds": self.seconds,
            "median": medians(self.seconds),
            "processor": medians(self.processor),
            "stale": sorted(set(self.stale)),
        }


def children() -> float:
    """The processor time of all processes that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def sphinx() -> list[str | Path]:
    """The command of Sphinx."""
    options = ["-q", "-b", "html", "-d", "_build/doctrees", ".", "_build/html"]
    return [COURSE_PYTHON, "-m", "sphinx", *options]


def ways(fonts: Path) -> dict[str, Way]:
    """Every way to build the same notebooks that there is here."""
    known = {"MPLCONFIGDIR": str(fonts)}
    found = {
        "ours": Way("ours", sphinx(), OURS),
        "plain": Way("MyST-NB", sphinx(), PLAIN, known),
        # A page without cells: what remains is Sphinx, that starts and ends.
        "start": Way("Sphinx' start", sphinx(), PLAIN, known, steps=STEPS[:2]),
    }
    if BOOK_PYTHON.exists():
        book: list[str | Path] = [
            BOOK_PYTHON.with_name("jupyter-book"),
            "build",
            "-q",
            ".",
        ]
        found["book"] = Way("Jupyter Book", book, "", known)
    return found


def look_for_fonts(folder: Path) -> None:
    """Have matplotlib look through the fonts, which it does once on a machine."""
    for python in filter(Path.exists, (COURSE_PYTHON, BOOK_PYTHON)):
        subprocess.run(
            [str(python), "-c", "import matplotlib.font_manager"],
            env=os.environ | {"MPLCONFIGDIR": str(folder)},
            capture_output=True,
            check=True,
        )


@contextmanager
def courses(names: Sequence[str], size: int) -> Iterator[dict[str, Course]]:
    """A course for each name; all are gone in the end."""
    with TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder).resolve()
        made = {n: Course(root / n, 0 if n == "start" else size) for n in names}
        for course in made.values():
            course.write()
        yield made


def change(course: Course, step: str) -> None:
    """Make the change that a step is about."""
    if step == "one edit":
        course.edit_notebook(1, 1)
    if step == "package edit":
        course.edit_package(1)


def check(course: Course, way: Way, step: str) -> None:
    """Look whether the pages show what they should, before a time counts."""
    done = STEPS.index(step)
    edit, package = int(done >= STEPS.index("one edit")), int(step == "package edit")
    # Pages that show the former package are not up to date; that is told, not hidden.
    told = [
        (f"notebook {i} edit {edit if i == 1 else 0}", f"package {package}")
        for i in range(1, course.size + 1)
    ]
    whole = [shows(course.html(i), cell) for i, (cell, _) in enumerate(told, 1)]
    if not all(whole):
        raise NotMeasured(f"{way.title} left out figures or cells ({step}).")
    if not all(shows(course.html(i), *lines) for i, lines in enumerate(told, 1)):
        way.stale.append(step)


def build_all(size: int, rounds: int, fonts: Path) -> dict[str, Way]:
    """Build so many notebooks in all ways, which take turns at every step."""
    found = ways(fonts)
    for i in range(rounds):
        with courses(list(found), size) as made:
            for name, way in found.items():
                made[name].configure(way.conf)
            share_fonts(fonts, made["ours"])
            for step in STEPS:
                progress(f"round {i + 1} of {rounds}: {size} notebooks, {step}")
                take_turns(found, made, step)
    return found


def take_turns(found: dict[str, Way], made: dict[str, Course], step: str) -> None:
    """Let every way build its course."""
    those = {name: way for name, way in found.items() if step in way.steps}
    for name in those:
        change(made[name], step)
    for _ in range(TURNS.get(step, 1)):
        for name, way in those.items():
            way.build(made[name].root, step)
    for name, way in those.items():
        check(made[name], way, step)


def share_fonts(fonts: Path, course: Course) -> None:
    """Put matplotlib's list of fonts where our builds keep it."""
    target = course.root / "_build" / "matplotlib"
    target.mkdir(parents=True)
    for path in fonts.glob("fontlist*"):
        (target / path.name).write_bytes(path.read_bytes())


# This very course


def own_changes(root: Path) -> dict[str, Callable[[], None]]:
    """What a lecturer does to this course between two builds."""

    def add(name: str, text: str) -> None:
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return {
        "one edit": lambda: add(OWN_PAGE, '\n```{code-cell}\nprint("edit")\n```\n'),
        "package edit": lambda: add("minitorch/operators.py", "\n# edit\n"),
    }


def build_own() -> dict[str, Way]:
    """Build this course, several notebooks at a time and one by one, in turns."""
    command: list[str | Path] = [COURSE_PYTHON, "docs/_ext", "html"]
    found = {name: Way(name, command, "", given) for name, given in OWN.items()}
    with TemporaryDirectory(prefix="bench-") as folder:
        for name in found:
            copy_course(Path(folder).resolve() / name)
        for step in STEPS:
            progress(f"this course, {step}")
            for name in found:
                own_changes(Path(folder, name)).get(step, lambda: None)()
            for _ in range(TURNS.get(step, 1)):
                for name, way in found.items():
                    way.build(Path(folder).resolve() / name, step)
    return found
