"""Four ways back through one graph, side by side: who is visited when, what comes out.

The walks of ``minitorch.inspect.walks`` are run for real, and what reaches each leaf is
compared with what the engine's own backpropagation leaves there.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from minitorch.autodiff import Variable, topological_sort
from minitorch.inspect.recording import record
from minitorch.inspect.walks import Walk, walks
from minitorch.plot.boxes.diagram import Diagram
from minitorch.plot.boxes.frame import Frame, functions_of, label_texts
from minitorch.plot.boxes.naming import variable_text
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.svg import group
from minitorch.plot.paper.words import count, listing, text_pixels, value_text

_HEADING = 40.0  # pixels above each of the four drawings
_ACROSS, _BETWEEN = 56.0, 14.0  # pixels between columns, and between rows
_MOST_VISITS = 10_000
_TIMES = 4  # visits of one Variable that are written out


def compare_walks(title: str, result: Variable, *, values: bool = True) -> Drawing:
    """Draw the four walks of ``minitorch.inspect.walks`` on the graph of a result.

    In each box stands when it was visited, at each leaf what has reached it, with a
    check mark where that is the derivative and a cross where it is not.

    Args:
        title: what stands above them.
        result: the Variable from which the walks start.
        values: whether each arrow carries its Variable's value, besides its name.

    Returns:
        A drawing whose `alt` tells the visits and the results of each walk.

    Raises:
        TypeError: the result is no Variable.
        ValueError: no Function made it, or too many, or too many ways lead through.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0, name="x")
    >>> y = 3 * x
    >>> for sentence in compare_walks("", y + 2 * y).alt.split(". "):
    ...     print(sentence)
    Topological order: 4 visits, x gets 9, which is right
    Plain queue: 6 visits, x gets 9, which is right
    Queue with a visited set: 4 visits, x gets 3, which is wrong
    Naive recursion: 6 visits, x gets 12, which is wrong.
    """
    made = functions_of(result, "compare_walks")
    _refuse_many_ways(made)
    labels = label_texts(made, values, None)
    truth = _derivatives(result)
    done = {name: walk(result) for name, walk in walks.items()}
    frames = [_frame(walk, truth, labels) for walk in done.values()]
    diagram = Diagram(made, frames)
    told = [_tell(name, walk, truth) for name, walk in done.items()]
    headings = [_heading(name, walk, truth) for name, walk in done.items()]
    width = max(diagram.extent[0], *map(text_pixels, headings))
    height = _HEADING + diagram.extent[1]
    body = [
        _place(i, width, height, heading, diagram.draw(frame))
        for i, (heading, frame) in enumerate(zip(headings, frames, strict=True))
    ]
    extent = 2 * width + _ACROSS, 2 * height + _BETWEEN
    return Drawing(title, " ".join(told), "".join(body), extent)


def _refuse_many_ways(made: Sequence[Variable]) -> None:
    """Raise an error where a plain queue would have too many visits to wait for."""
    ways = Counter({id(made[-1]): 1})
    for v in reversed(made):
        for parent in v.parents:
            if not parent.is_constant():
                ways[id(parent)] += ways[id(v)]
    if ways.total() > _MOST_VISITS:
        raise ValueError(
            f"compare_walks runs a plain queue too, which would visit {ways.total()} "
            f"Variables here; expected at most {_MOST_VISITS}. Compare the walks on a "
            "smaller graph: there are so many ways through this one."
        )


def _derivatives(result: Variable) -> dict[Variable, Any]:
    """Return what the engine finds for each leaf, and leave the leaves as they were."""
    leaves = [v for v in topological_sort(result) if v.is_leaf()]
    before = [leaf.derivative for leaf in leaves]
    try:
        return record(result).derivatives
    finally:
        for leaf, derivative in zip(leaves, before, strict=True):
            leaf.derivative = derivative


def _frame(
    walk: Walk, truth: Mapping[Variable, Any], labels: Mapping[Variable, str]
) -> Frame:
    """Return what one walk writes into the graph."""
    reached = {v: walk.derivatives[v] for v in truth}
    states = {v: "right" if _same(reached[v], truth[v]) else "wrong" for v in truth}
    back = {v: value_text(d) for v, d in reached.items()}
    turns: dict[Variable, list[str]] = {}
    for i, v in enumerate(walk.visits, 1):
        turns.setdefault(v, []).append(str(i))
    notes = {v: _turns(numbers) for v, numbers in turns.items()}
    return Frame(labels, back, states, notes=notes)


def _turns(numbers: list[str]) -> str:
    """Return when it was a Variable's turn, shortened where that was often."""
    if len(numbers) <= _TIMES:
        return ", ".join(numbers)
    return f"{len(numbers)} times"


def _same(a: Any, b: Any) -> bool:
    """Whether two derivatives, numbers or arrays, are equal but for rounding."""
    near = abs(a - b) <= 1e-9 * abs(b) + 1e-12
    return bool(near.all() if hasattr(near, "all") else near)


def _heading(name: str, walk: Walk, truth: Mapping[Variable, Any]) -> str:
    right = all(_same(walk.derivatives[v], d) for v, d in truth.items())
    verdict = "right" if right else "wrong"
    return f"{name.capitalize()}: {_visits(walk)}, {verdict}"


def _visits(walk: Walk) -> str:
    return count(walk.count, "visit")


def _tell(name: str, walk: Walk, truth: Mapping[Variable, Any]) -> str:
    """Say what came out of a walk."""
    results = [
        f"{variable_text(v)} gets {value_text(walk.derivatives[v])}, which is "
        + ("right" if _same(walk.derivatives[v], d) else "wrong")
        for v, d in truth.items()
    ]
    return f"{name.capitalize()}: {_visits(walk)}, {listing(results)}."


def _place(i: int, width: float, height: float, heading: str, body: str) -> str:
    """Return one of the four drawings in its quarter, with its heading."""
    x, y = (i % 2) * (width + _ACROSS), (i // 2) * (height + _BETWEEN)
    return group(
        "walk", text("heading", 0, 20, heading) + group("", body, 0, _HEADING), x, y
    )
