"""Looking at a figure's SVG: where its words, boxes and lines are."""

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple
from xml.etree import ElementTree

from minitorch.plot.paper.words import text_pixels

SVG = "{http://www.w3.org/2000/svg}"
DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
Element = ElementTree.Element
Point = tuple[float, float]


class Area(NamedTuple):
    """A rectangle of the figure in pixels, and what is there."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Whether the two have more than an edge in common."""
        beside = self.right <= other.left or other.right <= self.left
        above = self.bottom <= other.top or other.bottom <= self.top
        return not (beside or above)

    def holds(self, x: float, y: float, reach: float = -0.5) -> bool:
        """Whether what reaches so far around a point lies inside, in part."""
        across = self.left - reach < x < self.right + reach
        return across and self.top - reach < y < self.bottom + reach


def parse(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def find(root: Element, *wanted: str) -> list[Element]:
    """Return the elements that have all these classes, in their order."""
    return [e for e in root.iter() if set(wanted) <= set(classes(e))]


def texts(root: Element, *wanted: str) -> list[str]:
    found = [e for e in find(root, *wanted) if e.tag == f"{SVG}text"]
    return ["".join(e.itertext()) for e in found]


def at(element: Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", text)]


def placed(
    element: Element, x: float = 0.0, y: float = 0.0, clip: Area | None = None
) -> Iterator[tuple[Element, float, float, Area | None]]:
    """Go through all elements, with what groups move them by, and what clips them."""
    moved = element.get("transform", "")
    if element.tag == f"{SVG}g" and moved.startswith("translate"):
        right, down = numbers(moved)
        x, y = x + right, y + down
    yield element, x, y, clip
    if element.tag == f"{SVG}svg" and "viewBox" not in element.attrib:
        width, height = at(element, "width", "height")
        clip = Area("clip", x, y, x + width, y + height)
    for child in element:
        yield from placed(child, x, y, clip)


def area(element: Element, x: float, y: float) -> Area:
    """Return what a rectangle or a text covers."""
    if element.tag == f"{SVG}rect":
        left, top, width, height = at(element, "x", "y", "width", "height")
        what = element.get("class", "")
        return Area(what, x + left, y + top, x + left + width, y + top + height)
    words, width = "".join(element.itertext()), line_width(element)
    (size,) = at(element, "font-size")
    ends = {"start": 0.0, "middle": width / 2, "end": width}
    back = ends[element.get("text-anchor", "start")]
    x, y = x + float(element.attrib["x"]), y + float(element.attrib["y"])
    up, down = 0.76 * size, 0.24 * size
    if "rotate" in element.get("transform", ""):
        return Area(words, x - up, y - (width - back), x + down, y + back)
    return Area(words, x - back, y - up, x - back + width, y + down)


def line_width(text: Element) -> float:
    """Return how wide a text is: its own letters, and those of its spans."""
    size = float(text.attrib["font-size"])
    width = _letters(text.text, size)
    for span in text:
        width += float(span.get("dx", 0)) + _letters(span.tail, size)
        width += _letters(span.text, float(span.get("font-size", size)))
    return width


def _letters(words: str | None, size: float) -> float:
    return text_pixels(words or "", size * 72 / 96)


def text_areas(root: Element) -> list[Area]:
    return [area(e, x, y) for e, x, y, _ in placed(root) if e.tag == f"{SVG}text"]


def areas(root: Element) -> list[Area]:
    """Return what needs a place of its own: boxes, and words outside of them."""
    inside = {id(t) for f in find(root, "function") for t in f.iter(f"{SVG}text")}
    inside |= {id(t) for t in find(root, "pending") if t.tag == f"{SVG}text"}
    return [
        area(e, x, y)
        for e, x, y, _ in placed(root)
        if e.tag in (f"{SVG}rect", f"{SVG}text") and id(e) not in inside
    ]


def overlaps(found: list[Area]) -> list[tuple[str, str]]:
    """Return the pairs that lie over one another."""
    return [(a.what, b.what) for a, b in combinations(found, 2) if a.meets(b)]


def outside(root: Element, found: list[Area]) -> list[str]:
    """Return what reaches over the edge."""
    width, height = at(root, "width", "height")
    return [
        a.what
        for a in found
        if a.left < 0 or a.top < 0 or a.right > width or a.bottom > height
    ]


def points(d: str) -> Iterator[Point]:
    """Go through the corners of a path, and along its curves; NaN between its parts."""
    x = y = 0.0
    for i, (command, given) in enumerate(re.findall(r"([MLHVC])([^MLHVCz]*)", d)):
        to = numbers(given)
        if command == "M" and i:
            yield math.nan, math.nan
        if command == "C":
            yield from _along((x, y), to)
        x = x if command == "V" else to[-1] if command == "H" else to[-2]
        y = y if command == "H" else to[-1]
        yield x, y


def _along(start: Point, to: list[float]) -> Iterator[Point]:
    """Go along a curve in small steps."""
    corners = [start, *zip(to[::2], to[1::2], strict=True)]
    for t in (i / 50 for i in range(50)):
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        pairs = [*zip(weights, corners, strict=True)]
        yield sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)


def dense(corners: list[Point], step: float = 1.0) -> Iterator[Point]:
    """Go along a line in steps of so many pixels, over its gaps in one."""
    for (x0, y0), (x1, y1) in pairwise(corners):
        length = math.dist((x0, y0), (x1, y1))
        steps = int(min(length, 4000.0) / step) + 1 if math.isfinite(length) else 0
        for i in range(steps):
            yield x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps
    yield from corners[-1:]


def crossed(root: Element) -> list[str]:
    """Return what some arrow runs through."""
    taken = [area for area in areas(root) if area.what != "source"]
    found = []
    for line, right, down, _ in placed(root):
        if {"line", "back"} & {*classes(line)}:
            way = dense([*points(line.get("d", ""))], step=8.0)
            found += _on_the_way([(x + right, y + down) for x, y in way], taken)
    return found


def _on_the_way(way: list[Point], taken: list[Area]) -> list[str]:
    xs, ys = zip(*way, strict=True)
    around = Area("", min(xs), min(ys), max(xs), max(ys))
    near = [area for area in taken if area.meets(around)]
    return [area.what for area in near if any(area.holds(x, y) for x, y in way)]


def faults(root: Element) -> list[object]:
    """Return all that keeps a drawing from being read."""
    found = areas(root)
    return [*overlaps(found), *crossed(root), *outside(root, found)]
