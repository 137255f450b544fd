"""What a page asks of a browser and a host: nothing but files of this site.

Sphinx and its extensions write scripts into pages, and any page may load from any host.
Here every script becomes a file, a policy in each page forbids the rest, and a service
worker keeps what a reader has visited. No extension that we know of does one of these.

    script_files.py  scripts that extensions write into pages, moved to files
    policy.py        the Content-Security-Policy of each page
    not_found.py     what a host shows for an address that is none
    offline.py       the service worker, and the table of files in it
    worker/          its scripts
"""

from typing import Any

from sphinx.application import Sphinx

from . import not_found, offline, policy, script_files


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    for part in (script_files, policy, not_found, offline):
        part.register(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
