"""Looking at a Picture's SVG: where its lines, marks and texts are.

Places are read from the file that a reader gets, where they have two decimals of a
pixel, and turned back into data with the limits of the axes.
"""

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np

from minitorch.plot import Picture
from minitorch.plot.paper.font_widths import EM, WIDTHS

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"circle": "o", "cross": "x", "square": "s", "diamond": "D", "star": "*"}
SHAPES["triangle"] = "^"
Element = ElementTree.Element


class Mark(NamedTuple):
    """A mark: its shape, its place in data, its height in pixels, its colour."""

    shape: str
    x: float
    y: float
    size: float
    colour: str


class Box(NamedTuple):
    """The rectangle around something, in pixels of the whole picture."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        above = self.bottom <= other.top or other.bottom <= self.top
        return not (beside or above)

    def holds(self, pixels: np.ndarray, reach: float = 0.0) -> np.ndarray:
        """Whether something of this reach around each of the pixels touches the box."""
        low = np.array([self.left, self.top]) - reach
        high = np.array([self.right, self.bottom]) + reach
        return np.asarray(((low < pixels) & (pixels < high)).all(axis=1))


class Panel:
    """One panel of a picture, as it is drawn."""

    def __init__(self, picture: Picture, panel: int = 0) -> None:
        self.axes = picture.axes()[panel]
        self.group = find(parse(picture.svg()), "axes")[panel]

    def lines(self, kind: str = "line") -> list[np.ndarray]:
        """The lines of one class, each of shape (n, 2), NaN where it is interrupted."""
        return [
            self._data(np.array([*points(e.attrib["d"])]))
            for e in find(self.group, kind)
        ]

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


def _value(axis: object, share: np.ndarray) -> np.ndarray:
    low, high = axis.limits  # type: ignore[attr-defined]
    if axis.log:  # type: ignore[attr-defined]
        return np.asarray(low * (high / low) ** share)
    return np.asarray(low + share * (high - low))


def parse(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def find(root: Element, *wanted: str) -> list[Element]:
    """The elements that have all these classes, in their order."""
    return [e for e in root.iter() if set(wanted) <= set(classes(e))]


def points(d: str) -> Iterator[tuple[float, float]]:
    """The corners of a path of pieces M and L, NaN between two of its parts."""
    numbers = r"([ML])(-?[\d.]+) (-?[\d.]+)"
    for i, (pen, x, y) in enumerate(re.findall(numbers, d)):
        if pen == "M" and i:
            yield math.nan, math.nan
        yield float(x), float(y)


Found = tuple[str, tuple[float, float], float, str]


def _marks_of(group: Element) -> Iterator[Found]:
    """The shape, place, height and colour of every mark in a group of them."""
    shape = SHAPES[classes(group)[1]]
    edge = float(group.get("stroke-width", 0))
    colour = group.get("stroke") or group.attrib["fill"]
    for path in group:
        x, y = map(float, re.findall(r"-?[\d.]+", path.attrib["transform"]))
        # Each mark begins half its width to the left, but a star at its top.
        left, top = map(float, re.findall(r"-?[\d.]+", path.attrib["d"])[:2])
        yield shape, (x, y), 2 * max(-left, -top) + edge, colour


def placed(root: Element) -> Iterator[tuple[Element, float, float, Box | None]]:
    """All elements, with what the groups around move them by, and what clips them."""
    waiting: list[tuple[Element, float, float, Box | None]] = [(root, 0.0, 0.0, None)]
    while waiting:
        element, x, y, clip = waiting.pop(0)
        moved = re.match(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        if moved and element.tag == f"{SVG}g":
            x, y = x + float(moved[1]), y + float(moved[2])
        yield element, x, y, clip
        if element.tag == f"{SVG}svg" and element is not root:
            across, down = (float(element.attrib[n]) for n in ("width", "height"))
            clip = Box("clip", x, y, x + across, y + down)
        waiting += [(child, x, y, clip) for child in element]


def text_boxes(root: Element) -> list[Box]:
    """The box of every text, measured with the widths of its letters."""
    return [text_box(e, x, y) for e, x, y, _ in placed(root) if e.tag == f"{SVG}text"]


def text_box(text: Element, x: float, y: float) -> Box:
    size = float(text.attrib["font-size"])
    width = line_width(text)
    before = {"start": 0.0, "middle": width / 2, "end": width}
    back = before[text.get("text-anchor", "start")]
    x, y = x + float(text.attrib["x"]), y + float(text.attrib["y"])
    words = "".join(text.itertext())
    up, down = 0.76 * size, 0.24 * size
    if "rotate" in text.get("transform", ""):
        return Box(words, x - up, y - (width - back), x + down, y + back)
    return Box(words, x - back, y - up, x - back + width, y + down)


def line_width(text: Element) -> float:
    """How wide a text is: its own letters, and those of its spans."""
    size = float(text.attrib["font-size"])
    width = size * _letters(text.text)
    for span in text:
        own = float(span.get("font-size", size))
        width += float(span.get("dx", 0)) + own * _letters(span.text)
        width += size * _letters(span.tail)
    return width


def _letters(words: str | None) -> float:
    return sum(WIDTHS.get(letter, 0) for letter in words or "") / EM


def seen_lines(root: Element) -> Iterator[tuple[str, np.ndarray, float]]:
    """Every line and mark as pixels close together, and how far it reaches around.

    The grid lies below everything else, and may run through a text.
    """
    for e, x, y, clip in placed(root):
        if e.tag == f"{SVG}path" and e.get("fill") == "none" and e.get("class"):
            if classes(e)[0] in ("grid", "edge", "ticks"):
                continue
            pixels = dense(np.array([*points(e.attrib["d"])])) + np.array((x, y))
            if clip:
                pixels = pixels[clip.holds(pixels, 0.01)]
            yield classes(e)[0], pixels, 0.0
        elif "mark" in classes(e):
            for shape, (at, down), size, _ in _marks_of(e):
                yield f"mark {shape}", np.array([[x + at, y + down]]), size / 2


def dense(corners: np.ndarray) -> np.ndarray:
    """Adds points to a line so that nothing fits between two of them."""
    steps = np.hypot(*np.diff(corners, axis=0).T) if len(corners) > 1 else np.zeros(0)
    parts = [corners[~np.isnan(corners).any(axis=1)]]
    for i in np.flatnonzero(np.isfinite(steps)):
        share = np.linspace(0, 1, int(min(steps[i], 4000.0)) + 2)[:, None]
        parts.append(corners[i] + share * (corners[i + 1] - corners[i]))
    return np.concatenate(parts)
