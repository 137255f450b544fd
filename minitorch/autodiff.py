"""Automatic differentiation: the engine that scalars and tensors share.

A Variable remembers which Function made it, and from what. So a computation leaves a
graph behind, and ``backpropagate`` walks it from the result to the leaves, using the
chain rule once at each Function.

Graphs may be deep: nothing here is recursive, so their depth is bounded
by memory alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from minitorch.function import Function


class Context:
    """What a Function's ``forward`` saves for its ``backward``.

    Attributes:
        saved_values: what was saved: one value as itself, several as a tuple; None
            where nothing was.

    >>> ctx = Context()
    >>> ctx.save_for_backward(3.0)
    >>> ctx.saved_values, ctx.saved_tensors
    (3.0, (3.0,))
    """

    __slots__ = ("saved_values",)
    saved_values: Any

    def __init__(self) -> None:
        self.saved_values = None

    def save_for_backward(self, *values: Any) -> None:
        """Save the values; a second call replaces those of the first."""
        if len(values) == 1:
            (value,) = values
            self.saved_values = OneTuple(value) if type(value) is tuple else value
        else:
            self.saved_values = values

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What was saved, always as a tuple; an empty one where nothing was."""
        saved = self.saved_values
        if saved is None:
            return ()
        return saved if type(saved) is tuple else (saved,)

    def __repr__(self) -> str:
        return f"Context(saved_values={self.saved_tensors})"


class OneTuple(tuple[Any, ...]):
    """A tuple that was saved as one value, to be told from several values."""

    __slots__ = ()


class ScalarHistory:
    """How a Variable came to be: ``last_fn(ctx, *inputs)``. A leaf has none of them.

    Args:
        last_fn: the Function that made it.
        ctx: what the Function's forward saved.
        inputs: the Variables that it was applied to.

    >>> ScalarHistory()
    ScalarHistory(last_fn=None, ctx=Context(saved_values=()), inputs=())
    """

    __slots__ = ("ctx", "inputs", "last_fn")
    last_fn: "type[Function] | None"
    ctx: Context
    inputs: Sequence["Variable"]

    def __init__(
        self,
        last_fn: "type[Function] | None" = None,
        ctx: Context | None = None,
        inputs: Sequence["Variable"] = (),
    ) -> None:
        fill = super().__setattr__
        fill("last_fn", last_fn)
        fill("ctx", Context() if ctx is None else ctx)
        fill("inputs", inputs)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(
            f"history.{name}: expected a whole history, set as v.history = "
            "ScalarHistory(last_fn, ctx, inputs); one of its parts cannot be set"
        )

    @property
    def context(self) -> Context:
        """The long name of ctx."""
        return self.ctx

    def __repr__(self) -> str:
        name = self.last_fn.__name__ if self.last_fn else None
        return f"ScalarHistory(last_fn={name}, ctx={self.ctx}, inputs={self.inputs})"


