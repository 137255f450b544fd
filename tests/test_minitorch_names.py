"""Names and conventions of the public MiniTorch course: programs for it run here."""

import copy
import importlib
import pickle
from typing import Any

import numpy as np
import pytest

import minitorch
from minitorch import (
    FastOps,
    MathTest,
    MathTestVariable,
    Scalar,
    SimpleBackend,
    SimpleOps,
    Tensor,
    TensorBackend,
    TensorData,
    derivative_check,
    grad_central_difference,
    grad_check,
    operators,
    tensor,
)
from minitorch.storage.indexing import IndexingError, ShapeError

FastBackend = TensorBackend(FastOps)
ONE, TWO, LISTS = MathTestVariable._comp_testing()


def named(cases: list[Any]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=lambda case: case[0])


# Where the names are


NAMES = {
    "": """Context Function History IndexingError MathTest MathTestVariable Module
        Parameter SGD Scalar ScalarFunction ScalarHistory SimpleBackend SimpleOps Tensor
        TensorBackend TensorData TensorOps UserIndex UserShape UserStrides Variable
        backpropagate broadcast_index central_difference datasets derivative_check
        grad_central_difference grad_check index_to_position operators prod rand
        shape_broadcast strides_from_shape tensor to_index topological_sort zeros
        autodiff module optim scalar scalar_functions tensor_data tensor_functions
        tensor_ops testing""",
    "tensor_data": """IndexingError TensorData broadcast_index index_to_position prod
        shape_broadcast strides_from_shape to_index""",
    "tensor_functions": """Add Copy Exp Function History Log MatMul Mul Neg ReLU Sigmoid
        grad_central_difference grad_check rand tensor zeros""",
    "tensor_ops": "SimpleBackend SimpleOps TensorBackend TensorOps",
    "testing": "MathTest MathTestVariable",
    "scalar_functions": "Add EQ Exp Inv LT Log Mul Neg ReLU ScalarFunction Sigmoid",
}


@pytest.mark.parametrize("module", NAMES)
def test_its_modules_have_its_names(module: str) -> None:
    found = importlib.import_module(f"minitorch.{module}".rstrip("."))
    assert not [name for name in NAMES[module].split() if not hasattr(found, name)]


# The functions that its tests go through


def test_every_function_is_there_once_under_its_kind() -> None:
    assert [len(kind) for kind in (ONE, TWO, LISTS)] == [14, 6, 3]
    for ours, plain in zip(MathTestVariable._tests(), MathTest._tests(), strict=True):
        assert [name for name, _ in ours] == [name for name, _ in plain]
    assert {name[-1] for name, *_ in TWO} == {"2"}


@named(ONE)
@pytest.mark.parametrize("x", [-6.25, 0.75, 40.0])
def test_functions_of_one_number(case: Any, x: float) -> None:
    _, of_numbers, function = case
    assert function(Scalar(x)).data == pytest.approx(of_numbers(x))
    assert function(tensor([x])).item() == pytest.approx(of_numbers(x))
    derivative_check(function, x)
    grad_check(function, tensor([[x, x + 1]], backend=SimpleBackend))


@named(TWO)
def test_functions_of_two_numbers(case: Any) -> None:
    _, of_numbers, function = case
    for x, y in [(-3.0, 1.0), (5.5, 0.0), (1.0, 3.0)]:
        assert function(Scalar(x), Scalar(y)).data == pytest.approx(of_numbers(x, y))
        assert function(tensor(x), tensor(y)).item() == pytest.approx(of_numbers(x, y))
        derivative_check(function, x, y)
    grad_check(function, tensor([[1.0, 2.0]]), tensor([[0.25], [9.0]]))


@named(LISTS)
def test_functions_of_lists(case: Any) -> None:
    _, of_numbers, function = case
    assert function(tensor([1.0, 2.0, 6.0])).item() == of_numbers([1.0, 2.0, 6.0])
    grad_check(function, tensor([[1.0, 2.0], [3.0, 4.0]]))


def test_numbers_of_tensors_are_numbers_to_operators() -> None:
    x = tensor([[0.5, 2.0]])
    assert operators.is_close(x[0, 1], 2.0) == 1.0
    assert operators.sigmoid(x[0, 0]) == operators.sigmoid(0.5)
    assert operators.inv(x[0, 1] + 2) == 0.25
    assert x[0, 0] < x[0, 1]
    assert x[0, 1] == 2.0


# Backends


