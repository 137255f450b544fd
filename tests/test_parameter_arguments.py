"""A Parameter is taken wherever a tensor is, and receives the same derivative.

Each function is called with tensors, and then with Parameters of the same numbers in
each of their places: what comes back and what arrives must be the same.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

import minitorch as m
from minitorch import functional as f
from minitorch.nn import Parameter
from minitorch.tensors import functions

NUMBERS = [[0.25, 0.75], [0.5, 0.125]]
ROWS = m.tensor([1, 0], dtype=m.long)
ARGUMENTS = """
a | a, b | a, 0 | a, (1, 0) | a, -1 | a, 0, 1 | a, b > 0.3, 0.5 | a, 0.3 | a, (2, 2, 2)
a, 0, ROWS | a, 0, ROWS.reshape(1, 2) | a.reshape(1, 2, 2), b.reshape(1, 2, 2)
"""
PAIRS = """
f.mse_loss(a, b) | f.l1_loss(a, b) | m.nn.MSELoss()(a, b) | m.where(a > 0.3, a, b)
f.binary_cross_entropy(a, b) | f.binary_cross_entropy_with_logits(a, b)
m.where(b > 0.3, 0.0, a) | m.where(b > 0.3, a, 0.0) | m.prod(a) | m.as_tensor(a)
m.stack([a, b]) | m.cat([a, b], 1) | m.einsum("ij,jk->ik", a, b) | a.max(b) | b.min(a)
m.meshgrid(a[0], b[0])[0] | f.linear(a, b) | f.linear(b, a, a[0]) | f.softmax(a, -1)
f.layer_norm(b, (2,), a[0]) | f.rms_norm(a, (2,)) | f.embedding(ROWS, a) | f.relu(a)
f.scaled_dot_product_attention(a, b, a) | f.cross_entropy(a, ROWS) | a.where(b > 0.3, b)
f.scaled_dot_product_attention(b, b, b, attn_mask=a) | b.masked_fill(b > 0.3, a[0, 0])
b.clamp(min=a) | b.maximum(a) | b.add(a, alpha=2.0) | b.dot(a) | b.outer(a) | b ** a
"""


def calls(texts: str, call: str = "{}") -> list[str]:
    """Return programs, which stand between upright lines or one below the other."""
    found = re.split(r"\s+\|\s+|\n", texts.strip())
    return [call.format(text) for text in found]


def outcome(call: Callable[..., Any], *kinds: Any) -> Any:
    """Return what a call of two leaves gives, and the derivatives that arrive there."""
    a, b = (kind(m.tensor(NUMBERS, requires_grad=True)) for kind in kinds)
    try:
        found = call(a, b)
    except Exception:  # noqa: BLE001
        return "refused"
    results = found if isinstance(found, tuple) else (found,)
    losses = [(x * x).sum() for x in results if getattr(x, "requires_grad", False)]
    if losses:
        sum(losses).backward()
    numbers = [getattr(x, "tolist", lambda x=x: x)() for x in results]
    return numbers, [x.grad if x.grad is None else x.grad.tolist() for x in (a, b)]


def called(text: str) -> Callable[..., Any]:
    names = {"m": m, "f": f, "ROWS": ROWS}
    made = eval(f"lambda a, b, c=None: {text}", names)
    assert callable(made)
    return made


def itself(x: Any) -> Any:
    return x


KINDS = [(Parameter, itself), (itself, Parameter), (Parameter, Parameter)]
NAMES = f"{functions.METHODS} {functions.MORE}".split()


@pytest.mark.parametrize("name", NAMES)
def test_a_function_takes_a_parameter_as_a_tensor(name: str) -> None:
    functions = [called(text) for text in calls(ARGUMENTS, f"m.{name}({{}})")]
    right = [outcome(function, itself, itself) for function in functions]
    assert any(x != "refused" for x in right)
    for kinds in KINDS:
        assert [outcome(function, *kinds) for function in functions] == right


@pytest.mark.parametrize("text", calls(PAIRS))
def test_two_numbers_may_be_parameters(text: str) -> None:
    right = outcome(called(text), itself, itself)
    assert right != "refused"
    assert any(right[1])
    for kinds in KINDS:
        assert outcome(called(text), *kinds) == right


def test_the_target_of_a_loss_is_learned() -> None:
    """As the entries of a code book are, which are drawn to what they stand for."""
    codes = Parameter(m.tensor([1.0, 5.0]))
    f.mse_loss(m.tensor([2.0, 2.0]), codes).backward()
    assert codes.grad.tolist() == [-1.0, 3.0]


def test_a_penalty_on_a_parameter_is_learned() -> None:
    weight = Parameter(m.tensor([3.0, -4.0]))
    (m.norm(weight) + m.sum(m.abs(weight))).backward()
    assert weight.grad.tolist() == pytest.approx([1.6, -1.8])


def test_a_parameter_is_as_true_and_as_long_as_its_value() -> None:
    for x, right in [(0.0, False), ([0.0], False), (0.5, True)]:
        assert bool(Parameter(m.tensor(x))) is right
    assert bool(Parameter(m.Scalar(0.0))) is False
    with pytest.raises(ValueError, match="expected"):
        bool(Parameter(m.tensor([0.0, 1.0])))
    p = Parameter(m.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]))
    assert (len(p), (+p).tolist()) == (3, p.tolist())
    with pytest.raises(TypeError, match="len"):
        len(Parameter(0.5))


@pytest.mark.parametrize("name", ["exp", "log", "tanh", "sigmoid", "relu", "sqrt"])
def test_a_function_of_a_scalar_is_its_method(name: str) -> None:
    x, p = m.Scalar(0.5), Parameter(m.Scalar(0.5))
    (getattr(m, name)(x) + getattr(m, name)(p)).backward()
    right = m.Scalar(0.5)
    getattr(right, name)().backward()
    assert x.derivative == p.derivative == right.derivative != 0.0
