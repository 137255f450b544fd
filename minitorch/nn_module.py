"""A Module with the names that people bring from PyTorch: the base of all layers.

>>> class Scale(Module):
...     def __init__(self):
...         super().__init__()
...         self.w = Parameter(tensor([2.0, 3.0]))
...
...     def forward(self, x):
...         return self.w * x
>>> model = Scale().train()
>>> model(tensor([1.0, 1.0])).sum().backward()
>>> next(model.parameters()).grad
tensor([1., 1.])
>>> model.zero_grad()
>>> model.w.grad is None
True
"""

from collections.abc import Iterator
from typing import Any, Self, overload

import numpy as np

from minitorch import checks, devices, module
from minitorch.backends.arrays import FLOATS
from minitorch.module import Parameter
from minitorch.optim_names import forget
from minitorch.tensors.creation import tensor

__all__ = ["Module", "ModuleList", "Parameter", "Parameters", "tensor"]

LEFT_OUT = {
    "cuda": "there are no devices here, everything is on the CPU",
    "half": "tensors are float64 or float32",
    "compile": "nothing is compiled here; see minitorch.faster",
    "register_forward_hook": "there are no hooks; write what they do in forward",
    "register_full_backward_hook": "there are no hooks; see inspect.recording",
}
"""What is missing on purpose, and why."""


class Parameters(list[Parameter]):
    """A list of parameters, of which ``next`` gives the first, as in PyTorch."""

    def __next__(self) -> Parameter:
        return self[0]


