"""First values of parameters: PyTorch's ``nn.init``, which changes a tensor in place.

>>> from minitorch import nn
>>> layer = nn.Linear(3, 2)
>>> constant_(layer.bias, 0.5).tolist()
[0.5, 0.5]

Weights of a layer have the shape (outputs, inputs). With a variance of 2 / inputs the
numbers behind a ``relu`` are about as large as those before it.
"""

import math
from typing import Any

from minitorch.checks import expect
from minitorch.tensors.generators import Seed
from minitorch.tensors.no_grad import no_grad

GAINS = {"linear": 1.0, "sigmoid": 1.0, "tanh": 5 / 3, "relu": math.sqrt(2)}


def calculate_gain(nonlinearity: str, param: float = 0.01) -> float:
    """Return by how much larger weights have to be for what follows a layer.

    >>> calculate_gain("tanh") == 5 / 3
    True
    """
    if nonlinearity == "leaky_relu":
        return math.sqrt(2 / (1 + param**2))
    names = [*GAINS, "leaky_relu"]
    expect(nonlinearity in GAINS, f"calculate_gain: one of {names}", nonlinearity)
    return GAINS[nonlinearity]


@no_grad()
def constant_(x: Any, value: float) -> Any:
    """Make all elements of a tensor, or a Parameter, one value; return it."""
    x.fill_(value)
    return x


def zeros_(x: Any) -> Any:
    """Make all elements 0; return the tensor."""
    return constant_(x, 0.0)


def ones_(x: Any) -> Any:
    """Make all elements 1; return the tensor."""
    return constant_(x, 1.0)


@no_grad()
def normal_(
    x: Any, mean: float = 0.0, std: float = 1.0, *, generator: Seed = None
) -> Any:
    """Draw all elements from a normal distribution; return the tensor."""
    x.normal_(mean, std, generator=generator)
    return x


@no_grad()
def uniform_(x: Any, a: float = 0.0, b: float = 1.0, *, generator: Seed = None) -> Any:
    """Draw all elements evenly from a to b; return the tensor."""
    x.uniform_(a, b, generator=generator)
    return x


def sizes(x: Any) -> tuple[int, int]:
    """Return how many inputs and outputs a matrix of weights has."""
    expect(len(x.shape) == 2, "nn.init: weights of shape (outputs, inputs)", x.shape)
    return x.shape[1], x.shape[0]


def xavier_normal_(x: Any, gain: float = 1.0, *, generator: Seed = None) -> Any:
    """Draw weights of the variance 2 gain² / (inputs + outputs); return them."""
    std = gain * math.sqrt(2 / sum(sizes(x)))
    return normal_(x, 0.0, std, generator=generator)


def xavier_uniform_(x: Any, gain: float = 1.0, *, generator: Seed = None) -> Any:
    """Draw weights of the same variance, evenly; return them."""
    bound = gain * math.sqrt(6 / sum(sizes(x)))
    return uniform_(x, -bound, bound, generator=generator)


def kaiming_normal_(
    x: Any,
    a: float = 0.0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    *,
    generator: Seed = None,
) -> Any:
    """Draw weights of the variance gain² / inputs; return them.

    Args:
        x: weights of shape (outputs, inputs).
        a: the slope of a leaky relu where it is negative.
        mode: "fan_in", or "fan_out" for the number of outputs in the place of inputs.
        nonlinearity: what follows the layer, for the gain.
        generator: as for ``rand``.
    """
    std = spread(x, a, mode, nonlinearity)
    return normal_(x, 0.0, std, generator=generator)


def kaiming_uniform_(
    x: Any,
    a: float = 0.0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    *,
    generator: Seed = None,
) -> Any:
    """Draw weights of the same variance, evenly; return them."""
    bound = math.sqrt(3) * spread(x, a, mode, nonlinearity)
    return uniform_(x, -bound, bound, generator=generator)


def spread(x: Any, a: float, mode: str, nonlinearity: str) -> float:
    """Return the standard deviation of Kaiming's weights, gain / √inputs."""
    expect(mode in ("fan_in", "fan_out"), "nn.init: mode 'fan_in' or 'fan_out'", mode)
    return calculate_gain(nonlinearity, a) / math.sqrt(sizes(x)[mode == "fan_out"])
