"""An exercise on a slide, in the browser: its slide is whole, its solution opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_checks import hold_still, look_at_deck, report
from browser_site import SITE, served
from browser_views import DESKTOP, visit
from conftest import Readers
from test_decks import EXERCISE_INDEX, EXERCISES, course

pytestmark = pytest.mark.browser
SETTINGS = """
deck_css_files = ["quiz.css"]
deck_js_files = ["deck-inert.js", "quiz-parts.js", "quiz.js"]
"""
ANSWER = "section.present section.present details.quiz"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("exercises")
    files = {"index.md": EXERCISE_INDEX, "slides/deck.md": EXERCISES}
    built: Path = course(folder, files, SETTINGS)
    for path in (SITE / "_static").iterdir():  # the course's own styles and scripts
        if not (built / "_static" / path.name).exists():
            (built / "_static" / path.name).symlink_to(path)
    with served(built) as address:
        yield f"{address}slides/deck.html"


def test_each_slide_with_an_exercise_is_whole(address: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], address) as (page, _):
        hold_still(page)
        assert page.evaluate("Reveal.getTotalSlides()") == 6
        report("exercises", look_at_deck(page, DESKTOP))


@pytest.mark.parametrize(
    ("slide", "printed"), [("an-exercise", "42"), ("a-quiz", "25")]
)
def test_what_was_run_is_in_the_fold(
    address: str, readers: Readers, slide: str, printed: str
) -> None:
    with visit(readers[DESKTOP[0]], f"{address}#/{slide}") as (page, _):
        hold_still(page)
        answer = page.locator(ANSWER)
        assert answer.get_by_text(printed, exact=True).is_hidden()
        page.keyboard.press("a")
        assert answer.get_by_text(printed, exact=True).is_visible()
        assert page.evaluate("Reveal.getCurrentSlide().id") == slide
        others = page.locator(".slides details.quiz[open]").count()
        assert others == 1


@pytest.mark.parametrize("form", ["?print-pdf", "?notes&slides=3"])
@pytest.mark.parametrize("answers", ["open", "shut"])
def test_solutions_on_paper(
    address: str, readers: Readers, form: str, answers: str
) -> None:
    """They are open or shut with the answers of questions."""
    ending = "&answers=0" if answers == "shut" else ""
    with visit(readers[DESKTOP[0]], f"{address}{form}{ending}") as (page, _):
        page.wait_for_selector(".pdf-page, .handout-page", state="attached")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        printed = page.get_by_text("42", exact=True).first
        assert printed.is_visible() == (answers == "open")
        page.emulate_media(media="screen")
