"""Which packages a cell needs before it can run."""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

STANDIN = "IPython"  # it is there, as standin.py says


def needed(
    source: str,
    root: str | Path = "",
    extras: Iterable[str] = (),
    later: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Returns the packages that a cell's imports lead to.

    Modules of the course are read, too: a cell that says `from minitorch import tensor`
    needs numpy without naming it.

    Args:
        source: The cell's text.
        root: The folder with the course's own packages.
        extras: Packages and modules that are stored apart, such as `hypothesis` and
            `minitorch.data.digits`.
        later: Names that an earlier `from minitorch import *` has promised, and the
            package of each. What a `*` gives is needed where it is used, not before.

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
    stars = {name.removesuffix(".*") for name in names if name.endswith(".*")}
    names |= set(attributes(tree))
    names |= {f"{star}.{name}" for star in stars for name in used(tree)}
    names |= {f"{later[name]}.{name}" for name in used(tree) & later.keys()}
    for package in renamed(tree):
        late = later_names(Path(root) / package / "__init__.py")
        names |= {f"{package}.{name}" for name in late}
    complete = {extra for extra in extras if "." not in extra}
    names = followed(names, Path(root), complete)
    found = {name.partition(".")[0] for name in names}
    dotted = [f"{name}." for name in names]
    apart = {
        extra for extra in extras if any(n.startswith(f"{extra}.") for n in dotted)
    }
    there = own(root) | set(sys.stdlib_module_names) | {STANDIN}
    return sorted(found - there | apart)


def renamed(tree: ast.AST) -> set[str]:
    """The packages that are imported under another name, `import minitorch as torch`.

    Later cells may use any of their names, and do not say whose they are.
    """
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    return {alias.name for node in nodes for alias in node.names if alias.asname}


def imports(nodes: Iterator[ast.AST], package: str = "") -> Iterator[str]:
    """The dotted names that import statements mention.

    Args:
        nodes: Parts of a program.
        package: What relative imports start from.
    """
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
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


def used(tree: ast.AST) -> set[str]:
    """The names that a program looks up."""
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}


def own(root: str | Path) -> set[str]:
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
    """The module that a package takes a name from on its first use."""
    package, _, attribute = name.rpartition(".")
    if not package:
        return frozenset()
    later = later_names(root / package.replace(".", "/") / "__init__.py")
    module = later.get(attribute, attribute)
    return frozenset({f"{package}.{module}"}) - {name}


@cache
def later_names(file: Path) -> dict[str, str]:
    """Return the names that a package loads late, and the module of each.

    `_LATER` says it by name, `_PYTORCH` and `_MINITORCH` by module.
    """
    if not file.is_file():
        return {}
    found: dict[str, str] = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if not isinstance(node, ast.Assign):
            continue
        match ast.unparse(node.targets[0]):
            case "_LATER":
                found |= ast.literal_eval(node.value)
            case "_PYTORCH" | "_MINITORCH":
                groups = ast.literal_eval(node.value).items()
                found |= {n: where for where, names in groups for n in names.split()}
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
