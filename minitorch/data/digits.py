"""A real data set: 1797 images of handwritten digits, 8 × 8 pixels each.

They come with the package, in ``data/digits.txt``, which names their source and their
licence. Nothing is downloaded.

>>> from minitorch.data.digits import load_digits
>>> digits = load_digits()
>>> digits.N, digits.y[:5]
(1797, [0, 1, 2, 3, 4])
>>> for row in digits.image(0):
...     print("".join("-+*#"[round(3 * pixel)] for pixel in row))
--+**---
--*#*#+-
-+#--**-
-+*--**-
-+*--**-
-+*--*+-
--#+**--
--+**---
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from minitorch.data.whole import check_seed

SIDE = 8
LEVELS = "0123456789abcdefg"


@dataclass(frozen=True)
class DigitSet:
    """N images with the digits that they show.

    Args:
        X: the images, a list of N rows of 64 numbers from 0 for paper to 1 for ink.
        y: the digits, a list of N numbers from 0 to 9.

    Raises:
        ValueError: there are more images than digits, or fewer.
    """

    X: list[tuple[float, ...]]
    y: list[int]

    def __post_init__(self) -> None:
        if len(self.X) != len(self.y):
            raise ValueError(
                "DigitSet: expected one digit for each image, "
                f"got {len(self.X)} images and {len(self.y)} digits"
            )

    @property
    def N(self) -> int:
        """The number of images."""
        return len(self.X)

    def image(self, i: int) -> list[Sequence[float]]:
        """Return image i as its eight rows of eight pixels, from the top."""
        pixels = self.X[i]
        return [pixels[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]

    def choose(self, indices: Iterable[int]) -> "DigitSet":
        """Return the images of these numbers, in this order.

        Raises:
            TypeError: there are True and False among them, as in a mask.
        """
        chosen = list(indices)
        if any(isinstance(i, bool) for i in chosen):
            raise TypeError(
                "choose: expected the numbers of images, got True or False; of a mask "
                "those are [i for i, holds in enumerate(mask) if holds]"
            )
        return DigitSet([self.X[i] for i in chosen], [self.y[i] for i in chosen])

    def split(
        self, held_out: float = 0.25, seed: int = 0
    ) -> tuple["DigitSet", "DigitSet"]:
        """Return two sets, to train with and to hold out, chosen at random.

        Args:
            held_out: the share of the second, more than 0 and less than 1.
            seed: a whole number, 0 or more, that chooses the images; the same seed
                gives the same sets.

        Raises:
            ValueError: held_out is another number, or leaves no image to a set; or
                the seed is negative.

        >>> train, test = load_digits().split(held_out=0.25, seed=0)
        >>> train.N, test.N
        (1348, 449)
        """
        kept = self.N - round(held_out * self.N) if 0 < held_out < 1 else 0
        if not 0 < kept < self.N:
            raise ValueError(
                "split: expected a share between 0 and 1 that leaves images to both "
                f"sets, got held_out={held_out!r} for {self.N} images; 0.25 holds out "
                "a quarter"
            )
        generator = random.Random(check_seed(seed))
        # Python promises that random() never changes; of shuffle() it does not.
        order = sorted(range(self.N), key=lambda _: generator.random())
        return self.choose(order[:kept]), self.choose(order[kept:])


def load_digits() -> DigitSet:
    """Return all images, in the order of their source.

    >>> digits = load_digits()
    >>> [digits.y.count(digit) for digit in range(10)]
    [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    """
    file = resources.files("minitorch") / "data" / "digits.txt"
    lines = file.read_text(encoding="ascii").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    value = {level: i / (len(LEVELS) - 1) for i, level in enumerate(LEVELS)}
    images = [tuple(value[level] for level in pixels) for _, pixels in rows]
    return DigitSet(images, [int(digit) for digit, _ in rows])
