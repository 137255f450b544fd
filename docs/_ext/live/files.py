"""Everything that live cells load, written into the site once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .archives import content_of, sources, write
from .bundle import Bundle, bundle
from .runtime import copy_runtime, packages
from .wheels import wheels

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Wanted:
    """What cells may import beside the standard library.

    Args:
        own: folders of the checkout that are there from the start, by package.
        data: files or folders of theirs that only one module reads, by that module.
        extras: packages from PyPI, with all that they need, by what a cell imports.
    """

    own: Names
    data: Names = field(default_factory=dict)
    extras: Names = field(default_factory=dict)


@dataclass(frozen=True)
class Files:
    """The names of the files in `_static/live`."""

    bundle: Bundle
    runtime: str
    archives: dict[str, str]
    extras: dict[str, str]


def write_files(folder: Path, root: Path, wanted: Wanted) -> Files:
    """Write the bundle, the runtime and the archives of packages.

    Args:
        folder: where to write them.
        root: the checkout.
        wanted: what cells may import.

    Returns:
        The names of the files.

    Raises:
        Unreachable: if something had to be fetched and could not; nothing is written.
        ExtensionError: if something else is wrong.
    """
    node_modules = packages()
    fetched = wheels(wanted.extras, node_modules)
    folder.mkdir(parents=True, exist_ok=True)
    return Files(
        bundle(node_modules, folder),
        copy_runtime(node_modules, folder),
        write_own(folder, root, wanted),
        write_data(folder, root, wanted.data) | write_extras(folder, fetched, wanted),
    )


def write_own(folder: Path, root: Path, wanted: Wanted) -> dict[str, str]:
    """Write the checkout's own packages, without the data that few cells need."""
    left_out = tuple(name for names in wanted.data.values() for name in names)
    found = {name: sources(root, names) for name, names in wanted.own.items()}
    return {
        name: write(
            name, [file for file in files if not file[0].startswith(left_out)], folder
        )
        for name, files in found.items()
    }


def write_data(folder: Path, root: Path, data: Names) -> dict[str, str]:
    """Write the data of each module that has some."""
    return {
        module: write(module, sources(root, names), folder)
        for module, names in data.items()
    }


def write_extras(folder: Path, fetched: Path, wanted: Wanted) -> dict[str, str]:
    """Write what the wheels behind each further import install."""
    extras = {}
    for name, needed in wanted.extras.items():
        found = [path for one in needed for path in fetched.glob(f"{one}-*.whl")]
        files = [file for path in found for file in content_of(path)]
        extras[name] = write(name, files, folder)
    return extras
