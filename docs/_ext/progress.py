"""What is told while notebooks run: to a person at a terminal, and in the end to all.

A terminal has one line that counts the notebooks and names the running ones with their
times. Elsewhere, in CI say, there is nothing to see until all are done.
"""

import shutil
import sys
import threading
import time
from types import TracebackType

from notebook_job import Job

SLOWEST = 5
_EVERY = 0.5  # seconds


class Progress:
    """Counts the notebooks that are done, and knows those that run.

    Args:
        total: How many there are.
    """

    def __init__(self, total: int) -> None:
        """Begin with none done."""
        self.total, self.since = total, time.perf_counter()
        self.running: list[Job] = []
        self.done: list[Job] = []
        self.over = threading.Event()
        self.writer = threading.Thread(target=self._write, daemon=True)

    def begin(self, job: Job) -> None:
        """A notebook starts."""
        self.running.append(job)

    def end(self, job: Job) -> None:
        """A notebook has ended, well or not."""
        self.running.remove(job)
        self.done.append(job)

    def line(self) -> str:
        """The one line of a terminal."""
        now = time.perf_counter()
        running = [f"{job.name} {now - job.since:.0f} s" for job in self.running]
        return f"{len(self.done)} of {self.total} notebooks; " + ", ".join(running)

    def summary(self) -> list[str]:
        """How long everything took, and the cells that took longest."""
        seconds = time.perf_counter() - self.since
        noun = "notebook" if self.total == 1 else "notebooks"
        done = [(s, job, i) for job in self.done for i, s in job.seconds.items()]
        cells = [cell for cell in done if cell[0] >= 0]  # text never ends, nor an error
        slowest = sorted(cells, key=lambda cell: cell[0], reverse=True)[:SLOWEST]
        return [
            f"Ran {self.total} {noun} in {seconds:.1f} s; the slowest cells:",
            *(f"  {s:5.1f} s  {job.place(index)}" for s, job, index in slowest),
        ]

    def _write(self) -> None:
        columns = shutil.get_terminal_size().columns - 1
        while not self.over.wait(_EVERY):
            print(f"\r\033[K{self.line()[:columns]}", end="", flush=True)
        print("\r\033[K", end="", flush=True)

    def __enter__(self) -> "Progress":
        """Start the line, if there is a terminal to write it on."""
        if sys.stdout.isatty():
            self.writer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the line; say how long it took unless it was broken off."""
        self.over.set()
        if self.writer.is_alive():
            self.writer.join()
        if kind is None:
            print("\n".join(self.summary()), flush=True)
