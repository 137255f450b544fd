"""How fast is the scalar engine? Part of `make bench`: micrograd, PyTorch, autograd.

Forward and backward of one small network, as processor time. The engines take turns for
several rounds, so that a machine that grows slower does so for all of them; what counts
are the ratios of the medians. Then instructions and bytes a node, and imports.
"""

import importlib.util
import statistics
import sys

from report import (
    Aim,
    Figures,
    NotMeasured,
    in_turns,
    number,
    progress,
    run_json,
    table,
)
from tricks import LADDER

TITLES = {
    "minitorch": "minitorch",
    "paused": "... collector paused",
    "fused": "... and neurons fused",
    "replay": "... traced and replayed",
    "micrograd": "micrograd",
    "torch": "PyTorch, 0-d float64",
    "autograd": "autograd",
}
# Those that are not ours, and so may be missing here.
PEERS = ("micrograd", "torch", "autograd")
# Below valgrind a program takes some 50 times as long, and PyTorch loads much.
COUNTED = ("minitorch", "paused", "fused", "replay", "micrograd")
OFF, SHIPPED = "collector off", "collector on"
MODES = (OFF, SHIPPED)
TRACE = """
import json, time
import minitorch.faster.replay
from engine import ENGINES
start = time.perf_counter()
ENGINES["replay"]()
print(json.dumps(time.perf_counter() - start))
"""
# A million Functions computed, differentiated and freed: in chains of both lengths.
CHAINS = """
import json, time
from minitorch import Scalar, collector_paused

def chain(length):
    x = result = Scalar(1.0)
    for _ in range(length):
        result = result + 1.0
    result.backward()
    assert (x.derivative, result.data) == (1.0, 1.0 + length)

def seconds(length):
    start = time.process_time()
    with collector_paused():
        for _ in range(1_000_000 // length):
            chain(length)
    return time.process_time() - start

print(json.dumps(seconds(1_000_000) / seconds(1000)))
"""


def check_same(results: dict[str, Figures]) -> None:
    """Stop where two engines did not compute the same.

    Raises:
        NotMeasured: with what each of them computed.
    """
    ours = results["minitorch"]
    for name, figures in results.items():
        for key in ("loss", "derivative"):
            if not abs(figures[key] - ours[key]) <= 1e-9 * max(1.0, abs(ours[key])):
                raise NotMeasured(
                    f"The {key} differs: minitorch {ours[key]}, {name} "
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


def measure(rounds: int, epochs: int) -> Figures:
    """All figures of this part, and the peers that are missing."""
    missing = [name for name in PEERS if importlib.util.find_spec(name) is None]
    names = [name for name in TITLES if name not in missing]
    titles = {name: TITLES[name] for name in names} | {name: name for name in LADDER}
    found = in_turns("engine.py", titles, rounds, epochs, *MODES)
    check_same(found)
    summarise(found)
    engines = {name: found[name] for name in names}
    progress("seconds to trace")
    trace = run_json(sys.executable, "-c", TRACE)
    progress("long chains")
    deep = run_json(sys.executable, "-c", CHAINS)
    progress("instructions a node")
    counted = [name for name in names if name in COUNTED]
    for name, count in run_json(sys.executable, "callgrind.py", *counted).items():
        engines[name]["instructions"] = count
    progress("imports")
    imports = run_json(sys.executable, "imports.py")
    progress("")
    figures = {
        "rounds": rounds,
        "epochs": epochs,
        "engines": engines,
        "ladder": {name: found[name] for name in LADDER},
        "trace": trace,
        "deep": deep,
        "imports": imports,
        "missing": missing,
    }
    return figures | {"aims": [aim.row() for aim in aims(figures)]}


def aims(figures: Figures) -> list[Aim]:
    """What was aimed at, as far as the peers are here."""
    engines, imports = figures["engines"], figures["imports"]
    found = []
    if "micrograd" in engines:
        shipped = engines["micrograd"][f"median, {SHIPPED}"]

        def faster(name: str) -> float:
            return float(shipped / engines[name][f"median, {SHIPPED}"])

        off = engines["micrograd"][f"ratio, {OFF}"]
        found += [
            Aim("micrograd as shipped, times ours as shipped", faster("minitorch"), 6),
            Aim("micrograd with the collector off, times ours", off, 1.2),
            Aim("micrograd as shipped, times paused and fused", faster("fused"), 30),
            Aim("micrograd as shipped, times replay", faster("replay"), 200),
        ]
    size = engines["minitorch"]["bytes"]
    found.append(Aim("a node takes", size, 300, True, " bytes"))
    deep = "a node in a chain of 1,000,000, times one in a chain of 1,000"
    found.append(Aim(deep, figures["deep"], 2, True))
    if "minitorch.scalar" in imports:
        added = 1000 * (imports["minitorch.scalar"] - imports["python"])
        what = "importing scalars, without numpy, takes beyond bare Python's start"
        found.append(Aim(what, added, 10, True, " ms"))
    return found


def text(figures: Figures) -> str:
    """The figures as a person reads them."""
    head = ["", "off, ms", "times", "shipped, ms", "times", "bytes", "instructions"]
    rows = []
    for name, engine in (figures["engines"] | figures["ladder"]).items():
        row = [f"{TITLES.get(name, name)} {engine.get('version', '')}".strip()]
        for mode in MODES:
            row.append(number(engine[f"median, {mode}"] * 1000))
            row.append(number(engine[f"ratio, {mode}"]))
        row += [number(engine[k]) if k in engine else "" for k in ("bytes", head[-1])]
        rows.append(row)
    nodes = figures["engines"]["minitorch"]["nodes"]
    bare = figures["imports"]["python"]
    imports = [
        [name, number(1000 * (seconds - bare))]
        for name, seconds in figures["imports"].items()
        if name != "python"
    ]
    return "\n".join(
        [
            "Forward and backward of a 2-16-16-1 network on 100 points, one graph of",
            f"{nodes:,} nodes; processor time, median of {figures['rounds']} rounds of",
            f"{figures['epochs']} epochs with Python's garbage collector off and as",
            "shipped, and times minitorch's. Bytes and instructions are those a node.",
            "",
            table(head, rows),
            "",
            f"Tracing took {1000 * figures['trace']:.1f} ms, once; it is not in above.",
            "",
            table(["import, beyond bare Python's start", "ms"], imports),
        ]
    )
