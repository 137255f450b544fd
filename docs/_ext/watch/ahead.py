"""What a build can do before it is known what has changed."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from inputs import ROOT
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx, builtin_extensions
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.tags import Tags

# What extensions, the theme's name and the package import later.
LATER = ("sphinx_design.extension", "pydata_sphinx_theme", "numpy.random")


def import_all() -> None:
    """Import what builds need, without the package.

    The configuration, read for the extensions' names, starts the process that forks
    kernels. What cannot be read or imported is for Sphinx to complain about.
    """
    try:
        extensions = Config.read(ROOT, overrides={}, tags=Tags()).extensions
    except ConfigError:
        return
    for name in (*builtin_extensions, *extensions, *LATER):
        with suppress(Exception):
            import_module(name)


def get_ready(app: Sphinx, templates: Path) -> None:
    """Read and import what most builds need.

    Args:
        app: Sphinx, before it builds.
        templates: a folder for compiled templates.
    """
    templates.mkdir(exist_ok=True)
    builder: Any = app.builder
    builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(
        str(templates)
    )
    for module in getattr(app.env, "_viewcode_modules", {}):
        ModuleAnalyzer.get_module_source(module)  # imports it
    Doctrees(app)


class Doctrees:
    """All pages as Sphinx has read them last.

    Numbering figures needs every page. Each is handed out once, since Sphinx goes on to
    change what it gets; whoever asks again gets it from the disk.
    """

    def __init__(self, app: Sphinx) -> None:
        """Read them, and let Sphinx' environment ask here first."""
        env = app.env
        self.ready = {name: env.get_doctree(name) for name in env.all_docs}
        env._pickled_doctree_cache.clear()  # they may be read again
        app.connect("env-purge-doc", self.forget)
        from_disk = BuildEnvironment.get_doctree

        def get_doctree(env: BuildEnvironment, docname: str) -> nodes.document:
            document = self.ready.pop(docname, None)
            return from_disk(env, docname) if document is None else document

        BuildEnvironment.get_doctree = get_doctree  # type: ignore[method-assign, assignment]

    def forget(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """A page is read anew, or gone."""
        self.ready.pop(docname, None)
