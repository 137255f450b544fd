"""A process that builds: `rebuild.py`, started ahead so that it is ready when asked."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from rebuild import OUTCOME, WHOLE, Outcome, Request

SCRIPT = Path(__file__).parents[1] / "rebuild.py"
PATIENCE = 5  # seconds


class Builder:
    """The process, which builds once.

    Args:
        whole: it is going to build everything anew.
    """

    def __init__(self, whole: bool = False) -> None:
        """Start it; it gets ready while this process goes on."""
        self.is_asked = False
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT), *([WHOLE] if whole else [])],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for `make serve`, which then ends it
            env=os.environ | {"PYTHONHASHSEED": "0"},
        )

    def ask(self, request: Request) -> None:
        """Have it build."""
        OUTCOME.unlink(missing_ok=True)
        self.is_asked = True
        stdin = self.process.stdin
        with suppress(BrokenPipeError):  # it has ended; `outcome` says so
            if stdin is not None:
                stdin.write(json.dumps(asdict(request)) + "\n")
                stdin.close()

    def is_running(self) -> bool:
        """Whether it builds, or waits."""
        return self.process.poll() is None

    def outcome(self) -> Outcome:
        """What it has left behind, once it has ended."""
        try:
            return Outcome(**json.loads(OUTCOME.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            status = self.process.returncode
            return Outcome([f"the process that builds ended with status {status}"])

    def stop(self) -> None:
        """End it, and the kernels that it runs."""
        if self.is_asked and OUTCOME.exists() and self.is_running():
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        self.process.kill()
        self.process.wait()
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
