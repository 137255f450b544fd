"""The colours of pictures can be told from the paper, in light and in dark.

Pictures are drawn once, and in the dark the style sheet turns them over with a filter.
It is computed here as https://www.w3.org/TR/filter-effects-1/ defines it.
"""

import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib import colormaps

from minitorch.plot.charts.look import LOOK
from minitorch.plot.paper import style

STYLES = Path(__file__).parents[1] / "docs/_static/base.css"
COLOURS = {
    name: value
    for name, value in vars(style).items()
    if isinstance(value, str) and re.fullmatch("#[0-9A-Fa-f]{6}", value)
}


def variable(theme: str, name: str) -> str:
    """What base.css says of a theme."""
    blocks = re.findall(r"([^{}]*)\{([^{}]*)\}", STYLES.read_text(encoding="utf-8"))
    (body,) = [
        body
        for selector, body in blocks
        if f'data-theme="{theme}"' in selector and "--figure-filter" in body
    ]
    found = re.search(rf"--{name}: ([^;]*);", body)
    assert found is not None
    return found[1]


def seen(colour: str, theme: str) -> np.ndarray:
    """A colour of a picture as it is shown."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    filtered = variable(theme, "figure-filter")
    if filtered == "none":
        return rgb
    found = re.fullmatch(r"invert\(([\d.]+)\) hue-rotate\(180deg\)", filtered)
    assert found is not None
    inverted = float(found[1]) + rgb * (1 - 2 * float(found[1]))
    grey = np.array([0.213, 0.715, 0.072])
    return np.clip(2 * grey @ inverted - inverted, 0, 1)  # turned by half a circle


def luminance(rgb: np.ndarray) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(colour: str, theme: str) -> float:
    """The contrast of a colour with the paper, from 1 to 21."""
    paper = variable(theme, "paper")
    ground = np.array([int(paper[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    dark, light = sorted([luminance(seen(colour, theme)), luminance(ground)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", COLOURS)
def test_lines_and_marks_stand_out(name: str, theme: str) -> None:
    assert contrast(COLOURS[name], theme) >= (7 if name == "INK" else 3)


def test_matplotlib_has_no_colour_of_its_own() -> None:
    used = set(re.findall("#[0-9A-Fa-f]{6}", str(LOOK)))
    assert used <= set(COLOURS.values())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_images_begin_with_the_paper_and_get_stronger(theme: str) -> None:
    shades = colormaps[str(LOOK["image.cmap"])](np.linspace(0, 1, 9))[:, :3]
    names = ["#" + "".join(f"{round(255 * c):02x}" for c in shade) for shade in shades]
    strength = [contrast(name, theme) for name in names]
    assert strength == sorted(strength)
    assert strength[0] < 1.2
    assert strength[-1] > 7
