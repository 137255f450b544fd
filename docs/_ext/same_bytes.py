r"""Same sources, same bytes: ids that Markdown's equations share from build to build.

MyST names each numbered `\begin{align}` block with a random id. Here it is the page's
name and the block's place in the page.
"""

from typing import Any

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from sphinx.application import Sphinx


def steady_label(renderer: SphinxRenderer) -> str:
    """A label that is unique in the site and the same in every build."""
    env = renderer.sphinx_env
    return f"{env.docname}-{env.new_serialno('amsmath')}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension: MyST offers no setting, so its method is replaced."""
    SphinxRenderer._random_label = steady_label  # type: ignore[method-assign, assignment]
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
