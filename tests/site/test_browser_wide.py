"""What is wider than a phone starts at its left edge, and says that it goes on."""

import time
from typing import Any

import pytest
from browser_views import PHONE, SECONDS, visit
from conftest import Readers

pytestmark = pytest.mark.browser

LOOK = """() => [...document.querySelectorAll("main *")].filter((box) =>
  box.scrollWidth > box.clientWidth + 4 && course.visible(box)
  && ["auto", "scroll"].includes(getComputedStyle(box).overflowX)
).map((box) => {
  const told = getComputedStyle(box, "::after").content.includes("goes on");
  const first = box.querySelector("svg, img, code, span, mjx-container") ?? box;
  return {
    name: course.name(box),
    drawing: box.matches(".output, .cell_output, .stepper-graph"),
    left: box.scrollLeft === 0
      && first.getBoundingClientRect().left >= box.getBoundingClientRect().left - 1,
    fades: getComputedStyle(box).maskImage !== "none",
    told, keys: box.tabIndex === 0,
  };
})"""
PLACES = [
    "docs/module1/scalars.html",
    "docs/module1/backpropagation.html",
    "docs/module2/tensors.html",
    "slides/module1-2.html",
    "slides/module2-1.html",
]


def is_right(box: dict[str, Any]) -> bool:
    """Whether it begins at the left, fades, can be scrolled by keys, and says so."""
    told = box["told"] or not box["drawing"]
    return bool(box["left"] and box["fades"] and box["keys"] and told)


@pytest.mark.parametrize("place", PLACES)
def test_on_a_phone(site: str, readers: Readers, place: str) -> None:
    with visit(readers[PHONE[0]], site + place) as (page, _):
        page.wait_for_selector(".goes-on", state="attached")
        boxes = page.evaluate(LOOK)
        end = time.monotonic() + SECONDS
        while not all(map(is_right, boxes)) and time.monotonic() < end:
            page.wait_for_timeout(100)  # what watches their sizes has its own time
            boxes = page.evaluate(LOOK)
    assert boxes
    assert [box for box in boxes if not is_right(box)] == []


def test_at_its_end_it_says_nothing_more(site: str, readers: Readers) -> None:
    with visit(readers[PHONE[0]], f"{site}docs/module1/scalars.html") as (page, _):
        page.wait_for_selector(".output.goes-on")
        box = page.locator(".output.goes-on").first.element_handle()
        assert box is not None
        box.evaluate("(box) => { box.scrollLeft = box.scrollWidth; }")
        page.wait_for_function("(box) => !box.matches('.goes-on')", arg=box)
        assert page.evaluate("(b) => getComputedStyle(b).maskImage", box) == "none"
