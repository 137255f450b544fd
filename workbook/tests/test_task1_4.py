"""The checks of task 1.4."""

from hypothesis import given
from hypothesis import strategies as st

from minitorch import Scalar
from work.telling import close


@given(st.floats(-3, 3))
def test_used_twice(x: float) -> None:
    """A Variable that is used twice."""
    v = Scalar(x)
    (v * v).backward()
    close(
        f"(x * x).backward() at x = {x}: x.derivative",
        v.derivative,
        2 * x,
        "x was used twice: the two derivatives must be added",
    )
