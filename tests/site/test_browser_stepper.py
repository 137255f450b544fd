"""The stepper in a browser: by keys, buttons and slider it shows the engine's run."""

from collections.abc import Iterator

import pytest
from browser_checks import report
from browser_stepper import (
    BUTTONS,
    PAGE,
    STEPPERS,
    button,
    check,
    last_step,
    slider,
    stepper_of,
)
from browser_views import DESKTOP, PHONE, View, new_context, visit
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

FIRST = next(iter(STEPPERS))
DECK = "slides/module1-1.html"
each = pytest.mark.parametrize("title", STEPPERS)
wide_and_narrow = pytest.mark.parametrize("view", [DESKTOP[0], PHONE[0]], ids=str)


@pytest.fixture
def opened(site: str, desk: BrowserContext) -> Iterator[Page]:
    with visit(desk, site + PAGE) as (page, ear):
        yield page
    report(PAGE, ear.complaints)


@wide_and_narrow
@each
def test_buttons_go_through_every_step_and_stop_at_the_ends(
    site: str, readers: Readers, title: str, view: View
) -> None:
    last = last_step(title)
    with visit(readers[view], site + PAGE) as (page, ear):
        element = stepper_of(page, title)
        check(element, title, 0)
        for name, steps in {
            "Back": [0],
            "Next": [*range(1, last + 1), last],
            "First": [0, 0],
            "Last": [last, last],
        }.items():
            for step in steps:
                button(element, name).click(force=True)  # guarded, and yet pressed
                check(element, title, step)
        for step in reversed(range(last)):
            button(element, "Back").click()
            check(element, title, step)
    report(f"{PAGE} ({view})", ear.complaints)


@wide_and_narrow
def test_keys_go_through_the_steps_from_every_control(
    site: str, readers: Readers, view: View
) -> None:
    title = FIRST
    last = last_step(title)
    keys = {"ArrowRight": 1, "ArrowUp": 2, "ArrowLeft": 1, "ArrowDown": 0}
    keys |= {"End": last, "Home": 0}
    with visit(readers[view], site + PAGE) as (page, ear):
        element = stepper_of(page, title)
        controls = [*(button(element, name) for name in BUTTONS), slider(element)]
        for control in controls:
            control.focus()
            for key, step in keys.items():
                for _ in range(2 if step in (0, last) else 1):  # the ends hold
                    page.keyboard.press(key)
                check(element, title, step)
                assert control.evaluate("it => it === document.activeElement")
        button(element, "Next").focus()
        page.keyboard.press("Control+ArrowRight")
        check(element, title, 0)
    report(f"{PAGE} ({view})", ear.complaints)


@each
def test_the_slider_goes_to_any_step(opened: Page, title: str) -> None:
    element = stepper_of(opened, title)
    last = last_step(title)
    for step in [last, 1, 0, last - 1]:
        slider(element).fill(str(step))
        check(element, title, step)
    box = slider(element).bounding_box()
    assert box
    slider(element).click(position={"x": box["width"] - 2, "y": box["height"] / 2})
    check(element, title, last)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_tab_visits_the_controls_in_turn_and_each_button_obeys(
    opened: Page, key: str
) -> None:
    title = FIRST
    element = stepper_of(opened, title)
    last = last_step(title)
    leads_to = {"First": 0, "Back": 2, "Next": 4, "Last": last}
    button(element, "First").focus()
    for name in BUTTONS:
        slider(element).evaluate("it => { it.closest('backprop-stepper').show(3); }")
        assert opened.evaluate("document.activeElement.textContent") == name
        opened.keyboard.press(key)
        if name == "Play":
            assert opened.evaluate("document.activeElement.textContent") == "Pause"
            opened.keyboard.press(key)
            check(element, title, 3)
        else:
            check(element, title, leads_to[name])
        opened.keyboard.press("Tab")
    assert slider(element).evaluate("it => it === document.activeElement")
    opened.keyboard.press("Shift+Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Last"


def test_play_goes_on_by_itself_until_it_is_paused_or_at_the_end(
    site: str, browser: Browser
) -> None:
    title = FIRST
    with (
        new_context(browser, DESKTOP[0]) as reader,
        visit(reader, site + PAGE) as (page, ear),
    ):
        element = stepper_of(page, title)
        last = last_step(title)
        page.clock.install(time=0)
        page.clock.pause_at(1000)
        button(element, "Play").click()
        for step in range(3):
            check(element, title, step)
            page.clock.run_for(1800)
        button(element, "Pause").click()
        page.clock.run_for(60_000)
        check(element, title, 3)
        button(element, "Play").click()
        page.clock.run_for(1800)
        check(element, title, 4)
        button(element, "Back").click()  # whoever moves takes over
        page.clock.run_for(60_000)
        check(element, title, 3)
        button(element, "Play").click()
        page.clock.run_for(60_000)
        check(element, title, last)
        button(element, "Play").click()  # from the end: once more from the start
        check(element, title, 0)
    report(PAGE, ear.complaints)


def test_two_steppers_on_a_page_do_not_move_each_other(opened: Page) -> None:
    first, second = STEPPERS
    button(stepper_of(opened, first), "Last").click()
    button(stepper_of(opened, second), "Next").click()
    check(stepper_of(opened, first), first, last_step(first))
    check(stepper_of(opened, second), second, 1)


def test_its_keys_do_not_turn_slides(site: str, desk: BrowserContext) -> None:
    title = FIRST
    with visit(desk, site + DECK) as (page, ear):
        page.evaluate(
            "html => { Reveal.getCurrentSlide().innerHTML = html; }",
            STEPPERS[title].html(),
        )
        element = stepper_of(page.locator(".present").page, title)
        for name in BUTTONS:
            button(element, name).focus()
            for key in ("ArrowRight", "ArrowDown", "PageDown", "n", "End", "Home"):
                page.keyboard.press(key)
            assert page.evaluate("Reveal.getIndices().h") == 0
        button(element, "Next").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        check(element, title, 2)
        page.keyboard.press("Escape")
        assert not page.evaluate("Reveal.isOverview()")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.getIndices().h") == 1
    report(DECK, ear.complaints)
