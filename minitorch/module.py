"""Modules: a model as a tree of named parameters.

A Module notices what is assigned to it. A Parameter becomes one of its parameters, a
Module becomes one of its children, and everything else is an ordinary attribute.

>>> class Linear(Module):
...     def __init__(self, w, b):
...         super().__init__()
...         self.w = Parameter(w)
...         self.b = Parameter(b)
...
...     def forward(self, x):
...         return self.w.value * x + self.b.value
>>> class Stack(Module):
...     def __init__(self):
...         super().__init__()
...         self.first = Linear(2.0, 1.0)
...         self.second = Linear(-1.0, 0.5)
...
...     def forward(self, x):
...         return self.second(self.first(x))
>>> model = Stack()
>>> model(3.0)
-6.5
>>> model
Stack
  first: Linear
    w: 2.0
    b: 1.0
  second: Linear
    w: -1.0
    b: 0.5
"""

from collections.abc import Iterator
from typing import Any

from minitorch import checks
from minitorch.passing_on import PassedOn
from minitorch.state_dict import Kept, leaf_of, summary


class Parameter(PassedOn):
    """A named place in a model for a value that training changes.

    Args:
        value: the first value; a float, a Scalar, a Tensor or anything else. Of a
            Scalar or a Tensor it is the numbers: the Parameter holds a leaf of its own,
            with a derivative of its own. One of a Tensor shares its memory with it.
        name: given to a value that has a ``name`` of its own, such as a Scalar.
        requires_grad: False for a Tensor that stays a constant.

    Raises:
        TypeError: name is no text.
        RuntimeError: value is a mask, or a tensor of whole numbers.

    >>> p = Parameter(0.5)
    >>> p.update(0.75)
    >>> p.value
    0.75
    """

    def __init__(self, value: Any, name: str = "", requires_grad: bool = True) -> None:
        checks.check_name(name)
        self.name = name
        self.update(leaf_of(value))
        if not requires_grad:
            self.value.requires_grad_(False)

    def update(self, value: Any) -> None:
        """Put a new value in the place of the old one, of what is no leaf a leaf."""
        self.value = value if getattr(value, "inputs", None) == () else leaf_of(value)
        if self.name and hasattr(self.value, "name"):
            self.value.name = self.name

    def __copy__(self) -> "Parameter":
        trained = getattr(self.value, "requires_grad", True)
        return type(self)(self.value, self.name, trained)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take over what was copied; a tensor's derivative is not, as in PyTorch."""
        vars(self).update(state)
        if getattr(self.value, "has_shape", False):
            self.value.grad = None

    def __repr__(self) -> str:
        return f"Parameter({self.value!r})"


