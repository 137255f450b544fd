"""Places of boxes, leaves and bends in layers, and the links between them."""

from dataclasses import dataclass, field

from minitorch.autodiff import Variable


@dataclass(eq=False)
class Place:
    """What stands somewhere: a Function's box, a leaf, or the bend of a long arrow.

    Args:
        variable: the Variable whose arrow starts or passes here.
        layer: counted from the left.
        is_bend: whether an arrow only passes.
        room: pixels that are needed above and below the middle.
        row: which one of its layer it is, from above.
        y: the middle in pixels.
        before, after: the arrows that come from the layer before, and those that lead
            to the layer after.
    """

    variable: Variable
    layer: int
    is_bend: bool = False
    room: float = 30.0
    row: int = 0
    y: float = 0.0
    before: list["Link"] = field(default_factory=list, repr=False)
    after: list["Link"] = field(default_factory=list, repr=False)

    @property
    def is_box(self) -> bool:
        """Whether a Function stands here."""
        return not self.is_bend and self.variable.last_fn is not None


@dataclass(frozen=True, eq=False)
class Link:
    """The piece of an arrow between two layers.

    Args:
        start, end: where it leaves and arrives.
        port: pixels by which it arrives above (-) or below the middle of `end`.
        argument: which argument of the box at its end it is; None at a bend.
    """

    start: Place
    end: Place
    port: float = 0.0
    argument: int | None = None


Layers = list[list[Place]]
