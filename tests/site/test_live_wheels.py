"""Packages for the browser come into the site, checked, and readers ask nobody else."""

import hashlib
import io
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_live import FIRST_RUN, READY
from browser_site import served
from browser_views import NO_SERVICE_WORKER
from miniature import CONF, Miniature
from playwright.sync_api import Browser

from _ext.live.fetched import Unreachable
from _ext.live.wheels import copy_wheels, files_of, lock_with_addresses, read

CELL = "import tiny, small\nprint(tiny.ANSWER, small.ANSWER)"


def wheel(name: str, answer: int) -> bytes:
    """A wheel with one module of one line."""
    info = f"{name}-1.0.dist-info"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(f"{name}.py", f"ANSWER = {answer}\n")
        file.writestr(f"{info}/METADATA", f"Name: {name}\nVersion: 1.0\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", f"{name}.py,,\n")
    return buffer.getvalue()


def facts(name: str, needs: list[str], content: bytes) -> dict[str, Any]:
    """What a lock says of it."""
    return {
        "name": name,
        "version": "1.0",
        "file_name": f"{name}-1.0-py3-none-any.whl",
        "sha256": hashlib.sha256(content).hexdigest(),
        "install_dir": "site",
        "imports": [name],
        "depends": needs,
        "package_type": "package",
        "unvendored_tests": False,
    }


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with two wheels, `tiny` and `small`, and a lock that names them."""
    folder = tmp_path / "mirror"
    folder.mkdir()
    lock = {"packages": {}}
    for name, needs, answer in (("tiny", [], 41), ("small", ["tiny"], 42)):
        content = wheel(name, answer)
        (folder / f"{name}-1.0-py3-none-any.whl").write_bytes(content)
        lock["packages"][name] = facts(name, needs, content)
    (folder / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return folder


def test_a_package_comes_with_what_it_needs(wheels: Path) -> None:
    found = files_of(wheels / "lock.json", ["small"])
    assert [name.partition("-")[0] for name in found] == ["small", "tiny"]
    for name, expected in found.items():
        assert hashlib.sha256((wheels / name).read_bytes()).hexdigest() == expected


def test_what_is_not_in_the_site_keeps_its_address(wheels: Path) -> None:
    here = files_of(wheels / "lock.json", ["tiny"])
    lock = json.loads(lock_with_addresses(wheels / "lock.json", here, "https://x/y/"))
    names = {facts["file_name"] for facts in lock["packages"].values()}
    assert names == {*here, "https://x/y/small-1.0-py3-none-any.whl"}


def test_a_mirror_or_a_folder_is_read(wheels: Path) -> None:
    with served(wheels) as address:
        assert read(address, "lock.json") == read(str(wheels), "lock.json")
        with pytest.raises(Unreachable, match=r"other\.whl could not be had from"):
            read(address, "other.whl")
    with pytest.raises(Unreachable, match="could not be had from"):
        read("http://127.0.0.1:9/", "lock.json")
    with pytest.raises(Unreachable, match="could not be had from"):
        read(str(wheels / "nowhere"), "lock.json")


def test_what_the_lock_does_not_name_never_comes_in(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("_ext.live.wheels.place", lambda name: tmp_path / name)
    monkeypatch.setenv("LIVE_WHEELS", str(wheels))
    (wheels / "tiny-1.0-py3-none-any.whl").write_bytes(wheel("tiny", 666))
    with pytest.raises(Exception, match="its hash is another one"):
        copy_wheels(wheels / "lock.json", ["tiny"], "", tmp_path)
    assert not (tmp_path / "wheels" / "stamp").exists()


@pytest.fixture
def course(wheels: Path, tmp_path: Path) -> Miniature:
    """A course whose Pyodide knows the two wheels."""
    npm = Path(sys.prefix, "npm", "node_modules")
    modules = tmp_path / "node_modules"
    shutil.copytree(npm, modules, copy_function=os.link, symlinks=True)
    path = modules / "pyodide" / "pyodide-lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    lock |= {
        "packages": lock["packages"]
        | json.loads((wheels / "lock.json").read_text("utf-8"))["packages"]
    }
    path.unlink()  # it is the one of the virtual environment
    path.write_text(json.dumps(lock), encoding="utf-8")
    course = Miniature(tmp_path / "course")
    course.cell(CELL.replace("import", "import sys; sys.path.insert(0, '.')\nimport"))
    for name, answer in (("tiny", 41), ("small", 42)):
        course.write(f"docs/{name}.py", f"ANSWER = {answer}\n")
    course.write(
        "conf.py",
        CONF.replace('"_ext.pages"]', '"_ext.pages", "_ext.live"]')
        + f"live_wheels = ['small']\n"
        "from pathlib import Path\nimport _ext.live\nimport _ext.live.wheels\n"
        f"_ext.live.packages = lambda: Path({str(modules)!r})\n"
        f"_ext.live.wheels.place = lambda name: Path({str(tmp_path)!r}, name)\n"
        "live_package_base = 'http://127.0.0.1:9/'\n",
    )
    return course


def test_without_their_host_the_site_is_built_and_says_so(course: Miniature) -> None:
    process = course.build(LIVE_WHEELS="")
    assert process.returncode == 0, process.stderr
    (line,) = [line for line in process.stdout.splitlines() if "Readers load" in line]
    assert line.startswith("Readers load small from http://127.0.0.1:9/: small-1.0")
    assert '"packages": "http://127.0.0.1:9/"' in course.page()
    course.cell("1 + 1")
    process = course.build(LIVE_WHEELS="")
    assert process.returncode == 0, process.stderr
    assert "Readers load" not in process.stdout  # it was said, and nothing has changed
    assert "Fetching" not in process.stdout


@pytest.fixture
def own_site(course: Miniature, wheels: Path) -> Iterator[str]:
    """The course, built with `LIVE_WHEELS`."""
    process = course.build(LIVE_WHEELS=str(wheels))
    assert process.returncode == 0, process.stderr
    assert "Readers load" not in process.stdout
    shutil.rmtree(wheels)
    with served(course.root / "_build/html") as address:
        yield address


@pytest.mark.browser
def test_a_reader_asks_the_site_alone(browser: Browser, own_site: str) -> None:
    context = browser.new_context()
    context.add_init_script(NO_SERVICE_WORKER)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_default_timeout(2 * FIRST_RUN)
    page.goto(f"{own_site}docs/page.html")
    page.wait_for_function(READY)
    end = page.evaluate(f"__live.cells[0].edit({CELL!r}), __live.cells[0].run()")
    shown = page.locator(".live-output").text_content()
    context.close()
    assert end["how"] == "done"
    assert shown == "41 42\n"
    assert any(url.endswith("wheels/tiny-1.0-py3-none-any.whl") for url in asked)
    # (its formulas' script is of the miniature, which leaves Sphinx' own address)
    others = [url for url in asked if not url.startswith((own_site, "data:"))]
    assert [url for url in others if "mathjax" not in url] == []
