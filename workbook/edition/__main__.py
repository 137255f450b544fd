"""The commands that make the workbook: `python workbook/edition COMMAND`."""

import sys
from importlib import import_module
from pathlib import Path

COMMANDS = {"make": "write", "caught": "caught", "grade": "grade"}


def main() -> None:
    """Run the command that is named first."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        sys.exit(f"workbook/edition: expected one of {known}, got {name!r}.")
    import_module(f"edition.{COMMANDS[name]}").main(*arguments)


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])  # to import this package
    main()
