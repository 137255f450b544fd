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
_NOTE = 13.0  # points, small text
_NOTE_LINE = 20.0  # pixels from one line of it to the next


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
        self._box_widths = {v: self._box_width(v) for v in made}
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
            return 40.0 if self._has_back else 28.0 if self._has_notes else 16.0
        ports = self._ports(len(variable.parents))
        body = self._box_height(variable) / 2
        if self._has_shares:
            return max(body, ports[-1] + 38.0, BOX / 2 + 20.0)
        return max(body, 42.0) if self._has_back else body

    def _notes(self, variable: Variable) -> list[list[str]]:
        """Return the lines of small text in a box, for each frame."""
        return [f.notes.get(variable, "").splitlines() for f in self._frames]

    def _box_width(self, variable: Variable) -> float:
        name = function_text(variable.last_fn)
        lines = [line for note in self._notes(variable) for line in note]
        widest = max((text_pixels(line, _NOTE) for line in lines), default=0.0)
        return max(64.0, text_pixels(name) + 32, widest + 16)

    def _box_height(self, variable: Variable) -> float:
        ports = self._ports(len(variable.parents))
        lines = max(map(len, self._notes(variable)))
        tall = BOX + _NOTE_LINE * max(0, lines - 1)
        return max(tall, 2 * ports[-1] + BOX / 2)

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

    def _is_labelled(self, place: Place) -> bool:
        return not place.is_bend and self._label_width(place.variable) > 0

    def _width(self, place: Place) -> float:
        """Return the width that a place needs, behind the shares."""
        if place.is_bend:
            return 0.0
        label = self._label_width(place.variable)
        if place.is_box:
            least = 36.0 if self._has_back else 14.0
            beside = label + 24 if label else 0.0
            return self._box_widths[place.variable] + max(least, beside)
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
            least = 44.0 if any(map(self._is_labelled, layer)) else 30.0
            x = right + min(150.0, max(least, 0.32 * max(jumps, default=0.0)))
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
        v = way[0].variable
        kind = "constant" if v.is_constant() else "leaf" if v.is_leaf() else "result"
        words = self._words(way[0], frame, kind)
        classes = f"variable {kind} {frame.states.get(v, '')}".strip()
        return group(classes, self._arrow(way) + words)

    def _arrow(self, way: Sequence[Place]) -> str:
        """Return the line along a way and its branches, with a head at each end."""
        lines, tips = "", []
        for place in way:
            left, _, right = self._columns[place.layer]
            begins = left if place.is_bend else self._line_start(place)
            lines += f"M{px(begins)} {px(place.y)}H{px(right)}"
            lines += "".join(map(self._curve, place.after))
            ends = [link for link in place.after if not link.end.is_bend]
            tips += [(self._box_left(link.end) + 1, _y(link)) for link in ends]
        if not way[-1].after:  # the result leads out of the picture
            tips = [(self._columns[-1][2] + 30, way[0].y)]
            lines += f"H{px(tips[0][0] - 4)}"
        return path("line", lines) + "".join(head("head", tip) for tip in tips)

    def _box_left(self, place: Place) -> float:
        return self._columns[place.layer][1]

    def _line_start(self, place: Place) -> float:
        if place.is_box:
            return self._box_left(place) + self._box_widths[place.variable]
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
        if place.is_box:
            x, anchor = begin + 10, "start"
            words = text("value", x, y - 9, frame.labels[v])
        else:
            x, anchor = begin - 16, "end"
            words = source(kind, begin, y, frame.current is v)
            words += text(kind, x, y + 7, frame.labels[v], anchor)
            words += text("note", x, y - 14, frame.notes.get(v, ""), anchor, size=_NOTE)
        if back := frame.back.get(v, ""):
            state, right = frame.states.get(v, ""), self._columns[place.layer][2]
            words += derivative(back, state, x, y, anchor)
            words += arrow_back(begin + 4, right, y, state)
        return words

    def _function(self, place: Place, frame: Frame) -> str:
        """Return a box, and at its arrows what it passes back."""
        v, left = place.variable, self._box_left(place)
        width = self._box_widths[v]
        ports, height = self._ports(len(v.parents)), self._box_height(v)
        lines = frame.notes.get(v, "").splitlines()
        name, middle = function_text(v.last_fn), left + width / 2
        name = f"${name}$" if len(name) == 1 else name  # as f and g of mathematics
        y = place.y + (8 - 9 * len(lines) if lines else 7)
        words = text("name", middle, y, name, "middle")
        for i, line in enumerate(lines):
            down = y + 20 + _NOTE_LINE * i
            words += text("note", middle, down, line, "middle", size=_NOTE)
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
            baseline = y - 18 if above else y + 33
            parts.append(text("share", middle, baseline, share, "middle", BACK))
        return group("shares", "".join(parts)) if parts else ""


def _y(link: Link) -> float:
    """Return where a link arrives."""
    return link.end.y + link.port
