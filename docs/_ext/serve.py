"""Show the built site: `python docs/_ext/serve.py [port]`, used by `make serve`."""

import errno
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parents[2] / "_build" / "html"


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


def start(port: int) -> Server:
    """A server at the port of this machine.

    Raises:
        SystemExit: with a sentence, when nothing is built or the port cannot be had.
    """
    if not (SITE / "index.html").is_file():
        sys.exit("There is nothing to show yet: run `make html` first.")
    try:
        return Server(("127.0.0.1", port), partial(Handler, directory=str(SITE)))
    except OverflowError:
        sys.exit(f"A port is a number from 1 to 65535, and {port} is not one.")
    except OSError as error:
        reason = {
            errno.EADDRINUSE: f"Port {port} is in use already",
            errno.EACCES: f"Port {port} is not open to you",
        }.get(error.errno or 0, f"Port {port} cannot be used ({error})")
        other = port + 1 if 1024 <= port < 65535 else 8001
        sys.exit(f"{reason}: choose another one, as in `make serve PORT={other}`.")


def main() -> None:
    """Serve until Ctrl-C."""
    try:
        port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    except ValueError:
        sys.exit(f"A port is a number, as in `make serve PORT=8001`: {sys.argv[1]!r}.")
    with start(port) as server:
        print(f"The course is at http://127.0.0.1:{server.server_port}/ (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
