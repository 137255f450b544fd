"""A good build into the folder that is shown, file by file."""

import filecmp
import os
import shutil
from pathlib import Path


def files_in(folder: Path) -> dict[str, Path]:
    """The files below a folder by their names; none that Sphinx keeps for itself."""
    paths = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: path for name, path in files.items() if not name.startswith(".")}


def is_same(new: Path, old: Path) -> bool:
    """Whether a file has the bytes of another; times are compared first."""
    try:
        known = old.stat()
    except OSError:
        return False
    stat = new.stat()
    if stat.st_size != known.st_size:
        return False
    if stat.st_mtime_ns == known.st_mtime_ns:
        return True
    if not filecmp.cmp(new, old, shallow=False):
        return False
    os.utime(old, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # for the next time
    return True


def publish(source: Path, target: Path, only: list[str] | None = None) -> set[str]:
    """Make the folder like another; nobody ever sees half a file.

    Args:
        source: what was built.
        target: what is shown.
        only: the pages that were built, if there is more to come. Others, which may be
            left from a build that failed, are not taken, and none is removed.

    Returns:
        The names of the files that are new, different or gone.
    """
    new, old = files_in(source), files_in(target)
    if only:
        wanted = {f"{name}.html" for name in only}
        names = {name for name in new if name in wanted or not name.endswith(".html")}
        new = {name: new[name] for name in names}
    changed = {name for name, path in new.items() if not is_same(path, target / name)}
    for name in changed:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.new")
        shutil.copy2(new[name], half)
        half.replace(path)
    gone = set() if only else old.keys() - new.keys()
    for name in gone:
        old[name].unlink()
    return changed | gone
