"""The versions that the workbook is installed with, taken from the course's lock."""

import re

PACKAGES = ("hypothesis", "numpy", "pytest")
PIN = re.compile(r"([a-z0-9._-]+)==(\S+)((?: ; [^\\\n]+?)?) *\\?\n")


def lock(text: str) -> str:
    r"""The lines of a lock that some packages need, without hashes.

    Args:
        text: a lock as uv writes it, which names below each package what it is for.

    Raises:
        LookupError: a package is not in it.

    >>> print(lock("hypothesis==6.1 \\\n    --hash=1\n    # via a (pyproject.toml)\n"
    ...            "numpy==2.4\nother==1.0\n    # via b\n"
    ...            "pluggy==1 ; python_version < '3.12' \\\n    # via\n    #   pytest\n"
    ...            "pytest==9.2 \\\n    # via a\n"), end="")
    # For `python -m pip install -r requirements.lock -e .`
    hypothesis==6.1
    numpy==2.4
    pluggy==1 ; python_version < '3.12'
    pytest==9.2
    """
    entries: list[tuple[str, str, set[str]]] = []  # name, line, for which packages
    found = list(PIN.finditer(text))
    for pin, after in zip(found, [*found[1:], None], strict=True):
        below = text[pin.end() : after.start() if after else None]
        users = set(re.findall(r"# +(?:via )?([a-z0-9._-]+)", below))
        entries.append((pin[1], f"{pin[1]}=={pin[2]}{pin[3]}", users))
    wanted = set(PACKAGES)
    missing = wanted - {name for name, _, _ in entries}
    if missing:
        raise LookupError(f"requirements.lock has no {', '.join(sorted(missing))}")
    while more := {n for n, _, users in entries if users & wanted} - wanted:
        wanted |= more
    lines = [line for name, line, _ in entries if name in wanted]
    head = "# For `python -m pip install -r requirements.lock -e .`"
    return "\n".join([head, *lines]) + "\n"
