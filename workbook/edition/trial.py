"""Checks tried on many workbooks: each in a process of its own, with a time limit."""

import json
import multiprocessing
import os
import resource
import sys
import time
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis  # noqa: F401  (known already to each process that is forked)
import numpy as np  # noqa: F401

from edition.write import answered, contents, write
from work.answers import Place
from work.run import run
from work.tasks import Task

PROCESSOR = 15  # seconds of the processor for the checks of a task
PATIENCE = 120.0  # seconds, whatever else the machine does
CONTEXT = multiprocessing.get_context("fork")


def checked(
    files: Mapping[str, bytes],
    one: Task,
    places: list[Place] | None = None,
    *,
    first: bool = False,
) -> dict[str, Any]:
    """What the checks of a task say of a workbook; `late` if they did not end.

    Args:
        files: of the workbook.
        one: the task.
        places: where the lines of an answer were put.
        first: stop at the first check that fails.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        write(folder, files)
        out = folder / "result.json"
        process = CONTEXT.Process(
            target=_check, args=(one.number, folder, places or [], first)
        )
        process.start()
        process.join(PATIENCE)
        process.kill()
        process.join()
        if not out.exists():
            return {"right": False, "late": True, "failures": []}
        found: dict[str, Any] = json.loads(out.read_text("utf-8"))
        return found


def _check(number: str, folder: Path, places: list[Place], first: bool) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    os.chdir(folder)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path[:0] = [str(folder)]
    warnings.resetwarnings()  # what the process that was forked had decided
    for module in [m for m in sys.modules if m.split(".")[0] in OURS]:
        del sys.modules[module]
    if first:
        os.environ["PYTEST_ADDOPTS"] = "-x"
    result = json.loads(run(number, folder, places).as_json())
    result["processor"] = time.process_time()
    (folder / "result.json").write_text(json.dumps(result), "utf-8")
    os._exit(0)


OURS = {"minitorch", "project", "tests", "conftest"}


@cache
def done() -> Mapping[str, bytes]:
    """The files of a workbook that is done."""
    return contents([])


def tried(one: Task, answer: str, *, first: bool = False) -> dict[str, Any]:
    """What the checks of a task say of an answer, in a workbook that is done."""
    files, places = answered(done(), one, answer)
    return checked(files, one, places, first=first)


def told(result: Mapping[str, Any]) -> str:
    """All that a student is told, in one text."""
    return json.dumps(result["failures"], ensure_ascii=False)
