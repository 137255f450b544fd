"""Programs: the text of a Python function that computes what a graph did.

Each Function of the engine has a rule: how its forward reads as an expression, and how
the derivative of each argument does. They say the same as the Functions' own methods,
and compute it in the same order, so that no digit differs. For a Function without a
rule the text calls its ``forward`` and ``backward``.
"""

import inspect
import math
from typing import Any

from minitorch import operators
from minitorch import scalar_functions as scalar
from minitorch.autodiff import Variable, topological_sort
from minitorch.faster.fused import Linear
from minitorch.function import Context, Function

# For each Function: its expression, and what it passes back. {0} and {1} are its
# arguments, {v} its result, {d} the derivative of the final result with respect to v.
# What it passes back is added to something else, so a condition stands in brackets.
RULES: dict[type[Function], tuple[str, ...]] = {
    scalar.Add: ("{0} + {1}", "{d}", "{d}"),
    scalar.Sub: ("{0} - {1}", "{d}", "-{d}"),
    scalar.Mul: ("{0} * {1}", "{1} * {d}", "{0} * {d}"),
    scalar.Div: ("{0} / {1}", "{d} / {1}", "-{0} / {1} / {1} * {d}"),
    scalar.Neg: ("-{0}", "-{d}"),
    scalar.Inv: ("1.0 / {0}", "-{d} / {0} / {0}"),
    scalar.Log: ("log({0})", "log_back({0}, {d})"),
    scalar.Exp: ("exp({0})", "{v} * {d}"),
    scalar.Sigmoid: ("sigmoid({0})", "{v} * (1.0 - {v}) * {d}"),
    scalar.ReLU: ("0.0 if {0} < 0.0 else {0}", "({d} if {0} > 0.0 else 0.0)"),
    scalar.LT: ("1.0 if {0} < {1} else 0.0", "0.0", "0.0"),
    scalar.EQ: ("1.0 if {0} == {1} else 0.0", "0.0", "0.0"),
}

# What the expressions above call.
NAMES = {
    name: getattr(operators, name) for name in ("log", "log_back", "exp", "sigmoid")
}

# A sum of thousands of terms in one expression would be too deep for Python's compiler.
TERMS = 50


class Program:
    """The three functions that a graph is turned into.

    All names in them are made here: x0, x1, … for inputs, p0, p1, … for parameters,
    v0, v1, … for results, and ``d_x0`` and so on for derivatives. So nothing that a
    user has named gets into the text.

    Args:
        result: the graph's result.
        inputs: the leaves that are given anew for each run.
        parameters: the leaves that stay the same for many runs.
    """

    def __init__(
        self, result: Variable, inputs: list[Any], parameters: list[Any]
    ) -> None:
        self.result = result
        self.order = topological_sort(result)
        self.namespace: dict[str, Any] = dict(NAMES, inf=math.inf, nan=math.nan)
        self.inputs = [f"x{i}" for i in range(len(inputs))]
        self.parameters = [f"p{i}" for i in range(len(parameters))]
        reached = set(self.order)
        leaves = dict(zip([*inputs, *parameters], self.inputs + self.parameters))
        self.names: dict[Variable, str] = {
            v: name for v, name in leaves.items() if v in reached
        }
        made = [v for v in reversed(self.order) if v.last_fn is not None]
        self.names |= {v: f"v{i}" for i, v in enumerate(made)}
        self.lines = [line for v in made for line in self._compute(v)]

    # The three functions

    def forward(self) -> str:
        """Return the text of ``forward(inputs, parameters)``: it gives the result."""
        arguments = [*self.inputs, *self.parameters]
        return text("forward", arguments, self.lines, self._of(self.result))

    def derivatives(self) -> str:
        """Return the text of the function that gives the derivatives of the inputs."""
        sums: dict[str, str] = {}
        lines = self.lines + self._back(self.inputs, sums)
        found = listed([sums.get(x, "0.0") for x in self.inputs])
        arguments = [*self.inputs, *self.parameters]
        return text("derivatives", arguments, lines, found)

    def backward(self) -> str:
        """Return the text of ``backward(rows, parameters)``.

        It goes through rows of inputs, and gives the sum of the results and those of
        the parameters' derivatives.
        """
        sums: dict[str, str] = {}
        result = self._of(self.result)
        body = [*self.lines, f"total = total + {result}"]
        body += self._back(self.parameters, sums)
        body += [f"d_{p} = d_{p} + {sums[p]}" for p in self.parameters if p in sums]
        lines = ["total = 0.0", *[f"d_{p} = 0.0" for p in self.parameters]]
        lines += [f"for {listed(self.inputs)} in rows:"]
        lines += ["    " + line for line in body]
        found = listed([f"d_{p}" for p in self.parameters])
        return text("backward", ["rows", *self.parameters], lines, f"total, {found}")

    # Their lines

    def _of(self, v: Variable) -> str:
        """Return how the text calls a Variable: by a name, or as a number."""
        if v.inputs is not None:
            return self.names[v]
        number = repr(v.data)
        return f"({number})" if v.data < 0 else number

    def _compute(self, v: Variable) -> list[str]:
        """Return the lines that compute a Variable from its inputs."""
        fn, name, inputs = v.last_fn, self.names[v], [self._of(a) for a in v.parents]
        if fn in RULES and as_built(fn):
            return [f"{name} = {RULES[fn][0].format(*inputs)}"]
        if fn is Linear and as_built(fn):
            return linear(name, inputs)
        check_settings(fn, len(inputs))
        number = name[1:]
        self.namespace |= {f"f{number}": fn, "Context": Context}
        values = ", ".join([f"c{number}", *inputs])
        return [
            f"c{number} = Context()",
            f"{name} = float(f{number}.forward({values}))",
        ]

    def _back(self, wanted: list[str], sums: dict[str, str]) -> list[str]:
        """Return the lines that take derivatives back to the wanted leaves.

        Args:
            wanted: the names of the leaves.
            sums: is filled with the sum of what reaches each wanted leaf, an
                expression, by the leaf's name.
        """
        on_the_way = self._between(wanted)
        lines: list[str] = []
        if self.result in on_the_way:
            sums[self._of(self.result)] = "1.0"
        for v in self.order:
            if v.last_fn is None or v not in on_the_way:
                continue
            name = self.names[v]
            d = sums.pop(name)
            if not d.isidentifier():
                lines.append(f"d_{name} = {d}")
                d = f"d_{name}"
            for a, share in zip(v.parents, self._shares(v, d, lines), strict=True):
                if a in on_the_way:
                    receive(self.names[a], share, sums, lines)
        return lines

    def _between(self, wanted: list[str]) -> set[Variable]:
        """Return the Variables that depend on the wanted leaves, those included."""
        found: set[Variable] = set()
        names = set(wanted)
        for v in reversed(self.order):
            if self.names[v] in names or any(a in found for a in v.parents):
                found.add(v)
        return found

    def _shares(self, v: Variable, d: str, lines: list[str]) -> list[str]:
        """Return what v passes back to each of its inputs, as expressions."""
        fn, name, inputs = v.last_fn, self.names[v], [self._of(a) for a in v.parents]
        if fn in RULES and as_built(fn):
            return [rule.format(*inputs, v=name, d=d) for rule in RULES[fn][1:]]
        if fn is Linear and as_built(fn):
            ws, xs = halves(inputs)
            return [d, *[f"{x} * {d}" for x in xs], *[f"{w} * {d}" for w in ws]]
        number = name[1:]
        self.namespace["as_tuple"] = as_tuple
        lines.append(f"s{number} = as_tuple(f{number}.backward(c{number}, {d}))")
        return [f"s{number}[{i}]" for i in range(len(inputs))]


