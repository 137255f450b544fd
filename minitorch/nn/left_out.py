"""Layers of PyTorch's that are missing on purpose, and what to write instead."""

LEFT_OUT = {
    "Conv": "layers for images are left out; a Function of your own can be one",
    "Pool": "layers for images are left out; x.view(…).amax(…) takes maxima of tiles",
    "Norm": "there is LayerNorm; for a batch write x.mean(0) and x.var(0)",
    "RNN": "write its step with Linear and tanh, and a loop over time",
    "GRU": "write its step with Linear and sigmoid, and a loop over time",
    "LSTM": "write its step with Linear and sigmoid, and a loop over time",
    "Multihead": "there is minitorch.language.self_attention.CausalSelfAttention",
    "Transformer": "there is minitorch.language.blocks.TransformerBlock",
}
"""By a part of their names."""


def why_not(name: str) -> str:
    """Return a colon and what to write in the place of a layer; nothing for others.

    >>> why_not("LSTM")[:29]
    ': write its step with Linear '
    """
    found = (f": {why}" for part, why in LEFT_OUT.items() if part in name)
    return next(found, "")
