"""What was visited opens without a network, and is never older than the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_host import Host, hosted
from browser_views import View, new_context
from miniature import files_of
from offline_site import RUN, Site, has_build, keeps, kept, until
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from _ext.hosting import offline

pytestmark = pytest.mark.browser
# What every page of the small site asks for.
SHELL = (
    "_static/look.css",
    "_static/offline.js",
    "_static/words.js",
    f"_images/{Site.hash}.svg",
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


@pytest.fixture
def host(site: Site) -> Iterator[Host]:
    with hosted(site.folder.parent) as host:
        host.address += "course/"
        yield host


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    with new_context(browser, View("light", 1280, 720), keeps=True) as context:
        yield context


@pytest.fixture
def page(reader: BrowserContext, host: Host) -> Page:
    """The first page that a reader opens, when it is kept."""
    page = reader.new_page()
    page.goto(host.address + "one.html")
    keeps(page, "one.html", *SHELL)
    return page


def heading(page: Page, address: str) -> str:
    """Open an address; what its heading says."""
    page.goto(address)
    return page.inner_text("h1")


def looks_right(page: Page) -> bool:
    """Whether style, script and picture are there."""
    right: bool = page.evaluate("""
        getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)"
        && window.words === "first" && document.querySelector("img").naturalWidth === 30
    """)
    return right


def test_the_first_page(page: Page, reader: BrowserContext, host: Host) -> None:
    reader.set_offline(True)
    host.asked.clear()
    assert heading(page, host.address + "one.html") == "The page one"
    assert looks_right(page)
    assert host.asked == []


def test_what_was_under_way_when_the_worker_took_over(
    reader: BrowserContext, host: Host, site: Site
) -> None:
    site.write("late.txt", "late")
    site.build()
    page = reader.new_page()
    held: list[Route] = []
    page.route("**/late.txt", lambda route: held.append(route))
    page.add_init_script("fetch('late.txt').then((late) => late.text())")
    page.goto(host.address + "one.html")
    keeps(page, "one.html", *SHELL)
    assert "late.txt" not in kept(page)
    held[0].continue_()
    keeps(page, "late.txt")


@pytest.mark.parametrize("form", ["?print-pdf", "?v=1#/2", "#here"])
def test_the_same_page_by_another_address(
    page: Page, reader: BrowserContext, host: Host, form: str
) -> None:
    page.goto("about:blank")
    reader.set_offline(True)
    assert heading(page, f"{host.address}one.html{form}") == "The page one"
    assert looks_right(page)


@pytest.mark.parametrize("form", ["", "index.html", "index"])
@pytest.mark.parametrize("visited", ["", "index.html"])
def test_a_folder_and_its_page(
    page: Page, reader: BrowserContext, host: Host, visited: str, form: str
) -> None:
    for folder in ("", "part/"):
        page.goto(host.address + folder + visited)
    keeps(page, "index.html", "part/index.html")
    reader.set_offline(True)
    assert heading(page, host.address + form) == "The page index"
    assert heading(page, host.address + "part/" + form) == "The page part/index"
    assert looks_right(page)


def test_a_folder_without_its_slash(
    page: Page, reader: BrowserContext, host: Host
) -> None:
    page.goto(host.address + "part")
    keeps(page, "part/index.html")
    reader.set_offline(True)
    assert heading(page, host.address + "part") == "The page part/index"
    assert page.url == host.address + "part/"
    assert looks_right(page)


def test_a_page_that_was_not_visited(
    page: Page, reader: BrowserContext, host: Host
) -> None:
    reader.set_offline(True)
    assert heading(page, host.address + "part/three.html") == "No connection"
    page.get_by_role("link", name="The page one", exact=True).click()
    assert page.inner_text("h1") == "The page one"
    page.go_back()
    reader.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    assert page.inner_text("h1") == "The page part/three"


def test_what_a_worker_fetched(page: Page, reader: BrowserContext, host: Host) -> None:
    assert page.evaluate(RUN) == "Live cells"
    reader.set_offline(True)
    page.reload()
    assert page.evaluate(RUN) == "Live cells"


@pytest.mark.parametrize("caching", ["max-age=3600", "no-store"])
def test_a_new_build_is_seen_at_once(
    page: Page, reader: BrowserContext, host: Host, site: Site, caching: str
) -> None:
    """Also where the browser's own cache may keep it, and under `make serve`."""
    host.headers["Cache-Control"] = caching
    for name in ("one", "two", "part/three"):
        page.goto(f"{host.address}{name}.html")
    keeps(page, "two.html", "part/three.html")
    site.page("one", "The new page one")
    site.page("two", "The new page two")
    site.write("_static/words.js", 'window.words = "second";')
    site.build()
    assert heading(page, host.address + "one.html") == "The new page one"
    # Asked by `fetch`: what the tab has in its memory, no worker can change.
    words = page.evaluate("fetch('_static/words.js').then((answer) => answer.text())")
    assert "second" in words
    has_build(page)
    keeps(page, "one.html", *SHELL)
    page.goto("about:blank")
    reader.set_offline(True)
    assert heading(page, host.address + "one.html") == "The new page one"
    assert page.evaluate("words") == "second"
    assert heading(page, host.address + "two.html") == "No connection"
    assert heading(page, host.address + "part/three.html") == "The page part/three"


