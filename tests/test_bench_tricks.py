"""`make bench`: the engines of the ladder compute what Scalars do."""

import sys
from pathlib import Path
from typing import Any

import pytest

from minitorch import Scalar

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from tricks import LADDER


def found(number: Any) -> list[float]:
    x, y = number(3.0), number(-2.0)
    z = x * y - x
    result = z * z + (x + y).relu() * x + y.relu()
    result.backward()
    result.backward()  # adds to what is there
    return [result.data, x.derivative, y.derivative]


@pytest.mark.parametrize("trick", LADDER)
def test_every_engine_has_the_same_derivatives(trick: str) -> None:
    assert found(LADDER[trick]) == pytest.approx(found(Scalar))


@pytest.mark.parametrize("trick", LADDER)
def test_a_deep_chain_is_no_trouble(trick: str) -> None:
    x = result = LADDER[trick](1.0)
    for _ in range(10_000):
        result = result + x
    result.backward()
    assert (result.data, x.derivative) == (10_001.0, 10_001.0)


def test_only_the_first_has_dictionaries() -> None:
    having = [hasattr(kind(1.0), "__dict__") for kind in LADDER.values()]
    assert having == [True] + [False] * (len(LADDER) - 1)
