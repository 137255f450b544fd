"""Models of language: beside PyTorch's layers, by properties, and while they write."""

import copy
import math
from typing import Any

import numpy as np
import pytest

from minitorch import (
    Generator,
    ShapeError,
    cat,
    functional,
    grad_check,
    nn,
    optim,
    randint,
    tensor,
)
from minitorch.data.names import load_names
from minitorch.language.blocks import TransformerBlock
from minitorch.language.characters import Characters
from minitorch.language.gpt import GPT
from minitorch.language.sampling import sample
from minitorch.language.self_attention import CausalSelfAttention, KVCache

dtypes = pytest.mark.parametrize("dtype", ["float64", "float32"])


def some(*shape: int, seed: int = 0) -> Any:
    return np.random.default_rng(seed).normal(size=shape)


def fill(module: Any) -> Any:
    """Give each parameter numbers of its own, so that none can stand for another."""
    for seed, p in enumerate(module.parameters()):
        p.update(tensor(some(*p.value.shape, seed=seed), dtype=p.value.dtype))
    return module


def close(ours: Any, theirs: Any, dtype: str) -> None:
    near = 1e-10 if dtype == "float64" else 2e-4
    a, b = np.asarray(ours.detach()), theirs.detach().numpy()
    np.testing.assert_allclose(a, b, rtol=near, atol=near * max(1.0, abs(b).max()))


# Attention of several heads


def test_derivatives() -> None:
    layer = fill(CausalSelfAttention(4, 2))
    grad_check(layer, tensor(some(2, 3, 4)))
    block = fill(TransformerBlock(4, 2, norm=nn.RMSNorm, bias=False))
    grad_check(block, tensor(some(2, 3, 4)))


@dtypes
@pytest.mark.parametrize("bias", [True, False])
def test_attention_is_that_of_pytorch(dtype: str, bias: bool) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    ours = fill(CausalSelfAttention(8, 4, bias, dtype=dtype))
    theirs = torch.nn.MultiheadAttention(8, 4, bias=bias, batch_first=True)
    theirs = theirs.to(getattr(torch, dtype))
    pairs = attention_pairs(ours, theirs)
    take(pairs, torch)
    x = some(3, 5, 8, seed=9).astype(dtype)
    a, b = tensor(x, requires_grad=True), torch.tensor(x, requires_grad=True)
    hidden = torch.triu(torch.ones(5, 5), 1).bool()
    expected, maps = theirs(b, b, b, attn_mask=hidden, average_attn_weights=False)
    result = ours(a)
    close(result, expected, dtype)
    close(ours.attention_weights(a), maps, dtype)
    (result * result).sum().backward()
    (expected * expected).sum().backward()
    for one, other in [(a, b), *pairs]:
        close(one.grad, other.grad, dtype)


def attention_pairs(ours: Any, theirs: Any) -> list[tuple[Any, Any]]:
    pairs = [(ours.in_proj.weight, theirs.in_proj_weight)]
    pairs += [(ours.out_proj.weight, theirs.out_proj.weight)]
    if ours.in_proj.bias is not None:
        pairs += [(ours.in_proj.bias, theirs.in_proj_bias)]
        pairs += [(ours.out_proj.bias, theirs.out_proj.bias)]
    return pairs


def take(pairs: list[tuple[Any, Any]], torch: Any) -> None:
    """Give PyTorch's parameters the numbers of ours."""
    for ours, theirs in pairs:
        assert ours.value.shape == tuple(theirs.shape)
        theirs.data = torch.tensor(ours.value.numpy().copy())


def test_heads_are_attention_of_their_own_part_each() -> None:
    layer = fill(CausalSelfAttention(6, 3))
    x = some(2, 4, 6)
    weight, bias = layer.in_proj.weight.value.numpy(), layer.in_proj.bias.value.numpy()
    q, k, v = np.split(x @ weight.T + bias, 3, axis=-1)
    heads = [
        functional.scaled_dot_product_attention(
            *(part[..., 2 * h : 2 * h + 2] for part in (q, k, v)), is_causal=True
        )
        for h in range(3)
    ]
    expected = layer.out_proj(cat(heads, -1)).numpy()
    np.testing.assert_allclose(layer(tensor(x)).numpy(), expected, rtol=1e-12)
    np.testing.assert_allclose(layer(tensor(x[1])).numpy(), expected[1], rtol=1e-12)


