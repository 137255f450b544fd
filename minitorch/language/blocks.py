"""The block that Transformers are stacks of: attention, then a small network."""

from collections.abc import Callable
from typing import Any

from minitorch.language.self_attention import CausalSelfAttention, KVCache
from minitorch.nn import GELU, Dropout, LayerNorm, Linear, Module
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.tensor import Tensor


class FeedForward(Module):
    """A network of one hidden layer, four times as wide, for each token by itself.

    Args:
        embed_dim: how many numbers stand for each token.
        bias: whether both linear layers have one.
        activation: a class of modules, which stands between them.
        seed: a whole number or a generator.
        options: ``dtype`` and ``backend``, as for ``tensor``.
    """

    def __init__(
        self,
        embed_dim: int,
        bias: bool = True,
        activation: Callable[[], Module] = GELU,
        *,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        options |= {"bias": bias, "seed": generator_of(seed)}
        self.wider = Linear(embed_dim, 4 * embed_dim, **options)
        self.activation = activation()
        self.narrower = Linear(4 * embed_dim, embed_dim, **options)

    def forward(self, x: Tensor) -> Tensor:
        """Return the network's output, of the shape of x."""
        y: Tensor = self.narrower(self.activation(self.wider(x)))
        return y


class TransformerBlock(Module):
    """x + attention(norm x), then x + feed forward(norm x).

    The sums let what stands in x pass as it is, and derivatives on their way back, too:
    each part adds what it has found.

    PyTorch's ``nn.TransformerEncoderLayer`` with norm_first=True, batch_first=True,
    four times embed_dim and the same activation computes the same under a causal mask.

    Args:
        embed_dim: how many numbers stand for each token.
        num_heads: how many heads of attention share them.
        bias: whether linear layers have one.
        dropout: the probability with which a share, or a number that a part adds,
            becomes 0 in training.
        norm: a class of modules, ``nn.LayerNorm`` or ``nn.RMSNorm``.
        activation: a class of modules.
        seed: a whole number or a generator, for first weights and for dropout.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    >>> from minitorch import randn
    >>> block = TransformerBlock(8, num_heads=2, seed=0)
    >>> block(randn(1, 5, 8, seed=1)).shape
    (1, 5, 8)
    """

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        *,
        bias: bool = True,
        dropout: float = 0.0,
        norm: Callable[..., Module] = LayerNorm,
        activation: Callable[[], Module] = GELU,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        more = options | {"seed": generator_of(seed), "bias": bias}
        self.norm1 = norm(embed_dim, **options)
        self.attention = CausalSelfAttention(
            embed_dim, num_heads, dropout=dropout, **more
        )
        self.norm2 = norm(embed_dim, **options)
        self.feed_forward = FeedForward(embed_dim, activation=activation, **more)
        self.dropout = Dropout(dropout, seed=more["seed"])

    def forward(self, x: Tensor, cache: KVCache | None = None) -> Tensor:
        """Return x with what both parts have found.

        Args:
            x: shape (batch, time, embed_dim), or without a batch.
            cache: as for ``CausalSelfAttention``.
        """
        x = x + self.dropout(self.attention(self.norm1(x), cache))
        y: Tensor = x + self.dropout(self.feed_forward(self.norm2(x)))
        return y
