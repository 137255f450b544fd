"""`course.toml`: who teaches what, when; read, checked, and refused with its line.

The file at the top of the repository lists every key with its usual value. What
`local/course.toml` says goes before it, key by key, so that a university changes the
course without changing a file that an update may change, too.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from . import values
from .below import with_below
from .places import no_toml, place_of
from .values import Wrong
from .weeks import Week, numbered
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("course.toml", "local/course.toml")
NO_BREAK = "\N{NO-BREAK SPACE}"
DOT = f"{NO_BREAK}· "  # between what stands in a line: no line begins with it


class CourseError(ConfigError):
    """Mistakes in `course.toml`: file, line, key and what is allowed, a line each."""

    def __init__(self, problems: list[str]) -> None:
        """Keep them apart for whoever counts them."""
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Course:
    """All settings; `course.toml` says beside each what it is."""

    title: str = "MiniTorch"
    about: str = ""
    university: str = ""
    lecturer: str = ""
    term: str = ""
    logo: str = ""
    logo_dark: str = ""
    colour: str = ""
    colour_dark: str = ""
    address: str = ""
    contact: str = ""
    links: tuple[tuple[str, str], ...] = ()
    repository: str = ""
    dates: str = "en"
    time: datetime.time | None = None
    minutes: int = 90
    room: str = ""
    zone: str = ""
    modules: tuple[int, ...] = (0, 1, 2, 4)
    lectures_left_out: tuple[str, ...] = ()
    pages_left_out: tuple[str, ...] = ()
    tasks_left_out: tuple[str, ...] = ()
    answers: str = "covered"
    tasks_opened: tuple[str, ...] = ()
    solutions: str = "folded"
    words: Words = field(default_factory=Words)
    weeks: tuple[Week, ...] = ()

    @property
    def locale(self) -> str:
        """The language of dates, as Babel names it."""
        return self.dates.replace("-", "_")

    @property
    def people(self) -> str:
        """Lecturer, university and term in a line, as far as they are named."""
        term = self.term.replace(" ", NO_BREAK)
        named = (self.lecturer, self.university, term)
        return DOT.join(name for name in named if name)

    @property
    def contact_address(self) -> str:
        """Where a click on the contact leads; empty without one."""
        is_page = self.contact.startswith(("https://", "http://"))
        return self.contact if is_page or not self.contact else f"mailto:{self.contact}"

    @property
    def contact_words(self) -> str:
        """The contact as it is read."""
        return re.sub("^https?://|/$", "", self.contact)


# Of all lectures, or of one.
MEETING = {"time": values.clock, "minutes": values.minutes, "room": values.text}
# Colours must be readable on --tint-blue, of all grounds in docs/_static/base.css on
# which links stand the one that is nearest to them, light and dark.
KEYS: dict[str, dict[str, Any]] = {
    "course": {
        "title": values.some_text,
        "about": values.text,
        "university": values.text,
        "lecturer": values.text,
        "term": values.text,
        "logo": values.logo,
        "logo_dark": values.logo,
        "colour": values.colour_on("#dcebf6"),
        "colour_dark": values.colour_on("#183245"),
        "address": values.address,
        "contact": values.contact,
        "links": values.links,
        "repository": values.repository,
        "dates": values.language,
        **MEETING,
        "zone": values.zone,
    },
    "parts": {
        "modules": values.modules,
        "lectures_left_out": values.lectures,
        "pages_left_out": values.pages,
        "tasks_left_out": values.tasks,
        "answers": values.one_of(values.ANSWERS),
        "tasks_opened": values.tasks,
        "solutions": values.one_of(values.SOLUTIONS),
    },
    "week": {
        "date": values.day,
        "about": values.text,
        "lecture": values.lecture,
        "reading": values.pages,
        "tasks": values.tasks,
        "deadline": values.day,
        **MEETING,
    },
    "words": {one.name: values.some_text for one in fields(Words)},
}


def read(root: Path) -> Course:
    """The settings of a checkout.

    Args:
        root: its top, where `course.toml` stands.

    Returns:
        The usual values, changed by `course.toml`, then by `local/course.toml`.

    Raises:
        CourseError: a file is no TOML, or has unknown keys or wrong values. All of
            them are told; what does not go together, when each is right by itself.
    """
    found: dict[str, Any] = {table: {} for table in KEYS} | {"week": []}
    wrong: list[str] = []
    for name in FILES:
        if (root / name).is_file():
            for table, content in _settings(root, name, wrong).items():
                is_list = isinstance(content, list)
                found[table] = content if is_list else found[table] | content
    if wrong:
        raise CourseError(wrong)
    settings = found["course"] | found["parts"]
    usual = {key: settings[key] for key in MEETING if key in settings}
    weeks = numbered(Week(**usual | row) for row in found["week"])
    words = Words(**found["words"])
    course = Course(**settings, words=words, weeks=tuple(weeks))
    if wrong := list(_disagreements(course, root)):
        raise CourseError(wrong)
    return course


def _settings(root: Path, name: str, wrong: list[str]) -> dict[str, Any]:
    """What a file says; what is wrong in it goes to the list."""
    text = (root / name).read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        wrong.append(no_toml(error, text, name))
        return {}
    found: dict[str, Any] = {}
    for table, content in tables.items():
        is_list = table == "week"
        if table not in KEYS:
            wrong.append(_unknown(table, KEYS, place_of(text, name, table), ""))
        elif not isinstance(content, list if is_list else dict):
            written = "[[week]] before each week" if is_list else f"[{table}]"
            wrong.append(f"{place_of(text, name, table)}: expected {written}")
        elif is_list:
            found[table] = [
                _table(row, table, index, root, text, name, wrong)
                for index, row in enumerate(content)
            ]
        else:
            found[table] = _table(content, table, 0, root, text, name, wrong)
    return found


def _table(
    row: Any, table: str, index: int, root: Path, text: str, name: str, wrong: list[str]
) -> dict[str, Any]:
    if not isinstance(row, dict):
        wrong.append(f"{place_of(text, name, table)}: expected [[{table}]]")
        return {}
    checked = {}
    for key, value in row.items():
        place = place_of(text, name, table, key, index)
        if key not in KEYS[table]:
            wrong.append(_unknown(key, KEYS[table], place, table))
            continue
        try:
            checked[key] = KEYS[table][key](value, root)
        except Wrong as error:
            near = [page for page in error.near if page not in _left_out(root)][:3]
            meant = f"; near it: {', '.join(near)}" if near else ""
            wrong.append(f"{place}: {key}: {error}{meant}")
    return checked


def _left_out(root: Path) -> set[str]:
    """As `absent`, as far as it can be told while something else is wrong."""
    found = {}
    for name in FILES:
        with suppress(tomllib.TOMLDecodeError, AttributeError, KeyError):
            for key, value in tomllib.loads(_text(root, name))["parts"].items():
                with suppress(Wrong, KeyError):
                    found[key] = KEYS["parts"][key](value, root)
    return absent(Course(**found), root)


def _unknown(key: str, known: dict[str, Any], place: str, table: str) -> str:
    kind = f"[{table}] has no key" if table else "there is no table"
    near = get_close_matches(key, known, 1)
    meant = f" (did you mean {near[0]!r}?)" if near else ""
    allowed = ", ".join(known)
    return f"{place}: {kind} {key!r}{meant}; expected one of {allowed}"


def _disagreements(course: Course, root: Path) -> Iterator[str]:
    """Weeks that run backwards, or name what the site does not have, and their like."""
    if course.logo_dark and not course.logo:
        texts = {name: _text(root, name) for name in FILES[::-1]}
        name = next(name for name in texts if "logo_dark" in texts[name])
        place = place_of(texts[name], name, "course", "logo_dark")
        yield f"{place}: logo_dark: expected a logo beside it, got none"
    name = FILES[1] if _has_weeks(root) else FILES[0]
    text = _text(root, name)
    gone = absent(course, root)
    midnight = datetime.time()
    last = datetime.datetime.min
    for index, week in enumerate(course.weeks):

        def told(key: str, why: str, index: int = index) -> str:
            place = place_of(text, name, "week", key, index)
            return f"{place}: week {course.weeks[index].number}: {why}"

        if week.date:
            begin = datetime.datetime.combine(week.date, week.time or midnight)
            if begin <= last:
                why = f"date {week.date} is not after {last.date()}, the last"
                yield told("date", why)
            last = begin
        if week.time and not course.zone:
            why = f"a time, {week.time:%H:%M}, needs `zone` in [course], such as "
            yield told("time", f"{why}'Europe/Zurich'")
        if week.deadline and week.date and week.deadline < week.date:
            why = f"deadline {week.deadline} is before its date, {week.date}"
            yield told("deadline", why)
        named = {"lecture": (week.lecture,), "reading": week.reading}
        for key, pages in (named | {"tasks": week.tasks}).items():
            for page in gone.intersection(pages):
                own = values.own_of(root, page)
                why = f"in whose place is {own}" if own else "which [parts] leaves out"
                yield told(key, f"it names {page}, {why}")


def _has_weeks(root: Path) -> bool:
    return "[[week]]" in _text(root, FILES[1])


def _text(root: Path, name: str) -> str:
    path = root / name
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def absent(course: Course, root: Path) -> set[str]:
    """The pages and lectures that a course leaves out, as Sphinx names them."""
    gone = {*course.lectures_left_out, *course.tasks_left_out}
    gone |= with_below(root, course.pages_left_out)
    lectures = values.names_of(root, "slides/*.md")
    gone |= {name for name in lectures if values.own_of(root, name)}
    for number in values.all_modules(root):
        if number not in course.modules:
            for pattern in (
                f"docs/module{number}/**/*.md",
                f"slides/module{number}-*.md",
                f"docs/tasks/task{number}_*.md",
            ):
                gone |= values.names_of(root, pattern)
    if gone and values.names_of(root, "docs/tasks/task*.md") <= gone:
        gone |= values.names_of(root, "docs/tasks/*.md") | {"docs/study_plan"}
    return gone


# Each setting is written down once more in `course.toml`; a test holds them together.
NAMES = tuple(name for table in KEYS if table != "week" for name in KEYS[table])
