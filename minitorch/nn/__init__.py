"""Neural networks: layers to build a model of, and the losses to train it with.

>>> import numpy as np
>>> from minitorch import Adam, nn, tensor
>>> generator = np.random.default_rng(0)
>>> model = nn.Sequential(
...     nn.Linear(2, 8, seed=generator), nn.ReLU(), nn.Linear(8, 1, seed=generator)
... )
>>> x, y = tensor([[0, 0], [0, 1], [1, 0], [1, 1]]), [[0], [1], [1], [0]]
>>> optimiser = Adam(model.parameters(), lr=0.1)
>>> for epoch in range(100):
...     optimiser.zero_grad()
...     nn.binary_cross_entropy_with_logits(model(x), y).backward()
...     optimiser.step()
>>> (model(x) > 0).tolist()
[[False], [True], [True], [False]]

Whatever is random takes a seed: a whole number, or one of numpy's generators. Give
layers of one model different numbers, or the same generator, from which each draws
anew; with the same number they begin alike. Without a seed, each run is another.
"""

import importlib
import math
from typing import Any

import numpy as np

from minitorch import clipping as utils
from minitorch import first_values as init
from minitorch.checks import expect
from minitorch.containers import ModuleDict, ParameterList
from minitorch.criteria import (
    BCELoss,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    L1Loss,
    MSELoss,
    NLLLoss,
    cross_entropy,
    nll_loss,
)
from minitorch.fused.affine import Affine
from minitorch.layers import (
    GELU,
    Embedding,
    Flatten,
    Identity,
    LeakyReLU,
    LogSoftmax,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Tanh,
)
from minitorch.losses import (
    binary_cross_entropy_with_logits,
    log_softmax,
    mse_loss,
    softmax,
)
from minitorch.nn.left_out import why_not
from minitorch.nn_module import Module, ModuleList, Parameter
from minitorch.norms import LayerNorm, RMSNorm
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.creation import tensor
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.tensor import Tensor

__all__ = [
    "GELU",
    "BCELoss",
    "BCEWithLogitsLoss",
    "CrossEntropyLoss",
    "Dropout",
    "Embedding",
    "Flatten",
    "Identity",
    "L1Loss",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "LogSoftmax",
    "MSELoss",
    "Module",
    "ModuleDict",
    "ModuleList",
    "NLLLoss",
    "Parameter",
    "ParameterList",
    "RMSNorm",
    "ReLU",
    "Sequential",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Tanh",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "dropout",
    "init",
    "log_softmax",
    "mse_loss",
    "nll_loss",
    "softmax",
    "uniform",
    "utils",
]


def __getattr__(name: str) -> Any:
    if name == "functional":  # it is made of what stands here, so it comes later
        return importlib.import_module("minitorch.nn.functional")
    raise AttributeError(f"{__name__} has no {name!r}{why_not(name)}")


def uniform(*shape: int, bound: float, seed: Seed = None, **options: Any) -> Tensor:
    """Return numbers drawn evenly from -bound to bound.

    Args:
        shape: the sizes.
        bound: a number of 0 or more.
        seed: a whole number, or a generator, which goes on.
        options: those of ``tensor``.

    >>> bool((uniform(2, 3, bound=0.5, seed=0).abs() <= 0.5).all())
    True
    """
    numbers = generator_of(seed).uniform(-bound, bound, shape)
    return tensor(numbers, **options)


