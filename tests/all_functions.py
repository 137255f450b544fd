"""Every Function of the package, so that a new one cannot be forgotten."""

import importlib
import pkgutil

import minitorch
from minitorch import Function


def all_functions(of: type[Function]) -> set[type[Function]]:
    """The subclasses of a class that compute, wherever in the package they stand."""
    for module in pkgutil.walk_packages(minitorch.__path__, "minitorch."):
        importlib.import_module(module.name)
    found, waiting = set(), [of]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("minitorch.") and "forward" in vars(kind):
                found.add(kind)
    return found
