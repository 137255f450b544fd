"""A host that knows what it was asked, and can be slow or broken."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from _ext.commands.serve import Handler, Server


class Host:
    """What the host does with a request; a test may change it at any time."""

    def __init__(self) -> None:
        """Answer all requests at once; the browser's own cache may keep nothing."""
        self.address = ""
        self.asked: list[str] = []
        self.headers = {"Cache-Control": "no-store"}
        self.status = 0  # or the only status that it answers with
        self.answers = threading.Event()  # unset: it takes requests and says nothing
        self.answers.set()


class HostHandler(Handler):
    """Does what its host says."""

    def __init__(self, *request: object, host: Host, directory: str) -> None:
        """Serve a folder for a host."""
        self.host = host
        super().__init__(*request, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer late, wrongly, or with the file."""
        self.host.asked.append(self.path)
        self.host.answers.wait(60)
        if self.host.status:
            self.send_error(self.host.status)
        else:
            super().do_GET()

    def send_response(self, code: int, message: str | None = None) -> None:
        """Add the host's headers."""
        super().send_response(code, message)
        for name, value in self.host.headers.items():
            super().send_header(name, value)

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out what the host says itself."""
        if keyword not in self.host.headers:
            super().send_header(keyword, value)

    def log_message(self, *what: object) -> None:
        """Say nothing."""


@contextmanager
def hosted(folder: Path) -> Iterator[Host]:
    """Serve a folder on a free port of this machine."""
    host = Host()
    handler = partial(HostHandler, host=host, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        host.address = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield host
        finally:
            host.answers.set()
            server.shutdown()
            thread.join()
