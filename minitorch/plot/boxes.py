"""Box diagrams: a computation as its Scalars recorded it.

Variables are arrows, Functions are boxes. What is drawn is the history that the engine
keeps for backpropagation, from left to right, and nothing besides. The drawing is SVG
written here: its parts have classes, so that a page that contains it can restyle them,
and its ink is `currentColor`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from minitorch.autodiff import Variable, topological_sort

from .box_layout import Arrow, Place, arrange, function_name
from .style import BLUE
from .words import listing, number, plain

_INCH = 96  # CSS pixels
_TEXT = 19.0  # pixels, the height of all text but the title
_BOX = 54.0  # pixels, the height of a box
_ROW = 92.0  # from one row to the next
_GAP = 62.0  # between two layers, where arrows change their row
_MARGIN = 12.0
_MOST = 60  # boxes that can still be told apart
_BACK = "#B34A00"  # vermilion, dark enough for text
_FONT = "DejaVu Sans, Verdana, Arial, sans-serif"


@dataclass(frozen=True, repr=False)
class Drawing:
    """A box diagram, shown in a notebook as SVG.

    Args:
        title: What stands above it.
        alt: The sentence that says what it shows.
        body: The SVG of boxes and arrows, from (0, 0) to `extent`.
        extent: Its width and height in pixels.
        width, height: Size in inches, 96 pixels each on a slide; None for the usual.
    """

    title: str
    alt: str
    body: str
    extent: tuple[float, float]
    width: float | None = None
    height: float | None = None

    def sized(
        self, width: float | None = None, height: float | None = None
    ) -> "Drawing":
        """Returns the same drawing on a larger canvas, in inches."""
        return replace(self, width=width, height=height)

    def svg(self) -> str:
        """Returns the drawing as the text of an SVG file, always the same bytes."""
        top = 44.0 if self.title else _MARGIN
        least = max(6.0 * _INCH, 12.5 * len(self.title))
        width = max((self.width or 0) * _INCH or least, self.extent[0] + 2 * _MARGIN)
        height = max((self.height or 0) * _INCH, self.extent[1] + top + _MARGIN)
        left = (width - self.extent[0]) / 2
        down = top + (height - top - _MARGIN - self.extent[1]) / 2
        size = f"{width:.0f}", f"{height:.0f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="boxes" role="img" '
            f'width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}" '
            f'font-family="{_FONT}" font-size="{_TEXT:.0f}">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.alt)}</desc>"
            f'<metadata><dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{escape(self.alt)}</dc:description></metadata>"
            + _text("title", _MARGIN, 26, self.title, "start", size=20)
            + f'<g transform="translate({left:.1f} {down:.1f})">{self.body}</g></svg>'
        )

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"image/svg+xml": self.svg()}

    def __repr__(self) -> str:
        return f"<Drawing: {self.alt}>"


def plot_boxes(
    title: str,
    result: Variable,
    *,
    values: bool = True,
    derivatives: Mapping[Variable, float] | None = None,
) -> Drawing:
    """Draws the Functions that made a Variable as boxes, and the Variables as arrows.

    Args:
        title: What stands above the boxes.
        result: The last Variable of a computation; its history is drawn.
        values: Whether each arrow carries its Variable's value, besides its name.
        derivatives: Derivatives to be written under the arrows of their Variables,
            with a sign that they travel back.

    Returns:
        A drawing whose `alt` tells what goes into each box and what comes out.

    Raises:
        TypeError: If `result` is no Variable.
        ValueError: If no Function made it, or so many that they cannot be drawn.

    >>> from minitorch import Scalar
    >>> x = Scalar(2.0, name="x")
    >>> plot_boxes("A product", x * 5.0, derivatives={x: 5.0}).alt
    'A product. Mul of x = 2 and 5 gives 10. Coming back: 5 to x = 2.'
    """
    made = _check(result)
    labels = _Labels(values, derivatives or {})
    alt = f"{plain(title)}. {labels.tell(made)}".lstrip(". ")
    layers, arrows = arrange(made)
    return Drawing(title, alt, *_draw(layers, arrows, labels, result))


def _check(result: object) -> list[Variable]:
    """Returns the Variables that Functions made, each after its inputs."""
    if not isinstance(result, Variable):
        raise TypeError(
            "plot_boxes takes the title, then the Scalar whose history is drawn, got "
            f"{result!r} of type {type(result).__name__}."
        )
    made = [v for v in reversed(topological_sort(result)) if function_name(v)]
    if not 1 <= len(made) <= _MOST:
        raise ValueError(
            f"plot_boxes draws one to {_MOST} Functions, {result!r} was made by "
            f"{len(made)}. Compute it from Scalars first, or draw a part of it."
        )
    return made


# What stands at the arrows


@dataclass(frozen=True)
class _Labels:
    """What is written at a Variable's arrow, and told in the sentence."""

    values: bool
    derivatives: Mapping[Variable, float]

    def __getitem__(self, variable: Variable) -> str:
        value = _number(variable.data)
        if not variable.name:
            return value if self.values or variable.is_constant() else ""
        return f"{variable.name} = {value}" if self.values else variable.name

    def back(self, variable: Variable) -> str:
        d = self.derivatives.get(variable)
        return "" if d is None else f"← {_number(d)}"

    def width(self, variable: Variable) -> float:
        texts = self[variable], self.back(variable)
        return max(0.62 * _TEXT * len(text) for text in texts)

    def tell(self, made: Iterable[Variable]) -> str:
        words = []
        for v in made:
            inputs = listing([self[p] or "what came before" for p in v.parents])
            words.append(
                f"{function_name(v)} of {inputs} gives {self[v] or 'a Variable'}."
            )
        back = [
            f"{_number(d)} to {self[v] or function_name(v)}"
            for v, d in self.derivatives.items()
        ]
        return " ".join(words) + (f" Coming back: {listing(back)}." if back else "")