class Module(module.Module):
    """``minitorch.Module``, with ``train(False)``, ``zero_grad`` and others."""

    def parameters(self) -> Parameters:
        """Return all parameters of the tree, each once."""
        return Parameters(super().parameters())

    # The same with a setting, and they return the module.
    def train(self, mode: bool = True) -> Self:  # type: ignore[override]
        """Set ``training`` in the whole tree; return the module."""
        super().train() if mode else super().eval()
        return self

    def eval(self) -> Self:  # type: ignore[override]
        """Set ``training`` to False in the whole tree; return the module."""
        return self.train(False)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget all derivatives of its parameters."""
        for parameter in self.parameters():
            forget(parameter.value, set_to_none)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Let all parameters receive derivatives, or none of them."""
        for parameter in self.parameters():
            parameter.value.requires_grad_(requires_grad)
        return self

    def children(self) -> list[module.Module]:
        """Return the direct children, as ``modules()`` of ``minitorch.Module`` does."""
        return super().modules()

    def modules(self) -> list[module.Module]:
        """Return this module and all below it, each once, as in PyTorch."""
        return [part for _, part in self.named_modules()]

    def apply(self, function: Any) -> Self:
        """Call a function with each module of the tree in order, children first.

        >>> _ = ModuleList([ModuleList([Module()]), Module()]).apply(
        ...     lambda part: print(type(part).__name__)
        ... )
        Module
        ModuleList
        Module
        ModuleList
        """
        found: list[module.Module] = []
        waiting: list[module.Module] = [self]
        while waiting:  # those that come last, with parents first; then turned round
            found.append(waiting.pop())
            waiting.extend(dict.fromkeys(module.Module.modules(found[-1])))
        for part in reversed(found):
            function(part)
        return self

    def named_children(self) -> list[tuple[str, module.Module]]:
        """Return the direct children, each with its name."""
        parts = self._parts.items()
        return [(name, part) for name, part in parts if isinstance(part, module.Module)]

    def register_parameter(self, name: str, parameter: Parameter | None) -> None:
        """Keep a Parameter, or None, under a name, as an assignment does."""
        setattr(self, name, parameter)

    # Buffers: numbers that are kept with the parameters, and that are not trained

    def register_buffer(self, name: str, value: Any, persistent: bool = True) -> None:
        """Keep a constant as an attribute; ``state_dict`` has it if it is persistent.

        >>> model = Module()
        >>> model.register_buffer("steps", tensor([0.0]))
        >>> model.steps += 1.0
        >>> model.state_dict()
        {'steps': array([1.])}
        """
        checks.check_part(self, name, value)
        setattr(self, name, value)
        # Its name alone is noted: an assignment puts another value in its place.
        vars(self).setdefault("_buffers", {})[name] = persistent

    def named_buffers(self) -> list[tuple[str, Any]]:
        """Return the pairs (dotted name, buffer) of the whole tree."""
        found = self._buffers_of(True, False)
        return [(name, buffer.value) for name, buffer in found.items()]

    def buffers(self) -> list[Any]:
        """Return all buffers of the tree."""
        return [value for _, value in self.named_buffers()]

    def _buffers_of(self, *wanted: bool) -> dict[str, "Buffer"]:
        """Return where buffers of the tree are, by whether they are persistent."""
        return {
            module.dotted(path, name): Buffer(part, name)
            for path, part in self.named_modules()
            for name, persistent in vars(part).get("_buffers", {}).items()
            if persistent in wanted and getattr(part, name, None) is not None
        }

    def kept(self) -> dict[str, Any]:
        """Return all that has a value to keep, by names, in PyTorch's order.

        A module has first its parameters, then its buffers, then the modules in it.
        """
        place = {path: i for i, (path, _) in enumerate(self.named_modules())}
        found = super().kept() | self._buffers_of(True)
        names = sorted(found, key=lambda name: place[name.rpartition(".")[0]])
        return {name: found[name] for name in names}

    # Other numbers

    def to(self, where: Any) -> Self:
        """Return the module, which is on the CPU, with its numbers in a dtype.

        Its tensors stay, and keep their derivatives, in memory of their own: parts that
        were made before do not change with them any more, as in PyTorch.

        Args:
            where: "cpu", or float32 or float64 for all tensors that hold fractions.

        Raises:
            ValueError: it is to be elsewhere.
            TypeError: it is to be of another dtype.
        """
        if isinstance(where, str):
            devices.device(where)
            return self
        if np.dtype(where) not in FLOATS:
            raise TypeError(f"to: expected 'cpu', float64 or float32, got {where!r}")
        for place in (*self.parameters(), *self._buffers_of(True, False).values()):
            value = place.value
            # No mask, and no whole numbers.
            if getattr(value, "is_float", False) and value.dtype != where:
                value.become(where)
        return self

    def float(self) -> Self:
        """Make all its numbers float32; return the module."""
        return self.to(np.float32)

    def double(self) -> Self:
        """Make all its numbers float64; return the module."""
        return self.to(np.float64)

    def __getattr__(self, name: str) -> Any:
        if name in LEFT_OUT:
            raise AttributeError(f"{type(self).__name__}.{name}: {LEFT_OUT[name]}")
        return super().__getattr__(name)


class Buffer:
    """The place of a buffer: an attribute of a module."""

    def __init__(self, owner: module.Module, name: str) -> None:
        self.owner, self.name = owner, name

    @property
    def value(self) -> Any:
        """What stands there."""
        return getattr(self.owner, self.name)

    @value.setter
    def value(self, new: Any) -> None:
        setattr(self.owner, self.name, new)


class ModuleList(Module):
    """Modules in a list, whose parameters are found; they are its children "0", ….

    >>> len(ModuleList([ModuleList(), ModuleList()]))
    2
    """

    def __init__(self, modules: Any = ()) -> None:
        super().__init__()
        self.extend(modules)

    def append(self, part: module.Module) -> Self:
        """Add a module at the end; return the list."""
        self.add_module(str(len(self)), part)
        return self

    def extend(self, modules: Any) -> Self:
        """Add modules at the end; return the list."""
        for part in modules:
            self.append(part)
        return self

    def __len__(self) -> int:
        return len(self.children())

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        return iter(self.children())

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: Any) -> Any:
        found = self.children()[index]
        return found if not isinstance(index, slice) else type(self)(*self.made(found))

    def made(self, modules: list[module.Module]) -> tuple[Any, ...]:
        """Return what the class is called with to hold these modules."""
        return (modules,)
