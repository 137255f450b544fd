"""Runs the notebooks before Sphinx reads them, and keeps what their cells have shown.

MyST-NB can run notebooks, but one after the other, and it takes a cell's old output for
fresh when the package has changed. So a room of our own: several notebooks at a time,
each in an ordinary Jupyter kernel that nbclient drives; outputs kept in jupyter-cache,
where MyST-NB finds them; the cache named after everything that outputs depend on; all
failing cells in one report, by file, line, cell and error.

    fresh.py      what outputs depend on, and the kernels' environment
    kernel/       settings of IPython in the kernels
    run.py        runs what the cache does not hold, several at a time
    job.py        one notebook: runs it, and says what went wrong in it
    progress.py   what is told meanwhile
    prune.py      removes what no page needs any more, after a good build
"""

from typing import Any

from sphinx.application import Sphinx

from . import fresh, run


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    app.setup_extension("myst_nb")
    fresh.register(app)
    run.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
