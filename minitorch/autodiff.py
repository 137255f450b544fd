"""Automatic differentiation: the engine that scalars and tensors share.

A Variable remembers which Function made it, and from what. So a computation leaves a
graph behind, and ``backpropagate`` walks it from the result to the leaves, using the
chain rule once at each Function. Nothing here is recursive, so the depth of a graph is
bounded by memory alone.
"""

from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from threading import Lock
from typing import Any, ClassVar, Self

from minitorch.function import Context, Function
from minitorch.function import ScalarHistory as ScalarHistory


class Variable:
    """A value in a computation, with what is needed to differentiate it.

    A leaf was made by the user, and backpropagation leaves the result's derivative with
    respect to it in ``derivative``. A constant takes no part in differentiation. Every
    other Variable was made by a Function: ``last_fn(ctx, *inputs)``.

    Attributes:
        data: the plain value.
        derivative: of the result with respect to this leaf; None before backward.
        name: for people and pictures.
        last_fn: the Function that made it; None for a leaf and for a constant.
        ctx: what that Function saved for its backward.
        inputs: the Variables it was made from; () for a leaf, None for a constant.
    """

    __slots__ = ("ctx", "data", "derivative", "inputs", "last_fn", "name")

    data_type: ClassVar[type]
    """What data are, a float or an array."""
    has_shape: ClassVar[bool] = False
    """Whether data have a shape, as those of tensors do."""

    data: Any
    derivative: Any
    name: str
    last_fn: type[Function] | None
    ctx: Any
    inputs: Any

    def __init__(self, data: Any, history: ScalarHistory | None, name: str) -> None:
        self.data, self.derivative, self.name = data, None, name
        self.history = history

    @classmethod
    def make(
        cls,
        data: Any,
        last_fn: type[Function] | None = None,
        ctx: Context | None = None,
        inputs: "tuple[Variable, ...] | None" = (),
        name: str = "",
    ) -> Self:
        """Return a Variable; the engine makes all of its own here.

        Without last_fn it is a leaf, and with None as inputs a constant.
        """
        if data.__class__ is not cls.data_type:
            data = cls.check_data(data, last_fn.__name__ if last_fn else cls.__name__)
        v = cls.__new__(cls)
        v.data, v.derivative, v.name = data, None, name
        v.last_fn, v.ctx, v.inputs = last_fn, ctx, inputs
        return v

    @classmethod
    def constant(cls, value: Any, where: str) -> Self:
        """Return a plain value as a constant; ``where`` is for the error message."""
        raise NotImplementedError

    @classmethod
    def check_data(cls, value: Any, where: str) -> Any:
        """Return a plain value as ``data`` keeps it, or raise a TypeError."""
        raise NotImplementedError

    def check_derivative(self, d: Any, where: str) -> Any:
        """Return a derivative as this Variable may keep it.

        Raises:
            TypeError: d is not of the type of data; the message begins with ``where``.
        """
        return self.check_data(d, where)

    # The graph

    @property
    def history(self) -> ScalarHistory | None:
        """How this Variable came to be; None for a constant."""
        if self.inputs is None:
            return None
        return ScalarHistory(self.last_fn, self.ctx, self.inputs)

    @history.setter
    def history(self, history: ScalarHistory | None) -> None:
        if history is None:
            self.last_fn = self.ctx = self.inputs = None
        else:
            self.last_fn, self.ctx = history.last_fn, history.ctx
            self.inputs = tuple(history.inputs)

    @property
    def parents(self) -> "tuple[Variable, ...]":
        """The Variables that it was made from."""
        return self.inputs or ()

    def is_leaf(self) -> bool:
        """Whether the user made it, so that it receives a derivative."""
        return self.last_fn is None and self.inputs is not None

    def is_constant(self) -> bool:
        """Whether it takes no part in differentiation."""
        return self.inputs is None

    # Derivatives

    def chain_rule(self, d_output: Any) -> Iterable[tuple[Any, Any]]:
        """Pass a derivative back through the Function that made this Variable.

        For v = F(x₁, …, xₙ) and d = ∂result/∂v, what reaches xᵢ is d · ∂F/∂xᵢ.

        Args:
            d_output: d, the derivative of the result with respect to this Variable.

        Returns:
            A pair (xᵢ, d · ∂F/∂xᵢ) for every input, constants included.

        Raises:
            ValueError: no Function made this Variable, or the Function's ``backward``
                returned too many derivatives, too few, or None.
            Exception: whatever ``backward`` itself raises, as it is.
        """
        last_fn, inputs = self.last_fn, self.inputs
        if last_fn is None:
            raise ValueError(f"chain_rule: expected a result of a Function, got {self}")
        try:
            derivatives = last_fn.backward(self.ctx, d_output)
        except TypeError as error:
            if not self.ctx.saved_tensors or "unpack" in str(error):
                note = self.ctx.saved_in_words()
                error.add_note(f"{last_fn.__name__}.forward saved {note}.")
            raise
        if not isinstance(derivatives, tuple):
            derivatives = (derivatives,)
        complete = len(derivatives) == len(inputs)
        for d in derivatives:
            if d is None:
                complete = False
        if not complete:
            raise ValueError(
                f"{last_fn.__name__}.backward: expected {len(inputs)} derivative(s), "
                f"one for each argument of forward, got {derivatives}"
            )
        return zip(inputs, derivatives)

    def backward(self, d_output: Any = 1.0) -> None:
        """Leave d_output · ∂self/∂x in the ``derivative`` of every leaf x.

        Derivatives accumulate: a second call adds to what the first one left. Set them
        to None, as ``SGD.zero_grad`` does, before the next training step.

        Args:
            d_output: the derivative of the final result with respect to this Variable.

        Raises:
            ValueError: this Variable is a constant.
        """
        backpropagate(self, d_output)


