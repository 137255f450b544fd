"""`make serve` answers with what is built, as it is now, or says why it cannot."""

import json
import socket
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from _ext.commands import serve
from _ext.commands.serve import WatchedPages
from _ext.commands.watch import Shown, differences, snapshot
from _ext.inputs import files_under

PAGE = "<html><head><title>Page</title></head><body>first</body></html>"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "index.html").write_text(PAGE)
    monkeypatch.setattr(serve, "SITE", tmp_path)
    monkeypatch.setattr(serve, "SHOWN", tmp_path / "none")
    return tmp_path


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def port(site: Path, shown: Shown) -> Iterator[int]:
    with serve.start(0, partial(WatchedPages, shown=shown)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str) -> tuple[int, Message, bytes]:
    """The status, the headers and the body of what the server answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.headers, response.read()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.mjs", "text/javascript"),
        ("a.js", "text/javascript"),
        ("a.wasm", "application/wasm"),
        ("a.svg", "image/svg+xml"),
        ("a.css", "text/css"),
        ("a.html", "text/html; charset=utf-8"),
    ],
)
def test_types_do_not_depend_on_the_machine(
    site: Path, port: int, name: str, kind: str
) -> None:
    (site / name).write_text("x")
    _, headers, _ = get(port, f"/{name}")
    assert headers["Content-Type"] == kind


def test_a_rebuilt_page_is_shown_at_once(site: Path, port: int) -> None:
    _, headers, body = get(port, "/")
    assert b"first" in body
    assert headers["Cache-Control"] == "no-store"
    site.rename(site.with_name("old"))
    site.mkdir()
    (site / "index.html").write_text("<h1>second</h1>")
    assert b"second" in get(port, "/")[2]


def test_a_page_gets_a_script_that_its_file_does_not_have(
    site: Path, port: int, shown: Shown
) -> None:
    for path in ("/", "/index.html", "/index.html?print-pdf"):
        _, headers, body = get(port, path)
        script = f'<script defer src="/-/reload.js" data-version="{shown.version}">'
        assert body.decode().count(script) == 1, path
        assert int(headers["Content-Length"]) == len(body)
        finds = '<script defer src="/-/findings.js"></script>\n'
        assert body.decode().count(finds) == 1, path
        without = body.decode().replace(f"{script}</script>\n", "").replace(finds, "")
        assert without == PAGE == (site / "index.html").read_text()
    for name in ("reload", "findings"):
        assert get(port, f"/-/{name}.js")[1]["Content-Type"] == "text/javascript"


def test_other_files_are_sent_as_they_are(site: Path, port: int) -> None:
    (site / "a.svg").write_text("<svg><head></head></svg>")
    assert get(port, "/a.svg")[2] == b"<svg><head></head></svg>"


def test_a_missing_page_comes_by_itself_when_it_is_there(port: int) -> None:
    status, _, body = get(port, "/missing.html")
    assert status == 404
    assert b"/-/reload.js" in body


def test_before_anything_is_built(site: Path, port: int) -> None:
    (site / "index.html").unlink()
    status, _, body = get(port, "/")
    assert status == 503
    assert b"The course is being built" in body
    assert b"/-/reload.js" in body


def test_nothing_outside_of_the_site_is_sent(site: Path, port: int) -> None:
    (site.parent / "secret.html").write_text("<head></head>secret")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html"):
        assert b">secret" not in get(port, path)[2]


def test_no_service_worker_keeps_pages(site: Path, port: int) -> None:
    (site / "service-worker.js").write_text("keep everything")
    (site / "_static").mkdir()
    (site / "_static" / "offline.js").write_text("register the worker")
    worker = get(port, "/service-worker.js")[2].decode()
    assert "unregister" in worker
    assert "fetch" not in worker
    assert get(port, "/_static/offline.js?v=1")[2] == b""


def test_a_page_is_told_what_has_changed(port: int, shown: Shown) -> None:
    def told(since: str) -> dict[str, object]:
        answer = get(port, f"/-/state?since={since}")[2]
        return dict(json.loads(answer))

    first = str(shown.version)
    assert told(first)["changed"] == []
    shown.publish({"docs/a.html"})
    second = str(shown.version)
    shown.publish({"docs/b.html", "_static/deck.css"})
    assert told(first)["changed"] == ["_static/deck.css", "docs/a.html", "docs/b.html"]
    assert told(second)["changed"] == ["_static/deck.css", "docs/b.html"]
    assert told(str(shown.version))["changed"] == []
    shown.say("To mend: it", wrong=True)
    assert (told(second)["told"], told(second)["wrong"]) == ("To mend: it", True)


@pytest.mark.parametrize("since", ["", "1", "NaN", "99x"])
def test_a_page_from_before_a_restart_loads_again(shown: Shown, since: str) -> None:
    assert shown.answer(since)["changed"] is None


def test_a_port_in_use(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as stopped:
            serve.start(port, WatchedPages)
    assert str(stopped.value).startswith(f"Port {port} is in use already: choose")
    assert "make serve PORT=" in str(stopped.value)


def test_no_such_port(site: Path) -> None:
    with pytest.raises(SystemExit, match="A port is a number from 1 to 65535"):
        serve.start(70000, WatchedPages)


def test_the_files_that_are_watched() -> None:
    seen = snapshot()
    for name in ("conf.py", "index.md", "minitorch/scalar.py", "docs/_static/deck.css"):
        assert name in seen
    assert not [name for name in seen if "__pycache__" in name or "_build" in name]
    assert differences(seen, seen | {"docs/new.md": (0, 0)}) == {"docs/new.md"}


def test_what_an_editor_leaves_beside_a_file_is_no_source(tmp_path: Path) -> None:
    for name in ("page.md", "page.md~", "#page.md#", ".page.md.swp", ".#page.md"):
        (tmp_path / name).touch()
    assert [path.name for path in files_under(tmp_path)] == ["page.md"]
