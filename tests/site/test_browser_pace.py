"""The pace in the speaker view: summed up once more from the lecture's source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from browser_site import REPOSITORY
from browser_views import DESKTOP, new_context, visit
from playwright.sync_api import Browser, BrowserContext, Frame, Page

pytestmark = pytest.mark.browser
NAME = "slides/module1-1"
_SHOWN = re.compile(r"(\d+):(\d\d) of (\d+):(\d\d): (?:(\d+):(\d\d) )?(.+)")


@dataclass
class Slide:
    """A slide of the source: its heading, and when it is planned, in seconds."""

    title: str
    begins_a_part: bool
    start: float
    end: float


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose clock can be turned on."""
    with new_context(browser, DESKTOP[0]) as context:
        yield context


def planned() -> list[Slide]:
    """The slides of the lecture, read from its source."""
    slides: list[Slide] = []
    before, is_code = "", False
    for line in (REPOSITORY / f"{NAME}.md").read_text(encoding="utf-8").splitlines():
        is_code ^= line.startswith("```")
        if not is_code and (heading := re.match(r"#{1,3} (.*)", line)):
            now = slides[-1].end if slides else 0.0
            slides.append(Slide(heading[1], before == "{.statement}", now, now))
        elif notes := re.match(r":::\{notes\} ([\d.]+)", line):
            slides[-1].end += 60 * float(notes[1])
        before = line
    return slides


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def speaker(page: Page) -> tuple[Page, Frame]:
    """The speaker view, and its frame with the slide that is on."""
    with page.expect_popup() as opening:
        page.keyboard.press("s")
    opened = opening.value
    opened.wait_for_selector("#current-slide iframe")
    frame = opened.query_selector("#current-slide iframe").content_frame()
    assert frame is not None
    frame.wait_for_selector(".deck-pace")
    return opened, frame


def lines(frame: Frame) -> tuple[str, str, str]:
    whole, part, due = frame.locator(".deck-pace p").all_inner_texts()
    return whole, part, due


SHOWN = """[Reveal.getState().indexh, Reveal.getState().indexf,
  document.querySelectorAll("section.present .fragment.visible").length].join()"""


def test_the_hall_stays_where_it_is_as_the_speaker_view_opens(
    reader: BrowserContext, site: str
) -> None:
    """Also in the midst of a slide, of which both windows show as much."""
    with visit(reader, f"{site}{NAME}.html") as (page, _):
        page.wait_for_selector(".deck-slides")
        step = "document.querySelector('section:has(.fragment ~ .fragment)')"
        page.evaluate(f"(s => Reveal.slide(s.h, s.v))(Reveal.getIndices({step}))")
        for _step in range(2):
            page.keyboard.press("PageDown")
        before = page.evaluate(SHOWN)
        assert not before.endswith(",0")
        page.evaluate(
            "Reveal.on('fragmenthidden', () => document.body.classList.add('moved'))"
        )
        _, frame = speaker(page)
        frame.wait_for_function(f"{SHOWN} === '{before}'")
        page.wait_for_timeout(1200)  # as long as a window waits to tell the other
        assert page.evaluate(SHOWN) == before
        assert page.locator("body.moved").count() == 0


