"""Show the course and every change of it: `python docs/_ext serve [port]`.

This is `make serve`. A folder of its own, `_build/serve`, holds what is shown, so that
`_build/html` stays what `make html` has built. The built files are not touched: each
page gets a script on its way, a file of this host, as the pages' policy wants it. It
asks again and again instead of holding a connection open: a browser has six for a host,
and a lecture with its speaker view is three windows.
"""

import errno
import fcntl
import io
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO
from urllib.parse import parse_qs, urlsplit

from ..inputs import ROOT
from .build import SITE, Stop, check_packages
from .rebuild import SHOWN
from .watch import Shown, Watcher

SCRIPT = Path(__file__).with_name("reload.js")
FINDINGS = Path(__file__).with_name("findings.js")
CHECKS = ROOT / "tests" / "site" / "browser_scripts"  # those of `make check`
WORKER = Path(__file__).parents[1] / "hosting" / "worker"
TAG = '<script defer src="/-/reload.js" data-version="{}"></script>'
FIND = '<script defer src="/-/findings.js"></script>'
# No worker may keep pages that are edited, and one that does is sent away.
INSTEAD = {
    "/-/reload.js": SCRIPT,
    "/service-worker.js": WORKER / "farewell.js",
    "/_static/offline.js": Path("/dev/null"),
}
ERROR = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>%(code)d</title>{}</head>
<body><p>%(message)s</p></body>
</html>
"""


def site() -> Path:
    """The folder with the newest pages: before there are any, that of `make html`."""
    return SHOWN if (SHOWN / "index.html").is_file() else SITE


def findings() -> bytes:
    """The checks of `make check` that a page can make of itself, and who shows them."""
    checks = [path for path in sorted(CHECKS.glob("*.js")) if path.name[:1] in "abcdg"]
    parts = [path.read_bytes() for path in [*checks, FINDINGS]] if checks else []
    return b"\n".join(parts)


class Handler(SimpleHTTPRequestHandler):
    """Files as they are now: nothing is cached, and the types never vary by machine."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".css": "text/css",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
    }

    def end_headers(self) -> None:
        """Ask the browser to load each file again after a rebuild."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing about requests that succeed."""
        if str(getattr(code, "value", code)) >= "400":
            super().log_request(str(code), str(size))

    def log_error(self, *arguments: object) -> None:
        """The request's own line is enough."""


class Server(ThreadingHTTPServer):
    """A server that does not report a browser which closes a connection early."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Report errors of ours only."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class WatchedPages(Handler):
    """The site as it is now."""

    def __init__(self, *request: object, shown: Shown) -> None:
        """Serve the folder with the newest pages."""
        self.shown = shown
        self.error_message_format = ERROR.format(TAG.format(shown.version))
        super().__init__(*request, directory=str(site()))  # type: ignore[arg-type]

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the state, a file in another's place, a page, or a file."""
        address = urlsplit(self.path)
        if address.path == "/-/state":
            asked = {key: value[0] for key, value in parse_qs(address.query).items()}
            state = self.shown.answer(asked.get("since", ""))
            return self.send(json.dumps(state).encode(), ".json")
        if address.path == "/-/findings.js":
            return self.send(findings(), ".js")
        if address.path in INSTEAD:
            return self.send(INSTEAD[address.path].read_bytes(), ".js")
        page = self.page()
        if page is not None:
            return self.send(self.with_script(page.read_text("utf-8")), ".html")
        return super().send_head()

    def list_directory(self, path: object) -> None:
        """A folder is no page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def page(self) -> Path | None:
        """The page at this address, None if there is another file or none."""
        path = Path(self.translate_path(self.path))
        if urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        if path.suffix != ".html" or not path.is_file():
            return None
        return path

    def with_script(self, page: str) -> bytes:
        """The page with the script that shows changes."""
        tag = f"{TAG.format(self.shown.version)}\n{FIND}"
        return page.replace("</head>", f"{tag}\n</head>", 1).encode()

    def send(self, body: bytes, kind: str) -> io.BytesIO:
        """Send the head of an answer, and return its body."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.extensions_map[kind])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def send_error(
        self, code: int, message: str | None = None, explain: str | None = None
    ) -> None:
        """Say so when there is nothing to show yet; the page comes by itself."""
        if code == HTTPStatus.NOT_FOUND and not (site() / "index.html").is_file():
            code, message = 503, "The course is being built: this page comes by itself."
        super().send_error(code, message, explain)


def start(port: int, handler: Callable[..., Any]) -> Server:
    """A server at the port of this machine.

    Args:
        port: its number; 0 for any that is free.
        handler: answers a request.

    Raises:
        SystemExit: with a sentence, when the port cannot be had.
    """
    try:
        return Server(("127.0.0.1", port), handler)
    except OverflowError:
        sys.exit(f"A port is a number from 1 to 65535, and {port} is not one.")
    except OSError as error:
        reason = {
            errno.EADDRINUSE: f"Port {port} is in use already",
            errno.EACCES: f"Port {port} is not open to you",
        }.get(error.errno or 0, f"Port {port} cannot be used ({error})")
        other = port + 1 if 1024 <= port < 65535 else 8001
        sys.exit(f"{reason}: choose another one, as in `make serve PORT={other}`.")


@contextmanager
def only_one() -> Iterator[None]:
    """Let no other `make serve` of this checkout write the same folder.

    Raises:
        SystemExit: with a sentence, if there is one.
    """
    SHOWN.parent.mkdir(parents=True, exist_ok=True)
    with (SHOWN.parent / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("Another `make serve` of this checkout is running: use that one.")
        yield


def serve(port: int) -> None:
    """Show the course, and what is changed in it, until Ctrl-C."""
    shown = Shown()
    with only_one(), start(port, partial(WatchedPages, shown=shown)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(
            f"The course is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)",
            flush=True,
        )
        watcher = Watcher(shown)
        try:
            watcher.run()
        except KeyboardInterrupt:
            print()
        finally:
            watcher.stop()
            server.shutdown()


def main(arguments: list[str]) -> None:
    """Look at the port and the packages, then serve."""
    try:
        port = int(arguments[0]) if arguments else 8000
    except ValueError:
        sys.exit(f"A port is a number, as in `make serve PORT=8001`: {arguments[0]!r}.")
    try:
        check_packages(strict=False)
    except Stop as error:
        sys.exit(str(error))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends like Ctrl-C
    serve(port)
