"""Small changes in a right answer are noticed, but for those that change nothing.

What is in `equivalent.txt` computes the same as before; each line says why.
"""

from pathlib import Path

import pytest
from mutants import Mutant, sample

from edition.trial import tried
from work.tasks import Task, all_tasks

EACH = 14  # mutants a task
KNOWN = Path(__file__).with_name("equivalent.txt").read_text("utf-8").splitlines()
EQUIVALENT = {line.partition("  # ")[0] for line in KNOWN if line}


def label(one: Task, mutant: Mutant) -> str:
    """How a mutant is named in the list of those that change nothing."""
    return f"{one.number} {mutant.name}"


@pytest.mark.parametrize("one", all_tasks(), ids=lambda one: one.number)
def test_mutants_are_rejected(one: Task) -> None:
    mutants = [m for m in sample(one, EACH) if label(one, m) not in EQUIVALENT]
    accepted = [
        label(one, m) for m in mutants if tried(one, m.answer, first=True)["right"]
    ]
    assert len(accepted) <= 0.05 * len(mutants), accepted
    assert mutants


def test_every_line_says_why() -> None:
    assert all("  # " in line for line in KNOWN if line)
