"""What a notebook shows: SVG, and for pages perhaps an element of their own."""

from abc import ABC, abstractmethod
from pathlib import Path


class Figure(ABC):
    """A picture, a drawing or an element, which shows itself in a notebook."""

    @abstractmethod
    def svg(self) -> str:
        """Return the figure as the text of an SVG file, always the same bytes."""

    def html(self) -> str:
        """Return what pages show in its place, "" for the SVG itself."""
        return ""

    def save(self, path: str | Path) -> None:
        """Write the figure to a file whose name ends in .svg."""
        if Path(path).suffix != ".svg":
            raise ValueError(f"A figure is saved as .svg, got the name {str(path)!r}.")
        Path(path).write_text(self.svg(), encoding="utf-8")

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        html = self.html()
        return ({"text/html": html} if html else {}) | {"image/svg+xml": self.svg()}
