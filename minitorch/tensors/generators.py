"""Where random numbers come from: a seed, a generator, or one that all share."""

from typing import Any, Self

import numpy as np


class Generator(np.random.Generator):
    """A source of random numbers, which goes on from draw to draw.

    It is one of numpy's, with the names of PyTorch's.

    Args:
        seed: a whole number, which always gives the same numbers; or None.

    >>> g = Generator().manual_seed(1)
    >>> first = g.random()
    >>> g.manual_seed(1).random() == first
    True
    """

    def __init__(self, seed: Any = None) -> None:
        super().__init__(np.random.PCG64(seed))

    def manual_seed(self, seed: int) -> Self:
        """Begin anew with a seed; return itself."""
        self.bit_generator.state = np.random.PCG64(seed).state
        return self


Seed = int | np.random.Generator | None

shared = Generator()
"""What gives random numbers to those who name no seed."""


def manual_seed(seed: int) -> Generator:
    """Give a seed to all that is random and has none of its own.

    >>> from minitorch import randn
    >>> _ = manual_seed(1)
    >>> x = randn(3)
    >>> _ = manual_seed(1)
    >>> bool((randn(3) == x).all())
    True
    """
    return shared.manual_seed(seed)


def generator_of(seed: Seed, generator: Seed = None) -> np.random.Generator:
    """Return the generator for a seed, a generator itself, or the shared one for None.

    Raises:
        TypeError: it is something else.
    """
    given = seed if generator is None else generator
    if given is None:
        return shared
    try:
        return np.random.default_rng(given)
    except TypeError:
        raise TypeError(
            f"seed: expected a whole number, a generator or None, got {given!r}"
        ) from None
