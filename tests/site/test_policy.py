"""Every page has the Content-Security-Policy, and browsers keep to it."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser_bad import bad_page
from browser_checks import report
from browser_host import hosted
from browser_site import Document, decks, documents, served
from browser_views import DESKTOP, Ear, visit
from conftest import Readers
from offline_site import until
from playwright.sync_api import Page
from sphinx.errors import ExtensionError

from _ext.hosting import policy

META = "Content-Security-Policy"
# Elements of a head that load something, or could.
LOADS = {"script", "link", "style", "base", "noscript", "object"}
SMUGGLED = """() => {
  const script = document.createElement("script");
  script.textContent = "window.smuggled = true";
  document.head.append(script);
  const image = document.createElement("img");
  image.setAttribute("onerror", "window.smuggled = true");
  image.src = "data:,";
  document.body.append(image);
  const link = document.createElement("a");
  link.href = "javascript:window.smuggled = true";
  document.body.append(link);
  link.click();
  setTimeout("window.smuggled = true");
  return new Promise((resolve) => setTimeout(() => resolve("smuggled" in window), 200));
}"""


class Head(HTMLParser):
    """Reads the policies of a page, and what stands where it should not."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.policies: list[str] = []
        self.complaints: list[str] = []
        self.in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("http-equiv") == META:
            self.policies.append(values["content"] or "")
        if tag in LOADS and not self.policies:
            self.complaints.append(f"a {tag} stands before the policy")
        handlers = [name for name in values if name.startswith("on")]
        self.complaints += [f"{tag} has the handler {name}" for name in handlers]
        targets = [values.get(name) or "" for name in ("href", "src", "action")]
        if any(target.startswith("javascript:") for target in targets):
            self.complaints.append(f"{tag} leads to a script")
        is_data = values.get("type") == "application/json"
        self.in_script = tag == "script" and "src" not in values and not is_data

    def handle_data(self, data: str) -> None:
        if self.in_script and data.strip():
            self.complaints.append(f"a script stands in the page: {data.strip()[:40]}")

    def handle_endtag(self, tag: str) -> None:
        self.in_script = False


def sources(text: str) -> dict[str, set[str]]:
    """What each directive of a policy allows."""
    rows = [directive.split() for directive in text.split(";")]
    return {name: set(values) for name, *values in rows}


@pytest.mark.parametrize("document", documents(), ids=str)
def test_every_page_has_it_first(document: Document) -> None:
    head = Head(document.path.read_text(encoding="utf-8"))
    report(document, head.complaints)
    (found,) = head.policies
    hashes = {one for one in sources(found)["script-src"] if "sha256-" in one}
    assert sources(found)["script-src"] - hashes == {"'self'", "'wasm-unsafe-eval'"}
    assert len(hashes) == (1 if document.is_deck else 0)


def test_only_this_host() -> None:
    allowed = sources(policy.policy())
    everything = {source for values in allowed.values() for source in values}
    quoted = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'"}
    assert everything == quoted | {"data:", "blob:"}
    assert allowed["default-src"] == {"'self'"}
    assert allowed["object-src"] == allowed["base-uri"] == {"'none'"}
    loose = {name for name, values in allowed.items() if values - {"'self'", "'none'"}}
    assert loose == {"script-src", "style-src", "img-src", "font-src"}


def test_another_notes_plugin_says_what_to_do() -> None:
    for plugin in ("", "open('speaker.html')", 'd.document.write("<p>")'):
        with pytest.raises(ExtensionError, match="teach `speaker_script`"):
            policy.speaker_script(plugin)


def refusals(ear: Ear) -> str:
    """What the console said about the policy."""
    return "\n".join(ear.complaints)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["docs/module0/operators", decks()[0].name])
def test_a_smuggled_script_does_not_run(site: str, readers: Readers, name: str) -> None:
    with visit(readers[DESKTOP[0]], f"{site}{name}.html") as (page, ear):
        assert ear.complaints == []
        assert page.evaluate(SMUGGLED) is False
    told = refusals(ear)
    assert "script-src-elem refuses inline" in told
    assert "script-src-attr refuses inline" in told
    assert "script-src refuses eval" in told


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index", decks()[0].name])
def test_another_host_is_never_asked(
    site: str, readers: Readers, name: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("It would answer, but for the policy.")
    with (
        hosted(tmp_path) as other,
        visit(readers[DESKTOP[0]], f"{site}{name}.html") as (page, ear),
    ):
        address = f"{other.address}a.txt"
        assert can_fetch(page, site)
        assert not can_fetch(page, address)
        page.evaluate("url => { new Image().src = url; }", address)
        page.evaluate("url => { navigator.sendBeacon(url); }", address)
        page.evaluate("url => import(url).catch(() => {})", address)
        refused = ("connect-src", "img-src", "script-src-elem")
        wanted = [f"{directive} refuses {address}" for directive in refused]
        until(page, lambda: all(words in refusals(ear) for words in wanted))
        assert other.asked == []


def can_fetch(page: Page, address: str) -> bool:
    """Whether the page may ask this address, even without reading the answer."""
    asked: bool = page.evaluate(
        "url => fetch(url, {mode: 'no-cors'}).then(() => true, () => false)", address
    )
    return asked


@pytest.mark.browser
def test_webassembly_may_run(site: str, readers: Readers) -> None:
    empty = "new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])"
    with visit(readers[DESKTOP[0]], f"{site}index.html") as (page, ear):
        page.evaluate(f"WebAssembly.compile({empty}).then(() => true)")
    assert ear.complaints == []


@pytest.mark.browser
def test_the_checks_notice_a_refusal(tmp_path: Path, readers: Readers) -> None:
    meta = f'<meta http-equiv="{META}" content="{policy.policy()}">'
    html = bad_page("<script>go()</script>").replace("<head>", f"<head>{meta}")
    (tmp_path / "bad.html").write_text(html, encoding="utf-8")
    with (
        served(tmp_path) as address,
        visit(readers[DESKTOP[0]], f"{address}bad.html") as (_, ear),
    ):
        pass
    assert "The policy's script-src-elem refuses inline" in refusals(ear)


@pytest.mark.browser
def test_speaker_view_from_the_disk(readers: Readers) -> None:
    with visit(readers[DESKTOP[1]], decks()[0].path.as_uri()) as (page, ear):
        page.evaluate("Reveal.slide(1)")
        with page.expect_popup() as opening:
            page.keyboard.press("s")
        speaker = opening.value
        speaker.wait_for_selector("#current-slide iframe")
        speaker.close()
    assert ear.complaints == []
