"""Panels side by side, whoever draws them: their words, their size, and rows."""

from dataclasses import dataclass, replace
from typing import Self, TypeVar

from minitorch.plot.paper.figure import Figure
from minitorch.plot.paper.panels import Layout, Panel, lay_out
from minitorch.plot.paper.words import plain


@dataclass(frozen=True, repr=False)
class Panelled(Figure):
    """One panel or several side by side.

    Args:
        panels: what is shown, from left to right.
        width, height: size in inches, 96 pixels each on a slide; None for the usual.
    """

    panels: tuple[Panel, ...]
    width: float | None = None
    height: float | None = None

    @property
    def alt(self) -> str:
        """The sentence that says what the picture shows, for who cannot see it."""
        parts = [f"{plain(p.title)}. {p.sentence}".lstrip(". ") for p in self.panels]
        if len(parts) == 1:
            return parts[0]
        of = len(parts)
        return " ".join(f"Panel {i} of {of}: {p}" for i, p in enumerate(parts, 1))

    @property
    def title(self) -> str:
        """The panels' titles in one line."""
        return ", ".join(plain(panel.title) for panel in self.panels)

    def sized(self, width: float | None = None, height: float | None = None) -> Self:
        """Return the same picture with another width or height in inches."""
        return replace(self, width=width, height=height)

    def layout(self) -> Layout:
        """Return where everything stands."""
        return lay_out(self.panels, self.width, self.height)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.alt}>"


_Kind = TypeVar("_Kind", bound=Panelled)


def row(*pictures: _Kind) -> _Kind:
    """Put up to four pictures side by side, with axes of the same size.

    A row of three or four takes the whole width of a slide; the text in it is as
    large as in a single picture.

    Args:
        pictures: one to four pictures, or rows.

    Returns:
        A picture of all the panels; its `alt` names them one after the other.

    Raises:
        TypeError: something else than a picture is among them, or two kinds of them.
        ValueError: there are none, or more than four panels.

    >>> from minitorch.plot import plot_function
    >>> both = row(plot_function("Square", lambda x: x * x),
    ...            plot_function("Cube", lambda x: x ** 3))
    >>> both.title
    'Square, Cube'
    """
    for picture in pictures:
        if not isinstance(picture, Panelled):
            raise TypeError(
                f"row() takes pictures one after the other, got {picture!r} of type "
                f"{type(picture).__name__}. Unpack a list with row(*pictures)."
            )
    panels = tuple(panel for picture in pictures for panel in picture.panels)
    if not 1 <= len(panels) <= 4:
        raise ValueError(
            f"row() holds one to four panels, got {len(panels)}: more would be too "
            "small to read. Make several rows."
        )
    kinds = {type(picture) for picture in pictures}
    if len(kinds) > 1:
        raise TypeError(
            "row() puts pictures of one kind side by side, got some that matplotlib "
            "draws and some that it does not. Make two rows of them."
        )
    return type(pictures[0])(panels)
