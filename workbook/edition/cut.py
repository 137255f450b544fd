r"""Takes the bodies out of functions: what is left says which task is to fill them.

LibCST edits the source as it was written, so all other lines stay as they are.

>>> cut("def half(x):\n    return x / 2\n", {"half": "Task 9.9"}, "half.py")
'def half(x):\n    raise NotImplementedError("Task 9.9")\n'
"""

from collections.abc import Mapping, Sequence
from typing import Any

import libcst as cst


class Renamed(LookupError):
    """The manifest names a function that the engine does not have."""


class Cutter(cst.CSTTransformer):
    """Cuts the functions that are named, and remembers which it has met."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        """Take for each function, "f" or "Class.f", what its error is to say."""
        self.messages = messages
        self.path: list[str] = []
        self.met: set[str] = set()

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self.path.append(node.name.value)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        self.path.pop()
        return updated_node

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.path.append(node.name.value)

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        name = ".".join(self.path)
        self.path.pop()
        if name not in self.messages:
            return updated_node
        self.met.add(name)
        hole = cst.parse_statement(raising(self.messages[name]))
        body: list[Any] = list(updated_node.body.body)
        docstring = body[:1] if updated_node.get_docstring() is not None else []
        return updated_node.with_changes(
            body=cst.IndentedBlock([*docstring, hole]),
            leading_lines=without_remarks(updated_node.leading_lines),
        )


def raising(message: str) -> str:
    """The statement that raises an error with a message, a sentence a line."""
    sentences = message.replace(". ", ".\0").split("\0")
    texts = [quoted(f"{text} ") for text in sentences[:-1]] + [quoted(sentences[-1])]
    if len(texts) == 1:
        return f"raise NotImplementedError({texts[0]})"
    inside = "\n    ".join(texts)
    return f"raise NotImplementedError(\n    {inside}\n)"


def quoted(message: str) -> str:
    """A message as a literal of Python in double quotes."""
    return '"' + message.replace("\\", "\\\\").replace('"', '\\"') + '"'


def without_remarks(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """The lines above a function without the comments that stand directly above it.

    They belong to the body. A comment with an empty line below it is a heading.
    """
    kept = list(lines)
    while kept and kept[-1].comment is not None:
        kept.pop()
    return kept


def cut(text: str, messages: Mapping[str, str], file: str) -> str:
    """A source file with the bodies of some functions taken out.

    Args:
        text: the file.
        messages: for each function, "f" or "Class.f", what its error is to say.
        file: its name, for messages.

    Raises:
        Renamed: a function is not there.
    """
    cutter = Cutter(messages)
    result = cst.parse_module(text).visit(cutter).code
    missing = [name for name in messages if name not in cutter.met]
    if missing:
        raise Renamed(
            f"workbook/work/tasks.toml: expected {', '.join(missing)} in {file}, where "
            "there is no function of that name; name it there as it is called now"
        )
    return result
