"""Contours: lines where the function has their value, each with a number in a gap."""

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from pictures import Panel, covers
from svg_parts import find, parse, points, text_areas

from minitorch.plot import Picture, plot_contours
from minitorch.plot.paper.axes import Axes
from minitorch.plot.paper.svg import Pixels
from minitorch.plot.plane.labels import Label, place_label


def contours(picture: Picture) -> np.ndarray:
    return np.concatenate(Panel(picture).lines("contour"))


def test_contours_run_where_f_has_their_value() -> None:
    picture = plot_contours("t", lambda x, y: x * x + y * y, -2, 2, levels=[1, 2.25])
    radii = np.hypot(*contours(picture).T)
    known = radii[np.isfinite(radii)]
    one, other = np.isclose(known, 1, atol=0.01), np.isclose(known, 1.5, atol=0.01)
    assert np.all(one | other)
    assert one.any()
    assert other.any()
    assert "The contours 1 and 2.25" in picture.alt


def test_the_usual_levels_are_round_and_about_five() -> None:
    picture = plot_contours("t", lambda x, y: 7.3 * x + 0.1, 0, 1)
    assert "The contours 2, 4 and 6 of a function" in picture.alt


def test_a_path_is_told_by_its_ends() -> None:
    path = [(1.0, 0.0), (0.5, 0.0), (0.25, 0.5)]
    picture = plot_contours("t", lambda x, y: x + 2 * y, -2, 2, path=path)
    told = "path of 3 points leads from (1, 0) with the value 1 to (0.25, 0.5) with"
    assert told in picture.alt
    assert picture.alt.endswith("the value 1.25.")
    panel = Panel(picture)
    assert panel.lines("path")[0] == pytest.approx(np.array(path), abs=1e-3)
    assert panel.places("o") == pytest.approx(np.array(path), abs=1e-3)
    assert panel.places("s") == pytest.approx(np.array(path[:1]), abs=1e-3)
    assert panel.places("*") == pytest.approx(np.array(path[-1:]), abs=1e-3)


def test_x_and_y_are_not_swapped() -> None:
    picture = plot_contours("t", lambda x, y: x, (0, 10), (1, 30), levels=[0.25])
    line = contours(picture)
    assert np.nanmax(np.abs(line[:, 0] - 0.25)) < 1e-4
    assert np.nanmax(line[:, 1]) == 30
    assert "x from 0 to 1 and y from 10 to 30" in picture.alt


def test_the_first_of_equal_extremes_is_told() -> None:
    alt = plot_contours("t", lambda x, y: x * x, -1, 1, levels=[0.5]).alt
    assert "least value on the grid is 0 at (0, -1), its largest 1 at (-1, -1)." in alt


@pytest.mark.parametrize("levels", [None, [0.5], [1.0]])
def test_a_constant_has_no_contours(levels: list[float] | None) -> None:
    with pytest.raises(ValueError, match="no contour"):
        plot_contours("t", lambda x, y: 1.0, levels=levels)


def test_negative_levels_are_dashed() -> None:
    picture = plot_contours("t", lambda x, y: x, levels=[-2, 0, 2])
    dashed = [
        "stroke-dasharray" in line.attrib
        for line in find(parse(picture.svg()), "contour")
    ]
    assert dashed == [True, False, False]


# Numbers on contours


def wave(x: float, y: float) -> float:
    return math.sin(x) + 2 * math.cos(y)


