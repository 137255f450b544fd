"""Random programs of tensors give what PyTorch gives, values and derivatives.

`make test` tries a few hundred, the same in every run; `make fuzz` tens of thousands of
new ones, and says with which seed.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from all_functions import all_functions
from hypothesis import assume, given, note
from hypothesis import strategies as st
from random_programs import EXAMPLE, FLOATS, GROUPS, OF_KINDS, leaves, lines

import minitorch
from minitorch import TensorFunction, functional, tensor
from minitorch.autodiff import topological_sort

try:
    import torch
except ImportError:
    torch = None
needs_torch = pytest.mark.skipif(
    torch is None, reason="PyTorch is not installed; `make fuzz` installs it"
)

Namespace = dict[str, Any]
OF_A_KIND = re.compile(r"dtype|[Bb]ool|Long|Integers|Float|Double")
"""What PyTorch's errors speak of where it does not compute with a kind of numbers."""
COMPOSED = re.compile(r"\b(std|var|norm|amax|amin|binary_cross_entropy|gelu)\(")
"""Made of several Functions here and of others in PyTorch: 0 · ∞ meet elsewhere."""


def test_every_function_has_a_line() -> None:
    met = set()
    for template in (template for group in GROUPS for template in group):
        x = tensor([[0.25, 0.5], [0.75, 0.125]], requires_grad=True)
        space = {"m": minitorch, "F": functional, "x": x}
        result = eval(template.format(**EXAMPLE), space)
        met |= {v.last_fn for v in topological_sort(result) if v.last_fn}
    every = all_functions(TensorFunction)
    missing = {f"{kind.__module__}.{kind.__name__}" for kind in every - met}
    assert not missing, f"give each a template in tests/random_programs.py: {missing}"


