"""How fast are pages built? Part of `make bench`: plain MyST-NB and Jupyter Book.

The same notebooks are built in each of these ways, see site_ways.py, and then this very
course, with its warm kernels and without. What counts are ratios within one run.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from report import (
    BOOK_PYTHON,
    COURSE_PYTHON,
    Aim,
    Figures,
    number,
    progress,
    table,
    versions_in,
)
from site_ways import STEPS, build_all, build_own, look_for_fonts

# What Sphinx' start is not compared with.
NO_START = ("start", "cold")
SIZES = (5, 10, 20, 40)
PACKAGES = ("sphinx", "myst-nb", "ipykernel", "matplotlib")


def measure(sizes: Sequence[int], rounds: int, own: bool) -> Figures:
    """All figures of this part."""
    sizes = sorted(sizes)
    with TemporaryDirectory(prefix="bench-") as folder:
        look_for_fonts(Path(folder))
        built = {str(size): build_all(size, rounds, Path(folder)) for size in sizes}
    figures: Figures = {
        "rounds": rounds,
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
    start = ratio(largest, "nothing changed", "start")
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
            row += [against(found, name, step) for name in ("plain", "book", "start")]
            rows.append(row)
    head = ["", "ours, s", "MyST-NB, times", "Jupyter Book, times", "Sphinx' start"]
    lines = [table(head, rows), ""]
    if any("*" in cell for row in rows for cell in row):
        lines += ["* its pages do not show the edit", ""]
    if "own" in figures:
        own = figures["own"]
        rows = [
            [step, seconds(own["ours"], step), against(own, "one by one", step)]
            for step in STEPS
        ]
        head = ["this course", "ours, s", "one by one, times"]
        lines += [table(head, rows), ""]
    return "\n".join(lines).rstrip()


def seconds(way: Figures, step: str) -> str:
    """A step's time."""
    return f"{way['median'][step]:.1f}"


def against(found: Figures, name: str, step: str) -> str:
    """How many times ours another way takes; a star where its pages are stale."""
    if step not in found.get(name, {}).get("median", {}) or (name, step) == NO_START:
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
