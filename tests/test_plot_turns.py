"""Steps of backpropagation, drawn: nothing moves, and what is written happened."""

import sys
from collections import Counter
from inspect import getsourcelines
from types import FrameType
from typing import Any
from xml.etree import ElementTree

import pytest
from graphs import GRAPHS, Graph, fork, ladder, lecture, network, random_graphs, skip
from hypothesis import given, settings
from svg_parts import SVG, Element, classes, faults, find, parse, texts

from minitorch import Scalar
from minitorch.autodiff import backpropagate
from minitorch.inspect.recording import Recording, record
from minitorch.inspect.walks import walks
from minitorch.plot import compare_walks, plot_step, step_through
from minitorch.plot.paper.words import value_text

by_name = pytest.mark.parametrize("name", GRAPHS)


def frames(recording: Recording, **options: Any) -> list[Element]:
    drawn = step_through("T", recording, **options).frames
    return [parse(drawing.svg()) for drawing in drawn]


def test_a_single_step_is_drawn_as_in_the_stepper() -> None:
    recording = record(lecture().result)
    for k, frame in enumerate(step_through("T", recording).frames):
        assert plot_step("", recording, k) == frame


def sums(root: Element, kind: str) -> Counter[str]:
    """Return the texts of what is pending or finished."""
    return Counter(texts(root, "derivative", kind))


def shown(values: Any) -> Counter[str]:
    return Counter(map(value_text, values))


# Frames


def check(recording: Recording) -> None:
    """Compare what each frame says with what the recording says."""
    done: list[Any] = []
    for turn, root in enumerate(frames(recording)):
        step = recording.steps[turn - 1] if turn else None
        done += [step.derivative] if step else []
        pending = step.pending.values() if step else [recording.derivative]
        assert sums(root, "pending") == shown(pending)
        assert sums(root, "finished") == shown(done)
        assert len(find(root, "frame")) == len(pending)
        assert len(find(root, "sign")) == len(done)
        assert len(find(root, "pointer")) == (step is not None)
        received = [s for s in step.shares if s.total is not None] if step else []
        assert Counter(texts(root, "share")) == shown(s.derivative for s in received)


@by_name
def test_frames_show_what_is_pending_finished_and_passed_back(name: str) -> None:
    check(record(GRAPHS[name]().result))


@given(random_graphs(most=10))
@settings(max_examples=30, deadline=None)
def test_frames_do_so_for_any_graph(graph: Graph) -> None:
    check(record(graph.result))


@by_name
def test_the_last_frame_shows_the_derivatives_of_the_leaves(name: str) -> None:
    graph = GRAPHS[name]()
    root = frames(record(graph.result))[-1]
    found = [
        t for leaf in find(root, "leaf", "finished") for t in texts(leaf, "finished")
    ]
    used = [v.derivative for v in graph.leaves if v.derivative is not None]
    assert Counter(found) == shown(used)
    assert not find(root, "pending")


def unmoved(root: Element) -> list[tuple[str, ...]]:
    """Return every box, label, line and start of an arrow, with its place."""
    kept = ({"box"}, {"name"}, {"value"}, {"leaf"}, {"constant"}, {"line"}, {"source"})
    return [
        tuple(e.get(key, "") for key in ("class", "x", "y", "cx", "cy", "d", "width"))
        for e in root.iter()
        if e.tag != f"{SVG}g" and any(kind <= {*classes(e)} for kind in kept)
    ]


@by_name
def test_nothing_moves_from_frame_to_frame(name: str) -> None:
    first, *others = frames(record(GRAPHS[name]().result))
    for other in others:
        assert unmoved(other) == unmoved(first)
        assert other.get("viewBox") == first.get("viewBox")


@by_name
def test_nothing_lies_over_anything_else_in_any_frame(name: str) -> None:
    for root in frames(record(GRAPHS[name]().result)):
        assert faults(root) == []


