"""The rows of the schedule, and the numbers of their weeks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Week:
    """A week of the schedule, or a part of one; every part may be missing."""

    number: int = 0
    date: datetime.date | None = None
    about: str = ""
    lecture: str = ""
    reading: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    deadline: datetime.date | None = None
    time: datetime.time | None = None
    minutes: int = 90
    room: str = ""


def numbered(weeks: Iterable[Week]) -> Iterator[Week]:
    """Weeks counted from 1; dates from one Monday to Sunday have one number.

    >>> from datetime import date
    >>> days = [date(2026, 12, 28), date(2027, 1, 1), None, date(2027, 1, 11)]
    >>> [week.number for week in numbered(Week(date=day) for day in days)]
    [1, 1, 2, 3]
    """
    number, last = 0, None
    for week in weeks:
        calendar = week.date.isocalendar()[:2] if week.date else None
        if calendar is None or calendar != last:
            number += 1
        last = calendar
        yield replace(week, number=number)
