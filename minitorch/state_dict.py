"""The numbers of a model, taken out of its parameters and put back.

A Parameter may hold a number, a Scalar, a Tensor or an array. Its plain form is a float
or an array of numpy, which shares its memory with nothing else. So it can be kept while
training goes on, written to a file, and given to another model of the same form.

``Kept`` is the part of a Module that does so.
"""

from collections.abc import Mapping
from numbers import Real
from typing import Any, NamedTuple


class Kept:
    """The part of Module that gives its numbers out, and takes others."""

    def named_parameters(self) -> list[tuple[str, Any]]:
        """Return the parameters of a tree by their names; Module brings it."""
        raise NotImplementedError

    def kept(self) -> dict[str, Any]:
        """Return all that has a ``value`` to keep, by names: the parameters."""
        return dict(self.named_parameters())

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of all parameters' numbers: dotted name → float or array.

        In PyTorch the values are tensors, and a parameter that two modules share is
        there under each of its names; here it is there once, under the first.

        Raises:
            TypeError: a parameter holds no numbers.

        >>> from minitorch import Module, Parameter
        >>> model = Module()
        >>> model.w = Parameter(0.5)
        >>> model.state_dict()
        {'w': 0.5}
        """
        return {name: numbers_of(p.value, name) for name, p in self.kept().items()}

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True
    ) -> "Unmatched | None":
        """Give all parameters the numbers of a ``state_dict``, which are copied.

        A tensor keeps its dtype and its derivative, as in PyTorch, and gets new
        numbers; so do all that see its memory. Another value is replaced by a new one
        of its kind, a Scalar by one of the same name without a derivative.

        Args:
            state_dict: numbers or arrays by the names of the parameters.
            strict: whether names must be the same; if not, those that match are loaded,
                and the others are returned.

        Raises:
            TypeError: state_dict is not a mapping.
            ValueError: a parameter is missing in it, one is unknown, or one has another
                shape. Nothing has changed then.
            RuntimeError: one number of a tensor has several places there, as after
                ``expand``; nor then.

        >>> from minitorch import Module, Parameter
        >>> model = Module()
        >>> model.w = Parameter(0.5)
        >>> model.load_state_dict({"w": 0.75})
        >>> model.w
        Parameter(0.75)
        """
        where = f"{type(self).__name__}.load_state_dict"
        kept, unmatched = self.kept(), None
        if not strict and isinstance(state_dict, Mapping):
            missing = [name for name in kept if name not in state_dict]
            unmatched = Unmatched(missing, [n for n in state_dict if n not in kept])
            kept = {name: kept[name] for name in kept if name in state_dict}
            state_dict = {name: state_dict[name] for name in kept}
        old = {name: place.value for name, place in kept.items()}
        for name, value in refilled(old, state_dict, where).items():
            if getattr(value, "has_shape", False):
                old[name].write(value.data)
            else:
                kept[name].value = value
        return unmatched


class Unmatched(NamedTuple):
    """Names that only a model has, and names that only a ``state_dict`` has."""

    missing_keys: list[str]
    unexpected_keys: list[str]


def numbers_of(value: Any, where: str) -> Any:
    """Return the numbers of a value as a float, or as an array of their own.

    Args:
        value: a number, a Scalar, a Tensor or an array of numpy.
        where: for the error message.

    Raises:
        TypeError: value is something else.

    >>> from minitorch import Scalar, tensor
    >>> numbers_of(Scalar(2.0), "w"), numbers_of(tensor([1.0, 2.0]), "w")
    (2.0, array([1., 2.]))
    """
    if hasattr(value, "numpy"):
        return value.numpy().copy()
    if isinstance(value, Real):
        return float(value)
    if hasattr(value, "derivative"):
        return value.data
    if hasattr(value, "dtype"):
        return value.copy()
    raise TypeError(
        f"{where}: expected a number, a Scalar or a Tensor, got {value!r} of type "
        f"{type(value).__name__}"
    )


def refilled(
    values: Mapping[str, Any], state: Mapping[str, Any], where: str
) -> dict[str, Any]:
    """Return for each value one of the same kind with the numbers of a state.

    Args:
        values: what ``numbers_of`` can take, by names.
        state: numbers or arrays for these names; they are copied.
        where: for the error message.

    Raises:
        TypeError: state is not a mapping.
        ValueError: a name is missing or unknown, or what stands there does not fit;
            the message lists all of them.
    """
    if not isinstance(state, Mapping):
        raise TypeError(
            f"{where}: expected a dictionary of names and numbers, as state_dict() and "
            f"minitorch.load(path) return, got {state!r}"
        )
    problems = [f"{name}: missing" for name in values if name not in state]
    problems += [f"{name}: unexpected" for name in state if name not in values]
    new = {}
    for name in (name for name in values if name in state):
        try:
            new[name] = with_numbers(values[name], state[name])
        except (TypeError, ValueError) as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise ValueError(
            f"{where}: expected an entry for each parameter, of its shape; nothing "
            "was loaded, since these do not fit\n  " + "\n  ".join(problems)
        )
    return new


def with_numbers(value: Any, numbers: Any) -> Any:
    """Return a value of the same kind, name and dtype that holds other numbers.

    They are copied. The value itself stays as it is, and so does every graph that was
    made from it.

    Args:
        value: what ``numbers_of`` can take.
        numbers: a number or an array of the same shape.

    Raises:
        TypeError: numbers are something else, or fractions for whole numbers.
        ValueError: they have another shape.

    >>> from minitorch import Scalar
    >>> with_numbers(Scalar(2.0, name="w"), 3.0)
    Scalar(3.0, name='w')
    """
    expected, shape = shape_of(value), shape_of(numbers)
    if shape != expected:
        raise ValueError(f"expected shape {expected}, got {shape}")
    if not expected and hasattr(numbers, "item"):
        numbers = numbers.item()
    if hasattr(value, "check_derivative"):  # it checks and copies what has this form
        if value.has_shape:
            value.check_apart()
        return renewed(value, value.check_derivative(numbers, "load_state_dict"))
    if not expected and not isinstance(numbers, Real):
        raise TypeError(f"expected a number, got {numbers!r}")
    if isinstance(value, Real):
        return float(numbers)
    result = value.copy()
    result[...] = numbers
    if (result != numbers).any() and result.dtype.kind in "iu":
        raise TypeError(f"expected whole numbers for {value.dtype}, got {numbers}")
    return result


def renewed(value: Any, data: Any) -> Any:
    """Return a leaf with the name of a Variable and other data, which is not copied.

    A constant gives a constant.
    """
    inputs = None if value.inputs is None else ()
    return type(value).make(data, None, None, inputs, name=value.name)


def leaf_of(value: Any) -> Any:
    """Return a leaf with the name and the numbers of a Variable; all else as it is.

    It sees the memory of a tensor, and has a derivative of its own.

    Raises:
        RuntimeError: value is a mask, or of whole numbers.
    """
    if not getattr(value, "is_float", True):
        raise RuntimeError(
            "truth values and whole numbers have no derivative, since no small step "
            "leads from one to another; take double() or float() of them"
        )
    if hasattr(value, "requires_grad_"):
        value = value.detach() if hasattr(value, "has_shape") else value
        value.requires_grad_(True)
    elif hasattr(value, "check_derivative"):
        value = type(value).make(value.data, name=value.name)
    return value


def shape_of(value: Any) -> tuple[int, ...]:
    """Return the shape of an array or a tensor; that of a number is ()."""
    return tuple(getattr(value, "shape", ()))


def summary(value: Any) -> str:
    """Return in one line what a parameter holds; of many numbers, their shape.

    >>> from minitorch import tensor
    >>> summary(tensor([1.0, 2.0], name="w")), summary(0.5)
    ("Tensor of shape (2,), name='w'", '0.5')
    """
    shape = shape_of(value)
    if not shape:
        return repr(value)
    name = getattr(value, "name", "")
    return f"{type(value).__name__} of shape {shape}" + (name and f", name={name!r}")
