"""What the keyboard and the ear call a fold is what the eye reads on it.

myst-nb names each fold of hidden code "Toggle hidden content", so that nobody who says
"click Show the code" to their computer is understood. Without that label the words that
are shown are the name.
"""

from typing import Any

from sphinx.application import Sphinx

LABEL = ' aria-label="Toggle hidden content"'


def take_off(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Leave the folds of a page that is about to be written to their own words."""
    if "body" in context:
        context["body"] = context["body"].replace(LABEL, "")


def register(app: Sphinx) -> None:
    """Look at every page before it is written."""
    app.connect("html-page-context", take_off)
