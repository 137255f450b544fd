"""Instructions a node: `python bench/callgrind.py minitorch micrograd` prints JSON.

A count of instructions comes out nearly the same each time, on a busy machine too. It
is taken of processes with few and with more epochs; in the difference, what starting
Python and importing the engine cost cancels. The collector is off.

All counts are divided by the same number, that of the Variables in the graph which the
operators leave, so that engines with fewer nodes for the same network show what they
gain.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import engine

HERE = Path(__file__).resolve().parent
ENVIRONMENT = os.environ | {
    "PYTHONPATH": os.pathsep.join([str(HERE.parent), str(HERE)]),
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
}
FEW, MORE = 1, 3
PROGRAM = """
import gc, sys
import engine
made = engine.ENGINES[sys.argv[1]]()
gc.disable()
for _ in range(int(sys.argv[2])):
    engine.epoch(made)
"""


def nodes() -> int:
    """How many Variables the operators leave in an epoch."""
    process = subprocess.run(
        [sys.executable, str(HERE / "engine.py"), "minitorch", "1"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        check=True,
    )
    return int(json.loads(process.stdout)["nodes"])


def instructions(name: str, epochs: int) -> int:
    """The instructions of a process that runs an engine for some epochs."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        program = [sys.executable, "-c", PROGRAM, name, str(epochs)]
        process = subprocess.run(
            [*command, *program],
            env=ENVIRONMENT,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if process.returncode:
            sys.exit(f"{name} stopped below valgrind with an error:\n{process.stderr}")
        return total(out.read_text(encoding="utf-8"))


def total(report: str) -> int:
    """The number of instructions in what callgrind has written."""
    found = re.search(r"^(?:totals|summary): (\d+)", report, re.M)
    if found is None:
        raise ValueError("callgrind: expected a line of totals in its report, got none")
    return int(found[1])


def instructions_of_an_epoch(name: str) -> float:
    """The instructions of one epoch, without those of starting Python."""
    return (instructions(name, MORE) - instructions(name, FEW)) / (MORE - FEW)


def main(names: list[str]) -> None:
    """Print what was counted for each engine; nothing where there is no valgrind."""
    unknown = sorted(set(names) - set(engine.ENGINES))
    if unknown:
        sys.exit(f"expected engines among {', '.join(engine.ENGINES)}, got {unknown}")
    if shutil.which("valgrind") is None:
        print(
            "Instructions are not counted: there is no valgrind here.", file=sys.stderr
        )
        names = []
    count = nodes() if names else 1
    counted = {name: instructions_of_an_epoch(name) / count for name in names}
    json.dump(counted, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
