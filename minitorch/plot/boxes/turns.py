"""The steps of backpropagation, drawn from a recording of the engine's own run.

Frame 0 shows what is pending before the first turn, frame k what is so after turn k.
All frames of a recording share their places, so nothing moves from one to the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from minitorch.autodiff import Variable
from minitorch.inspect.recording import Recording, Step
from minitorch.plot.boxes.diagram import Diagram
from minitorch.plot.boxes.frame import Frame, functions_of, label_texts
from minitorch.plot.boxes.naming import function_text, variable_text
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.words import listing, value_text

Labels = Mapping[Variable, str] | None


def plot_step(
    title: str,
    recording: Recording,
    step: int,
    *,
    values: bool = True,
    labels: Labels = None,
) -> Drawing:
    """Draw a moment of backpropagation: what is pending, what is finished.

    Pending Variables are red, their sums in a frame; finished ones have a check mark.
    The box whose turn it was is marked, with what it passed back at its arrows.

    Args:
        title: what stands above the boxes.
        recording: a run of backpropagation, as ``record`` returns it.
        step: how many turns there have been, from 0 to ``len(recording.steps)``.
            Negative numbers count from the end, as they do in a list.
        values: whether each arrow carries its Variable's value, besides its name.
        labels: what stands at the arrows of some Variables instead.

    Returns:
        A drawing whose `alt` tells the step. Drawings of the same recording, with the
        same labels, differ only in what has happened.

    Raises:
        TypeError: ``recording`` is none.
        IndexError: there is no such step.

    >>> from minitorch import Scalar
    >>> from minitorch.inspect.recording import record
    >>> x = Scalar(2.0, name="x")
    >>> plot_step("3x", record(3 * x), 1).alt
    '3x. Turn 1 of 2: Mul takes 1 and passes back 3 to x. Pending: x with 3.'
    """
    frames = Frames.of(recording, "plot_step", values=values, labels=labels)
    last = len(recording.steps)
    if not -last - 1 <= step <= last:
        raise IndexError(
            f"plot_step: expected a step from 0 to {last}, got {step}; this recording "
            f"has {last} turns."
        )
    return frames.drawing(title, step % (last + 1))


@dataclass(frozen=True)
class Frames:
    """All frames of a recording, in the same places."""

    recording: Recording
    frames: list[Frame]
    diagram: Diagram

    @classmethod
    def of(
        cls, recording: Recording, caller: str, *, values: bool, labels: Labels
    ) -> "Frames":
        """Prepare the frames of a recording."""
        if not isinstance(recording, Recording):
            raise TypeError(
                f"{caller} takes the title, then a recording such as record(result), "
                f"got {recording!r} of type {type(recording).__name__}."
            )
        made = functions_of(recording.result, caller)
        texts = label_texts(made, values, labels)
        turns = range(len(recording.steps) + 1)
        frames = [_frame(recording, turn, texts) for turn in turns]
        return cls(recording, frames, Diagram(made, frames))

    def drawing(self, title: str, turn: int) -> Drawing:
        """Return the drawing of what is so after so many turns."""
        sentence = step_sentence(self.recording, turn)
        body = self.diagram.draw(self.frames[turn])
        return Drawing(title, sentence, body, self.diagram.extent)


def pending_after(recording: Recording, turn: int) -> dict[Variable, object]:
    """Return the sums that wait for their turn after so many turns."""
    if turn:
        return recording.steps[turn - 1].pending
    return {recording.result: recording.derivative}


def _frame(recording: Recording, turn: int, labels: Mapping[Variable, str]) -> Frame:
    """Return what is written and marked after so many turns."""
    pending = pending_after(recording, turn)
    done = {s.variable: s.derivative for s in recording.steps[:turn]}
    back = {v: value_text(d) for v, d in (done | pending).items()}
    states = dict.fromkeys(done, "finished") | dict.fromkeys(pending, "pending")
    if not turn:
        return Frame(labels, back, states)
    step = recording.steps[turn - 1]
    shares = [
        "" if s.variable.is_constant() else value_text(s.derivative)
        for s in step.shares
    ]
    return Frame(labels, back, states, step.variable, shares)


def step_sentence(recording: Recording, turn: int) -> str:
    """Say what happened in a turn, and what is pending after it."""
    waiting = [
        f"{variable_text(v)} with {value_text(d)}"
        for v, d in pending_after(recording, turn).items()
    ]
    pending = f"Pending: {listing(waiting)}." if waiting else "Nothing is pending."
    if not turn:
        return f"Before the first of {len(recording.steps)} turns. {pending}"
    happened = _happened(recording.steps[turn - 1])
    return f"Turn {turn} of {len(recording.steps)}: {happened}. {pending}"


def _happened(step: Step) -> str:
    d, name = value_text(step.derivative), variable_text(step.variable)
    if step.function is None:
        return f"{name} is a leaf and keeps {d} as its derivative"
    passed = [
        f"{value_text(s.derivative)} to {variable_text(s.variable)}"
        for s in step.shares
        if not s.variable.is_constant()
    ]
    back = listing(passed) or "nothing, since all its inputs are constants"
    return f"{function_text(step.function)} takes {d} and passes back {back}"
