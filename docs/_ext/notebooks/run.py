"""Run what the cache does not hold, several notebooks at a time.

Their outputs go into the jupyter-cache in which myst-nb then finds them. When cells
fail, all failing notebooks are reported together, each by file, line, cell and error.
`NOTEBOOKS_AT_ONCE=1 make html` runs them one by one.
"""

import asyncio
import os
import re
from collections.abc import Coroutine, Iterable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.config import NbParserConfig
from myst_nb.core.read import create_nb_reader
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from ..inputs import ROOT
from .fresh import SeenByFew, read_states, write_look, write_states
from .job import Failure, Job
from .progress import Progress

# The name of a socket has some 100 characters at most, so it cannot be in _build.
SHORT_FOLDER = "/tmp" if Path("/tmp").is_dir() else None
SVG = "image/svg+xml"
OVERWRITTEN = re.compile(r"[^\n]*\r(?=[^\n\r])")
# One more than there are processors: while a kernel starts, it waits, too.
AT_ONCE = int(os.environ.get("NOTEBOOKS_AT_ONCE") or 1 + (os.cpu_count() or 1))


class NotebooksFailed(SphinxError):
    """Some cells did not run; the message holds a paragraph for each notebook."""

    category = "Notebooks failed"

    def __init__(self, failures: list[Failure]) -> None:
        """Keep what is wrong, a sentence each, beside the details."""
        super().__init__("\n\n".join(failure.details for failure in failures))
        self.problems = [failure.sentence for failure in failures]


def notebooks(app: Sphinx, docnames: Iterable[str]) -> Iterator[Job]:
    """The notebooks among the pages, read as myst-nb is going to read them."""
    env: Any = app.env
    for docname in docnames:
        path = Path(env.doc2path(docname))
        config: NbParserConfig = env.mystnb_config
        if any(path.match(pattern) for pattern in config.execution_excludepatterns):
            continue
        text = path.read_text(encoding="utf-8")
        try:
            reader = create_nb_reader(str(path), env.myst_config, config, text)
            if reader is None:
                continue
            notebook = reader.read(text)
            config = config.copy(**notebook.metadata.get(config.metadata_key, {}))
        except Exception:  # noqa: BLE001, S112
            continue  # myst-nb reads the page again, and reports what is wrong with it
        if config.execution_mode == "cache" and not config.execution_in_temp:
            name = path.relative_to(app.srcdir).as_posix()
            yield Job(path, name, notebook, config)


def not_cached(jobs: Iterable[Job], stale: Set[str] = frozenset()) -> list[Job]:
    """The jobs without outputs in the cache, one for each different notebook.

    Args:
        jobs: the notebooks of the pages that are to be read.
        stale: the names of pages that now see something else than their outputs did.
    """
    wanted: dict[tuple[str, str], Job] = {}
    for job in jobs:
        folder = job.config.execution_cache_path
        cache = get_cache(folder)
        try:
            cache.match_cache_notebook(job.notebook)
            if job.name not in stale:
                continue
        except KeyError:
            pass
        _, key = cache.create_hashed_notebook(job.notebook)
        wanted.setdefault((folder, key), job)
    return list(wanted.values())