def test_a_backend_is_the_name_of_one_of_ours() -> None:
    for backend, name in ((SimpleBackend, "loops"), (FastBackend, "numpy")):
        assert tensor([1, 2], backend=backend).backend == backend == name
        assert minitorch.zeros((2, 3), backend=backend).shape == (2, 3)
        x = minitorch.rand((2, 3), backend=backend, requires_grad=True)
        (x * x).sum().backward()
        assert x.grad is not None
        assert x.grad.backend == name
        assert isinstance(backend, TensorBackend)
        for other in (copy.deepcopy(backend), pickle.loads(pickle.dumps(backend))):
            assert other == backend
            assert other.ops is backend.ops


@pytest.mark.parametrize("backend", [SimpleBackend, FastBackend])
def test_the_loops_of_a_backend(backend: TensorBackend) -> None:
    a = tensor([[1.0, 2.0, 3.0]], backend="numpy")
    b = tensor([[10.0], [20.0]], backend="loops", requires_grad=True)
    assert backend.neg_map(a).tolist() == [[-1.0, -2.0, -3.0]]
    assert backend.mul_zip(a, b).tolist() == [[10.0, 20.0, 30.0], [20.0, 40.0, 60.0]]
    assert backend.lt_zip(b, a * 7).tolist() == [[0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]
    assert backend.add_reduce(b, 0).tolist() == [[30.0]]
    assert backend.mul_reduce(a, 1).tolist() == [[6.0]]
    assert backend.matrix_multiply(b, a).tolist() == (b @ a).tolist()
    assert backend.add_zip(a, b).backend == backend
    assert backend.add_zip(a, b).is_constant()
    out = minitorch.zeros((2, 3))
    assert backend.exp_map(a, out) is out
    assert out.tolist() == [np.exp([1.0, 2.0, 3.0]).tolist()] * 2
    with pytest.raises(ShapeError):
        backend.add_zip(a, tensor([1.0, 2.0]))


def test_what_a_backend_has_not() -> None:
    for name in ("nothing_map", "neg_fold", "neg", "_map"):
        with pytest.raises(AttributeError, match=name):
            getattr(SimpleBackend, name)
    with pytest.raises(TypeError, match="expected SimpleOps or FastOps, got <class"):
        TensorBackend(int)  # type: ignore[arg-type]
    assert SimpleOps.reduce(max, -5.0)(tensor([[-7.0, -6.0]]), 1).tolist() == [[-5.0]]


def test_a_backend_in_the_place_of_requires_grad_is_refused() -> None:
    for make in (Tensor, tensor):
        with pytest.raises(TypeError, match="all else goes by its name, as backend="):
            make([1.0], SimpleBackend)


# Tensors of tensor data


@pytest.mark.parametrize("backend", [SimpleBackend, FastBackend])
def test_a_tensor_of_tensor_data(backend: TensorBackend) -> None:
    data = TensorData(range(6), (3, 2)).permute(1, 0)
    x = Tensor(data, backend=backend)
    assert x.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]
    assert [x[i] for i in x._tensor.indices()] == [0, 2, 4, 1, 3, 5]
    assert x._tensor.get((1, 2)) == 5.0
    assert x._tensor.to_string() == data.to_string()
    assert (x > 2)._tensor.get((0, 2)) == 1.0
    assert tensor(data[0, 1:]).tolist() == [2.0, 4.0]


def test_what_is_written_into_tensor_data_is_in_the_tensor_or_refused() -> None:
    x = tensor([1.0, 2.0], backend=SimpleBackend)
    x._tensor.set(1, 5.0)
    assert x.tolist() == [1.0, 5.0]
    with pytest.raises(RuntimeError, match="write x\\[index\\] = value"):
        tensor([1.0, 2.0])._tensor.set(1, 5.0)


def test_what_is_not_here_is_said_by_name() -> None:
    with pytest.raises(AttributeError, match=r"SimpleBackend\.add_zip"):
        _ = tensor(1.0).f
    for sizes in (tensor([1.0]), 3, (2, 2), (3,)):
        with pytest.raises(ShapeError, match="expand: expected sizes for"):
            tensor([[1.0], [2.0], [3.0]]).expand(sizes)


def test_a_tensor_made_of_a_row_of_numbers() -> None:
    row = [0, 1, 2, 3, 4, 5]
    plain = Tensor.make(row, (2, 3))
    assert plain.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert (plain.backend, plain.is_constant()) == ("numpy", True)
    turned = [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]
    for x in (
        Tensor.make(row, (2, 3), (1, 2), SimpleBackend),
        Tensor.make(np.array(row), (2, 3), (1, 2), backend=SimpleBackend),
        Tensor.make(row, (2, 3), strides=(1, 2), backend=SimpleBackend),
    ):
        assert x.tolist() == turned
        assert x.backend == "loops"
    assert Tensor.make([7.0], (1,), backend=FastBackend).requires_grad_(True).is_leaf()
    with pytest.raises(ShapeError, match="needs a storage of 6 numbers, got 5"):
        Tensor.make(row[:5], (2, 3))


