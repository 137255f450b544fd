"""Random programs of tensors, in lines that PyTorch and this package both run.

A line is made of a template, whose fields are drawn to fit the shapes of what is there.
In it ``m`` is the package, ours or theirs, and ``F`` its functions of networks. So what
goes wrong is printed as text that can be pasted into Python.
"""

import math
from collections.abc import Callable
from string import Formatter
from typing import Any

import numpy as np
from hypothesis import strategies as st

Draw = st.DrawFn
Shape = tuple[int, ...]
Shapes = dict[str, Shape]
Kinds = dict[str, str]
FLOATS = ("float64", "float32")
OF_KINDS = ("float64", "float32", "long", "bool")
"""What a leaf may hold; a program has tensors of several kinds."""

PLAIN = [1.0, -1.0, 0.0, 2.0, 0.5, -0.5, 0.25, -1.5, 3.0, -2.25]
"""Few, so that some are equal; 0 and 1 are corners of many functions."""
COUNTS = {"long": [0, 1, 2, -1, 3], "bool": [True, False]}
SPECIAL = {
    "float64": [-0.0, math.inf, -math.inf, math.nan, 5e-324, 1e-300, 1e300, -1e300],
    "float32": [-0.0, math.inf, -math.inf, math.nan, 1e-45, 1e-37, 1e38, -1e38],
}
CONSTANTS = ["2.0", "-1.5", "0.5", "1.0", "0.0", "-1.0", "3"]
MOST = 60
"""How many elements an operand may have."""

