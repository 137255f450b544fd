"""One deck or page is found by its name, and built alone; findings show in the page."""

from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from browser_bad import bad_deck, bad_page
from browser_site import SITE
from playwright.sync_api import BrowserContext

from _ext.commands import one, serve
from _ext.commands.build import Stop
from _ext.commands.watch import Shown

FINDINGS = "document.querySelector('make-serve-findings')?.shadowRoot.textContent"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "slides/a.md",
        "docs/x/b.md",
        "docs/y/b.md",
        "local/lectures/c.md",
        "slides/my-lecture.md",
        *("slides/d.md", "local/lectures/d.md"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(one, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("DECK", "a", "slides/a.md"),
        ("DECK", "a.md", "slides/a.md"),
        ("DECK", "slides/a", "slides/a.md"),
        ("DECK", "c", "local/lectures/c.md"),
        ("DECK", "d", "local/lectures/d.md"),  # which takes the other's place
        ("DECK", "slides/d", "slides/d.md"),
        ("PAGE", "docs/x/b", "docs/x/b.md"),
        ("PAGE", "x/b", "docs/x/b.md"),
    ],
)
def test_a_name_is_enough(checkout: Path, kind: str, name: str, file: str) -> None:
    assert one.document(kind, name) == checkout / file


def test_a_name_that_says_nothing(checkout: Path) -> None:
    with pytest.raises(Stop, match=r"There is no file no\.md below slides/"):
        one.document("DECK", "no")
    with pytest.raises(
        Stop, match=r"There is no file mylecture\.md .*\. Did you mean my-lecture\?"
    ):
        one.document("DECK", "mylecture")
    with pytest.raises(Stop, match=r"docs/x/b\.md or docs/y/b\.md: write one of these"):
        one.document("PAGE", "b")


PALE_IN_THE_DARK = "<style>html[data-theme='dark'] p { color: #333; }</style>"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("html", "words"),
    [
        (bad_deck("<p>a</p>" * 33), "leaves the slide at the bottom by"),
        (bad_deck('<p style="color: #999">Pale.</p>'), "the contrast of p “Pale.”"),
        (bad_deck('<p class="fragment">x</p><img src="data:,">'), "has no alt text"),
        (bad_page('<p style="color: #ccc">Pale.</p>'), "finds 1 on this page"),
        (
            bad_deck(f"<p>Pale.</p>{PALE_IN_THE_DARK}"),
            "dark: the contrast of p “Pale.”",
        ),
        (
            bad_page(f"<p>Pale.</p>{PALE_IN_THE_DARK}"),
            "dark: the contrast of p “Pale.”",
        ),
        (bad_deck("<p>Good.</p>"), ""),
        (bad_page("<p>Good.</p>"), ""),
    ],
)
def test_a_page_shows_what_is_wrong_with_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    reader: BrowserContext,
    html: str,
    words: str,
) -> None:
    (tmp_path / "index.html").write_text(html, "utf-8")
    (tmp_path / "_static").symlink_to(SITE / "_static")
    monkeypatch.setattr(serve, "SHOWN", tmp_path)
    handler = partial(serve.WatchedPages, shown=Shown())
    with serve.start(0, handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = reader.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        if words:
            page.wait_for_function(f"{FINDINGS}?.includes({words!r})")
        else:
            page.wait_for_timeout(1500)
            assert not page.evaluate(FINDINGS)
        page.close()
        server.shutdown()
