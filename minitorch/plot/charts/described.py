"""A figure of matplotlib together with the sentence that says what it shows."""

import io
from dataclasses import dataclass

import matplotlib.pyplot as plt
from matplotlib import rc_context
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure as Drawn
from matplotlib.text import Text

from minitorch.plot.charts.look import LOOK
from minitorch.plot.charts.sentence import sentence, title_of
from minitorch.plot.paper.figure import Figure
from minitorch.plot.paper.style import ROW_WIDTH
from minitorch.plot.paper.svg import legal

_FILE = {k: v for k, v in LOOK.items() if k.startswith(("svg.", "savefig."))}


@dataclass(frozen=True, repr=False)
class Described(Figure):
    """A figure as it was when it was described, shown in a notebook as SVG.

    Args:
        text: the SVG file.
        alt: the sentence that says what the figure shows, for who cannot see it.
    """

    text: str
    alt: str

    def svg(self) -> str:
        """Return the figure as the text of an SVG file, always the same bytes."""
        return self.text

    def __repr__(self) -> str:
        return f"<Described: {self.alt}>"


def described(figure: Drawn | None = None, words: str | None = None) -> Described:
    """Give a figure of matplotlib the words that say what it shows.

    End a cell with it: the cell then shows the figure once, with its words. Several
    panels side by side get the width of a slide, unless they have a size of their own.

    Args:
        figure: the figure; None takes the one that `plt` draws on.
        words: what it shows; None computes a sentence for curves, points, bars,
            histograms, images and contours.

    Returns:
        The figure, which shows itself and has the words as its `alt`.

    Raises:
        ValueError: there is no figure, or nothing in it that can be told.

    >>> import matplotlib.pyplot as plt
    >>> axes = plt.figure().add_subplot(title="Twice", xlabel="n")
    >>> lines = axes.plot([0, 1, 2], [0, 2, 4], label="2n")
    >>> described().alt
    'Twice. 2n: rising from 0 at n = 0 to 4 at n = 2.'
    """
    if figure is None:
        figure = _current()
    make_legal(figure)
    alt = sentence(figure) if words is None else words
    _finish(figure)
    text = written(figure, title_of(figure), alt)
    plt.close(figure)  # or the notebook would show it a second time
    return Described(text, alt)


def written(figure: Drawn, title: str, alt: str) -> str:
    """Return a figure as the text of an SVG file that carries its title and words."""
    file = io.StringIO()
    told = {"Description": alt, "Date": None, "Creator": None}
    if title:
        told["Title"] = title
    with rc_context(_FILE):
        figure.savefig(file, format="svg", metadata=told)
    return legal(file.getvalue())


def make_legal(figure: Drawn) -> None:
    """Replace in all words of a figure what no file may hold."""
    for words in figure.findobj(Text):
        words.set_text(legal(words.get_text()))


def _current() -> Drawn:
    if not plt.get_fignums():
        raise ValueError(
            "There is no figure to describe. Draw first, as with plt.plot(...), and "
            "call described() in the same cell, without plt.show() before it."
        )
    return plt.gcf()


def _finish(figure: Drawn) -> None:
    """Give panels the room that their words need, and images neither grid nor seams."""
    specs = [axes.get_subplotspec() for axes in figure.axes]
    if all(specs):  # none that was put to a place of its own
        figure.set_layout_engine("tight")
    columns = max((spec.get_gridspec().ncols for spec in specs if spec), default=1)
    usual = [float(inches) for inches in str(LOOK["figure.figsize"]).split(",")]
    if columns > 1 and [*figure.get_size_inches()] == usual:
        figure.set_size_inches(ROW_WIDTH, usual[1])
    for axes in figure.axes:
        meshes = [one for one in axes.collections if isinstance(one, QuadMesh)]
        if axes.images or meshes:
            axes.grid(visible=False)
        for mesh in meshes:
            mesh.set_rasterized(True)
