"""`make serve` shows what is built, as it is now, or says why it cannot."""

import socket
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest
import serve


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "index.html").write_text("<h1>first</h1>")
    monkeypatch.setattr(serve, "SITE", tmp_path)
    return tmp_path


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with serve.start(0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def get(port: int, path: str) -> tuple[Message, bytes]:
    """The headers and the body of what the server answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        return response.headers, response.read()


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
    headers, _ = get(port, f"/{name}")
    assert headers["Content-Type"] == kind


def test_a_rebuilt_page_is_shown_at_once(site: Path, port: int) -> None:
    headers, body = get(port, "/")
    assert b"first" in body
    assert headers["Cache-Control"] == "no-store"
    site.rename(site.with_name("old"))
    site.mkdir()
    (site / "index.html").write_text("<h1>second</h1>")
    _, body = get(port, "/")
    assert b"second" in body


def test_a_port_in_use(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as stopped:
            serve.start(port)
    assert str(stopped.value).startswith(f"Port {port} is in use already: choose")
    assert "make serve PORT=" in str(stopped.value)


def test_no_such_port(site: Path) -> None:
    with pytest.raises(SystemExit, match="A port is a number from 1 to 65535"):
        serve.start(70000)


def test_nothing_built(site: Path) -> None:
    (site / "index.html").unlink()
    with pytest.raises(SystemExit, match="run `make html` first"):
        serve.start(0)
