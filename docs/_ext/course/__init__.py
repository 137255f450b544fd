"""The course as a university teaches it: `course.toml`, and what is in `local/`.

settings.py  reads course.toml, and says what is wrong in it
places.py    the line in which a mistake stands
values.py    what each key may be
parts.py     pages that are left out, and what refers to them
look.py      title, people, contact, logo and colours
weeks.py     rows of the schedule, and how their weeks are counted
schedule.py  the table of weeks
words.py     what stands around its dates, in English or in their language
ics.py       the same for calendars
below.py     what stands below a page, and goes with it
own.py       pages of one's own, found by name
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import ics, look, own, parts, schedule

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for part in (look, parts, schedule, ics, own):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
