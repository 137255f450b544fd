"""Everything that live cells load, written into the site once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .archives import content_of, sources, write
from .bundle import Bundle, bundle
from .runtime import copy_runtime, packages
from .wheels import wheels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Files:
    """The names of the files in `_static/live`."""

    bundle: Bundle
    runtime: str
    archives: dict[str, str]
    extras: dict[str, str]


def write_files(
    folder: Path, own: Sequence[Path], extras: Mapping[str, Sequence[str]]
) -> Files:
    """Write the bundle, the runtime and the archives of packages.

    Args:
        folder: where to write them.
        own: folders of packages that are always there.
        extras: the packages behind each further name that a cell may import.

    Returns:
        The names of the files.

    Raises:
        Unreachable: if something had to be fetched and could not; nothing is written.
        ExtensionError: if something else is wrong.
    """
    node_modules = packages()
    names = {name for needed in extras.values() for name in needed}
    fetched = wheels(sorted(names), node_modules) if names else folder
    folder.mkdir(parents=True, exist_ok=True)
    return Files(
        bundle(node_modules, folder),
        copy_runtime(node_modules, folder),
        {path.name: write(path.name, sources(path), folder) for path in own},
        {
            name: write(name, merged(fetched, needed), folder)
            for name, needed in extras.items()
        },
    )


def merged(folder: Path, names: Sequence[str]) -> list[tuple[str, bytes]]:
    """What the wheels of the named packages install, together."""
    found = [path for name in names for path in folder.glob(f"{name}-*.whl")]
    return [file for path in found for file in content_of(path)]
