"""Steps of a GPT of tensors: `python bench/gpt_batch.py torch-float32 20` as JSON.

It is trained on 32 texts at a time, of 16 tokens; width 32, four heads, one block; with
AdamW. Both libraries begin with the same numbers and read the same tokens, so their
losses must agree. The figures are:

- losses: that of every step
- seconds: the processor time of every step after the first three
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from minitorch import optim, tensor
from minitorch.language.gpt import GPT
from minitorch.nn import functional

BATCH, TIME, TOKENS, WIDTH, HEADS = 32, 16, 27, 32, 4
WARM = 3
Step = Callable[[Any], float]


def texts(count: int) -> Any:
    """So many batches of texts, each with the token behind its end."""
    return np.random.default_rng(1).integers(0, TOKENS, (count, BATCH, TIME + 1))


def first_model(dtype: str) -> GPT:
    """The model with its first numbers, which PyTorch takes, too."""
    return GPT(TOKENS, TIME, WIDTH, HEADS, seed=0, dtype=dtype)


def minitorch_step(dtype: str) -> Step:
    """The engine's, as the course has it."""
    model = first_model(dtype)
    optimiser = optim.AdamW(model.parameters(), lr=0.01)

    def step(batch: Any) -> float:
        tokens = tensor(batch)
        logits = model(tokens[:, :-1])
        loss = functional.cross_entropy(
            logits.reshape(-1, TOKENS), tokens[:, 1:].reshape(-1)
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return float(loss.item())

    return step


def torch_step(dtype: str) -> Step:
    """PyTorch's, run eagerly."""
    import torch
    from gpt_torch import torch_gpt

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    model = torch_gpt(first_model(dtype).state_dict(), TIME, WIDTH, HEADS)
    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01)

    def step(batch: Any) -> float:
        tokens = torch.tensor(batch)
        logits = model(tokens[:, :-1])
        loss = torch.nn.functional.cross_entropy(
            logits.reshape(-1, TOKENS), tokens[:, 1:].reshape(-1)
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        return float(loss.item())

    return step


STEPS = {"minitorch": minitorch_step, "torch": torch_step}


def measure(name: str, count: int) -> dict[str, Any]:
    """The figures of so many steps, and of some before them that warm up."""
    library, dtype = name.split("-")
    step = STEPS[library](dtype)
    losses, seconds = [], []
    for batch in texts(WARM + count):
        start = time.process_time()
        losses.append(step(batch))
        seconds.append(time.process_time() - start)
    return {"losses": losses, "seconds": seconds[WARM:]}


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], int(sys.argv[2])), sys.stdout)
