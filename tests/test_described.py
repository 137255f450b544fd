"""Figures of matplotlib: the sentence that is computed for them, and their size."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

from minitorch import tensor
from minitorch.plot import described, use_look
from minitorch.plot.charts.look import LOOK, settings_file

RANDOM = np.random.default_rng(5)


@pytest.fixture(autouse=True)
def _look() -> Iterator[None]:
    """As in a notebook of the course, without a window."""
    with mpl.rc_context({"backend": "agg"}):
        use_look()
        yield
    plt.close("all")


def near(value: float) -> str:
    """The number as a sentence has it: three digits."""
    return f"{value:.3g}"


def test_a_curve_is_told_by_its_ends_and_where_it_turns() -> None:
    xs, ys = np.arange(30), RANDOM.normal(size=30).cumsum() + 5
    ys[11], ys[17] = -7.0, 19.0
    plt.plot(xs, ys, label="walk")
    plt.xlabel("step")
    assert described().alt == (
        f"walk: from {near(ys[0])} at step = 0 to {near(ys[-1])} at step = 29, its "
        "least value -7 at step = 11, its largest value 19 at step = 17."
    )


def test_a_falling_curve_after_its_title_and_its_axis() -> None:
    plt.plot([1, 2, 4], [0.75, 0.5, 0.125])
    plt.gca().set(title="Training on $x^2$", xlabel="epoch", ylabel="loss")
    assert described().alt == (
        "Training on x^2. loss: falling from 0.75 at epoch = 1 to 0.125 at epoch = 4."
    )


def test_a_line_that_comes_back_is_a_line_through_points() -> None:
    plt.plot([0, 1, 0, np.nan], [0, 1, 2, 3])
    assert described().alt == "A line: a line from (0, 0) to (0, 2), 3 points."


def test_what_is_infinite_or_masked_is_no_part_of_a_curve() -> None:
    plt.plot([1, 2, 3, 4], [1, np.inf, 3, 4])
    assert described().alt == (
        "A line: from 1 at x = 1 to 4 at x = 4, with no line at x = 2."
    )
    plt.plot([1, 2, 3], np.ma.masked_less([-5, 2, 3], 0), "o")
    assert described().alt == "2 points, x from 2 to 3 and y from 2 to 3."


def test_names_and_tensors_are_told_by_their_places() -> None:
    plt.plot(["a", "b"], tensor([3.0, 5.0]))
    plt.plot([], [], label="nothing")
    assert described().alt == (
        "A line: rising from 3 at x = 0 to 5 at x = 1. nothing: without a point."
    )


def test_more_lines_than_one_can_tell_apart_are_told_together() -> None:
    walks = RANDOM.normal(size=(20, 9)).cumsum(axis=0)
    plt.plot(walks)
    plt.plot([0, 19], [0, 1], label="mean")
    assert described().alt == (
        f"9 lines, x from 0 to 19 and y from {near(walks.min())} to "
        f"{near(walks.max())}. mean: rising from 0 at x = 0 to 1 at x = 19."
    )


def test_lines_across_are_told_by_their_place() -> None:
    plt.axhline(0.25)
    plt.axvline(3, label="stop")
    assert described().alt == (
        "A straight line at y = 0.25. stop: a straight line at x = 3."
    )


@pytest.mark.parametrize(
    "draw", [plt.scatter, lambda x, y, **m: plt.plot(x, y, "o", **m)]
)
def test_points_are_counted_and_their_span_told(draw: object) -> None:
    x, y = RANDOM.normal(size=(2, 40))
    draw(x, y, label="class 1")  # type: ignore[operator]
    assert described().alt == (
        f"class 1: 40 points, x from {near(x.min())} to {near(x.max())} and y from "
        f"{near(y.min())} to {near(y.max())}."
    )


@pytest.mark.parametrize("draw", ["bar", "barh"])
def test_few_bars_are_told_one_by_one(draw: str) -> None:
    getattr(plt, draw)(["scalar", "tensor"], [12, 0.5])
    assert described().alt == "2 bars: scalar with 12 and tensor with 0.5."


def test_of_many_bars_the_highest_and_the_lowest_are_told() -> None:
    heights = RANDOM.permutation(20) + 1
    plt.bar(range(20), heights)
    assert described().alt == (
        f"20 bars: the highest {heights.argmax()} with 20, the lowest "
        f"{heights.argmin()} with 1."
    )


def test_a_histogram_is_told_by_its_highest_bin() -> None:
    values = RANDOM.normal(size=300)
    counts, edges = np.histogram(values, 12)
    plt.hist(values, 12)
    at = counts.argmax()
    assert described().alt == (
        f"A histogram of 12 bins from {near(edges[0])} to {near(edges[-1])}, highest "
        f"from {near(edges[at])} to {near(edges[at + 1])} with {counts[at]}."
    )


@pytest.mark.parametrize("draw", ["imshow", "pcolormesh", "matshow"])
def test_an_image_is_told_by_its_size_and_its_largest_value(draw: str) -> None:
    values = RANDOM.integers(0, 90, size=(5, 7))
    values[3, 2] = 99
    getattr(plt, draw)(values)
    assert described().alt == (
        f"An image of 5 by 7 values from {values.min()} to 99, the largest in row 3 "
        "and column 2."
    )


def test_contours_are_told_by_the_levels_that_are_seen() -> None:
    x = np.linspace(-2, 3, 40)
    plt.contour(x, x, np.hypot(*np.meshgrid(x, x)), [0.5, 2, 77])
    assert described().alt == (
        "The contours 0.5 and 2, x from -2 to 3 and y from -2 to 3."
    )


def test_panels_are_told_one_after_the_other_without_their_colour_bar() -> None:
    figure, axes = plt.subplots(1, 2)
    axes[0].bar(["a"], [1])
    figure.colorbar(axes[1].imshow([[0, 1]]))
    figure.suptitle("Both")
    assert described(figure).alt == (
        "Both. Panel 1 of 2: 1 bar: a with 1. Panel 2 of 2: An image of 1 by 2 values "
        "from 0 to 1, the largest in row 0 and column 1."
    )


WIDE = [1.0, 2.0, 3.0, 4.0, 5.0, 99.0]  # the quarters end at 2.25 and 4.75


@pytest.mark.parametrize(
    ("orientation", "patch_artist", "notch"),
    [
        ("vertical", False, True),
        ("vertical", True, False),
        ("horizontal", False, False),
    ],
)
def test_box_plots(orientation: str, patch_artist: bool, notch: bool) -> None:
    drawn = {"orientation": orientation, "patch_artist": patch_artist, "notch": notch}
    plt.boxplot(
        [WIDE, [-1.0, 0.0, 1.0]], tick_labels=["a", "b"], showmeans=True, **drawn
    )
    assert described().alt == (
        "2 box plots: a with median 3.5, the middle half from 2.25 to 4.75, whiskers "
        "from 1 to 5, 1 point beyond; b with median 0, the middle half from -0.5 to "
        "0.5, whiskers from -1 to 1."
    )


def test_a_curve_over_a_box_plot_is_a_curve() -> None:
    plt.plot([0, 1, 2, 3], [0, 1, 2, 3], label="line")
    plt.boxplot([WIDE])
    plt.plot([0, 2], [5, 5], label="limit")
    assert described().alt.startswith(
        "line: rising from 0 at x = 0 to 3 at x = 3. limit: level at 5. 1 box plot: "
    )


def test_error_bars() -> None:
    plt.errorbar([1, 2, 3], [1, 4, 9], yerr=[0.1, 0.2, 0.3], capsize=3, label="squares")
    assert described().alt == (
        "squares: rising from 1 at x = 1 to 9 at x = 3. Error bars along y, 0.2 to 0.6 "
        "long."
    )
    plt.errorbar([1, 2], [1, 4], xerr=0.5, yerr=[[0, 0], [1, 1]], fmt="o")
    plt.xlabel("epoch")
    assert described().alt == (
        "2 points, epoch from 1 to 2 and y from 1 to 4. Error bars along epoch, 1 long."
        " Error bars along y, 1 long."
    )
    plt.bar(["a", "b"], [1, 4], yerr=0.5, capsize=3)
    assert described().alt == (
        "Error bars along y, 1 long. 2 bars: a with 1 and b with 4."
    )


def test_what_is_empty_is_told_as_that() -> None:
    plt.plot([], [])
    assert described().alt == "A line: without a point."
    plt.scatter([], [], label="new")
    assert described().alt == "new: no points."
    _, (left, right) = plt.subplots(1, 2)
    left.plot([0, 1])
    right.set_title("Later")
    assert described().alt.endswith("Panel 2 of 2: Later. An empty panel.")


@pytest.mark.parametrize("draw", ["fill_between", "violinplot", "pie"])
def test_a_sentence_that_would_leave_out_an_area_is_not_computed(draw: str) -> None:
    plt.plot([1.0, 3.0, 2.0])
    values = ([1.0, 2.0, 4.0],) * (2 if draw == "fill_between" else 1)
    getattr(plt, draw)(*values)
    with pytest.raises(ValueError, match=r"described\(words="):
        described()
    assert described(words="A band.").alt == "A band."


def test_what_is_not_known_asks_for_words() -> None:
    plt.gca().annotate("", (0, 0), (1, 1), arrowprops={})
    with pytest.raises(ValueError, match=r"described\(words='The sum of two dice"):
        described()
    assert described(words="An arrow.").alt == "An arrow."


def test_without_a_figure_there_is_nothing_to_describe() -> None:
    with pytest.raises(ValueError, match=r"Draw first, as with plt\.plot"):
        described()
    assert not plt.get_fignums()


def test_the_words_are_in_the_file_and_the_figure_is_closed() -> None:
    plt.plot([1, 2])
    plt.title("Two & <three>")
    figure = described(words="Böse & <wild> words.")
    root = ElementTree.fromstring(figure.svg())
    said = {e.tag.rpartition("}")[2]: e.text for e in root.iter()}
    assert said["description"] == "Böse & <wild> words."
    assert said["title"] == "Two & <three>"
    assert figure._repr_mimebundle_() == {"image/svg+xml": figure.svg()}
    assert not plt.get_fignums()


def wide(figure: object) -> float:
    """The width of a figure in inches, from its file."""
    found = re.search(r'width="([\d.]+)pt"', figure.svg())  # type: ignore[attr-defined]
    assert found is not None
    return float(found[1]) / 72


def test_one_panel_is_six_inches_wide_and_a_row_twice_that() -> None:
    plt.plot([1, 2])
    assert wide(described()) == pytest.approx(6.0)
    _, axes = plt.subplots(1, 3)
    for each in axes:
        each.plot([1, 2])
    assert wide(described()) == pytest.approx(12.2)
    plt.figure(figsize=(4, 3)).add_subplot(1, 2, 1).plot([1, 2])
    assert wide(described()) == pytest.approx(4)


def noise() -> str:
    """A figure of nearly everything, drawn anew."""
    figure, axes = plt.subplots(1, 3)
    for k in range(4):
        axes[0].plot(np.arange(9) * k, label=f"{k}")
    axes[0].legend()
    axes[1].imshow(np.eye(3))
    axes[2].hist([1, 2, 2, 3])
    return described(figure).svg()


def test_words_of_a_legend_can_be_read_over_a_curve() -> None:
    plt.plot([0, 1], [0, 1], label="a curve")
    ground = plt.legend(loc="center").get_frame()
    red, green, blue, alpha = ground.get_facecolor()
    assert ground.get_visible()
    assert (red, green, blue) == (1, 1, 1)  # paper, which a dark page turns over
    assert alpha >= 0.8
    assert ground.get_edgecolor()[3] == 0 or ground.get_linewidth() == 0


def test_the_same_figure_has_the_same_bytes_and_no_date() -> None:
    first = noise()
    assert noise() == first
    assert "dc:date" not in first


def test_a_layout_of_ones_own_is_no_reason_for_a_warning() -> None:
    plt.plot([1, 2])
    plt.tight_layout()
    assert wide(described()) == pytest.approx(6.0)
    plt.figure().add_axes((0.2, 0.2, 0.7, 0.7)).plot([1, 2])
    assert described().alt.startswith("A line: rising")


def test_lines_differ_in_colour_and_in_dashes() -> None:
    lines = [plt.plot([0, k])[0] for k in range(4)]
    assert len({line.get_color() for line in lines}) == 4
    dashes = re.findall(r"stroke-dasharray: ([^;\"]+)", described().svg())
    assert len(set(dashes)) == 3  # and one is solid


def test_the_settings_are_the_same_in_a_file(tmp_path: object) -> None:
    path = tmp_path / "matplotlibrc"  # type: ignore[operator]
    path.write_text(settings_file(), encoding="utf-8")
    read = mpl.rc_params_from_file(path)
    assert {key: read[key] for key in LOOK} == {key: mpl.rcParams[key] for key in LOOK}
