"""What PyTorch keeps there, too: ``import minitorch.nn.functional as F``.

>>> from minitorch import tensor
>>> relu(tensor([-1.0, 1.0]))
tensor([0., 1.])
"""

from typing import Any

from minitorch.criteria import binary_cross_entropy as binary_cross_entropy
from minitorch.criteria import cross_entropy as cross_entropy
from minitorch.criteria import l1_loss as l1_loss
from minitorch.criteria import nll_loss as nll_loss
from minitorch.fused.affine import Affine
from minitorch.layers import GELU, LeakyReLU, SiLU
from minitorch.layers import embedding as embedding
from minitorch.losses import (
    binary_cross_entropy_with_logits as binary_cross_entropy_with_logits,
)
from minitorch.losses import log_softmax as log_softmax
from minitorch.losses import mse_loss as mse_loss
from minitorch.losses import softmax as softmax
from minitorch.nn import dropout as dropout
from minitorch.nn.attention import (
    scaled_dot_product_attention as scaled_dot_product_attention,
)
from minitorch.nn.left_out import why_not
from minitorch.norms import layer_norm as layer_norm
from minitorch.norms import rms_norm as rms_norm
from minitorch.tensors.more_creation import one_hot as one_hot
from minitorch.tensors.tensor import Tensor


def __getattr__(name: str) -> Any:
    why = why_not(name.title())
    raise AttributeError(f"minitorch.nn.functional has no {name!r}{why}")


def relu(x: Tensor) -> Tensor:
    """Return ``x.relu()``."""
    return x.relu()


def tanh(x: Tensor) -> Tensor:
    """Return ``x.tanh()``."""
    return x.tanh()


def sigmoid(x: Tensor) -> Tensor:
    """Return ``x.sigmoid()``."""
    return x.sigmoid()


def gelu(x: Tensor, approximate: str = "tanh") -> Tensor:
    """Return what the layer ``GELU`` does."""
    return GELU(approximate).forward(x)


def leaky_relu(x: Tensor, negative_slope: float = 0.01) -> Tensor:
    """Return what the layer ``LeakyReLU`` does."""
    return LeakyReLU(negative_slope).forward(x)


def silu(x: Tensor) -> Tensor:
    """Return what the layer ``SiLU`` does."""
    return SiLU().forward(x)


def linear(x: Any, weight: Any, bias: Any = None) -> Tensor:
    """Return x Wᵀ, and a bias where there is one."""
    if isinstance(x, Tensor) and x.dims > 2 and x.backend == "numpy":
        parts = (weight,) if bias is None else (weight, bias)
        product: Tensor = Affine.apply(x, *parts)  # the same at once
        return product
    product = x @ weight.T
    return product if bias is None else product + bias
