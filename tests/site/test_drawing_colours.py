"""Text in computation graphs can be read: contrast of at least 4.5 to 1, WCAG AA.

axe cannot tell what lies behind the text of an SVG, so the colours themselves are
measured, as the style sheets define them for light and for dark.
"""

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "docs" / "_static"
TEXT = ["ink", "back", "pending", "finished"]
BEHIND = ["paper", "surface", "graph-fill", "graph-fill-current"]
# Only a box's name, in ink, stands on a box.
PAIRS = [(t, b) for t in TEXT for b in BEHIND if t == "ink" or "fill" not in b]


def variables(theme: str) -> dict[str, str]:
    """The colours that base.css and graphs.css define for a theme."""
    found: dict[str, str] = {}
    for name in ("base.css", "graphs.css"):
        text = (STATIC / name).read_text(encoding="utf-8")
        for selector, body in re.findall(r"([^{}]*)\{([^{}]*)\}", text):
            if f'data-theme="{theme}"' in selector:
                found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", body))
    return found


def luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_all_the_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "behind"), PAIRS)
def test_text_of_drawings_can_be_read(theme: str, text: str, behind: str) -> None:
    colours = variables(theme)
    name = "ink" if text == "ink" else f"graph-{text}"
    assert contrast(colours[name], colours[behind]) >= 4.5
