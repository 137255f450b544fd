"""Same sources, same bytes: a copy of the checkout builds the same site elsewhere.

The copy is in a folder with another name, in another time zone, and runs its notebooks
at other times: none of that may show in a page.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from miniature import REPOSITORY, files_of

OTHERWISE = {"TZ": "Pacific/Auckland"}


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
    copy = tmp_path / "a copy, 100 % über dort"
    for name in sources():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / name, copy / name)
    subprocess.run(
        [sys.executable, "docs/_ext", "html", "--strict"],
        cwd=copy,
        env=os.environ | OTHERWISE,
        check=True,
    )
    first, second = files_of(built), files_of(copy / "_build" / "html")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
