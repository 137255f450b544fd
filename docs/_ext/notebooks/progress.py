"""What is told while notebooks run: to a person at a terminal, and in the end to all.

A terminal has one line that counts the notebooks and names the running ones. Elsewhere,
in CI say, there is nothing to see until all are done.
"""

import shutil
import sys
import time

from .job import Job

SLOWEST = 5


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

    def begin(self, job: Job) -> None:
        """A notebook starts."""
        self.running.append(job)
        self.show()

    def end(self, job: Job) -> None:
        """A notebook has ended, well or not."""
        self.running.remove(job)
        self.done.append(job)
        self.show()

    def show(self) -> None:
        """Write the one line of a terminal, and wipe it out in the end."""
        if not sys.stdout.isatty():
            return
        names = ", ".join(job.name for job in self.running)
        line = f"{len(self.done)} of {self.total} notebooks; {names}" if names else ""
        columns = shutil.get_terminal_size().columns - 1
        print(f"\r\033[K{line[:columns]}", end="", flush=True)

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
