"""A module as a diagram: its parts as boxes, and what goes from one to the next.

Nothing is told about the module but what it does: it is called once, each of its direct
parts notes what it was given and what it returned, and the graph that the call has left
says the rest. So a part that is not used does not appear, and what is computed between
the parts, such as a sum, is a box as well.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from minitorch.autodiff import Variable
from minitorch.module import Module, Parameter, value_of
from minitorch.plot.boxes.diagram import Diagram
from minitorch.plot.boxes.frame import Frame, functions_of, label_texts, tell
from minitorch.plot.paper.drawing import Drawing
from minitorch.plot.paper.words import count, value_text
from minitorch.scalar import Scalar


@dataclass(frozen=True)
class Call:
    """What a part was given, of what takes part in a graph, and what it returned."""

    name: str
    part: Module
    inputs: list[Variable]
    output: Variable


def plot_modules(
    title: str, module: Module, *inputs: Any, shapes: bool = True
) -> Drawing:
    """Draw what a module does with inputs: its direct parts, and what joins them.

    A part's box has its name, its class and how many numbers it learns. Other boxes are
    Functions that the module's own ``forward`` has used.

    Args:
        title: what stands above it.
        module: what is called, once.
        inputs: what it is called with.
        shapes: whether each arrow carries the shape of what it stands for.

    Raises:
        TypeError: module is no Module, or returns something that is no Variable.
        ValueError: it computes nothing, or more than can be drawn.

    >>> from minitorch import nn, tensor
    >>> model = nn.Sequential(nn.Linear(2, 3, seed=0), nn.ReLU())
    >>> plot_modules("A layer", model, tensor([[1.0, 2.0]])).alt
    'A layer. 0 of x gives shape (1, 3). 1 of shape (1, 3) gives shape (1, 3). 0: \
Linear, which learns 9 numbers; 1: ReLU.'
    """
    if not isinstance(module, Module):
        raise TypeError(
            f"plot_modules: expected a Module after the title, got {module!r}"
        )
    result, calls = watched(module, inputs)
    if not isinstance(result, Variable):
        raise TypeError(
            f"plot_modules: expected {type(module).__name__} to return a Variable, got "
            f"{type(result).__name__}"
        )
    drawn = Outline(calls, inputs, module)
    made = functions_of(drawn.of(result), "plot_modules")
    texts = {
        v: label if shapes or v.last_fn is None else ""
        for v, label in drawn.labels.items()
    }
    labels = label_texts(made, False, {v: t for v, t in texts.items() if t})
    frame = Frame(labels, notes={v: n for v, n in drawn.notes.items() if n})
    diagram = Diagram(made, [frame])
    told = f"{tell(made, frame)} {parts_told(calls)}".strip()
    return Drawing(title, told, diagram.draw(frame), diagram.extent)


def watched(module: Module, inputs: Sequence[Any]) -> tuple[Any, list[Call]]:
    """Call a module; return its result, and the calls of its direct parts in order."""
    calls: list[Call] = []
    with ExitStack() as stack:
        for name, part in parts_of(module):
            stack.enter_context(noting(name, part, calls))
        return module(*inputs), calls


def parts_of(module: Module) -> Iterator[tuple[str, Module]]:
    """Yield the direct parts; for a list of modules, those that it holds."""
    lists = {""}
    for name, part in module.named_modules():
        parent = name.rpartition(".")[0]
        if not name or parent not in lists:
            continue
        if type(part).forward is Module.forward:  # it cannot be called, as a list
            lists.add(name)
        else:
            yield name, part


@contextmanager
def noting(name: str, part: Module, calls: list[Call]) -> Iterator[None]:
    """Let a part note its calls, for as long as the block runs."""
    own, forward = vars(part).get("forward"), part.forward

    def noted(*inputs: Any, **options: Any) -> Any:
        output = forward(*inputs, **options)
        given = [v for v in (*inputs, *options.values()) if isinstance(v, Variable)]
        given = given or [Scalar(0.0, back=None, name="input")]  # such as a list
        # One that gave back what it was given has done nothing.
        if isinstance(output, Variable) and all(v is not output for v in given):
            calls.append(Call(name, part, given, output))
        return output

    vars(part)["forward"] = noted
    try:
        yield
    finally:
        vars(part).pop("forward") if own is None else vars(part).update(forward=own)


class Outline:
    """A graph in which each part is one box: stand-ins for the Variables between them.

    Args:
        calls: of the parts.
        inputs: of the module.
        module: whose parameters are known by their names.
    """

    def __init__(
        self, calls: Sequence[Call], inputs: Sequence[Any], module: Module
    ) -> None:
        self.calls = {id(call.output): call for call in calls}
        given = [v for v in inputs if isinstance(v, Variable)]
        letters = ["x"] if len(given) == 1 else [f"x{i}" for i in range(len(given))]
        self.named = {id(v): v.name or a for v, a in zip(given, letters, strict=True)}
        for name, parameter in module.named_parameters():
            self.named.setdefault(id(value_of(parameter)), name)
        self.labels: dict[Variable, str] = {}
        self.notes: dict[Variable, str] = {}

    def of(self, result: Variable) -> Scalar:
        """Return the stand-in of a result, with all that it was made from."""
        made: dict[int, Scalar] = {}
        waiting = [result]
        while waiting:
            v = waiting[-1]
            missing = [p for p in self._before(v) if id(p) not in made]
            if missing and id(v) not in made:
                waiting += missing
                continue
            waiting.pop()
            if id(v) not in made:
                made[id(v)] = self._stand_in(v, [made[id(p)] for p in self._before(v)])
        return made[id(result)]

    def _before(self, v: Variable) -> Sequence[Variable]:
        call = self.calls.get(id(v))
        return () if id(v) in self.named else call.inputs if call else v.parents

    def _stand_in(self, v: Variable, before: Sequence[Scalar]) -> Scalar:
        call, name = self.calls.get(id(v)), self.named.get(id(v), "")
        if name or (call is None and v.last_fn is None):
            made = Scalar.make(0.0, inputs=() if name or v.is_leaf() else None)
        else:
            box: Any = SimpleNamespace(__name__=call.name) if call else v.last_fn
            made = Scalar.make(0.0, box, inputs=tuple(before))
            self.notes[made] = about(call.part) if call else ""
        self.labels[made] = name or v.name or value_text(v.data)
        return made


def numbers_in(part: Module) -> int:
    """Return how many numbers a module learns."""
    values = [value_of(p) for p in part.parameters() if isinstance(p, Parameter)]
    return sum(getattr(value.data, "size", 1) for value in values)


def about(part: Module) -> str:
    """Return what a part is, and below it how many numbers it learns, if any."""
    kind, learned = type(part).__name__, numbers_in(part)
    return f"{kind}\n{learned:,}" if learned else kind


def parts_told(calls: Sequence[Call]) -> str:
    """Say what each part is."""
    told = {}
    for call in calls:
        kind, learned = type(call.part).__name__, numbers_in(call.part)
        many = f", which learns {count(learned, 'number')}" if learned else ""
        told[call.name] = f"{call.name}: {kind}{many}"
    return f"{'; '.join(told.values())}." if told else ""
