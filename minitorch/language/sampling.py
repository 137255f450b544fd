"""Sampling: the next token, drawn from what a model says of each."""

from typing import Any

from minitorch.checks import expect
from minitorch.losses import softmax
from minitorch.tensors.generators import Seed
from minitorch.tensors.more_creation import multinomial
from minitorch.tensors.no_grad import no_grad
from minitorch.tensors.tensor import Tensor


@no_grad()
def sample(
    logits: Any,
    temperature: float = 1.0,
    top_k: int | None = None,
    generator: Seed = None,
) -> Any:
    """Return a token for each row of logits, drawn with the chances softmax(x / t).

    A temperature below 1 makes what is likely more likely, and 0 leaves the likeliest
    alone; one above 1 makes the chances more alike.

    Args:
        logits: x, shape (…, tokens).
        temperature: t, 0 or more.
        top_k: of how many tokens, the likeliest, one is drawn; None for all.
        generator: what draws: a generator, which goes on, a whole number as a seed, or
            None for the one that all share.

    Returns:
        Whole numbers of shape (…).

    Raises:
        ValueError: the temperature is below 0, or there are no top_k tokens.

    >>> sample([[2.0, 3.0, 1.0], [1.0, 0.0, 9.0]], temperature=0)
    tensor([1, 2])
    >>> import minitorch
    >>> g = minitorch.Generator().manual_seed(0)
    >>> [sample([0.0, 1.0, 2.0], generator=g).item() for _ in range(8)]
    [2, 1, 0, 0, 2, 2, 2, 2]
    """
    logits = Tensor.constant(logits, "sample")
    expect(temperature >= 0, "sample: a temperature of 0 or more", temperature)
    if temperature == 0:
        return logits.argmax(-1)
    if top_k is not None:
        some = 1 <= top_k <= logits.shape[-1]
        expect(some, f"sample: top_k from 1 to {logits.shape[-1]}", top_k)
        least = logits.topk(top_k, -1)[0][..., -1:]
        logits = logits.masked_fill(logits < least, -float("inf"))
    # First the largest is taken away: with t near 0 no logit / t is too large.
    highest = logits.amax(-1, keepdim=True)
    chances = softmax((logits - highest) / temperature, dim=-1)
    rows = chances.reshape(-1, logits.shape[-1])
    return multinomial(rows, 1, generator=generator).reshape(logits.shape[:-1])
