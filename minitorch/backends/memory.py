"""Memory that arrays leave behind, kept for those that come next.

A training step makes the same arrays as the one before, and frees them at its end. The
C library of Linux hands much of that back to the system, which has to clear it before
it is used again: a third of the time of a step with arrays of some 100,000 bytes. How
much the library keeps depends on the largest piece that was freed before.
"""

import sys

import numpy as np

LARGEST = 2**25 - 2**16
"""Bytes; of more the C library takes no notice."""


def keep_freed_memory() -> None:
    """Let the C library keep what is freed; nothing is done where it is another one.

    The piece that is freed here is never written to, so it takes no memory.
    """
    if sys.platform == "linux":
        np.empty(LARGEST, np.uint8)
