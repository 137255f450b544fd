"""Looking at a drawing's SVG: where its words, boxes and lines are."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from minitorch.plot.boxes.naming import TEXT, text_width

SVG = "{http://www.w3.org/2000/svg}"
DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
Element = ElementTree.Element


class Area(NamedTuple):
    """A rectangle of the drawing, and what is there."""

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

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        across = self.left + 0.5 < x < self.right - 0.5
        return across and self.top + 0.5 < y < self.bottom - 0.5


def parse(svg: str) -> Element:
    return ElementTree.fromstring(svg)


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def find(root: Element, *wanted: str) -> list[Element]:
    """Return the elements that have all these classes, in their order."""
    return [e for e in root.iter() if set(wanted) <= set(classes(e))]


def texts(root: Element, *wanted: str) -> list[str]:
    found = [e for e in find(root, *wanted) if e.tag == f"{SVG}text"]
    return [e.text or "" for e in found]


def at(element: Element, *names: str) -> list[float]:
    return [float(element.get(name, 0)) for name in names]


def placed(
    element: Element, x: float = 0.0, y: float = 0.0
) -> Iterator[tuple[Element, float, float]]:
    """Go through all elements, with what the groups around each move it by."""
    if found := element.get("transform"):
        right, down = map(float, re.findall(r"-?[\d.]+", found))
        x, y = x + right, y + down
    yield element, x, y
    for child in element:
        yield from placed(child, x, y)


def area(element: Element, x: float, y: float) -> Area:
    """Return what an element covers: for a text, the most that it may."""
    if element.tag == f"{SVG}rect":
        left, top, width, height = at(element, "x", "y", "width", "height")
        what = element.get("class", "")
        return Area(what, x + left, y + top, x + left + width, y + top + height)
    words, size = element.text or "", float(element.get("font-size", TEXT))
    width = text_width(words, size)
    ends = {"start": 0.0, "middle": width / 2, "end": width}
    left = x + float(element.attrib["x"]) - ends[element.attrib["text-anchor"]]
    base = y + float(element.attrib["y"])
    return Area(repr(words), left, base - 0.74 * size, left + width, base + 0.2 * size)


def areas(root: Element) -> list[Area]:
    """Return what needs a place of its own: boxes, and words outside of them."""
    inside = {id(t) for f in find(root, "function") for t in f.iter(f"{SVG}text")}
    inside |= {id(t) for t in find(root, "pending") if t.tag == f"{SVG}text"}
    return [
        area(e, x, y)
        for e, x, y in placed(root)
        if e.tag in (f"{SVG}rect", f"{SVG}text") and id(e) not in inside
    ]


def overlaps(root: Element) -> list[tuple[str, str]]:
    """Return the pairs that lie over one another."""
    return [(a.what, b.what) for a, b in combinations(areas(root), 2) if a.meets(b)]


def points(line: Element) -> Iterator[tuple[float, float]]:
    """Go along a line of pieces M, H and C, in small steps."""
    x = y = 0.0
    for command, numbers in re.findall(r"([MHC])([^MHC]*)", line.get("d", "")):
        to = [float(number) for number in numbers.split()]
        if command == "H":
            yield from ((x + (to[0] - x) * i / 50, y) for i in range(51))
            x = to[0]
        elif command == "C":
            for t in (i / 50 for i in range(51)):
                b = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                ends = zip(b, [(x, y), to[0:2], to[2:4], to[4:6]], strict=True)
                pairs = [(w * px, w * py) for w, (px, py) in ends]
                yield sum(p[0] for p in pairs), sum(p[1] for p in pairs)
            x, y = to[4:6]
        else:
            x, y = to


def crossed(root: Element) -> list[str]:
    """Return what some arrow runs through."""
    taken = [area for area in areas(root) if area.what != "source"]
    lines = [(e, x, y) for e, x, y in placed(root) if {"line", "back"} & {*classes(e)}]
    return [
        area.what
        for line, right, down in lines
        for x, y in points(line)
        for area in taken
        if area.holds(x + right, y + down)
    ]


def outside(root: Element) -> list[str]:
    """Return what reaches over the edge."""
    width, height = at(root, "width", "height")
    return [
        a.what
        for a in areas(root)
        if a.left < 0 or a.top < 0 or a.right > width or a.bottom > height
    ]


def faults(root: Element) -> list[object]:
    """Return all that keeps a drawing from being read."""
    return [*overlaps(root), *crossed(root), *outside(root)]
