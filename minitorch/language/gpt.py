"""A GPT: embeddings, blocks, and a guess at each next token.

>>> from minitorch import optim
>>> from minitorch.nn.functional import cross_entropy
>>> model = GPT(vocab_size=3, block_size=8, embed_dim=8, num_heads=2, seed=0)
>>> optimiser = optim.AdamW(model.parameters(), lr=0.01)
>>> tokens = tensor([[0, 1, 2, 0, 1, 2, 0, 1, 2]])
>>> for _ in range(50):
...     logits = model(tokens[:, :-1])
...     loss = cross_entropy(logits.transpose(1, 2), tokens[:, 1:])
...     optimiser.zero_grad()
...     loss.backward()
...     optimiser.step()
>>> model.generate([[0, 1]], max_new_tokens=4, temperature=0)
tensor([[0, 1, 2, 0, 1, 2]])
"""

from collections.abc import Callable, Sequence
from typing import Any

from minitorch.language.blocks import TransformerBlock
from minitorch.language.sampling import sample
from minitorch.language.self_attention import KVCache
from minitorch.nn import GELU, Embedding, LayerNorm, Linear, Module, ModuleList, init
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.creation import arange, cat, tensor
from minitorch.tensors.dtypes import int64
from minitorch.tensors.generators import Seed, generator_of
from minitorch.tensors.no_grad import no_grad
from minitorch.tensors.tensor import Tensor


class GPT(Module):
    """A model of language: for each token of a text it guesses the next one.

    Args:
        vocab_size: how many tokens there are.
        block_size: how many of them it reads at most.
        embed_dim: how many numbers stand for each.
        num_heads: how many heads of attention share them.
        num_layers: how many blocks there are.
        bias, dropout, norm, activation: as for ``TransformerBlock``.
        tied: whether the numbers that stand for a token are also those by which it is
            guessed: one Parameter in two modules.
        seed: a whole number or a generator, for first weights and for dropout.
        options: ``dtype`` and ``backend``, as for ``tensor``.

    Attributes:
        token_embedding, position_embedding: an Embedding each.
        blocks: a ModuleList of TransformerBlocks.
        norm: what stands behind them.
        head: a Linear to vocab_size, without bias.
    """

    def __init__(
        self,
        vocab_size: int,
        block_size: int,
        embed_dim: int = 32,
        num_heads: int = 4,
        num_layers: int = 1,
        *,
        bias: bool = True,
        dropout: float = 0.0,
        norm: Callable[..., Module] = LayerNorm,
        activation: Callable[[], Module] = GELU,
        tied: bool = False,
        seed: Seed = None,
        **options: Any,
    ) -> None:
        super().__init__()
        self.block_size = block_size
        more = options | {"seed": generator_of(seed)}
        parts: dict[str, Any] = {"bias": bias, "dropout": dropout}
        parts |= {"norm": norm, "activation": activation}
        self.token_embedding = Embedding(vocab_size, embed_dim, **more)
        self.position_embedding = Embedding(block_size, embed_dim, **more)
        self.blocks = ModuleList(
            TransformerBlock(embed_dim, num_heads, **parts, **more)
            for _ in range(num_layers)
        )
        self.norm = norm(embed_dim, **options)
        self.head = Linear(embed_dim, vocab_size, bias=False, **more)
        # Small numbers: at first all tokens are guessed about as likely.
        for layer in (self.token_embedding, self.position_embedding, self.head):
            init.normal_(layer.weight, 0.0, 0.08, generator=more["seed"])
        if tied:
            self.head.weight = self.token_embedding.weight

    def forward(self, tokens: Any, caches: Sequence[KVCache] | None = None) -> Tensor:
        """Return logits of the next token, at each place.

        Args:
            tokens: whole numbers, shape (batch, time).
            caches: one for each block, of the tokens before these; see ``generate``.

        Returns:
            Logits of shape (batch, time, vocab_size).

        Raises:
            ShapeError: there are more tokens than it can read.
        """
        tokens = tensor(tokens, dtype=int64)
        before = len(caches[0]) if caches else 0
        end = before + tokens.shape[-1]
        if end > self.block_size:
            raise ShapeError(
                f"GPT: expected {self.block_size} tokens at most, got {end}; cut off "
                f"those in front, as in tokens[:, -{self.block_size}:]"
            )
        x = self.token_embedding(tokens)
        x = x + self.position_embedding(arange(before, end))
        for i, block in enumerate(self.blocks):
            x = block(x, caches[i] if caches else None)
        logits: Tensor = self.head(self.norm(x))
        return logits

    @no_grad()
    def generate(
        self,
        tokens: Any,
        max_new_tokens: int,
        temperature: float = 1.0,
        top_k: int | None = None,
        generator: Seed = None,
        use_cache: bool = True,
    ) -> Any:
        """Return tokens with new ones behind them, each drawn by ``sample``.

        With a cache the model reads each new token alone, as long as all fit into
        block_size. Then the first ones have to go, all others move, and so all are
        read again, as they are without a cache.

        Args:
            tokens: whole numbers, shape (batch, time).
            max_new_tokens: how many to write.
            temperature, top_k: as for ``sample``.
            generator: as for ``sample``; a whole number is a seed for all of them.
            use_cache: whether to keep keys and values; the tokens are the same.

        Returns:
            Whole numbers of shape (batch, time + max_new_tokens).
        """
        tokens, source = tensor(tokens, dtype=int64), generator_of(None, generator)
        caches: list[KVCache] = []
        for _ in range(max_new_tokens):
            if caches and len(caches[0]) < self.block_size:
                unread = tokens[:, -1:]
            else:
                unread = tokens[:, -self.block_size :]
                caches = [KVCache() for _ in self.blocks] if use_cache else []
            logits = self(unread, caches)[:, -1]
            new = sample(logits, temperature, top_k, source)
            tokens = cat((tokens, new.reshape(-1, 1)), 1)
        return tokens
