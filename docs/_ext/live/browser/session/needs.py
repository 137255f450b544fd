"""Which packages a cell needs before it can run."""

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path


def needed(source: str, root: str = "", extras: Iterable[str] = ()) -> list[str]:
    """Returns the packages that a cell's imports lead to.

    Modules of the course are read, too: a cell that says `from minitorch import tensor`
    needs numpy without naming it.

    Args:
        source: The cell's text.
        root: The folder with the course's own packages.
        extras: Packages and modules that are stored apart, such as `hypothesis` and
            `minitorch.data.digits`.

    Returns:
        Names in alphabetical order: of extras, and of top-level packages. Those of the
        standard library and of the course are left out.

    >>> needed("import math, numpy as np")
    ['numpy']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []  # running the cell tells it better
    names = set(imports(ast.walk(tree)))
    names |= set(attributes(tree))
    complete = {extra for extra in extras if "." not in extra}
    names = followed(names, Path(root), complete)
    found = {name.partition(".")[0] for name in names}
    dotted = [f"{name}." for name in names]
    apart = {
        extra for extra in extras if any(n.startswith(f"{extra}.") for n in dotted)
    }
    return sorted(found - set(sys.stdlib_module_names) - own(root) | apart)


def imports(nodes: Iterator[ast.AST], package: str = "") -> Iterator[str]:
    """The dotted names that import statements mention.

    Args:
        nodes: Parts of a program.
        package: What relative imports start from.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
            # Under another name, `import minitorch as torch`, any of its names may be
            # used, in later cells as well.
            yield from (f"{alias.name}.*" for alias in node.names if alias.asname)
        elif isinstance(node, ast.ImportFrom):
            start = package.split(".")[: 1 - node.level or None] if node.level else []
            module = ".".join([*start, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def attributes(tree: ast.AST) -> Iterator[str]:
    """Names such as `minitorch.tensor`, where the module was imported before."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def own(root: str) -> set[str]:
    """The packages of the course, which are there."""
    return {path.parent.name for path in Path(root).glob("*/__init__.py")}


def followed(names: set[str], root: Path, complete: set[str]) -> set[str]:
    """The names, and all that modules of the course import when they are imported.

    Args:
        names: What a cell imports.
        root: The folder with the course's own packages.
        complete: Packages stored with all they need, such as hypothesis: what else
            they mention is for older Pythons, or for people who have it.
    """
    seen: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name.partition(".")[0] not in complete:
            waiting |= imported_by(name, root)
    return seen


@cache
def imported_by(name: str, root: Path) -> frozenset[str]:
    """What importing a name of the course imports in turn."""
    if later := loaded_later(name, root):
        return later
    path = root / name.replace(".", "/")
    if (path / "__init__.py").is_file():
        path, package = path / "__init__.py", name
    else:
        path, package = path.with_suffix(".py"), name.rpartition(".")[0]
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(imports(at_once(tree), package))


def loaded_later(name: str, root: Path) -> frozenset[str]:
    """The modules that a package takes a name from on its first use; `*` is all."""
    package, _, attribute = name.rpartition(".")
    if not package:
        return frozenset()
    later = later_names(root / package.replace(".", "/") / "__init__.py")
    modules = later.values() if attribute == "*" else [later.get(attribute, attribute)]
    return frozenset(f"{package}.{module}" for module in modules) - {name}


@cache
def later_names(file: Path) -> dict[str, str]:
    """The module of each name that a package loads late.

    Its `_LATER` says them name by name, its `_PYTORCH` and `_MINITORCH` by module.
    """
    found: dict[str, str] = {}
    tree = ast.parse(file.read_text(encoding="utf-8") if file.is_file() else "")
    for node in tree.body:
        if isinstance(node, ast.Assign):
            match ast.unparse(node.targets[0]):
                case "_LATER":
                    found |= ast.literal_eval(node.value)
                case "_PYTORCH" | "_MINITORCH":
                    for module, names in ast.literal_eval(node.value).items():
                        found |= dict.fromkeys(names.split(), module)
    return found


def at_once(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements of a module that run when it is imported."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef) and not is_for_types(node):
            parts = ast.iter_child_nodes(node)
            waiting += [part for part in parts if isinstance(part, ast.stmt)]


def is_for_types(node: ast.AST) -> bool:
    """Whether a statement is `if TYPE_CHECKING: ...`."""
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
