"""Cells run from hosts as they are; what one does not give is said soon."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from browser_live import FIRST_RUN, PAGE, READY, need_live_cells
from browser_site import SITE
from browser_views import NO_SERVICE_WORKER
from playwright.sync_api import Browser, Page

from _ext.commands.serve import Handler, Server

pytestmark = pytest.mark.browser
SECONDS = 30  # within which a reader must know; on a quiet machine it is half of that
# What servers say of the files that cells load, as far as it differs from ours.
TYPES = {
    "Python's": {".mjs": "text/plain", ".whl": "application/octet-stream"},
    "one that knows no WebAssembly": {".wasm": "application/octet-stream"},
    "one that says nothing": {".wasm": "", ".bz2": "", ".zip": "", ".json": ""},
    "one that takes all for text": {
        ".wasm": "text/plain",
        ".bz2": "text/plain",
        ".zip": "text/plain",
        ".mjs": "text/plain",
    },
    "Apache's": {".js": "text/javascript", ".bz2": "application/x-bzip", ".mjs": ""},
    "GitHub Pages": {
        ".js": "application/javascript; charset=utf-8",
        ".bz2": "application/x-bzip2",
        ".wasm": "application/wasm",
    },
}


@dataclass
class Rules:
    """What a host does with which files: types by their ending, the rest by name."""

    types: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    missing: str = "^$"
    silent: str = "^$"
    cut: str = "^$"
    end: Event = field(default_factory=Event)


class RuledHandler(Handler):
    """Follows the rules."""

    def __init__(self, *request: object, rules: Rules) -> None:
        self.rules = rules
        super().__init__(*request, directory=str(SITE))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer as the rules say."""
        if re.search(self.rules.silent, self.path):
            self.rules.end.wait(60)
        elif re.search(self.rules.missing, self.path):
            self.send_error(404)
        elif re.search(self.rules.cut, self.path):
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"\0asm")
            self.rules.end.wait(60)
        else:
            super().do_GET()

    def guess_type(self, path: Any) -> str:
        """The type that the rules give to a file."""
        return self.rules.types.get(Path(path).suffix, super().guess_type(path))

    def send_header(self, keyword: str, value: str) -> None:
        """Leave out an empty type."""
        if value:
            super().send_header(keyword, value)

    def end_headers(self) -> None:
        """Add the rules' headers."""
        for name, value in self.rules.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *what: object) -> None:
        """Say nothing."""


@contextmanager
def ruled(rules: Rules) -> Iterator[str]:
    """Serve the site by rules; the value is its address."""
    with Server(("127.0.0.1", 0), partial(RuledHandler, rules=rules)) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            rules.end.set()
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module", autouse=True)
def _live_site() -> None:
    need_live_cells()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """The page, by a reader who has nothing of it."""
    context = browser.new_context()
    context.add_init_script(NO_SERVICE_WORKER)
    page = context.new_page()
    page.set_default_timeout(2 * FIRST_RUN)
    page.goto(address + PAGE)
    page.wait_for_function(READY)
    yield page
    context.close()


def run(page: Page) -> tuple[str, str]:
    """Press Run on the first cell: how it ended, and the sentence about it."""
    end = page.evaluate("__live.cells[0].run()")
    return end["how"], note(page)


def note(page: Page) -> str:
    """The sentence about the first cell, or nothing."""
    found = page.locator("div.cell").first.locator(".live-note")
    return found.text_content() or "" if found.count() else ""


# Runs the first cell; how it ends, and after how many seconds by the page's own clock.
START = """() => {
  const began = performance.now();
  window.ended = __live.cells[0].run()
    .then((end) => [end, (performance.now() - began) / 1000]);
}"""


@pytest.mark.parametrize("name", TYPES)
def test_types_that_are_wrong_or_missing(browser: Browser, name: str) -> None:
    headers = {"X-Content-Type-Options": "nosniff"}
    with ruled(Rules(TYPES[name], headers)) as host, opened(browser, host) as page:
        assert run(page) == ("done", "")


# What a host does not do, and what is said of it.
REASONS = [
    (Rules(missing="worker-"), r"worker-\w+\.js could not be loaded"),
    (Rules(missing=r"pyodide\.asm\.js"), r"pyodide\.asm\.js"),
    (Rules(missing=r"\.wasm"), r"pyodide\.asm\.wasm: the answer was 404"),
    (Rules(missing=r"stdlib"), r"python_stdlib\.zip: the answer was 404"),
    (Rules(missing=r"minitorch-"), r"minitorch-\w+\.tar\.bz2: the answer was 404"),
    (
        Rules(headers={"Content-Security-Policy": "script-src 'self'"}),
        "Content Security Policy",
    ),
    (Rules(headers={"Content-Security-Policy": "worker-src 'none'"}), "worker-"),
]
SILENCES = [
    (Rules(silent="worker-"), r"worker-\w+\.js did not come in 12 seconds"),
    (Rules(silent=r"\.wasm"), "nothing came for 12 seconds"),
    (Rules(cut=r"\.wasm"), "nothing came for 12 seconds"),
]


def is_said(end: tuple[str, str], reason: str) -> None:
    """Fail unless this is the reason that is given, and what to do."""
    how, words = end
    assert how == "unavailable"
    assert re.match(rf"Python could not be loaded \(.*{reason}.*\); Run tries", words)
    assert words.endswith("What is shown is still the output of the page.")


@pytest.mark.parametrize(
    ("rules", "reason"),
    REASONS,
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_a_host_does_not_give_is_said(
    browser: Browser, rules: Rules, reason: str
) -> None:
    with ruled(rules) as host, opened(browser, host) as page:
        is_said(run(page), reason)


def test_what_a_host_keeps_back_is_said_soon(browser: Browser) -> None:
    """All hosts are asked at the same time, since each is waited for."""
    with ExitStack() as stack:
        hosts = [stack.enter_context(ruled(rules)) for rules, _ in SILENCES]
        pages = [stack.enter_context(opened(browser, host)) for host in hosts]
        for page in pages:
            page.evaluate(START)
        for page, (_, reason) in zip(pages, SILENCES, strict=True):
            end, seconds = page.evaluate("window.ended")
            is_said((end["how"], note(page)), reason)
            assert seconds < SECONDS


# -- servers that are here ------------------------------------------------------
NGINX = """\
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/log;
events {{}}
http {{
  include {etc}/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {site}; }}
}}
"""
SERVERS = {
    "nginx": (NGINX, ["-p", "{folder}", "-c", "{config}"]),
    "caddy": ("", ["file-server", "--root", "{site}", "--listen", "127.0.0.1:{port}"]),
}


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_as_it_is_installed(
    browser: Browser, name: str, tmp_path: Path
) -> None:
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed here")
    root = Path(program).parents[2]
    facts = {
        "folder": str(tmp_path),
        "etc": root / "etc",
        "user": "user root;" if os.geteuid() == 0 else "",
        "site": str(SITE),
        "port": free_port(),
        "config": str(tmp_path / "config"),
    }
    text, arguments = SERVERS[name]
    (tmp_path / "config").write_text(text.format(**facts), encoding="utf-8")
    tmp_path.chmod(0o755)
    command = [program, *(one.format(**facts) for one in arguments)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        try:
            until_it_listens(int(str(facts["port"])))
            with opened(browser, f"http://127.0.0.1:{facts['port']}/") as page:
                assert run(page) == ("done", "")
        finally:
            server.terminate()


def until_it_listens(port: int) -> None:
    """Wait until somebody listens to the port."""
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
