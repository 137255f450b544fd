"""What an author has written wrongly is answered with file, line and what to do."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from miniature import Miniature
from myst_parser.config.main import MdParserConfig
from serving import serving

from _ext.mistakes import (
    directives,
    exercises,
    formulas,
    in_order,
    leftovers,
    links,
    mistakes,
)
from _ext.mistakes.cells import TAGS
from _ext.mistakes.counted import Slides
from _ext.mistakes.lists import index_for
from _ext.written import Mistake, Page

SYNTAX = {"attrs_block", "attrs_inline", "colon_fence", "dollarmath"}
CONFIG = MdParserConfig(enable_extensions=SYNTAX, dmath_double_inline=True)
FRONT = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n"  # five lines
REPOSITORY = Path(__file__).resolve().parents[2]


def told(text: str, deck: bool = False, name: str = "a.md") -> list[str]:
    """What is said of a page, each with its line."""
    page = Page(name, text, deck, CONFIG)
    found = in_order(mistakes([page], nothing, directives.mistakes, {}))
    return [line.removeprefix(f"{name}:") for line in found]


def nothing(page: Page) -> list[Mistake]:
    """What is wrong in names that only Sphinx knows."""
    return []


def cell(*lines: str) -> str:
    """A code cell."""
    return "\n".join(["```{code-cell}", *lines, "```", ""])


# The text below the front matter and a title, on line 8: what is said.
ON_PAGES = {
    "option": (
        cell(":tgas: [hide-input]", "1"),
        "9: no cell has an option `tgas`. Did",
    ),
    "tag": (cell(":tags: [hide-inptu]", "1"), "9: no cell has a tag 'hide-inptu'. Did"),
    "no list": (cell(":tags: hide-input", "1"), "9: expected a list such as"),
    "yaml option": (cell("---", "tgas: [a]", "---", "1"), "10: no cell has an option"),
    "lines": (
        cell(":lines: 1-2|44-50", "", *"12345"),
        "9: lines: expected lines from 1",
    ),
    "semicolon": (cell(":lines: 1-2;4-5", *"12345"), "9: lines: '1-2;4-5' names no"),
    "backwards": (
        cell(":lines: 3-2", *"12345"),
        "9: lines: expected lines from 1 to 5",
    ),
    "yaml": (
        cell(":predict: `x` is what?", ":guess: number", "x"),
        "9: predict: YAML cannot read `x` is what?. Put it into quotes: '`x` is what?'",
    ),
    "colon": (
        cell(":guess: a: b | c", "x"),
        "9: guess: YAML cannot read a: b | c. Put",
    ),
    "turn": (
        cell(":turn: seed 1 to 9", "seed = 1"),
        "9: turn: 'seed 1 to 9' names no numbers to turn. Write a name and its ends",
    ),
    "nothing to turn": (
        cell(":turn: seed 1..9", "seed, t = 1, 2"),
        "9: turn: expected one line `seed = ` and a number in this cell, got 0. Write",
    ),
    "turned too far": (
        cell(":turn: t 0.1..3 by 0.1", "t = 0.75"),
        "9: turn: `t = 0.75` is not reached from 0.1 to 3 in steps of 0.1",
    ),
    "figure": (
        cell("", "plot_points('t', s)", "x = 1"),
        "10: the figure of `plot_points`",
    ),
    "figures": (cell("for i in x:", "    row(i)"), "10: the figure of `row` is not"),
    "directive": (
        ":::{notes} 1 min\nText.\n\n## More\n",
        "8: `:::{notes} 1 min` is never",
    ),
    "listing": ("```python\nx = 1\n", '8: "```python" is never closed. Write "```"'),
    "swallowed cell": (
        f"```{{code-cell}}\nx = 1\n\n## More\n\nAnd `y`:\n\n{cell('y')}",
        '8: "```{code-cell}" is never closed. Write "```" on a line of its own where '
        "it ends, above line 15",
    ),
    "swallowed notes": (
        "```{code-cell}\nx = 1\n\n:::{notes} 1 min\n`x`\n:::\n\n```text\n```\n",
        '8: "```{code-cell}" is never closed. Write "```" on a line of its own where '
        "it ends, above line 11",
    ),
    "swallowed by a listing": (
        f"```python\nx = 1\n\n{cell('y')}",
        '8: "```python" is never closed. Write "```" on a line of its own where it '
        "ends, above line 11",
    ),
    "swallowed by a formula": (
        f"```{{math}}\nx\n\n:::{{tip}} Of `x`\ny\n:::\n\n{cell('y')}",
        '8: "```{math}" is never closed. Write "```" on a line of its own where it '
        "ends, above line 11",
    ),
    "outer": (
        ":::{tip}\nx\n\n:::{notes}\ny\n:::\n\nz\n",
        "8: `:::{tip}` is not closed before `:::{notes}` opens on line 11. Close it",
    ),
    "too many": ("x\n\n:::\n", "10: `:::` closes nothing"),
    "minutes": (
        ":::{notes} one minute\nx\n:::\n",
        "8: notes: expected the minutes the slide takes, such as '2 min', got 'one",
    ),
    "width": (":::{column} 45\n:::\n", "8: column: expected a width such as '45%'"),
    "no braces": (":::note\nx\n:::\n", "8: `:::note` is no directive. Write its name"),
    "brackets for braces": (
        ":::[note]\nx\n:::\n",
        "8: `:::[note]` is no directive. Write its name in braces: `:::{note}`",
    ),
    "half a brace": (
        ":::{notes 1 min\nx\n:::\n",
        "8: `:::{notes 1 min` is no directive. Write its name in braces: `:::{notes}`",
    ),
    "a cell without braces": (
        "```code-cell python\n1\n```\n",
        '8: "```code-cell python" is no directive. Write its name in braces: '
        '"```{code-cell}"',
    ),
    "a formula without braces": (
        "```math\nx\n```\n",
        '8: "```math" is no directive. Write its name in braces: "```{math}"',
    ),
    "cell inside": (f"::::{{tip}}\n{cell('1')}::::\n", "9: a cell inside `::::{tip}`"),
    "cell in quiz": (
        f"::::{{quiz}} Q\n{cell('1')}::::\n",
        "9: a cell inside `::::{quiz} Q`",
    ),
    "cell in list": ("- x\n\n  ```{code-cell}\n  1\n  ```\n", "10: a cell in a list"),
    "jump": ("## A\n\n#### B\n", "10: expected `###` or fewer below `##`, got `####`"),
    "title": ("# Again\n", "8: a page has one title. Write `##` here"),
    "underline": ("Words\n---\n", "8: the line below makes a heading of this one"),
    "class behind": (
        "## A `b` {.steady}\n\nx\n",
        "8: `{.steady}` at the end of a heading is shown as words. Write it in the "
        "line above: `{.steady}`, and `## A `b`` below",
    ),
    "class right behind": ("## A{.a}\n\nx\n", "8: `{.a}` at the end of a heading"),
    "name behind": ("### A {#name}\n\nx\n", "8: `{#name}` at the end of a heading"),
    "misspelt class": (
        "x\n\n{.own .statment}\n\n## A\n\ny\n",
        "10: nothing here knows a class `statment`. Did you mean `statement`?",
    ),
    "class of a cell": (
        ":::{tip}\n{.Fragment}\n{.own}\n```text\n```\n:::\n",
        "9: nothing here knows a class `Fragment`. Did you mean `fragment`?",
    ),
    "class of words": (
        "a\nb [c\nd](#e){.buton} f\n",
        "10: nothing here knows a class `buton`. Did you mean `button`?",
    ),
    "class of a directive": (
        ":::{tip}\n:class: own dropdwon\nx\n:::\n",
        "9: nothing here knows a class `dropdwon`. Did you mean `dropdown`?",
    ),
    "empty": ("##\n\nx\n", "8: a heading without words"),
    "option as code": (
        cell("tags: [hide-input]", "1"),
        "9: an option stands right below",
    ),
    "blank option": (
        cell(":lines : 1", "1"),
        "9: an option stands right below the cell",
    ),
    "late option": (cell("", ":lines: 1", "1"), "10: an option stands right below the"),
    "mystnb": (
        cell("---", "mystnb: {imge: {alt: A}}", "---", "1"),
        "10: mystnb has no setting `imge`. Did you mean `image`?",
    ),
    "mystnb block": (
        cell("---", "mystnb:", "  imge:", "    alt: A", "---", "1"),
        "10: mystnb has no setting `imge`. Did you mean `image`?",
    ),
    "mystnb text": (
        cell(":mystnb: no", "1"),
        "9: mystnb: expected settings such as {ima",
    ),
    "semicolon at the end": (
        cell("", "x = 1", "plot_points('t', s);"),
        "11: the semicolon hides the figure of `plot_points`. Delete it",
    ),
    "kept": (
        cell("a = 1", "figure = plot_points('t', s)"),
        "10: the figure `figure` is never shown. Write `figure` as the last line",
    ),
    "of the package": (
        cell("minitorch.plot_points('t', s)", "x = 1"),
        "9: the figure of `plot_points` is not shown",
    ),
    "dollar": (
        "a\nb $\\frac{1}{n is\n",
        "9: \\frac stands outside of a formula. Write $ before and behind the formula",
    ),
    "dollars": ("a\n\n$$\nx\n\nb\n", "10: $$ begins or ends no formula"),
    "parentheses": ("a `b`\n\\(x^2\\) c\n", "8: \\(x^2\\) is no formula here. Write $"),
    "brackets": (
        "\\[\nx\n\\]\n",
        "8: \\[ x \\] is no formula here. Write $...$, or $$",
    ),
    "address": ("a\n[b](c d.md)\n", "9: ](c d.md) has a blank and is no address"),
    "apostrophes": (
        "a {doc}'b' c\n",
        "8: {doc}' is no reference. Put what stands behind",
    ),
    "two colons": ("::{notes} 1 min\nx\n::\n", "8: ::{notes} is no directive. Begin"),
    "no blank": ("##More\n", "8: ##More is no heading. Write a blank behind the #"),
    "comment": ("a\n\n<!-- b\n\nc\n", "10: `<!--` is never closed and hides the rest"),
    "no table": ("| a | b |\n|---|\n| 1 | 2 |\n", "8: this is no table: its first two"),
    "solution": (
        ":::{solution} no\nx\n:::\n",
        "8: no exercise of this page has the label",
    ),
    "above": (
        ":::{solution} e\nx\n:::\n\n:::{exercise}\n:label: e\nx\n:::\n",
        "8: the solution of 'e' stands above its exercise",
    ),
    "endless": (
        ":::{exercise}\n:label: e\nx\n:::\n\n:::{solution-start} e\n:::\n",
        "13: `:::{solution-start} e` has no end. Write `:::{solution-end}`",
    ),
    "no start": (":::{solution-end}\n:::\n", "8: `:::{solution-end}` ends nothing"),
    "label": (
        ":::{exercise}\n:label: e\nx\n:::\n\n:::{exercise}\n:label: e\nx\n:::\n",
        "13: the label 'e' is taken by line 8 of a.md",
    ),
}
BREAK = ":::{revealjs-break}\n:::\n"
ON_DECKS = {
    "title": ("## A\n\n# Again\n", "10: a deck has one title. Write `##`"),
    "jump": ("### A\n", "8: expected `##` or fewer below `#`"),
    "below a section": (
        "{.statement}\n## A\n\nWords.\n\n#### B\n",
        "13: `####` stays on the section slide of line 9, which has a heading and a "
        "line. Write `##` or `###`, which begin a slide",
    ),
    "too deep": ("## A\n\n##### B\n", "10: expected `###` or fewer below `##`"),
    "inside": (
        ":::{tip}\n## A\n:::\n",
        "9: `##` begins no slide inside `:::{tip}` of line 8",
    ),
    "quoted": ("> ### A\n", "8: `###` begins no slide in a list or a quotation"),
    "listed": ("- ## A\n", "8: `##` begins no slide in a list or a quotation"),
    "section": ("<section>\n\n</section>\n", "8: `<section>` would be a slide itself"),
    "closed": ("x\n\n</div>\n", "10: `</div>` closes what this slide has not opened"),
    "opened": ("<div>\n\n## A\n\n</div>\n", "8: `<div>` is not closed on its slide"),
    "inline": ("a\nb <b>c\n", "9: `<b>` is not closed on its slide"),
    "raw": ("```{raw} html\n</section>\n```\n", "8: `</section>` closes what this"),
    "break": (
        f"::::{{tip}}\n{BREAK}::::\n",
        "9: `{revealjs-break}` begins no slide inside",
    ),
    "break below": (
        f"#### A\n\n{BREAK}",
        "10: `{revealjs-break}` begins no slide under",
    ),
    "line": ("x\n\n---\n\ny\n", "10: `---` is a line and begins no slide"),
}


@pytest.mark.parametrize(("text", "words"), ON_PAGES.values(), ids=ON_PAGES)
def test_a_mistake_on_a_page(text: str, words: str) -> None:
    said = told(f"{FRONT}# Title\n\n{text}")
    assert [line[: len(words)] for line in said][:1] == [words]


@pytest.mark.parametrize(("text", "words"), ON_DECKS.values(), ids=ON_DECKS)
def test_a_mistake_in_a_deck(text: str, words: str) -> None:
    said = told(f"{FRONT}# Title\n\n{text}", deck=True)
    assert [line[: len(words)] for line in said][:1] == [words]


@pytest.mark.parametrize(
    ("front", "words"),
    [
        (
            "---\nfile_format: mystnb\nkernelspec:\n\tname: x\n---\n",
            "4: the front matter",
        ),
        (
            "---\nfile_format: mystnb\ntitle: a: b\n---\n",
            "3: the front matter is no YAML",
        ),
        ("---\nfile_format: mystnb\n\n", "1: the front matter is never closed"),
        ("---\njust words\n---\n", "1: expected lines such as `thumbnail: 3`"),
        (
            "---\nthumbnail: 3\n---\n",
            "1: the cell on line 6 runs only with `file_format",
        ),
        ("", "1: expected front matter first, which has this page's cells run (the"),
        (
            FRONT.replace("kernelspec", "thumnail: 2\nkernelspec"),
            "3: the front matter has `thumnail`. Did you mean `thumbnail`?",
        ),
        (
            FRONT.replace("kernelspec", "mine: 2\nlive: of\nkernelspec"),
            "4: live: expected on or off, got 'of'. Write `live: off`",
        ),
        (
            FRONT.replace("python3", "pyhton3"),
            "4: there is no kernel named 'pyhton3'. Did",
        ),
    ],
)
def test_a_mistake_in_the_front_matter(front: str, words: str) -> None:
    (said,) = told(f"{front}# Title\n\n{cell('1')}")
    assert said.startswith(words)


def test_a_deck_begins_with_its_title() -> None:
    assert told(f"{FRONT}Words.\n\n# A\n", True)[0].startswith("6: nothing can stand")
    assert told(f"{FRONT}% a remark\n(label)=\n# A\n", True) == []


def test_what_is_right_is_left_alone() -> None:
    text = f"""{FRONT}# Title

