"""How fast are tensors? Part of `make bench`: numpy, PyTorch and the reference loops.

The libraries take turns for several rounds, each in a process of its own; what counts
are the ratios of the medians within a round's kind: one number type, so many threads.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

SMALL = "step of 2-10-10-1, 50 points"
LARGE = "step of 2-32-32-1, 500 points"
KINDS = [(dtype, threads) for dtype in ("float64", "float32") for threads in (1, 2)]
# At least so many times as long as minitorch should PyTorch take.
AIMS = {SMALL: 1.0, LARGE: 1 / 1.5}
OVERHEAD = 2e-6
NEAR_NUMPY = 1.1

Seconds = dict[str, float]
Kind = tuple[str, int]


def run_library(name: str, dtype: str, threads: int) -> dict[str, Any]:
    """One library's loss and times, from a process of its own."""
    limits = {
        f"{what}_NUM_THREADS": str(threads) for what in ("OMP", "OPENBLAS", "MKL")
    }
    process = subprocess.run(
        [sys.executable, str(HERE / "tensor_work.py"), name, dtype],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | limits,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if process.returncode:
        sys.exit(f"{name} stopped with an error; the reason stands above.")
    figures: dict[str, Any] = json.loads(process.stdout)
    return figures


def measure(
    names: list[str], rounds: int, progress: Callable[[str], None]
) -> dict[str, dict[str, Seconds]]:
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
    """Stop where two libraries did not compute the same loss."""
    for kind, libraries in found.items():
        near = 1e-9 if kind.startswith("float64") else 1e-4
        ours = libraries["minitorch"][0]["loss"]
        for name, runs in libraries.items():
            loss = runs[0]["loss"]
            if loss is not None and abs(loss - ours) > near:
                sys.exit(
                    f"The loss differs ({kind}): minitorch {ours}, {name} {loss}. "
                    "Times of different computations say nothing."
                )


def table(results: dict[str, dict[str, Seconds]]) -> str:
    """The figures as a person reads them: our time, and how many times others take."""
    lines = []
    for kind, libraries in results.items():
        others = [name for name in libraries if name != "minitorch"]
        lines.append(
            f"{kind:32}{'minitorch':>14}" + "".join(f"{o:>12}" for o in others)
        )
        for work, ours in libraries["minitorch"].items():
            line = f"  {work:30}{ours * 1e6:11.1f} µs"
            for other in others:
                theirs = libraries[other].get(work)
                line += f"{theirs / ours:12.2f}" if theirs else f"{'':12}"
            lines.append(line)
        lines.append("")
    return "\n".join(lines)


def aims(results: dict[str, dict[str, Seconds]]) -> list[str]:
    """A sentence for each aim, and whether it was reached."""
    sentences = []
    for work, aim in AIMS.items():
        ratios = [r["torch"][work] / r["minitorch"][work] for r in results.values()]
        sentences.append(
            f"{work}: PyTorch takes {min(ratios):.2f} to {max(ratios):.2f} times as "
            f"long; the aim is at least {aim:.2f}: {said(min(ratios) >= aim)}."
        )
    base = results[title("float64", 1)]
    ours, bare = base["minitorch"], base["numpy"]
    over = {work: ours[work] - t for work, t in bare.items() if work.endswith(", 10")}
    worst = max(over, key=lambda work: over[work])
    sentences.append(
        f"On 10 elements a Function takes {min(over.values()) * 1e6:.1f} to "
        f"{over[worst] * 1e6:.1f} µs more than numpy ({worst}); the aim is at most "
        f"{OVERHEAD * 1e6:.0f}: {said(over[worst] <= OVERHEAD)}."
    )
    near = {w: ours[w] / t for w, t in bare.items() if w.endswith(", 160,000")}
    worst = max(near, key=lambda work: near[work])
    sentences.append(
        f"On 160,000 elements it takes {min(near.values()):.2f} to {near[worst]:.2f} "
        f"times as long as bare numpy ({worst}); the aim is at most {NEAR_NUMPY}: "
        f"{said(near[worst] <= NEAR_NUMPY)}."
    )
    return sentences


def said(reached: bool) -> str:
    """Whether an aim was reached, in a word."""
    return "reached" if reached else "MISSED"
