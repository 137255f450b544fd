"""One notebook that has to run: executing it, and saying what went wrong in it."""

import logging
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from myst_nb.core.config import NbParserConfig
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


# What warns, in a line of what Python writes: "<place>: UserWarning: <words>".
_WARNING = re.compile(r"^.*?: (\w*Warning: .*)$", re.MULTILINE)
MENDING = (
    "Mend what it says; where readers are to see it, print it; where it cannot be "
    "helped, give the cell the tag remove-stderr"
)


@dataclass(frozen=True)
class Failure:
    """What went wrong in a notebook: a sentence, and the details to look into."""

    sentence: str
    details: str


@dataclass
class Job:
    """A notebook that has to run, and how far it has come.

    Args:
        path, name: its file, absolute and from the root of the course.
        notebook, config: as myst-nb reads them.
        cell: the cell that runs, or ran last.
        since: when the notebook was started.
        seconds: how long each of its cells took.
    """

    path: Path
    name: str
    notebook: NotebookNode
    config: NbParserConfig
    cell: int | None = field(default=None)
    since: float = field(default=0.0)
    seconds: dict[int, float] = field(default_factory=dict)

    async def run(self, socket: str) -> float:
        """Execute the notebook in place; return the seconds that it took."""
        self.since = time.perf_counter()
        execution = self.notebook.metadata.get("execution", {})
        client = NotebookClient(
            self.notebook,
            timeout=execution.get("timeout", self.config.execution_timeout),
            allow_errors=self.config.execution_allow_errors,
            record_timing=False,
            shutdown_kernel="immediate",  # nothing of it is needed any more
            resources={"metadata": {"path": str(self.path.parent)}},
            on_cell_start=self._note_start,
            on_cell_executed=self._note_end,
            log=logging.getLogger("notebooks"),  # which does not tell of every start
        )
        # Unlike a port, a file cannot be taken by others between choosing and using it.
        manager = client.create_kernel_manager()
        manager.transport, manager.ip = "ipc", socket
        manager.connection_file = f"{socket}.json"
        quiet: dict[str, Any] = dict.fromkeys(("stdout", "stderr"), subprocess.DEVNULL)
        await client.async_execute(**quiet)
        return time.perf_counter() - self.since

    def warnings(self) -> list[Failure]:
        """What cells have written to stderr, which no page is to show by accident."""
        told = []
        for index, cell in enumerate(self.notebook.cells):
            own = cell.metadata.get(self.config.cell_metadata_key, {})
            tags = cell.metadata.get("tags", [])
            if "remove-stderr" in tags or "output_stderr" in own:
                continue
            said = "".join(
                output.text
                for output in cell.get("outputs", [])
                if output.get("name") == "stderr"
            )
            if said and self.config.output_stderr == "warn":
                found = _WARNING.search(said)
                first = found[1] if found else f"stderr: {said.strip().splitlines()[0]}"
                words = f"{self.place(index)}: {_ANSI.sub('', first)}. {MENDING}"
                told.append(Failure(words, f"{words}\n{said}"))
        return told

    def _note_start(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell = cell_index
        self.seconds[cell_index] = -time.perf_counter()

    def _note_end(self, cell: NotebookNode, cell_index: int, **_: object) -> None:
        self.seconds[cell_index] += time.perf_counter()

    def place(self, index: int | None = None) -> str:
        """File, line and cell, as in `docs/page.md:12 (code cell 2)`."""
        index = self.cell if index is None else index
        if index is None:
            return self.name
        cells = self.notebook.cells[: index + 1]
        number = sum(cell.cell_type == "code" for cell in cells)
        lines = self.notebook.metadata.get("source_map")
        line = f":{lines[index]}" if lines else ""
        return f"{self.name}{line} (code cell {number})"

    def failure(self, error: Exception) -> Failure:
        """Describe the error that ended the notebook."""
        match error:
            case CellExecutionError():
                what = f"{error.ename}: {_ANSI.sub('', error.evalue)}".strip(": ")
                details = _ANSI.sub("", error.traceback)
            case CellTimeoutError():
                what = f"it ran for more than {self.config.execution_timeout} seconds"
                details = what
            case DeadKernelError():
                what = details = "the Python that ran it died (a crash, or os._exit)"
            case _:
                what = details = f"{type(error).__name__}: {error}"
        first_line = what.splitlines()[0] if what else type(error).__name__
        place = self.place()
        return Failure(f"{place}: {first_line}", f"{place}:\n{details}")
