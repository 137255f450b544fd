"""A `make serve` of a small course, as a person at a terminal and a browser see it."""

import json
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from miniature import Miniature

PATIENCE = 300  # seconds; machines that run the tests may be busy
SERVE = ["docs/_ext", "serve", "0"]


class Serving:
    """The process, what it has printed, and what it answers."""

    def __init__(self, course: Miniature) -> None:
        """Start it, and wait until it has a port."""
        self.course = course
        self.printed: list[str] = []
        self.lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-u", *SERVE],
            cwd=course.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        try:
            self.port = int(self.line(r"at http://127.0.0.1:(\d+)/")[1])
        except AssertionError:
            self.interrupt()
            raise

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.printed.append(line)
            self.lines.put(line)

    def line(self, pattern: str) -> re.Match[str]:
        """Wait until a line like this is printed, after those that were asked for."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, end - time.monotonic()))
            except queue.Empty:
                raise AssertionError("".join([pattern, "\n", *self.printed])) from None
            if found := re.search(pattern, line):
                return found

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def state(self, **asked: str) -> Any:
        """What a page is told that asks how things are."""
        return json.loads(self.get(f"/-/state?{urlencode(asked)}")[1])

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "".join(self.printed)
            time.sleep(0.05)

    def shows(self, words: str, path: str = "/docs/page.html") -> None:
        """Wait until a page has the words."""
        self.until(lambda: words in self.get(path)[1].replace("<span></span>", ""))

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(PATIENCE)
        self.close()
        return status

    def close(self) -> None:
        """Read what is left of what it has printed."""
        self.reader.join(10)
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def serving(course: Miniature) -> Iterator[Serving]:
    """Serve a course; whatever happens, end it."""
    served = Serving(course)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.interrupt()
        served.close()


def processes_in(folder: Path) -> dict[int, str]:
    """The commands that run in a folder, or with one of its files, by their number."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().replace("\0", " ")
            where = (process / "cwd").readlink()
        except OSError:
            continue  # it has ended, or is not ours
        if str(folder) in command or folder in (where, *where.parents):
            found[int(process.name)] = command
    return found
