"""What the deck extension writes, seen in a course of three documents."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browser_site import SITE, served
from browser_views import DESKTOP, visit
from conftest import Readers
from miniature import forked

FIXTURE = Path(__file__).parent / "fixture"


def build(builder: str, out: Path, doctrees: Path, source: Path = FIXTURE) -> None:
    """Build a course strictly."""
    command = ["-m", "sphinx", "-q", "-W", "--keep-going", "-n"]
    folders = ["-b", builder, "-d", str(doctrees), str(source), str(out)]
    result = forked([*command, *folders], source)
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def doctrees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("doctrees")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, doctrees: Path) -> Path:
    out = tmp_path_factory.mktemp("site")
    build("html", out, doctrees)
    return out


@pytest.fixture(scope="module")
def deck(site: Path) -> str:
    return (site / "slides" / "one.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    return (site / "docs" / "page.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lectures(site: Path) -> str:
    return (site / "slides" / "index.html").read_text(encoding="utf-8")


def slide(deck: str, name: str) -> str:
    """Return a slide's HTML by its id."""
    match = re.search(rf'<section[^>]* id="{name}">.*?</section>', deck, re.DOTALL)
    assert match is not None, f"no slide {name!r}"
    return match[0]


def slide_of_label(deck: str, label: str) -> str:
    """Return the HTML of the slide that a label opens."""
    slides = re.findall(r"<section[^>]* id=.*?</section>", deck, re.DOTALL)
    (found,) = [part for part in slides if f'id="{label}"' in part]
    return found