:::{{column}} 45%
:::

## A

### B

#### Small

{{.steady .fade-up}}
### The `class`{{.name}}

{{.movement}}
[Go](#a){{.button .button-quiet .big-button}} `{{.statment}}`

### `{{.x}}`

::::{{tip}}
:::{{notes}} 1 min
$\\left( x \\right] \\lVert w \\rVert$ and `$\\no$`
:::
::::

<details>

Words.

</details>

{cell(":tags: [hide-input, takes-9-s]", ":lines: 1|2-3,5|", "", *"12345")}
{cell(":turn: seed 1..9, t 0.1..3 by 0.1", "seed = 1", "t = 0.7  # c")}
{cell("---", "mystnb: {image: {alt: A}}", "---", "p = plot_points", "p('t', s)")}
{cell("%timeit 1", "plot_points()", "x")}
{cell("kept = plot_points('t', s)", "_ = plot_points('t', s)", "axes.plot_date(x)")}
{cell("lines: list = [1]", "tag: int = 3", "kept")}
````text
:::{{notes}}
```{{code-cell}}
```
````
```python title
:::{{notes}} 1 min
```
{cell("%timeit 1", "text = '''", ":::{notes}", "````{code-cell}", "'''", "text")}
{cell("%%writefile a.md", ":::{notes}", ":::")}

Costs \\$5, [a\\]\\(b, `\\frac` `$$` `](a b)`, #5, #a, a\\(b), {{x}} and "a|b".
<!-- a
remark --> {{doc}}`a`

| a | b |
| - | -: |
| `|` | 1 |
"""
    text = text.replace("file_format", "own: 1\nlive: off\nfile_format", 1)
    assert told(text) == []
    assert told(text, deck=True) == []


def test_the_course_itself_has_no_mistakes() -> None:
    files = [*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("slides/*.md")]
    files = [path for path in files if "_ext" not in path.parts]
    assert len(files) > 50
    for path in files:
        deck = path.parent.name == "slides" and path.stem != "index"
        assert told(path.read_text("utf-8"), deck, str(path)) == []
    texts = [path.read_text("utf-8") for path in files]
    assert formulas_told(*texts) == []


# Markdown, and what is said of the formula in it.
FORMULAS = {
    "argument": (
        "$\\frac{1}$",
        "1: the formula $\\frac{1}$ cannot be set: Missing argu",
    ),
    "display": (
        "a\n\n$$\n\\sqrt\n$$",
        "3: the formula $\\sqrt$ cannot be set: Missing",
    ),
    "line": ("a\nb $x$\nc $x_$", "3: the formula $x_$ cannot be set: Missing su"),
    "unended": (
        "$$\n\\begin{pmatrix} 1 \\\\ 2\n$$",
        "1: the formula $\\begin{pmatrix} 1 \\\\ 2$ cannot be set: Missing "
        "\\end{pmatrix}",
    ),
    "other end": (
        "$$\n\\begin{aligned} x \\end{align}\n$$",
        "1: the formula $\\begin{aligned} x \\end{align}$ cannot be set: "
        "\\begin{aligned} ended with \\end{align}",
    ),
    "left": (
        "$\\left( x$",
        "1: the formula $\\left( x$ cannot be set: Extra \\left or mis",
    ),
    "right": (
        "$x \\right)$",
        "1: the formula $x \\right)$ cannot be set: Missing \\left",
    ),
    "open": (
        "$\\frac{1$",
        "1: the formula $\\frac{1$ cannot be set: Missing close brace",
    ),
    "close": ("$a } b$", "1: the formula $a } b$ cannot be set: Extra close brace"),
    "twice": ("$x^2^3$", "1: the formula $x^2^3$ cannot be set: Double exponent"),
    "table": ("$a & b$", "1: the formula $a & b$ cannot be set: Misplaced &"),
    "command": (
        "```{math}\n:label: a\n\n\\sigmma\n```",
        "1: the formula $\\sigmma$ cannot be set: Undefined control sequence \\sigmma. "
        "Did you mean \\sigma?",
    ),
    "no command": (
        "$\\zwkzwk$",
        "1: the formula $\\zwkzwk$ cannot be set: Undefined control sequence \\zwkzwk. "
        "Write another, or define it above with \\newcommand",
    ),
    "environment": (
        "$$\\begin{pmatirx} x \\end{pmatirx}$$",
        "1: the formula $\\begin{pmatirx} x \\end{pmatirx}$ cannot be set: Unknown "
        "environment 'pmatirx'. Did you mean pmatrix?",
    ),
    "role": (
        "{math}`\\hat`",
        "1: the formula $\\hat$ cannot be set: Missing argument for",
    ),
    "heading": (
        "# A $\\hat$",
        "1: the formula $\\hat$ cannot be set: Missing argument for",
    ),
    "cell": (
        "| a |\n|---|\n| $x}$ |",
        "3: the formula $x}$ cannot be set: Extra close brace",
    ),
    "title": (
        ":::{tip} Of $\\hat$\nx\n:::",
        "1: the formula $\\hat$ cannot be set: Mis",
    ),
    "inside": (
        ":::{tip}\n- a $\\hat$\n:::",
        "2: the formula $\\hat$ cannot be set: Mis",
    ),
    "used before": (
        "$\\mine$ and $\\newcommand{\\mine}{x}$",
        "1: the formula $\\mine$ cannot be set: Undefined control sequence",
    ),
}
RIGHT = r"""$\newcommand{\mine}[1]{#1 + 1}$ and $\mine{2}$, $\frac12$,
$\{ x % }$, $\$5$, $\lVert w \rVert$

$$
a &= \left( b \right] \\
c &= \operatorname{argmax} \text{if $x$}
$$

```{math}
:label: one

x &= 1 \\ y &= 2

z &= 3
```

```python
r"\frac{1" + "$\hat$"
```
"""


def formulas_told(*texts: str, good: set[object] | None = None) -> list[str]:
    pages = [Page("a.md", text, False, CONFIG) for text in texts]
    found = formulas.mistakes(pages, set() if good is None else good)
    return [f"{one.line}: {one.words}" for _, one in found]


def test_formulas_that_cannot_be_set() -> None:
    """All are asked about at once, each as a page of its own."""
    said = formulas_told(*(text for text, _ in FORMULAS.values()))
    wanted = [words for _, words in FORMULAS.values()]
    assert [a[: len(b)] for a, b in zip(said, wanted, strict=True)] == wanted


def test_formulas_that_can_be_set() -> None:
    assert formulas_told(RIGHT) == []
    assert list(leftovers.mistakes(Page("a.md", RIGHT, False, CONFIG))) == []


def test_what_a_page_defines_holds_on_that_page_alone() -> None:
    (said,) = formulas_told(RIGHT, "$\\mine{2}$", "$x$")
    assert "Undefined control sequence \\mine" in said


def test_mathjax_is_asked_once_about_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    good: set[object] = set()
    asked = []
    ask = formulas.ask
    monkeypatch.setattr(
        formulas, "ask", lambda pages: asked.append(len(pages)) or ask(pages)
    )
    for _ in range(2):
        assert len(formulas_told("$x$", "$x_$", "Words.", good=good)) == 1
    assert asked == [2, 1]  # what is wrong is told again


def test_a_directive_that_there_is_not() -> None:
    text = f"{FRONT}# A\n\n:::{{quizz}} Q\nx\n:::\n"
    page = Page("a.md", text, False, CONFIG)
    (one,) = directives.unknown(page, {"quiz", "notes"}.__contains__)
    assert (one.line, one.words) == (
        8,
        "no directive is named `quizz`. Did you mean `quiz`?",
    )


def test_notes_that_would_stand_on_the_slide() -> None:
    begun = f"{FRONT}# A\n\n:::{{note}}"
    page = Page("a.md", f"{begun} 2 min\nSay.\n:::\n", True, CONFIG)
    (one,) = directives.mistakes(page)
    assert one.line == 8
    assert one.words.endswith("with '2 min' in it. Did you mean `notes`?")
    for argument in ("", " It takes 2 min", " minutes"):
        page = Page("a.md", f"{begun}{argument}\nSay.\n:::\n", True, CONFIG)
        assert not list(directives.mistakes(page))


def test_a_role_that_there_is_not() -> None:
    page = Page("a.md", "# A\n\na\n{dco}`b` {doc}`c` {zwk}`d`\n", False, CONFIG)
    found = directives.unknown_roles(page, {"doc"}.__contains__)
    assert [(one.line, one.words) for one in found] == [
        (4, "there is no `{dco}` in a text. Did you mean `{doc}`?"),
        (4, "there is no `{zwk}` in a text. Correct its name"),
    ]


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("anser", "quiz has no option `anser`. Did you mean `answer`?"),
        ("zzz", "quiz has no option `zzz`. There are `answer`, `class`"),
        ("class", ""),
    ],
)
def test_an_option_that_a_directive_has_not(option: str, words: str) -> None:
    text = f"{FRONT}# A\n\n:::{{quiz}} Q\n:{option}: 1\n\nx\n:::\n"
    text += ":::{note}\n:nowhere: 1\n:::\n:::{plain}\n:x: 1\n:::\n"
    text += ":::{notes}\n:clas: x\n:::\n"
    there = {
        "quiz": SimpleNamespace(option_spec={"answer": str, "class": str}),
        "notes": SimpleNamespace(option_spec=None),
    }
    page = Page("a.md", text, False, CONFIG)
    found = directives.unknown_options(page, there.get)
    told = [f"{one.line}: {one.words}" for one in found]
    none = "20: notes has no options, got `clas`. Delete the line"
    assert told == ([f"9: {words}", none] if words else [none])


def test_a_picture_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.png").write_bytes(b"")
    text = (
        "![A](a%20b.png) ![A](/docs/other.png)\n\n```{figure} a_b.png\n:alt: A\n```\n"
    )
    page = Page("docs/a.md", text, False, CONFIG)
    root, figure = directives.lost(page, tmp_path)
    assert (root.line, figure.line) == (1, 3)
    assert (
        root.words
        == "there is no picture `/docs/other.png` in the course. Put it there"
    )
    assert figure.words.endswith("from this page. Did you mean `a b.png`?")


# What is written on docs/module1/a.md, and what is said of it.
LINKS = {
    "{doc}`scalar`": (
        "there is no page `scalar` as seen from this page",
        "Did you mean `scalars`?",
    ),
    "{doc}`the page <../module0/dat_sets>`": (
        "there is no page `../module0/dat_sets` as seen from this page",
        "Did you mean `../module0/data_sets`?",
    ),
    "{doc}`/docs/module1/data_sets`": (
        "there is no page `/docs/module1/data_sets` in the course",
        "Did you mean `/docs/module0/data_sets`?",
    ),
    "{doc}`../module2/index`": (
        "there is no page `../module2/index` as seen from this page",
        "Did you mean `../module0/index`?",
    ),
    "{doc}`zwk`": (
        "there is no page `zwk` as seen from this page",
        "Correct its name",
    ),
    "[a](scalar.md)": (
        "there is no page `scalar.md` as seen from this page",
        "Did you mean `scalars.md`?",
    ),
    "[a](scalars.html#more)": (
        "there is no page `scalars.html` as seen from this page",
        "Did you mean `scalars.md`?",
    ),
    "[a](/docs/none/scalars.md)": (
        "there is no page `/docs/none/scalars.md` in the course",
        "Did you mean `/docs/module1/scalars.md`?",
    ),
    "[a](../../code/trick.py)": (
        "there is no file `../../code/trick.py` as seen from this page",
        "Did you mean `../../code/tricks.py`?",
    ),
    "[a]()": (
        "this link leads nowhere",
        "Write an address",
    ),
    "{download}`trick.py`": (
        "there is no file `trick.py` as seen from this page",
        "Correct",
    ),
    "{ref}`Words <xorr>`": (
        "no page has the label `xorr`",
        "Did you mean `xor`?",
    ),
    "{ref}`zwk`": (
        "no page has the label `zwk`",
        "Write `(zwk)=` there",
    ),
    "{eq}`losss`": (
        "no page has the label `losss`",
        "Did you mean `loss`?",
    ),
    "```{toctree}\n:hidden:\n\nTitle <scalar>\n```": (
        "there is no page `scalar` as seen from this page",
        "Did you mean `scalars`?",
    ),
    "```{literalinclude} ../../code/trick.py\n```": (
        "there is no file `../../code/trick.py` as seen from this page",
        "Did you mean `../../code/tricks.py`?",
    ),
}
LINKED = """{doc}`scalars`, {doc}`Words </docs/module0/data_sets>`
{ref}`Words <xor>`, {ref}`XOR`
{ref}`genindex`, {eq}`loss`, {numref}`pic`, {download}`../../code/tricks.py`, `{doc}`
[a](scalars.md#more), [a](https://example.org/no.md), [a](#here), [a](minitorch.Scalar)
[a](/docs/module0/data_sets), [a](../../code/tricks.py), [a](mailto:a@b.c), [a](xor)
and a <https://example.org> and <b@c.de>

```{toctree}
:maxdepth: 1

scalars
Elsewhere <https://example.org>
self
```

```{toctree}
:glob:

no*
```

```python
"{doc}`none`"
```
"""


@pytest.fixture
def linked(tmp_path: Path) -> links.Course:
    pages = {
        "docs/module0/index.md": "# Zero\n",
        "docs/module0/data_sets.md": "# Data\n\n(XOR)=\n## Xor\n\n$$\nx\n$$ (loss)\n",
        "docs/module1/scalars.md": "# S\n\n```{figure} a.png\n:name: pic\n```\n",
        "code/tricks.py": "",
        "_build/scalar.md": "",
    }
    for name, text in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return links.Course(tmp_path)


@pytest.mark.parametrize(("text", "words"), LINKS.items())
def test_a_link_that_leads_nowhere(linked: links.Course, text: str, words: str) -> None:
    text = f"# A\n\nOne\n`co\nde` and {text}" if text[0] != "`" else f"\n\n{text}\n"
    page = Page("docs/module1/a.md", text, False, CONFIG)
    (one,) = links.mistakes(page, linked)
    assert one.words.startswith(". ".join(words))
    assert one.line == {"```{t": 6, "```{l": 3}.get(text.strip()[:5], 5)


def test_links_that_lead_somewhere(linked: links.Course) -> None:
    page = Page("docs/module1/a.md", LINKED, False, CONFIG)
    assert list(links.mistakes(page, linked)) == []


def test_a_label_that_another_page_has(tmp_path: Path) -> None:
    pages = {
        "docs/a.md": "# A\n\n(here)=\n(gone)=\n## B\n",
        "docs/b.md": "# B\n\n```text\n(shown)=\n```\n",
        "slides/left.md": "(gone)=\n# C\n",
        "local/pages/ours.md": "# D\n\n(own)=\n:::{tip}\n(here)=\n:::\n(shown)=\n",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    course = links.Course(tmp_path, ["slides/left"])
    said = {
        name: [*links.taken(Page(name, text, False, CONFIG), course)]
        for name, text in pages.items()
        if "left" not in name
    }
    words = "the label `here` is taken by line 3 of docs/a.md. Choose another"
    assert said.pop("local/pages/ours.md") == [Mistake(5, words)]
    assert [*said.values()] == [[], []]


def test_links_of_the_course_lead_somewhere() -> None:
    """Whatever a link may be, what is right is not called wrong."""
    files = [*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("slides/*.md")]
    names = [path.relative_to(REPOSITORY).as_posix() for path in files]
    pages = [
        Page(name, (REPOSITORY / name).read_text("utf-8"), False, CONFIG)
        for name in names
        if "_ext" not in name
    ]
    course = links.Course(REPOSITORY)
    assert sum(len([*links.targets(page)]) for page in pages) > 500
    assert [one for page in pages for one in links.mistakes(page, course)] == []
    assert [one for page in pages for one in links.taken(page, course)] == []


def test_labels_are_taken_by_other_pages_too() -> None:
    text = ":::{exercise}\n:label: e\nx\n:::\n"
    page = Page("b.md", text, False, CONFIG)
    ((_, one),) = exercises.mistakes([page], {"e": "docs/a"})
    assert one.words == "the label 'e' is taken by docs/a. Choose another"


def test_where_a_page_is_to_be_listed() -> None:
    known = {"index", "docs/module1/index", "docs/new/index"}
    assert index_for("docs/module1/more", known) == ("docs/module1/index", "more")
    assert index_for("docs/new/index", known) == ("index", "docs/new/index")


def test_slides_are_counted_where_reveal_js_looks_for_them() -> None:
    slide = '<section id="a"><div class="slide"><p>x<br></div></section>'
    good = f"<section>{slide}</section>"
    assert Slides(good * 3).count == 3
    assert Slides(f"<section><section>{good}</section></section>{good}").count == 1


def test_all_tags_of_the_course_are_in_the_list() -> None:
    assert {"no-live", "check", "remove-cell"} <= set(TAGS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    course = Miniature(tmp_path_factory.mktemp("mistakes"))
    conf = (course.root / "conf.py").read_text("utf-8")
    conf = conf.replace(
        '"_ext.pages"', '"_ext.pages", "_ext.decks", "_ext.mistakes", "sphinx_exercise"'
    )
    conf = conf.replace('"dollarmath"', '"dollarmath", "colon_fence"')
    course.write("docs/_templates/deck.html", "<html>{{ body }}</html>")
    conf += "nb_output_stderr = 'warn'\n"
    course.write("docs/more.txt", "## More\n\nWords.\n")
    course.write("conf.py", f"{conf}templates_path = ['docs/_templates']\n")
    course.write("index.md", INDEX)
    course.write("slides/deck.md", DECK)
    return course


INDEX = "# Small\n\n```{toctree}\ndocs/page\ndocs/equations\nslides/deck\n```\n"
DECK = f"{FRONT}# Deck\n\n## A\n\nWords.\n"
GOOD = f"{FRONT}# Page\n\nWords.\n"
# What is written where, and what the last line then says.
BUILT = {
    "warns": (
        "docs/page.md",
        GOOD + cell("1") + cell("import warnings", "warnings.warn('careful')"),
        "docs/page.md:12 (code cell 2): UserWarning: careful. Mend what it says",
    ),
    "host": (
        "docs/page.md",
        f"{GOOD}\n![A cat](https://example.org/cat.png)\n",
        "docs/page.md:10: https://example.org/cat.png would be fetched from another",
    ),
    "raw host": (
        "docs/page.md",
        f"{GOOD}\n<img alt='A' src='//example.org/a.png'>\n",
        "docs/page.md:10: //example.org/a.png would be fetched",
    ),
    "alt": (
        "slides/deck.md",
        DECK + "\n" + cell("import matplotlib.pyplot as p", "_ = p.plot([1])"),
        "slides/deck.md:12: A picture of code cell 1 has no alt text. End the cell",
    ),
    "toctree": (
        "docs/extra.md",
        "# Extra\n",
        "docs/extra.md:1: this page is in no list of pages, so that no reader finds "
        "it. Add `docs/extra` to the {toctree} of index.md",
    ),
    "output": (
        "slides/deck.md",
        DECK + "\n" + cell("from IPython.display import HTML", "HTML('</div>')"),
        "slides/deck.md:12: what this cell shows would cut its slide: `</div>`",
    ),
    "included": (
        "slides/deck.md",
        DECK + "\n```{include} ../docs/more.txt\n```\n",
        "slides/deck.md:1: this file has headings for 2 slides, and its deck has 3",
    ),
}


# All of it at once: what is written in two files, and what is said, in order.
WRONG = {
    "docs/page.md": f"""{GOOD}
{{dco}}`page` and $\\frac{{1}}$, {{dco}}`page`

:::{{notes}} 1 min
Never closed: what follows is unknown.

{{dco}}`page`
""",
    "slides/deck.md": f"""{DECK}
{cell(":tgas: [a]", "1")}
:::{{colunm}} 45%
:::
{{kbd}}`a`, {{py:func}}`min`, {{term}}`a`, {{dco}}`page`

{{doc}}`/docs/pages` and $\\sqrt$

:::{{tip}}
:clas: x

Say.
:::

##### Small
""",
}
ROLE = "there is no `{dco}` in a text. Did you mean `{doc}`?"
TOLD = [
    "docs/page.md:10: the formula $\\frac{1}$ cannot be set: Missing argument",
    f"docs/page.md:10: {ROLE}",
    "docs/page.md:12: `:::{notes} 1 min` is never closed. Write `:::`",
    "slides/deck.md:13: no cell has an option `tgas`. Did you mean `tags`?",
    "slides/deck.md:17: no directive is named `colunm`. Did you mean `column`?",
    f"slides/deck.md:19: {ROLE}",
    "slides/deck.md:21: the formula $\\sqrt$ cannot be set: Missing argument",
    "slides/deck.md:21: there is no page `/docs/pages` in the course. Did you mean",
    "slides/deck.md:24: tip has no option `clas`. Did you mean `class`?",
    "slides/deck.md:29: expected `###` or ",
]


def test_a_build_tells_all_that_is_written_wrongly(small: Miniature) -> None:
    before = {name: (small.root / name).read_text("utf-8") for name in WRONG}
    for name, text in WRONG.items():
        small.write(name, text)
    result = small.build()
    for name, text in before.items():
        small.write(name, text)
    assert result.returncode == 1
    *said, last = result.stderr.splitlines()
    said = [line for line in said if line.startswith(tuple(WRONG))]
    told = [line[: len(start)] for line, start in zip(said, TOLD, strict=True)]
    assert told == TOLD
    assert f"To mend: {TOLD[0]}" in last
    assert f" And {len(TOLD) - 1} more, told above." in last


@pytest.mark.parametrize(("name", "text", "words"), BUILT.values(), ids=BUILT)
def test_a_build_says_what_to_mend(
    small: Miniature, name: str, text: str, words: str
) -> None:
    path = small.root / name
    before = path.read_text("utf-8") if path.exists() else None
    small.write(name, text)
    result = small.build()
    if before is None:
        path.unlink()
    else:
        small.write(name, before)
    assert result.returncode == 1
    assert f"To mend: {words}" in result.stderr.splitlines()[-1]


def test_serving_says_the_same_and_recovers(small: Miniature) -> None:
    with serving(small) as served:
        served.line("shown after")
        small.write("docs/page.md", GOOD + cell(":tgas: [a]", "1") + "{dco}`page`\n")
        served.line(r"To mend: docs/page\.md:10: no cell has .* And 1 more, told above")
        assert served.state()["wrong"]
        assert str(served.state()["told"]).splitlines() == [
            "To mend:",
            "docs/page.md:10: no cell has an option `tgas`. Did you mean `tags`?",
            f"docs/page.md:13: {ROLE}",
        ]
        small.write("docs/page.md", f"{GOOD}\n$\\sqrt$\n")
        served.line(r"To mend: docs/page\.md:10: the formula \$\\sqrt\$ cannot be set")
        small.write("docs/page.md", f"{GOOD}\nAgain.\n")
        served.line("docs/page.md: shown after")
        served.shows("Again.")


def test_a_pull_of_an_engine_file_and_a_new_page(small: Miniature) -> None:
    """They arrive one by one, the index before the page that it names."""
    with serving(small) as served:
        served.line("shown after")
        engine = (small.root / "minitorch/operators.py").read_text("utf-8")
        small.write("minitorch/operators.py", f"{engine}\n")
        small.write("index.md", INDEX.replace("docs/page\n", "docs/page\ndocs/new\n"))
        time.sleep(0.8)
        small.write("docs/new.md", "# New\n\nHere.\n")
        served.shows("Here.", "/docs/new.html")
        small.write("docs/new.md", "# New\n\nThere.\n")
        served.shows("There.", "/docs/new.html")
        assert "exception" not in "".join(served.printed)
    small.write("index.md", INDEX)
    (small.root / "docs/new.md").unlink()


def test_a_figure_that_ends_its_cell_is_shown_once(small: Miniature) -> None:
    head = ["---", "mystnb: {image: {alt: A line.}}", "---"]
    code = ["import matplotlib.pyplot as p", "f, a = p.subplots()", "a.plot([1])", "f"]
    small.write("docs/page.md", GOOD + cell(*head, *code))
    assert small.build().returncode == 0
    assert small.page().count("<img ") == 1
