"""The commands that make the workbook: `python workbook/edition COMMAND`."""

import sys
from importlib import import_module
from pathlib import Path

COMMANDS = {"make": "students", "caught": "caught", "grade": "grade"}


def main() -> None:
    """Run the command that is named first."""
    name, *arguments = sys.argv[1:] or [""]
    if name not in COMMANDS:
        known = ", ".join(COMMANDS)
        sys.exit(f"workbook/edition: expected one of {known}, got {name!r}.")
    import_module(f"edition.{COMMANDS[name]}").main(*arguments)


if __name__ == "__main__":
    workbook = Path(__file__).resolve().parents[1]
    sys.path[0] = str(workbook)  # to import this package
    sys.path.append(str(workbook.parent / "docs"))  # and what reads course.toml
    main()