EACH = """
    {a}.exp() | m.log({a}) | {a}.sqrt() | m.sin({a}) | {a}.cos() | m.tanh({a})
    {a}.sigmoid() | m.relu({a}) | abs({known}) | {a}.square() | -{a} | {a}.clone()
    {a}.where({a}.isnan(), m.sign({a})) | {a}.floor() | m.ceil({a}) | {a}.round()
    {a}.isnan().to({a}.dtype) | F.leaky_relu({a})
    {mild} + (0.0 * {mild}).to(m.float32).to({mild}.dtype)
    F.gelu({mild}, approximate="tanh")
"""
WITH_NUMBERS = """
    {a} + {c} | {c} - {a} | {c} * {a} | {a} / {c} | ({mild} + 0.0) ** {c} | {c} ** {a}
    m.tensor({c}, dtype={same}.dtype) / {divisor} | {a}.masked_fill({a} > {c}, {c})
    {known}.clamp({c}) | m.clamp({known}, max={c}) | {known}.clamp(-1.0, {c})
    ({mild} + 0.0).pow({c}) | m.where({a} < {c}, {c}, {a}) | ({a} == {c}).to({a}.dtype)
    {mild} % 1.5 | {mild} % -0.75
"""
OF_PAIRS = """
    {a} + {b} | {a} - {b} | {a} * {b} | {b} / {divisor}
    {a} ** {b} | {a}.maximum({b})
    m.minimum({a}, {b}) | m.where({a} > {b}, {a}, {b}) | {a}.where({b} <= {a}, {b})
    ({a} < {b}).to({a}.dtype) | {a} * ({a} >= {b}) | {a}.add({b}, alpha=-0.5)
    (({a} != {b}) & ({a} > 0)).to({a}.dtype) | m.sub({a}, {b}, alpha=2.0)
"""
ALONG = """
    {mild}.sum({dims}, keepdim={keep}) | m.mean({mild}, {dims}, keepdim={keep})
    {known}.amax({dims}, keepdim={keep}) | m.amin({known}, {dims}, keepdim={keep})
    ({mild} + 2.0).norm(2, {dims}, keepdim={keep}) | {mild}.norm(1, {dims})
    {mild}.var({dims}, keepdim={keep}) | {mild}.std({dims}, correction=0)
    abs({known}).sum() | m.mean({mild}) | {a}.max() | m.min({a}) | {many}.std()
    ({mild} + 2.0).norm() | {a}.softmax({dim}) | F.log_softmax({a}, {dim})
    {a}.log_softmax({dim}) | F.softmax({a}, dim={dim}) | {mild}.cumsum({dim})
    {a}.max({dim}, keepdim={keep}).values | m.min({a}, {dim}).values
    {a}.argmax({dim}).to({a}.dtype) | ({a} > 0).all().to({a}.dtype)
    ({a} > 0).any().to({a}.dtype)
"""
SHAPES = """
    {a}.reshape({shape}) | {a}.contiguous().view({shape}) | {a}.permute({order})
    {a}.transpose({dim}, -1) | {matrix}.T | {matrix}.mT | {matrix}.t()
    {a}.unsqueeze({new}) | {a}.squeeze() | {a}.flatten() | {a}.expand(2, *{a}.shape)
    {matrix}.tril({whole})
    m.triu({matrix}, {whole}) | m.unbind({row}, {dim})[0] | {row}.split(2, {dim})[-1]
    m.cat([{a}, {same}], {dim}) | m.stack([{a}, {same}, {a}], {new}) | {a}[{key}]
    {a}[{same} > {c}] | {a}[{picked}] | {a}[..., None] | {a}.contiguous()
"""
PRODUCTS = """
    {mild} @ {fitting} | m.matmul({mild}, {fitting} * 0.5) | {grid} @ {grid}.T
    F.mse_loss({a}, {same}) | F.linear({grid}, {grid})
    m.dot({vector}, {vector})
    F.cross_entropy({row_matrix}, {classes}) | F.nll_loss({row_matrix}, {classes})
    F.binary_cross_entropy_with_logits({mild}, ({same} > 0).to(({mild}).dtype))
    F.binary_cross_entropy({a}.sigmoid(), ({same} > 0).to({a}.dtype))
    F.mse_loss({a}, {same}, reduction="none") | F.embedding({classes}, {row_matrix}.T)
    F.linear({grid}.unsqueeze(0), {grid})
    F.layer_norm({row}.tanh(), {row}.shape[-1:], eps=0.5)
    F.rms_norm({row}.tanh(), {row}.shape[-1:], eps=0.5)
    F.scaled_dot_product_attention(*[{vector}.tanh().unsqueeze(-1)] * 3, is_causal=True)
"""
COUNTED = """
    ~{mask} | {mask} & ({same} > 0) | {mask}.__or__({same} < 1) | {mask} ^ ({same} != 0)
    {mask} * {b} | {mask} + {b} | {b} * {mask} | {mask}.sum({dims}) | {mask}.prod()
    {mask}.amax({dims}, keepdim={keep}) | {mask}.amin({dims}) | {mask}.max({dim}).values
    {mask}.min({dim}, keepdim={keep}).values | {mask}.all({dim}) | {mask}.any({dim})
    {mask}.maximum({b}) | m.minimum({b}, {mask}) | m.where({mask}, {same}, {mask})
    {mask}.to({same}.dtype) | {same}[{mask}] | {mask}.cumsum({dim}) | {mask}.max()
    {same}.masked_fill({mask}, 0) | {same}.masked_fill({mask}, 1.5)
    m.where({mask}, 1, 0) | m.where({mask}, True, {same}) | m.full_like({mask}, 2)
    {count} + {b} | {b} - {count} | {count} * {b} | {b} / ({count} * {count} + 1)
    {count} // 3 | {count} % 3 | {count} ** 2 | 7 // ({count} ** 2 + 1) | -{count}
    {count}.sum({dims}, keepdim={keep}) | {count}.cumsum({dim}) | {count}.amax({dims})
    {count}.max({dim}).values | m.minimum({count}, {b}) | {count}.maximum({b})
    {count}.argmax({dim}) | {count} / 2 | {count} * 1.5 | {count} + True | 2 - {count}
    {count}.clamp(0, 1) | {count}.clamp(max=1.5) | {count}.bool() | {count} > {b}
    {count}.exp() | abs({count}) | {count}.sign() | {count}.float() | {count}.relu()
    m.full_like({count}, 1.5) | m.ones_like({count})
    {any} * m.arange({any}.numel()).reshape({any}.shape) | {any}.long() | {any}.bool()
    {any} * m.full({any}.shape, 2) | {any} + m.full({any}.shape, True) | {any}.double()
    m.cat([{any}, {same}], {dim}) | m.stack([{any}, {same}], {new}) | {any} * {b}
    m.where({any} > 0, {any}, {same}) | m.where({any} > 0, {any}, 1) | {any} == {b}
    m.zeros_like({any}) + {b} | {any}.new_ones({any}.shape) * {same} | {any}.flip({dim})
    m.where({any} > 0, {any}, 0.5) | {any}.repeat(2, *[1] * {any}.ndim)
    {any}.sort({dim}).values | {any}.sort({dim}, descending=True).values
    {any}.roll(1) | {any}.max({dim}).values | {any}.amin({dims}) | m.max({any})
    {any}.float().median({dim}).values | {any}.clamp(0, 1) | {any} ** 2 | {any} * 2
    {any}.where({same} > 0, {any} * 0) | {any}.sign() | {any} + 1.5
"""
GROUPS = [
    [line.strip() for text in group.strip().splitlines() for line in text.split(" | ")]
    for group in (EACH, WITH_NUMBERS, OF_PAIRS, ALONG, SHAPES, PRODUCTS, COUNTED)
]

