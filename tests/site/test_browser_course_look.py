"""A course's own colour and logo on a title slide, and what must not take them."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from browser_views import PHONE, visit
from conftest import Readers
from PIL import Image
from playwright.sync_api import BrowserContext

from _ext.course.look import style
from _ext.course.settings import Course

pytestmark = pytest.mark.browser
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 80"/>'
OURS = Course(logo="logo.svg", colour="#7a1f5c", colour_dark="#e7a3d0")
PAPER = (20, 25, 31)  # in the dark
# The colours of a pen, and of the band beside the title.
COLOURS = """() => {
  const made = document.createElement("button");
  made.className = "stroke-2";
  document.body.append(made);
  const pen = document.createElement("i");
  pen.style.color = "var(--stroke)";
  made.append(pen);
  const slide = document.querySelector(".title-slide > .slide");
  return [getComputedStyle(pen).color, getComputedStyle(slide).backgroundImage];
}"""
BLUE = {"light": "rgb(0, 105, 166)", "dark": "rgb(108, 188, 240)"}
TINT = {"light": "rgb(220, 235, 246)", "dark": "rgb(24, 50, 69)"}


def test_a_colour_and_a_logo_of_ones_own(
    site: str, desk: BrowserContext, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text(LOGO, encoding="utf-8")
    with visit(desk, f"{site}slides/module1-1.html") as (page, _):
        page.wait_for_selector(".deck-slides")
        page.add_style_tag(content=style(OURS, tmp_path))
        for theme in ("light", "dark"):
            page.evaluate(
                "theme => document.documentElement.dataset.theme = theme", theme
            )
            pen, band = page.evaluate(COLOURS)
            assert pen == BLUE[theme], "the pen that is called blue"
            assert TINT[theme] not in band, "the band has the colour of its edge"
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    # The white ground is as wide and high as the logo on it; the title is on paper.
    left = [picture.getpixel((66, y)) for y in range(picture.height)]
    white = [y for y, colour in enumerate(left) if colour == (255, 255, 255)]
    top = white[0]
    assert len(white) == white[-1] - top + 1 == 76
    row = [picture.getpixel((x, top + 2)) for x in range(64, 640)]
    assert row.count((255, 255, 255)) == 52 * 260 // 80 + 32
    assert set(row[-100:]) == {PAPER}


HEAD = """(picture) => {
  const brand = document.querySelector(".bd-header .navbar-brand");
  const logo = Object.assign(new Image(), { src: picture, className: "logo__image" });
  const title = document.createElement("p");
  title.className = "title logo__title";
  title.append("Lernende Maschinen");
  brand.replaceChildren(logo, title);
  const search = document.querySelector(".bd-header .navbar-persistent--mobile");
  return logo.decode().then(() => {
    const words = document.createRange();
    words.selectNodeContents(title);
    return [words.getBoundingClientRect().right, search.getBoundingClientRect().left];
  });
}"""


def test_a_title_beside_a_logo_leaves_room_for_the_search(
    site: str, readers: Readers
) -> None:
    wide = LOGO.replace("/>", ' width="260" height="80"/>')
    with visit(readers[PHONE[0]], f"{site}docs/module1/scalars.html") as (page, _):
        right, search = page.evaluate(HEAD, f"data:image/svg+xml,{quote(wide)}")
        # On a desk it gives way to the menu, which stays in one row with the search.
        title = page.locator(".bd-header .logo__title")
        title.evaluate("title => title.append(' für das dritte Semester')")
        rows = []
        for width in (1000, 1280):
            page.set_viewport_size({"width": width, "height": PHONE[0].height})
            places = (".nav-link", ".navbar-header-items__end .search-button-field")
            rows += [
                page.locator(f".bd-header {place}").first.bounding_box()
                for place in places
            ]
        page.set_viewport_size({"width": PHONE[0].width, "height": PHONE[0].height})
    assert right <= search
    for link, field in zip(rows[::2], rows[1::2], strict=True):
        middle = link["y"] + link["height"] / 2
        assert field["y"] <= middle <= field["y"] + field["height"]
