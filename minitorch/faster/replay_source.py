"""Programs: the text of a Python function that computes what a graph did.

Most Functions of the engine have a rule, which says how they read as expressions, see
``replay_rules``. For one without a rule the text calls ``forward`` and ``backward``.

Names cost time, and a program of many lines takes long to compile. So a result that is
used once, and that no derivative reads, has no name: its expression stands where the
result is used. And what comes back to a Variable is added up in one expression.
"""

import math
from collections import Counter
from typing import Any

from minitorch.autodiff import Variable, topological_sort
from minitorch.faster.fused import Linear
from minitorch.faster.replay_rules import (
    FREE,
    NAMES,
    as_built,
    check_settings,
    reads,
    rules_of,
)
from minitorch.function import Context

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
        self.rules = rules_of({v.last_fn for v in made})
        self.in_place = self._passing(made)
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

    def _passing(self, made: list[Variable]) -> set[Variable]:
        """Return the results that need no name: used once, and by no derivative."""
        uses = Counter(a for v in made for a in v.parents)
        once = {v for v in made if uses[v] == 1}
        for v in made:
            rule = self.rules.get(v.last_fn)
            read = {a for i, a in enumerate(v.parents) if reads(rule, i)}
            once -= read | {v} if reads(rule, "v") else read
        return once

    def _of(self, v: Variable) -> str:
        """Return how the text calls a Variable: by a name, or as a number."""
        if v.inputs is not None:
            return self.names[v]
        number = repr(v.data)
        return f"({number})" if v.data < 0 else number

    def _compute(self, v: Variable) -> list[str]:
        """Return the lines that compute a Variable; none if it stands in place."""
        fn, name, inputs = v.last_fn, self.names[v], self._arguments(v)
        if fn in self.rules:
            expression = self.rules[fn][0].format(*inputs)
            if v in self.in_place and len(expression) < LONGEST:
                self.expressions[v] = expression
                return []
            return [f"{name} = {expression}"]
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
        if fn in self.rules:
            return [rule.format(*inputs, v=name, d=d) for rule in self.rules[fn][1:]]
        if fn is Linear and as_built(fn):
            ws, xs = halves(inputs)
            return [d, *[f"{x} * {d}" for x in xs], *[f"{w} * {d}" for w in ws]]
        number = name[1:]
        self.namespace["shares_of"] = shares_of
        found = f"f{number}, {len(inputs)}, f{number}.backward(c{number}, {d})"
        lines.append(f"s{number} = shares_of({found})")
        return [f"float(s{number}[{i}])" for i in range(len(inputs))]


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


def shares_of(fn: Any, count: int, derivatives: Any) -> tuple[Any, ...]:
    """Return what a ``backward`` returned as a tuple, one for each argument.

    Raises:
        ValueError: there are more, or fewer, or one is None.
    """
    shares = derivatives if isinstance(derivatives, tuple) else (derivatives,)
    if len(shares) != count or any(share is None for share in shares):
        raise ValueError(
            f"{fn.__name__}.backward: expected {count} derivative(s), one for each "
            f"argument of forward, got {shares}"
        )
    return shares


def listed(names: list[str]) -> str:
    """Return the text of a tuple, in brackets."""
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def text(name: str, arguments: list[str], lines: list[str], result: str) -> str:
    """Return the text of a function."""
    body = "".join(f"    {line}\n" for line in [*lines, f"return {result}"])
    return f"def {name}({', '.join(arguments)}):\n{body}"
