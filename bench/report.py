"""What every part of `make bench` needs: aims, machines, and running a script."""

import datetime
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
COURSE_PYTHON = ROOT / ".venv" / "bin" / "python"

Figures = dict[str, Any]


class NotMeasured(Exception):
    """Something could not be measured; the message is a sentence that says why."""


@dataclass(frozen=True)
class Aim:
    """A number that was measured, and what it should be.

    Args:
        what: what was measured, in words that end before the number.
        value: the number.
        limit: what it should be at least, or at most.
        at_most: whether the limit is one from above.
        unit: what stands behind both numbers.

    >>> print(Aim("micrograd, times minitorch", 9.314, 10))
    micrograd, times minitorch: 9.31; the aim is at least 10: MISSED.
    >>> print(Aim("a node", 192.3, 200, at_most=True, unit=" bytes"))
    a node: 192 bytes; the aim is at most 200 bytes: reached.
    """

    what: str
    value: float
    limit: float
    at_most: bool = False
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Whether the number is on the right side of the limit."""
        if self.at_most:
            return self.value <= self.limit
        return self.value >= self.limit

    def __str__(self) -> str:
        """The aim as a sentence."""
        bound = "at most" if self.at_most else "at least"
        value, limit = (f"{number(n)}{self.unit}" for n in (self.value, self.limit))
        said = "reached" if self.reached else "MISSED"
        return f"{self.what}: {value}; the aim is {bound} {limit}: {said}."

    def row(self) -> Figures:
        """The aim as it is kept."""
        return asdict(self) | {"reached": self.reached}


def number(value: float) -> str:
    """A number with three digits, or with all that it has before the point.

    >>> number(0.12345), number(43.21), number(205.3), number(17160.2)
    ('0.123', '43.2', '205', '17,160')
    """
    return f"{value:,.0f}" if abs(value) >= 999.5 else f"{value:.3g}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as they need to be, numbers at the right.

    >>> print(table(["", "ms"], [["minitorch", "60"], ["micrograd", "150"]]))
                ms
    minitorch   60
    micrograd  150
    """
    lines = [list(head), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def progress(text: str) -> None:
    """Show what is going on, on one line, to a person at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def run_json(python: str | Path, *command: str, **variables: str) -> Any:
    """What a script of this folder prints as JSON, from a process of its own.

    Args:
        python: which Python runs it.
        command: the script's name, or -c and a program; and what it is told.
        variables: set in its environment.

    Raises:
        NotMeasured: if it fails; it has said why.
    """
    path = os.pathsep.join([str(ROOT), str(HERE)])
    process = subprocess.run(
        [str(python), *command],
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": path} | variables,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if process.returncode:
        told = " ".join(command[: 2 if command[0] != "-c" else 1])
        raise NotMeasured(f"`python {told}` stopped with an error: see above.")
    return json.loads(process.stdout)


def in_turns(
    script: str, titles: Mapping[str, str], rounds: int, count: int, *lists: str
) -> dict[str, Figures]:
    """The figures of several engines, each of which is run once in every round.

    Args:
        script: what prints an engine's figures, told its name and a count.
        titles: the engines, and how people call them.
        rounds: how many there are.
        count: how often each engine does its work in a round.
        lists: of which figures those of all rounds are put into one list.
    """
    found: dict[str, Figures] = {}
    for i in range(rounds):
        for name, title in titles.items():
            progress(f"round {i + 1} of {rounds}: {title}")
            told = (sys.executable, script, name, str(count))
            figures = run_json(*told, OMP_NUM_THREADS="1")
            before = found.setdefault(name, figures)
            if before is not figures:
                for key in lists:
                    before[key] += figures[key]
    return found


def versions_in(python: Path, names: Sequence[str]) -> dict[str, str]:
    """The versions of those packages that an environment has."""
    code = (
        "import importlib.metadata as m, json, sys\n"
        "known = {d.name.lower(): d.version for d in m.distributions()}\n"
        "print(json.dumps({n: known[n] for n in sys.argv[1:] if n in known}))"
    )
    process = subprocess.run(
        [str(python), "-c", code, *names], capture_output=True, text=True, check=True
    )
    found: dict[str, str] = json.loads(process.stdout)
    return found


def about(**versions: str) -> Figures:
    """Where and when a part is measured, and with what: asked before it begins."""
    return {
        "date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "busy": busy(),
        "versions": {"Python": platform.python_version()} | versions,
    }


def busy(seconds: float = 2.0) -> float | None:
    """The share of all processors that others use while we wait, if Linux tells."""

    def times() -> tuple[int, int]:
        first = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0]
        numbers = [int(word) for word in first.split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]  # idle, and waiting for a disk

    try:
        before, idle_before = times()
        time.sleep(seconds)
        after, idle_after = times()
    except (OSError, ValueError, IndexError):
        return None
    return round(1 - (idle_after - idle_before) / max(1, after - before), 3)


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(x.split(": ")[1] for x in lines if x.startswith("model name"))
    except (OSError, StopIteration):  # not Linux, or a processor without a name
        return platform.processor() or platform.machine()
