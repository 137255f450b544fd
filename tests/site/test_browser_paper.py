"""Pages of the textbook on A4 paper: no empty frames, nothing cut off."""

import re

import pytest
from browser_checks import report
from browser_site import Document, pages
from browser_views import View, visit
from conftest import Readers

pytestmark = pytest.mark.browser
A4 = 680  # pixels between margins of 15 millimetres
MODULES = [d for d in pages() if re.match(r"docs/(module|tasks/task)", d.name)]
# A frame around what may not be broken goes with it, or stays behind empty.
LEFT_BEHIND = """() => {
  const splits = (e) => getComputedStyle(e).breakInside !== "avoid";
  const framed = (e) => ["Top", "Left"].every((side) =>
    parseFloat(getComputedStyle(e)[`border${side}Width`]));
  const longer = ".admonition, .toggle, table"; // than a page may be
  const found = new Set();
  const whole = ".bd-article :is(pre, svg, img, .asked)";
  const parts = [...document.querySelectorAll(whole)];
  parts.filter((part) => part.checkVisibility() && !splits(part)).forEach((part) => {
    for (let e = part.parentElement; !e.matches("article"); e = e.parentElement) {
      if (framed(e) && !e.matches(longer) && splits(e)) {
        found.add(`a frame may stay behind: ${e.outerHTML.slice(0, 80)}`);
      }
    }
  });
  return [...found];
}"""
CUT = """() => {
  const right = (e) => e.getBoundingClientRect().right;
  return [...document.querySelectorAll(".bd-article .cell_output :is(svg, img)")]
    .filter((e) => e.checkVisibility() && !e.parentElement.closest("svg"))
    .filter((e) => right(e) > Math.min(innerWidth, right(e.parentElement)) + 1)
    .map((e) => `cut off: ${e.outerHTML.slice(0, 120)}`);
}"""
QUESTIONS = """() => [...document.querySelectorAll(".predict")]
  .filter((e) => !e.querySelector(".predict-question").checkVisibility()
    || [...e.querySelectorAll("button, input")].some((one) => one.checkVisibility()))
  .map(() => "a prediction is not printed as a question")"""


@pytest.mark.parametrize("document", MODULES, ids=str)
def test_on_paper(site: str, readers: Readers, document: Document) -> None:
    with visit(readers[View("light", A4, 1000)], site + document.address) as (page, _):
        page.emulate_media(media="print")
        told = [
            t for what in (LEFT_BEHIND, CUT, QUESTIONS) for t in page.evaluate(what)
        ]
        page.emulate_media(media="screen")
    report(f"{document} on paper", told)
