"""Show the course and every change of it: `python docs/_ext/serve.py [port]`.

This is `make serve`. A folder of its own, `_build/serve`, holds what is shown, so that
`_build/html` stays what `make html` has built; `watch/` says how changes get there.
"""

import errno
import fcntl
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

BUILD = Path(__file__).resolve().parents[2] / "_build"
BUILT, WATCHED = BUILD / "html", BUILD / "serve" / "html"


def site() -> Path:
    """The folder with the newest pages: before there are any, that of `make html`."""
    return WATCHED if (WATCHED / "index.html").is_file() else BUILT


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
    WATCHED.parent.mkdir(parents=True, exist_ok=True)
    with (WATCHED.parent / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("Another `make serve` of this checkout is running: use that one.")
        yield


def check() -> None:
    """Stop with a sentence if a package is missing."""
    from build_site import Stop, check_packages

    try:
        check_packages(strict=False)
    except Stop as error:
        sys.exit(str(error))


def serve(port: int) -> None:
    """Show the course, and what is changed in it, until Ctrl-C."""
    from watch.pages import WatchedPages
    from watch.shown import Shown
    from watch.watcher import Watcher

    shown = Shown()
    with only_one(), start(port, partial(WatchedPages, shown=shown)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
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


def main() -> None:
    """Look at the port, then serve."""
    try:
        port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    except ValueError:
        sys.exit(f"A port is a number, as in `make serve PORT=8001`: {sys.argv[1]!r}.")
    check()
    serve(port)


if __name__ == "__main__":
    main()
