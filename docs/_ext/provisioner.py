"""Kernels that start at once: forked from a process that has imported everything.

Each is a real ipykernel. jupyter_client starts kernels through a provisioner, which can
be chosen; the one here asks `fork_server.py` for a forked process instead of starting
Python anew.
"""

import asyncio
import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from warm_kernels import ForkedProcess, ForkServer

NAME = "fork-provisioner"


class ForkProvisioner(LocalProvisioner):
    """Starts kernels of this very Python by a fork, and others as always."""

    def is_ours(self, cmd: list[str]) -> bool:
        """Whether the command is a plain kernel of this Python."""
        return cmd[:3] == [sys.executable, "-m", "ipykernel_launcher"]

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel; return how to connect to it."""
        server = ForkServer.running
        if server is None or not self.is_ours(cmd):
            return await super().launch_kernel(cmd, **kwargs)
        log = getattr(kwargs.get("stderr"), "name", os.devnull)
        request = {
            "argv": cmd[3:],
            "cwd": kwargs.get("cwd"),
            "env": kwargs["env"] | {"KERNEL_LOG": log},
        }
        process = ForkedProcess(server, request)
        self.process = process  # type: ignore[assignment]  # as much of a Popen as is used
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or str(Path.cwd())
        info: KernelConnectionInfo = self.connection_info
        await self.listens(process, dict(info))
        return info

    async def listens(self, process: ForkedProcess, info: dict[str, Any]) -> None:
        """Return when the kernel listens, or has ended.

        A client that finds nobody there would try again only after 0.1 s.
        """
        if info["transport"] != "ipc":
            return
        ports = [number for name, number in info.items() if name.endswith("_port")]
        sockets = [Path(f"{info['ip']}-{port}") for port in ports]
        while not all(path.exists() for path in sockets) and process.poll() is None:
            await asyncio.sleep(0.01)

    async def shutdown_requested(self, restart: bool = False) -> None:
        """End the kernel now: nothing of it is needed any more."""
        if isinstance(self.process, ForkedProcess):
            await self.kill(restart)
            self.process.wait()  # a moment; jupyter_client would look every 0.1 s
        else:
            await super().shutdown_requested(restart)


def register() -> None:
    """Let jupyter_client start all kernels through this provisioner."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(
        NAME, f"{__name__}:ForkProvisioner", factory.GROUP_NAME
    )
    factory.default_provisioner_name = NAME
