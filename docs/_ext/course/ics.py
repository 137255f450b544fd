"""The schedule as a calendar file, RFC 5545: lectures at their times, and deadlines.

Nothing in it tells when it was built, and what an event is known by stays the same when
its words change, so that a calendar which asks again moves nothing and doubles nothing.
Times are those of UTC, which every calendar shows as its own, in winter as in summer.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from .weeks import Week

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

    from .settings import Course

PAGE = "docs/schedule"
FILE = f"{PAGE}.ics"


def events(
    course: Course, title: Callable[[str], str]
) -> Iterator[tuple[Week, str, str]]:
    """What is when and where, its kind and words; lectures first, then deadlines."""
    due: dict[date, list[str]] = {}
    for week in course.weeks:
        if week.date:
            held = [title(week.lecture) if week.lecture else "", week.about]
            words = ": ".join(filter(None, held))
            yield week, "lecture", words or f"{course.words.week} {week.number}"
        if week.deadline:
            due.setdefault(week.deadline, []).extend(map(title, week.tasks))
    for day, tasks in due.items():
        words = f"{course.words.hand_in} {', '.join(tasks)}".strip()
        yield Week(date=day), "deadline", words


def has_days(course: Course) -> bool:
    """Whether there is anything for a calendar: the format has no empty one."""
    return any(week.date or week.deadline for week in course.weeks)


def calendar(course: Course, title: Callable[[str], str]) -> bytes:
    """The content of the file.

    Args:
        course: with its schedule.
        title: that of a page or lecture, by its name.
    """
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//{course.title}//Schedule//EN")
    on_that_day: Counter[tuple[date | None, str]] = Counter()
    for row, kind, words in events(course, title):
        on_that_day[row.date, kind] += 1
        known_by = f"{course.address or course.title} {kind} {row.date}"
        if on_that_day[row.date, kind] > 1:
            known_by += f" {on_that_day[row.date, kind]}"
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, known_by)))
        event.add("dtstamp", datetime.combine(row.date, time.min, UTC))
        event.add("summary", f"{course.title}: {words}")
        if row.room:
            event.add("location", row.room)
        if row.time:
            there = datetime.combine(row.date, row.time, ZoneInfo(course.zone))
            begin = there.astimezone(UTC)
            event.add("dtstart", begin)
            event.add("dtend", begin + timedelta(minutes=row.minutes))
        else:
            event.add("dtstart", row.date)
        file.add_component(event)
    return file.to_ical()


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the file beside the page that it belongs to."""
    course: Course = app.config.course
    is_site = app.builder.name == "html" and PAGE in app.env.found_docs
    if exception is None and is_site and has_days(course):
        titles = app.env.titles
        known = {name: title.astext() for name, title in titles.items()}
        # Others are unknown where the page is checked alone.
        content = calendar(course, lambda name: known.get(name, ""))
        Path(app.outdir, FILE).write_bytes(content)


def register(app: Sphinx) -> None:
    """Write it when titles are known."""
    app.connect("build-finished", write)