class Linear(Module):
    """y = x Wᵀ + b: each output is a weighted sum of the inputs, and a bias.

    Weights and biases are drawn evenly from -1/√in_features to 1/√in_features. So a sum
    of in_features products has about the size of one input, however many there are.

    Args:
        in_features: how many inputs each example has.
        out_features: how many outputs.
        bias: whether b is there.
        seed: a whole number, or a generator, which goes on.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    Attributes:
        weight: W, a Parameter of shape (out_features, in_features), as in PyTorch: row
            j holds the weights of output j.
        bias: b, a Parameter of shape (out_features,), or None.

    Raises:
        ValueError: there are no inputs, or no outputs.

    >>> layer = Linear(3, 2, seed=0)
    >>> layer(tensor([[1.0, 2.0, 3.0]])).shape
    (1, 2)
    >>> layer
    Linear
      weight: Tensor of shape (2, 3), name='weight'
      bias: Tensor of shape (2,), name='bias'
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        sizes = {"in_features": in_features, "out_features": out_features}
        some = in_features >= 1 and out_features >= 1
        expect(some, "Linear: at least one input and one output", sizes)
        self.in_features, self.out_features = in_features, out_features
        # One generator for both: two of the same seed would give the same numbers.
        options |= {"seed": generator_of(seed)}
        options |= {"bound": 1 / math.sqrt(in_features)}
        weight = uniform(out_features, in_features, **options)
        self.weight = Parameter(weight, "weight")
        self.bias = (
            Parameter(uniform(out_features, **options), "bias") if bias else None
        )

    def forward(self, x: Any) -> Tensor:
        """Return x Wᵀ + b.

        Args:
            x: a tensor, an array or lists; shape (…, in_features).

        Raises:
            ShapeError: the last size is another.
        """
        weight = self.weight.value
        x = weight.like(x)
        if not x.shape or x.shape[-1] != self.in_features:
            raise ShapeError(
                f"Linear: expected inputs of shape (…, {self.in_features}), got "
                f"{x.shape}"
            )
        if x.dims > 2 and x.backend == "numpy":  # the same at once
            parts = (weight,) if self.bias is None else (weight, self.bias.value)
            y: Tensor = Affine.apply(x, *parts)
            return y
        y = x @ weight.T
        return y if self.bias is None else y + self.bias.value


class Sequential(ModuleList):
    """One module after the other; they are its children "0", "1", ….

    With a dictionary in the place of modules they have its names.

    >>> model = Sequential(ReLU(), Linear(2, 1), ReLU())
    >>> len(model), model[1].in_features, len(model[:2])
    (3, 2, 2)
    >>> Sequential(ReLU(), ReLU())
    Sequential
      0: ReLU
      1: ReLU
    """

    def __init__(self, *modules: Any) -> None:
        named = len(modules) == 1 and isinstance(modules[0], dict)
        super().__init__(() if named else modules)
        for name, part in modules[0].items() if named else ():
            self.add_module(name, part)

    def forward(self, x: Any) -> Any:
        """Return the last module's output, where each takes that of the one before."""
        for module in self:
            x = module(x)
        return x

    def made(self, modules: list[Any]) -> tuple[Any, ...]:
        """Return what the class is called with to hold these modules."""
        return tuple(modules)


def dropout(
    x: Tensor, p: float = 0.5, training: bool = True, *, seed: Seed = None
) -> Tensor:
    """Return x with elements set to 0 by chance, and the others grown in return.

    Each element becomes 0 with probability p, and x / (1 - p) otherwise, so that its
    mean over all draws is x. A model that is not being trained gets that: x itself.

    Args:
        x: a tensor.
        p: from 0 to 1.
        training: whether the model is being trained.
        seed: a whole number, which drops the same elements in each call, or a
            generator, which goes on.

    Raises:
        ValueError: p is not a probability.

    >>> x = tensor([1.0, 2.0, 3.0, 4.0])
    >>> dropout(x, p=0.5, seed=1)
    tensor([2., 4., 0., 8.])
    >>> dropout(x, training=False, seed=1) is x
    True
    """
    expect(0 <= p <= 1, "dropout: a probability p from 0 to 1", p)
    if not training or p == 0:
        return x
    kept = generator_of(seed).random(x.shape) >= p
    mask = kept / (1 - p) if p < 1 else np.zeros(x.shape)
    return x * tensor(mask, dtype=x.data.dtype, backend=x.backend)


class Dropout(Module):
    """``dropout`` as a layer: it drops only while the model is trained.

    Args:
        p: the probability with which an element becomes 0.
        seed: a whole number, or a generator. Each call draws anew.

    Raises:
        ValueError: p is not a probability.

    >>> layer = Dropout(p=0.5, seed=1)
    >>> layer(tensor([1.0, 2.0, 3.0, 4.0]))
    tensor([2., 4., 0., 8.])
    >>> _ = layer.eval()
    >>> layer(tensor([1.0, 2.0, 3.0, 4.0]))
    tensor([1., 2., 3., 4.])
    """

    def __init__(self, p: float = 0.5, *, seed: Seed = None) -> None:
        super().__init__()
        expect(0 <= p <= 1, "Dropout: a probability p from 0 to 1", p)
        self.p = p
        self.generator = generator_of(seed)

    def forward(self, x: Tensor) -> Tensor:
        """Return x with elements dropped, or x itself after ``eval()``."""
        return dropout(x, self.p, self.training, seed=self.generator)
