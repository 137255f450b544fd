"""The schedule: what is taught, read and handed in, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from .ics import FILE, has_days
from .look import people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from .settings import Course
    from .weeks import Week


def written(day: date | None, language: str) -> str:
    """A date in words, as a language has it.

    >>> from datetime import date
    >>> written(date(2026, 10, 12), "en"), written(date(2026, 10, 12), "de")
    ('Mon, Oct 12', 'Mo., 12. Okt.')
    """
    if day is None:
        return ""
    return format_skeleton("MMMEd", day, locale=language.replace("-", "_"))


def link(page: str) -> str:
    """A link to a page in Markdown, with the page's title as its words."""
    return f"{{doc}}`/{page}`" if page else ""


def row(week: Week, language: str) -> str:
    """A week, as a line of a table in Markdown."""
    about = week.about.replace("|", r"\|")
    held = ": ".join(part for part in (link(week.lecture), about) if part)
    cells = [
        str(week.number),
        written(week.date, language),
        held,
        listing(map(link, week.reading)),
        listing(map(link, week.tasks)),
        written(week.deadline, language),
    ]
    return f"| {' | '.join(cells)} |"


def listing(links: Iterable[str]) -> str:
    """Links, one after the other."""
    return ", ".join(links)


def ends(course: Course) -> str:
    """The first day of a schedule and the last, as the course's language has them."""
    locale = course.dates.replace("-", "_")
    days = [week.date for week in course.weeks if week.date]
    told = [format_date(day, "long", locale=locale) for day in (days[0], days[-1])]
    return " – ".join(dict.fromkeys(told))


def calendar_line(course: Course) -> nodes.paragraph:
    """A line that offers the schedule to calendars."""
    file = FILE.rpartition("/")[2]
    line = nodes.paragraph()
    line += nodes.reference("", "Calendar file", refuri=file, internal=True)
    line += nodes.Text(" with all lectures and deadlines")
    if course.address:
        line += nodes.Text("; to subscribe, give your calendar the address ")
        line += nodes.literal("", course.address + FILE)
    return line


class Schedule(SphinxDirective):
    """The table of all weeks."""

    def run(self) -> list[Node]:
        course: Course = self.config.course
        names = ["Week", "Date", "Lecture", "Reading", "Task", "Hand in by"]
        lines = [f"| {' | '.join(names)} |", "| ---: | --- | --- | --- | --- | --- |"]
        lines += [row(week, course.dates) for week in course.weeks]
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
