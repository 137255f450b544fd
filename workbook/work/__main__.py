"""The command of the workbook: `python -m work`, or `work` where it is installed."""

import sys

# Said in words that every Python understands.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "The workbook needs Python 3.11 or newer; this is Python %d.%d."  # noqa: UP031
        % sys.version_info[:2]
    )


def main() -> None:
    """Do what the command line says, and end with its exit code."""
    # `python -m` looks for modules in the present folder first, so that a random.py
    # there would be taken for Python's own.
    sys.path.append(sys.path.pop(0))
    from work.commands import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
