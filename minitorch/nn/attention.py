"""Attention: each token asks, all answer as far as they match, and it takes the mix.

A token's query is compared with the keys of all tokens. ``softmax`` makes shares of the
comparisons, and the result is the mean of all values with these shares.

>>> from minitorch import tensor
>>> query, keys = tensor([[8.0, 0.0]]), tensor([[1.0, 0.0], [0.0, 1.0]])
>>> attention_weights(query, keys).numpy().round(3).tolist()
[[0.997, 0.003]]
>>> values = tensor([[10.0], [20.0]])
>>> scaled_dot_product_attention(query, keys, values).numpy().round(2).tolist()
[[10.03]]
"""

import math
from typing import Any

import numpy as np

from minitorch.checks import expect
from minitorch.losses import softmax
from minitorch.nn import dropout
from minitorch.storage.indexing import ShapeError
from minitorch.tensors.creation import tensor
from minitorch.tensors.generators import Seed
from minitorch.tensors.tensor import Tensor


def scaled_dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    *,
    seed: Seed = None,
) -> Tensor:
    """Return for each query the mean of all values, with its ``attention_weights``.

    Args:
        query: shape (…, queries, size), as (batch, heads, time, head size).
        key: shape (…, keys, size).
        value: shape (…, keys, any size).
        attn_mask, is_causal, scale: as there.
        dropout_p: the probability with which a share becomes 0, also where nothing is
            trained.
        seed: for the dropout, a whole number or a generator.

    Raises:
        ShapeError: there are more values than keys, or fewer; or as there.
    """
    value = Tensor.constant(value, "scaled_dot_product_attention")
    shares = attention_weights(query, key, attn_mask, is_causal, scale)
    if value.dims < 2 or value.shape[-2] != shares.shape[-1]:
        raise ShapeError(
            f"scaled_dot_product_attention: expected a value for each of "
            f"{shares.shape[-1]} keys, shape (…, {shares.shape[-1]}, size), got "
            f"{value.shape}"
        )
    mix: Tensor = dropout(shares, dropout_p, seed=seed) @ value
    return mix


def attention_weights(
    query: Any,
    key: Any,
    attn_mask: Any = None,
    is_causal: bool = False,
    scale: float | None = None,
) -> Tensor:
    """Return softmax(query keyᵀ · scale): how far each query looks at each key.

    Args:
        query: shape (…, queries, size).
        key: shape (…, keys, size).
        attn_mask: True where a query may look, such as ``causal_mask`` gives it; or
            numbers that are added before the softmax, -∞ where it may not.
        is_causal: whether query i may look at the keys from 0 to i alone.
        scale: by default 1 / √size. Products of more numbers are larger, and a softmax
            of large numbers looks at a single key.

    Returns:
        Numbers from 0 to 1 of shape (…, queries, keys); each row adds up to 1.

    Raises:
        ShapeError: the shapes do not fit together.
        ValueError: there is a mask, and is_causal asks for another; or a query may
            look at no key (PyTorch then gives 0).
        TypeError: the mask is made of the numbers 1 and 0, which would be added.
    """
    query, key = (Tensor.constant(x, "attention_weights") for x in (query, key))
    check_shapes(query.shape, key.shape)
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores: Tensor = query @ key.transpose(-2, -1) * scale
    if is_causal:
        expect(attn_mask is None, "attention_weights: a mask or is_causal", "both")
        attn_mask = np.tri(*scores.shape[-2:], dtype=bool)
    if attn_mask is not None:
        scores = masked(scores, attn_mask)
    return softmax(scores, dim=-1)


def causal_mask(queries: int, keys: int | None = None) -> Tensor:
    """Return a mask of shape (queries, keys), True at all keys up to a query's own.

    Args:
        queries: how many there are.
        keys: how many there are; by default as many. The queries are the last of them.

    >>> causal_mask(3).tolist()
    [[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]]
    >>> causal_mask(1, 3).tolist()
    [[1.0, 1.0, 1.0]]
    """
    keys = queries if keys is None else keys
    expect(keys >= queries, f"causal_mask: {queries} keys or more", keys)
    return tensor(np.tri(queries, keys, keys - queries, dtype=bool))


def masked(scores: Tensor, mask: Any) -> Tensor:
    """Return scores with -∞ where a mask is False, or with the mask's numbers added."""
    where = "attention_weights"
    numbers = np.asarray(mask.detach() if isinstance(mask, Tensor) else mask)
    sizes = zip(reversed(numbers.shape), reversed(scores.shape))
    if numbers.ndim > scores.dims or any(m not in (1, n) for m, n in sizes):
        raise ShapeError(
            f"{where}: expected a mask that broadcasts to (…, queries, keys), here "
            f"{scores.shape}, got {numbers.shape}"
        )
    seen = numbers if numbers.dtype == bool else numbers > -math.inf
    expect(
        bool(seen.any(-1).all()),
        f"{where}: a mask with a key for each query to look at",
        "a row without",
    )
    if numbers.dtype == bool:
        return scores.where(numbers, -math.inf)
    if set(np.unique(numbers)) == {0, 1}:
        raise TypeError(
            f"{where}: expected True and False, as causal_mask(n) or tril(x) > 0 give "
            "them, or numbers to be added, got the numbers 1 and 0"
        )
    biased: Tensor = scores + mask
    return biased


def check_shapes(query: tuple[int, ...], key: tuple[int, ...]) -> None:
    """Refuse queries and keys that cannot be compared.

    Raises:
        ShapeError: their last sizes differ, or they are no matrices.
    """
    if len(query) < 2 or len(key) < 2 or query[-1] != key[-1]:
        raise ShapeError(
            "attention_weights: expected queries (…, queries, size) and keys (…, keys, "
            f"size), got {query} and {key}"
        )
