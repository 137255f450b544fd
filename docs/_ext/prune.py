"""After a good build, what no page needs any more is removed from `_build`.

jupyter-cache keeps whatever it was ever given. Its records of notebooks that have been
edited or deleted go, its folders for other states of the package go, and so do the
figures that those outputs had, and what Sphinx remembers of deleted pages. A failed
build removes nothing: whoever undoes an edit finds the results of before.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jupyter_cache import get_cache
from jupyter_cache.cache.db import NbCacheRecord
from myst_nb.sphinx_ext import OUTPUT_FOLDER
from sphinx.application import Sphinx


def note_keys(env: Any, docnames: Iterable[str], keys: dict[str, str]) -> None:
    """Remember which outputs in the cache belong to the pages that are read anew.

    Args:
        env: Sphinx' environment, which is kept from build to build.
        docnames: the pages that are read.
        keys: the keys of the outputs of those among them that are notebooks.
    """
    known = getattr(env, "notebook_keys", {})
    others = {name: known[name] for name in known.keys() - set(docnames)}
    env.notebook_keys = others | keys


def prune(app: Sphinx) -> None:
    """Remove what this build of the whole site has not used.

    Args:
        app: Sphinx, after a build in which nothing was wrong.
    """
    found = app.env.found_docs
    keys = {k for name, k in app.env.notebook_keys.items() if name in found}  # type: ignore[attr-defined]
    cache = Path(app.config.nb_execution_cache_path)
    cache.mkdir(parents=True, exist_ok=True)
    for folder in cache.parent.iterdir():
        if folder != cache:
            shutil.rmtree(folder, ignore_errors=True)
    prune_cache(cache, keys)
    prune_outputs(app, Path(app.outdir).parent / OUTPUT_FOLDER)
    prune_doctrees(Path(app.doctreedir), found)


def prune_cache(folder: Path, keys: set[str]) -> None:
    """Keep these outputs in a cache, and no others.

    Args:
        folder: the cache.
        keys: hashes of the notebooks' code, as jupyter-cache names its records.
    """
    cache = get_cache(folder)
    records = {record.hashkey: record.pk for record in cache.list_cache_records()}
    old = [pk for key, pk in records.items() if key not in keys]
    NbCacheRecord.remove_records(old, cache.db)
    for outputs in (folder / "executed").glob("*"):
        if outputs.name not in keys:
            shutil.rmtree(outputs)


def prune_outputs(app: Sphinx, folder: Path) -> None:
    """Keep the figures that are in a page, and the notebooks of pages that exist."""
    kept = {Path(app.srcdir, name) for name in app.env.images}
    kept |= {folder / f"{name}.ipynb" for name in app.env.found_docs}
    for pattern in ("*.*", "**/*.ipynb"):  # figures lie in the folder itself
        for path in folder.glob(pattern):
            if path.is_file() and path not in kept:
                path.unlink()


def prune_doctrees(folder: Path, found: set[str]) -> None:
    """Keep what Sphinx remembers of pages that exist."""
    kept = {folder / f"{name}.doctree" for name in found}
    for path in folder.rglob("*.doctree"):
        if path not in kept:
            path.unlink()
