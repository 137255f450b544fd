"""Same sources, same bytes: a copy of the checkout builds the same site elsewhere.

The copy runs its notebooks one after the other, by kernels that start as Jupyter starts
them; the site in `_build` comes from forked ones, several at a time. So this test says
of every page that the fast way computes what the ordinary way does.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from miniature import REPOSITORY, files_of

OTHERWISE = {"TZ": "Pacific/Auckland", "WARM_KERNELS": "0"}


def sources() -> list[str]:
    """The checkout's own files, committed or not yet; none that git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
        text=True,
    )
    names = listed.stdout.split("\0")
    return [name for name in names if (REPOSITORY / name).is_file()]


def test_a_copy_builds_the_same_site(tmp_path: Path) -> None:
    built = REPOSITORY / "_build" / "html"
    if not (built / "index.html").is_file():
        pytest.fail("There is no site to compare with: run `make html` first.")
    copy = tmp_path / "a copy, elsewhere"
    for name in sources():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, copy / name)
    subprocess.run(
        [sys.executable, "docs/_ext/build_site.py", "--strict"],
        cwd=copy,
        env=os.environ | OTHERWISE | {"PYTHONPATH": str(copy)},
        check=True,
    )
    first, second = files_of(built), files_of(copy / "_build" / "html")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
