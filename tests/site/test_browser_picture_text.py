"""The words in pictures, as a browser sets them: as wide as they were measured, apart.

A picture leaves room for its words by a table of letters' widths. Here the browser says
how much they take in the font that it finds.
"""

import itertools

import pytest
from playwright.sync_api import Browser
from svg_parts import SVG, Area, line_width, parse
from test_plot_look import PICTURES

pytestmark = pytest.mark.browser

BOXES = """() => [...document.querySelectorAll("text")].map((text) => {
  const { left, top, right, bottom } = text.getBoundingClientRect();
  const place = [left, top, right, bottom];
  return { words: text.textContent, width: text.getBBox().width, place };
})"""


def test_words_take_the_room_that_was_measured(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    wrong = []
    for name, draw in PICTURES.items():
        svg = draw().svg()
        page.set_content(f"<style>* {{ margin: 0 }}</style>{svg}")
        boxes = page.evaluate(BOXES)
        texts = [*parse(svg).iter(f"{SVG}text")]
        width = float(parse(svg).attrib["width"])
        for text, found in zip(texts, boxes, strict=True):
            wanted = line_width(text)  # Kerning may bring letters a little closer.
            if abs(found["width"] - wanted) > 1.5 + 0.02 * wanted:
                wrong.append((name, found, wanted))
        places = [Area(found["words"], *found["place"]) for found in boxes]
        wrong += [(name, box) for box in places if box.left < 0 or box.right > width]
        pairs = itertools.combinations(places, 2)
        wrong += [(name, a, b) for a, b in pairs if a.meets(b)]
    page.close()
    assert not wrong