class Module(Kept):
    """The base of all models; a subclass assigns its parts and defines ``forward``.

    ``training`` is True until ``eval()`` is called; layers that act differently while
    they are trained look at it.
    """

    training: bool = True
    _parts: "dict[str, Parameter | Module]"

    def __init__(self) -> None:
        # Past __setattr__, which needs it to be there.
        self.__dict__["_parts"] = {}

    # Building the tree

    def __setattr__(self, name: str, value: Any) -> None:
        """Keep a Parameter or a Module as a part of this module.

        Raises:
            AttributeError: ``super().__init__()`` was not called before.
            TypeError: name stands for a part and value is something else, or value
                is a list whose parameters the module would not see.
            ValueError: value is a module that contains this one, or name has a dot in
                it or is an attribute of the class, which would hide the part.
        """
        checks.check_initialised(self)
        if isinstance(value, (Parameter, Module)):
            checks.check_part(self, name, value)
            self._parts[name] = value
        else:
            checks.check_plain(self, name, value, PARTS)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        super().__delattr__(name)
        self._parts.pop(name, None)

    def add_parameter(self, name: str, value: Any) -> Parameter:
        """Add a Parameter under a name that is made while the program runs.

        >>> layer = Module()
        >>> for i in range(2):
        ...     _ = layer.add_parameter(f"w{i}", 0.0)
        >>> dict(layer.named_parameters())
        {'w0': Parameter(0.0), 'w1': Parameter(0.0)}
        """
        parameter = value if isinstance(value, Parameter) else Parameter(value, name)
        setattr(self, name, parameter)
        return parameter

    def add_module(self, name: str, module: "Module") -> "Module":
        """Add a child module under a name that is made while the program runs."""
        if not isinstance(module, Module):
            raise TypeError(
                f"{type(self).__name__}.add_module({name!r}, …): expected a Module, "
                f"got {type(module).__name__}"
            )
        setattr(self, name, module)
        return module

    # Reading the tree

    def modules(self) -> list["Module"]:
        """Return the direct children, in the order of their assignment."""
        return [part for part in self._parts.values() if isinstance(part, Module)]

    def named_modules(self) -> Iterator[tuple[str, "Module"]]:
        """Yield this module as ("", self), then all below it with dotted names.

        After a module comes all that is below it, before its next sibling; siblings
        stand in the order of their assignment. A module that is reached in two ways is
        named once, with the first of its names.

        >>> model = Module()
        >>> model.first = Module()
        >>> model.first.inner = Module()
        >>> model.second = Module()
        >>> [name for name, module in model.named_modules()]
        ['', 'first', 'first.inner', 'second']
        """
        found: set[Module] = set()
        waiting: list[tuple[str, Module]] = [("", self)]
        while waiting:
            path, module = waiting.pop()
            if module not in found:
                found.add(module)
                yield path, module
                # Reversed, since the last one in is the first one out.
                for name, part in reversed(module._parts.items()):
                    if isinstance(part, Module):
                        waiting.append((dotted(path, name), part))

    def _own_parameters(self) -> Iterator[tuple[str, Parameter]]:
        """Yield (name, parameter) for those of this module; a list may hide none."""
        checks.check_nothing_hidden(self, vars(self), PARTS)
        for name, part in self._parts.items():
            if isinstance(part, Parameter):
                yield name, part

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        """Return the pairs (dotted name, parameter) of the whole tree.

        The modules stand in the order of ``named_modules``, each with its own
        parameters in the order of their assignment: so they come before those of its
        children. A parameter that is shared by two modules is listed once, under the
        first of its names, so that an optimiser moves it once. Two parameters of equal
        value are still two.

        Raises:
            TypeError: parameters are hidden in a list, where they came by ``append``.
        """
        first_names: dict[Parameter, str] = {}
        for path, module in self.named_modules():
            for name, parameter in module._own_parameters():
                first_names.setdefault(parameter, dotted(path, name))
        return [(name, parameter) for parameter, name in first_names.items()]

    def parameters(self) -> list[Parameter]:
        """Return all parameters of the tree, each once, as ``named_parameters``."""
        return [parameter for _, parameter in self.named_parameters()]

    # Using the model

    def forward(self, *inputs: Any, **options: Any) -> Any:
        """Compute the model's output; every subclass brings its own.

        Raises:
            NotImplementedError: the subclass has none.
        """
        raise NotImplementedError(
            f"{type(self).__name__} has no forward: define `def forward(self, …)` in "
            "the class"
        )

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        """Return ``forward`` of the same arguments: model(x) reads like f(x)."""
        return self.forward(*inputs, **options)

    def train(self) -> None:
        """Set ``training`` to True in the whole tree."""
        for _, module in self.named_modules():
            module.training = True

    def eval(self) -> None:
        """Set ``training`` to False in the whole tree."""
        for _, module in self.named_modules():
            module.training = False

    # Showing it

    def __repr__(self) -> str:
        lines = []
        first_names = {module: path for path, module in self.named_modules()}
        for module, path in first_names.items():
            margin = "  " * (path.count(".") + 1) if path else ""
            label = path.rpartition(".")[2]
            lines.append(margin + (label and f"{label}: ") + type(module).__name__)
            for name, part in module._parts.items():
                if isinstance(part, Parameter):
                    lines.append(f"{margin}  {name}: {summary(part.value)}")
                elif (first := first_names.get(part)) != dotted(path, name):
                    kind = type(part).__name__
                    lines.append(f"{margin}  {name}: {kind}, the same as {first}")
        return "\n".join(lines)

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        checks.check_initialised(self)
        raise AttributeError(checks.missing(self, name))


PARTS = (Parameter, Module)


def dotted(path: str, name: str) -> str:
    """Return the name of a part of the module at a path; that of the root is empty."""
    return f"{path}.{name}" if path else name


def value_of(parameter: Any) -> Any:
    """Return the value of a Parameter; anything else as it is."""
    return parameter.value if isinstance(parameter, Parameter) else parameter
