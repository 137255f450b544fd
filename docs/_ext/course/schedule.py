"""The schedule: what is taught, read and handed in, week by week."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton, format_time
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .ics import FILE, has_days
from .look import people
from .settings import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from .settings import Course
    from .weeks import Week


def written(day: date | None, locale: str) -> str:
    r"""A date in words, as a language has it; no line ends within it.

    >>> from datetime import date
    >>> written(date(2026, 10, 12), "en"), written(date(2026, 10, 12), "de")
    ('Mon,\xa0Oct\xa012', 'Mo.,\xa012.\xa0Okt.')
    """
    words = format_skeleton("MMMEd", day, locale=locale) if day else ""
    return words.replace(" ", NO_BREAK)


def hours(week: Week, locale: str) -> str:
    r"""When a lecture begins and ends, as a language has it; in one line.

    >>> from datetime import date, time
    >>> from _ext.course.weeks import Week
    >>> hours(Week(date=date(2026, 10, 12), time=time(9, 15)), "de")
    '09:15\xa0–\u2060\xa010:45'
    """
    if not (week.date and week.time):
        return ""
    begin = datetime.combine(week.date, week.time)
    both = begin, begin + timedelta(minutes=week.minutes)
    told = [format_time(one, "short", locale=locale) for one in both]
    # Behind a dash a line may end, whatever space follows; a word joiner forbids it.
    return " –\N{WORD JOINER} ".join(told).replace(" ", NO_BREAK)


def link(page: str) -> str:
    """A link to a page in Markdown, with the page's title as its words."""
    return f"{{doc}}`/{page}`" if page else ""


def cell(words: str) -> str:
    """A text of the course's own in a cell of a table."""
    return words.replace("|", r"\|")


def row(week: Week, locale: str) -> str:
    """A week, as a line of a table in Markdown."""
    held = ": ".join(filter(None, (link(week.lecture), cell(week.about))))
    room = cell(week.room) if week.date else ""
    when = written(week.date, locale), hours(week, locale), room
    cells = [
        str(week.number),
        "<br>".join(filter(None, when)),
        held,
        listing(map(link, week.reading)),
        listing(map(link, week.tasks)),
        written(week.deadline, locale),
    ]
    return f"| {' | '.join(cells)} |"


def listing(links: Iterable[str]) -> str:
    """Links, one after the other."""
    return ", ".join(links)


def ends(course: Course) -> str:
    """The first day of a schedule and the last, as the course's language has them."""
    days = [week.date for week in course.weeks if week.date]
    both = days[0], days[-1]
    told = [format_date(day, "long", locale=course.locale) for day in both]
    return " – ".join(dict.fromkeys(told))


def calendar_line(course: Course) -> nodes.paragraph:
    """A line that offers the schedule to calendars."""
    file = FILE.rpartition("/")[2]
    line = nodes.paragraph()
    line += nodes.reference("", course.words.calendar, refuri=file, internal=True)
    if course.address:
        line += nodes.Text(f"; {course.words.subscribe} ")
        line += nodes.literal("", course.address + FILE)
    return line


class Schedule(SphinxDirective):
    """The table of all weeks."""

    def run(self) -> list[Node]:
        course: Course = self.config.course
        words = course.words
        for title in self.state.document.findall(nodes.title):
            title.clear()
            title += nodes.Text(words.schedule)
        names = [words.week, words.date, words.lecture, words.reading, words.task]
        names = [cell(name) for name in (*names, words.deadline)]
        lines = [f"| {' | '.join(names)} |", "| ---: | --- | --- | --- | --- | --- |"]
        lines += [row(week, course.locale) for week in course.weeks]
        box = nodes.container(classes=["schedule"], is_div=True)
        box += people(course)
        if any(week.date for week in course.weeks):
            box += nodes.paragraph("", ends(course), classes=["schedule-dates"])
        if has_days(course):
            box += calendar_line(course)
        content = StringList(lines, source=self.get_source_info()[0])
        self.state.nested_parse(content, self.content_offset, box)
        return [box]


def register(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("schedule", Schedule)