def test_a_new_build_does_not_disturb(page: Page, host: Host, site: Site) -> None:
    """A lecture goes on, with the files that it knows."""
    page.evaluate("window.lecture = 'goes on'")
    assert page.evaluate(RUN) == "Live cells"
    (site.folder / "_static/live/pack-0123abcd.tar.bz2").unlink()
    (site.folder / "_static/live/worker-ABCD2345.js").unlink()
    site.page("one", "The new page one")
    site.build()
    has_build(page)
    assert page.evaluate("window.lecture") == "goes on"
    assert page.evaluate(RUN) == "Live cells"


def test_what_is_asked_again(page: Page, host: Host) -> None:
    host.asked.clear()
    page.goto(host.address + "one.html")
    asked = {path.removeprefix("/course/") for path in host.asked}
    assert {"one.html", "_static/words.js"} <= asked
    assert not any(path.startswith("_images/") for path in asked)


def test_what_is_not_kept(
    page: Page, host: Host, site: Site, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (site.folder.parent / "outside.txt").write_text("of the host, not of the site")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "other.txt").write_text("of another host")
    before = kept(page)
    ask = "([url, options]) => fetch(url, options).then((answer) => answer.text())"
    with hosted(elsewhere) as other:
        other.headers["Access-Control-Allow-Origin"] = "*"
        page.evaluate(ask, [other.address + "other.txt", {}])
        page.evaluate(ask, [other.address + "other.txt?x", {"mode": "no-cors"}])
    page.evaluate(ask, ["../outside.txt", {}])
    page.evaluate(ask, ["no.html", {}])
    page.evaluate(ask, ["two.html", {"headers": {"Range": "bytes=0-9"}}])
    page.evaluate(ask, ["two.html", {"method": "POST"}])
    page.evaluate(ask, ["part", {}])
    for status in (206, 404, 500):
        host.status = status
        page.evaluate(ask, ["two.html", {}])
    page.wait_for_timeout(200)
    assert kept(page) == before


def test_a_host_that_is_broken(page: Page, host: Host) -> None:
    host.status = 502
    assert heading(page, host.address + "one.html") == "The page one"
    assert looks_right(page)
    answer = page.goto(host.address + "two.html")
    assert answer is not None
    assert answer.status == 502


def test_a_host_that_says_nothing(page: Page, host: Host) -> None:
    host.answers.clear()
    page.set_default_timeout(40_000)  # the host is silent for a minute
    assert heading(page, host.address + "one.html") == "The page one"
    assert looks_right(page)


def test_a_slow_host_is_waited_for(page: Page, host: Host) -> None:
    host.answers.clear()
    page.evaluate("setTimeout(() => { location.href = 'two.html'; })")
    page.wait_for_timeout(6000)
    host.answers.set()
    page.wait_for_url("**/two.html")
    assert page.inner_text("h1") == "The page two"


@pytest.mark.parametrize("method", ["open", "match"])
def test_storage_that_fails(
    reader: BrowserContext, host: Host, site: Site, method: str
) -> None:
    """Full, or not allowed: the pages of the host come as without a worker."""
    path = site.folder / offline.WORKER
    prototype = "CacheStorage" if method == "open" else "Cache"
    fails = f"{prototype}.prototype.{method} = () => Promise.reject(new Error('full'));"
    path.write_text(fails + path.read_text(encoding="utf-8"), encoding="utf-8")
    page = reader.new_page()
    page.goto(host.address + "one.html")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    assert heading(page, host.address + "two.html") == "The page two"
    assert looks_right(page)
    reader.set_offline(True)
    assert heading(page, host.address + "part/three.html") == "No connection"


def test_a_browser_that_refuses(reader: BrowserContext, host: Host) -> None:
    reader.add_init_script(
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(Error('no'))"
    )
    page = reader.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    assert heading(page, host.address + "one.html") == "The page one"
    page.wait_for_timeout(200)
    assert errors == []


def test_turned_off(page: Page, reader: BrowserContext, host: Host, site: Site) -> None:
    """Readers who have a worker lose it, and what it kept."""
    offline.write_farewell(site.folder)
    (site.folder / "_static" / offline.SCRIPT).write_text("")
    page.goto(host.address + "two.html")
    page.wait_for_function(
        "navigator.serviceWorker.getRegistrations().then((all) => !all.length)"
    )
    until(page, lambda: not kept(page))
    reader.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(host.address + "part/three.html")


def test_same_site_same_worker(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    assert files_of(site.folder) == files_of(other.folder)


def test_every_file_is_in_the_table(site: Site) -> None:
    names = set(files_of(site.folder)) - {offline.WORKER}
    assert set(offline.table(site.folder)) == names
    before = (site.folder / offline.WORKER).read_bytes()
    site.build()
    assert (site.folder / offline.WORKER).read_bytes() == before
    site.write("_static/words.js", "changed")
    site.build()
    assert (site.folder / offline.WORKER).read_bytes() != before