def test_nothing_does_so_in_a_large_network() -> None:
    recording = record(network(8).result)
    middle = len(recording.steps) // 2
    root = parse(plot_step("T", recording, middle).svg())
    assert len(find(root, "function")) > 140
    assert faults(root) == []


@given(random_graphs(most=12))
@settings(max_examples=25, deadline=None)
def test_nothing_does_so_in_any_graph(graph: Graph) -> None:
    for root in frames(record(graph.result)):
        assert faults(root) == []


def test_the_box_at_work_is_marked_by_more_than_colour() -> None:
    root = frames(record(skip().result))[2]
    (current,) = find(root, "function", "current")
    assert texts(current, "name") == ["Mul"]
    widths = {b.get("stroke-width") for b in find(current, "box")}
    others = {b.get("stroke-width") for b in find(root, "box")} - widths
    assert others == {"2"} != widths


def test_the_sentence_tells_the_step() -> None:
    recording = record(skip().result)
    told = [plot_step("", recording, k).alt for k in range(5)]
    assert told == [
        "Before the first of 4 turns. Pending: the result 18 of Add with 1.",
        "Turn 1 of 4: Add takes 1 and passes back 1 to y and 1 to the result 12 of "
        "Mul. Pending: y with 1 and the result 12 of Mul with 1.",
        "Turn 2 of 4: Mul takes 1 and passes back 2 to y. Pending: y with 3.",
        "Turn 3 of 4: Mul takes 3 and passes back 9 to x. Pending: x with 9.",
        "Turn 4 of 4: x is a leaf and keeps 9 as its derivative. Nothing is pending.",
    ]


def test_steps_may_be_counted_from_the_end() -> None:
    recording = record(skip().result)
    assert plot_step("T", recording, -1).svg() == plot_step("T", recording, 4).svg()
    assert plot_step("T", recording, -5).svg() == plot_step("T", recording, 0).svg()


@pytest.mark.parametrize("step", [5, -6])
def test_there_are_no_other_steps(step: int) -> None:
    with pytest.raises(IndexError, match="a step from 0 to 4"):
        plot_step("T", record(skip().result), step)


@pytest.mark.parametrize(
    "draw", [lambda r: plot_step("T", r, 0), lambda r: step_through("T", r)]
)
def test_a_result_is_no_recording(draw: Any) -> None:
    with pytest.raises(TypeError, match=r"record\(result\)"):
        draw(skip().result)


def test_labels_replace_names_and_values() -> None:
    graph = skip()
    labels = {graph.result: "out", graph.named("x"): "x"}
    root = frames(record(graph.result), labels=labels)[0]
    assert "out" in texts(root, "value")
    assert "x" in texts(root, "leaf")


def test_the_same_run_gives_the_same_bytes() -> None:
    once, again = (step_through("T", record(lecture().result)).html() for _ in range(2))
    assert once == again


# The stepper


def element(html: str) -> Element:
    """Read the element; being well formed, it can be read as XML."""
    return ElementTree.fromstring(html)


def test_without_a_script_the_stepper_is_a_list_of_all_frames() -> None:
    recording = record(lecture().result)
    stepper = step_through("h < x", recording)
    root = element(stepper.html())
    assert root.tag == "backprop-stepper"
    (listed,) = find(root, "stepper-frames")
    assert listed.tag == "ol"
    assert len(listed) == len(recording.steps) + 1
    said = [e.text for e in find(listed, "stepper-sentence")]
    assert said == list(stepper.sentences)
    drawn = [svg.get("aria-label") for svg in listed.iter(f"{SVG}svg")]
    assert drawn == said
    assert not [e for e in root.iter() if "hidden" in e.attrib]


def test_several_steppers_can_stand_in_one_page_that_allows_no_inline_code() -> None:
    root = element(step_through("T", record(fork().result)).html())
    for e in root.iter():
        assert e.tag not in {"script", "style"}
        assert not [a for a in e.attrib if a in {"id", "style"} or a.startswith("on")]