@pytest.mark.parametrize(
    ("f", "levels", "amount"),
    [
        (wave, [-2, -1, 0, 1, 2], 5),
        (lambda x, y: x * x + 3 * y * y, [10, 20, 30, 40], 4),
        (lambda x, y: x + y, [0.0, 0.1], 0),  # no room between the lines
        (lambda x, y: x * y, [0.0], 1),  # a line that crosses itself
    ],
    ids=["wave", "bowl", "close", "cross"],
)
def test_a_number_stands_in_a_gap_of_its_line_alone(
    f: Callable[[float, float], float], levels: list[float], amount: int
) -> None:
    picture = plot_contours("t", f, levels=levels)
    panel = Panel(picture)
    boxes = [box for e in find(panel.group, "value") for box in text_areas(e)]
    assert len(boxes) == amount
    lines = [np.array([*points(e.attrib["d"])]) for e in find(panel.group, "contour")]
    for box in boxes:
        for line in lines:
            assert not covers(box, line, 1.0)
        x = (box.left + box.right) / 2 / (panel.axes.width * 96) * 10 - 5
        y = 5 - (box.top + box.bottom) / 2 / (panel.axes.height * 96) * 10
        nearest = min(levels, key=lambda level: abs(level - f(x, y)))
        assert box.what.replace("−", "-") == f"{nearest:g}"


def straight(y: float, low: float = 0.0, high: float = 288.0) -> list[Pixels]:
    """A dense level line in pixels."""
    return [(low + 2 * k, y) for k in range(int((high - low) / 2) + 1)]


@pytest.mark.parametrize("y", [2.0, 144.0, 287.0])
def test_a_number_stands_wholly_inside_of_the_axes(y: float) -> None:
    label = place_label(Axes(3, 3), "0", [straight(y)], [], [])
    assert (label is None) == (y != 144)
    if label:
        assert label.half[0] < label.centre[0] < 288 - label.half[0]


def test_a_number_keeps_away_from_the_numbers_that_stand_already() -> None:
    taken = Label("0", (144.0, 144.0), (100.0, 14.0))
    label = place_label(Axes(3, 3), "0", [straight(144)], [], [taken])
    assert label is not None
    assert taken.apart(label) > 0
    full = Label("0", (144.0, 144.0), (144.0, 14.0))
    assert place_label(Axes(3, 3), "0", [straight(144)], [], [full]) is None


def test_a_number_covers_no_other_part_of_its_own_line() -> None:
    """On a hairpin, there is room only where one arm goes on alone."""
    tail = [*straight(144, 40, 288)[::-1], *straight(150, 40, 160)]
    label = place_label(Axes(3, 3), "0", [tail], [], [])
    assert label is not None
    assert label.centre[0] > 160


@pytest.mark.parametrize("at", range(20))
def test_every_point_of_another_line_counts(at: int) -> None:
    short, far = straight(144, 140, 148), [(2000.0, 2000.0)] * 20
    near = [*far[:at], (144.0, 144.0), *far[at:]]
    assert place_label(Axes(3, 3), "0", [short], [far], []) is not None
    assert place_label(Axes(3, 3), "0", [short], [near], []) is None


def test_numbers_on_neighbouring_lines_stand_apart() -> None:
    picture = plot_contours("t", lambda x, y: x, levels=[0.5, 1.3, 2.1])
    boxes = [text_areas(e)[0] for e in find(Panel(picture).group, "value")]
    assert len(boxes) == 3
    assert not any(a.meets(b) for a, b in itertools.combinations(boxes, 2))


def test_a_number_keeps_away_from_the_path() -> None:
    def bowl(x: float, y: float) -> float:
        return x * x + y * y

    bare = plot_contours("t", bowl, levels=[9])
    (box,) = text_areas(find(Panel(bare).group, "value")[0])
    side = bare.axes()[0].width * 96
    x, y = (box.left + box.right) / 2 / side * 10 - 5, 5 - box.top / side * 10
    crossed = plot_contours("t", bowl, levels=[9], path=[(0, 0), (1.5 * x, 1.5 * y)])
    (moved,) = text_areas(find(Panel(crossed).group, "value")[0])
    assert abs(moved.left - box.left) + abs(moved.top - box.top) > 10


def test_a_path_that_leaves_the_picture_by_far_is_drawn_in_time() -> None:
    path = [((-3.0) ** k, 1.0) for k in range(40)]
    picture = plot_contours("t", wave, path=path)
    assert len(Panel(picture).lines("path")[0]) == 40
