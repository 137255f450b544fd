"""Quizzes as readers meet them: by mouse, by keyboard, on slides, without scripts."""

import re
from itertools import product

import pytest
from browser_checks import accessible, hold_still, report
from browser_quiz import (
    INDICES,
    SHOW,
    answers,
    check,
    facts,
    first,
    give,
    said,
    try_all,
    with_quizzes,
)
from browser_site import Document, documents
from browser_views import DESKTOP, PHONE, choose, visit
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Locator

pytestmark = pytest.mark.browser
DECK = "slides/module1-4.html"
PAGES = {
    "one": "docs/module1/backpropagation.html",
    "several": "docs/module1/scalars.html",
    "number": "docs/module1/backpropagation.html",
    "order": "docs/module1/backpropagation.html",
}
PLACES = [*product(["one", "several", "number", "order"], ["page", "deck"])]
COLOURS = "quiz => [...course.pale(quiz), ...course.controls(quiz)]"
each_kind = pytest.mark.parametrize(("kind", "where"), PLACES)


def address(kind: str, where: str) -> str:
    return DECK if where == "deck" else PAGES[kind]


def is_right(quiz: Locator) -> bool:
    return said(quiz).startswith("✓ Right.")


@pytest.mark.parametrize("document", with_quizzes(), ids=str)
def test_every_answer_has_its_sentence_and_its_room(
    site: str, reader: BrowserContext, document: Document
) -> None:
    """Of every quiz: all that may be answered, in the light and in the dark.

    The right answer is given with mouse and keys, and so are orders.
    """
    complaints = []
    answered = {}
    with visit(reader, site + document.address) as (page, ear):
        hold_still(page)
        quizzes = page.locator(".asked")
        for number in range(quizzes.count()):
            quiz = quizzes.nth(number)
            quiz.evaluate(SHOW)
            name = f"quiz {number + 1}"
            kind = facts(quiz)["kind"]
            if kind == "line":  # it needs Python: see below
                continue
            told = [] if kind == "order" else try_all(quiz)
            right, *others = answers(quiz)
            for answer in [*(others if kind == "order" else []), right]:
                give(quiz, answer)
                result = check(quiz)
                if result.startswith("✓ Right.") != (answer == right):
                    told.append(f"{answer} is told {result!r}")
                if document.is_deck:
                    told += page.evaluate("course.measure(Reveal.getCurrentSlide())")
            complaints += [f"{name}: {one}" for one in told]
            if number < 3 or kind == "order":
                answered[name] = quiz
        for view in DESKTOP:  # all in one theme, then all in the other
            choose(page, view.theme)
            for name, quiz in answered.items():
                quiz.evaluate(SHOW)
                told = quiz.evaluate(COLOURS)
                complaints += [f"{name} ({view}): {one}" for one in told]
        choose(page, "light")
        complaints += ear.complaints
    report(document, complaints)


@each_kind
def test_by_mouse_kept_and_forgotten(
    site: str, reader: BrowserContext, kind: str, where: str
) -> None:
    with visit(reader, site + address(kind, where)) as (page, _):
        quiz = first(page, kind)
        assert said(quiz) == ""
        right, wrong, *_ = answers(quiz)
        if kind != "order":
            assert "first" in check(quiz)
            give(quiz, wrong)
        assert check(quiz).startswith("✗ Not right.")
        give(quiz, right)
        assert said(quiz) == ""  # it was about another answer
        check(quiz)
        assert is_right(quiz)
        page.reload()
        page.evaluate("course.settled()")
        quiz = first(page, kind)
        assert is_right(quiz)
        quiz.get_by_role("button", name="Start over").click()
        assert said(quiz) == ""
        page.reload()
        page.evaluate("course.settled()")
        assert said(first(page, kind)) == ""


@each_kind
def test_by_keyboard(site: str, reader: BrowserContext, kind: str, where: str) -> None:
    """No key turns the slide while a quiz has the focus."""
    with visit(reader, site + address(kind, where)) as (page, _):
        quiz = first(page, kind)
        place = page.evaluate(INDICES) if where == "deck" else None
        right = answers(quiz)[0]
        fields = quiz.locator("input, .quiz-move")
        fields.first.focus()
        if kind == "one":
            page.keyboard.press("Space")
            for _ in range(right[0]):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        elif kind == "several":
            for index in range(fields.count()):
                if index in right:
                    page.keyboard.press("Space")
                page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        elif kind == "number":
            page.keyboard.type(f"{right}")
            page.keyboard.press("Enter")
        else:
            give(quiz, right)
            quiz.get_by_role("button", name="Check").press("Enter")
        assert is_right(quiz)
        if where == "deck":
            assert page.evaluate(INDICES) == place
            quiz.locator("input, button").first.focus()
            page.keyboard.press("Escape")
            page.keyboard.press("ArrowRight")
            assert page.evaluate(INDICES) != place
            assert not page.evaluate("Reveal.isOverview()")


