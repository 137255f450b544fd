"""Write requirements.lock: `python docs/_ext lock [--upgrade]`, for `make lock`.

The lock holds for every Python from 3.11 on and for every platform. What it names stays
as it is where pyproject.toml allows; with --upgrade everything is chosen again.
"""

import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

from ..inputs import ROOT

UV = "uv==0.13.8"  # the tool that chooses versions; it is not part of .venv
LOCK = ROOT / "requirements.lock"
COMPILE = (
    "pip compile --quiet --universal --python-version 3.11 --extra dev "
    "--generate-hashes pyproject.toml"
)


def write(upgrade: bool) -> None:
    """Choose the versions; the lock changes only when that has worked."""
    new = LOCK.with_suffix(".lock.new")
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder, "bin", "python"))
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, UV], check=True)
        if not upgrade and LOCK.exists():
            new.write_bytes(LOCK.read_bytes())  # uv keeps the versions it finds there
        command = [python, "-m", "uv", *COMPILE.split(), "--output-file", new.name]
        named = ["--custom-compile-command", "make lock"]
        subprocess.run([*command, *named], cwd=ROOT, check=True)
    new.replace(LOCK)
    print("Wrote requirements.lock; the next `make` installs from it.")


def main(arguments: list[str]) -> None:
    """Write the lock, and say in a sentence if that has failed."""
    try:
        write("--upgrade" in arguments)
    except (subprocess.CalledProcessError, KeyboardInterrupt):
        LOCK.with_suffix(".lock.new").unlink(missing_ok=True)
        sys.exit("requirements.lock is as it was; what went wrong is said above.")
