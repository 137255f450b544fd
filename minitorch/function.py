"""Functions: what computes, and how derivatives pass back through it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from minitorch.checks import expect


class Context:
    """What a Function's ``forward`` saves for its ``backward``.

    Attributes of other names can be set, too, as in ``ctx.n = 3``.

    Attributes:
        saved_tensors: what was saved, always as a tuple; empty where nothing was.

    >>> ctx = Context()
    >>> ctx.save_for_backward(3.0)
    >>> ctx.saved_values, ctx.saved_tensors
    (3.0, (3.0,))
    """

    saved_tensors: tuple[Any, ...] = ()

    def save_for_backward(self, *values: Any) -> None:
        """Save the values; a second call replaces those of the first."""
        self.saved_tensors = values

    @property
    def saved_values(self) -> Any:
        """What was saved, one value as itself, several as a tuple; None for nothing."""
        saved = self.saved_tensors
        return saved[0] if len(saved) == 1 else saved or None

    def __repr__(self) -> str:
        return f"Context(saved_values={self.saved_tensors})"

    def saved_in_words(self) -> str:
        """Say how many values were saved, to those who looked for others.

        >>> Context().saved_in_words()
        'nothing for backward'
        """
        count = len(self.saved_tensors)
        if count == 1:
            return (
                "one value, so ctx.saved_values is that value itself; "
                "ctx.saved_tensors is always a tuple"
            )
        return f"{count} values" if count else "nothing for backward"


class Undecided:
    """What a Function computes with as long as its class does not say it."""

    @staticmethod
    def constant(value: Any, where: str) -> Any:
        """Refuse every value.

        Raises:
            TypeError: always.
        """
        raise TypeError(
            f"{where}: expected a class derived from TensorFunction or ScalarFunction, "
            "for tensors or for Scalars, got one derived from Function alone"
        )


class Function:
    """A mathematical function and its derivative, face to face.

    A subclass brings two static methods. ``forward(ctx, a, b, …)`` computes with plain
    data and may save what backward will need. ``backward(ctx, d_out)`` returns, for
    every argument of forward, the local derivative times d_out: one value for one
    argument, a tuple for several.
    """

    variable: ClassVar[Any] = Undecided
    """What apply returns."""
    forward: ClassVar[Callable[..., Any]]

    @classmethod
    def apply(cls, *values: Any, **settings: Any) -> Any:
        """Compute, and remember how.

        Args:
            values: the arguments; plain values among them become constants.
            settings: keyword arguments, which reach forward as they are.

        Returns:
            The result, a Variable whose history is this Function, ctx and the inputs.
        """
        inputs = tuple([cls.variable.constant(v, cls.__name__) for v in values])
        data = [v.data for v in inputs]
        ctx = Context()
        try:
            result = cls.forward(ctx, *data, **settings)
        except ValueError:
            cls.check_inputs(*data)
            raise
        return cls.variable.make(result, cls, ctx, inputs)

    @classmethod
    def backward(cls, ctx: Any, d_out: Any) -> Any:
        """Stand in for a subclass that has no ``backward`` of its own yet.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError(
            f"{cls.__name__} has no backward: define it next to forward, as "
            "@staticmethod def backward(ctx, d_out)"
        )

    @staticmethod
    def check_inputs(*data: Any) -> None:
        """Raise a clearer error for data of which forward has made a ValueError."""


class ScalarHistory:
    """How a Variable came to be: ``last_fn(ctx, *inputs)``. A leaf has none of them.

    Args:
        last_fn: the Function that made it.
        ctx: what the Function's forward saved.
        inputs: the Variables that it was applied to.

    Raises:
        ValueError: there are inputs, and no Function that was applied to them.

    >>> ScalarHistory()
    ScalarHistory(last_fn=None, ctx=Context(saved_values=()), inputs=())
    """

    __slots__ = ("ctx", "inputs", "last_fn")
    last_fn: type[Function] | None
    ctx: Context
    inputs: Sequence[Any]

    def __init__(
        self,
        last_fn: type[Function] | None = None,
        ctx: Context | None = None,
        inputs: Sequence[Any] = (),
    ) -> None:
        expect(
            last_fn is not None or not inputs,
            "ScalarHistory: a Function for these inputs, or for a leaf no inputs",
            inputs,
        )
        fill = super().__setattr__
        fill("last_fn", last_fn)
        fill("ctx", Context() if ctx is None else ctx)
        fill("inputs", inputs)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(
            f"history.{name}: expected a whole history, set as v.history = "
            "ScalarHistory(last_fn, ctx, inputs); one of its parts cannot be set"
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how a copy is made, and what is written into a pickle."""
        return ScalarHistory, (self.last_fn, self.ctx, self.inputs)

    @property
    def context(self) -> Context:
        """The long name of ctx."""
        return self.ctx

    def __repr__(self) -> str:
        name = self.last_fn.__name__ if self.last_fn else None
        return f"ScalarHistory(last_fn={name}, ctx={self.ctx}, inputs={self.inputs})"
