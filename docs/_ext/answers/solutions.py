"""The setting `solutions`: those of exercises, in their folds or left out.

For graded exercises the whole site, with its notebooks, lacks them. The solutions of
tasks in `local/` go as well where the programs of the course's tasks are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.config import ENUM
from sphinx.transforms import SphinxTransform
from sphinx_exercise.nodes import is_solution_node

from . import switch

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDED, LEFT_OUT = WORDS = ("folded", "left out")
OWN_TASKS = "local/tasks/"


def are_shown(config: Config, page: str) -> bool:
    """Whether a page has its solutions."""
    if page.startswith(OWN_TASKS) and switch.is_left_out(config, page):
        return False
    return bool(config.solutions != LEFT_OUT)


class LeaveOut(SphinxTransform):
    """Remove solutions, with the cells in them, which have run by then."""

    default_priority = 20  # sphinx-exercise has gathered them, no deck has a fold yet

    def apply(self, **kwargs: object) -> None:
        if are_shown(self.config, self.env.docname):
            return
        for solution in list(self.document.findall(is_solution_node)):
            solution.parent.remove(solution)


def register(app: Sphinx) -> None:
    """Add the setting, and look at every document."""
    app.add_config_value("solutions", FOLDED, "env", types=ENUM(*WORDS))
    app.add_transform(LeaveOut)
