"""The look of the course as settings of matplotlib.

Colours, dashes and sizes are those of `minitorch.plot.paper.style`. Notebooks of the
course begin with these settings; elsewhere `use_look()` takes them.
"""

from typing import Any, Final

from minitorch.plot.paper.style import (
    FONT_SIZE,
    GREY,
    INK,
    LINES,
    PICTURE_WIDTH,
    TITLE_SIZE,
)

Settings = dict[Any, str | float | bool]

HEIGHT: Final = 3.9  # inches of a figure with one pair of axes
_COLOURS = [colour for colour, _ in LINES]
_DASHES = [(0, dashes) if dashes else "-" for _, dashes in LINES]
_FINE = 192  # dots an inch where an image consists of dots

LOOK: Final[Settings] = {
    # The same figure has the same bytes, and its letters do not depend on the reader.
    "svg.hashsalt": "minitorch",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    # Transparent: the same figure stands on a light and on a dark page.
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "savefig.edgecolor": "none",
    # One size, with room for words around the axes.
    "figure.figsize": f"{PICTURE_WIDTH}, {HEIGHT}",
    "figure.subplot.left": 0.16,
    "figure.subplot.bottom": 0.19,
    "savefig.dpi": _FINE,
    # Words.
    "font.size": FONT_SIZE,
    "axes.titlesize": TITLE_SIZE,
    "axes.titlelocation": "left",
    "axes.titlepad": 12.0,
    "axes.labelsize": FONT_SIZE,
    "xtick.labelsize": FONT_SIZE,
    "ytick.labelsize": FONT_SIZE,
    "legend.fontsize": FONT_SIZE,
    "figure.titlesize": TITLE_SIZE,
    "figure.labelsize": FONT_SIZE,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "legend.labelcolor": INK,
    # Two edges and a light grid.
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 1.0,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GREY,
    "grid.alpha": 0.25,
    # A legend may lie on a curve: paper below it, which a dark page turns over with it.
    "legend.facecolor": "white",
    "legend.edgecolor": "none",
    "legend.framealpha": 0.85,
    "legend.handlelength": 2.6,
    # Curves differ in colour and dashes; images run from paper to blue.
    "axes.prop_cycle": f"cycler(color={_COLOURS}) + cycler(linestyle={_DASHES})",
    "lines.linewidth": 2.6,
    "lines.solid_capstyle": "round",
    "lines.markersize": 9.0,
    "lines.markeredgewidth": 2.0,
    "image.cmap": "Blues",
    "image.composite_image": False,  # two images are not made into one
}


def settings_file() -> str:
    """Return the look as the text of a file `matplotlibrc`.

    >>> settings_file().splitlines()[:2]
    ['svg.hashsalt: minitorch', 'svg.fonttype: path']
    """
    # In such a file the sign before a colour would begin a comment.
    return "".join(f"{key}: {value}\n".replace("#", "") for key, value in LOOK.items())


def use_look() -> None:
    """Give every figure that matplotlib draws from now on the look of the course.

    It changes `matplotlib.rcParams`, as `plt.style.use` does. Notebooks of the course
    need no call, and what `minitorch.plot` draws itself looks like this anyway.
    """
    from matplotlib import rcParams

    rcParams.update(LOOK)
