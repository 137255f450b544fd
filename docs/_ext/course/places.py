"""Where something stands in `course.toml`: the parser does not keep the lines."""

from __future__ import annotations

import re
import tomllib


def place_of(text: str, name: str, table: str, key: str = "", index: int = 0) -> str:
    r"""File and line of a key, or of the head of its table.

    >>> place_of("a = 1\n[x]\nb = 2\n[y]\nb = 3", "f", "y", "b")
    'f:5'
    """
    head = re.compile(rf"\s*\[?\[\s*{re.escape(table)}\s*\]|\s*{re.escape(table)}\s*=")
    below = rf"\[\s*{re.escape(table)}\s*\.\s*"  # a key's value may be a table
    wanted = re.compile(rf"""\s*({below})?["']?{re.escape(key)}["']?\s*[=\]]""")
    other = re.compile(rf"\s*\[(?!\[?\s*{re.escape(table)}\b)[^,]*\]\s*(#.*)?$")
    seen, start, inside = -1, 0, False
    for number, line in enumerate(text.splitlines(), 1):
        if head.match(line):
            seen += 1
            inside = seen == index
            start = number if inside else start
            if not key and start:
                break
        elif key and inside and wanted.match(line):
            return f"{name}:{number}"
        inside = inside and not other.match(line)
    return f"{name}:{start}" if start else name


def no_toml(error: tomllib.TOMLDecodeError, text: str, name: str) -> str:
    """What is wrong with a file that cannot be read at all, and in which line."""
    why, _, place = str(error).partition(" (at ")
    lines = text.rstrip().splitlines()
    found = re.match(r"line (\d+)", place)  # elsewhere it is the end
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if lines else ""
    why = why.replace("Cannot overwrite a value", "It is there already")
    return (
        f"{name}:{number}: no TOML: {line!r} ({why}); texts, times and tasks stand in "
        "quotes, dates do not: 2026-10-12"
    )
