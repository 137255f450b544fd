"""Chromium for the browser checks and for PDFs: `python docs/_ext chromium`.

Finds the one that is installed, or installs one with apt where that is allowed.
"""

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A browser that talks to nobody but the page.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ADVICE = (
    "Install it (Debian or Ubuntu: `sudo apt-get install chromium`, macOS: "
    "`brew install --cask chromium`), or name one: CHROMIUM=/path/to/chromium make ..."
)


def runs(command: str) -> bool:
    """Whether the browser starts; a snap's stand-in, for one, may not."""
    try:
        asked = subprocess.run(
            [command, "--version"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def find() -> str | None:
    """The browser that the variable CHROMIUM names, or an installed one, or None."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return found
        sys.exit(f"CHROMIUM names {named}, which cannot be run: correct or unset it.")
    paths = (shutil.which(name) for name in NAMES)
    return next((path for path in paths if path and runs(path)), None)


def root_command() -> list[str] | None:
    """What to put before a command that needs root, or None where there is no root."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def install() -> None:
    """Install Chromium with apt, if there is apt and this is allowed."""
    before = root_command()
    if before is None or not shutil.which("apt-get"):
        return
    print("Installing Chromium with apt-get for the browser checks", flush=True)
    quiet = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*quiet, "update"], stdout=subprocess.DEVNULL, check=False)
    subprocess.run(
        [*quiet, "install", "--yes", "--no-install-recommends", "chromium"],
        stdout=subprocess.DEVNULL,
        check=False,
    )


def executable() -> str:
    """A Chromium that runs.

    Raises:
        SystemExit: with a sentence that says what to install.
    """
    path = find()
    if path is None:
        install()
        path = find()
    if path is None:
        sys.exit(
            f"The browser checks and PDFs need Chromium, and there is none. {ADVICE}"
        )
    return path


def main(arguments: list[str]) -> None:
    """Find the browser, or install it."""
    try:
        executable()
    except KeyboardInterrupt:
        sys.exit("Stopped.")
