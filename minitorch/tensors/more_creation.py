"""More ways to make tensors, with PyTorch's names."""

from typing import Any

import numpy as np

from minitorch import devices
from minitorch.checks import expect
from minitorch.passing_on import plain
from minitorch.storage.indexing import IndexingError
from minitorch.tensors.arguments import checked_sizes
from minitorch.tensors.creation import fractions, full, ones, rand, randn, tensor, zeros
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.no_grad import no_grad
from minitorch.tensors.tensor import Tensor


def zeros_like(x: Tensor, **options: Any) -> Tensor:
    """Return zeros of the shape, the dtype and the backend of a tensor."""
    return zeros(x.shape, **alike(x, options))


def ones_like(x: Tensor, **options: Any) -> Tensor:
    """Return ones of the shape, the dtype and the backend of a tensor."""
    return ones(x.shape, **alike(x, options))


def full_like(x: Tensor, value: float, **options: Any) -> Tensor:
    """Return a value, in the shape, the dtype and the backend of a tensor."""
    return full(x.shape, value, **alike(x, options))


def rand_like(x: Tensor, **options: Any) -> Tensor:
    """Return numbers from 0 to 1 in the shape of a tensor; see ``rand``."""
    return rand(x.shape, **alike(x, options))


def randn_like(x: Tensor, **options: Any) -> Tensor:
    """Return normal numbers in the shape of a tensor; see ``randn``."""
    return randn(x.shape, **alike(x, options))


def alike(x: Tensor, options: dict[str, Any]) -> dict[str, Any]:
    """Return options in which dtype and backend are by default those of a tensor."""
    return {"dtype": x.dtype, "backend": x.backend, **options}


empty, empty_like = zeros, zeros_like


def eye(n: int, m: int | None = None, **options: Any) -> Tensor:
    """Return a matrix of zeros with ones on its diagonal."""
    return tensor(np.eye(n, m), **options)


def linspace(start: float, end: float, steps: int, **options: Any) -> Tensor:
    """Return numbers at equal distances, the first and the last as given.

    >>> linspace(0, 1, 5)
    tensor([0.  , 0.25, 0.5 , 0.75, 1.  ])
    """
    return tensor(np.linspace(start, end, steps), **options)


def from_numpy(array: Any, **options: Any) -> Tensor:
    """Return an array as a tensor; it is copied, where PyTorch shares its memory."""
    return tensor(array, **options)


def as_tensor(
    data: Any, dtype: Any = None, device: str = "cpu", **options: Any
) -> Tensor:
    """Return a tensor as it is, with its history, or one of what holds numbers.

    >>> x = tensor([1.0, 2.0], requires_grad=True)
    >>> as_tensor(x) is x, as_tensor([1.0, 2.0])
    (True, tensor([1., 2.]))
    """
    data = plain(data)
    if not isinstance(data, Tensor) or options:
        return tensor(data, dtype=dtype, device=device, **options)
    devices.device(device)
    return data if dtype in (None, data.dtype) else data.to(dtype)


def randint(
    low: int, high: Any, size: Any = None, *, seed: Seed = None, generator: Seed = None
) -> Tensor:
    """Return whole numbers from low to below high; ``randint(high, size)`` from 0.

    >>> randint(0, 10, (2, 3), seed=1).shape
    (2, 3)
    """
    if size is None:
        low, high, size = 0, low, high
    expect(low < high, "randint: low below high", (low, high))
    draw = generator_of(seed, generator).integers(low, high, checked_sizes((size,)))
    return tensor(draw, dtype=np.int64)


def randperm(n: int, *, seed: Seed = None, generator: Seed = None) -> Tensor:
    """Return the whole numbers from 0 to n - 1 in a random order."""
    expect(n >= 0, "randperm: how many numbers, 0 or more", n)
    return tensor(generator_of(seed, generator).permutation(n), dtype=np.int64)


def normal(
    mean: float,
    std: float,
    size: Any,
    *,
    seed: Seed = None,
    generator: Seed = None,
    **options: Any,
) -> Tensor:
    """Return numbers from a normal distribution."""
    draw = generator_of(seed, generator).normal(mean, std, checked_sizes((size,)))
    return tensor(draw, **fractions(options))


def multinomial(
    weights: Any,
    num_samples: int,
    replacement: bool = False,
    *,
    seed: Seed = None,
    generator: Seed = None,
) -> Tensor:
    """Return positions, each drawn with a chance in proportion to its weight.

    Args:
        weights: numbers of 0 or more; for several rows there are draws from each.
        num_samples: how many to draw.
        replacement: whether a position may be drawn again.
        seed, generator: as for ``rand``.

    >>> multinomial(tensor([0.0, 1.0]), 3, replacement=True)
    tensor([1, 1, 1])
    """
    source = generator_of(seed, generator)
    with no_grad():  # positions have no derivative
        chances = np.asarray(weights, float)
    total = chances.sum(-1, keepdims=True)
    if chances.ndim not in (1, 2) or (chances < 0).any() or not (total > 0).all():
        raise ValueError(
            f"multinomial: expected weights of 0 or more, some above 0, got {weights}"
        )
    enough = replacement or ((chances > 0).sum(-1) >= num_samples).all()
    expect(enough, "multinomial: replacement, or fewer draws than weights", weights)
    rows = [
        source.choice(chances.shape[-1], num_samples, replacement, row)
        for row in (chances / total).reshape(-1, chances.shape[-1])
    ]
    return tensor(np.array(rows).reshape(*chances.shape[:-1], -1), dtype=np.int64)


def one_hot(classes: Any, num_classes: int = -1) -> Tensor:
    """Return for each whole number a row with a 1 at this place, and 0 elsewhere.

    >>> one_hot(tensor([2, 0])).tolist()
    [[0, 0, 1], [1, 0, 0]]
    """
    numbers = tensor(classes).numpy()
    whole = numbers.astype(int)
    size = int(whole.max(initial=-1)) + 1 if num_classes == -1 else num_classes
    if (whole != numbers).any() or (whole < 0).any() or (whole >= size).any():
        raise IndexingError(
            f"one_hot: expected whole numbers from 0 to {size - 1}, got {classes}"
        )
    return tensor(np.eye(size)[whole], dtype=np.int64)