def test_numbers_become_tensors() -> None:
    x = tensor([1.0])
    assert x._ensure_tensor(2).tolist() == 2.0
    assert x._ensure_tensor(x) is x
    leaf = tensor([1.0], requires_grad=True)
    assert (leaf * 2).get_data().is_constant()


def test_a_size_is_a_number_and_can_be_called() -> None:
    x = tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    assert x.size == np.size(x) == 6
    assert x.view(x.size).shape == (6,)
    assert (x.sum() / x.size).item() == 3.5
    assert (x.size(), x.size(1), x.size(-2)) == ((2, 3), 3, 2)
    with pytest.raises(IndexingError, match="size: expected a dimension"):
        x.size(2)


def test_the_only_element_of_a_sum() -> None:
    x = tensor([1.0, 2.0], requires_grad=True)
    total = (x * x).sum()
    assert total.shape == ()
    total[0].backward()
    assert (x.grad == tensor([2.0, 4.0])).all()
    assert float(total[0].detach()) == 5.0
    for index in (1, -1, (0, 0), slice(0, 1), [0]):
        with pytest.raises(IndexingError):
            total[index]


# Gradients against differences


def test_the_difference_of_one_element() -> None:
    x, y = tensor([[1.0, 2.0]]), tensor([[5.0], [7.0]])
    found = grad_central_difference(lambda x, y: x * x * y, x, y, ind=(0, 1))
    assert found == pytest.approx(2 * 2.0 * (5 + 7))
    found = grad_central_difference(lambda x, y: x * x * y, x, y, arg=1, ind=(1, 0))
    assert found == pytest.approx(1 + 4)
    assert x.tolist() == [[1.0, 2.0]]
    with pytest.raises(IndexError, match="arg from 0 to 1, for the 2 tensors"):
        grad_central_difference(lambda x, y: x * y, x, y, arg=2, ind=(0, 0))
    with pytest.raises(IndexingError, match="does not fit the shape"):
        grad_central_difference(lambda x: x * x, x, ind=(1, 0))


def test_large_elements_do_not_blur_the_others() -> None:
    # The sum of these cubes is about 10⁸, whose rounding errors, divided by 2ε, are
    # larger than what is to be seen at the last element.
    x = tensor([*[100.0] * 80, 1e-3])
    grad_check(lambda a: a * a * a, x)
    with pytest.raises(AssertionError, match=r"at \[80\]: backward gives"):
        grad_check(lambda a: a * a * a + (a - a.detach()) * 1e-3, x)


# Positions


def test_an_index_is_returned_and_written() -> None:
    out = np.zeros(2, np.int32)
    assert minitorch.to_index(5, np.array([2, 3]), out) == (1, 2)
    assert out.tolist() == [1, 2]
    assert minitorch.broadcast_index((1, 2), (2, 3), (1, 3), out) == (0, 2)
    assert out.tolist() == [0, 2]
    assert minitorch.to_index(1, (2, 2)) == (0, 1)
    assert minitorch.index_to_position(np.array([1, 2]), np.array([3, 1])) == 5


def test_products() -> None:
    assert minitorch.prod((2, 3)) == 6.0
    x = tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    minitorch.prod(x).backward()
    assert x.grad is not None
    assert x.grad.tolist() == [[24.0, 12.0], [8.0, 6.0]]


# Modules


def test_what_a_parameter_holds_is_asked_for_a_derivative() -> None:
    class Asked:
        def __init__(self) -> None:
            self.flag: bool | None = None

        def requires_grad_(self, flag: bool) -> None:
            self.flag = flag

    first, second = Asked(), Asked()
    p = minitorch.Parameter(first)
    p.update(second)
    assert (first.flag, second.flag, p.value) == (True, True, second)
    assert str(p)


def test_parameters_are_lists() -> None:
    model = minitorch.Module()
    model.add_parameter("w", 0)
    model.b = minitorch.Parameter(2.0)
    assert len(model.parameters()) == 2
    assert [(name, p.value) for name, p in model.named_parameters()] == [
        ("w", 0),
        ("b", 2.0),
    ]
    model.eval()
    assert not model.training
    model.train()
    assert model.training
