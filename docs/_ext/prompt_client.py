"""A client that is ready as soon as its kernel is."""

import math
import time
from queue import Empty

from jupyter_client.asynchronous.client import AsyncKernelClient


class PromptClient(AsyncKernelClient):
    """jupyter_client's own, but for the last part of waiting.

    Once the kernel has answered, that one goes on to listen until nothing has come for
    0.2 s, so that nobody takes the rest of this answer for one of theirs. nbclient
    looks whose answer it gets, so here this is left out.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers.

        Args:
            timeout: seconds.

        Raises:
            RuntimeError: It has died, or does not answer in time.
        """
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self.answers():
            if not await self.is_alive():
                raise RuntimeError("The kernel died before it was ready.")
            if time.monotonic() > end:
                raise RuntimeError(f"The kernel was not ready in {timeout} seconds.")

    async def answers(self) -> bool:
        """Whether it answers a question within a second, and tells what it does."""
        self.kernel_info()
        try:
            await self.shell_channel.get_msg(timeout=1)
            await self.iopub_channel.get_msg(timeout=0.2)
        except Empty:
            return False
        return True