async def run_all(jobs: list[Job], folder: str, progress: Progress) -> list[Failure]:
    """Run the jobs, store the outputs of those that succeed, return the failures."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def run(number: int, job: Job) -> list[Failure]:
        async with turn:
            progress.begin(job)
            try:
                seconds = await job.run(f"{folder}/{number}")
            except Exception as error:  # noqa: BLE001  (all are reported)
                return [job.failure(error)]
            finally:
                progress.end(job)
        join_streams(job.notebook)
        show_once(job.notebook)
        told = job.warnings()
        if not told:
            store(job, seconds)
        return told

    results = await asyncio.gather(*(run(*item) for item in enumerate(jobs)))
    return [failure for failures in results for failure in failures]


def join_streams(notebook: NotebookNode) -> None:
    """Make one piece of what a cell printed in a row, as it stands in the end.

    Kernels send printed text in pieces that depend on how fast the machine happens to
    be, and each piece would become a box of its own. Of a line that was written over
    and over, with carriage returns, the last state stays.
    """
    for cell in notebook.cells:
        joined: list[NotebookNode] = []
        for output in cell.get("outputs", []):
            last = joined[-1] if joined else {}
            if "text" in output and output.get("name") == last.get("name"):
                last["text"] += output["text"]
            else:
                joined.append(output)
        for output in joined:
            if output.get("output_type") == "stream":
                output["text"] = OVERWRITTEN.sub("", output["text"]).replace("\r", "")
        if cell.cell_type == "code":
            cell.outputs = joined


def show_once(notebook: NotebookNode) -> None:
    """Drop the second picture of a cell that ends in a figure of matplotlib.

    The cell's last line shows it, and once more does matplotlib, which shows whatever
    is open when a cell ends.
    """
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        pictures = [output.get("data", {}).get(SVG) for output in outputs]
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for i, output in enumerate(outputs)
                if not pictures[i] or pictures[i] not in pictures[:i]
            ]


def store(job: Job, seconds: float) -> None:
    """Put the executed notebook into the cache in which myst-nb looks."""
    bundle = CacheBundleIn(job.notebook, job.name, data={"execution_seconds": seconds})
    cache = get_cache(job.config.execution_cache_path)
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


def in_thread(work: Coroutine[Any, Any, list[Failure]]) -> list[Failure]:
    """Run the coroutine outside the main thread, and cancel it on Ctrl-C.

    In the main thread nbclient would install a handler of its own for Ctrl-C, which
    ends one kernel and lets the build go on.
    """
    running: Future[Any] = Future()

    async def main() -> list[Failure]:
        running.set_result((asyncio.get_running_loop(), asyncio.current_task()))
        return await work

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(asyncio.run, main())
        try:
            return done.result()
        except KeyboardInterrupt:
            loop, task = running.result()
            loop.call_soon_threadsafe(task.cancel)  # nbclient then ends its kernels
            with suppress(asyncio.CancelledError):
                done.result()
            raise


def check_package() -> None:
    """Look for a file of the package that is no Python: every notebook would fail.

    Raises:
        NotebooksFailed: there is one; the message names it.
    """
    for path in sorted((ROOT / "minitorch").rglob("*.py")):
        try:
            compile(path.read_bytes(), path, "exec", dont_inherit=True)
        except SyntaxError as error:
            name = path.relative_to(ROOT).as_posix()
            sentence = f"{name}:{error.lineno}: {type(error).__name__}: {error.msg}"
            raise NotebooksFailed([Failure(sentence, sentence)]) from None


def give_look() -> None:
    """Have all kernels draw in the look that the package has now.

    Raises:
        NotebooksFailed: the package's look cannot be imported.
    """
    if said := write_look():
        sentence = f"minitorch/plot/charts/look.py: {said.strip().splitlines()[-1]}"
        raise NotebooksFailed([Failure(sentence, said)])


def run_notebooks(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Execute what the pages to be read need and the cache does not hold."""
    pages = list(notebooks(app, docnames))
    then, few = read_states(app.config), SeenByFew()
    now = {job.name: few.by(job.path) for job in pages}
    stale = {name for name, state in now.items() if state != then.get(name, "")}
    jobs = not_cached(pages, stale)
    # While they run, the cache may hold outputs of both states.
    write_states(app.config, {n: s for n, s in then.items() if n not in stale})
    if not jobs:
        return
    check_package()
    give_look()
    # The longest go first, so that none is left over to run alone in the end.
    jobs.sort(key=lambda job: job.path.stat().st_size, reverse=True)
    progress = Progress(len(jobs))
    with TemporaryDirectory(prefix="minitorch-", dir=SHORT_FOLDER) as folder:
        failures = in_thread(run_all(jobs, folder, progress))
    print("\n".join(progress.summary()), flush=True)
    if failures:
        raise NotebooksFailed(failures)
    write_states(app.config, then | now)


def register(app: Sphinx) -> None:
    """Run the notebooks before pages are read."""
    app.connect("env-before-read-docs", run_notebooks)