OPERANDS: dict[str, Callable[[Shape], bool]] = {
    "a": lambda shape: True,
    "known": lambda shape: True,
    "divisor": lambda shape: True,
    "mild": lambda shape: True,
    "matrix": lambda shape: len(shape) == 2,
    "grid": lambda shape: len(shape) == 2,
    "vector": lambda shape: len(shape) == 1,
    "many": lambda shape: math.prod(shape) > 1,
    "row": lambda shape: len(shape) > 0 and 0 not in shape,
    "row_matrix": lambda shape: len(shape) == 2 and 0 not in shape,
    "mask": lambda shape: True,
    "count": lambda shape: True,
    "any": lambda shape: True,
}
"""The field that stands for a name, and what its shape must be."""
KINDS = {"mask": ("bool",), "count": ("int64",), "any": (*FLOATS, "int64", "bool")}
"""And its dtype, for the others a float."""
MILD = "m.where(abs({0}) < 1e6, {0}, 0.5)"
WRAPPED = {
    # Without NaN, of which our abs and amax make other derivatives than PyTorch's.
    "known": "{0}.masked_fill({0}.isnan(), 0.5)",
    # The derivative of 0 / 1e-300 is 0 / 1e-300², in another order 0 times infinity.
    "divisor": "m.where(({0} == 0) | (abs({0} + 1 / {0}) < 1e30), {0}, 0.5)",
    # The sum of 1e300, 1 and -1e300 depends on its order.
    **dict.fromkeys(["mild", "grid", "vector", "many"], MILD),
}


@st.composite
def leaves(draw: Draw, dtype: str, special: bool) -> str:
    """The right side of a line that makes a tensor of a kind."""
    n = st.integers(1, 3)
    sizes = draw(st.lists(n, max_size=3) | st.lists(n | st.just(0), max_size=3))
    values = st.sampled_from(COUNTS.get(dtype, PLAIN))
    if special and dtype in SPECIAL:
        values |= st.sampled_from(SPECIAL[dtype])
    count = math.prod(sizes)
    numbers = draw(st.lists(values, min_size=count, max_size=count))
    data = str(np.reshape(numbers, sizes).tolist()) if count else "[]"
    made = f"m.tensor({data}, dtype=m.{dtype})"
    made = made if count else f"{made}.reshape({tuple(sizes)})"
    grad = draw(st.sampled_from([True, True, True, False]))
    return f"{made}.requires_grad_({grad})" if dtype in FLOATS else made


@st.composite
def lines(draw: Draw, known: Shapes, kinds: Kinds) -> str:
    """The right side of a line that computes from what is known by its name."""
    known = {k: s for k, s in known.items() if math.prod(s) <= MOST}
    template = draw(st.sampled_from(draw(st.sampled_from(GROUPS))))
    fields = [name for _, name, _, _ in Formatter().parse(template) if name]
    which = next(name for name in OPERANDS if name in fields)
    fits = [
        name
        for name, shape in known.items()
        if OPERANDS[which](shape)
        and (shape or "dim" not in fields)
        and kinds[name] in KINDS.get(which, FLOATS)
    ]
    if not fits:
        return f"{next(reversed(known))} * 1.0"
    a = draw(st.sampled_from(fits[::-1]))  # the last one most often
    filled = {which: WRAPPED.get(which, "{0}").format(a)}
    for field in dict.fromkeys(fields):
        if field != which:
            filled[field] = FIELDS[field](draw, known[a], known)
    if None in filled.values():
        return f"{a} + {a}"
    return template.format(**filled)


# Fields: how each is drawn, for an operand of a shape, from what is known


def named(fits: Callable[[Shape, Shape], bool]) -> Callable[..., Any]:
    """A name whose shape fits the operand's, which may be the operand's own."""

    def drawn(draw: Draw, shape: Shape, known: Shapes) -> str | None:
        found = [k for k, other in known.items() if fits(shape, other)]
        return draw(st.sampled_from(found[::-1])) if found else None

    return drawn


def broadcast(one: Shape, other: Shape) -> bool:
    try:
        return math.prod(np.broadcast_shapes(one, other)) <= MOST
    except ValueError:
        return False


