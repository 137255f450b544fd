"""The linear separator in a browser: moved by keys, pointer, fields and addresses."""

from collections.abc import Iterator
from urllib.parse import parse_qsl

import pytest
from browser_checks import accessible, fits_screen, hold_still, in_each_theme, report
from browser_views import DESKTOP, PHONE, View, visit
from conftest import Readers
from playwright.sync_api import BrowserContext, Locator, Page

from minitorch import datasets
from minitorch.plot import explore_separator
from minitorch.plot.separator.situation import Situation

pytestmark = pytest.mark.browser

PAGE = "docs/module1/separator.html"
DECK = "slides/module1-1.html"


@pytest.fixture
def opened(site: str, desk: BrowserContext) -> Iterator[tuple[Page, Locator]]:
    with visit(desk, site + PAGE) as (page, ear):
        yield page, page.locator("linear-separator")
        report(PAGE, ear.complaints)


def situation(state: dict[str, float | str]) -> Situation:
    """The state, as the engine computes it."""
    points = datasets[str(state["data"])](30, seed=int(state["seed"]))
    w1, w2, b = (float(state[name]) for name in ("w1", "w2", "b"))
    return Situation(points, w1, w2, b, seed=int(state["seed"]))


def test_keys_change_the_numbers(opened: tuple[Page, Locator]) -> None:
    page, element = opened
    field = element.locator('input[type="number"][name="w2"]')
    field.press("ArrowUp")
    field.press("Shift+ArrowDown")
    field.press("PageDown")
    assert field.input_value() == "0.09"
    element.locator(".separator-grip").press("ArrowLeft")
    assert element.locator('input[type="number"][name="b"]').input_value() == "-1.1"
    page.wait_for_url("**#w1=1&w2=0.09&b=-1.1&data=Simple&seed=0")
    shown = situation({"w1": 1, "w2": 0.09, "b": -1.1, "data": "Simple", "seed": 0})
    assert shown.headline in element.locator(".separator-summary").inner_text()


def test_the_arrow_turns_and_grows(opened: tuple[Page, Locator]) -> None:
    _, element = opened
    handle = element.locator(".separator-handle")
    handle.press("ArrowLeft")
    assert handle.get_attribute("aria-valuenow") == "50"
    handle.press("ArrowUp")
    w1, w2 = (
        element.evaluate(f"element => element.state.{name}") for name in ("w1", "w2")
    )
    assert (w1**2 + w2**2) ** 0.5 == pytest.approx(1.1 * 2**0.5, abs=0.01)
    assert element.evaluate("element => element.middle") == pytest.approx(
        [0.5, 0.5], abs=0.01
    )
    for _ in range(60):
        handle.press("ArrowUp")
    assert max(abs(element.evaluate(f"e => e.state.{n}")) for n in ("w1", "w2")) <= 10


def test_the_line_can_be_dragged(opened: tuple[Page, Locator]) -> None:
    page, element = opened
    element.scroll_into_view_if_needed()
    box = element.locator(".separator-plane").bounding_box()
    assert box
    unit = box["width"] / 400

    def at(x1: float, x2: float) -> tuple[float, float]:
        y = box["y"] + unit * (12 + 336 * (1 - x2))
        return box["x"] + unit * (46 + 336 * x1), y

    page.mouse.move(*at(0.25, 0.75))
    page.mouse.down()
    page.mouse.move(*at(0.0, 0.5), steps=4)
    page.mouse.up()
    state = element.evaluate("element => element.state")
    assert (state["w1"], state["w2"]) == (1, 1)
    assert state["b"] == pytest.approx(-0.5, abs=0.02)
    tip = element.evaluate("element => element.tip(element.middle, true)")
    page.mouse.move(*at(*tip))
    page.mouse.down()
    page.mouse.move(*at(0.6, 0.25), steps=4)
    page.mouse.up()
    state = element.evaluate("element => element.state")
    assert state["w2"] == pytest.approx(0, abs=0.05)
    assert state["w1"] > 3


def test_typing_is_not_disturbed(opened: tuple[Page, Locator]) -> None:
    _, element = opened
    field = element.locator('input[type="number"][name="w1"]')
    field.fill("")
    field.press_sequentially("-2.50")
    assert field.input_value() == "-2.50"
    assert element.evaluate("element => element.state.w1") == -2.5
    field.fill("99")
    field.blur()
    assert field.input_value() == "10"


