"""What can be done with tensors, as a table: the same cases for every test."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minitorch import Tensor, cat, stack

Build = Callable[..., Any]


@dataclass(frozen=True)
class Case:
    """A computation, how PyTorch writes it, and where it may be tried.

    Args:
        name: what it is.
        build: the computation on our tensors; PyTorch's too, unless ``torch`` is given.
        shapes: the shapes of its arguments.
        low, high: the range of their elements, away from corners.
        torch: how PyTorch writes it.
    """

    name: str
    build: Build
    shapes: tuple[tuple[int, ...], ...] = ((2, 3),)
    low: float = -2.0
    high: float = 2.0
    torch: Build | None = None

    def __str__(self) -> str:
        return self.name


def torch_cat(dim: int) -> Build:
    def build(*tensors: Any) -> Any:
        import torch

        return torch.cat(tensors, dim)

    return build


def torch_stack(dim: int) -> Build:
    def build(*tensors: Any) -> Any:
        import torch

        return torch.stack(tensors, dim)

    return build


PAIRS = [((2, 3), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 3)), ((), (2, 3)), ((3, 1), ())]
ARITHMETIC = [
    Case(f"{name} {a} {b}", build, (a, b), low=0.5)
    for name, build in (
        ("add", lambda x, y: x + y),
        ("sub", lambda x, y: x - y),
        ("mul", lambda x, y: x * y),
        ("div", lambda x, y: x / y),
        ("pow", lambda x, y: x**y),
    )
    for a, b in PAIRS
]
NUMBERS = [
    Case("x + 2", lambda x: x + 2),
    Case("2 - x", lambda x: 2 - x),
    Case("3 * x", lambda x: 3 * x),
    Case("x / 4", lambda x: x / 4),
    Case("1 / x", lambda x: 1 / x, low=0.5),
    Case("x ** 2", lambda x: x**2),
    Case("x ** 3", lambda x: x**3),
    Case("x ** 0", lambda x: x**0),
    Case("x ** 0.5", lambda x: x**0.5, low=0.5),
    Case("2 ** x", lambda x: 2**x),
    Case("-x", lambda x: -x),
    Case("twice", lambda x: x * x + x),
]
ELEMENTWISE = [
    Case("exp", lambda x: x.exp()),
    Case("log", lambda x: x.log(), low=0.5),
    Case("sqrt", lambda x: x.sqrt(), low=0.5),
    Case("sigmoid", lambda x: x.sigmoid()),
    Case("tanh", lambda x: x.tanh()),
    Case("relu", lambda x: x.relu()),
    Case("abs", lambda x: abs(x)),
]
REDUCTIONS = [
    Case(
        f"{name} dim={dim} keepdim={keepdim}",
        lambda x, name=name, dim=dim, keepdim=keepdim: getattr(x, name)(
            dim, keepdim=keepdim
        ),
        ((2, 3, 4),),
    )
    for name in ("sum", "mean", "amax", "amin")
    for dim in (0, 1, -1, (0, 2), (-1, 0), (0, 1, 2))
    for keepdim in (False, True)
] + [
    Case("sum", lambda x: x.sum()),
    Case("mean", lambda x: x.mean()),
    Case("max", lambda x: x.max()),
    Case("min", lambda x: x.min()),
    Case("sum of a number", lambda x: x.sum(), ((),)),
]
SHAPES = [
    Case("reshape", lambda x: x.reshape(3, 2) * x.reshape(3, 2)),
    Case("reshape -1", lambda x: x.reshape((-1,)), ((2, 3, 2),)),
    Case("view", lambda x: x.view(6)),
    Case("permute", lambda x: x.permute(2, 0, 1), ((2, 3, 4),)),
    Case("permute from the end", lambda x: x.permute((-1, 0, 1)), ((2, 3, 4),)),
    Case("transpose", lambda x: x.transpose(0, -1), ((2, 3, 4),)),
    Case("T", lambda x: x.T),
    Case("contiguous", lambda x: x.T.contiguous().view(6)),
    Case("reshape of a transpose", lambda x: x.T.reshape(6)),
    Case("row", lambda x: x[1]),
    Case("element", lambda x: x[1, -1]),
    Case("slice", lambda x: x[:, 1:]),
    Case("step", lambda x: x[..., ::2], ((3, 5),)),
    Case("new dimension", lambda x: x[None, :, 0]),
    Case("picked twice", lambda x: x[[0, 1, 0]]),
    Case("picked in pairs", lambda x: x[[0, 1, 0], [2, 0, 2]]),
    Case(
        "cat",
        lambda x, y: cat([x, y]),
        ((2, 3), (1, 3)),
        torch=torch_cat(0),
    ),
    Case(
        "cat dim=-1",
        lambda x, y, z: cat([x, y, z], dim=-1),
        ((2, 3), (2, 1), (2, 2)),
        torch=torch_cat(-1),
    ),
    Case(
        "stack",
        lambda x, y: stack([x, y]),
        ((2, 3), (2, 3)),
        torch=torch_stack(0),
    ),
    Case(
        "stack dim=-1",
        lambda x, y: stack([x, y], dim=-1),
        ((2, 3), (2, 3)),
        torch=torch_stack(-1),
    ),
]
MATMUL = [
    Case(f"matmul {a} {b}", lambda x, y: x @ y, (a, b))
    for a, b in (
        ((2, 3), (3, 4)),
        ((3,), (3,)),
        ((2, 3), (3,)),
        ((3,), (3, 4)),
        ((5, 2, 3), (3, 4)),
        ((5, 2, 3), (5, 3, 4)),
        ((2, 3), (5, 3, 4)),
        ((4, 1, 2, 3), (5, 3, 2)),
        ((5, 2, 3), (3,)),
        ((3,), (5, 3, 2)),
    )
]
NETWORKS = [
    Case(
        "layer",
        lambda x, w, b: ((x @ w + b).relu() ** 2).mean(),
        ((4, 2), (2, 3), (3,)),
    ),
    Case(
        "a tensor used along two ways",
        lambda x: (x.exp() + 2 * x).sum(0) * x.mean(),
    ),
]
CASES = [
    *ARITHMETIC,
    *NUMBERS,
    *ELEMENTWISE,
    *REDUCTIONS,
    *SHAPES,
    *MATMUL,
    *NETWORKS,
]


def inputs(case: Case, transposed: bool = False, **options: Any) -> list[Tensor]:
    """Arguments for a case: each differs in all its elements, and none is at a corner.

    Args:
        case: the case.
        transposed: whether their elements lie in memory with the first index fastest.
        options: those of ``tensor``.
    """
    import numpy as np

    generator = np.random.default_rng(1)
    found = []
    for shape in case.shapes:
        numbers = generator.uniform(case.low, case.high, shape)
        t = Tensor(numbers, requires_grad=True, **options)
        if transposed:
            turned = Tensor(numbers.T, **options)
            t.data = turned.permute(tuple(range(turned.dims))[::-1]).data
        found.append(t)
    return found
