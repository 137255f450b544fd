"""A clean process that has imported what kernels import, and forks a kernel on demand.

Run as a script by `warm_kernels.py`. Each line on its standard input is a request in
JSON: `start` with the arguments, folder and environment of a kernel, answered by its
process id; `poll` with a process id, answered by its exit status, null while it runs;
or `wait`, answered when it has ended. It has one thread, for a fork copies no other;
and it ends, and its kernels with it, when its input ends.
"""

import gc
import importlib
import json
import os
import sys
from contextlib import suppress
from typing import Any

# What a kernel imports at its start or at its first cell, and what notebooks import.
# Not matplotlib_inline: when imported, it looks for the kernel that it is to serve.
PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.displayhook",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "faulthandler",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "hypothesis.internal.conjecture.providers",  # for the kernels' settings
    "numpy",
    "numpy.random",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_svg",
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.PpmImagePlugin",
)


def preload() -> None:
    """Import what is installed, and keep the collector away from it in every kernel."""
    gc.disable()  # while there is nothing to collect
    for name in PRELOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()
    gc.enable()


def serve() -> dict[str, Any] | None:
    """Answer requests; in a forked kernel, return what it was asked to be."""
    for line in sys.stdin:
        ((what, subject),) = json.loads(line).items()
        answer: int | None
        if what == "start":
            answer = os.fork()
            if answer == 0:
                return dict(subject)
        else:
            answer = exit_status(subject, os.WNOHANG if what == "poll" else 0)
        print(json.dumps(answer), flush=True)
    return None


def exit_status(pid: int, options: int) -> int | None:
    """The exit status of a kernel that has ended, None of one that runs."""
    ended, status = os.waitpid(pid, options)
    return os.waitstatus_to_exitcode(status) if ended else None


def become_kernel(argv: list[str], cwd: str | None, env: dict[str, str]) -> None:
    """Be what `python -m ipykernel_launcher` would be."""
    server = os.getppid()
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(env["KERNEL_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
    os.dup2(2, 1)
    os.chdir(cwd or ".")
    os.environ.clear()
    os.environ.update(env, JPY_PARENT_PID=str(server))
    sys.argv[:] = ["ipykernel_launcher.py", *argv]
    reseed()
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance(parent_handle=server)
    app.initialize(argv)  # type: ignore[no-untyped-call]
    app.start()  # type: ignore[no-untyped-call]


def reseed() -> None:
    """Give numpy's global generator its own start, as `random` has after a fork."""
    random = sys.modules.get("numpy.random")
    if random is not None:
        random.seed()


if __name__ == "__main__":
    del sys.path[0]  # this folder; a kernel has its notebook's
    preload()
    wanted = serve()
    if wanted is not None:
        become_kernel(**wanted)
