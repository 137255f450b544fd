"""What is computed of masks, whole numbers, float32 and float64 is what PyTorch says.

Every function and method that takes numbers is tried on all four kinds, and those of
two tensors on all pairs, with dimensions and without: the dtype of the result and its
numbers are compared. So no mask becomes numbers, which would index as 0 and 1.
"""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import functional
from minitorch.tensors import creation, functions, more_creation

torch = pytest.importorskip("torch", reason="PyTorch is not installed; see `make fuzz`")

KINDS = {
    "mask": "m.tensor([[True, False, True], [False, False, True]])",
    "whole": "m.tensor([[3, 1, 2], [0, 5, 4]], dtype=m.long)",
    "float32": "m.tensor([[3.0, 1.5, 2.0], [0.0, 5.0, 4.0]], dtype=m.float32)",
    "float64": "m.tensor([[3.0, 1.5, 2.0], [0.0, 5.0, 4.0]], dtype=m.float64)",
}
NUMBERS = {"True": "True", "2": "2", "1.5": "1.5"}
TENSORS = {
    "mask": "m.tensor([True, True, False])",
    "whole": "m.tensor([2, 1, 3], dtype=m.long)",
    "float32": "m.tensor([2.0, 1.0, 0.5], dtype=m.float32)",
    "float64": "m.tensor([2.0, 1.0, 0.5], dtype=m.float64)",
    "one mask": "m.tensor(True)",
    "one whole": "m.tensor(2, dtype=m.long)",
    "one float32": "m.tensor(1.5, dtype=m.float32)",
    "one float64": "m.tensor(1.5, dtype=m.float64)",
}


def programs(text: str) -> list[str]:
    """What stands in a text, a line or a part of it up to ``" | "`` each."""
    return [part.strip() for part in text.strip().replace("\n", " | ").split(" | ")]


