"""One token's way through one head of attention, drawn from a recording of the run.

Frame 0 shows the tokens, frame k what the first k lines of the program have computed.
Every number has its place from the start, so nothing moves from one frame to the next.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from minitorch.inspect.head import STAGES, HeadRun
from minitorch.plot.arguments import check_title
from minitorch.plot.boxes.head_words import arithmetic, cell_text, label, sentence
from minitorch.plot.boxes.marks import box, pointer
from minitorch.plot.boxes.stepper import Stepper
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.style import GREY
from minitorch.plot.paper.svg import group, path, px, rect
from minitorch.plot.paper.words import text_pixels

_MOST_TOKENS, _MOST_NUMBERS = 8, 4
_CELL, _ROW = 32.0, 38.0  # pixels: the height of a cell, and from one to the next
_LEAST, _BETWEEN = 64.0, 8.0  # the width of a cell, and between two columns
_FAN = 40.0  # room for the lines from a query to the keys, or from values to the output
_HEAD = 44.0  # the tokens, and the pointer above the one that asks
# The rows from above; an empty name is room for the lines between two.
_ROWS: Final = ("x", "query", "", *STAGES[1:-1], "", "output")


def plot_attention_step(title: str, run: HeadRun, step: int) -> Drawing:
    """Draw a moment of a token's way through a head of attention.

    A column for each token, a row for each line of the program. What the line at work
    has computed is marked; what is still to come is dashed; hidden scores have a cross.
    Lines lead from the query to the keys that it meets, and from the values to the
    output, the thicker the larger the weight.

    Args:
        title: what stands above.
        run: what ``record_head`` returns.
        step: how many lines have run, from 0 to ``len(run.stages)``. Negative numbers
            count from the end.

    Returns:
        A drawing whose `alt` tells the step with its numbers.

    Raises:
        TypeError: ``run`` is none.
        IndexError: there is no such step.
        ValueError: there are more tokens, or longer rows, than fit.

    >>> from minitorch.inspect.head import Head, record_head
    >>> one = [[1.0, 0.0], [0.0, 1.0]]
    >>> run = record_head(Head(one, one, one), [[0, 2], [1, 0]], "na", at=1)
    >>> plot_attention_step("One head", run, 3).alt
    'One head. Step 3 of 9, scores: the query times each key: n 0, a 1.'
    """
    frames = _Frames(_checked(run, "plot_attention_step"))
    last = len(run.stages)
    if not -last - 1 <= step <= last:
        raise IndexError(
            f"plot_attention_step: expected a step from 0 to {last}, got {step}; this "
            f"run has {last} steps."
        )
    return frames.drawing(title, step % (last + 1))


def step_through_attention(title: str, run: HeadRun) -> Stepper:
    """Show a token's way through a head of attention, for the reader to step through.

    Args:
        title: what stands above it.
        run: what ``record_head`` returns.

    Raises:
        TypeError: the title is no string, or ``run`` is none.
        ValueError: there are more tokens, or longer rows, than fit.

    >>> from minitorch.inspect.head import Head, record_head
    >>> one = [[1.0, 0.0], [0.0, 1.0]]
    >>> run = record_head(Head(one, one, one), [[0, 2], [1, 0]], "na", at=1)
    >>> stepper = step_through_attention("One head", run)
    >>> stepper.tables[3]
    (('n', '1 · 0 + 0 · 2 = 0'), ('a', '1 · 1 + 0 · 0 = 1'))
    """
    check_title(title)
    frames = _Frames(_checked(run, "step_through_attention"))
    steps = range(len(run.stages) + 1)
    return Stepper(
        title,
        tuple(frames.drawing("", step) for step in steps),
        tuple(sentence(run, step) for step in steps),
        tuple(arithmetic(run, step) for step in steps),
        run.code,
        ((), *(stage.lines for stage in run.stages)),
        heads=("for", "computed"),
        kind="attention",
    )


def _checked(run: object, caller: str) -> HeadRun:
    if not isinstance(run, HeadRun):
        raise TypeError(
            f"{caller} takes the title, then a run such as record_head(head, xs, "
            f"tokens), got {run!r} of type {type(run).__name__}."
        )
    longest = max(len(row) for row in (*run.xs, run["query"], run["output"]))
    if len(run.tokens) > _MOST_TOKENS or longest > _MOST_NUMBERS:
        raise ValueError(
            f"{caller} draws at most {_MOST_TOKENS} tokens with {_MOST_NUMBERS} "
            f"numbers each, got {len(run.tokens)} tokens and rows of up to {longest} "
            "numbers. Draw a shorter text, or a smaller head."
        )
    return run


@dataclass(frozen=True)
class _Frames:
    """All frames of a run, in the same places."""

    run: HeadRun

    @cached_property
    def labels(self) -> float:
        """The width of the names of the rows."""
        return max(text_pixels(label(self.run, name)) for name in _ROWS) + 12

    @cached_property
    def width(self) -> float:
        """The width of a cell: that of the longest text in any."""
        rows = [self.run.xs, *(stage.numbers for stage in self.run.stages)]
        cells = [number for row in rows for number in row]
        cells += [self.run["query"], self.run["output"]]
        texts = [*map(cell_text, cells), *self.run.tokens]
        return max(_LEAST, *(text_pixels(words) + 16 for words in texts))

    @property
    def extent(self) -> tuple[float, float]:
        """The width and height of the whole in pixels."""
        n = len(self.run.tokens)
        return self.left(n) - _BETWEEN, self.top("output") + _CELL + 2

    def top(self, name: str) -> float:
        """Return where a row begins."""
        above = _ROWS[: _ROWS.index(name)]
        return _HEAD + sum(_ROW if row else _FAN - _ROW + _CELL for row in above)

    def left(self, column: int) -> float:
        """Return where a column begins."""
        return self.labels + column * (self.width + _BETWEEN)

    def middle(self, column: int) -> float:
        """Return the middle of a column."""
        return self.left(column) + self.width / 2

    def drawing(self, title: str, step: int) -> Drawing:
        """Return what the first lines of the program have computed."""
        done = {stage.name: stage.numbers for stage in self.run.stages[:step]}
        current = self.run.stages[step - 1].name if step else "x"
        parts = [self._tokens(), self._fans(done)]
        for name in filter(None, _ROWS):
            numbers = self.run.xs if name == "x" else done.get(name)
            state = "current" if name == current else ""
            parts.append(self._row(name, numbers, state))
        return Drawing(title, sentence(self.run, step), "".join(parts), self.extent)

    def _tokens(self) -> str:
        """Return the tokens above their columns, a pointer at the one that asks."""
        names = [
            text("token", self.middle(i), 36.0, name, "middle", bold=True)
            for i, name in enumerate(self.run.tokens)
        ]
        return "".join(names) + pointer(self.middle(self.run.at), 19.0)

    def _row(self, name: str, numbers: Any, state: str) -> str:
        """Return the name of a row and its cells."""
        y = self.top(name)
        words = text("row", 0.0, y + _CELL / 2, label(self.run, name), level="middle")
        if name in ("query", "output"):
            numbers = None if numbers is None else [numbers]
            columns = [self.run.at]
        else:
            columns = [*range(len(self.run.tokens))]
        cells = [
            self._cell(column, y, None if numbers is None else numbers[i], state)
            for i, column in enumerate(columns)
        ]
        return words + "".join(cells)

    def _cell(self, column: int, y: float, number: Any, state: str) -> str:
        """Return a cell; dashed without a number, with a cross where it is hidden."""
        x, at, middle = self.left(column), self.middle(column), y + _CELL / 2
        if number is None or number == -math.inf:
            look = {"rx": "6", "fill": "none", "stroke_dasharray": "3 5"}
            edge = rect("", x, y, self.width, _CELL, stroke=GREY, **look)
            if number is None:
                return group("cell unread", edge)
            cross = f"M{px(at - 23)} {px(middle - 5)}l10 10m0 -10l-10 10"
            words = text("name", at - 6, middle, cell_text(number), level="middle")
            return group("cell hidden", edge + path("cross", cross) + words)
        words = text("name", at, middle, cell_text(number), "middle", level="middle")
        return box(x, middle, self.width, _CELL, state, words)

    def _fans(self, done: dict[str, Any]) -> str:
        """Return the lines from the query to the keys, and from values to output."""
        at, parts = self.middle(self.run.at), []
        if "scores" in done:
            above, below = self.top("query") + _CELL, self.top("keys")
            parts += [
                self._line(at, above, self.middle(i), below, 1.5)
                for i in range(len(self.run.tokens))
            ]
        if "output" in done:
            above, below = self.top("values") + _CELL, self.top("output")
            parts += [
                self._line(self.middle(i), above, at, below, 0.5 + 7 * weight)
                for i, weight in enumerate(done["weights"])
                if weight
            ]
        return "".join(parts)

    def _line(self, x0: float, y0: float, x1: float, y1: float, width: float) -> str:
        """Return a straight line from one row to another."""
        return path("fan", f"M{px(x0)} {px(y0 + 2)}L{px(x1)} {px(y1 - 2)}", width=width)
