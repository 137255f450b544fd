"""Programs: the text of a Python function that computes what a graph did.

Each Function of the engine has a rule: how its forward reads as an expression, and how
the derivative of each argument does. They say the same as the Functions' own methods,
and compute it in the same order, so that no digit differs. For a Function without a
rule the text calls its ``forward`` and ``backward``.

Names cost time, and a program of many lines takes long to compile. So a result that is
used once, and that no derivative reads, has no name: its expression stands where the
result is used. And what comes back to a Variable is added up in one expression.
"""

import math
from collections import Counter
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

# The Functions whose expressions need no brackets as an argument of another Function.
PRODUCTS: set[type[Function]] = {
    scalar.Mul,
    scalar.Div,
    scalar.Neg,
    scalar.Log,
    scalar.Exp,
    scalar.Sigmoid,
}
SUMS = PRODUCTS | {scalar.Add, scalar.Sub}
FREE: dict[type[Function], tuple[set[type[Function]], ...]] = {
    scalar.Add: (SUMS, PRODUCTS),
    scalar.Sub: (SUMS, PRODUCTS),
    scalar.Log: (set(RULES),),
    scalar.Exp: (set(RULES),),
    scalar.Sigmoid: (set(RULES),),
}

# An expression of thousands of terms would be too deep for Python's compiler: so many
# terms, and so many characters, are the most.
TERMS = 50
LONGEST = 500


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
        self.in_place = passing(made)
        self.expressions: dict[Variable, str] = {}
        self.lines = [line for v in made for line in self._compute(v)]

    # The three functions

    def forward(self) -> str:
        """Return the text of ``forward(inputs, parameters)``: it gives the result."""
        arguments = [*self.inputs, *self.parameters]
        return text("forward", arguments, self.lines, self._of(self.result))

    def derivatives(self) -> str:
        """Return the text of the function that gives the derivatives of the inputs."""
        lines, found = self._back(self.inputs)
        arguments = [*self.inputs, *self.parameters]
        derivatives = listed([found.get(x, "0.0") for x in self.inputs])
        return text("derivatives", arguments, self.lines + lines, derivatives)

    def backward(self) -> str:
        """Return the text of ``backward(rows, parameters)``.

        It goes through rows of inputs, and gives the sum of the results and those of
        the parameters' derivatives.
        """
        back, sums = self._back(self.parameters)
        body = [*self.lines, f"total = total + {self._of(self.result)}", *back]
        body += [f"sum_{p} = sum_{p} + ({d})" for p, d in sums.items()]
        lines = ["total = 0.0", *[f"sum_{p} = 0.0" for p in self.parameters]]
        lines += [f"for {listed(self.inputs)} in rows:"]
        lines += ["    " + line for line in body]
        found = listed([f"sum_{p}" for p in self.parameters])
        return text("backward", ["rows", *self.parameters], lines, f"total, {found}")

    # Their lines

    def _of(self, v: Variable) -> str:
        """Return how the text calls a Variable: by a name, or as a number."""
        if v.inputs is not None:
            return self.names[v]
        number = repr(v.data)
        return f"({number})" if v.data < 0 else number

    def _compute(self, v: Variable) -> list[str]:
        """Return the lines that compute a Variable; none if it stands in place."""
        fn, name, inputs = v.last_fn, self.names[v], self._arguments(v)
        if fn in RULES:
            expression = RULES[fn][0].format(*inputs)
            if v in self.in_place and len(expression) < LONGEST:
                self.expressions[v] = expression
                return []
            return [f"{name} = {expression}"]
        if fn is Linear:
            return linear(name, inputs)
        number = name[1:]
        self.namespace |= {f"f{number}": fn, "Context": Context}
        values = ", ".join([f"c{number}", *inputs])
        return [
            f"c{number} = Context()",
            f"{name} = float(f{number}.forward({values}))",
        ]

    def _arguments(self, v: Variable) -> list[str]:
        """Return what v is computed from: names, numbers, and expressions in place."""
        free = FREE.get(v.last_fn, ())  # type: ignore[arg-type]
        found = []
        for i, a in enumerate(v.parents):
            expression = self.expressions.get(a)
            if expression is None:
                found.append(self._of(a))
            elif i < len(free) and a.last_fn in free[i]:
                found.append(expression)
            else:
                found.append(f"({expression})")
        return found

    def _back(self, wanted: list[str]) -> tuple[list[str], dict[str, str]]:
        """Return the lines that take derivatives back to the wanted leaves.

        What reaches a Variable is kept until its turn comes, and added up in one line.

        Args:
            wanted: the names of the leaves.

        Returns:
            The lines; and for each leaf that is reached, its derivative, an expression.
        """
        on_the_way = self._between(wanted)
        lines: list[str] = []
        shares: dict[Variable, list[str]] = {self.result: ["1.0"]}
        found: dict[str, str] = {}
        for v in self.order:
            if v not in on_the_way:
                continue
            name = self.names[v]
            d = total(f"d_{name}", shares.pop(v), lines)
            if v.last_fn is None:
                found[name] = d
                continue
            if not d.isidentifier():
                lines.append(f"d_{name} = {d}")
                d = f"d_{name}"
            for a, share in zip(v.parents, self._shares(v, d, lines), strict=True):
                if a in on_the_way:
                    shares.setdefault(a, []).append(share)
        return lines, found

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
        if fn in RULES:
            return [rule.format(*inputs, v=name, d=d) for rule in RULES[fn][1:]]
        if fn is Linear:
            ws, xs = halves(inputs)
            return [d, *[f"{x} * {d}" for x in xs], *[f"{w} * {d}" for w in ws]]
        number = name[1:]
        self.namespace["as_tuple"] = as_tuple
        lines.append(f"s{number} = as_tuple(f{number}.backward(c{number}, {d}))")
        return [f"s{number}[{i}]" for i in range(len(inputs))]


def passing(made: list[Variable]) -> set[Variable]:
    """Return the results that need no name: used once, and by no derivative."""
    uses = Counter(a for v in made for a in v.parents)
    once = {v for v in made if uses[v] == 1 and not reads(v, "v")}
    for v in made:
        once -= {a for i, a in enumerate(v.parents) if a in once and reads(v, i)}
    return once


def reads(v: Variable, what: int | str) -> bool:
    """Whether v's derivatives are computed from an argument, or from its result."""
    rules = RULES.get(v.last_fn)  # type: ignore[arg-type]
    return rules is None or any(f"{{{what}}}" in rule for rule in rules[1:])


def total(name: str, terms: list[str], lines: list[str]) -> str:
    """Return a sum of terms; a long one is begun in lines of its own, under a name."""
    while len(terms) > TERMS:
        lines.append(f"{name} = " + " + ".join(terms[:TERMS]))
        terms = [name, *terms[TERMS:]]
    return " + ".join(terms)


def linear(name: str, inputs: list[str]) -> list[str]:
    """Return the lines of a Linear: the bias, and one product added after another."""
    lines: list[str] = []
    products = [f"{w} * {x}" for w, x in zip(*halves(inputs))]
    result = total(name, [inputs[0], *products], lines)
    return [*lines, f"{name} = {result}"]


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
