"""Recordings: a run of backpropagation as data, step by step.

``record`` lets the engine's own ``backpropagate`` run, watches it and keeps what it
sees. It adds nothing up itself, so an engine that is broken gives a recording that is
broken in the same way.

>>> from minitorch import Scalar
>>> x = Scalar(2.0, name="x")
>>> y = 3.0 * x
>>> recording = record(y + 2.0 * y)
>>> for step in recording.steps:
...     print(step)
Add takes 1 and passes back 1, 1
Mul takes 1 and passes back 2
Mul takes 3 and passes back 9
x receives 9
>>> x.derivative
9.0
"""

from dataclasses import dataclass
from typing import Any

from minitorch import autodiff
from minitorch.autodiff import Pairs, Variable
from minitorch.function import Function
from minitorch.inspect.program import Lines, Program, Running


@dataclass(frozen=True, eq=False)
class Share:
    """What a Function passes back to one of its inputs.

    Args:
        variable: the input.
        derivative: what is passed back, d · ∂F/∂variable.
        total: all that has reached the input by now, this share included; None for a
            constant, which receives nothing.
    """

    variable: Variable
    derivative: Any
    total: Any


@dataclass(frozen=True, eq=False)
class Step:
    """One turn of backpropagation: a Variable is taken, its derivative passed back.

    Args:
        variable: the Variable whose turn it is.
        derivative: the sum of all that has reached it, d.
        shares: what its Function passes back, an entry for each argument; none for a
            leaf, which keeps d.
        pending: the sums of the Variables that have been reached and wait for their
            turn after this step, in the order in which they were reached.
    """

    variable: Variable
    derivative: Any
    shares: tuple[Share, ...]
    pending: dict[Variable, Any]

    @property
    def function(self) -> type[Function] | None:
        """The Function that is asked; None for a leaf."""
        return self.variable.last_fn

    def __str__(self) -> str:
        name = self.variable.name
        if self.function is None:
            return f"{name or 'a leaf'} receives {_text(self.derivative)}"
        reached = [s.derivative for s in self.shares if not s.variable.is_constant()]
        passed = ", ".join(_text(derivative) for derivative in reached)
        name = self.function.__name__
        return f"{name} takes {_text(self.derivative)} and passes back {passed}"


@dataclass(frozen=True, eq=False)
class Recording:
    """A whole run of backpropagation.

    Args:
        result: the Variable it started from.
        derivative: what it started with.
        steps: a step for each Variable, in the order in which the engine took them.
        code: the engine's own program; empty where it is not known.
        lines: which of its lines ran before the first step, and in each step.
    """

    result: Variable
    derivative: Any
    steps: tuple[Step, ...]
    code: tuple[str, ...] = ()
    lines: tuple[Lines, ...] = ()

    @property
    def derivatives(self) -> dict[Variable, Any]:
        """What reached each leaf, in the order of the run."""
        return {s.variable: s.derivative for s in self.steps if s.function is None}


def record(result: Variable, d: Any = 1.0) -> Recording:
    """Run ``backpropagate(result, d)`` and return what happened, step by step.

    As in any other run, the derivatives of the leaves accumulate.

    Args:
        result: the Variable to start from.
        d: the derivative to start with.

    Raises:
        ValueError: the result is a constant.
    """
    steps: list[Step] = []
    run = autodiff.backpropagate
    program = Program(run)
    running = Running(run, program.first)

    def watch(v: Variable, d: Any, pairs: Pairs, sums: dict[Variable, Any]) -> None:
        if not isinstance(sums, dict) or not all(isinstance(a, Variable) for a in sums):
            raise TypeError(
                "watch: expected a dictionary from each Variable that waits to what "
                f"has reached it, got {sums!r}"
            )
        shares = tuple(Share(a, share, sums.get(a)) for a, share in pairs)
        steps.append(Step(v, d, shares, dict(sums)))
        running.next()

    with running:
        run(result, d, watch)
    return Recording(result, d, tuple(steps), program.code, program.turns(running.runs))


def _text(derivative: Any) -> str:
    """Return a number as text; of an array of several the shape."""
    if getattr(derivative, "size", 1) != 1:
        return f"shape {tuple(derivative.shape)}"
    return (
        f"{float(derivative.item() if hasattr(derivative, 'item') else derivative):g}"
    )