def test_the_table_holds_what_is_pending() -> None:
    root = element(step_through("T", record(skip().result)).html())
    tables = [
        [(row[0].text, row[1].text) for row in table[1]]
        for table in find(root, "stepper-pending")
    ]
    assert tables == [
        [("the result 18 of Add", "1")],
        [("y", "1"), ("the result 12 of Mul", "1")],
        [("y", "3")],
        [("x", "9")],
        [("nothing", None)],
    ]


def lines_run(result: Scalar) -> list[set[str]]:
    """Return the lines of backpropagate that Python runs: first, in each turn, last."""
    source, first = getsourcelines(backpropagate)
    ran: list[set[str]] = [set()]
    shown = {line.strip() for line in record(result).code}

    def note(frame: FrameType, event: str, argument: object) -> Any:
        line = source[frame.f_lineno - first].strip()
        if event == "line" and line.startswith("for v in"):
            ran.append(set())
        ran[-1] |= {line} & shown
        return note

    before, code = sys.gettrace(), backpropagate.__code__
    sys.settrace(lambda frame, *_: note if frame.f_code is code else None)
    try:
        backpropagate(result, 1.0, lambda *_: None)
    finally:
        sys.settrace(before)
    return ran


@by_name
def test_the_lines_that_are_marked_are_those_that_the_engine_runs(name: str) -> None:
    result = GRAPHS[name]().result
    *turns, last, end = lines_run(result)
    stepper = step_through("T", record(result))
    marked = [{stepper.code[i].strip() for i in lines} for lines in stepper.lines]
    assert marked == [*turns, last | end]


# The four walks side by side


def test_each_walk_is_judged_in_words_and_by_a_sign() -> None:
    drawing = compare_walks("T", skip().result)
    root = parse(drawing.svg())
    headings = texts(root, "heading")
    assert len(headings) == len(walks)
    assert [heading.rsplit(", ")[-1] for heading in headings] == [
        *("right", "right", "wrong", "wrong")
    ]
    leaves = find(root, "variable", "leaf")
    assert [texts(leaf, "derivative") for leaf in leaves] == [
        ["9"],
        ["9"],
        ["3"],
        ["12"],
    ]
    signs = [find(leaf, "sign")[0].attrib["d"].split("m", 1)[1] for leaf in leaves]
    assert signs[0] == signs[1] != signs[2] == signs[3]


def test_the_turns_stand_in_the_boxes() -> None:
    """A plain queue comes to y = 3x twice: at first with 1, later with 2."""
    root = parse(compare_walks("T", skip().result).svg())
    boxes = [texts(box, "note") for box in find(root, "function")]
    leaves = [texts(leaf, "note") for leaf in find(root, "leaf", "variable")]
    assert boxes[3:6] == [["2, 5"], ["3"], ["1"]]
    assert leaves[1] == ["4, 6"]


def test_the_comparison_says_what_comes_out() -> None:
    alt = compare_walks("Four ways", fork().result).alt
    assert alt.startswith("Four ways. Topological order: 5 visits, x gets 21, which is")
    assert alt.endswith("Naive recursion: 7 visits, x gets 27, which is wrong.")


@by_name
def test_it_leaves_the_leaves_as_they_were(name: str) -> None:
    graph = GRAPHS[name]()
    graph.leaves[0].derivative = 5.0
    compare_walks("T", graph.result)
    assert [leaf.derivative for leaf in graph.leaves[1:]] == [None] * len(
        graph.leaves[1:]
    )
    assert graph.leaves[0].derivative == 5.0


@pytest.mark.parametrize("values", [True, False])
@by_name
def test_nothing_lies_over_anything_else_in_a_comparison(
    name: str, values: bool
) -> None:
    root = parse(compare_walks("T", GRAPHS[name]().result, values=values).svg())
    assert faults(root) == []


def test_a_leaf_alone_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="compare_walks draws"):
        compare_walks("T", Scalar(1.0))


def test_where_a_queue_would_take_for_ever_nothing_is_compared() -> None:
    with pytest.raises(ValueError, match="a plain queue too"):
        compare_walks("T", ladder(40).result)
