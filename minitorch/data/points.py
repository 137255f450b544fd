"""Six small data sets of points in the unit square, each with a label of 0 or 1.

``datasets`` maps a name to a function of (n, seed=0). The same n and seed give the
same points on every machine: Python promises that ``random.Random(seed).random()``
never changes, and nothing else random is used.

>>> from minitorch import datasets
>>> list(datasets)
['Simple', 'Diag', 'Split', 'Xor', 'Circle', 'Spiral']
>>> s = datasets["Simple"](3, seed=1)
>>> s.N, s.y
(3, [1, 0, 1])
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from minitorch.data.whole import check_count, check_seed

Point = tuple[float, float]


@dataclass(frozen=True)
class PointSet:
    """N points with their true labels.

    Args:
        X: the points, a list of N pairs (x1, x2).
        y: the labels, a list of N numbers, each 0 or 1.
        name: what the set is called in pictures.

    Raises:
        ValueError: there are more points than labels, or fewer; or a label is
            neither 0 nor 1.

    >>> s = PointSet([(0.1, 0.2), (0.8, 0.9)], [1, 0])
    >>> s.N
    2
    >>> for (x1, x2), label in zip(s.X, s.y):
    ...     print(x1, x2, label)
    0.1 0.2 1
    0.8 0.9 0
    """

    X: list[Point]
    y: list[int]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.X) != len(self.y):
            raise ValueError(
                "PointSet: expected one label for each point, "
                f"got {len(self.X)} points and {len(self.y)} labels"
            )
        for i, label in enumerate(self.y):
            if label not in (0, 1):
                raise ValueError(
                    f"PointSet: expected labels of 0 or 1, got y[{i}] = {label!r}"
                )

    @property
    def N(self) -> int:
        """The number of points."""
        return len(self.X)


def make_points(n: int, seed: int = 0) -> list[Point]:
    """Return n points spread evenly at random over the unit square.

    Args:
        n: how many, 0 or more.
        seed: a whole number, 0 or more, that chooses the points.

    Raises:
        TypeError: n or the seed is not a whole number.
        ValueError: n or the seed is negative, or n is more than ten million.

    >>> [(round(x1, 2), round(x2, 2)) for x1, x2 in make_points(2, seed=0)]
    [(0.84, 0.76), (0.42, 0.26)]
    """
    n, generator = check_count(n), random.Random(check_seed(seed))
    return [(generator.random(), generator.random()) for _ in range(n)]


def label_points(
    name: str, n: int, seed: int, is_one: Callable[[float, float], bool]
) -> PointSet:
    """Return n random points; those for which is_one(x1, x2) holds have label 1."""
    X = make_points(n, seed)
    return PointSet(X, [int(is_one(x1, x2)) for x1, x2 in X], name)


def simple(n: int, seed: int = 0) -> PointSet:
    """Return n points with label 1 in the left half: x1 < 0.5.

    >>> s = simple(50)
    >>> s.N, sum(s.y)
    (50, 17)
    """
    return label_points("Simple", n, seed, lambda x1, x2: x1 < 0.5)


def diag(n: int, seed: int = 0) -> PointSet:
    """Return n points with label 1 below a diagonal: x1 + x2 < 0.5.

    >>> s = diag(50)
    >>> s.N, sum(s.y)
    (50, 3)
    """
    return label_points("Diag", n, seed, lambda x1, x2: x1 + x2 < 0.5)


def split(n: int, seed: int = 0) -> PointSet:
    """Return n points with label 1 in two stripes: x1 < 0.2 or x1 > 0.8.

    >>> s = split(50)
    >>> s.N, sum(s.y)
    (50, 22)
    """
    return label_points("Split", n, seed, lambda x1, x2: x1 < 0.2 or x1 > 0.8)


def xor(n: int, seed: int = 0) -> PointSet:
    """Return n points with label 1 in two opposite quarters of the square.

    The label is 1 where exactly one of x1 < 0.5 and x2 < 0.5 holds.

    >>> s = xor(50)
    >>> s.N, sum(s.y)
    (50, 25)
    """
    return label_points("Xor", n, seed, lambda x1, x2: (x1 < 0.5) != (x2 < 0.5))


def circle(n: int, seed: int = 0) -> PointSet:
    """Return n points with label 1 outside a circle: (x1 - ½)² + (x2 - ½)² > 0.1.

    >>> s = circle(50)
    >>> s.N, sum(s.y)
    (50, 32)
    """
    return label_points(
        "Circle", n, seed, lambda x1, x2: (x1 - 0.5) ** 2 + (x2 - 0.5) ** 2 > 0.1
    )


def spiral(n: int, seed: int = 0) -> PointSet:
    """Return n points on two interleaved spirals, one of each label.

    Label 0 has the first n // 2 points, label 1 the rest. The k-th of m points of a
    spiral lies at the angle t = 10 (k + 5) / (m + 5), at (½ ± t cos t / 20,
    ½ ± t sin t / 20). The points do not depend on the seed: there is nothing random
    in them. They are rounded to 10 decimal places, because the last digit of a sine
    may differ from machine to machine.

    >>> s = spiral(5)
    >>> s.y
    [0, 0, 1, 1, 1]
    """
    n = check_count(n)
    check_seed(seed)
    zeros = [spiral_point(k, n // 2, 1) for k in range(n // 2)]
    ones = [spiral_point(k, n - n // 2, -1) for k in range(n - n // 2)]
    return PointSet(zeros + ones, [0] * len(zeros) + [1] * len(ones), "Spiral")


def spiral_point(k: int, m: int, side: int) -> Point:
    """Return the k-th of the m points of one spiral; side is 1 or -1."""
    t = 10.0 * (k + 5) / (m + 5)
    x1 = 0.5 + side * t * math.cos(t) / 20.0
    x2 = 0.5 + side * t * math.sin(t) / 20.0
    return round(x1, 10), round(x2, 10)


datasets: dict[str, Callable[..., PointSet]] = {
    "Simple": simple,
    "Diag": diag,
    "Split": split,
    "Xor": xor,
    "Circle": circle,
    "Spiral": spiral,
}
"""The six data sets, as in ``datasets["Xor"](50, seed=0)``."""
