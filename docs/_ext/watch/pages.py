"""Answers to browsers: the site's files, and in each page a script that shows changes.

The built files are not touched. The script is a file of this host, as the pages' policy
wants it. It asks again and again instead of holding a connection open: a browser has
six for a host, and a lecture with its speaker view is three windows.
"""

import io
import json
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from serve import Handler, site

from .shown import Shown

EXT = Path(__file__).parents[1]
SCRIPT = Path(__file__).with_name("reload.js")
TAG = '<script defer src="/-/reload.js" data-version="{}"></script>'
# No worker may keep pages that are edited, and one that does is sent away.
INSTEAD = {
    "/service-worker.js": EXT / "offline" / "farewell.js",
    "/-/reload.js": SCRIPT,
}
NOT_STARTED = "/_static/offline.js"
ERROR = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>%(code)d</title>{}</head>
<body><p>%(message)s</p></body>
</html>
"""


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
            state = self.shown.answer(asked.get("since", ""), asked.get("page", ""))
            return self.send(json.dumps(state).encode(), ".json")
        if address.path == NOT_STARTED:
            return self.send(b"", ".js")
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
        tag = TAG.format(self.shown.version)
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
