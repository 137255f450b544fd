"""Random programs of Scalars give what PyTorch gives, values and derivatives."""

import math
import re
from typing import Any

import pytest
from all_functions import all_functions
from hypothesis import assume, given, note
from hypothesis import strategies as st

from minitorch import Scalar, ScalarFunction
from minitorch.autodiff import topological_sort
from minitorch.faster.fused import linear
from minitorch.operators import EPS
from minitorch.scalar_functions import Inv

try:
    import torch
except ImportError:
    torch = None

TEMPLATES = """
    {a} + {b} | {a} - {b} | {a} * {b} | {a} / {b} | {a} ** {b} | 2.0 - {a} | {a} * -3
    1 / {a} | 0.5 ** {a} | {a} ** 2 | {a} ** -1.0 | ({a} + 0.0) ** 0.5 | -{a} | inv({a})
    log({a}) | {a}.exp() | {a}.sigmoid() | {a}.relu() | {a}.tanh() | ({a} + 0.0).sqrt()
    {a}.sin() | {a}.cos() | abs({a}) | ({a} < {b}) * {b} | ({a} == {b}) * {a}
    ({a} != {b}) * {a} | ({a} <= {b}) * {b} | ({a} >= 1.0) * {a} + {b}
    linear([{a}, {b}, -2.0], [{b}, {b}, {a}], {a})
"""
LINES = [t.strip() for row in TEMPLATES.strip().splitlines() for t in row.split(" | ")]
PLAIN = [1.0, -1.0, 0.0, 2.0, 0.5, -0.5, 0.25, -1.5, 3.0]
SPECIAL = [-0.0, math.inf, -math.inf, math.nan, 5e-324, 1e-13, 1e300, -1e300]

OURS = {"inv": Inv.apply, "log": Scalar.log, "linear": linear}


def log(x: Any) -> Any:
    """Our logarithm in PyTorch: below EPS it goes on along its tangent."""
    return math.log(EPS) + (x - EPS) / EPS if 0 <= x < EPS else x.log()


def size(x: Any) -> Any:
    """Our abs in PyTorch: of NaN the derivative is NaN."""
    return x * math.nan if x.isnan() else x.abs()


def weighted(weights: list[Any], inputs: list[Any], bias: Any) -> Any:
    """Our fused Function in PyTorch."""
    for w, x in zip(weights, inputs, strict=True):
        bias = bias + w * x
    return bias


def stay_zero(passed_on: Any, d_outs: Any) -> Any:
    """For a node of PyTorch: where nothing arrives, nothing is passed on, as with us.

    Where √x is upright PyTorch has 0 · ∞, which is NaN.
    """
    nothing = d_outs[0] == 0
    return tuple(d if d is None else d.masked_fill(nothing, 0.0) for d in passed_on)


def test_every_function_has_a_line() -> None:
    met = set()
    for line in LINES:
        result = eval(line.format(a="x", b="x"), {**OURS, "x": Scalar(0.5)})
        met |= {v.last_fn for v in topological_sort(result) if v.last_fn}
    missing = {kind.__name__ for kind in all_functions(ScalarFunction) - met}
    assert not missing, f"give each a template above: {missing}"


@pytest.mark.skipif(
    torch is None, reason="PyTorch is not installed; `make fuzz` installs it"
)
@pytest.mark.parametrize("special", [False, True], ids=["plain", "special"])
@given(data=st.data())
def test_programs(special: bool, data: st.DataObject) -> None:
    ours: dict[str, Any] = dict(OURS)
    theirs = {"inv": torch.reciprocal, "log": log, "linear": weighted, "abs": size}
    names = ["x0", "x1"]
    for name in names:
        x = data.draw(st.sampled_from([*PLAIN, *SPECIAL * special]), name)
        ours[name] = Scalar(x)
        theirs[name] = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    compared = None
    for i in range(data.draw(st.integers(1, 3 if special else 12), "lines")):
        a, b = (data.draw(st.sampled_from(names[::-1]), "name") for _ in "ab")
        template = data.draw(st.sampled_from(LINES), "line")
        compared = compared or re.search(r"[<>=]", template)
        line = f"v{i} = {template}".format(a=a, b=b)
        note(line)
        exec(line, theirs)
        try:
            exec(line, ours)
        except (ValueError, ZeroDivisionError) as error:
            refused = str(error)
        if f"v{i}" not in ours:
            # Where there is no answer we say so, and PyTorch answers NaN, or infinity.
            assert "expected" in refused
            known = theirs.pop(f"v{i}").isfinite() and "whole exponent" not in refused
            assert not known
            continue
        names.append(f"v{i}")
        if "sqrt" in line or "**" in line:
            theirs[names[-1]].grad_fn.register_hook(stay_zero)
        close(ours[names[-1]].data, theirs[names[-1]].item(), 1e-12)
        theirs[names[-1]].data.fill_(ours[names[-1]].data)
    ours[names[-1]].backward()
    theirs[names[-1]].backward()
    for name in names[:2]:
        own, other = (space[name].grad for space in (ours, theirs))
        note(f"{name}.grad: {own}, PyTorch {other}")
        if own != own and any(theirs[x].isnan() for x in names[:2]):
            continue  # NaN ** 0 is 1 in both, and its derivative NaN here
        unclear = special and other is not None and other.isnan()
        if unclear and own in {0.0, math.inf, -math.inf}:
            continue  # PyTorch has met 0 · ∞ beyond all floats, which is NaN
        # Comparisons pass back 0 here, and in PyTorch nothing: 0 · ∞ on the way is NaN.
        assume(own == own or not (compared and special))
        close(own or 0.0, 0.0 if other is None else other.item(), 1e-9)


def close(ours: float, theirs: float, near: float) -> None:
    """Numbers agree; beyond 1e300 all are infinite."""
    big = [math.copysign(math.inf, x) if abs(x) > 1e300 else x for x in (ours, theirs)]
    assert big[0] == pytest.approx(big[1], rel=near, abs=near, nan_ok=True)
