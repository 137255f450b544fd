"""The price of an import: `python bench/imports.py` prints seconds as JSON.

Each is the processor time of a whole process, from start to end, since that is what a
program pays. The processes take turns, and the medians count. What an import takes is
its process's time less that of bare Python. Packages that are not there are left out.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 15
IMPORTS = {
    "python": "",
    "minitorch": "import minitorch",
    "minitorch.scalar": "import minitorch.scalar",
    "minitorch.faster.fused": "import minitorch.faster.fused",
    "minitorch.faster.replay": "import minitorch.faster.replay",
    "minitorch.tensors.tensor": "import minitorch.tensors.tensor",
    "numpy": "import numpy",
    "micrograd": "import micrograd.engine",
    "torch": "import torch",
    "autograd": "import autograd.numpy",
}
# Whose import must not bring numpy along.
LIGHT = (
    "minitorch",
    "minitorch.scalar",
    "minitorch.faster.fused",
    "minitorch.faster.replay",
)


def run(program: str) -> float:
    """The processor time of a Python that runs a program.

    Raises:
        CalledProcessError: the program stopped with an error.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    # With it each process would compile the package, which takes longer than importing.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def works(name: str) -> bool:
    """Whether an import can be measured; the first one also writes the bytecode."""
    try:
        run(IMPORTS[name])
    except subprocess.CalledProcessError:
        return False
    return True


def check_light(name: str) -> None:
    """Stop where an import that should do without numpy loads it."""
    try:
        run(f"{IMPORTS[name]}; import sys; sys.exit('numpy' in sys.modules)")
    except subprocess.CalledProcessError:
        sys.exit(f"`{IMPORTS[name]}` loads numpy, which scalars should do without.")


def main() -> None:
    """Print the median of each import that there is, bare Python's among them."""
    names = [name for name in IMPORTS if works(name)]
    for name in LIGHT:
        check_light(name)
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name in names:
            times[name].append(run(IMPORTS[name]))
    json.dump({name: statistics.median(t) for name, t in times.items()}, sys.stdout)


if __name__ == "__main__":
    main()