def test_heads_share_evenly() -> None:
    for width, heads in ((6, 4), (6, 0)):
        with pytest.raises(ValueError, match=f"multiple of num_heads.*'{width} for"):
            CausalSelfAttention(width, heads)
    with pytest.raises(ShapeError, match=r"inputs of shape \(…, 6\)"):
        CausalSelfAttention(6, 3)(tensor(some(2, 4, 5)))


def test_a_cache_gives_what_all_at_once_gives() -> None:
    layer, x = fill(CausalSelfAttention(6, 3)), tensor(some(2, 5, 6))
    cache = KVCache()
    parts = [layer(x[:, a:b], cache) for a, b in ((0, 2), (2, 3), (3, 5))]
    np.testing.assert_allclose(cat(parts, 1).numpy(), layer(x).numpy(), rtol=1e-10)
    assert len(cache) == 5


@dtypes
def test_the_block_is_that_of_pytorch(dtype: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    ours = fill(TransformerBlock(8, 2, activation=nn.ReLU, dtype=dtype))
    theirs = torch.nn.TransformerEncoderLayer(
        8, 2, 32, dropout=0.0, activation="relu", batch_first=True, norm_first=True
    ).to(getattr(torch, dtype))
    pairs = attention_pairs(ours.attention, theirs.self_attn)
    for one, other in (
        (ours.norm1, theirs.norm1),
        (ours.norm2, theirs.norm2),
        (ours.feed_forward.wider, theirs.linear1),
        (ours.feed_forward.narrower, theirs.linear2),
    ):
        pairs += [(one.weight, other.weight), (one.bias, other.bias)]
    take(pairs, torch)
    assert len(pairs) == len(ours.parameters())
    x = some(3, 5, 8, seed=99).astype(dtype)
    a, b = tensor(x, requires_grad=True), torch.tensor(x, requires_grad=True)
    hidden = torch.triu(torch.ones(5, 5), 1).bool()
    result, expected = ours(a), theirs(b, src_mask=hidden)
    close(result, expected, dtype)
    (result * result).mean().backward()
    (expected * expected).mean().backward()
    for one, other in [(a, b), *pairs]:
        close(one.grad, other.grad, dtype)


def test_dropout_is_for_training_alone() -> None:
    block, x = TransformerBlock(8, 2, dropout=0.5, seed=0), tensor(some(1, 4, 8))
    assert (block(x) != block(x)).any()
    block.eval()
    assert (block(x) == block(x)).all()


# The whole model

ABOUT: dict[str, Any] = {"vocab_size": 7, "block_size": 6, "embed_dim": 8}


@pytest.fixture
def model() -> GPT:
    return GPT(**ABOUT, num_heads=2, num_layers=2, seed=0)


def test_a_guess_depends_on_the_tokens_before_it_alone(model: GPT) -> None:
    tokens = randint(0, 7, (2, 6), generator=0)
    whole = model(tokens)
    assert whole.shape == (2, 6, 7)
    for end in range(1, 7):
        part = model(tokens[:, :end]).numpy()
        np.testing.assert_allclose(part, whole.numpy()[:, :end], atol=1e-12)
    # And on where they stand: the same token twice is not guessed from alike.
    same = model([[3, 3]]).numpy()
    assert abs(same[0, 0] - same[0, 1]).max() > 1e-6


def test_at_first_all_tokens_are_about_as_likely(model: GPT) -> None:
    tokens = randint(0, 7, (20, 6), generator=0)
    loss = functional.cross_entropy(model(tokens).reshape(-1, 7), tokens.reshape(-1))
    assert abs(loss.item() - math.log(7)) < 0.2


def test_it_reads_so_many_tokens_at_most(model: GPT) -> None:
    with pytest.raises(ShapeError, match=r"6 tokens at most, got 7;.*tokens\[:, -6:\]"):
        model([[0] * 7])
    with pytest.raises(IndexError):
        model([[7]])


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_with_a_cache_it_writes_the_same(model: GPT, temperature: float) -> None:
    fill(model)
    start = [[1, 2], [3, 4]]
    ways = [
        model.generate(start, 12, temperature, generator=0, use_cache=use_cache)
        for use_cache in (True, False)
    ]
    assert ways[0].tolist() == ways[1].tolist()
    assert ways[0].shape == (2, 14)
    assert ways[0][:, :2].tolist() == start
    assert model.generate(start, 0).tolist() == start


def test_a_cache_saves_reading(model: GPT) -> None:
    read = []

    class Counting(GPT):
        def forward(self, tokens: Any, caches: Any = None) -> Any:
            read.append(tokens.shape[1])
            return super().forward(tokens, caches)

    counting = Counting(**ABOUT, seed=0)
    counting.generate([[1, 2]], 7)
    assert read == [2, 1, 1, 1, 1, 6, 6]  # then the first tokens have to go
    read.clear()
    counting.generate([[1, 2]], 7, use_cache=False)
    assert read == [2, 3, 4, 5, 6, 6, 6]


def test_the_seed_decides_what_is_written(model: GPT) -> None:
    def write(seed: int) -> Any:
        generator = Generator().manual_seed(seed)
        return model.generate([[0]], 20, generator=generator).tolist()

    assert write(1) == write(1) != write(2)


def test_tied_weights_are_one_parameter() -> None:
    model, other = GPT(**ABOUT, tied=True, seed=0), GPT(**ABOUT, tied=True, seed=1)
    free = GPT(**ABOUT, seed=0)
    assert model.head.weight is model.token_embedding.weight
    assert len(model.parameters()) == len(free.parameters()) - 1
    assert "token_embedding.weight" in model.state_dict()
    assert "head.weight" not in model.state_dict()
    twin = copy.deepcopy(model)
    assert twin.head.weight is twin.token_embedding.weight
    assert twin.head.weight is not model.head.weight
    other.load_state_dict(model.state_dict())
    assert (other([[1, 2, 3]]) == model([[1, 2, 3]])).all()
    # Its derivative is the sum of both uses: that of free weights that are equal.
    free.load_state_dict(
        model.state_dict() | {"head.weight": model.head.weight.value.numpy()}
    )
    for m in (model, free):
        functional.cross_entropy(m([[1, 2, 3]]).transpose(1, 2), [[2, 3, 4]]).backward()
    both = np.asarray(free.token_embedding.weight.grad) + np.asarray(
        free.head.weight.grad
    )
    np.testing.assert_allclose(np.asarray(model.head.weight.grad), both, atol=1e-14)
    # A step moves it once, and both places see it.
    before = model.head.weight.value.numpy().copy()
    optim.SGD(model.parameters(), lr=0.1).step()
    after = model.token_embedding.weight.value.numpy()
    np.testing.assert_allclose(after, before - 0.1 * both, atol=1e-14)
    model.to(np.float32)
    assert model.head.weight is model.token_embedding.weight


def test_it_learns_names() -> None:
    names = load_names()[::40]
    letters = Characters([*names, "."])
    rows = [letters.encode(f".{name}.".ljust(13, ".")) for name in names]
    tokens = tensor(rows).long()
    model = GPT(len(letters), 12, 16, 2, norm=nn.RMSNorm, seed=0, dtype="float32")
    optimiser = optim.AdamW(model.parameters(), lr=0.01)
    losses = []
    for _ in range(30):
        logits = model(tokens[:, :-1])
        loss = functional.cross_entropy(logits.transpose(1, 2), tokens[:, 1:])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert abs(losses[0] - math.log(27)) < 0.2
    assert losses[-1] < 1.5


# Sampling


def test_draws_have_the_chances_of_the_softmax() -> None:
    logits = [0.0, 1.0, 2.0, -1.0]
    rows = tensor([logits] * 4000)
    for temperature in (0.5, 1.0, 3.0):
        drawn = sample(rows, temperature, generator=0).numpy()
        found = np.bincount(drawn.astype(int), minlength=4) / 4000
        e = np.exp(np.array(logits) / temperature)
        np.testing.assert_allclose(found, e / e.sum(), atol=0.03)


def test_of_the_likeliest() -> None:
    rows = tensor([[0.0, 1.0, 2.0, -1.0]] * 200)
    assert set(sample(rows, 5.0, top_k=2, generator=0).tolist()) == {1, 2}
    assert set(sample(rows, 5.0, top_k=1, generator=0).tolist()) == {2}
    assert set(sample(rows, 5.0, top_k=4, generator=0).tolist()) == {0, 1, 2, 3}
    assert set(sample(rows, temperature=0).tolist()) == {2}
    assert set(sample(rows, temperature=1e-300, generator=0).tolist()) == {2}


def test_what_sampling_refuses() -> None:
    with pytest.raises(ValueError, match="a temperature of 0 or more, got -1"):
        sample([1.0, 2.0], -1)
    for k in (0, 3):
        with pytest.raises(ValueError, match=f"top_k from 1 to 2, got {k}"):
            sample([1.0, 2.0], top_k=k)


def test_sampling_keeps_the_shape_and_leaves_no_graph() -> None:
    logits = tensor(some(2, 3, 4), requires_grad=True)
    drawn = sample(logits, generator=0)
    assert drawn.shape == (2, 3)
    assert not drawn.requires_grad
