"""Operations on tensors as plain loops: map, zip, reduce and matrix multiplication.

Each goes through the indices of its result in order. For each index it finds the
positions of the numbers that it needs, reads them from the storage and computes one
number. Nothing is clever here: this is what faster programs must agree with.

>>> from minitorch import operators
>>> a = TensorData([1, 2, 3, 4, 5, 6], (2, 3))
>>> print(tensor_map(operators.neg)(a))
[[-1.0, -2.0, -3.0],
 [-4.0, -5.0, -6.0]]
>>> print(tensor_zip(operators.mul)(a, TensorData([10, 100], (2, 1))))
[[ 10.0,  20.0,  30.0],
 [400.0, 500.0, 600.0]]
>>> print(tensor_reduce(operators.add)(a, 1))
[[ 6.0],
 [15.0]]
>>> print(tensor_matmul(a, a.permute(1, 0)))
[[14.0, 32.0],
 [32.0, 77.0]]
"""

from collections.abc import Callable

from minitorch.storage.axes import check_axis
from minitorch.storage.indexing import (
    ShapeError,
    broadcast_index,
    indices,
    shape_broadcast,
)
from minitorch.storage.tensor_data import TensorData


def tensor_map(fn: Callable[[float], float]) -> Callable[[TensorData], TensorData]:
    """Return the function that applies fn to every number of a tensor.

    >>> print(tensor_map(lambda x: x * x)(TensorData([1, 2, 3], (3,))))
    [1.0, 4.0, 9.0]
    """

    def apply(a: TensorData) -> TensorData:
        numbers = []
        for index in indices(a.shape):
            i = a.position(index)
            numbers.append(fn(a.storage[i]))
        return TensorData(numbers, a.shape)

    return apply


def tensor_zip(
    fn: Callable[[float, float], float],
) -> Callable[[TensorData, TensorData], TensorData]:
    """Return the function that applies fn to the pairs of numbers of two tensors.

    The two are broadcast to one shape.

    Raises:
        ShapeError: when the function is called with tensors that cannot be broadcast.

    >>> a = TensorData([1, 2, 3], (3,))
    >>> print(tensor_zip(lambda x, y: x - y)(a, TensorData([1], ())))
    [0.0, 1.0, 2.0]
    """

    def apply(a: TensorData, b: TensorData) -> TensorData:
        shape = shape_broadcast(a.shape, b.shape)
        numbers = []
        for index in indices(shape):
            i = a.position(broadcast_index(index, shape, a.shape))
            j = b.position(broadcast_index(index, shape, b.shape))
            numbers.append(fn(a.storage[i], b.storage[j]))
        return TensorData(numbers, shape)

    return apply


def tensor_reduce(
    fn: Callable[[float, float], float], start: float | None = None
) -> Callable[[TensorData, int], TensorData]:
    """Return the function that folds a tensor with fn along one of its dimensions.

    That dimension has size 1 in the result. The numbers x₁, x₂, … along it become
    fn(… fn(fn(start, x₁), x₂) …, xₙ), and without a start fn(… fn(x₁, x₂) …, xₙ).

    Args:
        fn: makes one number of two.
        start: where to begin; by default with the first number.

    Raises:
        ValueError: when there is no number to fold, and no start.
        IndexingError: when the dimension is not there.

    >>> largest = tensor_reduce(max)
    >>> largest(TensorData([1, 5, 3, 4], (2, 2)), 0).storage
    [3.0, 5.0]
    """

    def apply(a: TensorData, axis: int) -> TensorData:
        axis = check_axis(axis, a.dims)
        count, stride = a.shape[axis], a.strides[axis]
        if count == 0 and start is None:
            raise ValueError(
                f"tensor_reduce: expected numbers along dimension {axis}, got shape "
                f"{a.shape}; give a start for what nothing becomes"
            )
        before = [] if start is None else [start]
        shape = (*a.shape[:axis], 1, *a.shape[axis + 1 :])
        numbers = []
        for index in indices(shape):
            i = a.position(index)  # the first one, as index[axis] is 0
            line = before + [a.storage[i + step * stride] for step in range(count)]
            result = line[0]
            for x in line[1:]:
                result = fn(result, x)
            numbers.append(result)
        return TensorData(numbers, shape)

    return apply


def tensor_matmul(a: TensorData, b: TensorData) -> TensorData:
    """Return the matrix product: cᵢⱼ = aᵢ₁ · b₁ⱼ + aᵢ₂ · b₂ⱼ + ⋯ + aᵢₖ · bₖⱼ.

    Dimensions in front of the last two are a batch: for each index into them there is
    one product. They are broadcast.

    Args:
        a: shape (…, n, k).
        b: shape (…, k, m).

    Returns:
        The products, shape (…, n, m).

    Raises:
        ShapeError: one of the two is no matrix, they do not fit each other, or their
            batches cannot be broadcast.

    >>> print(tensor_matmul(TensorData([1, 2], (1, 2)), TensorData([3, 4], (2, 1))))
    [[11.0]]
    """
    check_matmul(a, b)
    (n, k), m = a.shape[-2:], b.shape[-1]
    batch = shape_broadcast(a.shape[:-2], b.shape[:-2])
    a, b = a.broadcast_to((*batch, n, k)), b.broadcast_to((*batch, k, m))
    numbers = []
    for *which, row, column in indices((*batch, n, m)):
        i = a.position((*which, row, 0))
        j = b.position((*which, 0, column))
        total = 0.0
        for _ in range(k):
            total += a.storage[i] * b.storage[j]
            i += a.strides[-1]  # one column to the right
            j += b.strides[-2]  # one row down
        numbers.append(total)
    return TensorData(numbers, (*batch, n, m))


def check_matmul(a: TensorData, b: TensorData) -> None:
    """Make sure that two tensors are matrices that can be multiplied.

    Raises:
        ShapeError: they are not.
    """
    if a.dims < 2 or b.dims < 2:
        raise ShapeError(
            f"matrix multiplication: expected at least 2 dimensions each, got shapes "
            f"{a.shape} and {b.shape}"
        )
    if a.shape[-1] != b.shape[-2]:
        raise ShapeError(
            f"matrix multiplication: expected as many columns in the first as rows in "
            f"the second, got {a.shape[-1]} and {b.shape[-2]} in the shapes {a.shape} "
            f"and {b.shape}"
        )