def as_built(fn: type[Function]) -> bool:
    """Whether a Function still has the methods that it was written with."""
    return all(
        (method.__module__, method.__qualname__)
        == (fn.__module__, f"{fn.__name__}.{method.__name__}")
        for method in (fn.forward, fn.backward)
    )


def check_settings(fn: Any, count: int) -> None:
    """Raise a ValueError for a Function that takes more than the graph records.

    Args:
        fn: a Function without a rule.
        count: how many inputs the graph has for it.
    """
    _, *found = inspect.signature(fn.forward).parameters.values()
    kinds = {parameter.kind for parameter in found}
    varies = inspect.Parameter.VAR_POSITIONAL in kinds
    if (
        inspect.Parameter.KEYWORD_ONLY in kinds
        or inspect.Parameter.VAR_KEYWORD in kinds
        or (not varies and len(found) != count)
    ):
        raise ValueError(
            f"trace: expected Functions without options, which no graph records, got "
            f"{fn.__name__}, whose forward may be given some; make them arguments"
        )


def receive(name: str, share: str, sums: dict[str, str], lines: list[str]) -> None:
    """Add a share to the sum of what has reached a Variable.

    The first two come in one line, and the first alone has none: the sum is written
    out when the Variable's turn comes, or here, when there is more to add to it.
    """
    if name not in sums:
        sums[name] = share
        return
    lines.append(f"s_{name} = {sums[name]} + {share}")
    sums[name] = f"s_{name}"


def linear(name: str, inputs: list[str]) -> list[str]:
    """Return the lines of a Linear: the bias, and one product added after another."""
    products = [f"{w} * {x}" for w, x in zip(*halves(inputs))]
    lines = [f"{name} = " + " + ".join([inputs[0], *products[:TERMS]])]
    for start in range(TERMS, len(products), TERMS):
        terms = " + ".join([name, *products[start : start + TERMS]])
        lines.append(f"{name} = {terms}")
    return lines


def halves(inputs: list[str]) -> tuple[list[str], list[str]]:
    """Return the weights and the inputs among the arguments of a Linear."""
    n = len(inputs) // 2
    return inputs[1 : 1 + n], inputs[1 + n :]


def as_tuple(derivatives: Any) -> tuple[Any, ...]:
    """Return what a ``backward`` returned, which for one argument may be one number."""
    return derivatives if isinstance(derivatives, tuple) else (derivatives,)


def listed(names: list[str]) -> str:
    """Return the text of a tuple, in brackets."""
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def text(name: str, arguments: list[str], lines: list[str], result: str) -> str:
    """Return the text of a function."""
    body = "".join(f"    {line}\n" for line in [*lines, f"return {result}"])
    return f"def {name}({', '.join(arguments)}):\n{body}"
