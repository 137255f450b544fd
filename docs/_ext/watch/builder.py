"""A process that builds: `rebuild.py`, started ahead so that it is ready when asked."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from rebuild import OUTCOME, Outcome, Request

SCRIPT = Path(__file__).parents[1] / "rebuild.py"
PATIENCE = 5  # seconds


class Builder:
    """The process, which builds once."""

    def __init__(self) -> None:
        """Start it; it imports its modules while this process goes on."""
        self.is_asked = False
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for `make serve`, which then ends it
            env=os.environ | {"PYTHONHASHSEED": "0"},
        )

    def get_ready(self, whole: bool) -> None:
        """Have it read what it needs, to build everything anew or not."""
        self.tell(whole)

    def ask(self, request: Request) -> None:
        """Have it build."""
        OUTCOME.unlink(missing_ok=True)
        self.is_asked = True
        self.tell(asdict(request))
        self.hang_up()

    def tell(self, what: object) -> None:
        """Send a line."""
        stdin = self.process.stdin
        with suppress(BrokenPipeError):  # it has ended; `outcome` says so
            if stdin is not None:
                stdin.write(json.dumps(what) + "\n")
                stdin.flush()

    def hang_up(self) -> None:
        """Say that nothing else will be said."""
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.close()

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
        self.hang_up()