class Nesting(HTMLParser):
    """Notes every element that is closed wrongly, or never."""

    VOID = frozenset(("meta", "link", "img", "br", "hr", "input", "col"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:  # <meta ... />
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> on line {self.getpos()[0]}")


def test_a_deck_closes_what_it_opens(site: Path) -> None:
    for name in ("one", "two"):
        html = (site / "slides" / f"{name}.html").read_text(encoding="utf-8")
        nesting = Nesting(html)
        assert nesting.wrong == []
        assert nesting.open == []


def test_headings_become_slides_and_stacks(deck: str) -> None:
    outer = re.findall(r"^<section>$", deck, re.MULTILINE)
    slides = re.findall(r'<div class="slide">', deck)
    assert (len(outer), len(slides)) == (4, 5)


def test_a_page_refers_to_a_slide_and_back(page: str, deck: str) -> None:
    assert 'href="../slides/one.html#second-label"' in page
    assert 'href="../docs/page.html#page-label"' in deck


def test_every_label_of_a_slide_opens_it(deck: str) -> None:
    first, second = (slide_of_label(deck, f"{n}-label") for n in ("first", "second"))
    assert first == second
    assert "Slide with labels" in first


def test_no_id_stands_twice(deck: str) -> None:
    counts = Counter(re.findall(r'\sid="([^"]+)"', deck))
    assert [name for name, count in counts.items() if count > 1] == []


def test_notes_keep_markup_and_mathematics(deck: str) -> None:
    notes = re.findall(r'<aside class="notes"[^>]*>.*?</aside>', deck, re.DOTALL)
    assert len(notes) == 2
    assert "<em>this</em>" in notes[1]
    assert r"\(\theta\)" in notes[1]
    assert notes[1].count("<li>") == 2


def test_notes_are_not_on_pages(page: str) -> None:
    assert "Never seen" not in page


def test_listings_have_a_language_that_highlight_js_knows(deck: str) -> None:
    languages = set(re.findall(r'<code class="([^"]+)"', deck))
    assert languages == {"language-python", "nohighlight"}


def test_a_cell_can_step_through_its_lines(deck: str) -> None:
    assert 'data-line-numbers="1|3-4"' in slide(deck, "vertical")


def test_a_cell_keeps_the_structure_of_a_page(deck: str) -> None:
    cells = re.findall(r'<div class="cell [^"]*"', deck)
    assert len(cells) == 2
    assert re.search(r'<details class="[^"]*hide', deck)
    assert re.search(r'class="cell_input[^"]*">\s*<div class="highlight"><pre>', deck)


def test_columns_take_what_follows_them(deck: str) -> None:
    html = slide(deck, "columns")
    above, rest = html.split('<div class="columns">')
    left, right = rest.split('<div class="column">')
    assert "Above." in above
    assert '<div class="column" style="--column-width: 45%">' in left
    assert "Left." in left
    assert "Small heading" in left
    assert "Under it." in left
    right, below = right.split("</div>\n</div>", 1)
    assert "Right." in right
    assert "Below." in below


def test_section_slides_tell_which_part_begins(site: Path, deck: str) -> None:
    second = (site / "slides" / "two.html").read_text(encoding="utf-8")
    names = ("Its <em>first</em> part", "Another part")
    for number, name, here in (
        ("Part 1 of 2", "its-first-part", names[0]),
        ("Part 2 of 2", "another-part", names[1]),
    ):
        shown = slide(second, name)
        assert re.findall(r">(Part \d.*?)<", shown) == [number]
        entries = re.findall(r"<li([^>]*)>(.*?)</li>", shown)
        assert [text for _, text in entries] == list(names)
        assert [text for mark, text in entries if "aria-current" in mark] == [here]
    # A slide that ends the lecture is no part, and looks back at all of them.
    end = slide(second, "end")
    assert "Part" not in end.replace("part</li>", "")
    assert re.findall(r"<li>(.*?)</li>", end) == list(names)
    assert second.count('class="parts"') == 3
    assert 'class="parts"' not in deck


@pytest.mark.browser
def test_slides_below_slides_come_in_turn(
    site: Path, readers: Readers, tmp_path: Path
) -> None:
    """By the arrow to the right, in the overview and on paper: one after the other."""
    names = "[...document.querySelectorAll('.slide')].map(({parentNode: {id}}) => id)"
    (tmp_path / "_static").symlink_to(SITE / "_static")  # the fixture has none
    for name in ("slides", "_images"):
        (tmp_path / name).symlink_to(site / name)
    with served(tmp_path) as address:
        lecture = f"{address}slides/one.html"
        with visit(readers[DESKTOP[0]], lecture) as (page, ear):
            slides = page.evaluate(names)
            below = "Reveal.getSlides().some((one) => Reveal.getIndices(one).v > 0)"
            assert page.evaluate(below)
            seen = {}
            for _ in range(3 * len(slides)):  # a listing is a slide in several steps
                here = page.evaluate("Reveal.getCurrentSlide().id")
                seen[here] = page.locator(".slide-number").inner_text()
                page.keyboard.press("ArrowRight")
            assert list(seen) == slides
            numbers = [f"{n}/{len(slides)}" for n in range(1, len(slides) + 1)]
            assert ["".join(number.split()) for number in seen.values()] == numbers
            page.keyboard.press("o")
            boxes = [page.locator(f"#{name}").bounding_box() for name in slides]
            places = [(box["y"], box["x"]) for box in boxes if box]
            assert len(set(places)) == len(slides)
            assert places == sorted(places)
            assert ear.complaints == []
        with visit(readers[DESKTOP[0]], f"{lecture}?print-pdf") as (page, _):
            assert page.locator(".pdf-page").count() == len(slides)
            assert page.evaluate(names) == slides


def test_steady_slides_have_no_transition(deck: str) -> None:
    assert 'data-transition="none"' in slide(deck, "last-slide")
    assert 'data-transition="none"' not in slide(deck, "columns")


def test_a_quiz_opens_on_demand(page: str) -> None:
    assert re.search(r'<details class="quiz">\s*<summary[^>]*>What is', page)


def test_cards_tell_length_and_lead_to_deck_paper_and_pages(lectures: str) -> None:
    second, first = re.findall(r"<article.*?</article>", lectures, re.DOTALL)
    assert "5 slides, 4 minutes" in first
    assert 'href="one.html"' in first
    assert 'href="one.html?print-pdf"' in first
    assert 'href="../docs/page.html"' in first
    assert re.search(r'<img alt="A dot"[^>]*src="\.\./_images/dot\.svg"', first)
    assert "6 slides<" in second
    assert 'href="../docs/page.html"' in second
    assert "<img" not in second


def test_decks_do_not_take_link_signs_from_pages(page: str, deck: str) -> None:
    assert 'class="headerlink"' in page
    assert 'class="headerlink"' not in deck


def test_a_deck_loads_nothing_from_elsewhere(site: Path, deck: str) -> None:
    loaded = re.findall(r'<(?:script|link)[^>]*(?:src|href)="([^"]+)"', deck)
    assert len(loaded) > 10
    assert [uri for uri in loaded if "//" in uri] == []
    vendored = [uri for uri in loaded if "revealjs/" in uri or "mathjax/" in uri]
    assert [u for u in vendored if not (site / "slides" / u).is_file()] == []


def test_no_script_stands_in_a_deck(deck: str) -> None:
    assert re.findall(r"<script(?![^>]*src=)", deck) == []


def course(folder: Path, files: dict[str, str], settings: str = "") -> Path:
    """Write a course of one's own and build it; return its site."""
    conf = (FIXTURE / "conf.py").read_text(encoding="utf-8")
    conf = conf.replace("Path(__file__).resolve()", f"Path({str(FIXTURE / 'x')!r})")
    conf = conf.replace("../../../docs", str(FIXTURE.parents[2] / "docs"))
    for name, text in {"conf.py": conf + settings, **files}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build("html", folder / "out", folder / "doctrees", folder)
    return folder / "out"


@pytest.mark.parametrize(
    ("directive", "complaint"),
    [
        (":::{notes} soon\nText.\n:::", "expected the minutes"),
        (":::{column} wide\n:::", "expected a width"),
        (":::{column}\nText.\n:::", "expected an empty directive"),
        (":::{deck-list}\nno-such-deck\n:::", "no deck"),
    ],
)
def test_a_mistake_is_explained(tmp_path: Path, directive: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint):
        course(tmp_path, {"index.md": f"# A\n\n{directive}\n"})


def pages_on_cards(folder: Path, declared: list[str]) -> list[list[str]]:
    """Build a deck for each front matter; return the pages that the cards name."""
    files = {
        "index.md": "# A\n\n```{toctree}\na\nb\nslides/index\n```\n",
        "a.md": "# Page A\n",
        "b.md": "# Page B\n",
        "slides/index.md": "# Lectures\n\n:::{deck-list}\n:::\n",
    }
    for i, textbook in enumerate(declared):
        text = f"---\n{textbook}\n---\n# Deck\n\nSee {{doc}}`/a`.\n"
        files[f"slides/deck{i}.md"] = text
    site = course(folder, files)
    html = (site / "slides" / "index.html").read_text(encoding="utf-8")
    cards = re.findall(r"<article.*?</article>", html, re.DOTALL)
    return [re.findall(r'<li><a href="\.\./(\w+)\.html">', card) for card in cards]


def test_a_deck_may_declare_its_pages(tmp_path: Path) -> None:
    declared = {
        "class: none": ["a"],  # nothing is declared: what the deck links to
        "textbook: /b": ["b"],
        "textbook: ../b.md": ["b"],
        "textbook: [/b, /a]": ["b", "a"],
        "textbook:\n  - /b\n  - ../a": ["b", "a"],
        "textbook: []": [],
    }
    assert pages_on_cards(tmp_path, list(declared)) == list(declared.values())


def test_what_declares_no_page_is_explained(tmp_path: Path) -> None:
    wrong = ["textbook: [/a, /none]", "textbook: {page: /a}", "textbook: [1]"]
    with pytest.raises(AssertionError) as error:
        pages_on_cards(tmp_path, wrong)
    told = str(error.value)
    expected = "textbook: expected a page or a list such as [/docs/module0/operators]"
    assert "textbook: no page 'none'" in told
    assert f'{expected}, got {{"page": "/a"}}' in told
    assert f"{expected}, got [1]" in told


EXERCISES = """\
---
file_format: mystnb
kernelspec: {name: python3}
---
# Deck

## An exercise

#### A small heading

:::{exercise} Twice
:label: task-one
Try it.
:::

:::{solution-start} task-one
:class: dropdown
:::

So:

```{code-cell}
print(6 * 7)
```

:::{solution-end}
:::

## With a cell

:::{exercise-start}
:label: task-two
:nonumber:
:::

```{code-cell}
print(4)
```

:::{exercise-end}
:::

:::{solution} task-two
That.
:::

## A quiz

:::{quiz-start} What comes of it?
:::

```{code-cell}
print(5 * 5)
```

:::{quiz-end}
:::

After it.

## A quiz with answers

```{code-cell}
:tags: [remove-cell]
from myst_nb import glue
glue("result", 4)
```

:::{quiz-start} Which one?
:answer: result
:::

```{code-cell}
x = 2
```

- 4
- 5

  Add once less.

:::{quiz-end}
:::

## The end

{ref}`task-one`
"""
EXERCISE_INDEX = "# Course\n\n```{toctree}\nslides/deck\n```\n"


@pytest.fixture(scope="module")
def exercises(tmp_path_factory: pytest.TempPathFactory) -> str:
    files = {"index.md": EXERCISE_INDEX, "slides/deck.md": EXERCISES}
    site = course(tmp_path_factory.mktemp("exercises"), files)
    return (site / "slides/deck.html").read_text(encoding="utf-8")


def test_an_exercise_is_no_slide_of_its_own(exercises: str) -> None:
    assert exercises.count('<div class="slide">') == 6
    nesting = Nesting(exercises)
    assert (nesting.wrong, nesting.open) == ([], [])
    ids = re.findall(r'\sid="([^"]+)"', exercises)
    assert len(ids) == len(set(ids))


def test_a_solution_on_a_slide_is_a_fold_with_what_was_run(exercises: str) -> None:
    html = slide(exercises, "an-exercise")
    told, fold = html.split('<details class="quiz"><summary')
    assert "Try it." in told
    assert "Solution</summary>" in fold
    assert "42</code>" in fold.split("</details>")[0]
    second = slide(exercises, "with-a-cell")
    assert "4</code>" in second.split("<details")[0]
    assert "<p>That.</p>" in second.split("<details")[1]


def test_a_quiz_takes_code_cells_between_its_marks(exercises: str) -> None:
    fold, after = slide(exercises, "a-quiz").split("</details>")
    assert "What comes of it?" in fold
    assert "25</code>" in fold
    assert "After it." in after
    asked = slide(exercises, "a-quiz-with-answers")
    assert asked.index("x = 2") < asked.index("quiz-choices")
    assert "&quot;right&quot;: [0]" in asked


@pytest.mark.parametrize(
    ("parts", "line", "complaint"),
    [
        (":::{quiz-start} Q\n:::\n\nx\n\n## B", 6, "expected `{quiz-end}` below it"),
        ("x\n\n:::{quiz-end}\n:::", 8, "expected `{quiz-start} Question` above it"),
        (":::{quiz-start} Q\n:answer: no\n:::\n\n:::{quiz-end}\n:::", 6, "quiz: "),
    ],
)
def test_a_mark_without_its_other(
    tmp_path: Path, parts: str, line: int, complaint: str
) -> None:
    text = f"# Deck\n\n## A\n\n\n{parts}\n"
    with pytest.raises(AssertionError) as error:
        course(tmp_path, {"index.md": EXERCISE_INDEX, "slides/deck.md": text})
    assert re.search(
        rf"deck\.md:{line}: WARNING: .*{re.escape(complaint)}", str(error.value)
    )
