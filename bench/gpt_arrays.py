"""The GPT of gpt.py on arrays: the same lines for minitorch and for PyTorch.

A name is learnt at a time, from the same first numbers and by the same Adam, so losses
agree with those of single numbers.
"""

from collections.abc import Callable
from typing import Any

import gpt

Step = Callable[[list[int]], float]


def stepper(torch: Any, functional: Any) -> tuple[Step, Any]:
    """A step of training, with a library's tensors."""
    weights = {
        name: torch.tensor(rows, dtype=torch.float64, requires_grad=True)
        for name, rows in gpt.make_weights(float).items()
    }
    adam = torch.optim.Adam(weights.values(), lr=0.01, betas=(0.85, 0.99), eps=1e-8)

    def step(name: list[int]) -> float:
        loss = surprise(functional, weights, torch.tensor(name))
        adam.zero_grad()
        loss.backward()
        adam.step()
        return float(loss.item())

    return step, {"parameters": sum(w.numel() for w in weights.values())}


def surprise(functional: Any, weights: dict[str, Any], name: Any) -> Any:
    """The mean surprise at each next token of a name."""
    count = len(name) - 1
    by_head = count, gpt.HEADS, gpt.HEAD
    x = normed(functional, weights["tokens"][name[:-1]] + weights["places"][:count])
    norm = normed(functional, x)
    query, key, value = (
        (norm @ weights[part].T).reshape(by_head).transpose(0, 1)
        for part in ("queries", "keys", "values")
    )
    mix = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    x = mix.transpose(0, 1).reshape(x.shape) @ weights["joined"].T + x
    wide = (normed(functional, x) @ weights["wider"].T).relu()
    x = wide @ weights["narrower"].T + x
    return functional.cross_entropy(x @ weights["answers"].T, name[1:])


def normed(functional: Any, x: Any) -> Any:
    """The same direction, with a mean square of 1."""
    return functional.rms_norm(x, (gpt.WIDTH,), eps=1e-5)
