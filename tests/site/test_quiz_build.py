"""Quizzes in a small course: what is written, and how a wrong one fails the build."""

import json
import re
from html import unescape

import pytest
from miniature import CONF, NOTEBOOK, REPOSITORY, Miniature

CONF_OF_QUIZZES = CONF.replace('"_ext.pages"]', '"_ext.pages", "_ext.asking"]')
CONF_OF_QUIZZES = CONF_OF_QUIZZES.replace(
    '["dollarmath"]', '["dollarmath", "colon_fence"]'
)
CELL = """\
:tags: [remove-cell]
from myst_nb import glue
glue("slope", 3 * 2.0**2)
glue("half", 1.5 * 2.0**2)
glue("places", ["left", "right"])
glue("order", ["b", "a"])
"""
GOOD = """
:::{quiz} How steep is `x**3` at 2?
:answer: slope

- 6

  The power comes down *and* falls by one.
- 12

Since $3x^2 = 12$.
:::

:::{quiz} Where?
:answer: places

- [right] To the right
- [middle] In the middle

  Nothing is there.
- [left] To the left
:::

:::{quiz} How much?
:answer: slope
:tolerance: 0.1

- half

  Only a half of it.
:::

:::{quiz} In which order?
:answer: order
:order:

- [a] first `a`
- [b] first `b`
:::

:::{quiz} Why?
So.
:::

```{code-cell}
:predict: What is `2 + 2`?
:guess: 3 | 4
print("four")
```
"""
BAD = {  # a quiz, and words of the error
    ":answer: slope\n\n- 6\n\n  No.\n- 7\n": "slope = 12.0, which a cell",
    ":answer: depth\n\n- 6\n- 7\n": "got 'depth' (half, order, places, slope)",
    ":answer: slope\n\n- 6\n- 12\n": "a sentence for who chooses '6'",
    ":answer: slope\n:tolerance: 0.1\n\n- 12\n\n  No.\n": "differ from slope = 12.0",
    ":answer: order\n:order:\n\n- b\n- a\n": "written already",
}
PREDICT = "\n```{code-cell}\n:predict: What?\n:guess: perhaps\nprint(1)\n```\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Miniature:
    course = Miniature(tmp_path_factory.mktemp("course"))
    course.write("conf.py", CONF_OF_QUIZZES)
    course.write("index.md", "# Miniature\n\n```{toctree}\ndocs/page\n```\n")
    (course.root / "docs/equations.md").unlink()
    return course


def test_a_quiz_is_complete_without_scripts(course: Miniature) -> None:
    course.write("docs/page.md", NOTEBOOK % CELL + GOOD)
    process = course.build()
    assert process.returncode == 0, process.stderr
    page = course.page()
    facts = [json.loads(unescape(f)) for f in re.findall(r'data-quiz="(.*?)"', page)]
    assert [one["kind"] for one in facts] == ["one", "several", "number", "order"]
    assert [one.get("right") for one in facts] == [[1], [0, 2], None, [1, 0]]
    assert facts[2]["wrong"] == [6.0]
    assert len({one["name"] for one in facts}) == 4
    first, second, third, fourth = re.findall(
        r'<div class="asked.*?</details>', page, re.DOTALL
    )
    assert "glue" not in page
    assert first.index("12</span>") < first.index("<details")
    answer = first[first.index("<details") :]
    assert "Right: <strong>B</strong>" in answer
    assert "falls by one" in answer
    assert 'class="quiz-text">To the right</span>' in second
    assert "Right: <strong>A, C</strong>" in second
    assert "Right: <strong>12</strong>" in third
    assert "Only a half of it" in third
    assert "<li" not in third
    assert "Right: <strong>B → A</strong>" in fourth
    assert re.search(r'<details class="quiz"><summary class="quiz-question">Why', page)
    output = page[page.index('class="predict"') :]
    assert "four" in output
    assert "<code" in output[: output.index("four")]


def test_a_wrong_quiz_fails_the_build(course: Miniature) -> None:
    quizzes = [f":::{{quiz}} How much?\n{body}:::\n" for body in BAD]
    text = NOTEBOOK % CELL + "\n" + "\n".join(quizzes) + PREDICT
    course.write("docs/page.md", text)
    process = course.build()
    assert process.returncode == 1
    for quiz, words in zip(quizzes, BAD.values(), strict=True):
        line = text[: text.index(quiz)].count("\n") + 1
        told = rf"docs/page\.md:{line}: .*{re.escape(words)}"
        assert re.search(told, process.stderr), (told, process.stderr)
    assert "expected :guess: to be number, sign" in process.stderr


def test_the_quizzes_to_copy(course: Miniature) -> None:
    text = (REPOSITORY / "docs/contributing.md").read_text(encoding="utf-8")
    section = text[text.index("## A quiz") :]
    example = section.split("````text\n")[1].split("````\n")[0]
    course.write("docs/page.md", NOTEBOOK % "x = 1" + "\n" + example)
    process = course.build()
    assert process.returncode == 0, process.stderr
    kinds = re.findall(r'class="asked asked-(\w+)"', course.page())
    assert kinds == ["one", "several", "number", "order"]
    assert 'class="predict"' in course.page()
