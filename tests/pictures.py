"""Looking at a Picture's panels: where its lines and marks are in the data.

Places are read from the file that a reader gets, where they have two decimals of a
pixel, and turned back into data with the limits of the axes.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest
from svg_parts import (
    Area,
    Element,
    classes,
    dense,
    find,
    numbers,
    parse,
    placed,
    points,
)

from minitorch.plot import Picture

SHAPES = {"circle": "o", "cross": "x", "square": "s", "diamond": "D", "star": "*"}
SHAPES["triangle"] = "^"


class Mark(NamedTuple):
    """A mark: its shape, its place in data, its height in pixels, its colour."""

    shape: str
    x: float
    y: float
    size: float
    colour: str


class Panel:
    """One panel of a picture, as it is drawn."""

    def __init__(self, picture: Picture, panel: int = 0) -> None:
        self.axes = picture.axes()[panel]
        self.group = find(parse(picture.svg()), "axes")[panel]

    def lines(self, kind: str = "line") -> list[np.ndarray]:
        """The lines of one class, each of shape (n, 2), NaN where it is interrupted."""
        found = find(self.group, kind)
        return [self._data(np.array([*points(e.attrib["d"])])) for e in found]

    def marks(self, shape: str = "") -> list[Mark]:
        """The marks of one shape, or all, in the order in which they are drawn."""
        return [
            Mark(name, *self._data(np.array([place]))[0], size, colour)
            for group in find(self.group, "mark")
            for name, place, size, colour in _marks_of(group)
            if shape in ("", name)
        ]

    def places(self, shape: str = "") -> np.ndarray:
        """The places of these marks in data, shape (n, 2)."""
        found = [(mark.x, mark.y) for mark in self.marks(shape)]
        return np.array(found).reshape(-1, 2)

    def texts(self, kind: str) -> list[str]:
        """The words of one class: "tick", "name" of an axis, "label"."""
        return ["".join(e.itertext()) for e in find(self.group, kind)]

    def _data(self, pixels: np.ndarray) -> np.ndarray:
        x, y = self.axes.x, self.axes.y
        across = pixels[:, 0] / (self.axes.width * 96)
        up = 1 - pixels[:, 1] / (self.axes.height * 96)
        return np.array([_value(x, across), _value(y, up)]).T


def _value(axis: Any, share: np.ndarray) -> np.ndarray:
    low, high = axis.limits
    if axis.log:
        return np.asarray(low * (high / low) ** share)
    return np.asarray(low + share * (high - low))


Found = tuple[str, tuple[float, float], float, str]


def _marks_of(group: Element) -> Iterator[Found]:
    """The shape, place, height and colour of every mark in a group of them."""
    shape = SHAPES[classes(group)[1]]
    edge = float(group.get("stroke-width", 0))
    colour = group.get("stroke") or group.attrib["fill"]
    for path in group:
        x, y = numbers(path.attrib["transform"])
        # Each mark begins half its width to the left, but a star at its top.
        left, top = numbers(path.attrib["d"])[:2]
        yield shape, (x, y), 2 * max(-left, -top) + edge, colour


def near(places: Any) -> Any:
    """These places, as exactly as two decimals of a pixel tell them."""
    return pytest.approx(np.array(places, dtype=float), abs=2e-3)


def covers(box: Area, pixels: np.ndarray, reach: float = 0.0) -> bool:
    """Whether something of this reach around one of the pixels touches the box."""
    low = np.array([box.left, box.top]) - reach
    high = np.array([box.right, box.bottom]) + reach
    return bool(((low < pixels) & (pixels < high)).all(axis=1).any())


def seen_lines(root: Element) -> Iterator[tuple[str, np.ndarray, float]]:
    """Every line and mark as pixels close together, and how far it reaches around.

    The grid lies below everything else, and may run through a text.
    """
    for e, x, y, clip in placed(root):
        kind = classes(e)[0] if classes(e) else ""
        if kind == "mark":
            for shape, (at, down), size, _ in _marks_of(e):
                yield f"mark {shape}", np.array([[x + at, y + down]]), size / 2
        elif e.get("fill") == "none" and kind not in ("", "grid", "edge", "ticks"):
            corners = [*points(e.attrib.get("d", ""))]
            pixels = [(x + across, y + down) for across, down in dense(corners)]
            seen = [p for p in pixels if not clip or clip.holds(*p, 0.01)]
            yield kind, np.array(seen).reshape(-1, 2), 0.0
