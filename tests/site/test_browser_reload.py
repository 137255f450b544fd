"""Under `make serve` a page loads again when it has changed, and stays where it was."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from test_decks import build

from _ext.commands import serve
from _ext.commands.serve import WatchedPages
from _ext.commands.watch import Shown

pytestmark = pytest.mark.browser

STATIC = Path(__file__).resolve().parents[2] / "docs" / "_static"
DECK = "slides/one.html"
GONE = "navigator.serviceWorker.getRegistrations().then((all) => !all.length)"
LONG = """<!DOCTYPE html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; \
style-src 'self' 'unsafe-inline'">
<title>Long</title></head><body><main>
%s</main></body></html>"""


class Course:
    """A built course, and somebody who edits it."""

    def __init__(self, folder: Path, shown: Shown) -> None:
        self.folder, self.shown = folder, shown
        self.address = ""

    def write(self, name: str, text: str) -> None:
        """Publish a file."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.shown.publish({name})

    def replace(self, name: str, old: str, new: str) -> None:
        """Publish a file with other words."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page and two decks."""
    folder = tmp_path_factory.mktemp("site")
    build("html", folder, tmp_path_factory.mktemp("doctrees"))
    shutil.copytree(STATIC, folder / "_static", dirs_exist_ok=True)
    return folder