@pytest.mark.parametrize(("here", "minutes"), [(6, 0), (6, 3), (20, 40), (30, 30)])
def test_where_one_is_and_where_one_should_be(
    site: str, reader: BrowserContext, here: int, minutes: int
) -> None:
    plan = planned()
    reader.clock.install()
    with visit(reader, f"{site}{NAME}.html#/{here}") as (page, _):
        page.wait_for_selector(".deck-slides")
        opened, frame = speaker(page)
        if minutes:
            reader.clock.fast_forward(60_000 * minutes)
        else:  # begin with this slide
            opened.locator(".speaker-controls-time").click()
        reader.clock.run_for(1500)
        frame.wait_for_function(
            "least => document.querySelector('.pace-whole').textContent"
            ".split(':')[0] >= least",
            arg=int(minutes or plan[here].start // 60),
        )
        whole, part, due = lines(frame)
        opened.close()
    shown = _SHOWN.fullmatch(whole)
    assert shown is not None, whole
    now, total = (60 * int(shown[i]) + int(shown[i + 1]) for i in (1, 3))
    assert total == plan[-1].end
    if minutes:
        assert 60 * minutes <= now < 60 * minutes + 60
    else:
        assert plan[here].start <= now < plan[here].start + 60
    if now > plan[here].end:
        expected = f"{clock(now - plan[here].end)} behind"
    elif now < plan[here].start:
        expected = f"{clock(plan[here].start - now)} ahead"
    else:
        expected = "in time"
    assert whole.endswith(f": {expected}")

    parts = [i for i, slide in enumerate(plan) if slide.begins_a_part or i == 0]
    number = max(n for n, first in enumerate(parts, 1) if first <= here)
    first, after = parts[number - 1], [*parts, len(plan)][number]
    assert part == (
        f"{plan[first].title}: planned from {clock(plan[first].start)} to "
        f"{clock(plan[after - 1].end)}"
    )
    should = next(i for i, slide in enumerate(plan) if now < slide.end)
    assert due.startswith(f"Planned now: slide {should + 1}, ")


def test_the_pace_is_in_the_speaker_view_alone(
    site: str, reader: BrowserContext
) -> None:
    with visit(reader, f"{site}{NAME}.html#/6") as (page, _):
        page.wait_for_selector(".deck-slides")
        opened, _ = speaker(page)
        upcoming = opened.query_selector("#upcoming-slide iframe").content_frame()
        assert upcoming is not None
        upcoming.wait_for_selector(".deck-slides")
        assert upcoming.locator(".deck-pace").count() == 0
        assert page.locator(".deck-pace").count() == 0
        # With notes alone the pace is all that is left of the slide.
        opened.select_option("select", "notes-only")
        pace = opened.query_selector("#current-slide iframe").content_frame()
        pace.wait_for_selector(".deck-pace", state="visible")
        assert pace.locator(".pace-due").bounding_box()["y"] < opened.evaluate(
            "innerHeight"
        )
        assert pace.locator(".reveal").evaluate(
            "one => getComputedStyle(one).visibility"
        ) == ("hidden")
        opened.select_option("select", "default")
        # The window is light or dark as the lecture is, and as soon as it is.
        for paper in ("rgb(20, 25, 31)", "rgb(255, 255, 255)"):
            page.keyboard.press("t")
            opened.wait_for_function(
                "paper => getComputedStyle(document.body).backgroundColor === paper",
                arg=paper,
            )
        # No label stands on a slide, on the number of one, or on notes, once the frames
        # have grown to what the layout gives them.
        places = (
            opened.locator("#upcoming-slide .label"),
            upcoming.locator(".slide-number"),
            upcoming.locator(".slides"),
            opened.locator("#speaker-controls"),
            opened.locator("#speaker-layout"),
        )
        before = None
        while before != (boxes := [place.bounding_box() for place in places]):
            before = boxes
            opened.wait_for_timeout(200)
        label, number, slide, notes, layout = boxes
        assert label["x"] + label["width"] < number["x"]
        assert slide["y"] + slide["height"] <= min(label["y"], number["y"])
        assert notes["y"] + notes["height"] <= layout["y"]
        # What is drawn in the speaker view is seen in the hall.
        opened.bring_to_front()
        frame = opened.query_selector("#current-slide iframe")
        box = frame.bounding_box()
        opened.keyboard.press("d")
        opened.mouse.move(box["x"] + 200, box["y"] + 300)
        opened.mouse.down()
        opened.mouse.move(box["x"] + 300, box["y"] + 320, steps=3)
        opened.mouse.up()
        page.wait_for_selector(".present svg.over path", state="attached")
        opened.close()
