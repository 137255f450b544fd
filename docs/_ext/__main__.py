"""The commands behind `make`: `python docs/_ext COMMAND [argument ...]`."""

import os
import sys
from importlib import import_module
from pathlib import Path

COMMANDS = {
    "html": "build",
    "serve": "serve",
    "zip": "zip",
    "pdf": "pdf",
    "chromium": "chromium",
    "lock": "lock",
    "new": "new",
    "one": "one",
}


def main() -> int | None:
    """Run the command that is named first, with the other arguments."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in COMMANDS:
        sys.exit(f"docs/_ext: expected one of {', '.join(COMMANDS)}, got {name!r}.")
    command = import_module(f"_ext.commands.{COMMANDS[name]}")
    status: int | None = command.main(arguments)
    return status


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"  # the same order of sets in every build
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # to import this package
    sys.exit(main())
