"""Controls that a page shows only when it is used, in each of their states.

Those that are there from the start are asked for with each page and slide; here are the
buttons of a cell at work, the editor, menus, windows, and what a link may complain of.
"""

import pytest
from browser_cells import DECK, PAGE, cell, edit, go_to, index_of, opened
from browser_checks import hold_still, in_each_theme, report
from browser_views import DESKTOP, PHONE, View, choose, visit
from conftest import Readers
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

CELLS = [(PAGE, "import math\n"), (DECK, "left = datasets"), (DECK, "import math\n")]
UNHIDE = (
    "document.querySelectorAll('.live-bar [hidden]').forEach((b) => b.hidden = false)"
)
COLOURS = """(button) => {
  const painter = course.painter();
  const ground = painter.ground(button);
  return course.contrast(painter.ink(button, getComputedStyle(button).color), ground);
}"""


def look(page: Page, _: bool) -> list[str]:
    """What is wrong with the controls that are shown now."""
    roots = ["document"]
    if page.evaluate("'Reveal' in window && Reveal.isReady()"):
        roots += ["Reveal.getCurrentSlide()"]
    return [
        told for root in roots for told in page.evaluate(f"course.controls({root})")
    ]


@pytest.mark.parametrize(("address", "start"), CELLS)
@pytest.mark.parametrize("name", ["Run", "Edit"])
def test_a_button_can_be_read_under_the_mouse(
    site: str, desk: BrowserContext, address: str, start: str, name: str
) -> None:
    with opened(desk, site + address) as page:
        hold_still(page)
        index = index_of(page, start)
        go_to(page, index)
        button = cell(page, index).get_by_role("button", name=f"{name} cell")
        for view in DESKTOP:
            choose(page, view.theme)
            button.hover()
            assert button.evaluate("one => one.matches(':hover')")
            assert button.evaluate(COLOURS) >= 4.5, f"{name} ({view})"
            page.mouse.down()
            assert button.evaluate(COLOURS) >= 4.5, f"{name}, pressed ({view})"
            page.mouse.move(2, 2)
            page.mouse.up()
        choose(page, "light")


@pytest.mark.parametrize("views", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("address", "start"), CELLS)
def test_a_cell_at_work(
    site: str, readers: Readers, views: tuple[View, ...], address: str, start: str
) -> None:
    with opened(readers[views[0]], site + address) as page:
        hold_still(page)
        index = index_of(page, start)
        edit(page, index)
        page.keyboard.type('@wrap\nclass A: x = f"{1.5}" # (no)\n')
        page.evaluate(UNHIDE)
        complaints = in_each_theme(page, views, look)
        assert cell(page, index).get_by_role("button", name="Stop").is_visible()
    report(address, complaints)


def test_the_search_window(site: str, desk: BrowserContext) -> None:
    with visit(desk, site + PAGE) as (page, _):
        hold_still(page)
        page.keyboard.press("Control+k")
        assert page.evaluate("document.querySelector('#pst-search-dialog').open")
        complaints = in_each_theme(page, DESKTOP, look)
    report(PAGE, complaints)


def test_the_menu_of_themes(site: str, desk: BrowserContext) -> None:
    with visit(desk, site + PAGE) as (page, _):
        hold_still(page)
        page.locator(".theme-switch-button:visible").click()
        assert page.locator(".theme-change-button:visible").count() == 3
        complaints = in_each_theme(page, DESKTOP, look)
    report(PAGE, complaints)


@pytest.mark.parametrize("address", [PAGE, DECK])
def test_a_complaint_about_a_link(
    site: str, desk: BrowserContext, address: str
) -> None:
    with opened(desk, f"{site}{address}#cell=1.1.abc") as page:
        hold_still(page)
        page.get_by_role("alert").wait_for()
        complaints = in_each_theme(page, DESKTOP, look)
    report(address, complaints)
