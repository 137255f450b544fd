"""The schedule as a calendar file, RFC 5545: whole days, of lectures and deadlines.

Nothing in it tells when it was built, and what an event is known by stays the same when
its words change, so that a calendar which asks again moves nothing and doubles nothing.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sphinx.application import Sphinx

    from .settings import Course

PAGE = "docs/schedule"
FILE = f"{PAGE}.ics"
LONGEST = 75  # bytes of a line


def line(name: str, words: str) -> str:
    r"""A line of the file; what is too long goes on in the next, after a space.

    >>> line("SUMMARY", "Sums, products; and more")
    'SUMMARY:Sums\\, products\\; and more\r\n'
    """
    for letter in "\\;,":
        words = words.replace(letter, f"\\{letter}")
    lines = [""]
    for letter in f"{name}:{words}":
        if len((lines[-1] + letter).encode()) > LONGEST:
            lines.append(" ")
        lines[-1] += letter
    return "".join(f"{line}\r\n" for line in lines)


def events(
    course: Course, title: Callable[[str], str]
) -> Iterator[tuple[date, str, str]]:
    """What is on which day: its kind and words; lectures first, then deadlines."""
    due: dict[date, list[str]] = {}
    for week in course.weeks:
        if week.date:
            held = [title(week.lecture) if week.lecture else "", week.about]
            words = ": ".join(filter(None, held))
            yield week.date, "lecture", words or f"week {week.number}"
        if week.deadline:
            due.setdefault(week.deadline, []).extend(map(title, week.tasks))
    for day, tasks in due.items():
        yield day, "deadline", f"hand in {', '.join(tasks)}".strip()


def has_days(course: Course) -> bool:
    """Whether there is anything for a calendar: the format has no empty one."""
    return any(week.date or week.deadline for week in course.weeks)


def calendar(course: Course, title: Callable[[str], str]) -> str:
    """The text of the file.

    Args:
        course: with its schedule.
        title: that of a page or lecture, by its name.
    """
    rows = [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    rows += [("PRODID", f"-//{course.title}//Schedule//EN")]
    on_that_day: Counter[tuple[date, str]] = Counter()
    for day, kind, words in events(course, title):
        on_that_day[day, kind] += 1
        known_by = f"{course.address or course.title} {kind} {day}"
        if on_that_day[day, kind] > 1:
            known_by += f" {on_that_day[day, kind]}"
        rows += [
            ("BEGIN", "VEVENT"),
            ("UID", str(uuid5(NAMESPACE_URL, known_by))),
            ("DTSTAMP", f"{day:%Y%m%d}T000000Z"),
            ("DTSTART;VALUE=DATE", f"{day:%Y%m%d}"),
            ("SUMMARY", f"{course.title}: {words}"),
            ("END", "VEVENT"),
        ]
    return "".join(line(*row) for row in [*rows, ("END", "VCALENDAR")])


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file beside the page that it belongs to."""
    course: Course = app.config.course
    is_site = app.builder.name == "html" and PAGE in app.env.found_docs
    if exception is None and is_site and has_days(course):
        titles = app.env.titles
        known = {name: title.astext() for name, title in titles.items()}
        # Others are unknown where the page is checked alone.
        text = calendar(course, lambda name: known.get(name, ""))
        Path(app.outdir, FILE).write_text(text, encoding="utf-8", newline="")


def register(app: Sphinx) -> None:
    """Write it when titles are known."""
    app.connect("build-finished", write)
