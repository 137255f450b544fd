"""The GPT of minitorch's `language` room in PyTorch's layers, with the same names."""

from typing import Any

import torch
from torch import nn
from torch.nn import functional


class Attention(nn.Module):
    """Causal self-attention of several heads."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.in_proj = nn.Linear(width, 3 * width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, x: Any) -> Any:
        """What each token takes."""
        batch, length, width = x.shape
        shape = batch, length, self.heads, width // self.heads
        parts = self.in_proj(x).chunk(3, -1)
        query, key, value = (part.view(shape).transpose(1, 2) for part in parts)
        mix = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.out_proj(mix.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    """A network of one hidden layer."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.wider = nn.Linear(width, 4 * width)
        self.activation = nn.GELU(approximate="tanh")
        self.narrower = nn.Linear(4 * width, width)

    def forward(self, x: Any) -> Any:
        """Its output."""
        return self.narrower(self.activation(self.wider(x)))


class Block(nn.Module):
    """Attention and a network, each with a norm before it, added to what comes in."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.feed_forward = FeedForward(width)

    def forward(self, x: Any) -> Any:
        """The sum."""
        x = x + self.attention(self.norm1(x))
        return x + self.feed_forward(self.norm2(x))


class GPT(nn.Module):
    """A model of language of one block."""

    def __init__(self, tokens: int, places: int, width: int, heads: int) -> None:
        super().__init__()
        self.token_embedding = nn.Embedding(tokens, width)
        self.position_embedding = nn.Embedding(places, width)
        self.blocks = nn.ModuleList([Block(width, heads)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, tokens, bias=False)

    def forward(self, tokens: Any) -> Any:
        """Logits of each next token."""
        places = torch.arange(tokens.shape[1])
        x = self.token_embedding(tokens) + self.position_embedding(places)
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


def torch_gpt(numbers: dict[str, Any], places: int, width: int, heads: int) -> Any:
    """A model with these numbers, given by the names of its parameters."""
    head = numbers["head.weight"]
    model = GPT(head.shape[0], places, width, heads)
    model = model.to(torch.from_numpy(head).dtype)
    model.load_state_dict({name: torch.tensor(x) for name, x in numbers.items()})
    return model
