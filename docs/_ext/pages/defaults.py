"""Formulas among the defaults of a signature, as in `xlabel='$a$'`, are typeset.

A label of a figure is written with dollars, and the figure shows it without them. So
does the reference.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

_FORMULA = re.compile(r"\$([^$]+)\$")


def typeset(app: Sphinx, doctree: nodes.document) -> None:
    """Put a formula in the place of what stands between two dollars in a default."""
    for default in list(doctree.findall(nodes.inline)):
        if "default_value" not in default["classes"]:
            continue
        parts = _FORMULA.split(default.astext())
        if len(parts) > 1:
            default.clear()
            for i, words in enumerate(parts):
                default += nodes.math("", words) if i % 2 else nodes.Text(words)


def register(app: Sphinx) -> None:
    """Look at every document once it has been read."""
    app.connect("doctree-read", typeset, priority=400)
