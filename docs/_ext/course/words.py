"""The words of the schedule: English, or as `[words]` has them beside other dates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The title of the page, the heads of its columns, and what calendars say."""

    schedule: str = "Schedule"
    week: str = "Week"
    date: str = "Date"
    lecture: str = "Lecture"
    reading: str = "Reading"
    task: str = "Task"
    deadline: str = "Hand in by"
    hand_in: str = "hand in"
    calendar: str = "Calendar file with all lectures and deadlines"
    subscribe: str = "to subscribe, give your calendar the address"
