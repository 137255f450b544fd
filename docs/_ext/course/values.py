"""What a key of `course.toml` may be: a function for each kind of value.

Each takes the value and the top of the checkout, and returns the value as the course
keeps it, or says in a clause what was expected and what came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale, UnknownLocaleError

Check = Callable[[Any, Path], Any]
ANSWERS = ("covered", "open", "left out")
SOLUTIONS = ("folded", "left out")
_READABLE = 4.5  # WCAG AA, for words


class Wrong(ValueError):
    """The value is not allowed; the message says what is.

    Args:
        words: the message.
        near: what may have been meant, the likeliest first.
    """

    def __init__(self, words: str, near: Sequence[str] = ()) -> None:
        """Keep what is said, and what was meant."""
        super().__init__(words)
        self.near = near


def text(value: Any, root: Path) -> str:
    """A line of text."""
    if not isinstance(value, str) or "\n" in value:
        raise Wrong(f"expected a line of text, got {value!r}")
    return value.strip()


def some_text(value: Any, root: Path) -> str:
    """A line of text that is not empty."""
    if not text(value, root):
        raise Wrong("expected a line of text, got an empty one")
    return text(value, root)


def logo(value: Any, root: Path) -> str:
    """A picture in the repository."""
    name = text(value, root)
    path = root / name
    if name and (not path.is_file() or path.suffix not in {".svg", ".png"}):
        what = "of another kind" if path.is_file() else "not there"
        raise Wrong(
            "expected an SVG or PNG file of the repository, such as 'local/logo.svg', "
            f"got {name!r}, which is {what}"
        )
    if not path.resolve().is_relative_to(root.resolve()):
        raise Wrong(f"expected a file inside the repository, got {name!r}")
    return name


def colour_on(paper: str) -> Check:
    """A colour for links and headings, which can be read on a paper."""

    def check(value: Any, root: Path) -> str:
        name = text(value, root)
        if not name:
            return ""
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", name):
            raise Wrong(f"expected a colour such as '#0069a6', got {name!r}")
        found = contrast(name, paper)
        if found < _READABLE:
            raise Wrong(
                f"expected a contrast of {_READABLE} at least with {paper}, on which "
                f"links stand, so that they can be read; {name} has {found:.1f}"
            )
        return name.lower()

    return check


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def address(value: Any, root: Path) -> str:
    """The address of the published site."""
    name = text(value, root)
    if name and not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", name):
        expected = "'https://name.github.io/course/'"
        raise Wrong(f"expected an address such as {expected}, got {name!r}")
    return name if not name or name.endswith("/") else f"{name}/"


def contact(value: Any, root: Path) -> str:
    """A mail address, or the address of a page."""
    name = text(value, root)
    if name and not re.fullmatch(r"[^\s@:/?]+@[^\s@:/?]+\.[^\s@:/?]+", name):
        _web(name, "a mail address such as 'ada@example.org', or")
    return name


def links(value: Any, root: Path) -> tuple[tuple[str, str], ...]:
    """Names of pages elsewhere, and their addresses."""
    if not isinstance(value, dict):
        expected = '{ Forum = "https://forum.example.org" }'
        raise Wrong(f"expected names and addresses, as in {expected}, got {value!r}")
    return tuple(
        (some_text(name, root), _web(text(there, root)))
        for name, there in value.items()
    )


def _web(name: str, before: str = "") -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+([/?#]\S*)?", name):
        expected = f"{before} an address such as 'https://example.org/ml'".strip()
        raise Wrong(f"expected {expected}, got {name!r}")
    return name


def repository(value: Any, root: Path) -> str:
    """The address of a repository on GitHub."""
    name = text(value, root).removesuffix("/").removesuffix(".git")
    if name and not re.fullmatch(r"https://github\.com/[\w.-]+/[\w.-]+", name):
        expected = "'https://github.com/owner/name'"
        raise Wrong(f"expected {expected}, or '' for none, got {name!r}")
    return name


def language(value: Any, root: Path) -> str:
    """A language in which dates can be written."""
    name = text(value, root)
    try:
        Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        expected = "'en', 'en-GB', 'de' or 'pt-BR'"
        raise Wrong(f"expected a language such as {expected}, got {name!r}") from None
    return name


def clock(value: Any, root: Path) -> time | None:
    """A time of day; none where the text is empty."""
    if value == "":
        return None
    if not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", str(value)):
        raise Wrong(f"expected a time in quotes such as '14:15', got {value!r}")
    hour, minute = value.split(":")
    return time(int(hour), int(minute))


def minutes(value: Any, root: Path) -> int:
    """How long a lecture is, a day at most."""
    if type(value) is not int or not 0 < value <= 24 * 60:
        raise Wrong(f"expected a number of minutes such as 90, got {value!r}")
    return value


def zone(value: Any, root: Path) -> str:
    """A time zone of the IANA's, or none."""
    name = text(value, root)
    try:
        return ZoneInfo(name).key if name else ""
    except (ValueError, OSError, ZoneInfoNotFoundError):
        near = get_close_matches(name, sorted(available_timezones()), 3)
        expected = "a time zone such as 'Europe/Zurich'"
        raise Wrong(f"expected {expected}, got {name!r}", near) from None


