"""``{own-pages} pages``: the pages in `local/pages`; nothing where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.directives.other import TocTree

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class OwnPages(TocTree):
    """A tree of the pages in a folder of `local/`, found by name."""

    required_arguments = 1
    has_content = False
    option_spec = {"caption": TocTree.option_spec["caption"]}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        env = self.env
        env.glob_toctrees.add(env.docname)  # so that a new page is seen
        folder = f"local/{self.arguments[0]}/"
        names = sorted(name for name in env.found_docs if name.startswith(folder))
        if not names:
            return []
        self.options.setdefault("maxdepth", 1)  # their titles, not what is in them
        self.content = type(self.content)(
            [f"/{name}" for name in names], source=env.docname
        )
        return super().run()


def register(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("own-pages", OwnPages)
