"""How fast are tensors? Part of `make bench`: numpy, PyTorch and the reference loops.

The libraries take turns for several rounds, each in a process of its own; what counts
are the ratios of the medians within a round's kind: one number type, so many threads.
"""

import importlib.util
import statistics
import sys
from typing import Any

from report import Aim, Figures, NotMeasured, number, progress, run_json
from report import table as columns
from tensor_work import LARGE, SMALL

KINDS = [(dtype, threads) for dtype in ("float64", "float32") for threads in (1, 2)]
# At least so many times as long as minitorch should PyTorch take.
AIMS = {
    SMALL: 1.4,
    LARGE: 1.2,
    f"{LARGE}, as product and sum": 0.5,
    "sigmoid, 100,000": 0.5,
    "sigmoid, 100,000, and back": 0.5,
}
OVERHEAD = 2.0  # microseconds
NEAR_NUMPY = 1.1

Seconds = dict[str, float]
Times = dict[str, dict[str, Seconds]]


def run_library(name: str, dtype: str, threads: int) -> dict[str, Any]:
    """One library's losses and times, from a process of its own."""
    limits = {
        f"{what}_NUM_THREADS": str(threads) for what in ("OMP", "OPENBLAS", "MKL")
    }
    found: Figures = run_json(sys.executable, "tensor_work.py", name, dtype, **limits)
    return found


def figures(rounds: int) -> Figures:
    """All figures of this part."""
    torch = importlib.util.find_spec("torch") is not None
    times = measure(["minitorch", "numpy", *(["torch"] if torch else [])], rounds)
    progress("")
    found = {"rounds": rounds, "times": times}
    return found | {"aims": [aim.row() for aim in aims(times)]}


def measure(names: list[str], rounds: int) -> Times:
    """The median times of every library, by "float64, 1 thread" and so on."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for i in range(rounds):
        for dtype, threads in KINDS:
            for name in names:
                progress(f"round {i + 1} of {rounds}: {name}, {dtype}, {threads}")
                figures = run_library(name, dtype, threads)
                where = found.setdefault(title(dtype, threads), {})
                where.setdefault(name, []).append(figures)
    progress("reference loops")
    loops = run_library("loops", "float64", 1)
    found[title("float64", 1)]["loops"] = [loops]
    check_same(found)
    return {
        kind: {
            name: {
                work: statistics.median(run["seconds"][work] for run in runs)
                for work in runs[0]["seconds"]
            }
            for name, runs in libraries.items()
        }
        for kind, libraries in found.items()
    }


def title(dtype: str, threads: int) -> str:
    """How a kind of run is called."""
    return f"{dtype}, {threads} thread{'s' if threads > 1 else ''}"


def check_same(found: dict[str, dict[str, list[dict[str, Any]]]]) -> None:
    """Stop where two libraries did not compute the same loss.

    Raises:
        NotMeasured: with the losses.
    """
    for kind, libraries in found.items():
        near = 1e-9 if kind.startswith("float64") else 1e-4
        ours = libraries["minitorch"][0]["losses"]
        for name, runs in libraries.items():
            for work, loss in runs[0]["losses"].items():
                if abs(loss - ours[work]) > near:
                    raise NotMeasured(
                        f"The loss differs ({kind}, {work}): minitorch {ours[work]}, "
                        f"{name} {loss}. Times of different computations say nothing."
                    )


def text(found: Figures) -> str:
    """The figures as a person reads them: our time, and how many times others take."""
    parts = [f"Our time, median of {found['rounds']} rounds, and times ours.\n"]
    for kind, libraries in found["times"].items():
        others = [name for name in libraries if name != "minitorch"]
        rows = []
        for work, ours in libraries["minitorch"].items():
            times = [libraries[other].get(work) for other in others]
            ratios = [number(t / ours) if t else "" for t in times]
            rows.append([work, number(ours * 1e6), *ratios])
        parts.append(columns([kind, "minitorch, µs", *others], rows) + "\n")
    return "\n".join(parts).rstrip()


def aims(times: Times) -> list[Aim]:
    """What was aimed at, for the kind of run in which it is farthest."""
    found = []
    for work, aim in AIMS.items():
        ratios = [
            libraries["torch"][work] / libraries["minitorch"][work]
            for libraries in times.values()
            if "torch" in libraries
        ]
        if ratios:
            found.append(Aim(f"{work}: PyTorch, times ours", min(ratios), aim))
    base = times[title("float64", 1)]
    ours, bare = base["minitorch"], base["numpy"]
    over = {work: ours[work] - t for work, t in bare.items() if work.endswith(", 10")}
    near = {w: ours[w] / t for w, t in bare.items() if w.endswith(", 160,000")}
    worst, farthest = max(over, key=over.__getitem__), max(near, key=near.__getitem__)
    return [
        *found,
        Aim(
            f"{worst} elements: a Function takes beyond numpy",
            *(over[worst] * 1e6, OVERHEAD, True, " µs"),
        ),
        Aim(
            f"{farthest} elements: a Function, times bare numpy",
            *(near[farthest], NEAR_NUMPY, True),
        ),
    ]
