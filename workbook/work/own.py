r"""What a student wrote in a file, told apart from what was given.

>>> given = "def half(x):\n    raise NotImplementedError\n"
>>> now = "TWO = 2\n\ndef half(x):\n    return x / TWO\n"
>>> print(written(now, given, ["half"], "a.py"))
TWO = 2
<BLANKLINE>
<BLANKLINE>
def half(x):
    return x / TWO
<BLANKLINE>
>>> unwritten(given, given, ["half"], "a.py"), unwritten(now, given, ["half"], "a.py")
(['half'], [])
"""

import ast
import textwrap
from collections.abc import Iterator, Sequence

from work.answers import FUNCTION, functions, is_docstring, is_future, parsed, source


def unwritten(text: str, given: str, names: Sequence[str], name: str) -> list[str]:
    """The functions of a file that are as they were given, or are not there.

    Args:
        text: the file.
        given: the file as it was given.
        names: of the functions to be written.
        name: of the file, for messages.

    Raises:
        Unreadable: the file is not Python.
    """
    now, was = functions(parsed(text, name)), functions(parsed(given, name))
    return [
        key
        for key in names
        if key not in now
        or (key in was and ast.unparse(now[key]) == ast.unparse(was[key]))
    ]


def missing(text: str, names: Sequence[str], name: str) -> list[str]:
    """The functions that a file does not have, not even as another name for one.

    >>> missing("neg = lambda x: -x", ["neg", "inv"], "a.py")
    ['inv']

    Args:
        text: the file.
        names: of the functions.
        name: of the file, for messages.

    Raises:
        Unreadable: the file is not Python.
    """
    tree = parsed(text, name)
    bound = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name)
    there = functions(tree)
    return [
        key for key in names if key not in there and key.rpartition(".")[2] not in bound
    ]


def imports(text: str, name: str) -> Iterator[str]:
    r"""All that a file imports, and that may be a module.

    >>> list(imports("import math\nfrom . import mine", "minitorch/scalar.py"))
    ['math', 'minitorch', 'minitorch.mine']
    """
    package = name.rpartition("/")[0].replace("/", ".")
    for node in ast.walk(parsed(text, name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def written(text: str, given: str, names: Sequence[str], name: str) -> str:
    """An answer: the functions to be written, and what the student put beside them.

    In the order of the file, so that what is needed first comes first.

    Args:
        text: the file.
        given: the file as it was given.
        names: of the functions to be written.
        name: of the file, for messages.

    Raises:
        Unreadable: the file is not Python.
    """
    was = parsed(given, name)
    known = {key for key in functions(was) if key not in names}
    classes = {node.name for node in was.body if isinstance(node, ast.ClassDef)}
    statements = {ast.dump(node) for node in was.body}
    parts = []
    for node in parsed(text, name).body:
        if isinstance(node, ast.ClassDef) and node.name in classes:
            methods = [
                textwrap.indent(source(text, inner), "    ")
                for inner in node.body
                if isinstance(inner, FUNCTION)
                and f"{node.name}.{inner.name}" not in known
            ]
            if methods:
                parts.append(f"class {node.name}:\n" + "\n".join(methods))
        elif isinstance(node, FUNCTION):
            if node.name not in known:
                parts.append(source(text, node))
        elif not (
            is_docstring(node) or is_future(node) or ast.dump(node) in statements
        ):
            parts.append(source(text, node))
    return "\n\n".join(parts)