def test_points_tell_their_numbers(opened: tuple[Page, Locator]) -> None:
    _, element = opened
    slider = element.get_by_label("Point", exact=True)
    slider.press("ArrowRight")
    shown = situation({"w1": 1, "w2": 1, "b": -1, "data": "Simple", "seed": 0})
    told = element.locator("output").inner_text()
    assert told.startswith("2: class")
    assert f"loss {shown.losses[1]:.4f}" in told
    spot = element.evaluate("element => element.spots.get(element.curve)[8]")
    curve = element.locator(".separator-losses")
    unit = (curve.bounding_box() or {})["width"] / 400
    curve.hover(position={"x": spot[0] * unit, "y": spot[1] * unit})
    assert element.locator("output").inner_text().startswith("9: class")


def test_an_address_shows_its_situation(site: str, desk: BrowserContext) -> None:
    address = f"{site}{PAGE}#w1=-3.5&w2=2&b=0.25&data=Circle&seed=4"
    with visit(desk, address) as (page, ear):
        element = page.locator("linear-separator")
        state = {"w1": -3.5, "w2": 2, "b": 0.25, "data": "Circle", "seed": 4}
        assert element.evaluate("element => element.state") == state
        assert element.locator('select[name="data"]').input_value() == "Circle"
        summary = element.locator(".separator-summary")
        assert situation(state).headline in summary.inner_text()
        element.locator('select[name="seed"]').select_option("1")
        assert situation(state | {"seed": 1}).headline in summary.inner_text()
        element.get_by_role("button", name="Reset").click()
        page.wait_for_url("**#w1=1&w2=1&b=-1&data=Simple&seed=0")
        page.evaluate("location.hash = '#w1=none&b=1e9&data=toString&seed=1.5'")
        page.wait_for_function(
            "() => document.querySelector('linear-separator').state.b === 20"
        )
        told = {"w1": 1, "w2": 1, "b": 20, "data": "Simple", "seed": 0}
        assert element.evaluate("element => element.state") == told
    report(PAGE, ear.complaints)


def test_every_link_of_the_page_sets_the_figure(opened: tuple[Page, Locator]) -> None:
    page, element = opened
    links = page.locator('a[href^="#w1="]')
    assert links.count() == 6
    for link in links.all():
        given = dict(parse_qsl((link.get_attribute("href") or "").removeprefix("#")))
        wanted = {k: v if k == "data" else float(v) for k, v in given.items()}
        link.click()
        page.wait_for_function(
            "wanted => Object.entries(wanted).every(([name, value]) =>"
            " document.querySelector('linear-separator').state[name] === value)",
            arg=wanted,
        )
        # The browser scrolls to it a moment later.
        page.wait_for_function(
            "element => [element.getBoundingClientRect().top].every("
            "(top) => 0 <= top && top < 200)",
            arg=element.element_handle(),
        )


@pytest.mark.parametrize("views", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_it_can_be_read_in_every_view(
    site: str, readers: Readers, views: tuple[View, ...]
) -> None:
    def look(page: Page, _: bool) -> list[str]:
        told = [*accessible(page, "linear-separator"), *fits_screen(page)]
        told += cramped(page.locator("linear-separator"))
        return told + page.evaluate("course.controls()")

    with visit(readers[views[0]], site + PAGE) as (page, ear):
        hold_still(page)
        element = page.locator("linear-separator")
        element.locator("details > summary").click()
        element.get_by_label("Point", exact=True).press("ArrowRight")
        element.locator(".separator-handle").press("ArrowRight")
        complaints = in_each_theme(page, views, look)
    report(PAGE, [*ear.complaints, *complaints])


def cramped(element: Locator) -> list[str]:
    """Controls and drawings that are too small to be used or cut off."""
    boxes = element.locator("svg, input, select, button").evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => "
        "[one.outerHTML.slice(0, 60), one.clientWidth, one.scrollWidth])"
    )
    assert len(boxes) == 12
    least = 20
    return [f"{name} is {width} px wide" for name, width, _ in boxes if width < least]


def test_its_keys_do_not_turn_slides(site: str, desk: BrowserContext) -> None:
    html = explore_separator("On a slide", datasets, 1.0, 1.0, -1.0).html()
    with visit(desk, site + DECK) as (page, ear):
        page.evaluate("html => { Reveal.getCurrentSlide().innerHTML = html; }", html)
        element = page.locator(".present linear-separator")
        where = page.evaluate("location.hash")
        for held in (".separator-grip", ".separator-handle", 'input[name="w1"]'):
            for key in ("ArrowRight", "ArrowUp", "PageDown", "Space", "Home"):
                element.locator(held).first.press(key)
        assert page.evaluate("Reveal.getIndices().h") == 0
        assert element.evaluate("element => element.state.b") != -1
        assert page.evaluate("location.hash") == where
        element.locator(".separator-grip").press("Escape")
        page.keyboard.press("ArrowRight")
        assert page.evaluate("Reveal.getIndices().h") == 1
    report(DECK, ear.complaints)
