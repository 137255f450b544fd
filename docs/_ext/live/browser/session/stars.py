"""`from minitorch import *` where numpy is not there: it is not asked for at once.

The names that do without it are imported, the others when a cell uses them.
"""

import ast
import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .needs import later_names, needed, used


class Stars:
    """The names that a `*` has promised to a session, and the packages they are of."""

    def __init__(self) -> None:
        self.later: dict[str, str] = {}

    def serve(self, tree: ast.Module, namespace: dict[str, Any]) -> None:
        """Have the names there that a cell uses.

        Args:
            tree: The cell, in which a `*` gives place to names.
            namespace: What its names are looked up in.
        """
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                self._spell_out(node)
        for name in used(tree) & self.later.keys():
            package = self.later.pop(name)
            if name not in namespace and _is_there(package, name):
                namespace[name] = getattr(importlib.import_module(package), name)

    def _spell_out(self, node: ast.ImportFrom) -> None:
        package = _package(node.module) if not node.level else None
        if package is None:
            return
        name = package.__name__
        there = [one for one in package.__all__ if _is_there(name, one)]
        node.names = [ast.copy_location(ast.alias(one), node) for one in there]
        self.later |= dict.fromkeys(set(package.__all__) - set(there), name)


def _package(name: str | None) -> Any:
    """A package of the course that loads its names late, or None."""
    spec = find_spec(name) if name else None
    if spec is None or not spec.origin or not later_names(Path(spec.origin)):
        return None
    return importlib.import_module(str(name))


def _is_there(package: str, name: str) -> bool:
    """Whether what the name needs can be imported."""
    spec = find_spec(package)
    assert spec is not None
    root = Path(str(spec.origin)).parents[1]
    return all(find_spec(one) for one in needed(f"from {package} import {name}", root))
