"""How soon does a live cell run? Part of `make bench`: see live.py, which it runs.

The browser is driven from the course's own environment, which knows how to.
"""

from report import COURSE_PYTHON, Aim, Figures, number, progress, run_json

MOST = 6.5  # MB for the first Run of a live cell


def figures() -> Figures:
    """All figures of this part."""
    progress("live cells, in a browser")
    found: Figures = run_json(COURSE_PYTHON, "live.py")
    progress("")
    return found | {"aims": [aim.row() for aim in aims(found)]}


def aims(found: Figures) -> list[Aim]:
    """What was aimed at."""
    loaded, before = found["first run, bytes"], found["Python before it, bytes"]
    what = "loaded by the first Run of a cell, compressed"
    return [
        Aim(what, loaded / 1e6, MOST, True, " MB"),
        Aim("of Python loaded before it", before / 1e6, 0, True, " MB"),
    ]


def text(found: Figures) -> str:
    """The figures as a person reads them."""
    times, before = found["first run, times bare Pyodide"], found["before it, bytes"]
    return "\n".join(
        [
            f"Median of {found['rounds']} rounds in Chromium {found['chromium']}.",
            "",
            f"The first Run takes {found['first run']:.1f} s, {times:.2f} times as",
            f"long as bare Pyodide's start; a second one {found['second run']:.2f} s.",
            f"It loads {found['first run, bytes'] / 1e6:.2f} MB. Before it, a page has",
            f"loaded {number(before / 1000)} kB of scripts for its cells.",
        ]
    )