def topological_sort(variable: Variable) -> list[Variable]:
    """Return all Variables that a result depends on, each before its own inputs.

    Each stands there once, however many ways lead to it. Constants are left out. The
    depth of a graph is bounded by memory alone: a chain of 100,000 Functions will do,
    and Python's calls do not go that deep.

    Args:
        variable: the result.

    Returns:
        The result first, then every Variable after all that were made from it; where
        there are several such orders, any of them. For a constant an empty list.
    """
    # A depth-first search finishes a Variable after all of its inputs. The order in
    # which it finishes them, reversed, is the one wanted.
    seen: set[Variable] = set()
    finished: list[Variable] = []
    waiting: list[Any] = [variable]
    while waiting:
        v = waiting.pop()
        if v is None:  # all inputs of the next one are finished, and so is it
            finished.append(waiting.pop())
        elif v not in seen and v.inputs is not None:
            seen.add(v)
            waiting.append(v)
            waiting.append(None)
            waiting.extend(v.inputs)
    return finished[::-1]


Pairs = Iterable[tuple[Any, Any]]
Watch = Callable[[Variable, Any, Pairs, dict[Variable, Any]], None]


def backpropagate(
    variable: Variable, d_output: Any = 1.0, watch: Watch | None = None
) -> None:
    """Leave the derivative of a result in every leaf that it depends on.

    A Variable's derivative is the sum of what comes back along all ways from the
    result. In topological order that sum is complete when the Variable's turn comes,
    so every Function is asked once. Only leaves keep theirs, and they change only
    after all has gone well, when ``accumulate`` adds it to what they have already.

    Args:
        variable: the result.
        d_output: the derivative of something beyond with respect to the result, which
            ``variable.check_derivative(d_output, "backward")`` gives the form of data.
        watch: is called at the end of each turn, leaves included, by those who look on,
            as ``recording`` does: ``watch(v, d, shares, sums)`` with the Variable, its
            derivative, the list of what ``chain_rule`` gave, empty for a leaf, and a
            dictionary from each Variable that waits to what has reached it by then.

    Raises:
        ValueError: variable is a constant.
    """
    if variable.inputs is None:
        raise ValueError(
            f"backward: expected a result of Variables, got the constant {variable}"
        )
    sums = {variable: variable.check_derivative(d_output, "backward")}
    leaves = []
    for v in topological_sort(variable):
        d = sums.pop(v)
        if v.last_fn is None:
            leaves.append((v, d))
        shares = v.chain_rule(d) if v.last_fn else ()
        if watch:
            shares = list(shares)
        for a, share in shares:
            if a.inputs is not None:
                sums[a] = sums[a] + share if a in sums else share
        if watch:
            watch(v, d, shares, sums)
    if sums:
        raise ValueError(f"backward: {next(iter(sums))} was made from itself")
    accumulate(leaves)


# Held while leaves change, so that no thread overwrites what another has added.
adding = Lock()


def accumulate(leaves: Pairs) -> None:
    """Add derivatives to those that leaves have already; an error changes none."""
    with adding:
        sums = {}
        for v, d in leaves:
            total = d if v.derivative is None else v.derivative + d
            sums[v] = v.check_derivative(total, "derivative")
        set_derivatives(sums)


def set_derivatives(sums: dict[Variable, Any]) -> None:
    """Give leaves their derivatives in a single call, which Ctrl-C cannot interrupt."""
    deque(map(setattr, sums, repeat("derivative"), sums.values()), maxlen=0)
