"""Kernels that start at once: forked from a process that has imported everything.

Each is a real ipykernel. jupyter_client starts kernels through a provisioner, which can
be chosen; the one here asks `fork_server.py` for a forked process instead of starting
Python anew. Where there is no safe fork, kernels start in the ordinary way.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

SERVER = Path(__file__).with_name("fork_server.py")
NAME = "fork-provisioner"
SWITCH = "WARM_KERNELS"  # WARM_KERNELS=0 turns it off


class ForkServer:
    """The process that forks, and the conversation with it."""

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
        self.pid: int = server.ask(request)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        if self.returncode is None:
            self.returncode = self.server.ask(self.pid)
        return self.returncode

    def wait(self) -> int | None:
        """The exit status; called once `poll` has said that there is one."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal to the kernel."""
        os.kill(self.pid, number)


class ForkProvisioner(LocalProvisioner):
    """Starts kernels of this very Python by a fork, and others as always."""

    server: ForkServer | None = None

    def is_ours(self, cmd: list[str]) -> bool:
        """Whether the command is a plain kernel of this Python."""
        return cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; return how to connect to it."""
        if self.server is None or not self.is_ours(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        log = getattr(kwargs.get("stderr"), "name", os.devnull)
        request = {
            "argv": cmd[3:],
            "cwd": kwargs.get("cwd"),
            "env": kwargs["env"] | {"KERNEL_LOG": log},
        }
        process = ForkedProcess(self.server, request)
        self.process = process  # type: ignore[assignment]  # as much of a Popen as is used
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        info: KernelConnectionInfo = self.connection_info
        return info

    async def shutdown_requested(self, restart: bool = False) -> None:
        """End the kernel now: nothing of it is needed any more."""
        if isinstance(self.process, ForkedProcess):
            await self.kill(restart)
        else:
            await super().shutdown_requested(restart)


def start() -> str:
    """Start kernels warm from now on; return a sentence if that cannot be."""
    if os.environ.get(SWITCH) == "0":
        return ""
    if sys.platform != "linux":  # macOS: libraries there do not survive a fork
        return "Notebooks start slowly here: only Linux can fork a warm kernel."
    ForkProvisioner.server = ForkServer()
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:ForkProvisioner", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
    return ""


def stop() -> None:
    """End the process that forks, and start kernels in the ordinary way again."""
    if ForkProvisioner.server is not None:
        ForkProvisioner.server.close()
        ForkProvisioner.server = None
