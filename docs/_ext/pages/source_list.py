"""The list of modules whose source is shown, as one list.

Sphinx puts the list of a package's modules between two entries, where a list may not
stand. The names are whole, `minitorch.optim.optimiser`, so they need no second level.
"""

import re
from typing import Any

from sphinx.application import Sphinx

LIST = re.compile(r"<ul>.*</ul>", re.DOTALL)


def flatten(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Take the inner lists out of the one page of that kind."""
    if pagename == "_modules/index":
        context["body"] = LIST.sub(
            lambda found: f"<ul>{re.sub('</?ul>', '', found[0])}</ul>", context["body"]
        )


def register(app: Sphinx) -> None:
    """Look at every page before it is written."""
    app.connect("html-page-context", flatten)
