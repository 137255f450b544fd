"""The stepper's frames in a browser: what they show, in every view, without script."""

import pytest
from browser_checks import accessible, fits_screen, hold_still, in_each_theme, report
from browser_stepper import (
    PAGE,
    RECORDINGS,
    STEPPERS,
    button,
    check,
    slider,
    stepper_of,
)
from browser_views import DESKTOP, PHONE, Ear, View, visit
from conftest import Readers
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from minitorch.plot.paper.words import value_text

pytestmark = pytest.mark.browser

FIRST = next(iter(STEPPERS))
each = pytest.mark.parametrize("title", STEPPERS)
wide_and_narrow = pytest.mark.parametrize("view", [DESKTOP[0], PHONE[0]], ids=str)


def test_these_are_the_steppers_of_the_page(site: str, desk: BrowserContext) -> None:
    with visit(desk, site + PAGE) as (page, _):
        titles = page.locator("backprop-stepper .stepper-title").all_inner_texts()
    assert titles == list(STEPPERS)


@wide_and_narrow
@each
def test_the_last_frame_shows_the_derivatives_of_the_leaves(
    site: str, readers: Readers, title: str, view: View
) -> None:
    leaves = RECORDINGS[title].derivatives
    assert all(leaf.derivative == found for leaf, found in leaves.items())
    with visit(readers[view], site + PAGE) as (page, _):
        element = stepper_of(page, title)
        button(element, "Last").click()
        found = element.locator("li.is-shown .leaf.finished text.finished")
        wanted = [value_text(leaf.derivative) for leaf in leaves]
        assert sorted(found.all_text_contents()) == sorted(wanted)
        assert all(text.is_visible() for text in found.all())


@wide_and_narrow
def test_without_script_every_frame_stands_in_a_list(
    site: str, browser: Browser, view: View
) -> None:
    size = {"width": view.width, "height": view.height}
    context = browser.new_context(viewport=size, java_script_enabled=False)  # type: ignore[arg-type]
    with context, context.new_page() as page:
        ear = Ear(site.split("/")[2])
        ear.listen(page)
        page.goto(site + PAGE)
        for title, stepper in STEPPERS.items():
            element = stepper_of(page, title)
            assert element.locator("button, input").count() == 0
            frames = element.locator(".stepper-frames > li").all()
            assert len(frames) == len(stepper.frames)
            for frame, sentence in zip(frames, stepper.sentences, strict=True):
                said = frame.locator(".stepper-sentence")
                assert (said.inner_text(), said.is_visible()) == (sentence, True)
                assert frame.locator("svg").is_visible()
                assert frame.locator(".stepper-pending").is_visible()
            element.locator(".stepper-answer > summary").click()  # an answer to a task
            assert element.locator(".stepper-algorithm").is_visible()
    # What the page says about scripts that were not run is left out.
    report(PAGE, [told for told in ear.complaints if "(csp)" not in told])


@pytest.mark.parametrize("views", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_can_be_read_in_every_view(
    site: str, readers: Readers, views: tuple[View, ...]
) -> None:
    def look(page: Page, _: bool) -> list[str]:
        told = []
        for title, stepper in STEPPERS.items():
            element = stepper_of(page, title)
            for step in range(len(stepper.frames)):
                slider(element).fill(str(step))
                told += [*fits_screen(page), *out_of_sight(element)]
        told += accessible(page, "backprop-stepper")
        return told + page.evaluate("course.controls()")

    with visit(readers[views[0]], site + PAGE) as (page, ear):
        hold_still(page)
        complaints = in_each_theme(page, views, look)
    report(PAGE, [*ear.complaints, *complaints])


def out_of_sight(element: Locator) -> list[str]:
    """Controls that are too small, and a box at work that one had to scroll to."""
    told: list[str] = element.evaluate(
        """(element) => {
          const small = [...element.querySelectorAll("button, input")].filter((one) => {
            const { width, height } = one.getBoundingClientRect();
            return width < 24 || (height < 24 && one.localName === "button");
          });
          const graph = element.querySelector("li.is-shown .stepper-graph");
          const view = graph.getBoundingClientRect();
          const hidden = [...graph.querySelectorAll(".pointer")].filter((mark) => {
            const { left, right } = mark.getBoundingClientRect();
            return left < view.left - 1 || right > view.right + 1;
          });
          return [...small.map((one) => `${course.name(one)} is too small`),
            ...hidden.map(() => "the box at work is out of sight")];
        }"""
    )
    return told


def test_in_a_graph_that_is_too_wide_keys_scroll(site: str, readers: Readers) -> None:
    with visit(readers[PHONE[0]], site + PAGE) as (page, ear):
        element = stepper_of(page, FIRST)
        graph = element.locator("li.is-shown .stepper-graph")
        assert graph.evaluate("it => it.scrollWidth > it.clientWidth")
        graph.evaluate("it => { it.scrollLeft = 0; it.focus(); }")
        assert graph.evaluate("it => it === document.activeElement")
        page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "() => document.activeElement.matches('.stepper-graph')"
            " && document.activeElement.scrollLeft > 0"
        )
        check(element, FIRST, 0)
    report(PAGE, ear.complaints)
