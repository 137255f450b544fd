"""What cells print and show on its way to the page, cut where it gets too long."""

import io
import re
import time
from collections.abc import Callable

# Gives the page (kind, name, text): ("stream", "stdout" or "stderr", printed text),
# ("show", a media type, the content), ("error", the exception's name, its traceback),
# ("note", "", a sentence about the output), ("clear", "" or "wait", "").
Emit = Callable[[str, str, str], None]

# What a line has said before it began anew; the page knows what one "\r" means.
OVERWRITTEN = re.compile(r"[^\n]*\r(?=[^\r\n])")
PAUSE = 0.1  # seconds between two states of such a line

LINES = 2_000
CHARACTERS = 100_000
DISPLAYS = 200
DISPLAYED = 20_000_000  # characters of pictures and HTML

CUT = (
    f"Cut here. A cell shows up to {LINES:,} lines, {CHARACTERS:,} characters "
    f"and {DISPLAYS} pictures."
)


class Outlet:
    r"""Passes on what one cell says, in order, up to a limit.

    A line is passed on when it is complete, so that a reader sees a long loop at work;
    one that is written over and over, with `\r`, some times a second.
    Beyond the limit nothing more is passed on: an endless loop that prints must
    neither fill the reader's memory nor keep the page from hearing Stop.

    Args:
        emit: Takes what is passed on.

    >>> outlet = Outlet(lambda *what: print(what))
    >>> outlet.write("stdout", "one line\nand a half")
    ('stream', 'stdout', 'one line\n')
    >>> outlet.flush()
    ('stream', 'stdout', 'and a half')
    """

    def __init__(self, emit: Emit) -> None:
        self.emit = emit
        self.begin()

    def begin(self, quiet: bool = False) -> None:
        """Start another cell; a quiet one tells nothing but its error."""
        self.quiet = quiet
        self.cut = False
        self.lines, self.characters = LINES, CHARACTERS
        self.displays, self.displayed = DISPLAYS, DISPLAYED
        self._name, self._waiting = "stdout", ""
        self._passed_on = 0.0  # when a line was that is written over

    def write(self, name: str, text: str) -> None:
        """Take what a program prints to a stream."""
        if self.quiet or self.cut:
            return
        if name != self._name:
            self.end()
            self._name = name
        waiting = self._waiting + text
        if "\r" in waiting:
            waiting = OVERWRITTEN.sub("\r", waiting)
        complete, newline, self._waiting = waiting.rpartition("\n")
        if newline:
            self._print(complete + newline)
        if "\r" in self._waiting or len(self._waiting) > self.characters:
            self.flush()

    def flush(self) -> None:
        """Pass on a line that is not complete yet."""
        now = time.monotonic()
        if "\r" in self._waiting:
            if now - self._passed_on < PAUSE:
                return
            self._passed_on = now
        self.end()

    def end(self) -> None:
        """Pass on what is there, whatever it is."""
        waiting, self._waiting = self._waiting, ""
        self._print(waiting)

    def clear(self, wait: bool = False) -> None:
        """Take away what the cell has shown; with `wait`, once there is something new.

        What it may show is as much as before.
        """
        self.end()
        if not self.quiet:
            self.cut = False
            self.characters, self.displayed = CHARACTERS, DISPLAYED
            self.lines, self.displays = LINES, DISPLAYS
            self.emit("clear", "wait" if wait else "", "")

    def show(self, media_type: str, content: str) -> None:
        """Take a value's picture, HTML or text."""
        self.end()
        if self.quiet or self.cut:
            return
        self.displays -= 1
        if media_type == "text/plain":
            content = self._fitting(content)
        else:
            self.displayed -= len(content)
        if self.displays >= 0 and self.displayed >= 0:
            self.emit("show", media_type, content)
        else:
            self.cut = True
        self._say_if_cut()

    def error(self, name: str, traceback: str) -> None:
        """Take an error, which even a quiet cell tells."""
        self.end()
        if len(traceback) > CHARACTERS:
            half = CHARACTERS // 2
            traceback = f"{traceback[:half]}\n[...]\n{traceback[-half:]}"
        self.emit("error", name, traceback)

    def _print(self, text: str) -> None:
        if self.quiet or self.cut or not text:
            return
        if fitting := self._fitting(text):
            self.emit("stream", self._name, fitting)
        self._say_if_cut()

    def _fitting(self, text: str) -> str:
        """The part of a text that is within the limits, which become smaller by it."""
        if text.startswith("\r") and "\n" not in text:
            return text[:CHARACTERS]  # it takes the place of what was there
        fitting = text[: self.characters]
        if fitting.count("\n") > self.lines:
            fitting = "".join(fitting.splitlines(keepends=True)[: self.lines])
        self.cut = len(fitting) < len(text)
        self.characters -= len(fitting)
        self.lines -= fitting.count("\n")
        return fitting

    def _say_if_cut(self) -> None:
        if self.cut:
            self.emit("note", "", CUT)


class Stream(io.TextIOBase):
    """A file that a cell prints to: its `sys.stdout` or `sys.stderr`."""

    def __init__(self, name: str, outlet: Outlet) -> None:
        self.name = name
        self.outlet = outlet

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """As Python's own streams say."""
        return "utf-8"

    def writable(self) -> bool:
        """Returns True."""
        return True

    def write(self, text: str) -> int:
        """Pass text on.

        Raises:
            TypeError: If it is no string.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() expected a string, got {type(text).__name__}")
        self.outlet.write(self.name, text)
        return len(text)

    def flush(self) -> None:
        """Pass on a line that is not complete yet."""
        self.outlet.flush()