def _number(value: float) -> str:
    return number(float(value)).replace("-", "\N{MINUS SIGN}")


# The drawing


def _draw(
    layers: list[list[Place]], arrows: list[Arrow], labels: _Labels, result: Variable
) -> tuple[str, tuple[float, float]]:
    """Returns the SVG of all boxes and arrows, and the width and height it takes."""
    top = min(place.y for layer in layers for place in layer)
    for place in (place for layer in layers for place in layer):
        place.y = (place.y - top) * _ROW + _BOX / 2
    columns = _columns(layers, labels)
    parts = [_arrow(arrow, columns) for arrow in arrows]
    for layer, column in zip(layers, columns, strict=True):
        parts += [_at_place(p, column, labels) for p in layer if not p.is_bend]
    (left, right), end = columns[-1], layers[-1][0]
    start = left + _box_width(result)
    parts.insert(0, _line(f"M{start:.1f} {end.y:.1f}H{right + 20:.1f}", right, end.y))
    height = max(place.y for layer in layers for place in layer) + _BOX / 2
    return "".join(parts), (right + 32, height)


def _columns(layers: list[list[Place]], labels: _Labels) -> list[tuple[float, float]]:
    """Returns where each layer begins and ends, the labels of its arrows included."""
    columns, x = [], 0.0
    for layer in layers:
        widths = [labels.width(p.variable) + 16 for p in layer if not p.is_bend]
        boxes = [_box_width(p.variable) for p in layer if p.is_box]
        columns.append((x, x + max(widths) + max(boxes, default=0.0)))
        x = columns[-1][1] + _GAP
    return columns


def _box_width(variable: Variable) -> float:
    return max(70.0, 0.66 * _TEXT * len(function_name(variable)) + 30)


def _arrow(arrow: Arrow, columns: list[tuple[float, float]]) -> str:
    start = arrow.way[0]
    x = columns[start.layer][1]
    from_x = columns[start.layer][0] + _box_width(start.variable)
    path = f"M{from_x if start.is_box else x:.1f} {start.y:.1f}H{x:.1f}"
    for place in arrow.way[1:]:
        left, right = columns[place.layer]
        y = place.y + (0.0 if place.is_bend else arrow.shift * _ROW)
        before = columns[place.layer - 1][1]
        middle = (before + left) / 2
        path += f"C{middle:.1f} {start.y:.1f} {middle:.1f} {y:.1f} {left:.1f} {y:.1f}"
        if place.is_bend:
            path += f"H{right:.1f}"
        start = place
    return _line(path, left - 20, y)


def _line(path: str, x: float, y: float) -> str:
    """Returns a path that ends at (x + 20, y), with its head."""
    return (
        f'<g class="variable"><path d="{path}" fill="none" stroke="currentColor" '
        f'stroke-width="2"/><path d="M{x + 21:.1f} {y:.1f}l-12 -6v12z" '
        'fill="currentColor"/></g>'
    )


def _at_place(place: Place, column: tuple[float, float], labels: _Labels) -> str:
    """Returns a box with the label of the arrow that leaves it, or a leaf."""
    (left, right), v = column, place.variable
    if not place.is_box:
        kind = "constant" if v.is_constant() else "leaf"
        texts = _text(kind, right - 8, place.y + 7, labels[v], "end")
        return texts + _back(right - 8, place.y + 32, labels.back(v), "end")
    width, x = _box_width(v), left + _box_width(v) + 8
    name = _text("name", left + width / 2, place.y + 7, function_name(v), "middle")
    return (
        f'<g class="function"><rect x="{left:.1f}" y="{place.y - _BOX / 2:.1f}" '
        f'width="{width:.1f}" height="{_BOX:.0f}" rx="6" fill="{BLUE}" '
        f'fill-opacity="0.14" stroke="{BLUE}" stroke-width="2"/>'
        f"{name}</g>"
        + _text("value", x, place.y - 9, labels[v], "start")
        + _back(x, place.y + 25, labels.back(v), "start")
    )


def _back(x: float, y: float, text: str, anchor: str) -> str:
    return _text("derivative", x, y, text, anchor, _BACK)


def _text(
    kind: str,
    x: float,
    y: float,
    text: str,
    anchor: str,
    colour: str = "currentColor",
    size: float = _TEXT,
) -> str:
    if not text:
        return ""
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" fill="{colour}" '
        f'text-anchor="{anchor}" font-size="{size:.0f}">{escape(text)}</text>'
    )