class Both:
    """A program as it runs on this package and on PyTorch, compared line by line.

    After each line PyTorch goes on with our numbers. So what is rounded in another way
    does not grow, and the next line can be compared as closely.
    """

    def __init__(self) -> None:
        numbers = {"inf": np.inf, "nan": np.nan}
        self.ours: Namespace = {"m": minitorch, "F": functional, **numbers}
        self.theirs: Namespace = {"m": torch, "F": torch.nn.functional, **numbers}
        self.near, self.most = 1e-12, 1e300
        self.shapes: dict[str, tuple[int, ...]] = {}
        self.kinds: dict[str, str] = {}
        self.leaves: list[str] = []
        self.lines: list[str] = []

    def run(self, name: str, right: str) -> bool:
        """Run a line in both, and compare; return whether there is a result."""
        line = f"{name} = {right}"
        note(line)
        self.lines.append(line)
        if "float32" in line or ".float()" in line:
            self.near, self.most = 2e-5, 1e37
        found = [attempt(line, space) for space in (self.ours, self.theirs)]
        if found[0] is None and found[1] is None:
            self.compare(name)
            return True
        value, made = self.theirs.pop(name, None), self.ours.pop(name, None)
        what = f"{line}\nhere {found[0]!r}, in PyTorch {found[1]!r}, {made!r}"
        if isinstance(found[0], OverflowError):  # too large for whole numbers in floats
            return False
        if found[1] is not None:
            # Some Functions have no loops for a kind there, or for two kinds at once.
            assert found[0] is not None or OF_A_KIND.search(str(found[1])), what
            return False
        # Where there is no answer we say so, and PyTorch answers NaN, or nothing.
        assert "expected" in str(found[0]), what
        assert value is None or 0 in value.shape or value.isnan().any(), what
        return False

    def compare(self, name: str) -> None:
        ours, theirs = self.ours[name], self.theirs[name]
        assert ours.shape == tuple(theirs.shape)
        assert str(ours.dtype) == str(theirs.dtype).removeprefix("torch.")
        assert ours.requires_grad == theirs.requires_grad
        self.shapes[name], self.kinds[name] = ours.shape, str(ours.dtype)
        numbers = [v for v in self.theirs.values() if isinstance(v, torch.Tensor)]
        self.close(ours, theirs, self.near * self.largest(numbers) ** 2)
        theirs.data = torch.from_numpy(ours.numpy().copy())
        if theirs.requires_grad:
            theirs.retain_grad()

    def largest(self, numbers: list[Any]) -> float:
        """How large ordinary numbers become, and so how large what rounding takes."""
        sizes = [1.0]
        for v in numbers:
            size = v.detach().double().abs()
            sizes += size[size < 1e6].tolist()
        return max(sizes)

    def close(self, ours: Any, theirs: Any, off: float) -> None:
        """Numbers agree; beyond what a float can hold, all are infinite."""
        pair = [np.asarray(x.detach(), float) for x in (ours, theirs)]
        with np.errstate(invalid="ignore"):
            pair = [np.where(abs(x) > self.most, np.sign(x) * np.inf, x) for x in pair]
        np.testing.assert_allclose(*pair, rtol=100 * self.near, atol=off)

    def backward(self, name: str, kind: str) -> None:
        """Compare what reaches the leaves."""
        ours, theirs = self.ours[name], self.theirs[name]
        d = np.linspace(0.5, 1.5, ours.numel()).reshape(ours.shape)
        if kind == "some 0":
            d = np.where(d > 1.0, 0.0, d)
        if kind == "some infinite":
            d = np.where(d > 1.2, np.inf, d)
        d = d.astype(ours.dtype)
        ours.backward(d)
        try:
            theirs.backward(torch.from_numpy(d))
        except RuntimeError as error:  # of x ** mask it makes no derivative
            if "bool tensor is not supported" not in str(error):
                raise
            return
        numbers = [v for v in self.theirs.values() if isinstance(v, torch.Tensor)]
        grads = [v.grad for v in numbers if v.grad is not None]
        if COMPOSED.search(" ".join(self.lines)):
            assume(all(d.isfinite().all() for d in grads))
        off = 100 * self.near * self.largest(numbers) * self.largest(grads)
        for leaf in self.leaves:
            pair = [space[leaf] for space in (self.ours, self.theirs)]
            own, other = (v.detach() * 0.0 if v.grad is None else v.grad for v in pair)
            assert own.dtype == pair[0].dtype
            note(f"{leaf}.grad: {own.tolist()}, PyTorch {other.tolist()}")
            self.close(own, other, off)


def attempt(line: str, space: Namespace) -> Exception | None:
    """Run a line; return the error that a person would see, or None."""
    try:
        exec(line, space)
    except (ValueError, IndexError, RuntimeError, TypeError, OverflowError) as error:
        return error
    return None


@pytest.fixture(autouse=True)
def same_default() -> Iterator[None]:
    """Let PyTorch make float64 of whole numbers, as is done here."""
    if torch is not None:
        torch.set_default_dtype(torch.float64)
    yield
    if torch is not None:
        torch.set_default_dtype(torch.float32)


@needs_torch
@pytest.mark.filterwarnings("ignore::UserWarning")  # PyTorch's, of var and mse_loss
@pytest.mark.parametrize("special", [False, True], ids=["plain", "special"])
@pytest.mark.parametrize("dtype", FLOATS)
@given(data=st.data())
def test_programs(dtype: str, special: bool, data: st.DataObject) -> None:
    both = Both()
    kinds = [dtype, *data.draw(st.lists(st.sampled_from(OF_KINDS), max_size=3))]
    for i, kind in enumerate(kinds):
        both.run(f"x{i}", data.draw(leaves(kind, special), f"x{i}"))
        both.leaves += [f"x{i}"] if kind in FLOATS else []
    last = both.leaves[-1]
    for i in range(data.draw(st.integers(1, 3 if special else 8), "lines")):
        name = f"v{i}"
        if both.run(name, data.draw(lines(both.shapes, both.kinds), name)):
            last = name
    if both.ours[last].requires_grad:
        kinds = ["plain", "plain", "some 0", *["some infinite"] * special]
        both.backward(last, data.draw(st.sampled_from(kinds), "d"))
