"""More layers: functions of each element as modules, and what text is made of."""

import math
from typing import Any, ClassVar

import numpy as np

from minitorch.checks import expect
from minitorch.fused.gelu import Gelu
from minitorch.fused.picked import Picked
from minitorch.losses import log_softmax, softmax
from minitorch.module import Parameter
from minitorch.nn_module import Module
from minitorch.storage.indexing import IndexingError
from minitorch.tensors.creation import randn
from minitorch.tensors.generators import Seed
from minitorch.tensors.tensor import Tensor


class Activation(Module):
    """A function of each element as a layer; a subclass names the method."""

    method: ClassVar[str]

    def forward(self, x: Tensor) -> Any:
        """Return the method's result."""
        return getattr(x, self.method)()


class ReLU(Activation):
    """The larger of x and 0, element by element.

    >>> from minitorch import tensor
    >>> ReLU()(tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """

    method = "relu"


class Tanh(Activation):
    """The hyperbolic tangent, element by element."""

    method = "tanh"


class Sigmoid(Activation):
    """1 / (1 + e⁻ˣ), element by element."""

    method = "sigmoid"


class SiLU(Module):
    """x / (1 + e⁻ˣ), element by element; also called swish."""

    def forward(self, x: Tensor) -> Tensor:
        """Return x σ(x)."""
        return x * x.sigmoid()


class Identity(Module):
    """The input itself."""

    def forward(self, x: Any) -> Any:
        """Return x."""
        return x


class LeakyReLU(Module):
    """x where it is positive, else a small part of it."""

    def __init__(self, negative_slope: float = 0.01) -> None:
        super().__init__()
        self.negative_slope = negative_slope

    def forward(self, x: Tensor) -> Tensor:
        """Return x, or negative_slope · x."""
        return x.where(x > 0, x * self.negative_slope)


class GELU(Module):
    """x · Φ(x), with tanh in the place of the normal distribution's Φ.

    It is PyTorch's ``GELU(approximate="tanh")``, which is less than 0.001 off.
    """

    def __init__(self, approximate: str = "tanh") -> None:
        super().__init__()
        expect(approximate == "tanh", "GELU: approximate='tanh'", approximate)

    def forward(self, x: Tensor) -> Tensor:
        """Return x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2."""
        if x.backend == "numpy":  # the same at once
            result: Tensor = Gelu.apply(x)
            return result
        inner = math.sqrt(2 / math.pi) * (x + 0.044715 * x * x * x)
        return 0.5 * x * (1.0 + inner.tanh())


class Softmax(Module):
    """Probabilities along a dimension."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, x: Any) -> Tensor:
        """Return ``softmax(x, dim)``."""
        return softmax(x, self.dim)


class LogSoftmax(Softmax):
    """The logarithm of probabilities along a dimension."""

    def forward(self, x: Any) -> Tensor:
        """Return ``log_softmax(x, dim)``."""
        return log_softmax(x, self.dim)


class Flatten(Module):
    """Several dimensions made one, by default all but the first."""

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim, self.end_dim = start_dim, end_dim

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x.flatten(start_dim, end_dim)``."""
        return x.flatten(self.start_dim, self.end_dim)


class Embedding(Module):
    """A row of numbers for each of a number of things, as characters or words.

    Args:
        num_embeddings: how many things there are.
        embedding_dim: how many numbers stand for each.
        padding_idx: a row that begins as 0 and receives no derivative, so that it can
            fill up texts to one length.
        seed: a whole number, or a generator.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    >>> Embedding(27, 10, seed=0)([[1, 2, 3]]).shape
    (1, 3, 10)
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        *,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        numbers = randn(num_embeddings, embedding_dim, seed=seed, **options)
        self.padding_idx = padding_idx
        if padding_idx is not None:
            self.padding_idx = padding_idx % num_embeddings
            numbers[padding_idx] = 0.0
        self.weight = Parameter(numbers, "weight")

    def forward(self, positions: Any) -> Tensor:
        """Return the rows at positions, whole numbers from 0.

        Raises:
            IndexingError: there is no such row.
        """
        return embedding(positions, self.weight.value, self.padding_idx)


def embedding(positions: Any, weight: Tensor, padding_idx: int | None = None) -> Tensor:
    """Return the rows of a table at positions, whole numbers from 0.

    Raises:
        IndexingError: there is no such row.
    """
    numbers = np.asarray(positions)
    places = numbers.astype(int)
    if ((places != numbers) | (places < 0) | (places >= weight.shape[0])).any():
        raise IndexingError(
            f"Embedding: expected whole numbers from 0 to {weight.shape[0] - 1}, got "
            f"{positions}"
        )
    if weight.backend == "numpy":  # the same at once
        rows: Tensor = Picked.apply(weight, places=places)
    else:
        rows = weight[places]
    if padding_idx is None:
        return rows
    filling = places == padding_idx % weight.shape[0]
    return rows.detach().where(filling[..., None], rows)
