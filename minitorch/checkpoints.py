"""Checkpoints: dictionaries in dictionaries, taken apart into a text and arrays.

The text is JSON, which says how all hangs together; the arrays have the names that lead
to them.

>>> arrays = {}
>>> text = taken_apart({"model": {"w": np.ones(2)}, "epoch": 3}, arrays)
>>> list(arrays)
['model/w']
>>> put_together(text, arrays)
{'model': {'w': array([1., 1.])}, 'epoch': 3}
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from minitorch.state_dict import numbers_of

PLAIN = (str, int, float, bool, type(None))
KINDS: dict[str, Callable[[Any], Any]] = {"dict": dict, "list": list, "tuple": tuple}


def is_nested(state: Mapping[str, Any]) -> bool:
    """Return whether a dictionary holds more than numbers by their names.

    >>> is_nested({"w": 0.5}), is_nested({"w": 0.5, "epoch": 3})
    (False, True)
    """
    more = (Mapping, list, tuple, str, int, type(None))
    return any(isinstance(v, more) or hasattr(v, "state_dict") for v in state.values())


def taken_apart(state: Any, arrays: dict[str, Any]) -> str:
    """Return a text that says what state is, and put its arrays among others.

    Args:
        state: dictionaries, lists, tuples, texts, numbers, arrays and Variables.
        arrays: gets what is no text, by names.

    Raises:
        TypeError: something else is among them.
        ValueError: two arrays would have the same name.
    """
    return json.dumps(described(state, "", arrays))


def described(value: Any, path: str, arrays: dict[str, Any]) -> Any:
    """Return what JSON can hold of a value at a path; see ``taken_apart``."""
    if type(value) in PLAIN:
        return value
    inside = f"{path}/" if path else ""
    if isinstance(value, Mapping):
        if not all(type(key) in (str, int) for key in value):
            raise TypeError(f"save: expected texts as names, got {list(value)}")
        parts = value.items()
        return {"dict": [[k, described(v, f"{inside}{k}", arrays)] for k, v in parts]}
    if isinstance(value, (list, tuple)):
        kind = "tuple" if isinstance(value, tuple) else "list"
        numbered = enumerate(value)
        return {kind: [described(v, f"{inside}{i}", arrays) for i, v in numbered]}
    if hasattr(value, "state_dict"):
        raise TypeError(
            f"save: expected numbers, got a {type(value).__name__} as {path!r}; write "
            "its state_dict()"
        )
    if path in arrays:
        raise ValueError(f"save: expected different names, got {path!r} twice")
    arrays[path] = np.asarray(numbers_of(value, f"save: {path!r}"))
    return {"array": path}


def put_together(text: str, arrays: Mapping[str, Any]) -> Any:
    """Return what ``taken_apart`` took apart."""

    def made(found: dict[str, Any]) -> Any:
        ((kind, content),) = found.items()
        return arrays[content] if kind == "array" else KINDS[kind](content)

    return json.loads(text, object_hook=made)
