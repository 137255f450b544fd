"""A situation of the linear separator: points, a line, and every point's loss.

The losses are the engine's: real Scalars, `sigmoid` and `log`. The page's script
computes the same numbers while the line is dragged, and a test compares the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor

from minitorch.data.points import Point, PointSet
from minitorch.plot.paper.words import count
from minitorch.scalar import Scalar

Segment = tuple[Point, Point]


def point_loss(m: Scalar, label: int) -> Scalar:
    """Return the loss of a point: -log σ(m) for class 1, -log σ(-m) for class 0.

    >>> point_loss(Scalar(0.0), 1)
    Scalar(0.6931471805599453)
    """
    return -(m if label == 1 else -m).sigmoid().log()


@dataclass(frozen=True)
class Situation:
    """Points and the linear model m(x) = w1 x1 + w2 x2 + b.

    Args:
        points: the data set, one point at least.
        w1, w2, b: the model's parameters.
        ends: the low and the high end of both axes.
        seed: what is told as the data set's seed, if anything.
    """

    points: PointSet
    w1: float
    w2: float
    b: float
    ends: tuple[float, float] = (0.0, 1.0)
    seed: int | None = None

    def m(self, x1: float, x2: float) -> float:
        """The model's value at a point."""
        return self.w1 * x1 + self.w2 * x2 + self.b

    @cached_property
    def values(self) -> list[float]:
        """The model's value at each point, as a Scalar computes it."""
        w1, w2, b = Scalar(self.w1), Scalar(self.w2), Scalar(self.b)
        return [(w1 * x1 + w2 * x2 + b).data for x1, x2 in self.points.X]

    @cached_property
    def losses(self) -> list[float]:
        """The loss of each point."""
        pairs = zip(self.values, self.points.y, strict=True)
        return [point_loss(Scalar(m), label).data for m, label in pairs]

    @property
    def wrong(self) -> list[bool]:
        """Whether each point is on the wrong side; the model says 1 where m(x) > 0."""
        pairs = zip(self.values, self.points.y, strict=True)
        return [(m > 0) != (label == 1) for m, label in pairs]

    @property
    def total(self) -> float:
        """The sum of the losses."""
        return sum(self.losses)

    def _sides(self) -> Iterator[tuple[Point, float, Point, float]]:
        """Yield the sides of the square, with the model's value at both corners."""
        low, high = self.ends
        corners = [(low, low), (high, low), (high, high), (low, high)]
        for p, q in zip(corners, [*corners[1:], corners[0]], strict=True):
            yield p, self.m(*p), q, self.m(*q)

    def half(self, sign: int) -> list[Point]:
        """Return the corners of the part of the square where sign · m(x) > 0."""
        part = []
        for p, m_p, q, m_q in self._sides():
            if sign * m_p > 0:
                part.append(p)
            if (sign * m_p > 0) != (sign * m_q > 0):
                part.append(between(p, q, m_p / (m_p - m_q)))
        return part

    @property
    def boundary(self) -> Segment | None:
        """The piece of the line m(x) = 0 inside the square, if there is any."""
        cuts = [
            between(p, q, m_p / (m_p - m_q))
            for p, m_p, q, m_q in self._sides()
            if (m_p > 0) != (m_q > 0)
        ]
        return (cuts[0], cuts[1]) if cuts else None

    # In words

    @property
    def headline(self) -> str:
        """The loss of all points together, and the number of mistakes."""
        points = self.points
        return (
            f"Total loss {self.total:.2f} over {count(points.N, 'point')}, "
            f"{self.total / points.N:.3f} on average; {sum(self.wrong)} on the wrong "
            "side."
        )

    @property
    def details(self) -> str:
        """The model, the point with the largest loss, and the line."""
        losses, points = self.losses, self.points
        i = losses.index(max(losses))
        return (
            f"{formula(self.w1, self.w2, self.b)}. The largest loss, {losses[i]:.2f}, "
            f"has point {i + 1} of class {points.y[i]} at {place(points.X[i])}. "
            f"{self._tell_boundary()}"
        )

    def _tell_boundary(self) -> str:
        if self.boundary is None:
            colour = "blue" if self.half(1) else "orange"
            return f"No boundary in the picture, all of it is {colour}."
        first, last = sorted(self.boundary)
        return f"The boundary runs from {place(first)} to {place(last)}."

    @property
    def counts(self) -> str:
        """The data set, its seed, and the number of points of each class."""
        points, ones = self.points, sum(self.points.y)
        of = f" of the data set {points.name}" if points.name else ""
        seed = "" if self.seed is None else f", seed {self.seed}"
        return (
            f"{count(points.N, 'point')}{of}{seed}: {ones} of class 1 as blue circles, "
            f"{points.N - ones} of class 0 as orange crosses."
        )


def between(p: Point, q: Point, share: float) -> Point:
    """Return the point that lies this share of the way from p to q.

    >>> between((0.0, 0.0), (1.0, 2.0), 0.5)
    (0.5, 1.0)
    """
    return p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])


def rounded(value: float, digits: int) -> float:
    """Return a number rounded half up, in the operations that the script uses too.

    >>> rounded(0.625, 2), rounded(-0.0001, 3)
    (0.63, 0.0)
    """
    unit = float(10**digits)
    return floor(value * unit + 0.5) / unit


def short(value: float, digits: int = 3) -> str:
    """Return a number without needless zeros and with a real minus sign.

    >>> short(-0.25), short(2.0), short(-0.0001)
    ('−0.25', '2', '0')
    """
    text = f"{rounded(value, digits):.{digits}f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def place(point: Point) -> str:
    """Return a point with two decimals at most.

    >>> place((0.5, 1 / 3))
    '(0.5, 0.33)'
    """
    return f"({short(point[0], 2)}, {short(point[1], 2)})"


def formula(w1: float, w2: float, b: float) -> str:
    """Return the model as a formula.

    >>> formula(-1.0, 0.3, -0.45)
    'm(x) = −1 x₁ + 0.3 x₂ − 0.45'
    """
    rest = "".join(
        f" {'+' if rounded(value, 3) >= 0 else '−'} {short(abs(value))}{unit}"
        for value, unit in ((w2, " x₂"), (b, ""))
    )
    return f"m(x) = {short(w1)} x₁{rest}"


def reach(values: Sequence[float]) -> float:
    """Return 2.5, 5, 10 ...: the end of an axis from -end to end holding all values.

    >>> reach([-1.0, 7.0])
    10.0
    """
    end = 2.5
    while end < max(abs(value) for value in values):
        end *= 2
    return end
