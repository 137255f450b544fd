"""A student's workbook to be tried: all tasks done, or none, and clumsy hands."""

import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from edition.write import contents, write
from work import given
from work.answers import put
from work.tasks import all_tasks

FILE = "minitorch/autodiff.py"  # of task 1.4


@cache
def holes() -> dict[str, bytes]:
    """A workbook in which nothing was written."""
    return packed(contents(all_tasks()))


@cache
def done() -> dict[str, bytes]:
    """A workbook in which everything was."""
    return packed(contents([]))


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A workbook with what tells what was given."""
    zipped = given.packed(contents(all_tasks()))
    return {**files, given.ZIP: zipped, given.VERSION: b"0123456789\n"}


def made(target: Path, files: Mapping[str, bytes]) -> Path:
    """Write a workbook into a folder."""
    write(target, files)
    return target


def answered(root: Path, answer: str) -> None:
    """Put an answer to task 1.4 into the student's file."""
    path = root / FILE
    names = ("topological_sort", "backpropagate")
    text, _ = put(answer, path.read_text("utf-8"), names, FILE)
    path.write_text(text, "utf-8")


def backpropagates(body: str) -> str:
    """An answer whose `backpropagate` has this body."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return "def backpropagate(variable, d_output=1.0, watch=None):\n" + lines


def command(
    root: Path, *words: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Do `python -m work` at the top of a workbook."""
    return subprocess.run(
        [sys.executable, "-m", "work", *words],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=60,
        check=False,
    )
