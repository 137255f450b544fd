"""`make zip`: the site as one file that runs with `python -m http.server`."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from browser_checks import report
from browser_site import SITE, decks, documents
from browser_views import View, new_context, visit
from miniature import files_of
from playwright.sync_api import Browser

from _ext.commands import zip as zip_site

DESKTOP = View("light", 1280, 720)


def small_site(folder: Path) -> Path:
    """A site of a few files, written in no order."""
    for name in ("z.js", "index.html", "_static/a.css", "docs/page.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"the bytes of {name}", encoding="utf-8")
    return folder


def test_same_site_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b" / "a.zip"
    second.parent.mkdir()
    site = small_site(tmp_path / "site")
    zip_site.write(site, first)
    # Another day, another person's umask, files in another order on the disk.
    other = tmp_path / "other"
    for name in sorted(files_of(site), reverse=True):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes((site / name).read_bytes())
        (other / name).chmod(0o600)
        os.utime(other / name, (1e9, 1e9))
    zip_site.write(other, second)
    assert first.read_bytes() == second.read_bytes()


def test_one_folder_with_the_site_and_a_readme(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    zip_site.write(site, tmp_path / "course-1.zip")
    with zipfile.ZipFile(tmp_path / "course-1.zip") as file:
        file.extractall(tmp_path)
    found = files_of(tmp_path / "course-1")
    readme = found.pop("README.txt").decode()
    assert found == files_of(site)
    assert "python -m http.server" in readme
    assert "index.html" in readme
    assert len(readme.splitlines()) == 3


def test_the_name_says_which_course_and_version() -> None:
    name = zip_site.title(zip_site.ROOT / "pyproject.toml")
    assert re.fullmatch(r"minitorch-course-\d+(\.\d+)+", name)


def test_nothing_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_site, "BUILD", tmp_path)
    with pytest.raises(SystemExit, match="run `make html` first"):
        zip_site.main([])


def test_main_replaces_the_zip_of_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(zip_site, "BUILD", tmp_path)
    small_site(tmp_path / "html")
    (tmp_path / "minitorch-course-0.0.0.zip").touch()
    zip_site.main([])
    (packed,) = tmp_path.glob("*.zip")
    assert packed.stem == zip_site.title(zip_site.ROOT / "pyproject.toml")
    assert not list(tmp_path.glob("*.part"))
    assert packed.name in capsys.readouterr().out


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, packed and unpacked."""
    documents()
    folder = tmp_path_factory.mktemp("zip")
    zip_site.write(SITE, folder / "course.zip")
    with zipfile.ZipFile(folder / "course.zip") as file:
        file.extractall(folder)
    return folder / "course"


@pytest.fixture(scope="module")
def address(unpacked: Path) -> Iterator[str]:
    """The address of `python -m http.server` in the unpacked folder."""
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "0"]
    with subprocess.Popen(
        command,
        cwd=unpacked,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout is not None
        port = re.search(r"port (\d+)", server.stdout.readline())
        assert port is not None
        yield f"http://127.0.0.1:{port[1]}/"
        server.terminate()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("ending", "kinds"),
    [
        (".js", {"text/javascript", "application/javascript"}),
        (".mjs", {"text/javascript", "application/javascript"}),
        (".wasm", {"application/wasm"}),
    ],
)
def test_types(unpacked: Path, address: str, ending: str, kinds: set[str]) -> None:
    file = unpacked / f"_static/a{ending}"
    file.touch()
    with urlopen(f"{address}_static/a{ending}") as response:
        assert response.headers.get_content_type() in kinds
    file.unlink()


@pytest.mark.browser
@pytest.mark.parametrize(
    "name", ["index", "docs/module0/operators", "search", decks()[0].name]
)
def test_a_page_loads(address: str, browser: Browser, name: str) -> None:
    with (
        new_context(browser, DESKTOP, keeps=True) as reader,
        visit(reader, f"{address}{name}.html") as (page, ear),
    ):
        complaints = [*page.evaluate("course.formulas()"), *ear.complaints]
        assert page.locator("h1").count()
    report(name, complaints)


@pytest.mark.browser
def test_a_page_opens_by_double_click(unpacked: Path, browser: Browser) -> None:
    with (
        new_context(browser, DESKTOP) as reader,
        visit(reader, (unpacked / "index.html").as_uri()) as (page, ear),
    ):
        page.get_by_role("link", name="Lectures").first.click()
        page.evaluate("course.settled()")
    report("index.html from the disk", ear.complaints)
