"""Wide pictures are recognised by the size that their SVG names."""

from pathlib import Path

import pytest

from _ext.pages.wide_pictures import WIDE, width
from minitorch.plot import plot_function, row


def test_a_row_of_three_is_wide_and_one_panel_is_not(tmp_path: Path) -> None:
    one = plot_function("Square", lambda x: x * x)
    one.save(tmp_path / "one.svg")
    row(one, one, one).save(tmp_path / "three.svg")
    assert 0 < width(tmp_path / "one.svg") < WIDE < width(tmp_path / "three.svg")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<svg width="72pt" height="9">', 96.0),
        ('<svg class="x" width="800">', 800.0),
        ('<svg viewBox="0 0 9 9"><rect width="900"/></svg>', 0.0),
        ("no picture", 0.0),
    ],
)
def test_the_width_is_read_in_pixels(
    tmp_path: Path, text: str, expected: float
) -> None:
    (tmp_path / "a.svg").write_text(text, encoding="utf-8")
    assert width(tmp_path / "a.svg") == expected


def test_a_missing_file_is_not_wide(tmp_path: Path) -> None:
    assert width(tmp_path / "none.svg") == 0.0
