"""What optimisers have beside their steps: groups, and a state to keep and put back."""

import copy
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any, ClassVar

from minitorch.autodiff import Variable
from minitorch.checks import expect
from minitorch.module import Parameter, value_of
from minitorch.state_dict import summary

NOTE = "initial_lr"  # where schedules note the rate before the first of them
HELD = ("parameters", "states", "groups", "defaults", NOTE)


class Group(MutableMapping[str, Any]):
    """The settings of an optimiser as a dictionary: ``group["lr"] = 0.1`` sets one."""

    def __init__(self, optimiser: Any) -> None:
        self.optimiser = optimiser

    def settings(self) -> dict[str, Any]:
        """Return the settings by their names, and the parameters as "params"."""
        return {"params": self.optimiser.parameters, **settings(self.optimiser)}

    def __getitem__(self, name: str) -> Any:
        return (vars(self.optimiser) if name == NOTE else self.settings())[name]

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in (*self.settings(), NOTE) or name == "params":
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
    start: ClassVar[Any]
    states: list[Any]
    groups: list[Any]
    """Copies of the optimiser, one for each group of parameters with own settings."""
    defaults: dict[str, Any]

    def divide(self, groups: list[Any]) -> None:
        """Give each group of parameters its own settings, by default the optimiser's.

        Raises:
            KeyError: there is no such setting.
            ValueError: one is out of its range.
        """
        self.groups, self.defaults = [self.part(g) for g in groups], settings(self)

    def part(self, group: dict[str, Any]) -> Any:
        """Return a copy with the parameters and the settings of a group."""
        part = copy.copy(self)  # it shares the states
        part.parameters = several(group["params"])
        for name, value in group.items():
            if name != "params":
                Group(part)[name] = value
        part.check_settings()
        return part

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Move more parameters as well, with settings of their own.

        Those that it does not name are those that the optimiser was made with.

        Raises:
            KeyError, ValueError, TypeError: as for the groups it is made with.
        """
        where = f"{type(self).__name__}.add_param_group"
        more, (group,) = ungrouped([param_group], where)
        list_of([*self.parameters, *more], where)
        part = self.part(group)
        vars(part).pop(NOTE, None)
        # What all parameters had in common until now is the first group.
        self.groups = [*(self.groups or [self.part({"params": self.parameters})]), part]
        self.parameters = [*self.parameters, *more]
        self.states += [self.start] * len(more)  # in place, since parts share them

    def check_settings(self) -> None:
        """Raise a ValueError for a setting that is out of its range."""

    def owners(self) -> list[Any]:
        """Return what has the settings of each parameter: this, or one of ``groups``.

        Raises:
            ValueError: a setting is out of its range, or was changed for all while each
                group has its own.
        """
        parts = self.groups or [self]
        expect(
            not self.groups or settings(self) == self.defaults,
            f"{type(self).__name__}: settings of each group, as "
            "optimiser.param_groups[0]['lr'] = 0.1 changes one",
            settings(self),
        )
        for part in parts:
            part.check_settings()
        return [part for part in parts for _ in part.parameters]

    @property
    def param_groups(self) -> list[Group]:
        """The settings of each group, which can be changed; there may be only one."""
        return [Group(part) for part in self.groups or [self]]

    def state_dict(self) -> dict[str, Any]:
        """Return a copy of the settings, and of what is remembered between steps."""
        found = [settings(part) for part in self.groups or [self]]
        return copy.deepcopy({"state": self.states, "param_groups": found})

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from a ``state_dict``, which is copied.

        Raises:
            ValueError: it is of other parameters, or of another optimiser.
        """
        found = copy.deepcopy(state_dict)
        own = self.state_dict()
        fits = found.keys() == own.keys() and (
            [s.keys() for s in found["param_groups"]]
            == [s.keys() for s in own["param_groups"]]
            and len(found["state"]) == len(own["state"])
        )
        if not fits:
            raise ValueError(
                f"{type(self).__name__}.load_state_dict: expected what state_dict() of "
                f"such an optimiser of {len(self.states)} parameters returns"
            )
        for part, kept in zip(
            self.groups or [self], found["param_groups"], strict=True
        ):
            vars(part).update(kept)
        self.states[:] = found["state"]


def settings(optimiser: Any) -> dict[str, Any]:
    """Return the settings of an optimiser by their names."""
    return {k: v for k, v in vars(optimiser).items() if k not in HELD}


def several(parameters: Any) -> list[Any]:
    """Return parameters, or a single one, as a list."""
    alone = isinstance(parameters, (Parameter, Variable))
    return [parameters] if alone else list(parameters)


def ungrouped(parameters: Iterable[Any], where: str) -> tuple[list[Any], list[Any]]:
    """Return parameters as a list, and their groups, if they come as dictionaries.

    >>> from minitorch import Scalar
    >>> ungrouped([{"params": [Scalar(1.0)], "lr": 0.1}], "SGD")
    ([Scalar(1.0)], [{'params': [Scalar(1.0)], 'lr': 0.1}])
    """
    if isinstance(parameters, (Parameter, Variable)):
        raise TypeError(f"{where}: expected a list of parameters, got {parameters!r}")
    found = list(parameters)
    if not any(isinstance(group, dict) for group in found):
        return list_of(found, where), []
    for group in found:
        if not isinstance(group, dict) or "params" not in group:
            raise TypeError(
                f"{where}: expected each group as a dictionary with 'params', got "
                f"{group!r}"
            )
    groups = [{**group, "params": several(group["params"])} for group in found]
    return list_of([p for group in groups for p in group["params"]], where), groups


def list_of(found: list[Any], where: str) -> list[Any]:
    """Return parameters, each of which receives a derivative, and is there once."""
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


def forget(value: Any, set_to_none: bool) -> None:
    """Make the derivative of a Variable None, or 0 where there is one."""
    if getattr(value, "derivative", None) is None:
        return
    if set_to_none:
        value.grad = None
    elif value.has_shape:
        value.grad.zero_()
    else:
        value.grad = 0.0
