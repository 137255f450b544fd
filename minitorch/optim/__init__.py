"""Optimisers: how parameters change to make a loss smaller.

They move Parameters of a Module, and Variables that stand alone:

>>> from minitorch import Scalar
>>> w = Scalar(3.0)
>>> optimiser = SGD([w], lr=0.1)
>>> for epoch in range(2):
...     optimiser.zero_grad()
...     loss = w * w
...     loss.backward()
...     optimiser.step()
...     print(round(w.data, 4))
2.4
1.92

The same lines of arithmetic serve numbers and arrays.
"""

from typing import Any

from minitorch.optim import lr_scheduler as lr_scheduler
from minitorch.optim.methods import SGD, Adam, AdamW, RMSprop
from minitorch.optim.optimiser import Optimiser

__all__ = ["SGD", "Adam", "AdamW", "Optimiser", "RMSprop", "lr_scheduler"]


def __getattr__(name: str) -> Any:
    raise AttributeError(
        f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}, "
        "and an Optimiser of your own needs one method, move(x, d, state)"
    )
