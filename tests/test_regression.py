"""The regression of the lecture: its own cells must pass through the known numbers."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from minitorch import SGD, central_difference, tensor

ROOT = Path(__file__).parents[1]
DECK = ROOT / "slides" / "modeling.md"
PAGE = ROOT / "docs" / "module2" / "regression.md"
LISTING = ROOT / "docs" / "module2" / "regression_pytorch.py"

# epoch: loss, w, b after the step, and of the first one ∂L/∂w and ∂L/∂b
KNOWN: dict[int, tuple[float, ...]] = {
    1: (0.0207, 0.3936, 0.2293, 0.4222, 0.2474),
    2: (0.0184, 0.3896, 0.2270),
    3: (0.0163, 0.3859, 0.2248),
    10: (0.0073, 0.3652, 0.2131),
    100: (0.00076, 0.3217, 0.2017),
    1000: (0.00051, 0.3020, 0.2323),
}
LOSS_DIGITS = {100: 5, 1000: 5}  # all others have four decimals

BY_HAND = (
    r"^x = np\.array",
    r"^def model\(x, w, b\)",
    r"^def loss_fn",
    r"^def dloss_fn",
    r"^def grad_fn",
    r"^def training_loop",
    r"^params = training_loop\(",
)
BY_ENGINE = (*BY_HAND, r"^optimiser = SGD\(\[w, b\], lr=0\.01\)")


def cells(file: Path) -> list[str]:
    """The code of all cells that readers see, without their options."""
    found = re.findall(r"```\{code-cell\}[^\n]*\n(.*?)\n```", file.read_text(), re.S)
    hidden = re.compile(r":tags: \[(hide-input|remove-cell)\]")
    shown = [cell for cell in found if not hidden.search(cell)]
    return [re.sub(r"^:.*\n", "", cell, flags=re.M) for cell in shown]


def run_cells(file: Path, marks: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """Run the first cell with each of the marks.

    Returns:
        The names that are defined then, and what the last cell has printed.
    """
    names: dict[str, Any] = {"np": np, "SGD": SGD, "tensor": tensor}
    names |= {"w": 0.39779, "b": 0.23177}
    shown = cells(file)
    found = [next(c for c in shown if re.search(mark, c, re.M)) for mark in marks]
    said = io.StringIO()
    for cell in dict.fromkeys(found):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            exec(cell, names)
    return names, said.getvalue()


def gradient_of(f: Any, *z: float) -> "np.ndarray[Any, Any]":
    return np.array([central_difference(f, *z, arg=k) for k in range(len(z))])


def table(output: str) -> dict[int, tuple[float, ...]]:
    """What the lines ``epoch 1 loss … params … … grad … …`` say."""
    rows = re.findall(
        r"^epoch +(\d+) +loss +(\S+) +params (\S+) (\S+) +grad +(\S+) +(\S+)$",
        output,
        re.M,
    )
    return {int(n): tuple(float(v) for v in values) for n, *values in rows}


def check(epoch: int, values: tuple[float, ...]) -> None:
    """Compare with what is known, rounded to as many digits."""
    known = KNOWN[epoch]
    digits = [LOSS_DIGITS.get(epoch, 4), 4, 4, 4, 4]
    rounded = tuple(round(v, d) for v, d in zip(values, digits, strict=True))
    assert rounded[: len(known)] == known


@pytest.mark.parametrize("marks", [BY_HAND, BY_ENGINE], ids=["by hand", "engine"])
@pytest.mark.parametrize("file", [DECK, PAGE], ids=["lecture", "page"])
def test_what_the_cells_print_are_the_known_numbers(
    file: Path, marks: tuple[str, ...]
) -> None:
    rows = table(run_cells(file, marks)[1])
    assert list(rows) == list(KNOWN)
    for epoch, values in rows.items():
        check(epoch, values)


def test_the_numbers_by_hand_in_full() -> None:
    names, _ = run_cells(DECK, BY_HAND[:5])
    z = np.array([0.39779, 0.23177])
    for epoch in range(1, 1001):
        y_hat = names["model"](names["x"], *z)
        loss = names["loss_fn"](y_hat, names["y"])
        grad = names["grad_fn"](names["x"], names["y"], y_hat, *z)
        z = z - 0.01 * grad
        if epoch in KNOWN:
            check(epoch, (float(loss), *z.tolist(), *grad.tolist()))


def test_the_numbers_with_tensors_in_full() -> None:
    names, _ = run_cells(DECK, BY_HAND[:3])
    x, y = tensor(names["x"]), tensor(names["y"])
    w, b = (tensor(v, requires_grad=True) for v in (0.39779, 0.23177))
    optimiser = SGD([w, b], lr=0.01)
    for epoch in range(1, 1001):
        optimiser.zero_grad()
        loss = names["loss_fn"](names["model"](x, w, b), y)
        loss.backward()
        optimiser.step()
        if epoch in KNOWN:
            grad = float(w.grad), float(b.grad)  # type: ignore[arg-type]
            check(epoch, (loss.item(), w.item(), b.item(), *grad))


def test_the_gradient_by_hand_is_that_of_central_differences() -> None:
    names, _ = run_cells(DECK, BY_HAND[:5])
    x, y, model, loss_fn = (names[n] for n in ("x", "y", "model", "loss_fn"))
    for w, b in ((0.39779, 0.23177), (-2.0, 1.0), (0.0, 0.0)):
        near = gradient_of(lambda w, b: loss_fn(model(x, w, b), y), w, b)
        got = names["grad_fn"](x, y, model(x, w, b), w, b)
        np.testing.assert_allclose(got, near, atol=1e-8)


def test_the_optimum_has_a_smaller_loss_than_its_neighbours() -> None:
    names, _ = run_cells(DECK, BY_HAND[:3])
    x, y = names["x"], names["y"]
    best = np.linalg.lstsq(np.stack([x, np.ones_like(x)], axis=1), y)[0]
    np.testing.assert_allclose(best, np.polyfit(x, y, 1), atol=1e-10)
    least = names["loss_fn"](names["model"](x, *best), y)
    for step in ((1e-4, 0), (-1e-4, 0), (0, 1e-4), (0, -1e-4)):
        assert least < names["loss_fn"](names["model"](x, *(best + step)), y)


def test_the_listing_stands_in_lecture_and_page() -> None:
    for file in (DECK, PAGE):
        assert re.search(
            r"\{literalinclude\} \S*regression_pytorch\.py", file.read_text()
        )


def test_the_pytorch_listing_prints_what_minitorch_prints() -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed")
    told = subprocess.run(
        [sys.executable, LISTING], capture_output=True, text=True, check=True
    )
    ours = table(run_cells(DECK, BY_ENGINE)[1])
    assert table(told.stdout) == ours