EACH = programs("""
    a.exp() | a.sqrt() | a.sin() | a.cos() | a.tanh() | a.sigmoid() | a.square()
    a.sign() | a.clone() | a.detach() | a.contiguous() | a.isnan() | a.logical_not()
    a.log10() | a.log2() | a.float() | a.double() | a.long() | a.int().long() | a.bool()
    a.cpu() | a.type(m.float32) | a.to(m.float64) | a.to(m.long) | a.to(m.bool)
    a.neg() | -a | a ** 2 | a ** 0.5 | 2**a | 2.0**a | 1 - a | 1.0 - a | a - 1 | a / 2
    2 / (a + 1) | a // 2 | a % 2 | 7 // (a + 1) | 7 % (a + 1) | a.add(1) | a.mul(True)
    a.div(2) | a.pow(2) | a.add(2, alpha=2) | a.clamp(1, 2) | a.clamp(min=0.5)
    a.masked_fill(a > 1, 0) | a.masked_fill(a > 1, False) | a.masked_fill(a > 1, 7.0)
    m.where(a > 1, a, a) | m.where(a > 1, 1, 0) | m.where(a > 1, True, False)
    F.relu(a.long()) | a.log() | a.sub(1, alpha=2)
""")
ALONG = programs("""
    a.sum() | a.sum(0) | a.sum((0, 1), keepdim=True) | a.prod() | a.prod(1)
    a.cumsum(0) | a.amax() | a.amax(1) | a.amin((0, 1)) | a.amin(0, keepdim=True)
    a.max() | a.min() | a.max(1).values | a.max(1).indices
    a.min(0, keepdim=True).values | a.min(0).indices | a.all() | a.any() | a.all(1)
    a.any(0) | a.cumsum(1) | a.sort(1).values | a.argsort(1)
    a.sort(1, descending=True).values | a.argsort(1, descending=True) | a.all().item()
    a.double().median() | a.double().median(1).values | a.double().median(1).indices
    a.long().argmax() | a.long().argmax(1) | a.long().argmin(0)
    a.long().topk(2).values | a.long().topk(2).indices | a.long().median()
    a.long().median(0, keepdim=True).values
""")
MORE = programs("""
    a.abs() | abs(a) | a.ceil() | a.floor() | a.round() | a.relu() | F.relu(a)
    a.mean() | a.mean(1) | a.norm() | a.norm(1) | a.var() | a.std(1) | a.softmax(1)
    a.log_softmax(1) | a.argmax() | a.argmin(1) | a.median() | a.median(1).values
    a.topk(2).indices | +a | a[0].dot(a[1]) | a @ a.T | a.matmul(a[0]) | a.mm(a.T)
    a.mv(a[0]) | a ** -2 | a[None].bmm(a.T[None]) | m.einsum("ij,kj->ik", a, a)
    m.bincount(a[0].long()) | F.one_hot(a.long(), 6) | F.mse_loss(a, a)
    F.mse_loss(a.double(), a > 1) | F.l1_loss(a.double(), a)
    F.embedding(a.long(), m.ones(6, 2)) | a.topk(2).values | F.dropout(a, 0.0).sum()
    F.softmax(a, dim=0) | a[0].outer(a[1]) | m.square(a)
""")
"""What is computed of masks and whole numbers here, and in part refused there."""
SHAPES = programs("""
    a.reshape(3, 2) | a.view(6) | a.permute(1, 0) | a.transpose(0, 1) | a.T | a.t()
    a.mT | a.unsqueeze(0) | a[:1].squeeze() | a.flatten() | a.expand(2, 2, 3)
    a.split(2, 1)[1] | a.unbind(1)[0] | a.chunk(2)[1] | a.repeat(2, 1) | a.flip(1)
    a.roll(1) | a.roll(1, 0) | a.diag() | a[0].diag() | a.tril() | a.triu(1) | a[0]
    a[0, 1] | a[:, 1:] | a[..., None]
    a.index_select(1, m.tensor([2, 0], dtype=m.long)) | a[[1, 0]] | a[a > 0]
    a.view_as(a) | a.gather(1, m.tensor([[2], [0]], dtype=m.long)) | m.cat([a, a])
    m.stack([a, a], 1) | m.meshgrid(a[0], a[1], indexing="ij")[0] | a[a.bool()]
    a[a.amax(1)] | a[0][a[0].bool()] | m.arange(6).reshape(2, 3)[a.long() * 0]
""")
LIKE = programs("""
    m.zeros_like(a) | m.ones_like(a) | m.full_like(a, 2) | m.full_like(a, True)
    m.full_like(a, 0.5) | m.empty_like(a).dtype | m.rand_like(a).dtype
    m.randn_like(a).dtype | m.zeros_like(a, dtype=m.float32) | m.as_tensor(a)
    a.new_ones(2) | a.new_zeros(2, 3) | a.new_full((2,), 3) | a.new_full((2,), 0.5)
    a.new_full((2,), True) | a.dtype | a.new_ones((2,), dtype=m.float64)
    a.new_tensor([True, False]) | a.new_tensor([1.0, 2.0]) | a.is_floating_point()
    f"{a[1, 2]}" | a[0, 0].item() | a[0].max().item() | a.tolist()
    a.numpy().dtype.kind | m.ones(2).to(a.dtype) | m.zeros(2, dtype=a.dtype)
    m.tensor([a[0, 0].item(), a[0, 1].item()]).dtype == m.bool | a.equal(a)
    a.allclose(a) | (a == a).all().item() | m.where(a == a, 5, 6)
    m.where(a.bool(), a, True) | m.rand(2, dtype=a.dtype).dtype
    m.randn(2, dtype=a.dtype).dtype | m.tensor(a)
    m.tensor([a[0, 0], a[0, 1]]).dtype == a.dtype
""")
PAIRS = programs("""
    a + b | b + a | a - b | b - a | a * b | b * a | a / b | b / (a + 1) | a == b | a < b
    b >= a | a != b | (a > 1) & b | (a > 1)|b | (a > 1) ^ b | m.where(a > 1, a, b)
    m.where(a > 1, b, a) | (a + 1) ** b | b ** (a + 1)
""")
OF_TENSORS = programs("""
    a.maximum(b) | m.minimum(b, a) | m.cat([a.flatten(), b.flatten()]) | a.max(b)
    m.cat([b.flatten(), a.flatten(), a[0]]) | m.stack([a[0], b.expand(3)])
    a // (b + 1) | m.stack([b.expand(3), a[0]]) | a.where(a > 1, b) | b.where(a > 1, a)
    a % (b + 1) | a[0].outer(b.expand(3)) | a.clamp(min=b)
    a.masked_fill(a > 1, b.flatten()[0]) | a.add(b) | a.eq(b) | a.ge(b) | a.gt(b)
    a.le(b) | a.lt(b) | a.ne(b) | m.mul(b, a)
""")
CHANGES = programs("""
    a[0] = 0.5 | a[0, 1] = 0.5 | a[a > 1] = 2 | a //= 2 | a %= 2 | a **= 2 | a &= a > 1
    a |= a > 1 | a ^= a > 1 | a.fill_(0.5) | a.fill_(True) | a.zero_() | a.clamp_(1, 2)
    a.clamp_(0.5) | a.add_(1) | a.add_(1, alpha=2) | a.mul_(0.5) | a[0] = -1.5
    a += 0.5 | a *= 2 | a += True | a /= 2 | a[0] += 1 | a[0] += 0.5 | a[0] = True
    a.sub_(1)
""")
CHANGES_BY = programs("""
    a[0] = b | a += b | a -= b | a *= b | a /= b | a.add_(b) | a.sub_(b) | a.mul_(b)
    a.div_(b) | a.copy_(b) | a[1] += b | a[:, 1:] *= b.flatten()[0]
""")
MADE = programs("""
    m.arange(3) | m.arange(1, 4) | m.arange(0, 6, 2) | m.arange(3.0)
    m.arange(0, 1, 0.25) | m.arange(3, dtype=m.float32) | m.full((2,), True)
    m.full((2,), False) | m.full((2,), 3) | m.full((2,), 0.5)
    m.full((2,), 1, dtype=m.float32) | m.full((2,), 2, dtype=m.bool)
    m.full((2,), 2.5, dtype=m.long) | m.zeros(2, dtype=m.bool) | m.ones(2, dtype=m.long)
    m.zeros(2) | m.ones(2) | m.eye(2) | m.eye(2, dtype=m.bool) | m.linspace(0, 1, 3)
    m.randint(0, 1, (2,)) | m.randperm(1) | m.tensor([True, False]) | m.tensor(True)
    m.tensor([m.tensor(True), m.tensor(False)]) | m.empty(2).dtype | m.arange(4) / 2
    m.arange(3) * m.ones(3, dtype=m.float32)
    m.full((3,), 2) * m.ones(3, dtype=m.float32)
    m.tensor([2.0, 1.0], dtype=m.float32) * m.arange(2).sum() | m.arange(3).float()
    m.arange(6).reshape(2, 3) @ m.arange(3) | m.tensor(m.arange(3).max()) | m.pi + m.e
    m.tensor([m.arange(3)[2], m.arange(2)[1]]) | m.inf | m.nan != m.nan
    f"{m.tensor(2.5)}" | f"{m.tensor(2.456):.2f}" | f"{m.tensor(True)}"
    f"{m.arange(4)[3]}" | m.bincount(m.arange(3))
    m.ones(2, dtype=m.float32).mean() * m.arange(3) | m.arange(3).max().item()
    F.one_hot(m.arange(2)) | F.one_hot(m.arange(2)) * m.ones(2, dtype=m.float32)
    m.cat([m.ones(1, dtype=m.float32), m.ones(1, dtype=m.float64)])
    m.arange(3).numpy().dtype.kind
    m.stack([m.ones(1), m.arange(1), m.full((1,), True)])
    m.arange(2)[m.full((2,), False)] | m.stack([m.arange(1), m.full((1,), True)])
    m.tensor([[0.0, 1.0]])[:, m.full((2,), True)]
""")
REFUSED = {
    "(a > 1) & b": "bit by bit",
    "(a > 1)|b": "bit by bit",
    "(a > 1) ^ b": "bit by bit",
    "a &= a > 1": "bit by bit",
    "a |= a > 1": "bit by bit",
    "a ^= a > 1": "bit by bit",
    "a.log()": "of what is below 0",
}
"""What is refused; PyTorch computes with the bits of whole numbers, or gives NaN."""
ASIDE = {"a - b", "b - a", "a -= b", "a.sub_(b)"}
"""What PyTorch refuses of the number True, as of a mask; ours counts it as 1."""


