"""How fast is the engine? `make bench` compares it with micrograd, PyTorch and numpy.

Scalars: forward and backward of one small network, as processor time. The engines take
turns for several rounds, so that a machine that grows slower does so for all of them;
what counts are the ratios of the medians. Tensors: see tensor_run.py.
"""

import argparse
import datetime
import importlib.util
import json
import os
import platform
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tensor_run

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
KEPT = ROOT / "docs" / "module2" / "last_run.json"
TITLES = {
    "minitorch": "minitorch",
    "micrograd": "micrograd",
    "torch": "PyTorch",
}
MODES = ("collector off", "collector on")

# What the engine aims at, with the collector off: how many times as long others take.
AIMS = {"micrograd": 2.0, "torch": 8.0}
AIM_BYTES = 240
AIM_LIVE = 6_500_000  # bytes for the first Run of a live cell

Figures = dict[str, Any]


def run_engine(name: str, epochs: int) -> Figures:
    """One engine's figures, from a process of its own with one thread."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    process = subprocess.run(
        [sys.executable, str(HERE / "engine.py"), name, str(epochs)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if process.returncode:
        sys.exit(f"{TITLES[name]} stopped with an error; the reason stands above.")
    figures: Figures = json.loads(process.stdout)
    return figures


def run_rounds(names: list[str], rounds: int, epochs: int) -> dict[str, Figures]:
    """The figures of all engines; the times of all rounds in one list for each mode."""
    results: dict[str, Figures] = {}
    for i in range(rounds):
        for name in names:
            progress(f"round {i + 1} of {rounds}: {TITLES[name]}")
            figures = run_engine(name, epochs)
            if name in results:
                for mode in MODES:
                    results[name][mode] += figures[mode]
            else:
                results[name] = figures
    progress("")
    return results


def progress(text: str) -> None:
    """Show what is going on, on one line, to a person at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def check_same(results: dict[str, Figures]) -> None:
    """Stop where two engines did not compute the same."""
    ours = results["minitorch"]
    for name, figures in results.items():
        for key in ("loss", "derivative"):
            if abs(figures[key] - ours[key]) > 1e-9 * max(1.0, abs(ours[key])):
                sys.exit(
                    f"The {key} differs: minitorch {ours[key]}, {TITLES[name]} "
                    f"{figures[key]}. Times of different computations say nothing."
                )


def summarise(results: dict[str, Figures]) -> None:
    """Put the medians, and their ratios to the engine's own, beside the times."""
    for figures in results.values():
        for mode in MODES:
            figures[f"median, {mode}"] = statistics.median(figures[mode])
    ours = results["minitorch"]
    for figures in results.values():
        for mode in MODES:
            median = f"median, {mode}"
            figures[f"ratio, {mode}"] = figures[median] / ours[median]


def machine() -> dict[str, str]:
    """What it was measured on."""
    processor = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        processor = next(x.split(": ")[1] for x in lines if x.startswith("model name"))
    except (OSError, StopIteration):
        pass  # Not Linux, or a processor without a name.
    return {
        "processor": processor,
        "cores": str(os.cpu_count()),
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": version("numpy"),
    }


def table(results: dict[str, Figures]) -> str:
    """The figures as a person reads them."""
    head = f"{'':32}{'collector off':>20}{'collector on':>20}{'bytes a node':>16}"
    lines = [head]
    for name, figures in results.items():
        title = f"{TITLES[name]} {figures.get('version', '')}".strip()
        title += ", 0-d float64" if name == "torch" else ""
        line = f"{title:32}"
        for mode in MODES:
            line += f"{figures[f'median, {mode}'] * 1000:9.0f} ms"
            line += f"{figures[f'ratio, {mode}']:8.2f}"
        if "bytes" in figures:
            line += f"{figures['bytes']:16.0f}"
        lines.append(line)
    return "\n".join(lines)


