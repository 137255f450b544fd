"""Is what the course says about speed true? `make bench` measures it on your machine.

Parts: site (how fast this course is built), scalar, gpt and tensor (the engine beside
others), live (the first Run of a cell in a browser), weights (what pages weigh). Prints
a table and what was aimed at, and writes everything to one JSON file. All together take
some ten minutes on two quiet cores.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import gpt_run
import live_run
import scalar_run
import site_run
import tensor_run
import weights
from report import ROOT, Aim, Figures, NotMeasured, about, progress

KEPT = ROOT / "docs" / "benchmarks.json"
LAST = ROOT / "_build" / "bench.json"
BUSY = 0.1  # of all processors; more than that is told
SITE = ROOT / "_build" / "html"


@dataclass(frozen=True)
class Part:
    """One part of the measurement.

    Args:
        title: what stands above its table.
        measure: returns its figures, its aims among them.
        text: its table.
        versions: what it was measured with.
    """

    title: str
    measure: Callable[[argparse.Namespace], Figures]
    text: Callable[[Figures], str]
    versions: Callable[[], dict[str, str]]


def installed(*names: str) -> dict[str, str]:
    """The versions of the packages that are here."""
    titles = {"torch": "PyTorch"}
    here = [name for name in names if importlib.util.find_spec(name)]
    return {titles.get(name, name): version(name) for name in here}


def built() -> Path:
    """The built site.

    Raises:
        NotMeasured: if there is none.
    """
    if not (SITE / "index.html").is_file():
        raise NotMeasured("There is no site to look at: run `make html` first.")
    return SITE


def measure_live() -> Figures:
    """The first Run of a cell."""
    built()
    return live_run.figures()


PARTS = {
    "site": Part(
        "Building pages",
        lambda _: site_run.measure(),
        site_run.text,
        site_run.versions,
    ),
    "scalar": Part(
        "Scalars",
        lambda options: scalar_run.measure(options.rounds, options.epochs),
        scalar_run.text,
        lambda: installed("micrograd", "torch", "autograd"),
    ),
    "gpt": Part(
        "A GPT",
        lambda options: gpt_run.measure(options.rounds, options.epochs),
        gpt_run.text,
        lambda: installed("numpy", "torch"),
    ),
    "tensor": Part(
        "Tensors",
        lambda options: tensor_run.figures(min(3, options.rounds)),
        tensor_run.text,
        lambda: installed("numpy", "torch"),
    ),
    "live": Part("Live cells", lambda _: measure_live(), live_run.text, dict),
    "weights": Part("Weights", lambda _: weights.measure(built()), weights.text, dict),
}


def run(name: str, options: argparse.Namespace) -> Figures | None:
    """Measure one part, print it, and return what is kept; None if that failed."""
    part = PARTS[name]
    print(f"\n{part.title}\n{'=' * len(part.title)}\n", flush=True)
    try:
        where = about(**part.versions())
        figures = part.measure(options)
    except NotMeasured as error:
        progress("")
        print(f"Not measured: {error}")
        return None
    print(part.text(figures))
    if figures.get("aims"):
        print("", *map(sentence, figures["aims"]), sep="\n", flush=True)
    return {"about": where} | figures


def sentence(row: Figures) -> str:
    """An aim that was kept, as a sentence."""
    known = {key: value for key, value in row.items() if key != "reached"}
    return str(Aim(**known))


def keep(path: Path, name: str, figures: Figures) -> None:
    """Put one part into a file; the other parts that are in it stay."""
    try:
        known: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    known[name] = rounded(figures)
    path.parent.mkdir(exist_ok=True)
    in_order = {part: known[part] for part in PARTS if part in known}
    path.write_text(json.dumps(in_order, indent=1) + "\n", encoding="utf-8")


def rounded(value: Any) -> Any:
    """The same with six digits in each number, which is more than a stopwatch knows.

    >>> rounded({"seconds": [0.060562608000000002], "nodes": 64938})
    {'seconds': [0.0605626], 'nodes': 64938}
    """
    match value:
        case float():
            return float(f"{value:.6g}")
        case dict():
            return {key: rounded(one) for key, one in value.items()}
        case list():
            return [rounded(one) for one in value]
    return value


def read_options(arguments: list[str]) -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help=f"what to measure: {', '.join(PARTS)}; default all, some ten minutes",
    )
    add = parser.add_argument
    add("--rounds", type=int, default=5, help="turns of each engine")
    add("--epochs", type=int, default=3, help="epochs or steps in a turn")
    add("--keep", action="store_true", help="keep the figures for the textbook's page")
    options = parser.parse_args(arguments)
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        known = ", ".join(PARTS)
        parser.error(f"expected parts among {known}, got {', '.join(unknown)}")
    if min(options.rounds, options.epochs) < 1:
        parser.error("expected at least one round and one epoch")
    return options


def main() -> int:
    """Measure, print tables, and write one JSON file."""
    options = read_options(sys.argv[1:])
    where = about()
    if (where["busy"] or 0) > BUSY:
        print(f"Something else uses {where['busy']:.0%} of this machine's processors,")
        print("so ratios may be off: measure again when it is quiet.")
    path, failed = KEPT if options.keep else LAST, False
    for name in options.parts or PARTS:
        figures = run(name, options)
        if figures:
            keep(path, name, figures)  # at once, so that Ctrl-C loses one part at most
        failed |= not figures
    print(
        f"\n{where['processor']}, {where['cores']} cores; {where['system']}, ", end=""
    )
    print(f"Python {where['versions']['Python']}.")
    print(f"All figures are in {path.relative_to(ROOT)}.")
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped; the parts that were done are kept.")