def cases() -> Iterator[Any]:
    for kind, a in KINDS.items():
        alone = [*EACH, *ALONG, *MORE, *SHAPES, *LIKE]
        yield pytest.param(alone, [], f"a = {a}", id=kind)
        yield pytest.param([], CHANGES, f"a = {a}", id=f"{kind} changed")
        for other, b in (TENSORS | NUMBERS).items():
            pairs = [*PAIRS, *(OF_TENSORS if other in TENSORS else [])]
            by = CHANGES_BY if other in TENSORS else CHANGES_BY[:5]
            begin = f"a = {a}\nb = {b}"
            yield pytest.param(pairs, by, begin, id=f"{kind} and {other}")
    yield pytest.param(MADE, [], "", id="made")


@pytest.mark.filterwarnings("ignore")  # PyTorch's, of tensors made of tensors
@pytest.mark.parametrize(("results", "changes", "begin"), list(cases()))
def test_kinds_are_pytorchs(results: list[str], changes: list[str], begin: str) -> None:
    torch.set_default_dtype(torch.float64)  # ours
    try:
        for program in results:
            compare(program, f"{begin}\nx = {program}")
        for program in changes:
            compare(
                program,
                f"{begin}\nc = a.clone()[...]\nseen, a = c[...], c\n"
                f"{program}\nx = seen + c if seen.dtype != m.bool else seen ^ c",
            )
            compare(program, f"{begin}\n{program}\nx = a")
    finally:
        torch.set_default_dtype(torch.float32)


