"""Further packages for the browser, as PyPI has them for Pyodide.

They are the versions, and have the hashes, of `requirements.lock`: a cell shows in the
browser what it showed when the site was built.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sphinx.errors import ExtensionError

from ..inputs import ROOT
from .fetched import Unreachable, fetched, place


def locked(names: Collection[str], lock: str) -> str:
    r"""The lines of a lock that pin the packages, with their hashes.

    Args:
        names: the packages.
        lock: the text of `requirements.lock`.

    Returns:
        A lock of these packages alone.

    Raises:
        ExtensionError: if the lock does not name a package.

    >>> lock = "a==1 \\\n    --hash=sha256:0\nb==2 \\\n    --hash=sha256:1\n"
    >>> locked(["b"], lock)
    'b==2 \\\n    --hash=sha256:1\n'
    """
    pins = re.findall(r"^(?:\S+==.*\n)(?: +--hash=.*\n)+", lock, re.MULTILINE)
    wanted = sorted(pin for pin in pins if pin.partition("==")[0] in names)
    missing = sorted(set(names) - {pin.partition("==")[0] for pin in wanted})
    if missing:
        raise ExtensionError(
            f"live: live_extras names {', '.join(missing)}, which requirements.lock "
            "does not; name it in pyproject.toml and run `make lock`"
        )
    return "".join(wanted)


def target(packages: Path) -> list[str]:
    """What tells pip for which Python to choose: the one that Pyodide's lock names."""
    text = (packages / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8")
    info = json.loads(text)["info"]
    major, minor, *_ = info["python"].split(".")
    platform = f"pyemscripten_{info['abi_version']}_wasm32"
    return [
        *("--python-version", f"{major}.{minor}", "--implementation", "cp"),
        *("--platform", platform, "--platform", "any"),
        *("--abi", f"cp{major}{minor}", "--abi", "none"),
    ]


def wheels(extras: Mapping[str, Sequence[str]], packages: Path) -> Path:
    """The folder with a wheel of each package.

    Args:
        extras: the packages, those that others of them need included, by what a cell
            imports.
        packages: the folder `node_modules`, whose Pyodide says what fits.

    Returns:
        Its path; pip has run only if something has changed since the last time.

    Raises:
        Unreachable: if pip had to run and could not fetch the wheels.
    """
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = locked({name for names in extras.values() for name in names}, lock)
    options = target(packages)

    def download(folder: Path) -> None:
        if not pins:
            return
        (folder / "pins.txt").write_text(pins, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input"]
        how = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--dest", "."]
        what = [*how, *options, "--requirement", "pins.txt"]
        done = subprocess.run(
            [*pip, "--disable-pip-version-check", *what],
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key != "PIP_USER"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            explain(done.stderr)

    key = hashlib.sha256(repr((pins, options)).encode()).hexdigest()
    return fetched(place("wheels"), key, [], download)


def explain(said: str) -> None:
    """Say why pip has failed.

    Raises:
        ExtensionError: if a wheel has another hash.
        Unreachable: in all other cases.
    """
    if "DO NOT MATCH THE HASHES" in said:
        raise ExtensionError(f"live: a wheel differs from requirements.lock\n{said}")
    lines = [line for line in said.splitlines() if line.startswith("ERROR: ")]
    why = lines[-1].removeprefix("ERROR: ") if lines else "it does not say why"
    raise Unreachable(f"pip could not fetch the wheels for the browser ({why})")
