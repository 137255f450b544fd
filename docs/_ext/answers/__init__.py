"""What the site shows of the programs that readers are to write: one switch for all.

Nobody marks a listing. Whatever shows the body of a function that the manifest of tasks
names is found, so that a new listing cannot be forgotten.

    switch.py      the setting `answers`: "covered", "open" or "left out"
    finished.py    which listings show the program that a task asks for
    covers.py      folds them on pages, covers them on slides, or leaves them out
    api.py         where they are left out, so are their entries in the API
    solutions.py   the setting `solutions`: "folded" or "left out"
    exercises.py   folds the checks of exercises, and says which ones are open
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import api, covers, exercises, solutions, switch

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    switch.register(app)
    covers.register(app)
    solutions.register(app)
    api.register(app)
    exercises.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
