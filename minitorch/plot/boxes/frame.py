"""What is written and marked in a box diagram, and the words for it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from minitorch.autodiff import Variable
from minitorch.plot.boxes.graph import functions_behind, layers_of
from minitorch.plot.boxes.naming import function_text, is_shape, spoken, variable_text
from minitorch.plot.paper.words import count, listing, value_text

MOST = 160  # boxes that can still be told apart
_TOLD = 12  # boxes that a sentence goes through one by one

Texts = Mapping[Variable, str]


@dataclass(frozen=True)
class Frame:
    """What is written and marked in a diagram at one moment.

    Args:
        labels: what stands at the arrow of each Variable.
        back: what stands below that, with an arrow running back.
        states: "pending", "finished", "right" or "wrong" for a Variable so marked.
        current: the Variable whose box is at work.
        shares: what stands at the arrows into that box, an entry for each argument.
        notes: small text in the box that made a Variable, or above a leaf.
    """

    labels: Texts
    back: Texts = field(default_factory=dict)
    states: Texts = field(default_factory=dict)
    current: Variable | None = None
    shares: Sequence[str] = ()
    notes: Texts = field(default_factory=dict)


def functions_of(result: object, caller: str) -> list[Variable]:
    """Return the Variables that Functions made, each after its inputs.

    Raises:
        TypeError: the result is no Variable.
        ValueError: no Function made it, or so many that they cannot be drawn.
    """
    if not isinstance(result, Variable):
        raise TypeError(
            f"{caller} takes the title, then the Variable whose history is drawn, got "
            f"{result!r} of type {type(result).__name__}."
        )
    made = functions_behind(result)[::-1]
    if not 1 <= len(made) <= MOST:
        raise ValueError(
            f"{caller} draws one to {MOST} Functions, {result!r} was made by "
            f"{len(made)}. Compute it from Variables first, or draw a part of it."
        )
    layers = layers_of(made)
    return sorted(made, key=lambda v: layers[id(v)])


def variables_of(made: Sequence[Variable]) -> Iterator[Variable]:
    """Go through all Variables of a graph, leaves and constants included, once each."""
    seen = set()
    for v in made:
        for variable in (*v.parents, v):
            if id(variable) not in seen:
                seen.add(id(variable))
                yield variable


def label_texts(
    made: Sequence[Variable], values: bool, labels: Mapping[Variable, Any] | None
) -> dict[Variable, str]:
    """Return what stands at each Variable's arrow: by default its name and value."""
    texts = {v: _label(v, values) for v in variables_of(made)}
    return texts | texts_for(made, labels or {}, "labels")


def _label(variable: Variable, values: bool) -> str:
    value = value_text(variable.data)
    if not variable.name:
        return value if values or variable.is_constant() else ""
    if not values:
        return variable.name
    between = " " if is_shape(value) else " = "
    return f"{variable.name}{between}{value}"


def texts_for(
    made: Sequence[Variable], given: Mapping[Variable, Any], what: str
) -> dict[Variable, str]:
    """Return the numbers or texts that were given for Variables, as text.

    Raises:
        ValueError: a Variable has no part in the graph.
    """
    known = set(map(id, variables_of(made)))
    for v in given:
        if id(v) not in known:
            raise ValueError(
                f"{what}: expected Variables of the graph that is drawn, got {v!r}, "
                "which has no part in it."
            )
    return {v: value_text(text) for v, text in given.items()}


def tell(made: Sequence[Variable], frame: Frame) -> str:
    """Say what goes into each box and what comes out, and what travels back."""
    words = _tell_each(made, frame) if len(made) <= _TOLD else _tell_all(made, frame)
    back = [f"{spoken(d)} to {_called(v, frame)}" for v, d in frame.back.items()]
    return words + (f" Coming back: {listing(back)}." if back else "")


def _tell_each(made: Sequence[Variable], frame: Frame) -> str:
    words = []
    for v in made:
        labels = [spoken(frame.labels[p]) for p in v.parents]
        inputs = listing([label or "what came before" for label in labels])
        gives = spoken(frame.labels[v]) or "a Variable"
        words.append(f"{function_text(v.last_fn)} of {inputs} gives {gives}.")
    return " ".join(words)


def _tell_all(made: Sequence[Variable], frame: Frame) -> str:
    """Say how many boxes of which kind there are: more than can be listened to."""
    kinds = Counter(function_text(v.last_fn) for v in made)
    boxes = listing([f"{amount} {kind}" for kind, amount in kinds.most_common()])
    leaves = [_called(v, frame) for v in variables_of(made) if v.is_leaf()]
    named = f": {listing(leaves)}" if len(leaves) <= _TOLD else ""
    return (
        f"A graph of {len(made)} Functions ({boxes}) leads from "
        f"{count(len(leaves), 'leaf').replace('leafs', 'leaves')}{named} "
        f"to {_called(made[-1], frame)}."
    )


def _called(variable: Variable, frame: Frame) -> str:
    """Return its label, unless that is a shape, which several may have."""
    label = frame.labels[variable]
    return variable_text(variable) if not label or is_shape(label) else label
