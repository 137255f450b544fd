"""The cycle of learning as a diagram: forward, backward, optimise, again.

Every number in it comes from one round that the engine really went through.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from minitorch.optim import SGD
from minitorch.plot.boxes.marks import BOX, box
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.strokes import arrow
from minitorch.plot.paper.style import BACK, PAGE_INK
from minitorch.plot.paper.svg import group
from minitorch.plot.paper.words import count, value_text
from minitorch.tensors.creation import tensor

Numbers = dict[str, float]

STAGES: Final = ("Forward pass", "Backward pass", "Optimisation", "Repetition")
_WIDTH, _LEFT, _RIGHT = 200.0, 420.0, 830.0  # of a box; the middles of both columns
_INNER = _LEFT + _WIDTH / 2, _RIGHT - _WIDTH / 2  # the sides between the columns
_TOP, _MIDDLE, _BOTTOM = 92.0, 226.0, 360.0
_EXTENT = (1180.0, 442.0)
_HALF, _LINE = BOX / 2, 26.0  # of a box; from one line of text to the next
_GAP = 70.0  # the length of an arrow that comes in from the side


@dataclass(frozen=True)
class Round:
    """What one round of learning came to.

    Args:
        seen, unseen: how many examples there are to learn from, and to judge by.
        weights: each weight by its name, before the round.
        error: the loss of the examples seen, with these weights.
        gradient: the derivative of that error with respect to each weight.
        rate: the learning rate.
        updated: the weights after the round.
        unseen_error: the loss of the unseen examples with the updated weights.
    """

    seen: int
    unseen: int
    weights: Numbers
    error: float
    gradient: Numbers
    rate: float
    updated: Numbers
    unseen_error: float


def one_round(
    model: Callable[..., Any],
    loss_fn: Callable[[Any, Any], Any],
    weights: Mapping[str, float],
    seen: tuple[Any, Any],
    unseen: tuple[Any, Any],
    rate: float,
) -> Round:
    """Go through the cycle once, with tensors and `SGD`.

    Args:
        model: ``model(x, *weights)`` returns a tensor, a prediction for every input.
        loss_fn: ``loss_fn(predictions, outputs)`` returns a tensor, the error.
        weights: numbers by their names, in the order of the model's arguments.
        seen: inputs and desired outputs to learn from.
        unseen: inputs and desired outputs that the weights are judged by afterwards.
        rate: the learning rate.

    >>> data = [1.0, 2.0], [2.0, 4.0]
    >>> loss = lambda y_hat, y: ((y_hat - y) ** 2).mean()
    >>> one_round(lambda x, w: w * x, loss, {"w": 1.0}, data, data, 0.1).updated
    {'w': 1.5}
    """
    leaves = [tensor(v, requires_grad=True, name=n) for n, v in weights.items()]
    x, y, new_x, new_y = (tensor(values) for values in (*seen, *unseen))
    error = loss_fn(model(x, *leaves), y)
    error.backward()
    optimiser = SGD(leaves, lr=rate)
    optimiser.step()
    unseen_error = loss_fn(model(new_x, *leaves), new_y)
    return Round(
        seen=len(x),
        unseen=len(new_x),
        weights={name: float(value) for name, value in weights.items()},
        error=error.item(),
        gradient={leaf.name: float(leaf.grad) for leaf in leaves},
        rate=rate,
        updated={leaf.name: leaf.item() for leaf in leaves},
        unseen_error=unseen_error.item(),
    )


def plot_cycle(title: str, turn: Round, parts: int = len(STAGES)) -> Drawing:
    """Draw a round of learning, or its first parts.

    The part shown last has its boxes filled more strongly. Drawings of one round with
    different parts have everything in the same place.

    Args:
        title: what stands above it.
        turn: the numbers, from `one_round`.
        parts: how many are shown of forward pass, backward pass, optimisation and
            repetition.

    Raises:
        TypeError: turn is no Round.
        ValueError: parts is not from 1 to 4.

    >>> data = [1.0, 2.0], [2.0, 4.0]
    >>> loss = lambda y_hat, y: ((y_hat - y) ** 2).mean()
    >>> turn = one_round(lambda x, w: w * x, loss, {"w": 1.0}, data, data, 0.1)
    >>> plot_cycle("A round", turn, parts=1).alt
    'A round. Forward pass: the model makes 2 predictions from 2 inputs and the \
initial weights w = 1; compared with 2 desired outputs, they have the error 2.5.'
    """
    if not isinstance(turn, Round):
        raise TypeError(f"plot_cycle: expected a Round from one_round, got {turn!r}")
    if parts not in range(1, len(STAGES) + 1):
        raise ValueError(f"plot_cycle: expected 1 to 4 parts, got {parts!r}")
    told = " ".join(_sentences(turn)[:parts])
    drawn = "".join(
        group("part", draw(turn, i + 1 == parts))
        for i, draw in enumerate((_forward, _backward, _optimise, _repeat)[:parts])
    )
    return Drawing(title, told, drawn, _EXTENT)


def _sentences(turn: Round) -> list[str]:
    """Return a sentence for each part."""
    old, new = _in_a_line(turn.weights), _in_a_line(turn.updated)
    slopes = _in_a_line({f"∂L/∂{name}": d for name, d in turn.gradient.items()})
    inputs, predictions = count(turn.seen, "input"), count(turn.seen, "prediction")
    desired, unseen = count(turn.seen, "desired output"), count(turn.unseen, "example")
    return [
        f"{STAGES[0]}: the model makes {predictions} from {inputs} and the initial "
        f"weights {old}; compared with {desired}, they have the error "
        f"{value_text(turn.error)}.",
        f"{STAGES[1]}: the chain rule gives the gradient {slopes}.",
        f"{STAGES[2]}: a step against it with the learning rate "
        f"{value_text(turn.rate)} leads to the weights {new}.",
        f"{STAGES[3]}: the error on {unseen} not seen before is "
        f"{value_text(turn.unseen_error)}; if that is acceptable, stop, if not, start "
        "again with the new weights.",
    ]


def _in_a_line(numbers: Numbers) -> str:
    return ", ".join(_lines(numbers))


def _lines(numbers: Numbers) -> list[str]:
    """Return a line for each weight; for more than two, how many there are."""
    if len(numbers) > 2:
        return [count(len(numbers), "number")]
    return [f"{name} = {value_text(value)}" for name, value in numbers.items()]


def _forward(turn: Round, newest: bool) -> str:
    data = count(turn.seen, "number")
    error = f"error L = {value_text(turn.error)}"
    return (
        _stage(0, (_LEFT + _RIGHT) / 2, 20, "middle")
        + _box(_LEFT, _TOP, "model", newest)
        + _box(_RIGHT, _TOP, "loss", newest)
        + _beside(_LEFT, _TOP - 14, "end", "inputs", f"x: {data}", up=24)
        + _beside(
            _LEFT, _TOP + 14, "end", "initial weights", _in_a_line(turn.weights), up=-16
        )
        + arrow("line", (_INNER[0], _TOP), (_INNER[1], _TOP))
        + _words((_LEFT + _RIGHT) / 2, _TOP - 12, "middle", "predictions ȳ")
        + _beside(_RIGHT, _TOP, "start", "desired outputs", f"y: {data}", up=6)
        + _words(_RIGHT + 16, _TOP + _HALF + 28, "start", error)
    )


def _backward(turn: Round, newest: bool) -> str:
    middle = (_LEFT + _RIGHT) / 2
    slopes = _lines({f"∂L/∂{name}": d for name, d in turn.gradient.items()})
    return (
        _stage(1, _RIGHT + 16, _MIDDLE + 28, "start")
        + _box(_RIGHT, _BOTTOM, "chain rule", newest)
        + arrow("back", (_RIGHT, _TOP + _HALF), (_RIGHT, _BOTTOM - _HALF), BACK)
        + arrow("back", (_INNER[1], _BOTTOM), (_INNER[0], _BOTTOM), BACK)
        + _words(middle, _BOTTOM - 14, "middle", "gradient", "derivative")
        + "".join(
            _words(middle, _BOTTOM + 28 + i * _LINE, "middle", line, "derivative")
            for i, line in enumerate(slopes)
        )
    )


def _optimise(turn: Round, newest: bool) -> str:
    rate = f"learning rate {value_text(turn.rate)}"
    left = _LEFT - _WIDTH / 2 - 14
    return (
        _stage(2, _LEFT, _BOTTOM + _HALF + 26, "middle")
        + _box(_LEFT, _BOTTOM, "update", newest)
        + _words(_LEFT, _BOTTOM + _HALF + 52, "middle", rate)
        + _words(left, _BOTTOM - 6, "end", "new weights")
        + _words(left, _BOTTOM + 20, "end", _in_a_line(turn.updated))
    )


def _repeat(turn: Round, newest: bool) -> str:
    error = value_text(turn.unseen_error)
    left, right = _LEFT - _WIDTH / 2, _LEFT + _WIDTH / 2
    return (
        _stage(3, left - 14, _MIDDLE - 26, "end")
        + _box(_LEFT, _MIDDLE, "validation", newest)
        + arrow("line", (_LEFT, _BOTTOM - _HALF), (_LEFT, _MIDDLE + _HALF))
        + arrow("line", (_LEFT, _MIDDLE - _HALF), (_LEFT, _TOP + _HALF))
        + _words(_LEFT + 16, (_TOP + _MIDDLE) / 2 + 4, "start", "too large: again")
        + _words(right + 14, _MIDDLE - 6, "start", "error on unseen")
        + _words(right + 14, _MIDDLE + 20, "start", f"data: {error}")
        + arrow("line", (left, _MIDDLE), (left - _GAP, _MIDDLE))
        + _words(left - _GAP - 10, _MIDDLE + 6, "end", "acceptable: stop")
    )


# Its pieces


def _words(x: float, y: float, anchor: str, words: str, kind: str = "label") -> str:
    colour = BACK if kind == "derivative" else PAGE_INK
    return text(kind, x, y, words, anchor, colour)


def _stage(i: int, x: float, y: float, anchor: str) -> str:
    name = f"{i + 1}  {STAGES[i]}"
    return text("stage", x, y, name, anchor, size=15.75, bold=True)


def _box(x: float, y: float, words: str, newest: bool) -> str:
    name = text("name", x, y + 7, words, "middle")
    state = "current" if newest else ""
    return box(x - _WIDTH / 2, y, _WIDTH, BOX, state, name)


def _beside(x: float, y: float, anchor: str, name: str, numbers: str, up: float) -> str:
    """Return an arrow into a box from outside, with a name and numbers at its start."""
    side = 1 if anchor == "start" else -1
    edge = x + side * _WIDTH / 2
    outside, words_at = edge + side * _GAP, edge + side * (_GAP + 10)
    return (
        arrow("line", (outside, y), (edge, y))
        + _words(words_at, y - up, anchor, name)
        + _words(words_at, y - up + _LINE, anchor, numbers)
    )
