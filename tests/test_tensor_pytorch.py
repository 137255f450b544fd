"""Every value and derivative of tensors, against PyTorch where it is installed."""

import numpy as np
import pytest
from tensor_cases import CASES, Case, inputs

torch = pytest.importorskip("torch", reason="PyTorch is not installed")


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("transposed", [False, True], ids=["rows", "columns"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_values_and_gradients_are_those_of_pytorch(
    case: Case, transposed: bool, dtype: str
) -> None:
    if transposed and "view" in case.name:
        pytest.skip("a view needs rows")
    ours = inputs(case, transposed, dtype=dtype)
    theirs = [torch.tensor(t.numpy().copy(), requires_grad=True) for t in ours]
    result, expected = case.build(*ours), (case.torch or case.build)(*theirs)
    near = 1e-12 if dtype == "float64" else 2e-5
    assert str(result.dtype) == dtype
    assert result.shape == tuple(expected.shape)
    np.testing.assert_allclose(result.numpy(), expected.detach().numpy(), near, near)
    weights = np.random.default_rng(2).uniform(0.5, 1.5, result.shape).astype(dtype)
    result.backward(weights)
    expected.backward(torch.tensor(weights))
    for own, other in zip(ours, theirs, strict=True):
        assert own.grad is not None
        assert own.grad.dtype == own.dtype
        np.testing.assert_allclose(own.grad, other.grad.numpy(), near, near)
