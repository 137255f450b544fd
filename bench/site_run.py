"""How fast are pages built? Part of `make bench`: plain MyST-NB and Jupyter Book.

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
    Aim,
    Figures,
    NotMeasured,
    medians,
    number,
    progress,
    table,
    versions_in,
)
from site_files import OURS, PLAIN, Course, copy_course, shows

STEPS = ("cold", "nothing changed", "one edit", "package edit")
TURNS = {"nothing changed": 3}  # it is short, so its median is taken
SIZES = (5, 10, 20, 40)
PACKAGES = ("sphinx", "myst-nb", "jupyter-book", "ipykernel", "matplotlib")
# What the own course is built with: the variables of its two ways.
OWN = {"ours": {}, "one by one": {"WARM_KERNELS": "0"}}
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
    """

    title: str
    command: Sequence[str | Path]
    conf: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    seconds: Times = field(default_factory=dict)
    processor: Times = field(default_factory=dict)
    stale: list[str] = field(default_factory=list)

    def build(self, folder: Path, step: str) -> None:
        """Build once; note how long it took."""
        kept = {k: v for k, v in os.environ.items() if k not in ("WARM_KERNELS", "CI")}
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
    }
    if BOOK_PYTHON.exists():
        book = [BOOK_PYTHON.with_name("jupyter-book"), "build", "-q", "."]
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
        made = {name: Course(Path(folder).resolve() / name, size) for name in names}
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
                for name, way in found.items():
                    what = f"{size} notebooks, {step}: {way.title}"
                    progress(f"round {i + 1} of {rounds}: {what}")
                    change(made[name], step)
                    for _ in range(TURNS.get(step, 1)):
                        way.build(made[name].root, step)
                    check(made[name], way, step)
    return found


def share_fonts(fonts: Path, course: Course) -> None:
    """Put matplotlib's list of fonts where our builds keep it."""
    target = course.root / "_build" / "matplotlib"
    target.mkdir(parents=True)
    for path in fonts.glob("fontlist*"):
        (target / path.name).write_bytes(path.read_bytes())


def sphinx_start(rounds: int) -> float:
    """The seconds of a Sphinx that has a page without cells, and nothing to do."""
    way = Way("Sphinx' start", sphinx(), PLAIN)
    with courses(["start"], 0) as made:
        made["start"].configure(way.conf)
        for _ in range(1 + rounds):
            way.build(made["start"].root, "nothing changed")
    return medians({"": way.seconds["nothing changed"][1:]})[""]


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
    """Build this course, warm and in the ordinary way, in turns."""
    command = [COURSE_PYTHON, "docs/_ext/build_site.py"]
    found = {name: Way(name, command, "", given) for name, given in OWN.items()}
    with TemporaryDirectory(prefix="bench-") as folder:
        for name in found:
            copy_course(Path(folder).resolve() / name)
        for step in STEPS:
            for name, way in found.items():
                progress(f"this course, {step}: {name}")
                root = Path(folder).resolve() / name
                own_changes(root).get(step, lambda: None)()
                for _ in range(TURNS.get(step, 1)):
                    way.build(root, step)
    return found


# What came out


def measure(sizes: Sequence[int], rounds: int, own: bool) -> Figures:
    """All figures of this part."""
    sizes = sorted(sizes)
    with TemporaryDirectory(prefix="bench-") as folder:
        look_for_fonts(Path(folder))
        built = {str(size): build_all(size, rounds, Path(folder)) for size in sizes}
    progress("Sphinx' start")
    start = sphinx_start(max(3, rounds))
    figures: Figures = {
        "rounds": rounds,
        "start": start,
        "notebooks": {
            size: {name: way.figures() for name, way in found.items()}
            for size, found in built.items()
        },
    }
    if own:
        figures["own"] = {name: way.figures() for name, way in build_own().items()}
    progress("")
    figures["aims"] = [aim.row() for aim in aims(figures)]
    return figures


def ratio(figures: Figures, step: str, base: str = "plain") -> float:
    """How many times the base's time our way takes."""
    ours: float = figures["ours"]["median"][step]
    return ours / float(figures[base]["median"][step])


def aims(figures: Figures) -> list[Aim]:
    """What was aimed at for the largest number of notebooks."""
    size, largest = max(figures["notebooks"].items(), key=lambda item: int(item[0]))
    many = f"{size} notebooks"
    start = largest["ours"]["median"]["nothing changed"] / figures["start"]
    return [
        Aim(f"{many} cold, of MyST-NB's time", ratio(largest, "cold"), 1 / 8, True),
        Aim(
            f"{many}, one edited, of MyST-NB's time",
            *(ratio(largest, "one edit"), 1 / 2, True),
        ),
        Aim(f"{many}, nothing changed, of Sphinx' own start", start, 1.2, True),
    ]


def text(figures: Figures) -> str:
    """The figures as a person reads them."""
    rows = []
    for size, found in figures["notebooks"].items():
        for step in STEPS:
            row = [f"{size} notebooks, {step}", seconds(found["ours"], step)]
            row += [against(found, name, step) for name in ("plain", "book")]
            rows.append(row)
    head = ["", "ours, s", "MyST-NB, times", "Jupyter Book, times"]
    lines = [table(head, rows), "", "* its pages do not show the edit", ""]
    if "own" in figures:
        own = figures["own"]
        rows = [
            [step, seconds(own["ours"], step), against(own, "one by one", step)]
            for step in STEPS
        ]
        head = ["this course", "ours, s", "WARM_KERNELS=0, times"]
        lines += [table(head, rows), ""]
    lines.append(f"Sphinx starts, and finds nothing to do, in {figures['start']:.2f} s")
    return "\n".join(lines)


def seconds(way: Figures, step: str) -> str:
    """A step's time."""
    return f"{way['median'][step]:.1f}"


def against(found: Figures, name: str, step: str) -> str:
    """How many times ours another way takes; a star where its pages are stale."""
    if name not in found:
        return ""
    star = "*" if step in found[name]["stale"] else ""
    return number(1 / ratio(found, step, name)) + star


def versions() -> dict[str, str]:
    """What it was measured with."""
    names = {"sphinx": "Sphinx", "myst-nb": "MyST-NB", "jupyter-book": "Jupyter Book"}
    found = versions_in(COURSE_PYTHON, PACKAGES)
    if BOOK_PYTHON.exists():
        book = versions_in(BOOK_PYTHON, ("jupyter-book", "sphinx"))
        found["jupyter-book"] = f"{book['jupyter-book']} with Sphinx {book['sphinx']}"
    return {names.get(name, name): version for name, version in found.items()}
