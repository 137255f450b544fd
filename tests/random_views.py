"""Random shapes, and random views with the numpy array that they must agree with."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from minitorch.storage.tensor_data import TensorData

Array = npt.NDArray[np.float64]
Draw = st.DrawFn

sizes = st.integers(0, 4)
shapes = st.lists(sizes, max_size=4).map(tuple)
full_shapes = st.lists(st.integers(1, 4), max_size=4).map(tuple)


def counted(shape: tuple[int, ...]) -> Array:
    """All different numbers, so that each tells where it came from."""
    return np.arange(1.0, math.prod(shape) + 1).reshape(shape)


def data_of(array: Array) -> TensorData:
    return TensorData(array.ravel().tolist(), array.shape)


def numpy_of(data: TensorData) -> Array:
    return np.array([data.get(i) for i in data.indices()]).reshape(data.shape)


@st.composite
def keys(draw: Draw, shape: tuple[int, ...]) -> tuple[Any, ...]:
    """A key that fits the shape: numbers, slices, ``...`` and None."""
    bound = st.one_of(st.none(), st.integers(-6, 6))
    step = st.one_of(st.none(), st.integers(1, 3), st.integers(-3, -1))
    parts: list[Any] = []
    for size in shape[: draw(st.integers(0, len(shape)))]:
        part = st.builds(slice, bound, bound, step)
        parts.append(draw(st.integers(-size, size - 1) | part if size else part))
    if draw(st.booleans()):
        rest = len(shape) - len(parts)
        hidden = draw(st.integers(0, rest))  # ... stands for this many and the rest
        parts.append(...)
        parts.extend([slice(None)] * (rest - hidden))
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), None)
    return tuple(parts)


@st.composite
def bigger_shapes(draw: Draw, shape: tuple[int, ...]) -> tuple[int, ...]:
    """A shape to which this one can be broadcast."""
    extra = draw(st.lists(st.integers(1, 3), max_size=2))
    return (*extra, *(draw(sizes) if n == 1 else n for n in shape))


@st.composite
def views(
    draw: Draw, shapes: st.SearchStrategy[tuple[int, ...]] = shapes
) -> tuple[TensorData, Array]:
    """A view of a view of … counted numbers, made with both in the same way."""
    array = counted(draw(shapes))
    data = data_of(array)
    for kind in draw(st.lists(st.sampled_from(["permute", "slice", "repeat"]))):
        if kind == "permute":
            order = draw(st.permutations(range(array.ndim)))
            data, array = data.permute(*order), array.transpose(order)
        elif kind == "slice":
            key = draw(keys(array.shape))
            data, array = data[key], np.asarray(array[key])
        elif array.size <= 64:
            shape = draw(bigger_shapes(array.shape))
            data, array = data.broadcast_to(shape), np.broadcast_to(array, shape)
    return data, array
