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

from minitorch import devices, module
from minitorch.autodiff import Variable
from minitorch.module import Parameter
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
        """Call a function with each module of the tree, children first."""
        for _, part in reversed(list(self.named_modules())):
            function(part)
        return self

    def register_buffer(self, name: str, value: Any) -> None:
        """Keep a constant as an attribute; ``state_dict`` leaves it out."""
        setattr(self, name, value)

    def to(self, device: Any) -> Self:
        """Return the module, which is on the CPU.

        Raises:
            ValueError: it is to be elsewhere.
            TypeError: it is to be of another dtype.
        """
        if not isinstance(device, str):
            raise TypeError(
                f"to: expected 'cpu', got {device!r}; each layer is given its dtype "
                "when it is made, as in nn.Linear(2, 1, dtype=minitorch.float32)"
            )
        devices.device(device)
        return self

    def __getattr__(self, name: str) -> Any:
        if name in LEFT_OUT:
            raise AttributeError(f"{type(self).__name__}.{name}: {LEFT_OUT[name]}")
        return super().__getattr__(name)


def forget(value: Any, set_to_none: bool) -> None:
    """Make the derivative of a Variable None, or 0 where there is one."""
    if isinstance(value, Variable) and value.derivative is not None:
        value.derivative = None if set_to_none else value.derivative * 0.0


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
