"""The words of the schedule: English, or as `[words]` has them beside other dates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The titles of a page and of its lectures, heads of columns, calendars' words."""

    schedule: str = "Schedule"
    term: str = "This term"
    week: str = "Week"
    date: str = "Date"
    lecture: str = "Lecture"
    reading: str = "Reading"
    task: str = "Task"
    deadline: str = "Hand in by"
    hand_in: str = "hand in"
    calendar: str = "Calendar file with all lectures and deadlines"
    subscribe: str = "to subscribe, give your calendar the address"
