"""What every page and slide is looked at for, once Sphinx has read it.

Sphinx shows a picture that says nothing to those who cannot see, and squeezes a wide
one to a phone's width. Both are matters of the whole site, so they are seen to here
and not left to the care of each author.

    defaults.py        formulas among the defaults of signatures
    labels.py          folds are called what is written on them
    source_list.py     the list of sources is one list
    shared.py          what a link to a page shows elsewhere
    alt_text.py        every picture says in words what it shows, or the build fails
    other_hosts.py     nothing comes from another host
    wide_pictures.py   wide pictures keep their size, and scroll
"""

from typing import Any

from sphinx.application import Sphinx

from . import (
    alt_text,
    defaults,
    labels,
    other_hosts,
    shared,
    source_list,
    wide_pictures,
)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    room = (alt_text, defaults, labels, other_hosts, shared, source_list)
    for part in (*room, wide_pictures):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
