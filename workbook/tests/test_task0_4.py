"""The checks of task 0.4: modules."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from minitorch.module import Module, Parameter
from work.telling import Wrong, equal, result, shown

# A shape has for each part its name, and None for a parameter or a shape for a module.
Shape = dict[str, Any]

SMALL: Shape = {
    "first": {"w": None, "b": None},
    "own": None,
    "block": {"inner": {"w": None}, "last": None},
    "end": {},
}

# Trees from small to large, each with the names of its modules and of its parameters.
TREES: list[tuple[Shape, str, str]] = [
    ({}, "", ""),
    ({"w": None, "b": None}, "", "w b"),
    ({"a": {}}, "a", ""),
    ({"a": {"w": None}}, "a", "a.w"),
    ({"a": {"w": None}, "b": {"w": None}}, "a b", "a.w b.w"),
    ({"z": {}, "a": {}, "m": {}}, "z a m", ""),
    ({"a": {"w": None}, "w": None}, "a", "w a.w"),
    ({"a": {"b": {"w": None}}}, "a a.b", "a.b.w"),
    ({"a": {"b": {"c": {"w": None}}}}, "a a.b a.b.c", "a.b.c.w"),
    ({"a": {"b": {}}, "c": {}}, "a a.b c", ""),
    (
        {"a": {"b": {"w": None}, "v": None}, "c": {"w": None}, "u": None},
        "a a.b c",
        "u a.v a.b.w c.w",
    ),
    (
        SMALL,
        "first block block.inner end",
        "own first.w first.b block.last block.inner.w",
    ),
]


def built(shape: Shape) -> Module:
    """A tree of this shape; Module looks at what is below a part that is assigned."""
    module = Module()
    for name, inner in shape.items():
        part = Parameter(1.0) if inner is None else built(inner)
        result(
            f"module.{name} = {type(part).__name__}(…)",
            partial(setattr, module, name, part),
            "that it is assigned; Module goes through named_modules of the part then",
            "named_modules gives pairs, of a name and a module",
        )
    return module


def drawn(shape: Shape) -> str:
    """A shape in words, in the order of assignment."""
    return ", ".join(
        name if inner is None else f"{name}: ({drawn(inner)})"
        for name, inner in shape.items()
    )


TREE = f"the tree ({drawn(SMALL)})"


def names(called: str, run: Callable[[], Any], kind: type | None = None) -> list[Any]:
    """The names in the pairs that a method gives.

    Args:
        called: the call.
        run: makes it.
        kind: what it has to return; where it is None all that can be looped over does.
    """
    came = run()
    if kind is not None:
        is_kind(called, came, kind)
    idea = NO_RETURN if came is None else "pairs, of a name and what it stands for"
    pairs = result(called, lambda: [(n, x) for n, x in came], "pairs", idea)
    return [n if isinstance(n, str) else type(n).__name__ for n, _ in pairs]


NO_RETURN = "a function without return gives None"


def is_kind(called: str, came: Any, kind: type) -> None:
    """Make sure that a list came, say, and not a dictionary or a generator."""
    if not isinstance(came, kind):
        idea = NO_RETURN if came is None else f"what is returned is a {kind.__name__}"
        raise Wrong(called, f"a {type(came).__name__}", f"a {kind.__name__}", idea)


# named_modules


def test_named_modules_of_a_leaf() -> None:
    """A module without children: named_modules."""
    module = Module()
    called, expected = "list(Module().named_modules())", '[("", the module)]'
    came = module.named_modules()
    idea = 'the module itself comes first; its name is the empty text, ""'
    if came is None:
        idea = NO_RETURN
    pairs = result(called, lambda: [tuple(pair) for pair in came], expected, idea)
    if pairs != [("", module)]:
        raise Wrong(called, words(pairs), expected, idea)


def words(pairs: list[tuple[Any, ...]]) -> str:
    """Pairs as text; a module prints itself with named_modules, which may be wrong."""
    return str(
        [
            tuple("a module" if isinstance(x, Module) else x for x in pair)
            for pair in pairs
        ]
    )


def test_named_modules() -> None:
    """All modules, with dotted names, in order: named_modules."""
    for shape, below, _ in TREES:
        called = f"named_modules() of the tree ({drawn(shape)})"
        came = names(called, built(shape).named_modules)
        compare_modules(called, came, ["", *below.split()])


def compare_modules(called: str, came: list[Any], expected: list[str]) -> None:
    """Make sure of the names of modules, and tell what is missing."""
    idea = "every module of the tree is named, from the top to the bottom"
    if any(str(name).startswith(".") for name in came):
        idea = "no dot before the first name: the root has the empty name"
    elif any(str(name).endswith(".") for name in came):
        idea = "a dot stands between two names, not behind the last one"
    elif "" not in came:
        idea = 'the module itself comes first; its name is the empty text, ""'
    elif set(came) > set(expected):
        idea = "only modules are named, no parameters and nothing else"
    elif set(came) == set(expected):
        idea = order_of(came, expected)
    elif {str(name).rpartition(".")[2] for name in expected} == set(came):
        idea = "the prefix: the name of a part begins with the whole name of its parent"
    elif set(came) < set(expected):
        idea = "the whole tree: children, and their children in turn"
    elif all(any(e.endswith(str(n)) for e in expected) for n in came):
        idea = "the whole way from the root stands in a name, not the last part alone"
    equal(called, came, expected, idea)


def order_of(came: list[str], expected: list[str]) -> str:
    """What is wrong with the order of names that are right."""
    if came[0] != "":
        return "the order: a parent comes before its children"
    if [n for n in came if "." not in n] != [n for n in expected if "." not in n]:
        return "the order: siblings come in the order of their assignment"
    if len(came) != len(expected):
        return "each module is named once"
    return "the order: all that is below a module comes before its next sibling"


def test_named_modules_again() -> None:
    """The same when it is called again: named_modules."""
    net = built(SMALL)
    called = f"named_modules() of {TREE}, called twice: the second time"
    first = names(called, net.named_modules)
    idea = "what was found must be forgotten between calls; a default value is not"
    equal(called, names(called, net.named_modules), first, idea)


# modules


def test_modules() -> None:
    """The direct children: modules."""
    net = built(SMALL)
    came = net.modules()
    called = f"modules() of {TREE}"
    is_kind(called, came, list)
    found = [name_in(net, module) for module in came]
    idea = "only direct children, in the order in which they were assigned"
    if any(isinstance(module, (str, tuple)) for module in came):
        idea = "the modules themselves, without their names"
    elif any("." in name for name in found):
        idea = "only the direct children; named_modules goes deeper"
    elif "itself" in found:
        idea = "a module is no child of itself"
    elif "own" in found:
        idea = "a parameter is a part, too, but no module"
    equal(called, found, ["first", "block", "end"], idea)


def name_in(net: Module, thing: Any) -> str:
    """What something that was found is called in the small tree."""
    known = {"itself": net, "first": net.first, "own": net.own, "block": net.block}
    known |= {"block.inner": net.block.inner, "end": net.end}
    for name, part in known.items():
        if thing is part:
            return name
    return f"a {type(thing).__name__}"


# named_parameters and parameters


def test_equal_parameters() -> None:
    """Two parameters with the same value are two."""
    net = Module()
    net.a, net.b = Parameter(0.5), Parameter(0.5)
    called = "named_parameters() where a and b are Parameters of the value 0.5"
    idea = "equal values do not make two parameters one: look at the objects"
    equal(called, names(called, net.named_parameters, list), ["a", "b"], idea)


def test_named_parameters() -> None:
    """All parameters, with dotted names, in order: named_parameters."""
    for shape, _, expected in TREES:
        called = f"named_parameters() of the tree ({drawn(shape)})"
        came = names(called, built(shape).named_parameters, list)
        compare_parameters(called, came, expected.split())


def compare_parameters(called: str, came: list[Any], expected: list[str]) -> None:
    """Make sure of the names of parameters, and tell what is missing."""
    idea = "the parameters of the whole tree, each under its dotted name"
    ends = [name.rpartition(".")[2] for name in expected]
    if any(str(name).startswith(".") for name in came):
        idea = "no dot before the first name: the root has the empty name"
    elif sorted(came) == sorted(expected):
        idea = "the order: a module's own parameters come before those of its children"
        idea += ", and the modules come in the order of named_modules"
    elif set(map(str, came)) == set(ends):
        idea = "the prefix: the name of a parameter begins with the name of its module"
    elif set(came) < set(expected):
        idea = "the whole tree: also the parameters of children, and of theirs in turn"
    elif all(any(e.endswith(str(n)) for e in expected) for n in came):
        idea = "the whole way from the root stands in a name, not the last part alone"
    equal(called, came, expected, idea)


def test_the_modules_themselves() -> None:
    """The very objects: named_modules, named_parameters."""
    net = built(SMALL)
    expected = {"": net, "first": net.first, "block.inner": net.block.inner}
    found = dict(net.named_modules())
    for name, module in expected.items():
        called = f"dict(named_modules())[{name!r}] of {TREE}"
        if found.get(name) is not module:
            came = f"another {type(found.get(name)).__name__}"
            raise Wrong(
                called, came, "this very module", "each name has its own module"
            )
    parameter = dict(net.named_parameters()).get("block.inner.w")
    called = f"dict(named_parameters())['block.inner.w'] of {TREE}"
    idea = "the parameter itself, not its value: an optimiser is to change it"
    if parameter is not net.block.inner.w:
        raise Wrong(called, shown(parameter), "this very Parameter", idea)


def test_a_shared_parameter() -> None:
    """A parameter that two modules share is listed once, under its first name."""
    net = built({"first": {"w": None}, "second": {"b": None, "w": None}})
    net.second.w = net.first.w
    shared = "a tree where second.w is first.w"
    idea = "a shared parameter is listed once, under the first of its names"
    called = f"named_parameters() of {shared}"
    equal(
        called, names(called, net.named_parameters, list), ["first.w", "second.b"], idea
    )
    called = f"len(parameters()) of {shared}"
    equal(called, len(net.parameters()), 2, idea)


def test_a_shared_module() -> None:
    """A module that is reached in two ways is named once."""
    net = built({"first": {"w": None}, "block": {}})
    net.block.again = net.first
    net.last = net.first
    called = "named_modules() of a tree where block.again and last are first"
    came = names(called, net.named_modules)
    idea = "a module that was named already is passed over"
    equal(called, came, ["", "first", "block"], idea)
    called = "named_parameters() of a tree where block.again and last are first"
    came = names(called, net.named_parameters, list)
    equal(called, came, ["first.w"], "a parameter is listed once")


def test_parameters() -> None:
    """All parameters without names: parameters."""
    net = built(SMALL)
    came = net.parameters()
    called = f"parameters() of {TREE}"
    is_kind(called, came, list)
    idea = "the Parameters themselves, without names, in the order of named_parameters"
    expected = [
        net.own,
        net.first.w,
        net.first.b,
        net.block.last,
        net.block.inner.w,
    ]
    for i, parameter in enumerate(expected):
        net_name = ["own", "first.w", "first.b", "block.last", "block.inner.w"][i]
        if not (i < len(came) and came[i] is parameter):
            got = (
                f"a {type(came[i]).__name__}"
                if i < len(came)
                else f"{len(came)} parameters"
            )
            raise Wrong(f"{called}, number {i}", got, f"the parameter {net_name}", idea)
    equal(f"len(parameters()) of {TREE}", len(came), len(expected), idea)


# train and eval


@pytest.mark.parametrize("start", ["net", "block"])
def test_train_and_eval(start: str) -> None:
    """The whole tree below a module, and nothing else: train, eval."""
    net = built(SMALL)
    top, below = {
        "net": (net, {"net", "first", "block", "inner", "end"}),
        "block": (net.block, {"block", "inner"}),
    }[start]
    parts = {"net": net, "first": net.first, "block": net.block}
    parts |= {"inner": net.block.inner, "end": net.end}
    for one in parts.values():
        one.training = True
    top.eval()
    modes(f"{start}.eval()", parts, {name: name not in below for name in parts})
    for one in parts.values():
        one.training = False
    top.train()
    modes(f"{start}.train()", parts, {name: name in below for name in parts})


def modes(called: str, parts: dict[str, Any], expected: dict[str, bool]) -> None:
    """Make sure of the attribute training of all modules."""
    came = {name: module.training for name, module in parts.items()}
    top = called.partition(".")[0]
    idea = "the whole tree: the module itself, its children, and theirs in turn"
    if came[top] is not expected[top]:
        idea = "train sets training to True and eval to False, in the module itself too"
    called = f"{called} in {TREE}: training"
    equal(called, came, expected, idea)
