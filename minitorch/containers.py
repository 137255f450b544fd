"""Modules and parameters by name, and in lists: PyTorch's ModuleDict, ParameterList."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from minitorch.module import Module as AnyModule
from minitorch.module import Parameter
from minitorch.nn_module import Module


class ModuleDict(Module):
    """Modules in a dictionary, whose parameters are found, and which are attributes.

    >>> layers = ModuleDict({"first": Module(), "second": Module()})
    >>> list(layers), layers["first"] is layers.first
    (['first', 'second'], True)
    """

    def __init__(self, modules: Mapping[str, AnyModule] | None = None) -> None:
        super().__init__()
        for name, part in (modules or {}).items():
            self[name] = part

    def __setitem__(self, name: str, part: AnyModule) -> None:
        self.add_module(name, part)

    def __getitem__(self, name: str) -> Any:
        return dict(self.items())[name]

    def __contains__(self, name: str) -> bool:
        return name in self.keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __len__(self) -> int:
        return len(self.keys())

    def __bool__(self) -> bool:
        return True

    def items(self) -> list[tuple[str, Any]]:
        """Return the names, each with its module."""
        parts = self._parts.items()
        return [(name, part) for name, part in parts if isinstance(part, AnyModule)]

    def keys(self) -> list[str]:
        """Return the names."""
        return [name for name, _ in self.items()]

    def values(self) -> list[Any]:
        """Return the modules."""
        return [part for _, part in self.items()]


class ParameterList(Module):
    """Parameters in a list, which are found; they are called "0", "1", ….

    >>> weights = ParameterList([Parameter(0.5), 1.5])
    >>> len(weights), weights[1]
    (2, Parameter(1.5))
    """

    def __init__(self, values: Iterable[Any] = ()) -> None:
        super().__init__()
        for value in values:
            self.append(value)

    def append(self, value: Any) -> None:
        """Add a parameter at the end."""
        self.add_parameter(str(len(self)), value)

    def __getitem__(self, index: int) -> Parameter:
        return list(self)[index]

    def __iter__(self) -> Iterator[Parameter]:
        return iter(p for p in self._parts.values() if isinstance(p, Parameter))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __bool__(self) -> bool:
        return True