APART = {
    "Tensor",
    "logsumexp",
    "no_grad",
    "from_numpy",
    "normal",
    "multinomial",
    "prod",
}
"""What masks are refused here, what takes no tensor, and what is drawn."""


def test_every_function_has_a_line() -> None:
    text = "\n".join(
        f"{p}" for param in cases() for part in param.values[:2] for p in part
    )
    known = set(re.findall(r"\w+", text))
    names = f"{functions.METHODS} {functions.MORE}".split()
    names += [*vars(creation), *vars(more_creation)]
    missing = {n for n in names if n not in known and callable(getattr(torch, n, None))}
    assert missing <= APART, missing - APART


def compare(program: str, text: str) -> None:
    ours = outcome(text, minitorch, functional)
    theirs = outcome(text, torch, torch.nn.functional)
    what = f"{text}\nhere {ours!r}, in PyTorch {theirs!r}"
    if isinstance(ours, Exception):
        assert isinstance(theirs, Exception) or program in REFUSED, what
        assert isinstance(ours, (TypeError, ValueError, RuntimeError, IndexError)), what
    elif isinstance(theirs, Exception):
        assert program in ASIDE or program in MORE, what
    else:
        assert ours[:2] == theirs[:2], what
        if isinstance(ours[2], (list, float)):
            np.testing.assert_allclose(ours[2], theirs[2], 1e-6, err_msg=what)
        else:
            assert ours[2] == theirs[2], what


def outcome(text: str, m: Any, F: Any) -> Any:
    """What x is after a program: its dtype, its class and its numbers; or an error."""
    names = {"m": m, "F": F}
    try:
        exec(text, names)
    except Exception as error:  # noqa: BLE001
        return error
    x: Any = names["x"]
    if isinstance(x, (minitorch.Tensor, torch.Tensor)):
        return str(x.dtype).removeprefix("torch."), tuple(x.shape), x.tolist()
    if not isinstance(x, (bool, int, float, str, list)):
        x = str(x).removeprefix("torch.")
    return type(x).__name__, (), x
