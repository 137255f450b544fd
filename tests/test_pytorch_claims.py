"""What pages and lectures say of PyTorch, each sentence run against it."""

from typing import Any

import numpy as np
import pytest

import minitorch

torch = pytest.importorskip("torch", reason="PyTorch is not installed")


def test_without_zero_grad_a_parameter_takes_the_path_of_a_bare_scalar() -> None:
    """Pages backpropagation and training, decks 1.3 and modeling."""

    def path(w: Any, optimiser: Any) -> list[float]:
        values = []
        for _ in range(4):
            values.append(round(float(w.data), 3))
            (w * w).backward()
            optimiser.step()
        return values

    theirs = torch.nn.Parameter(torch.tensor(3.0))
    scalar = minitorch.Scalar(3.0)
    found = path(theirs, torch.optim.SGD([theirs], lr=0.1))
    assert found == path(scalar, minitorch.SGD([scalar], lr=0.1))
    assert found == [3.0, 2.4, 1.32, -0.024]


def test_a_second_walk_is_an_error_unless_the_graph_is_retained() -> None:
    """Page backpropagation and deck 1.3."""
    x = torch.tensor(3.0, requires_grad=True)
    out = x * x
    out.backward(retain_graph=True)
    out.backward()
    with pytest.raises(RuntimeError, match="backward through the graph a second time"):
        out.backward()
    assert x.grad == 12.0


def test_changes_in_place_are_counted_and_refused() -> None:
    """Page backpropagation, decks 1.3 and 2.2."""
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    y += 1
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()
    assert y._version == 1


def test_a_second_derivative() -> None:
    """Deck 1.3."""
    x = torch.tensor(3.0, requires_grad=True)
    (first,) = torch.autograd.grad(x * x, x, create_graph=True)
    first.backward()
    assert (first.item(), x.grad.item()) == (6.0, 2.0)


def test_a_function_may_leave_the_sum_over_broadcasting_to_the_engine() -> None:
    """Deck 2.3; and of its context page autodifferentiation, decks 1.2 and 1.3."""
    seen: list[Any] = []

    class Add(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, a: Any, b: Any) -> Any:
            ctx.save_for_backward(a)
            return a + b

        @staticmethod
        def backward(ctx: Any, d_out: Any) -> Any:
            seen.extend([type(ctx.saved_tensors), ctx.needs_input_grad])
            return d_out, d_out

    b = torch.ones(2, requires_grad=True)
    Add.apply(torch.ones(5, 2), b).sum().backward()
    assert b.grad.tolist() == [5.0, 5.0]
    assert seen == [tuple, (False, True)]


def test_what_modeling_compares() -> None:
    """The table of deck modeling, and page backpropagation of `detach`."""
    w = torch.tensor(0.4, requires_grad=True)
    out = w * w.detach()
    out.backward()
    assert (w.dtype, w.grad.item()) == (torch.float32, w.item())
    assert type(w.data) is type(w.grad) is torch.Tensor
    assert str(out.grad_fn).startswith("<MulBackward0")


def test_what_is_compiled_goes_both_ways() -> None:
    """Page speed of module 1: a condition on data is left to plain Python."""
    absolute = torch.compile(lambda x: x * 1 if x.sum() > 0 else -x, backend="eager")
    assert [absolute(torch.tensor([v])).item() for v in (2.0, -3.0)] == [2.0, 3.0]


def test_the_largest_share_their_derivative() -> None:
    """Page autograd and deck 2.3."""
    numbers = [[1.0, 7.0, 3.0], [5.0, 2.0, 5.0]]
    ours = minitorch.tensor(numbers, requires_grad=True)
    theirs = torch.tensor(numbers, requires_grad=True)
    for t in (ours, theirs):
        t.amax(1).sum().backward()
    assert ours.grad.tolist() == theirs.grad.tolist() == [[0, 1, 0], [0.5, 0, 0.5]]


def test_views() -> None:
    """Page tensors, deck 2.1: views of a part, no negative steps."""
    half = torch.arange(24).reshape(4, 6)[:, :3]
    assert half.view(2, 2, 3).stride() == (12, 6, 1)
    theirs = np.arange(24).reshape(4, 6)[:, :3]
    assert np.shares_memory(theirs, theirs.reshape(2, 2, 3))
    with pytest.raises(ValueError, match="step must be greater than zero"):
        torch.arange(3)[::-1]
    assert torch.arange(3).flip(0).stride() == (1,)
    turned = torch.arange(6).view(2, 3).T
    with pytest.raises(RuntimeError, match="view size is not compatible"):
        turned.view(6)
    assert turned.reshape(6).tolist() == [0, 3, 1, 4, 2, 5]
    assert torch.arange(3).expand(4, 3).stride() == (0, 1)
