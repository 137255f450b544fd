"""The schedule for calendars: what a reader of RFC 5545 finds in the file."""

import datetime
from dataclasses import replace

from _ext.course.ics import calendar, has_days
from _ext.course.settings import Course
from _ext.course.weeks import Week
from _ext.course.words import Words

TITLES = {
    "deck": "Sums, products; and a backslash \\",
    "long": "Über Ableitungen " * 9,
    "one": "Task 0.1: Operators",
    "two": "Task 0.3: Lists",
}
OCTOBER = [datetime.date(2026, 10, day) for day in (12, 18, 19, 26)]
COURSE = Course(
    title="Lernen",
    weeks=(
        Week(1, OCTOBER[0], "Room 101", "deck", tasks=("one",), deadline=OCTOBER[1]),
        Week(2, OCTOBER[2], lecture="long", tasks=("two",), deadline=OCTOBER[1]),
        Week(3, about="a week without a day"),
        Week(4, OCTOBER[3]),
    ),
)


def events(text: str) -> list[dict[str, str]]:
    """The events of a calendar file, read as RFC 5545 says."""
    assert text.isascii() is False
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not any("\n" in line or len(line.encode()) > 75 for line in lines)
    whole = text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    assert whole[0] == "BEGIN:VCALENDAR"
    assert whole[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in whole
    found: list[dict[str, str]] = []
    for name, _, words in (line.partition(":") for line in whole[1:-1]):
        if (name, words) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found:
            for letter in ";,":
                words = words.replace(f"\\{letter}", letter)
            found[-1][name] = words.replace("\\\\", "\\")
    return found


def told(course: Course) -> list[dict[str, str]]:
    """The events of a course's schedule."""
    return events(calendar(course, TITLES.__getitem__).decode())


def test_lectures_and_deadlines_are_whole_days_with_their_words() -> None:
    rows = [(row["DTSTART;VALUE=DATE"], row["SUMMARY"]) for row in told(COURSE)]
    assert rows == [
        ("20261012", f"Lernen: {TITLES['deck']}: Room 101"),
        ("20261019", f"Lernen: {TITLES['long']}"),
        ("20261026", "Lernen: Week 4"),
        ("20261018", f"Lernen: hand in {TITLES['one']}, {TITLES['two']}"),
    ]


def test_a_lecture_with_a_time_is_at_one_instant_in_summer_and_in_winter() -> None:
    """Clocks in Zurich go back on 25 October 2026."""
    at = {"time": datetime.time(14, 15), "minutes": 100, "room": "HS 3, west; left"}
    summer = [replace(week, **at) for week in COURSE.weeks[:3]]
    winter = replace(COURSE.weeks[3], time=datetime.time(0, 15))
    timed = replace(COURSE, weeks=(*summer, winter), zone="Europe/Zurich")
    rows = told(timed)
    assert [(row.get("DTSTART"), row.get("DTEND")) for row in rows] == [
        ("20261012T121500Z", "20261012T135500Z"),
        ("20261019T121500Z", "20261019T135500Z"),
        ("20261025T231500Z", "20261026T004500Z"),  # the UTC day is another
        (None, None),
    ]
    assert rows[3]["DTSTART;VALUE=DATE"] == "20261018"  # a deadline has its day
    assert [row.get("LOCATION") for row in rows] == [at["room"], at["room"], None, None]
    # When a time is said later, calendars move the event that they have.
    assert [row["UID"] for row in rows] == [row["UID"] for row in told(COURSE)]


def test_calendars_say_the_words_of_the_course() -> None:
    words = Words(week="Woche", hand_in="Abgabe")
    said = [row["SUMMARY"] for row in told(replace(COURSE, words=words))]
    assert said[2:] == [
        "Lernen: Woche 4",
        f"Lernen: Abgabe {TITLES['one']}, {TITLES['two']}",
    ]


def test_an_event_is_known_by_the_same_name_whatever_it_says() -> None:
    names = [row["UID"] for row in told(COURSE)]
    weeks = tuple(replace(week, about="elsewhere") for week in COURSE.weeks)
    assert [row["UID"] for row in told(replace(COURSE, weeks=weeks))] == names
    assert len(set(names)) == len(names)
    others = replace(COURSE, address="https://example.org/")
    assert not set(names) & {row["UID"] for row in told(others)}


def test_two_lectures_of_a_day_are_two_events() -> None:
    twice = replace(COURSE, weeks=(*COURSE.weeks, COURSE.weeks[0]))
    names = [row["UID"] for row in told(twice)]
    assert len(set(names)) == len(names) > len(told(COURSE))


def test_no_time_of_building_is_in_it() -> None:
    for row in told(COURSE):
        assert row["DTSTAMP"] == row["DTSTART;VALUE=DATE"] + "T000000Z"


def test_a_schedule_without_days_has_nothing_for_calendars() -> None:
    assert has_days(COURSE)
    assert not has_days(replace(COURSE, weeks=COURSE.weeks[2:3]))
