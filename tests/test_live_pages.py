"""Which pages get live cells, and what is written into them."""

import json
from html.parser import HTMLParser

import pytest
from docutils import nodes
from docutils.utils import new_document

from _ext.live.bundle import complaint
from _ext.live.in_page import has_live_cells, head, is_off


def page(*tags: list[str]) -> nodes.document:
    """A page with a code cell for each list of tags."""
    document = new_document("page")
    document += nodes.container(nb_element="cell_markdown")
    for names in tags:
        metadata = {"tags": names} if names else {}
        document += nodes.container(nb_element="cell_code", cell_metadata=metadata)
    return document


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], False),
        ([[]], True),
        ([["hide-input"]], True),
        ([["raises-exception"]], True),
        ([["no-live"]], False),
        ([["no-live"], ["remove-input"], ["remove-cell"]], False),
        ([["no-live"], []], True),
    ],
)
def test_a_page_is_live_if_a_cell_is(tags: list[list[str]], expected: bool) -> None:
    assert has_live_cells(page(*tags)) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from local.figures.ours import plot", False),
        ("x = 1\nimport local.figures", False),
        ("from locale import str\nlocal = 1", True),
    ],
)
def test_a_page_that_uses_what_is_local_is_not_live(code: str, expected: bool) -> None:
    document = page([], [])
    cell = document[-1]
    cell += nodes.literal_block(code, code)
    assert has_live_cells(document) is expected


@pytest.mark.parametrize("word", [False, "False", "off", "Off", "no"])
def test_front_matter_can_turn_it_off(word: object) -> None:
    assert is_off({"live": word})


@pytest.mark.parametrize("metadata", [{}, {"live": True}, {"live": "on"}])
def test_it_is_on_otherwise(metadata: dict[str, object]) -> None:
    assert not is_off(metadata)


class Scripts(HTMLParser):
    """The scripts in HTML: their attributes and their text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "script"
        self.found.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1] = (self.found[-1][0], self.found[-1][1] + data)


def test_a_browser_reads_what_was_written() -> None:
    settings = {"page": "a </script><!-- <b> & ü", "colab": None}
    (data, text), (script, _) = Scripts(head(settings, "../start.js")).found
    assert data == {"type": "application/json", "id": "live-config"}
    assert json.loads(text) == settings
    assert script == {"defer": None, "src": "../start.js"}


def test_a_complaint_names_the_file_of_the_checkout() -> None:
    said = (
        '✘ [ERROR] Could not resolve "./missing.js"\n\n    cell.js:2:7:\n'
        "      2 │ import './missing.js'\n"
    )
    assert complaint(said).splitlines()[0] == (
        'docs/_ext/live/browser/cell.js:2:7: Could not resolve "./missing.js" (esbuild)'
    )


def test_a_complaint_in_other_words_is_not_lost() -> None:
    first, *rest = complaint("Killed\n").splitlines()
    assert first == "it failed (esbuild)"
    assert rest == ["Killed"]
