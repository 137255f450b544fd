"""A link carries an edited cell: shown, never run, and never put into another cell."""

import zlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator

import pytest
from browser_cells import DECK, PAGE, cell, clear, edit, go_to, index_of, opened, text
from browser_views import DESKTOP, PHONE, View
from conftest import Readers
from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

CODE = 'for name in ["ä", "漢", "😀"]:\n    print(f"{name}&#?=%")  # \'100%\' <b>'
CLIPBOARD = ["clipboard-read", "clipboard-write"]
PAGE_CELL, DECK_CELL, HIDDEN = "import math\n", "left = datasets", "def example(x1"
READ_FIRST = "This cell came with the link; read it before you run it."
DAMAGED = "a part of it is missing or damaged"


def write(page: Page, index: int, code: str) -> None:
    """Edit a cell so that it has this text."""
    edit(page, index)
    clear(page)
    page.keyboard.insert_text(code)
    assert text(page, index) == code


def share(page: Page, index: int) -> str:
    """Press Share; the value is what is in the clipboard then."""
    page.evaluate("navigator.clipboard.writeText('')")
    cell(page, index).get_by_role("button", name=f"Share cell {index + 1}").click()
    page.wait_for_function("async () => navigator.clipboard.readText()")
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def ran(page: Page) -> bool:
    """Whether a cell was run; Python may start before one is."""
    found: bool = page.evaluate("__live.cells.some((cell) => cell.words)")
    return found


def shows(page: Page, index: int, code: str) -> None:
    """Fail unless the cell is open in view with this code, and nothing was run."""
    element = cell(page, index)
    element.locator(".live-foreign").filter(has_text=READ_FIRST).wait_for()
    assert text(page, index) == code
    lines = element.locator(".cm-line").all_text_contents()
    assert "\n".join(lines) == code
    inside = """(field) => {
      const { top, bottom, left, right } = field.getBoundingClientRect();
      return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
    }"""
    editor = element.locator(".cm-editor").element_handle()
    page.wait_for_function(inside, arg=editor)
    assert not ran(page)


def complains(page: Page, words: str) -> None:
    """Fail unless there is one sentence with these words, and no cell was touched."""
    alert = page.get_by_role("alert").filter(has_text=words)
    alert.wait_for()
    assert page.locator(".cm-editor").count() == 0
    assert page.evaluate("__live.cells.every(cell => cell.text === cell.built)")
    page.get_by_role("button", name="Close").click()
    assert alert.count() == 0


@pytest.fixture(scope="module")
def link(site: str, readers: Readers) -> Iterator[str]:
    """A link to the page's cell with CODE."""
    context = readers[DESKTOP[0]]
    context.grant_permissions(CLIPBOARD)
    with opened(context, site + PAGE) as page:
        index = index_of(page, PAGE_CELL)
        write(page, index, CODE)
        yield share(page, index)


def fields(link: str) -> list[str]:
    """Version, number, text, digest of the built text, digest of the new one."""
    return link.partition("cell=")[2].split(".")


def with_fields(link: str, *new: str) -> str:
    """The link with other fields."""
    return f"{link.partition('cell=')[0]}cell={'.'.join(new)}"


@pytest.mark.parametrize("view", [*DESKTOP[:1], *PHONE[:1]], ids=str)
@pytest.mark.parametrize(
    ("address", "start"), [(PAGE, PAGE_CELL), (DECK, DECK_CELL), (DECK, HIDDEN)]
)
def test_what_was_shared_is_what_is_shown(
    site: str, readers: Readers, view: View, address: str, start: str
) -> None:
    context = readers[view]
    context.grant_permissions(CLIPBOARD)
    with opened(context, site + address) as page:
        index = index_of(page, start)
        share_button = cell(page, index).get_by_role("button", name="Share")
        assert not share_button.is_visible()
        write(page, index, CODE)
        link = share(page, index)
        told = page.get_by_role("status").filter(
            has_text="The link to this cell is copied"
        )
        assert told.count() == 1
    assert link.startswith(f"{site}{address}#")
    with opened(context, link) as page:
        shows(page, index, CODE)


def test_a_deck_opens_at_the_slide_and_turns_on(
    site: str, readers: Readers, link: str
) -> None:
    context = readers[DESKTOP[0]]
    with opened(context, site + DECK) as page:
        index = index_of(page, DECK_CELL)
        write(page, index, CODE)
        shared = share(page, index)
        slide = page.evaluate("Reveal.getIndices()")
    assert "training-data" in shared
    with opened(context, shared) as page:
        shows(page, index, CODE)
        assert page.evaluate("Reveal.getIndices()") == slide
        page.keyboard.press("Escape")
        page.keyboard.press("PageDown")
        page.wait_for_function("() => location.hash === '#/the-linear-model'")
        page.reload()
        page.wait_for_function("() => window.__live && Reveal.isReady()")
        assert page.evaluate("Reveal.getIndices().h") == slide["h"] + 1
        assert page.locator(".cm-editor").count() == 0