def aims(results: dict[str, Figures]) -> list[str]:
    """A sentence for each aim, and whether it was reached."""
    sentences = []
    for name, aim in AIMS.items():
        if name in results:
            ratio = results[name]["ratio, collector off"]
            sentences.append(
                f"{TITLES[name]} takes {ratio:.1f} times as long; the aim is at least "
                f"{aim:.0f}: {'reached' if ratio >= aim else 'MISSED'}."
            )
    size = results["minitorch"]["bytes"]
    sentences.append(
        f"A node takes {size:.0f} bytes; the aim is at most {AIM_BYTES}: "
        f"{'reached' if size <= AIM_BYTES else 'MISSED'}."
    )
    return sentences


def bench_scalars(names: list[str], rounds: int, epochs: int) -> dict[str, Figures]:
    """Measure the engines on scalars, and print what came out."""
    results = run_rounds(names, rounds, epochs)
    check_same(results)
    summarise(results)
    print(
        "Scalars: forward and backward of a 2-16-16-1 network on 100 points, one graph"
    )
    print(f"of {results['minitorch']['nodes']:,} nodes; processor time, median of")
    print(f"{rounds} rounds of {epochs} epochs, and times minitorch's.\n")
    print(table(results), "", *aims(results), "", sep="\n")
    return results


def bench_tensors(torch: bool, rounds: int) -> dict[str, Any]:
    """Measure tensors beside numpy, PyTorch and the loops, and print what came out."""
    names = ["minitorch", "numpy", *(["torch"] if torch else [])]
    results = tensor_run.measure(names, rounds, progress)
    progress("")
    print(
        f"Tensors: minitorch's time, median of {rounds} rounds, and how many times as"
    )
    print("long the others take.\n")
    print(tensor_run.table(results))
    if torch:
        print(*tensor_run.aims(results), "", sep="\n")
    return results


def bench_live() -> Figures | None:
    """Measure the first Run of a cell in a browser, and print what came out."""
    progress("live cells, in a browser")
    python = ROOT / ".venv" / "bin" / "python"
    process = subprocess.run(
        [str(python), str(HERE / "live.py")],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    progress("")
    if process.returncode:
        print("Live cells were not measured; the reason stands above.\n")
        return None
    live: Figures = json.loads(process.stdout)
    ratio, size = live["first run, times bare Pyodide"], live["first run, bytes"]
    loaded = live["live cells before the first run, bytes"]
    print(f"Live cells: median of {live['rounds']} rounds in Chromium\n")
    print(f"the first Run takes {ratio:.2f} times as long as bare Pyodide's start")
    print(f"({live['first run']:.1f} s here, a second one {live['second run']:.2f} s).")
    reached = "reached" if size <= AIM_LIVE else "MISSED"
    print(f"It loads {size / 1e6:.2f} MB, compressed; the aim is at most", end=" ")
    print(f"{AIM_LIVE / 1e6:.1f}: {reached}. Before it, a page loads")
    print(f"{loaded / 1e3:.1f} kB for its cells, and nothing of Python.\n")
    return live


def main() -> None:
    """Measure, print tables, and write everything to _build/bench.json."""
    parser = argparse.ArgumentParser(description="Compare the engine with others.")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each engine")
    parser.add_argument("--epochs", type=int, default=3, help="epochs in a turn")
    parser.add_argument(
        "--keep", action="store_true", help="keep the figures for the textbook's page"
    )
    options = parser.parse_args()
    if options.rounds < 1 or options.epochs < 1:
        parser.error("expected one round and one epoch at least")
    missing = [n for n in AIMS if importlib.util.find_spec(n) is None]
    names = [name for name in TITLES if name not in missing]
    scalars = bench_scalars(names, options.rounds, options.epochs)
    tensors = bench_tensors("torch" in names, min(3, options.rounds))
    live = bench_live()
    for name in missing:
        print(f"{TITLES[name]} is not installed here; `make bench` installs it.")
    where = machine()
    print(f"{where['processor']}, {where['cores']} cores; ", end="")
    print(f"{where['system']}, Python {where['python']}, numpy {where['numpy']}.")
    report = KEPT if options.keep else ROOT / "_build" / "bench.json"
    report.parent.mkdir(exist_ok=True)
    report.write_text(
        json.dumps(
            {
                "machine": where,
                "date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
                "scalars": scalars,
                "tensors": tensors,
                "live": live,
            },
            indent=1,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"All times are in {report.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
