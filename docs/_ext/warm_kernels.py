"""The process that forks kernels, started before Sphinx loads its extensions.

It imports what kernels import, which takes a while, and Sphinx starts beside it on
another core: `conf.py` calls `start`. `provisioner.py` says how kernels come from it.
`WARM_KERNELS=0` turns it off, and where there is no safe fork, kernels start in the
ordinary way.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from fresh import prepare_kernels
from sphinx.application import Sphinx

SERVER = Path(__file__).with_name("fork_server.py")
SWITCH = "WARM_KERNELS"  # WARM_KERNELS=0 turns it off


class ForkServer:
    """The process that forks, and the conversation with it.

    Attributes:
        running: the one that notebooks are run with; None where kernels start slowly.
    """

    running: "ForkServer | None" = None

    def __init__(self) -> None:
        """Start it; it imports its modules while this process goes on."""
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the build, which then ends it
            # ipykernel imports a debugger, which would warn about frozen modules.
            env=os.environ | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        )
        atexit.register(self.close)

    def ask(self, request: Any) -> Any:
        """Send a request and return the answer.

        Raises:
            RuntimeError: If the process has ended.
        """
        with self.lock:
            stdin, stdout = self.process.stdin, self.process.stdout
            if stdin is None or stdout is None or self.process.poll() is not None:
                raise RuntimeError(
                    "The process that forks kernels has ended. Build once more, or "
                    f"without it: {SWITCH}=0 make html"
                )
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

    def close(self) -> None:
        """End it, and with it the kernels that still run."""
        self.process.kill()
        self.process.communicate()
        atexit.unregister(self.close)


class ForkedProcess:
    """A kernel's process, as far as jupyter_client wants to know it."""

    stdin = stdout = stderr = None

    def __init__(self, server: ForkServer, request: dict[str, Any]) -> None:
        """Ask for the process."""
        self.server = server
        self.pid: int = server.ask({"start": request})
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        if self.returncode is None:
            self.returncode = self.server.ask({"poll": self.pid})
        return self.returncode

    def wait(self) -> int | None:
        """The exit status; called when there is one, or is about to be."""
        if self.returncode is None:
            self.returncode = self.server.ask({"wait": self.pid})
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel."""
        os.kill(self.pid, number)


def start(build: Path) -> str:
    """Start the process, if none runs.

    Args:
        build: the folder for what kernels keep.

    Returns:
        A sentence if there can be no such process here.
    """
    prepare_kernels(build)
    if os.environ.get(SWITCH) == "0" or ForkServer.running is not None:
        return ""
    if sys.platform != "linux":  # macOS: libraries there do not survive a fork
        return "Notebooks start slowly here: only Linux can fork a warm kernel."
    ForkServer.running = ForkServer()
    return ""


def stop() -> None:
    """End the process, and start kernels in the ordinary way again."""
    if ForkServer.running is not None:
        ForkServer.running.close()
        ForkServer.running = None


def setup(app: Sphinx) -> dict[str, Any]:
    """Start the process if `conf.py` did not, and say it if there can be none."""
    if told := start(Path(app.outdir).resolve().parent):
        print(told, flush=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
