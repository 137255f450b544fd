"""Programs that people bring run with nothing changed but the import."""

import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

import minitorch
from coming_from import differences
from coming_from.differences import Row

FOLDER = Path(__file__).parents[1] / "docs" / "coming_from" / "programs"

Names = dict[str, Any]


def falls(losses: list[Any], first: float, last: float) -> bool:
    """Whether losses begin above one number and end below another."""
    numbers = [n.item() if hasattr(n, "item") else n for n in losses]
    return bool(numbers[0] > first and np.mean(numbers[-5:]) < last)


def moons(found: Names) -> bool:
    return falls(found["losses"], 0.5, 0.15) and found["accuracy"] >= 0.95


def names(found: Names) -> bool:
    """No better than chance is log 27 = 3.3, in powers of ten 0.52."""
    made = set(map("".join, [found["out"]])) - {""}
    return (
        falls([10**loss for loss in found["lossi"]], 3.2, 2.1)
        and found["train_loss"] < 2.05
        and found["dev_loss"] < 2.7
        and all(set(name) <= set(found["chars"]) for name in made)
    )


def sine(found: Names) -> bool:
    """The three ways agree; the best polynomial of degree 3 is known."""
    model, a, b, c, d = (found[name] for name in ("model", *"abcd"))
    x = np.linspace(-np.pi, np.pi, 200)
    best = np.polynomial.Polynomial.fit(x, np.sin(x), 3).convert().coef
    ours = [model[0].bias.item(), *model[0].weight.tolist()[0]]
    return (
        np.allclose(found["by_hand"], found["with_autograd"])
        and falls(found["with_autograd"], 1000.0, 20.0)
        and np.allclose([n.item() for n in (a, b, c, d)], best, atol=0.5)
        and np.allclose(ours, best, atol=0.03)
    )


def batches(found: Names) -> bool:
    return falls(found["losses"], 1.0, 0.15) and found["accuracy"] > 0.97


def softmax_by_hand(found: Names) -> bool:
    return falls(found["losses"], 0.8, 0.5) and found["test_acc"] > 0.8


def transformer(found: Names) -> bool:
    estimate = found["estimate"]
    text = found["decode"](found["model"].generate(found["context"], 9)[0].tolist())
    return estimate["train"] < 2.4 and len(text) == 10 and estimate["val"] < 3.2


def run_scalar(found: Names) -> bool:
    return falls(found["losses"], 30.0, 15.0) and found["accuracy"] > 0.8


run_tensor = run_scalar

LEARNED: dict[str, Callable[[Names], bool]] = {
    learned.__name__: learned
    for learned in (moons, names, sine, batches, softmax_by_hand, transformer)
} | {"run_scalar": run_scalar, "run_tensor": run_tensor}


def run(name: str, change: Callable[[str], str] = str) -> Names:
    """Run a program; return the variables that it leaves."""
    path = FOLDER / f"{name}.py"
    found: Names = {"__name__": "__main__"}
    exec(compile(change(path.read_text("utf-8")), path, "exec"), found)
    return found


@pytest.fixture(autouse=True)
def beside_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in their folder, and begin with the same numbers in each run."""
    monkeypatch.chdir(FOLDER)
    random.seed(1)
    minitorch.manual_seed(1)


def test_every_program_is_run() -> None:
    assert sorted(LEARNED) == sorted(path.stem for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize("name", LEARNED)
def test_a_program_learns(name: str) -> None:
    assert LEARNED[name](run(name))


def with_pytorch(text: str) -> str:
    """The same text with the import that it has elsewhere."""
    return text.replace("minitorch as torch", "torch").replace("minitorch", "torch")


def draw_from_numpy(monkeypatch: pytest.MonkeyPatch, module: ModuleType) -> None:
    """Let a package draw its numbers from numpy, and give those to its weights."""
    source = np.random.default_rng(0)

    def permutation(n: int) -> Any:
        return np.random.default_rng(1).permutation(n)

    def sizes(size: Any) -> Any:
        return size[0] if size and isinstance(size[0], tuple) else size

    def randn(*size: Any, generator: Any = None, **options: Any) -> Any:
        return module.tensor(source.normal(size=sizes(size)).astype("f4"), **options)

    def normal(mean: float, std: float, size: Any, **options: Any) -> Any:
        numbers = source.normal(mean, std, size).astype("f4")
        return module.tensor(numbers, **options)

    def randint(*bounds: Any, generator: Any = None) -> Any:
        *low, high, size = bounds
        numbers = source.integers(*(low or [0]), high, size)
        return module.tensor(numbers, dtype=module.int64)

    def randperm(n: int, generator: Any = None) -> Any:
        return module.tensor(permutation(n))

    def optimiser(kind: Any) -> Callable[..., Any]:
        def make(parameters: Any, **options: Any) -> Any:
            parameters = list(parameters)
            with module.no_grad():
                for p in parameters:
                    numbers = source.normal(0, 0.3, tuple(p.shape))
                    p.copy_(module.tensor(numbers.astype("f4")))
            return kind(parameters, **options)

        return make

    for drawn in (randn, normal, randint, randperm):
        monkeypatch.setattr(module, drawn.__name__, drawn)
    for name in ("Adam", "AdamW", "RMSprop"):
        kind = getattr(module.optim, name)
        monkeypatch.setattr(module.optim, name, optimiser(kind))
    monkeypatch.setattr(module.nn, "Dropout", lambda p: module.nn.Identity())
    if module is minitorch:
        orders = SimpleNamespace(permutation=permutation)
        monkeypatch.setattr(minitorch.loading, "generator_of", lambda *_: orders)


@pytest.mark.parametrize(
    ("name", "losses"),
    [
        ("names", "lossi"),
        ("sine", "with_autograd"),
        ("sine", "with_optim"),
        ("batches", "losses"),
        ("softmax_by_hand", "losses"),
        ("transformer", "history"),
    ],
)
def test_a_program_gives_the_numbers_that_it_gives_with_pytorch(
    name: str, losses: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    torch.set_num_threads(1)  # they are small tensors
    found = []
    for module, change in ((minitorch, str), (torch, with_pytorch)):
        random.seed(1)
        draw_from_numpy(monkeypatch, module)
        # PyTorch rounds to float32, which later steps make larger and larger.
        found.append(run(name, change)[losses][:60])
    assert found[0] == pytest.approx(found[1], rel=1e-3)


def rows(*origins: str) -> list[Any]:
    return [
        pytest.param(origin, row, id=row["code"].splitlines()[-1])
        for origin in origins
        for row in differences.rows(origin)
    ]


@pytest.mark.parametrize(
    ("origin", "row"), rows("pytorch", "pytorch_left_out", "micrograd", "minitorch")
)
def test_a_difference_is_as_the_table_says(origin: str, row: Row) -> None:
    assert differences.here(row, origin) == row["here"]


@pytest.mark.parametrize(("origin", "row"), rows("pytorch", "micrograd"))
def test_it_is_a_difference_from(origin: str, row: Row) -> None:
    """What the table says of the other engine, where that is installed."""
    names = differences.imported(origin)
    if origin == "pytorch":
        torch = pytest.importorskip("torch", reason="PyTorch is not installed")
        names |= {"torch": torch, "nn": torch.nn, "F": torch.nn.functional}
    else:
        engine = pytest.importorskip("micrograd.engine", reason="no micrograd here")
        names |= {"Value": engine.Value}
    found = differences.outcome(row["code"], names)
    assert found.startswith(row.get("there", ""))
    assert found != row["here"]
