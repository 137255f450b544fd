"""Where answers are left out, the pages of the API lack the functions of tasks.

They keep everything else, and what refers to such a function stays as code without a
link. `sphinx.ext.viewcode` shows whole files; conf.py leaves it out as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import switch
from .finished import all_finished

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def of_tasks(app: Sphinx) -> set[str]:
    """The functions left out, as "minitorch.autodiff.backpropagate"."""
    every = all_finished(Path(app.srcdir))
    gone = (one for one in every if switch.is_left_out(app.config, one.page))
    return {f"{one.module}.{one.name}" for one in gone}


def skip(
    app: Sphinx, what: str, name: str, obj: Any, skip: bool, options: Any
) -> bool | None:
    """Leave the entry of a task's function out."""
    if app.config.answers != switch.LEFT_OUT:
        return None
    full = f"{getattr(obj, '__module__', '')}.{getattr(obj, '__qualname__', name)}"
    return True if full in of_tasks(app) else None


def refer(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Show what refers to an entry that is left out as code without a link."""
    if app.config.answers != switch.LEFT_OUT or node.get("refdomain") != "py":
        return None
    target = node["reftarget"].rpartition(".")[2]
    return contnode if target in {n.rpartition(".")[2] for n in of_tasks(app)} else None


def register(app: Sphinx) -> None:
    """Take part in what autodoc lists and what references find."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-skip-member", skip)
    app.connect("missing-reference", refer)
