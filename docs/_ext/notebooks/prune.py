"""After a good build, what no page needs any more is removed from `_build`.

jupyter-cache keeps whatever it was ever given. Its records of notebooks that have been
edited or deleted go, its folders for other states of the package go, and so do the
figures that those outputs had, and what Sphinx remembers of deleted pages. A failed
build removes nothing: whoever undoes an edit finds the results of before.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from jupyter_cache import get_cache
from myst_nb.sphinx_ import NbMetadataCollector
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx


def prune(app: Sphinx) -> None:
    """Remove what the pages of the site do not use.

    Args:
        app: Sphinx, after a build in which nothing was wrong.
    """
    cache = Path(app.config.nb_execution_cache_path)
    if cache.parent.is_dir():
        for folder in cache.parent.iterdir():
            if folder != cache:
                shutil.rmtree(folder, ignore_errors=True)
        executed = NbMetadataCollector.get_doc_data(app.env)
        named = {app.env.doc2path(n, base=False) for n, d in executed.items() if d}
        prune_cache(cache, {Path(name).as_posix() for name in named})
    prune_outputs(app, Path(app.outdir).parent / OUTPUT_FOLDER)
    kept = {Path(app.doctreedir, f"{name}.doctree") for name in app.env.found_docs}
    remove_others(Path(app.doctreedir).rglob("*.doctree"), kept)


def prune_cache(folder: Path, pages: set[str]) -> None:
    """Keep the newest outputs of each page, and none of pages that are gone.

    Pages go by their names in the course: it may have been moved since they ran.

    A page with the very code of another shares its record, and may have to run again.
    """
    cache = get_cache(folder)
    records = sorted(cache.list_cache_records(), key=lambda record: record.pk)
    newest = {record.uri: record.pk for record in records}
    kept = {pk for page, pk in newest.items() if page in pages}
    for record in records:
        if record.pk not in kept:
            cache.remove_cache(record.pk)


def prune_outputs(app: Sphinx, folder: Path) -> None:
    """Keep the figures that are in a page, and the notebooks of pages that exist."""
    kept = {Path(app.srcdir, name) for name in app.env.images}
    kept |= {folder / f"{name}.ipynb" for name in app.env.found_docs}
    remove_others(folder.glob("*.*"), kept)  # figures lie in the folder itself
    remove_others(folder.rglob("*.ipynb"), kept)


def remove_others(files: Iterable[Path], kept: set[Path]) -> None:
    """Delete the files that are not to be kept."""
    for path in set(files) - kept:
        if path.is_file():
            path.unlink()
