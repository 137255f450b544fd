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
>>> [name for name, parameter in model.named_parameters()]
['first.w', 'first.b', 'second.w', 'second.b']
>>> model
Stack
  first: Linear
    w: 2.0
    b: 1.0
  second: Linear
    w: -1.0
    b: 0.5
"""

from collections.abc import Iterator, Mapping
from typing import Any

from minitorch import state


class Parameter:
    """A named place in a model for a value that training changes.

    Args:
        value: the first value; a float, a Scalar, a Tensor or anything else. A Tensor
            is made to require a derivative; one that was computed is detached first.
        name: given to a value that has a ``name`` of its own, such as a Scalar.

    >>> p = Parameter(0.5)
    >>> p.update(0.75)
    >>> p.value
    0.75
    """

    def __init__(self, value: Any, name: str = "") -> None:
        self.name = name
        self.update(value)

    def update(self, value: Any) -> None:
        """Put a new value in the place of the old one."""
        if hasattr(value, "requires_grad_"):
            value = value if value.grad_fn is None else value.detach()
            value.requires_grad_()
        self.value = value
        if self.name and hasattr(value, "name"):
            value.name = self.name

    def __repr__(self) -> str:
        return f"Parameter({self.value!r})"


class Module:
    """The base of all models; a subclass assigns its parts and defines ``forward``.

    ``training`` is True until ``eval()`` is called; layers that act differently while
    they are trained look at it.
    """

    training: bool = True
    _parameters: dict[str, Parameter]
    _modules: dict[str, "Module"]

    def __init__(self) -> None:
        # Past __setattr__, which needs the two to be there.
        self.__dict__.update(_parameters={}, _modules={})

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
        if "_parameters" not in self.__dict__:
            raise AttributeError(self._not_initialised())
        if isinstance(value, (Parameter, Module)):
            self._check_name(name)
        if isinstance(value, Parameter):
            self._forget(name, but=self._parameters)
            self._parameters[name] = value
        elif isinstance(value, Module):
            self._check_no_circle(name, value)
            self._forget(name, but=self._modules)
            self._modules[name] = value
        else:
            self._check_plain(name, value)
            super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        if name in self._parameters or name in self._modules:
            self._forget(name)
        else:
            super().__delattr__(name)

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
                f"{self._type}.add_module({name!r}, …): expected a Module, "
                f"got {type(module).__name__}"
            )
        setattr(self, name, module)
        return module

    # Reading the tree

    def __getattr__(self, name: str) -> Any:
        # Python asks here only where ordinary look-up has found nothing.
        parts = self.__dict__
        if "_parameters" not in parts:
            raise AttributeError(self._not_initialised())
        if name in parts["_parameters"]:
            return parts["_parameters"][name]
        if name in parts["_modules"]:
            return parts["_modules"][name]
        raise AttributeError(self._unknown(name))

    def modules(self) -> list["Module"]:
        """Return the direct children, in the order of their assignment."""
        return list(self._modules.values())

    def named_modules(self) -> Iterator[tuple[str, "Module"]]:
        """Yield this module as ("", self), then all below it with dotted names.

        A parent comes before its children, and siblings in the order of their
        assignment. A module that is reached in two ways is named once.
        """
        seen = set()
        waiting: list[tuple[str, Module]] = [("", self)]
        while waiting:
            name, module = waiting.pop()
            if module in seen:
                continue
            seen.add(module)
            yield name, module
            dotted = f"{name}." if name else ""
            # Reversed, since the last one in is the first one out.
            for child, part in reversed(module._modules.items()):
                waiting.append((dotted + child, part))

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        """Return the pairs (dotted name, parameter) of the whole tree.

        A module's own parameters come before those of its children. A parameter that
        is shared by two modules is listed once, under the first of its names, so that
        an optimiser moves it once.
        """
        first_names: dict[Parameter, str] = {}
        for name, module in self.named_modules():
            dotted = f"{name}." if name else ""
            for own, parameter in module._parameters.items():
                first_names.setdefault(parameter, dotted + own)
        return [(name, parameter) for parameter, name in first_names.items()]

    def parameters(self) -> list[Parameter]:
        """Return all parameters of the tree, each once."""
        return [parameter for _, parameter in self.named_parameters()]

    # Its numbers

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of all parameters' numbers: dotted name → float or array.

        In PyTorch the values are tensors, and a parameter that two modules share is
        there under each of its names; here it is there once, under the first.

        Raises:
            TypeError: a parameter holds no numbers.

        >>> model = Module()
        >>> model.w = Parameter(0.5)
        >>> model.state_dict()
        {'w': 0.5}
        """
        named = self.named_parameters()
        return {name: state.plain(p.value, name) for name, p in named}

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        """Give all parameters the numbers of a ``state_dict``, which are copied.

        Each parameter gets a new value of the kind, the dtype and the name that it has,
        without a derivative.

        Raises:
            TypeError: state_dict is not a mapping.
            ValueError: a parameter is missing in it, one is unknown, or one has another
                shape. Nothing has changed then.

        >>> model = Module()
        >>> model.w = Parameter(0.5)
        >>> model.load_state_dict({"w": 0.75})
        >>> model.w
        Parameter(0.75)
        """
        where = f"{self._type}.load_state_dict"
        state.fill(self.named_parameters(), state_dict, where)

    # Using the model

    def train(self) -> None:
        """Set ``training`` to True in the whole tree."""
        for _, module in self.named_modules():
            module.training = True

    def eval(self) -> None:
        """Set ``training`` to False in the whole tree."""
        for _, module in self.named_modules():
            module.training = False

    def forward(self, *inputs: Any, **options: Any) -> Any:
        """Compute the model's output; every subclass brings its own.

        Raises:
            NotImplementedError: the subclass has none.
        """
        raise NotImplementedError(
            f"{self._type} has no forward: define `def forward(self, …)` in the class"
        )

    def __call__(self, *inputs: Any, **options: Any) -> Any:
        """Return ``forward`` of the same arguments: model(x) reads like f(x)."""
        return self.forward(*inputs, **options)

    def __repr__(self) -> str:
        lines = []
        for name, module in self.named_modules():
            depth = name.count(".") + 1 if name else 0
            label = name.rpartition(".")[2]
            lines.append("  " * depth + (f"{label}: " if label else "") + module._type)
            for own, parameter in module._parameters.items():
                lines.append(
                    "  " * (depth + 1) + f"{own}: {state.summary(parameter.value)}"
                )
        return "\n".join(lines)

    # What can go wrong

    @property
    def _type(self) -> str:
        return type(self).__name__

    def _forget(self, name: str, but: dict[str, Any] | None = None) -> None:
        # A part that replaces one of its own kind keeps the place in the order.
        for where in (self.__dict__, self._parameters, self._modules):
            if where is not but:
                where.pop(name, None)

    def _check_name(self, name: str) -> None:
        if "." in name or hasattr(type(self), name):
            raise ValueError(
                f"{self._type}: expected a name without dots that the class does not "
                f"have as an attribute, got {name!r}"
            )

    def _check_no_circle(self, name: str, value: "Module") -> None:
        if any(module is self for _, module in value.named_modules()):
            raise ValueError(
                f"{self._type}.{name}: expected a module that does not contain this "
                f"one, got {value._type}, which does"
            )

    def _check_plain(self, name: str, value: Any) -> None:
        if name in self._parameters:
            raise TypeError(
                f"{self._type}.{name} is a Parameter: expected another Parameter, got "
                f"{type(value).__name__}; to change its value, "
                f"call {name}.update(value)"
            )
        if name in self._modules:
            raise TypeError(
                f"{self._type}.{name} is a Module: expected another Module, got "
                f"{type(value).__name__}"
            )
        self._check_hidden(name, value)

    def _check_hidden(self, name: str, value: Any) -> None:
        items = value.values() if isinstance(value, dict) else value
        if not isinstance(value, (list, tuple, dict)):
            return
        known = [*self._parameters.values(), *self._modules.values()]
        for item in items:
            hidden = isinstance(item, (Parameter, Module))
            if hidden and not any(item is part for part in known):
                raise TypeError(
                    f"{self._type}.{name}: the parameters inside a "
                    f"{type(value).__name__} would not be found; add each one first, "
                    "with add_module(name, module) or add_parameter(name, value)"
                )

    def _not_initialised(self) -> str:
        return (
            f"{self._type} is not initialised: call super().__init__() first "
            f"in {self._type}.__init__"
        )

    def _unknown(self, name: str) -> str:
        known = [*self._parameters, *self._modules, "training", *self.__dict__]
        known = [n for n in known if not n.startswith("_")]
        import difflib  # slow to load, and of use to mistakes alone

        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(known)}"
        return f"{self._type} has no attribute {name!r}; {hint}"
