r"""The little mathematics in titles and labels, such as $f'(x) = 2 \cos 2x$.

A text is cut into runs of one look each, which a drawing writes one after the other.
Between two dollar signs stands mathematics, in a small part of TeX's language:

    x_1  h_{ij}  e^{-x}      lowered and raised
    \sigma  \cdot  \le       Greek letters and signs by name
    \cos  \log               functions, upright; single letters are slanted
    d_{\text{out}}           words, upright
    \bar{y}  f'              accents and primes
    \,                       a thin space
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

_FUNCTIONS: Final = frozenset(
    ("arg", "cos", "cosh", "det", "dim", "exp", "lim", "ln", "log", "max", "min", "sin")
) | {"sinh", "tan", "tanh"}
_NAMES: Final = """
    alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ
    iota ι  kappa κ  lambda λ  mu μ  nu ν  xi ξ  pi π  rho ρ  sigma σ  tau τ  phi φ
    chi χ  psi ψ  omega ω  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Pi Π  Sigma Σ  Phi Φ
    Psi Ψ  Omega Ω  cdot ·  times ×  pm ±  circ ∘  le ≤  leq ≤  ge ≥  geq ≥  ne ≠  neq ≠
    approx ≈  to →  in ∈  sum ∑  prod ∏  partial ∂  nabla ∇  infty ∞  dots …  ldots …
    { {  } }  % %  _ _  & &  # #
"""
_SIGNS: Final[dict[str, str]] = dict(re.findall(r"(\S+) (\S)", _NAMES))
_WRITTEN: Final = {"-": "\N{MINUS SIGN}", "'": "\N{PRIME}"}
_ACCENTS: Final = {
    "bar": "\N{COMBINING MACRON}",
    "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "tilde": "\N{COMBINING TILDE}",
}
_SPACES: Final = {",": 1 / 6, ":": 2 / 9, ";": 5 / 18, " ": 1 / 3, "quad": 1.0}

_TOKEN: Final = re.compile(r"\\text\{[^{}]*\}|\\(?:[A-Za-z]+|.)|\S")
_SCRIPTS: Final = {"^": 0.36, "_": -0.16}  # rise, in the size of what it stands at
_SMALL: Final = 0.7  # the size of a script, in the size of what it stands at

# Room between two signs by their kinds; a pair that is not here stands close.
_KINDS: Final = {"+−·×±∘*": "operator", "=<>≤≥≠≈→∈": "relation", "([": "open", ",": ","}
_GAPS: Final = {
    ("operand", "function"): 1 / 6,
    ("function", "operand"): 1 / 6,
    ("function", "function"): 1 / 6,
    ("operator", "function"): 2 / 9,
    ("operator", "operand"): 2 / 9,
    ("operator", "open"): 2 / 9,
    ("operand", "operator"): 2 / 9,
    (",", "operand"): 1 / 6,
    (",", "function"): 1 / 6,
}


@dataclass(frozen=True)
class Run:
    """Letters that are written in one look.

    Args:
        text: the letters.
        italic: whether they are slanted.
        size: their size, as a part of the text's.
        rise: how far they stand above the text's baseline, in the text's size.
        space: empty room before them, in the text's size.
    """

    text: str
    italic: bool = False
    size: float = 1.0
    rise: float = 0.0
    space: float = 0.0

    def script(self, mark: str) -> "Run":
        """Return the look of what is raised by ^ or lowered by _ from this."""
        rise = self.rise + _SCRIPTS[mark] * self.size
        return Run("", size=_SMALL * self.size, rise=rise)

    def continues(self, before: "Run") -> bool:
        """Whether it follows the run before without any change of look."""
        return replace(self, text="") == replace(before, text="", space=0.0)


def runs(line: str) -> list[Run]:
    r"""Cut a line of text into runs.

    Raises:
        ValueError: a command in it is not known here, or a brace is left open.

    >>> [run.text for run in runs("the value $x_1$")]
    ['the value ', 'x', '1']
    >>> [run.text for run in runs("for $ 5")]
    ['for $ 5']
    """
    pieces = line.split("$")
    if len(pieces) % 2 == 0:  # a dollar sign without another is a dollar sign
        return [Run(line)]
    found: list[Run] = []
    for i, piece in enumerate(pieces):
        for run in _mathematics(piece, line) if i % 2 else [Run(piece)]:
            if found and run.continues(found[-1]):
                found[-1] = replace(found[-1], text=found[-1].text + run.text)
            elif run.text:
                found.append(run)
    return found


def _mathematics(source: str, line: str) -> Iterator[Run]:
    """Set one piece of mathematics, sign by sign from left to right."""
    groups = [Run("")]  # the look outside of all braces, and in each that is open
    look, accent, space, before = groups[-1], "", 0.0, ""
    for token in _TOKEN.findall(source):
        name = token.removeprefix("\\") if len(token) > 1 else ""
        if token in _SCRIPTS:
            look = groups[-1].script(token)
        elif token == "{":
            groups.append(look)
        elif token == "}" and len(groups) > 1:
            groups.pop()
            look = groups[-1]
        elif name in _ACCENTS:
            accent = _ACCENTS[name]
        elif name in _SPACES:
            space += _SPACES[name]
        else:
            sign = _sign(token, name, line)
            kind = _kind(sign, name, before)
            if look.size == 1:  # what is raised or lowered stands close
                space += _gap(before, kind)
                before = kind
            text = unicodedata.normalize("NFC", sign + accent)
            italic = _slanted(sign) and not name.startswith("text{")
            yield replace(look, text=text, italic=italic, space=space)
            look, accent, space = groups[-1], "", 0.0
    if len(groups) > 1:
        raise ValueError(f"A brace is left open in the text {line!r}.")


def _sign(token: str, name: str, line: str) -> str:
    """Return the letters for one token."""
    if not name:
        return _WRITTEN.get(token, token)
    if name in _FUNCTIONS:
        return name
    if name in _SIGNS:
        return _SIGNS[name]
    if name.startswith("text{"):
        return name[5:-1]
    raise ValueError(
        f"A picture's text cannot use \\{name}, as in {line!r}. It knows x_1, x^2, "
        "\\bar{y}, Greek letters, functions such as \\log, and signs such as \\cdot."
    )


def _slanted(sign: str) -> bool:
    """Single letters are slanted, but not Greek capitals, numbers, and functions."""
    return len(sign) == 1 and sign.isalpha() and not "Α" <= sign <= "Ω"


def _kind(sign: str, name: str, before: str) -> str:
    """Tell what a sign is to its neighbours; a minus with nothing before is a sign."""
    if name in _FUNCTIONS:
        return "function"
    kind = next((kind for signs, kind in _KINDS.items() if sign in signs), "operand")
    return "" if kind == "operator" and before != "operand" else kind


def _gap(before: str, kind: str) -> float:
    """Return the room between two signs of these kinds."""
    if before and "relation" in (before, kind):
        return 5 / 18
    return _GAPS.get((before, kind), 0.0)
