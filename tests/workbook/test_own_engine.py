"""Recorder, stepper and pictures run on the student's own program, right or wrong."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from edition.write import answered, contents, write
from work.tasks import task

# A right program that has none of the engine's own lines.
OTHER = '''
from collections import defaultdict


def topological_sort(variable):
    """Kahn's algorithm: who has no user left is next."""
    users, behind = defaultdict(int), {}
    to_look_at = [] if variable.is_constant() else [variable]
    while to_look_at:
        v = to_look_at.pop()
        if id(v) not in behind:
            behind[id(v)] = v
            for p in v.parents:
                users[id(p)] += 1
                if not p.is_constant():
                    to_look_at.append(p)
    order, free = [], [variable][: len(behind)]
    while free:
        v = free.pop()
        order.append(v)
        for p in v.parents:
            users[id(p)] -= 1
            if not users[id(p)] and not p.is_constant():
                free.append(p)
    return order


def backpropagate(variable, d_output=1.0, watch=None):
    """Mine."""
    if variable.is_constant():
        raise ValueError("a constant")
    got = defaultdict(float)
    got[variable] += variable.check_derivative(d_output, "backward")
    received = {}
    for node in topological_sort(variable):
        mine = got.pop(node)
        pairs = []
        if node.is_leaf():
            received[node] = mine
        else:
            pairs += node.chain_rule(mine)
        for node_before, part in pairs:
            if node_before.is_constant():
                continue
            got[node_before] += part
        if watch is not None:
            watch(node, mine, pairs, got)
    accumulate(received.items())
'''

WRONG_ORDER = """
from collections import deque


def topological_sort(variable):
    order, queue, seen = [], deque([variable]), {variable}
    while queue:
        v = queue.popleft()
        order.append(v)
        for a in v.parents:
            if a not in seen and not a.is_constant():
                seen.add(a)
                queue.append(a)
    return order


def backpropagate(variable, d_output=1.0, watch=None):
    sums = {variable: d_output}
    for v in topological_sort(variable):
        d = sums.pop(v, 0.0)
        shares = [] if v.is_leaf() else list(v.chain_rule(d))
        for a, share in shares:
            if not a.is_constant():
                sums[a] = sums.get(a, 0.0) + share
        if v.is_leaf():
            v.derivative = d
        if watch:
            watch(v, d, shares, sums)
"""

SHOWN = """
import json
from minitorch import Scalar
from minitorch.plot import plot_boxes
x = Scalar(2.0, name="x")
y = 3 * x
out = y + 2 * y
y.name, out.name = "y", "out"
found = {"drawn": plot_boxes("T", out).svg()}
if RUN:
    from minitorch.inspect.recording import record
    from minitorch.plot import plot_step, step_through
    recording = record(out)
    stepper = step_through("T", recording)
    found |= {
        "steps": list(map(str, recording.steps)),
        "sentences": stepper.sentences,
        "code": stepper.code,
        "lines": stepper.lines,
        "html": stepper.html(),
        "last": plot_step("T", recording, -1).alt,
        "derivative": x.derivative,
    }
print(json.dumps(found))
"""


def shown(folder: Path, files: dict[str, bytes], *, run: bool = True) -> dict[str, Any]:
    """What pictures show in a workbook."""
    write(folder / "workbook", files)
    done = subprocess.run(
        [sys.executable, "-c", SHOWN.replace("RUN", str(run))],
        cwd=folder / "workbook",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def with_answer(answer: str) -> dict[str, bytes]:
    """A workbook in which task 1.4 has this answer."""
    return answered(contents([]), task("1.4"), answer)[0]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the engine's own program shows."""
    return shown(tmp_path_factory.mktemp("engine"), contents([]))


def test_another_right_program_shows_the_same_run(
    engine: dict[str, Any], tmp_path: Path
) -> None:
    found = shown(tmp_path, with_answer(OTHER))
    for part in ("steps", "sentences", "last", "derivative", "drawn"):
        assert found[part] == engine[part]


def test_the_stepper_shows_the_lines_of_the_program_that_ran(tmp_path: Path) -> None:
    found = shown(tmp_path, with_answer(OTHER))
    code, (start, *turns) = found["code"], found["lines"]
    assert code[0] == "got = defaultdict(float)"
    assert code[-1] == "accumulate(received.items())"
    assert [code[i] for i in start] == code[:3]
    texts = [[code[i].strip() for i in lines] for lines in turns]
    assert all("mine = got.pop(node)" in text for text in texts)
    leaf = [any(line.startswith("received[node]") for line in text) for text in texts]
    assert leaf == [False, False, False, True]
    assert ["accumulate" in text[-1] for text in texts] == [False, False, False, True]


def test_a_wrong_order_shows_as_a_wrong_picture(
    engine: dict[str, Any], tmp_path: Path
) -> None:
    found = shown(tmp_path, with_answer(WRONG_ORDER))
    assert found["derivative"] == 3.0 != engine["derivative"]
    assert found["steps"] == [
        "Add takes 1 and passes back 1, 1",
        "Mul takes 1 and passes back 3",
        "Mul takes 1 and passes back 2",
        "x receives 3",
    ]
    assert found["sentences"] != engine["sentences"]
    assert "y with 2" in found["last"]  # it came too late, and waits for ever
    assert found["drawn"] == engine["drawn"]  # the graph itself is right


def test_a_graph_is_drawn_before_its_order_can_be_found(
    engine: dict[str, Any], tmp_path: Path
) -> None:
    found = shown(tmp_path, contents([task("1.4")]), run=False)
    assert found["drawn"] == engine["drawn"]


def test_a_program_that_nobody_can_watch_gives_an_empty_recording(
    tmp_path: Path,
) -> None:
    silent = WRONG_ORDER.replace("if watch:", "if False:")
    found = shown(tmp_path, with_answer(silent))
    assert found["steps"] == []
    assert len(found["sentences"]) == 1
