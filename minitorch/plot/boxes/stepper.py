"""A stepper: all frames of a run, of backpropagation first of all, one by one.

The HTML holds every frame, so a page without script shows them as a list. The script
``stepper.js`` shows one at a time and adds buttons, a slider and keys.
"""

from dataclasses import dataclass
from html import escape

from minitorch.inspect.recording import Recording
from minitorch.plot.arguments import check_title
from minitorch.plot.boxes.naming import variable_text
from minitorch.plot.boxes.turns import Frames, Labels, pending_after, step_sentence
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.figure import Figure
from minitorch.plot.paper.svg import legal
from minitorch.plot.paper.words import value_text


@dataclass(frozen=True, repr=False)
class Stepper(Figure):
    """The frames of a recording, shown in a notebook as one element.

    Args:
        title: what stands above it.
        frames: the drawings, from before the first turn to after the last.
        sentences: what happened in each.
        tables: the pending sums of each, or other pairs of a name and a value.
        code: the lines of the program that ran.
        lines: which of them ran in each frame, counted from 0.
        heads: what stands above the two columns of a table.
        kind: what it steps through, for style sheets.
    """

    title: str
    frames: tuple[Drawing, ...]
    sentences: tuple[str, ...]
    tables: tuple[tuple[tuple[str, str], ...], ...]
    code: tuple[str, ...]
    lines: tuple[tuple[int, ...], ...]
    heads: tuple[str, str] = ("pending", "sum")
    kind: str = "backpropagation"

    def html(self) -> str:
        """Return the element with everything in it, always the same bytes."""
        code = "".join(f"<li><code>{escape(line)}</code></li>" for line in self.code)
        frames = "".join(self._frame(i) for i in range(len(self.frames)))
        return legal(
            f'<backprop-stepper data-kind="{self.kind}">'
            f'<p class="stepper-title">{escape(self.title)}</p>'
            f'<ol class="stepper-frames" start="0">{frames}</ol>'
            f'<ol class="stepper-algorithm" aria-label="The algorithm">{code}</ol>'
            "</backprop-stepper>"
        )

    def _frame(self, i: int) -> str:
        """Return one frame: the sentence, the drawing, what is pending."""
        lines = " ".join(map(str, self.lines[i]))
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>"
            for name, value in self.tables[i] or (("nothing", ""),)
        )
        return (
            f'<li data-lines="{lines}">'
            f'<p class="stepper-sentence">{escape(self.sentences[i])}</p>'
            f'<div class="stepper-graph">{self.frames[i].html()}</div>'
            f'<table class="stepper-pending"><thead><tr><th>{self.heads[0]}</th>'
            f"<th>{self.heads[1]}</th></tr>"
            f"</thead><tbody>{rows}</tbody></table></li>"
        )

    def svg(self) -> str:
        """Return the last frame as the text of an SVG file."""
        return self.frames[-1].svg()

    def __repr__(self) -> str:
        return f"<Stepper: {self.title}, {len(self.frames)} frames>"


def step_through(
    title: str, recording: Recording, *, values: bool = True, labels: Labels = None
) -> Stepper:
    """Show a run of backpropagation frame by frame, for the reader to step through.

    Args:
        title: what stands above it.
        recording: a run of backpropagation, as ``record`` returns it.
        values: whether each arrow carries its Variable's value, besides its name.
        labels: what stands at the arrows of some Variables instead.

    Raises:
        TypeError: the title is no string, or ``recording`` is none.

    >>> from minitorch import Scalar
    >>> from minitorch.inspect.recording import record
    >>> x = Scalar(2.0, name="x")
    >>> for sentence in step_through("3x", record(3 * x)).sentences:
    ...     print(sentence)
    Before the first of 2 turns. Pending: the result 6 of Mul with 1.
    Turn 1 of 2: Mul takes 1 and passes back 3 to x. Pending: x with 3.
    Turn 2 of 2: x is a leaf and keeps 3 as its derivative. Nothing is pending.
    """
    check_title(title)
    frames = Frames.of(recording, "step_through", values=values, labels=labels)
    turns = range(len(recording.steps) + 1)
    return Stepper(
        title,
        tuple(frames.drawing("", turn) for turn in turns),
        tuple(step_sentence(recording, turn) for turn in turns),
        tuple(_table(recording, turn) for turn in turns),
        recording.code,
        recording.lines,
    )


def _table(recording: Recording, turn: int) -> tuple[tuple[str, str], ...]:
    """Return what is pending after so many turns, as text."""
    pending = pending_after(recording, turn)
    return tuple((variable_text(v), value_text(d)) for v, d in pending.items())
