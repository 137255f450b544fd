"""A box diagram's geometry, and the SVG of its frames.

The places, and the room that the longest text of any frame needs, are found once.
Then every frame is drawn into the same places, so that from one frame to the next
only what changes moves.
"""

from collections.abc import Iterable, Sequence

from minitorch.autodiff import Variable
from minitorch.plot.boxes.arrangement import arrange
from minitorch.plot.boxes.frame import Frame
from minitorch.plot.boxes.marks import (
    BOX,
    SLOT,
    arrow_back,
    box,
    derivative,
    pointer,
    source,
)
from minitorch.plot.boxes.naming import function_text
from minitorch.plot.boxes.places import Link, Place
from minitorch.plot.paper.lettering import text
from minitorch.plot.paper.strokes import head
from minitorch.plot.paper.style import BACK
from minitorch.plot.paper.svg import group, path, px
from minitorch.plot.paper.words import text_pixels

_LINE = 24.0  # pixels from one text to the next
_BEND = 9.0  # room above and below a passing arrow
_PORTS = 28.0  # between two arrows that enter a box
_STUB = 14.0  # of a leaf's arrow, in its own column
_NOTE = 11.25  # points, small text


class Diagram:
    """The places of a computation's boxes and arrows.

    Args:
        made: the Variables that Functions made, each after its inputs.
        frames: all that is going to be drawn.

    Attributes:
        extent: width and height in pixels.
    """

    def __init__(self, made: Sequence[Variable], frames: Sequence[Frame]) -> None:
        self._frames = frames
        self._has_back = any(frame.back for frame in frames)
        self._has_shares = any(frame.shares for frame in frames)
        self._has_notes = any(frame.notes for frame in frames)
        self._layers = arrange(made, self._room, self._ports, _BEND)
        self._columns = self._find_columns()
        low = max(p.y + p.room for layer in self._layers for p in layer)
        self.extent = (self._columns[-1][2] + 32.0, low)

    # Sizes

    def _ports(self, arguments: int) -> list[float]:
        step = _LINE * 1.9 if arguments > 2 and self._has_shares else _PORTS
        return [step * (i - (arguments - 1) / 2) for i in range(arguments)]

    def _room(self, variable: Variable) -> float:
        """Return the pixels above and below the middle that a place needs."""
        if variable.last_fn is None:
            return 36.0 if self._has_back else 28.0 if self._has_notes else 16.0
        ports = self._ports(len(variable.parents))
        body = max(BOX / 2, ports[-1] + BOX / 4)
        if self._has_shares:
            return max(body, ports[-1] + 34.0, BOX / 2 + 20.0)
        return max(body, 38.0) if self._has_back else body

    def _box_width(self, variable: Variable) -> float:
        name = function_text(variable.last_fn)
        notes = (text_pixels(f.notes.get(variable, ""), _NOTE) for f in self._frames)
        return max(64.0, text_pixels(name) + 26, max(notes) + 16)

    def _label_width(self, variable: Variable) -> float:
        """Return the width of what stands at an arrow in any frame."""
        texts = {f.labels[variable] for f in self._frames}
        back = {f.back.get(variable, "") for f in self._frames} - {""}
        notes = {f.notes.get(variable, "") for f in self._frames}
        if variable.last_fn is not None:
            notes = set()
        return max(
            max(map(text_pixels, texts)),
            max((text_pixels(b) + SLOT for b in back), default=0.0),
            max((text_pixels(n, _NOTE) for n in notes), default=0.0),
        )

    def _width(self, place: Place) -> float:
        """Return the width that a place needs, behind the shares."""
        if place.is_bend:
            return 0.0
        label = self._label_width(place.variable)
        if place.is_box:
            least = 36.0 if self._has_back else 14.0
            return self._box_width(place.variable) + max(least, label + 24)
        return label + 18 + self._stub

    @property
    def _stub(self) -> float:
        return 36.0 if self._has_back else _STUB

    def _share_width(self, layer: Iterable[Place]) -> float:
        boxes = {id(place.variable) for place in layer if place.is_box}
        texts = [t for f in self._frames if id(f.current) in boxes for t in f.shares]
        return max((max(34.0, text_pixels(t) + 20) for t in texts), default=0.0)

    def _find_columns(self) -> list[tuple[float, float, float]]:
        """Return for each layer where shares, boxes and curves begin."""
        columns, x = [], 0.0
        for layer in self._layers:
            boxes = x + self._share_width(layer)
            right = boxes + max(self._width(place) for place in layer)
            columns.append((x, boxes, right))
            jumps = [abs(_y(k) - k.start.y) for p in layer for k in p.after]
            x = right + min(150.0, max(44.0, 0.32 * max(jumps, default=0.0)))
        return columns

    # Drawing

    def draw(self, frame: Frame) -> str:
        """Return the SVG of all boxes and arrows."""
        ways: dict[int, list[Place]] = {}
        for place in (place for layer in self._layers for place in layer):
            ways.setdefault(id(place.variable), []).append(place)
        parts = [self._variable(way, frame) for way in ways.values()]
        boxes = [p for layer in self._layers for p in layer if p.is_box]
        return "".join(parts + [self._function(p, frame) for p in boxes])

    def _variable(self, way: Sequence[Place], frame: Frame) -> str:
        """Return a Variable's arrow, through all layers, and what stands at it."""
        v, start = way[0].variable, way[0]
        kind = "constant" if v.is_constant() else "leaf" if v.is_leaf() else "result"
        lines, heads = "", ""
        for place in way:
            left, _, right = self._columns[place.layer]
            begins = left if place.is_bend else self._line_start(place)
            lines += f"M{px(begins)} {px(place.y)}H{px(right)}"
            for link in place.after:
                lines += self._curve(link)
                if not link.end.is_bend:
                    tip = self._box_left(link.end) + 1, _y(link)
                    heads += head("head", tip)
        if not way[-1].after:
            end = self._columns[-1][2] + 30
            lines += f"H{px(end - 4)}"
            heads += head("head", (end, start.y))
        state = frame.states.get(v, "")
        classes = " ".join(filter(None, ("variable", kind, state)))
        words = self._words(start, frame, kind)
        return group(classes, path("line", lines) + heads + words)

    def _box_left(self, place: Place) -> float:
        return self._columns[place.layer][1]

    def _line_start(self, place: Place) -> float:
        if place.is_box:
            return self._box_left(place) + self._box_width(place.variable)
        return self._columns[place.layer][2] - self._stub

    def _curve(self, link: Link) -> str:
        """Return the way from one layer to the next."""
        x0, y0, y = self._columns[link.start.layer][2], link.start.y, _y(link)
        x, end = self._columns[link.end.layer][0], self._box_left(link.end) - 6
        if not link.end.is_bend:
            x = min(x, end)  # the rest is under the arrow's head
        middle = (x0 + x) / 2
        corners = [(middle, y0), (middle, y), (x, y)]
        curve = " ".join(f"{px(cx)} {px(cy)}" for cx, cy in corners)
        d = f"M{px(x0)} {px(y0)}C{curve}"
        return d if link.end.is_bend or x == end else f"{d}H{px(end)}"

    def _words(self, place: Place, frame: Frame, kind: str) -> str:
        """Return the label at the start of an arrow, and what comes back there."""
        v, y, begin = place.variable, place.y, self._line_start(place)
        back, state = frame.back.get(v, ""), frame.states.get(v, "")
        right = self._columns[place.layer][2]
        if place.is_box:
            words = text("value", begin + 10, y - 9, frame.labels[v], "start")
            slot = derivative(back, state, begin + 10, y, "start")
        else:
            current = frame.current is v
            words = source(kind, begin, y, current)
            words += text(kind, begin - 16, y + 7, frame.labels[v], "end")
            note = frame.notes.get(v, "")
            words += text("note", begin - 16, y - 14, note, "end", size=_NOTE)
            slot = derivative(back, state, begin - 16, y, "end")
        return words + slot + (arrow_back(begin + 4, right, y, state) if back else "")

    def _function(self, place: Place, frame: Frame) -> str:
        """Return a box, and at its arrows what it passes back."""
        v, left, width = (
            place.variable,
            self._box_left(place),
            self._box_width(place.variable),
        )
        ports = self._ports(len(v.parents))
        height = max(BOX, 2 * ports[-1] + BOX / 2)
        note = frame.notes.get(v, "")
        name, middle = function_text(v.last_fn), left + width / 2
        words = text("name", middle, place.y + (-1 if note else 7), name, "middle")
        words += text("note", middle, place.y + 19, note, "middle", size=_NOTE)
        current = frame.current is v
        state = "current" if current else frame.states.get(v, "")
        drawn = box(left, place.y, width, height, state, words)
        if not current:
            return drawn
        shares = self._shares(place, ports, frame.shares)
        return drawn + pointer(middle, place.y - height / 2) + shares

    def _shares(
        self, place: Place, ports: Sequence[float], shares: Sequence[str]
    ) -> str:
        """Return what a box passes back, above its first arrow and below its last."""
        left, right, _ = self._columns[place.layer]
        parts = []
        for i, (port, share) in enumerate(zip(ports, shares, strict=True)):
            if not share:
                continue
            above = len(ports) > 1 and i < len(ports) - 1
            y = place.y + port
            parts.append(arrow_back(left, right - 6, y - 21 if above else y, "share"))
            middle = (left + right) / 2
            baseline = y - 15 if above else y + 28
            parts.append(text("share", middle, baseline, share, "middle", BACK))
        return group("shares", "".join(parts)) if parts else ""


def _y(link: Link) -> float:
    """Return where a link arrives."""
    return link.end.y + link.port