@pytest.mark.parametrize("where", ["page", "deck"])
def test_an_order_is_dragged(site: str, reader: BrowserContext, where: str) -> None:
    with visit(reader, site + address("order", where)) as (page, _):
        quiz = first(page, "order")
        item = ".quiz-choice:has(.quiz-letter:text-is('{}'))"
        for letter in ["ABCDEFGH"[index] for index in answers(quiz)[0]]:
            source = quiz.locator(item.format(letter)).bounding_box()
            last = quiz.locator(".quiz-choice").last.bounding_box()
            assert source
            assert last
            page.mouse.move(source["x"] + 60, source["y"] + source["height"] / 2)
            page.mouse.down()
            end = last["y"] + 0.9 * last["height"]
            page.mouse.move(source["x"] + 60, (source["y"] + end) / 2)
            page.mouse.move(source["x"] + 60, end)
            page.mouse.up()
        check(quiz)
        assert is_right(quiz)


@pytest.mark.parametrize(
    ("text", "right"), [("4,5", True), ("9/2", True), ("-4.5", False), ("−4.5", False)]
)
def test_numbers_as_people_write_them(
    site: str, desk: BrowserContext, text: str, right: bool
) -> None:
    with visit(desk, site + PAGES["number"]) as (page, _):
        quiz = first(page, "number")
        assert facts(quiz)["value"] == 4.5
        quiz.get_by_role("textbox").fill(text)
        told = check(quiz)
        assert told.startswith("✓" if right else "✗")
        assert right or "the sign is not" in told
        quiz.get_by_role("textbox").fill("four")
        assert "Write a number first" in check(quiz)
        quiz.get_by_role("button", name="Start over").click()


def test_a_mouse_gives_the_keys_back_to_the_slides(
    site: str, desk: BrowserContext
) -> None:
    with visit(desk, site + DECK) as (page, _):
        quiz = first(page, "one")
        place = page.evaluate(INDICES)
        quiz.locator("label").first.click()
        check(quiz)
        page.keyboard.press("Space")
        assert page.evaluate(INDICES) != place
        page.evaluate("localStorage.clear()")


def test_the_key_of_decks_opens_the_answer(site: str, desk: BrowserContext) -> None:
    with visit(desk, site + DECK) as (page, _):
        quiz = first(page, "one")
        quiz.locator("input").first.check()
        check(quiz)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("a")
        assert quiz.locator(".quiz-solution").is_visible()
        assert not quiz.locator(".quiz-result").is_visible()
        assert not quiz.locator(".quiz-told").first.is_visible()
        check(quiz)
        assert not quiz.locator(".quiz-solution").is_visible()
        page.evaluate("localStorage.clear()")


@each_kind
def test_for_who_cannot_see_it(
    site: str, readers: Readers, kind: str, where: str
) -> None:
    with visit(readers[DESKTOP[0]], site + address(kind, where)) as (page, _):
        hold_still(page)
        quiz = first(page, kind)
        quiz.evaluate("quiz => { quiz.id = 'asked-here'; }")
        assert quiz.locator("fieldset > legend").inner_text()
        assert quiz.locator(".quiz-result").get_attribute("role") == "status"
        give(quiz, answers(quiz)[-1])
        check(quiz)
        report(kind, accessible(page, "#asked-here"))
        page.evaluate("localStorage.clear()")


def test_without_scripts(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGES["one"])
    quiz = page.locator(".asked-one").first
    assert quiz.locator(".quiz-choice").first.is_visible()
    assert quiz.locator("input, button").count() == 0
    assert not quiz.locator(".quiz-solution").is_visible()
    quiz.locator("summary").click()
    assert "Right:" in quiz.locator(".quiz-solution").inner_text()
    assert quiz.locator(".quiz-told").first.is_visible()
    context.close()


def test_on_paper_and_on_a_phone(site: str, readers: Readers) -> None:
    with visit(readers[DESKTOP[0]], f"{site}{DECK}?print-pdf") as (page, _):
        page.wait_for_selector(".pdf-page", state="attached")
        assert page.locator(".asked input, .asked button").count() == 0
        assert page.locator(".asked details:not([open])").count() == 0
        assert page.locator(".quiz-told").first.is_hidden()
    with visit(readers[PHONE[0]], site + DECK) as (page, _):
        quiz = page.locator(".asked-number").first
        give(quiz, facts(quiz)["value"])
        check(quiz)
        assert is_right(quiz)
        assert page.evaluate("course.tooWide()") == []
        page.evaluate("localStorage.clear()")


def test_there_is_enough_to_answer() -> None:
    """Six quizzes on each deck, four on each page of modules 0 to 2.

    In module 4, whose programs take longer, a guess before one counts as well.
    """
    for document in documents():
        text = document.path.read_text(encoding="utf-8")
        count = text.count('data-quiz="')
        if document.is_deck and document.name.startswith("slides/"):  # yours may less
            assert count >= 6, document
        elif re.fullmatch(r"docs/module[012]/(?!index)\w+", document.name):
            assert count >= 4, document
        elif re.fullmatch(r"docs/module4/(?!index)\w+", document.name):
            assert count + text.count('data-predict="') >= 4, document
