"""What optimisers have beside their steps: groups, and a state to keep and put back."""

import copy
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

from minitorch.autodiff import Variable
from minitorch.module import Parameter, value_of
from minitorch.state_dict import summary

HELD = ("parameters", "states")


class Group(MutableMapping[str, Any]):
    """The settings of an optimiser as a dictionary: ``group["lr"] = 0.1`` sets one."""

    def __init__(self, optimiser: Any) -> None:
        self.optimiser = optimiser

    def settings(self) -> dict[str, Any]:
        """Return the settings by their names, and the parameters as "params"."""
        found = {k: v for k, v in vars(self.optimiser).items() if k not in HELD}
        return {"params": self.optimiser.parameters, **found}

    def __getitem__(self, name: str) -> Any:
        return self.settings()[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self.settings() or name == "params":
            raise KeyError(
                f"expected one of the settings {list(self)[1:]}, got {name!r}"
            )
        setattr(self.optimiser, name, value)

    def __delitem__(self, name: str) -> None:
        raise KeyError(f"{name!r} cannot be taken away")

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings())

    def __len__(self) -> int:
        return len(self.settings())

    def __repr__(self) -> str:
        return repr(self.settings())


class OptimiserNames:
    """The part of an Optimiser that PyTorch's programs ask for."""

    parameters: list[Any]
    states: list[Any]

    @property
    def param_groups(self) -> list[Group]:
        """The settings, in a list of one group, since all parameters have the same."""
        return [Group(self)]

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of the settings, and of what is remembered between steps."""
        (group,) = self.param_groups
        settings = {k: v for k, v in group.items() if k != "params"}
        return copy.deepcopy({"settings": settings, "states": self.states})

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a ``state_dict``, which is copied.

        Raises:
            ValueError: it is of other parameters, or of another optimiser.
        """
        found = copy.deepcopy(state_dict)
        own = self.state_dict()
        fits = found.keys() == own.keys() and (
            found["settings"].keys() == own["settings"].keys()
            and len(found["states"]) == len(own["states"])
        )
        if not fits:
            raise ValueError(
                f"{type(self).__name__}.load_state_dict: expected what state_dict() of "
                f"such an optimiser of {len(self.states)} parameters returns"
            )
        vars(self).update(found["settings"])
        self.states = found["states"]


def list_of(parameters: Iterable[Any], where: str) -> list[Any]:
    """Return parameters as a list; each receives a derivative, and is there once."""
    if isinstance(parameters, (Parameter, Variable)):
        raise TypeError(f"{where}: expected a list of parameters, got {parameters!r}")
    found = list(parameters)
    seen: set[Any] = set()
    if not found:
        raise ValueError(f"{where}: expected at least one parameter, got none")
    for i, parameter in enumerate(found):
        value = value_of(parameter)
        if not isinstance(parameter, (Parameter, Variable)):
            raise TypeError(
                f"{where}: expected Parameters or Variables, got {value!r} as number "
                f"{i}"
            )
        if isinstance(parameter, Variable) and not parameter.is_leaf():
            raise ValueError(
                f"{where}: expected leaves, which receive a derivative, got "
                f"{summary(value)} as number {i}; a Tensor is one if it is made with "
                "requires_grad=True"
            )
        # Two Parameters may hold the same float, but not the same Variable.
        same = {parameter, value} if isinstance(value, Variable) else {parameter}
        if seen & same:
            raise ValueError(
                f"{where}: parameter {i}, {summary(value)}, is there twice and would "
                "move twice in each step"
            )
        seen |= same
    return found