class Variable(Context):
    """A value in a computation, with what is needed to differentiate it.

    A leaf was made by the user, and backpropagation leaves the result's derivative with
    respect to it in ``derivative``. A constant takes no part in differentiation. Every
    other Variable was made by a Function.

    One object serves as the Variable, its history and its Function's context, since a
    graph of a million nodes should not need three million objects. ``history`` puts the
    other two together for those who look. For the same reason two inputs, the most
    common number, are kept in two slots, ``_first`` and ``_second``, without a tuple.

    Attributes:
        data: the plain value.
        derivative: of the result with respect to this leaf; None before backward.
        name: for people and pictures.
        last_fn: the Function that made it; None for a leaf and for a constant.
    """

    __slots__ = ("_first", "_second", "_walk", "data", "derivative", "last_fn", "name")
    data: Any
    derivative: Any
    name: str
    last_fn: "type[Function] | None"
    # Two inputs; or all inputs as a tuple, None for a constant, and a second None.
    _first: Any
    _second: "Variable | None"
    # What a walk over the graph notes here; of no meaning before and after.
    _walk: Any

    data_type: ClassVar[type]
    # Whether data have a shape. Then what was made from constants alone is a constant,
    # so that preparing the data of a training run leaves no graph behind.
    has_shape: ClassVar[bool] = False

    @classmethod
    def constant(cls, value: Any, where: str) -> Self:
        """Return a plain value as a constant; ``where`` is for the error message."""
        raise NotImplementedError

    @classmethod
    def check_data(cls, value: Any, where: str) -> Any:
        """Return a plain value as ``data`` keeps it, or raise a TypeError."""
        raise NotImplementedError

    # The graph

    @property
    def inputs(self) -> "tuple[Variable, ...] | None":
        """The Variables that it was made from; () for a leaf, None for a constant."""
        first: Any = self._first
        return first if self._second is None else (first, self._second)

    @inputs.setter
    def inputs(self, inputs: "tuple[Variable, ...] | None") -> None:
        self._first, self._second = inputs, None

    @property
    def history(self) -> ScalarHistory | None:
        """How this Variable came to be; None for a constant."""
        inputs = self.inputs
        if inputs is None:
            return None
        ctx = Context()
        ctx.saved_values = self.saved_values
        return ScalarHistory(self.last_fn, ctx, inputs)

    @history.setter
    def history(self, history: ScalarHistory | None) -> None:
        self.last_fn = history.last_fn if history else None
        self._first, self._second = tuple(history.inputs) if history else None, None
        self.saved_values = history.ctx.saved_values if history else None

    @property
    def parents(self) -> "tuple[Variable, ...]":
        """The Variables that it was made from."""
        return self.inputs or ()

    def is_leaf(self) -> bool:
        """Whether the user made it, so that it receives a derivative."""
        return self.last_fn is None and self._first is not None

    def is_constant(self) -> bool:
        """Whether it takes no part in differentiation."""
        return self._first is None

    # Derivatives

    def chain_rule(self, d: Any) -> "Iterable[tuple[Variable, Any]]":
        """Pass a derivative back through the Function that made this Variable.

        For v = F(x₁, …, xₙ) and d = ∂result/∂v, what reaches xᵢ is d · ∂F/∂xᵢ.

        Args:
            d: the derivative of the result with respect to this Variable.

        Returns:
            A pair (xᵢ, d · ∂F/∂xᵢ) for every input, constants included.

        Raises:
            ValueError: no Function made this Variable, or the Function's ``backward``
                returned too many derivatives, too few, or None.
            Exception: whatever ``backward`` itself raises, as it is.
        """
        last_fn, inputs = self.last_fn, self.inputs
        if last_fn is None or inputs is None:
            raise ValueError(f"chain_rule: expected a result of a Function, got {self}")
        try:
            derivatives = last_fn.backward(self, d)
        except TypeError as error:
            if self.saved_values is None:
                note = f"{last_fn.__name__}.forward saved nothing for backward."
                error.add_note(note)
            raise
        if derivatives.__class__ is not tuple:
            derivatives = (derivatives,)
        pairs = []
        for v, d_v in zip(inputs, derivatives):
            if d_v is None:
                break
            pairs.append((v, d_v if v._first is None else v.fit(d_v, last_fn.__name__)))
        if not len(derivatives) == len(inputs) == len(pairs):
            raise ValueError(
                f"{last_fn.__name__}.backward: expected {len(inputs)} derivative(s), "
                f"one for each argument of forward, got {derivatives}"
            )
        return pairs

    def fit(self, d: Any, where: str) -> Any:
        """Return a derivative that came back to this Variable in the form of its data.

        For numbers there is nothing to do; a tensor that was broadcast sums up what
        came back along the dimensions in which it was repeated.
        """
        return d

    def check_derivative(self, d: Any, where: str) -> Any:
        """Return a derivative as this Variable may keep it.

        Raises:
            TypeError: d is not of the type of data; the message begins with ``where``.
        """
        return self.check_data(d, where)

    def backward(self, d: Any = 1.0) -> None:
        """Leave d · ∂self/∂x in the ``derivative`` of every leaf x.

        Derivatives accumulate: a second call adds to what the first one left. Set them
        to None, as ``SGD.zero_grad`` does, before the next training step.

        Args:
            d: the derivative of the final result with respect to this Variable.

        Raises:
            ValueError: this Variable is a constant.
        """
        backpropagate(self, d)


def topological_sort(variable: Variable) -> list[Variable]:
    """Return all Variables that a result depends on, each before its own inputs.

    A depth-first search finishes a Variable after all of its inputs; the order in which
    it finishes them, reversed, is the one wanted. Constants are left out.

    Args:
        variable: the result.

    Returns:
        The result first, then every Variable after all that were made from it.
    """
    # A new mark for each walk: what an interrupted one left behind does no harm.
    seen = object()
    finished: list[Variable] = []
    waiting: list[Variable | None] = [variable]
    while waiting:
        v = waiting.pop()
        if v is None:
            finished.append(waiting.pop())  # type: ignore[arg-type]
        elif v._walk is not seen and v._first is not None:
            v._walk = seen
            # The None says: once the inputs above are finished, so is v.
            waiting.append(v)
            waiting.append(None)
            first, second = v._first, v._second
            if second is None:
                # A loop: in Python 3.11 a comprehension would cost a call each time.
                for a in first:
                    if a._walk is not seen:
                        waiting.append(a)  # noqa: PERF401
            else:
                if first._walk is not seen:
                    waiting.append(first)
                if second._walk is not seen:
                    waiting.append(second)
    finished.reverse()
    return finished


Watch = Callable[[list[Variable]], Iterable[Variable]]


def backpropagate(variable: Variable, d: Any = 1.0, watch: Watch = iter) -> None:
    """Leave the derivative of a result in every leaf that it depends on.

    A Variable's derivative is the sum of what comes back along all ways from the
    result. In topological order that sum is complete when the Variable's turn comes,
    so every Function is asked once. Leaves change only after all has gone well.

    Args:
        variable: the result.
        d: the derivative of something beyond with respect to the result, often 1.
        watch: is given the Variables in their order and hands them on one by one, so
            that it can look at them in between; ``recording`` uses it.

    Raises:
        ValueError: variable is a constant.
    """
    if variable._first is None:
        raise ValueError(
            f"backward: expected a result of Variables, got the constant {variable}"
        )
    order = topological_sort(variable)
    # The walk has left its mark in every Variable; the sum of the derivatives that
    # have come so far takes its place.
    no_sum = variable._walk
    variable._walk = variable.check_derivative(d, "backward")
    leaves = []
    try:
        for v in watch(order):
            if v.last_fn is None:
                leaves.append(v)
            else:
                v.last_fn.pass_back(v, v._walk, no_sum)
    except (TypeError, ValueError):
        v.chain_rule(v._walk)  # says what is wrong, if backward's result does not fit
        raise
    sums = [v.check_derivative(v._walk, "derivative") for v in leaves]
    for leaf, total in zip(leaves, sums, strict=True):
        old = leaf.derivative
        leaf.derivative = total if old is None else old + total
