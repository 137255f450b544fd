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
from minitorch.fused.mix import Mix
from minitorch.losses import softmax
from minitorch.nn import dropout
from minitorch.passing_on import plain
from minitorch.storage.indexing import ShapeError, shape_broadcast
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
    where = "scaled_dot_product_attention"
    query, key, value = (Tensor.constant(x, where) for x in (query, key, value))
    if value.dims < 2 or key.dims < 2 or value.shape[-2] != key.shape[-2]:
        raise ShapeError(
            f"{where}: expected a value for each key, shapes (…, keys, size), got "
            f"{key.shape} and {value.shape}"
        )
    if value.backend == "numpy" and not dropout_p:  # the same at once
        bias = bias_of(query, key, attn_mask, is_causal)
        if bias is None or bias.is_constant():
            added, by = None if bias is None else bias.data, scale_of(query, scale)
            mix: Tensor = Mix.apply(query, key, value, scale=by, bias=added)
            return mix
    shares = attention_weights(query, key, attn_mask, is_causal, scale)
    found: Tensor = dropout(shares, dropout_p, seed=seed) @ value
    return found


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
    bias = bias_of(query, key, attn_mask, is_causal)
    scores: Tensor = query @ key.transpose(-2, -1) * scale_of(query, scale)
    return softmax(scores if bias is None else scores + bias, dim=-1)


def scale_of(query: Tensor, scale: float | None) -> float:
    """Return by what products of queries and keys are multiplied."""
    return 1 / math.sqrt(max(1, query.shape[-1])) if scale is None else scale


def causal_mask(queries: int, keys: int | None = None) -> Tensor:
    """Return a mask of shape (queries, keys), True at all keys up to a query's own.

    Args:
        queries: how many there are.
        keys: how many there are; by default as many. The queries are the last of them.

    >>> causal_mask(3).tolist()
    [[True, False, False], [True, True, False], [True, True, True]]
    >>> causal_mask(1, 3).tolist()
    [[True, True, True]]
    """
    keys = queries if keys is None else keys
    expect(keys >= queries, f"causal_mask: {queries} keys or more", keys)
    return tensor(np.tri(queries, keys, keys - queries, dtype=bool))


def bias_of(query: Tensor, key: Tensor, mask: Any, is_causal: bool) -> Tensor | None:
    """Return what is added to scores: -∞ where a query may not look, else 0.

    Raises:
        ShapeError, ValueError, TypeError: as ``attention_weights``.
    """
    where, (q, k) = "attention_weights", (query.shape, key.shape)
    if len(q) < 2 or len(k) < 2 or q[-1] != k[-1]:
        raise ShapeError(
            f"{where}: expected queries (…, queries, size) and keys (…, keys, size), "
            f"got {q} and {k}"
        )
    shape = (*shape_broadcast(q[:-2], k[:-2]), q[-2], k[-2])
    if is_causal:
        expect(mask is None, f"{where}: a mask or is_causal", "both")
        return query.like(np.where(np.tri(shape[-2], shape[-1]), 0.0, -math.inf))
    if mask is None:
        return None
    mask = plain(mask)
    numbers = np.asarray(mask.detach() if isinstance(mask, Tensor) else mask)
    check_mask(numbers, shape)
    if numbers.dtype == bool:
        mask = np.where(numbers, 0.0, -math.inf)
    return query.like(mask)


def check_mask(numbers: "np.ndarray[Any, Any]", shape: tuple[int, ...]) -> None:
    """Refuse a mask that does not fit, that hides all, or that means something else."""
    where = "attention_weights"
    sizes = list(zip(reversed(numbers.shape), reversed(shape)))
    if numbers.ndim > len(shape) or any(m not in (1, n) for m, n in sizes):
        raise ShapeError(
            f"{where}: expected a mask that broadcasts to (…, queries, keys), here "
            f"{shape}, got {numbers.shape}"
        )
    seen = numbers if numbers.dtype == bool else numbers > -math.inf
    a_key = f"{where}: a mask with a key for each query to look at"
    expect(bool(seen.any(-1).all()), a_key, "a row without")
    if numbers.dtype != bool and set(np.unique(numbers)) == {0, 1}:
        raise TypeError(
            f"{where}: expected True and False, as causal_mask(n) or tril(x) > 0 give "
            "them, or numbers to be added, got the numbers 1 and 0"
        )