def test_a_link_is_followed_on_the_page_that_is_open(
    site: str, readers: Readers, link: str
) -> None:
    with opened(readers[DESKTOP[0]], site + PAGE) as page:
        page.evaluate("link => { location.href = link; }", link)
        shows(page, index_of(page, PAGE_CELL), CODE)


def test_reset_takes_the_foreign_text_away(readers: Readers, link: str) -> None:
    with opened(readers[DESKTOP[0]], link) as page:
        index = index_of(page, PAGE_CELL)
        shows(page, index, CODE)
        cell(page, index).get_by_role("button", name="Reset").click()
        assert page.evaluate("__live.cells.every(cell => cell.text === cell.built)")
        assert page.locator(".live-foreign, .cm-editor").count() == 0


def test_a_cell_that_moved_is_found(readers: Readers, link: str) -> None:
    version, _, *rest = fields(link)
    with opened(readers[DESKTOP[0]], with_fields(link, version, "1", *rest)) as page:
        shows(page, index_of(page, PAGE_CELL), CODE)


def test_a_changed_page_puts_the_text_nowhere(readers: Readers, link: str) -> None:
    version, number, packed, _, check = fields(link)
    stale = with_fields(link, version, number, packed, "1abcdef", check)
    with opened(readers[DESKTOP[0]], stale) as page:
        complains(page, "the page has changed since")


def test_a_later_form_is_not_guessed_at(readers: Readers, link: str) -> None:
    later = with_fields(link, "2", *fields(link)[1:])
    with opened(readers[DESKTOP[0]], later) as page:
        complains(page, "in a form that this page does not know")


def bomb() -> str:
    """14 MB of zeros in 18 kB."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(bytes(14_000_000)) + deflate.flush()
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def spoilt(link: str) -> dict[str, str]:
    """Links that were cut, changed by a letter, or made up."""
    version, number, packed, built, check = fields(link)
    middle = len(packed) // 2
    other = "A" if packed[middle] != "A" else "B"
    return {
        "cut in the text": link[: link.index(packed) + middle],
        "cut at the end": link[:-3],
        "only begun": link.partition("cell=")[0] + "cell=",
        "a letter": with_fields(
            *(link, version, number),
            *(f"{packed[:middle]}{other}{packed[middle + 1 :]}", built, check),
        ),
        "no text": with_fields(link, version, number, "", built, check),
        "not base64": with_fields(link, version, number, "a-b_c", built, check),
        "a bomb": with_fields(link, version, number, bomb(), built, check),
        "endless": with_fields(link, version, number, "A" * 500_000, built, check),
        "more": with_fields(link, version, number, packed, built, check, "more"),
    }


@pytest.mark.parametrize("how", list(spoilt("cell=1.1.abc.d.e")))
def test_a_damaged_link_gets_a_sentence(readers: Readers, link: str, how: str) -> None:
    with opened(readers[DESKTOP[0]], spoilt(link)[how]) as page:
        complains(page, DAMAGED)


def test_other_fragments_are_none_of_its_business(site: str, readers: Readers) -> None:
    with opened(readers[DESKTOP[0]], f"{site}{PAGE}#exercises") as page:
        page.wait_for_function("scrollY > 0")
        assert page.get_by_role("alert").count() == 0


def test_without_the_clipboard_there_is_a_field(
    site: str, reader: BrowserContext, link: str
) -> None:
    refuse = (
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    with opened(reader, site + PAGE) as page:
        page.evaluate(refuse)
        index = index_of(page, PAGE_CELL)
        write(page, index, CODE)
        cell(page, index).get_by_role("button", name="Share").click()
        field = page.get_by_label("The link to this cell")
        field.wait_for()
        assert field.input_value() == link.replace(
            link.partition("/docs")[0], site[:-1]
        )
        assert page.evaluate("getSelection().toString()") == field.input_value()
        assert (
            page.get_by_role("status").filter(has_text="Here is the link").count() == 1
        )


def test_a_cell_too_long_for_a_link_is_not_cut(site: str, readers: Readers) -> None:
    with opened(readers[DESKTOP[0]], site + PAGE) as page:
        index = index_of(page, PAGE_CELL)
        go_to(page, index)
        page.evaluate(
            "index => __live.cells[index].edit('x = 1\\n'.repeat(30000))", index
        )
        cell(page, index).get_by_role("button", name="Share").click()
        told = page.get_by_role("status").filter(has_text="too long for a link")
        told.wait_for()