def multiplies(one: Shape, other: Shape) -> bool:
    try:
        np.matmul(np.zeros(one), np.zeros(other))
    except ValueError:
        return False
    return True


def dims(draw: Draw, shape: Shape, known: Shapes) -> str:
    """All dimensions, one, or several."""
    n = len(shape)
    if not n or draw(st.booleans()):
        return draw(st.sampled_from(["None", "()"])) if not n else dim(draw, shape)
    several = draw(st.permutations(range(n)))[: draw(st.integers(1, n))]
    return str(tuple(d - n * draw(st.booleans()) for d in several))


def dim(draw: Draw, shape: Shape, known: Any = None) -> str:
    return str(draw(st.integers(-len(shape), len(shape) - 1)))


def reshaped(draw: Draw, shape: Shape, known: Shapes) -> str:
    n = math.prod(shape)
    first = draw(st.sampled_from([d for d in (1, 2, 3, n) if d and n % d == 0] or [1]))
    rest = n // first
    return str(draw(st.sampled_from([(first, rest), (rest, 1, first), (n,)])))


def key(draw: Draw, shape: Shape, known: Shapes) -> str:
    """Numbers, slices, lists, ``...`` and None, as they stand in brackets."""
    bound = st.none() | st.integers(-4, 4)
    length, parts = draw(st.integers(0, 3)), []
    for size in shape[: draw(st.integers(0, len(shape)))]:
        place = st.integers(-size, size - 1)
        kind = draw(st.sampled_from(["slice", "slice", "number", "list", "tensor"]))
        if kind == "slice" or not size:
            start, stop = draw(bound), draw(bound)
            step = draw(st.sampled_from([None, None, 2]))
            parts.append(":".join("" if n is None else str(n) for n in (start, stop)))
            parts[-1] += "" if step is None else f":{step}"
        elif kind == "number":
            parts.append(str(draw(place)))
        else:
            some = draw(st.lists(place, min_size=length, max_size=length))
            text = f"m.tensor({some}, dtype=m.long)" if kind == "tensor" else str(some)
            parts.append(text)
    if draw(st.booleans()):
        hidden = draw(st.integers(0, len(shape) - len(parts)))
        parts += ["...", *[":"] * (len(shape) - len(parts) - hidden)]
    if not parts or draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), "None")
    return ", ".join(parts) + "," * (len(parts) == 1)


def picked(draw: Draw, shape: Shape, known: Shapes) -> str:
    """Truth values for the first dimension, or an index of two dimensions for it."""
    if not shape or not shape[0]:
        return "None"
    n = shape[0]
    if draw(st.booleans()):
        return str(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    rows = st.lists(st.integers(-n, n - 1), min_size=2, max_size=2)
    return f"m.tensor({draw(st.lists(rows, min_size=1, max_size=2))}, dtype=m.long)"


def classes(draw: Draw, shape: Shape, known: Shapes) -> str:
    rows, count = shape
    places = st.lists(st.integers(0, count - 1), min_size=rows, max_size=rows)
    return f"m.tensor({draw(places)}, dtype=m.long)"


FIELDS: dict[str, Callable[..., Any]] = {
    "b": named(broadcast),
    "same": named(lambda one, other: one == other),
    "fitting": named(multiplies),
    "c": lambda draw, *_: draw(st.sampled_from(CONSTANTS)),
    "dim": dim,
    "dims": dims,
    "keep": lambda draw, *_: draw(st.booleans()),
    "new": lambda draw, shape, _: draw(st.integers(-len(shape) - 1, len(shape))),
    "shape": reshaped,
    "order": lambda draw, shape, _: tuple(draw(st.permutations(range(len(shape))))),
    "whole": lambda draw, *_: draw(st.integers(-2, 2)),
    "key": key,
    "picked": picked,
    "classes": classes,
}
EXAMPLE = {
    **dict.fromkeys([*OPERANDS, "b", "same", "fitting"], "x"),
    "mask": "(x > 0.3)",
    "count": "(4 * x).long()",
    "vector": "x[0]",
    "c": "2.0",
    "dim": "0",
    "dims": "0",
    "keep": "False",
    "new": "0",
    "shape": "(4,)",
    "order": "(1, 0)",
    "whole": "0",
    "key": "0, 1:",
    "picked": "[0, 1]",
    "classes": "m.tensor([0, 1], dtype=m.long)",
}
"""What each field may be where x is a matrix of two rows and two columns."""
