"""Self-attention: queries, keys and values of several heads, all made of one input."""

from typing import Any

from minitorch.checks import expect
from minitorch.nn import Linear, Module
from minitorch.nn.attention import attention_weights, causal_mask
from minitorch.nn.functional import scaled_dot_product_attention
from minitorch.tensors.creation import cat
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.tensor import Tensor


class KVCache:
    """Keys and values of the tokens so far, which a model that writes needs again.

    What is behind a token changes nothing about its key and its value. So a model that
    writes a token computes those of this token alone, and finds all others here.

    >>> from minitorch import ones
    >>> cache = KVCache()
    >>> for _ in range(3):
    ...     keys, values = cache.extend(ones(1, 4, 1, 8), ones(1, 4, 1, 8))
    >>> keys.shape, len(cache)
    ((1, 4, 3, 8), 3)
    """

    def __init__(self) -> None:
        self.keys: Tensor | None = None
        self.values: Tensor | None = None

    def __len__(self) -> int:
        return 0 if self.keys is None else self.keys.shape[-2]

    def extend(self, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Keep keys and values of new tokens; return those of all.

        Args:
            keys, values: shape (…, new tokens, head size).
        """
        if self.keys is not None and self.values is not None:
            keys = cat((self.keys, keys), -2)
            values = cat((self.values, values), -2)
        self.keys, self.values = keys, values
        return keys, values


class CausalSelfAttention(Module):
    """Each token takes from itself and from those before it, with several heads.

    A linear layer makes a query, a key and a value of each token. Each head has its own
    part of them. What the heads find stands side by side, and a second linear layer
    mixes it.

    PyTorch's ``nn.MultiheadAttention(embed_dim, num_heads, batch_first=True)``, called
    with (x, x, x) and a causal mask, computes the same. It calls ``in_proj.weight``
    and ``in_proj.bias`` in_proj_weight and in_proj_bias.

    Args:
        embed_dim: how many numbers stand for each token.
        num_heads: how many heads share them; each has embed_dim / num_heads.
        bias: whether both linear layers have one.
        dropout: the probability with which a share becomes 0 in training.
        seed: a whole number or a generator, for first weights and for dropout.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    Attributes:
        in_proj: a Linear from embed_dim to 3 embed_dim: queries, keys, values.
        out_proj: a Linear from embed_dim to embed_dim.

    Raises:
        ValueError: the heads cannot share the numbers evenly.

    >>> from minitorch import randn
    >>> layer = CausalSelfAttention(8, num_heads=2, seed=0)
    >>> layer(randn(1, 5, 8, seed=1)).shape
    (1, 5, 8)
    """

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        bias: bool = True,
        dropout: float = 0.0,
        *,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        even = num_heads >= 1 and embed_dim % num_heads == 0
        whole = "CausalSelfAttention: an embed_dim that is a multiple of num_heads"
        expect(even, whole, f"{embed_dim} for {num_heads} heads")
        self.num_heads, self.dropout = num_heads, dropout
        self.generator = generator_of(seed)
        options |= {"bias": bias, "seed": self.generator}
        self.in_proj = Linear(embed_dim, 3 * embed_dim, **options)
        self.out_proj = Linear(embed_dim, embed_dim, **options)

    def forward(self, x: Tensor, cache: KVCache | None = None) -> Tensor:
        """Return what each token takes.

        Args:
            x: shape (batch, time, embed_dim), or without a batch.
            cache: keys and values of all tokens before x, which become more by those
                of x.
        """
        query, key, value = self.by_head(x)
        mask = None
        if cache is not None:
            key, value = cache.extend(key, value)
            mask = causal_mask(query.shape[-2], key.shape[-2])
        p = self.dropout if self.training else 0.0
        mix = scaled_dot_product_attention(
            *(query, key, value, mask, p),
            is_causal=mask is None,
            seed=self.generator,
        )
        side_by_side = mix.transpose(-3, -2).reshape(x.shape)
        found: Tensor = self.out_proj(side_by_side)
        return found

    def attention_weights(self, x: Tensor) -> Tensor:
        """Return how far each token looks at each, (batch, heads, time, time)."""
        query, key, _ = self.by_head(x)
        return attention_weights(query, key, is_causal=True)

    def by_head(self, x: Tensor) -> list[Tensor]:
        """Return queries, keys and values, each (batch, heads, time, head size)."""
        size = x.shape[-1] // self.num_heads
        by_token = (*x.shape[:-1], self.num_heads, size)
        parts = self.in_proj(x).chunk(3, -1)
        return [part.reshape(by_token).transpose(-3, -2) for part in parts]
