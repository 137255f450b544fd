"""Which check catches which wrong program: tried, and kept for a page of the site.

`python workbook/edition caught` tries all of them anew. A test does so, too, and
compares.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from edition.trial import told, tried
from edition.write import WORKBOOK
from work.tasks import task

WRONG = WORKBOOK / "wrong"
KEPT = WRONG / "caught.json"


@dataclass(frozen=True)
class Caught:
    """What became of a wrong program.

    Args:
        mistake: what is wrong in it, in a sentence.
        check: the first check that fails.
        words: what the check must tell.
        right: whether the task counted as done all the same.
        told: all that was told.
    """

    mistake: str
    check: str
    words: str
    right: bool
    told: str


def programs() -> list[Path]:
    """All wrong programs, by task."""
    return sorted(WRONG.glob("task*/*.py"))


def name(path: Path) -> str:
    """The name of a wrong program, with its task."""
    return f"{path.parent.name}/{path.stem}"


def catch(path: Path) -> Caught:
    """Try a wrong program.

    Raises:
        ValueError: its docstring does not say what must be told.
    """
    text = path.read_text("utf-8")
    about = ast.get_docstring(ast.parse(text)) or ""
    match = re.search(r"^Told: (.+)", about, re.MULTILINE | re.DOTALL)
    if match is None:
        raise ValueError(f"{path}: expected a line `Told: …` in its docstring")
    words, one = " ".join(match[1].split()), task(path.parent.name)
    result = tried(one, text, first=True)
    if words not in told(result):  # a later check tells it
        result = tried(one, text)
    first = result["failures"][0]["check"] if result["failures"] else "none"
    return Caught(about.split("\n")[0], first, words, result["right"], told(result))


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """For each wrong program what the page shows."""
    for path in programs():
        found = asdict(catch(path))
        yield name(path), {key: found[key] for key in ("mistake", "check")}


def main() -> None:
    """Try all wrong programs and keep what became of them."""
    text = json.dumps(dict(rows()), indent=1, ensure_ascii=False)
    KEPT.write_text(text + "\n", "utf-8")
    print(f"Tried {len(programs())} wrong programs; {KEPT.name} says what caught them.")