def one_of(known: Sequence[str]) -> Check:
    """One of a few words."""

    def check(value: Any, root: Path) -> str:
        if value not in known:
            words = ", ".join(f"{word!r}" for word in known)
            raise Wrong(f"expected one of {words}, got {value!r}")
        return str(value)

    return check


def day(value: Any, root: Path) -> date:
    """A date, written without quotes."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Wrong(f"expected a date without quotes such as 2026-10-12, got {value!r}")
    return value


def modules(value: Any, root: Path) -> tuple[int, ...]:
    """Numbers of modules that there are."""
    known = all_modules(root)
    if (
        not isinstance(value, list)
        or any(type(number) is not int for number in value)
        or not set(value) <= set(known)
    ):
        raise Wrong(f"expected some of {known}, as in [0, 1], got {value!r}")
    return tuple(sorted(set(value)))


def lecture(value: Any, root: Path) -> str:
    """The name of a lecture."""
    known = names_of(root, "slides/*.md") - {"slides/index"}
    known |= names_of(root, "local/lectures/*.md")
    return _named(value, known, "a lecture such as 'slides/module1-1'")


def page(value: Any, root: Path) -> str:
    """The name of a page of the textbook."""
    known = names_of(root, "docs/**/*.md") | names_of(root, "local/pages/*.md")
    known = {name for name in known if not name.startswith("docs/_")}
    return _named(value, known, "a page such as 'docs/module1/derivatives'")


def task(value: Any, root: Path) -> str:
    """The page of a task, named by the task's number or by itself."""
    known = names_of(root, "docs/tasks/task*.md") | names_of(root, "local/tasks/*.md")
    name = value
    if isinstance(value, str) and re.fullmatch(r"\d+\.\d+", value):
        name = f"docs/tasks/task{value.replace('.', '_')}"
        if name not in known:
            numbers = re.findall(r"(?m)/task(\d+)_(\d+)$", "\n".join(sorted(known)))
            there = ", ".join(map(".".join, numbers))
            raise Wrong(f"expected a task such as one of {there}, got {value!r}")
    return _named(name, known, "a task in quotes such as '1.4'")


def lectures(value: Any, root: Path) -> tuple[str, ...]:
    """Names of lectures."""
    return _each(value, root, lecture)


def pages(value: Any, root: Path) -> tuple[str, ...]:
    """Names of pages."""
    return _each(value, root, page)


def tasks(value: Any, root: Path) -> tuple[str, ...]:
    """Tasks."""
    return _each(value, root, task)


def _each(value: Any, root: Path, check: Check) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Wrong(f"expected a list in brackets, got {value!r}")
    return tuple(dict.fromkeys(check(item, root) for item in value))


def _named(value: Any, known: set[str], expected: str) -> str:
    if isinstance(value, str) and value in known:
        return value
    near = get_close_matches(str(value), sorted(known), 9, 0.4)
    raise Wrong(f"expected {expected}, got {value!r}, which is not there", near)


def names_of(root: Path, pattern: str) -> set[str]:
    """The pages whose files match a pattern, as Sphinx names them."""
    found = root.glob(pattern)
    return {path.relative_to(root).with_suffix("").as_posix() for path in found}


def own_of(root: Path, lecture: str) -> str:
    """The lecture in `local/` that takes the place of one of the course, or nothing."""
    folder, _, name = lecture.partition("/")
    own = f"local/lectures/{name}"
    is_one = folder == "slides" and name != "index" and (root / f"{own}.md").is_file()
    return own if is_one else ""


def all_modules(root: Path) -> list[int]:
    """The numbers of the modules that the repository has."""
    folders = (path.name for path in root.glob("docs/module*") if path.is_dir())
    found = (re.fullmatch(r"module(\d+)", name) for name in folders)
    return sorted(int(match[1]) for match in found if match)