@pytest.fixture
def course(built: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    monkeypatch.setattr(serve, "SITE", built)
    monkeypatch.setattr(serve, "SHOWN", built)
    before = (built / DECK).read_text(encoding="utf-8")
    course = Course(built, Shown())
    with serve.start(0, partial(WatchedPages, shown=course.shown)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        course.address = f"http://127.0.0.1:{server.server_port}/"
        yield course
        server.shutdown()
        thread.join()
    (built / DECK).write_text(before, encoding="utf-8")


def opened(course: Course, reader: BrowserContext, name: str) -> Page:
    """Open a page."""
    page = reader.new_page()
    page.goto(course.address + name)
    return page


def on_slide(course: Course, reader: BrowserContext) -> Page:
    """A lecture, at the second of two steps through a slide."""
    page = opened(course, reader, DECK)
    page.wait_for_selector(".deck-slides")
    page.evaluate("Reveal.slide(1, 1, 0)")
    return page


def place(page: Page) -> object:
    """Where a lecture is."""
    page.wait_for_selector(".deck-slides")
    return page.evaluate("(({ h, v, f }) => [h, v, f])(Reveal.getIndices())")


def test_a_deck_stays_at_its_slide_and_step(
    course: Course, reader: BrowserContext
) -> None:
    page = on_slide(course, reader)
    course.replace(DECK, "Vertical", "Vertical indeed")
    page.get_by_role("heading", name="Vertical indeed").wait_for()
    assert place(page) == [1, 1, 0]


def test_a_slide_with_another_name_is_found_by_its_number(
    course: Course, reader: BrowserContext
) -> None:
    page = on_slide(course, reader)
    course.replace(DECK, 'id="vertical"', 'id="renamed"')
    page.wait_for_selector("#renamed.present")
    assert place(page) == [1, 1, 0]


def test_a_slide_that_has_moved_is_found_by_its_name(
    course: Course, reader: BrowserContext
) -> None:
    page = on_slide(course, reader)
    text = (course.folder / DECK).read_text(encoding="utf-8")
    start = '<div class="slides"'
    assert start in text
    head, _, tail = text.partition(start)
    rest = tail.partition(">")
    new = "<section><section id='new'><h2>New</h2></section></section>"
    course.write(DECK, f"{head}{start}{rest[0]}>{new}{rest[2]}")
    page.wait_for_selector("#new", state="attached")
    assert place(page)[:2] == [2, 1]  # type: ignore[index]


def test_an_open_answer_stays_open(course: Course, reader: BrowserContext) -> None:
    page = on_slide(course, reader)
    page.evaluate("document.querySelector('details').open = true")
    course.replace(DECK, "Vertical", "Vertical indeed")
    page.get_by_role("heading", name="Vertical indeed").wait_for()
    page.wait_for_selector(".deck-slides")
    assert page.evaluate("document.querySelector('details').open")


def sections(first: str = "") -> str:
    """A page of several screens."""
    parts = [
        f"<section id='part-{n}'><h2>Part {n}</h2>{'<p>Words.</p>' * 30}</section>\n"
        for n in range(9)
    ]
    return LONG % (first + "".join(parts))


def test_a_page_stays_where_it_was_though_more_is_above(
    course: Course, reader: BrowserContext
) -> None:
    course.write("long.html", sections())
    page = opened(course, reader, "long.html")
    page.evaluate("document.getElementById('part-4').scrollIntoView()")
    page.evaluate("scrollBy(0, 150)")
    top = "document.getElementById('part-4').getBoundingClientRect().top"
    before, y = page.evaluate(top), page.evaluate("scrollY")
    course.write("long.html", sections("<p id='more'>More.</p>" + "<p>And.</p>" * 20))
    page.wait_for_selector("#more", state="attached")
    page.wait_for_function(f"before => Math.abs({top} - before) <= 2", arg=before)
    assert page.evaluate("scrollY") > y + 300


def test_other_pages_leave_this_one_alone(
    course: Course, reader: BrowserContext
) -> None:
    course.write("long.html", sections())
    page = opened(course, reader, "long.html")
    page.evaluate("window.mark = 1")
    course.shown.publish({DECK, "_static/deck.css", "longer.html"})
    with page.expect_response("**/-/state*"), page.expect_response("**/-/state*"):
        pass
    page.wait_for_timeout(500)
    assert page.evaluate("window.mark") == 1


def test_a_style_sheet_of_the_page_counts(
    course: Course, reader: BrowserContext
) -> None:
    page = on_slide(course, reader)
    page.evaluate("window.mark = 1")
    with page.expect_navigation():
        course.shown.publish({"_static/deck.css"})
    assert place(page) == [1, 1, 0]


def test_what_is_wrong_stands_in_a_box_until_it_is_mended(
    course: Course, reader: BrowserContext
) -> None:
    errors: list[str] = []
    page = opened(course, reader, DECK)
    page.on("console", lambda message: errors.append(message.text))
    told = ["To mend:", "docs/page.md:8: NameError", "docs/page.md:9: no such option"]
    course.shown.say("\n".join(told), wrong=True)
    box = page.get_by_role("status").filter(has_text="docs/page.md:8")
    box.wait_for()
    assert box.inner_text().splitlines() == told  # each on a line of its own
    assert page.locator("h1").first.is_visible()
    course.shown.say("")
    box.wait_for(state="hidden")
    assert [words for words in errors if "404" not in words] == []


def test_the_box_lets_clicks_through_while_all_is_well(
    course: Course, reader: BrowserContext
) -> None:
    page = opened(course, reader, DECK)
    course.shown.say("Building")
    box = page.get_by_role("status").filter(has_text="Building")
    box.wait_for()
    place, links = box.bounding_box(), page.locator(".deck-nav").bounding_box()
    assert place is not None
    assert links is not None
    assert place["y"] + place["height"] < links["y"]
    found = "([x, y]) => document.elementFromPoint(x, y).localName"
    middle = [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2]
    assert page.evaluate(found, middle) != "make-serve"
    course.shown.say("To mend: docs/page.md:8", wrong=True)
    page.get_by_role("status").filter(has_text="docs/page.md:8").wait_for()
    assert page.evaluate(found, middle) == "make-serve"  # its words can be copied


def test_a_page_that_is_not_there_yet_comes(
    course: Course, reader: BrowserContext
) -> None:
    page = opened(course, reader, "to_come.html")
    course.write("to_come.html", LONG % "<p id='here'>Here.</p>")
    page.wait_for_selector("#here")


def test_whoever_had_a_service_worker_gets_the_newest_page(
    course: Course, browser: Browser
) -> None:
    page = browser.new_page()  # `reader` has no service workers at all
    page.goto(course.address + DECK)
    register = "navigator.serviceWorker.register('/service-worker.js')"
    page.evaluate(f"async () => {{ await {register} }}")
    page.wait_for_function(GONE)
    page.close()
