"""The garbage collector, paused: by whom, how long, and why graphs allow it."""

import contextlib
import gc
import threading
from collections.abc import Iterator

import pytest

from minitorch import Scalar, collector_paused


@pytest.fixture(autouse=True)
def collector_is_on() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.enable()


def test_it_is_off_inside_and_on_again_afterwards() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_an_error_which_is_not_swallowed() -> None:
    with pytest.raises(KeyError), collector_paused():
        raise KeyError
    assert gc.isenabled()


def test_the_end_of_an_inner_block_leaves_the_outer_one_alone() -> None:
    with collector_paused():
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
        with pytest.raises(KeyError), collector_paused():
            raise KeyError
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_before_stays_off() -> None:
    gc.disable()
    with collector_paused(), collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()


def test_what_was_found_first_does_not_stick_to_later_blocks() -> None:
    gc.disable()
    with collector_paused():
        pass
    gc.enable()
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_function_may_be_decorated_and_called_often() -> None:
    @collector_paused()
    def train(rounds: int) -> bool:
        return gc.isenabled() or (rounds > 0 and train(rounds - 1))

    assert [train(0), train(3)] == [False, False]
    assert gc.isenabled()


def test_blocks_of_two_threads_may_end_in_any_order() -> None:
    inside, leave, seen = threading.Event(), threading.Event(), []

    def other() -> None:
        with collector_paused():
            inside.set()
            leave.wait(10)
            seen.append(gc.isenabled())

    with collector_paused():
        thread = threading.Thread(target=other)
        thread.start()
        assert inside.wait(10)
    # The first to come has gone; the second is still inside.
    assert not gc.isenabled()
    leave.set()
    thread.join(10)
    assert seen == [False]
    assert gc.isenabled()


def test_many_threads_leave_the_collector_as_it_was() -> None:
    def come_and_go() -> None:
        for _ in range(200):
            with collector_paused():
                pass

    threads = [threading.Thread(target=come_and_go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert gc.isenabled()


def scalars_alive() -> int:
    return sum(type(thing) is Scalar for thing in gc.get_objects())


def test_graphs_are_freed_without_the_collector() -> None:
    w = Scalar(0.5)
    with collector_paused():
        gc.collect()
        before = scalars_alive()
        for _ in range(3):
            loss = sum((w * i).sigmoid() * w for i in range(100))
            loss.backward()
            loss.backward()
            assert scalars_alive() > before + 300
            del loss
            assert scalars_alive() == before


def test_a_graph_of_which_backward_failed_is_freed_with_its_error() -> None:
    with collector_paused():
        before = scalars_alive()
        for _ in range(3):
            with contextlib.suppress(TypeError):
                (Scalar(1.0) * 2.0).backward("no number")
        assert scalars_alive() == before
