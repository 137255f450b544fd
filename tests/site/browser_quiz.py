"""Quizzes in the built site: finding them, answering them, what they say."""

import json
from typing import Any

from browser_site import Document, documents
from playwright.sync_api import Locator, Page

SHOW = """quiz => {
  const slide = quiz.closest(".reveal section");
  if (!slide) return quiz.scrollIntoView({ block: "center" });
  const { h, v } = Reveal.getIndices(slide);
  Reveal.slide(h, v, 99);
}"""
# Gives each of the answers to a quiz as `give` and `check` would by hand, all in
# one go: no mouse goes to each field and back, nor each question to the page.
# Of each: what is said, the author's sentence for it if it is not in that, and what no
# longer fits on its slide.
TRY = """(quiz, answers) => {
  const words = (element) => element?.textContent.replace(/\\s+/g, " ").trim();
  const fields = [...quiz.querySelectorAll("input")];
  const named = ({ textContent }) => textContent.trim() === "Check";
  const result = quiz.querySelector(".quiz-result");
  const give = (answer) => {
    if (typeof answer === "string") {
      fields[0].value = answer;
      fields[0].dispatchEvent(new InputEvent("input", { bubbles: true }));
      return;
    }
    fields.forEach((field, index) => {
      const isWanted = answer.includes(index);
      const isOne = field.type === "radio"; // who leaves when another is chosen
      if (field.checked !== isWanted && (isWanted || !isOne)) field.click();
    });
  };
  return answers.map(([answer, mark]) => {
    give(answer);
    [...quiz.querySelectorAll("button")].find(named).click();
    const told = quiz.querySelector(`.quiz-told[data-for="${mark}"] > .quiz-sentence`);
    const sentence = mark === null ? "" : words(told) ?? "any sentence";
    return {
      said: result.innerText,
      lacks: words(result).includes(sentence) ? "" : sentence,
      fits: window.Reveal ? course.measure(Reveal.getCurrentSlide()) : [],
    };
  });
}"""
INDICES = "Object.values(Reveal.getIndices()).slice(0, 2).join('/')"


def with_quizzes() -> list[Document]:
    """The pages and decks that ask something."""
    return [
        document
        for document in documents()
        if 'data-quiz="' in document.path.read_text(encoding="utf-8")
    ]


def facts(quiz: Locator) -> dict[str, Any]:
    """What the scripts know of a quiz."""
    found: dict[str, Any] = json.loads(quiz.get_attribute("data-quiz") or "{}")
    return found


def first(page: Page, kind: str) -> Locator:
    """The first quiz of a kind, shown."""
    quiz = page.locator(f".asked-{kind}").first
    quiz.evaluate(SHOW)
    return quiz


def check(quiz: Locator) -> str:
    """Press Check; what is said."""
    quiz.get_by_role("button", name="Check", exact=True).click()
    return said(quiz)


def said(quiz: Locator) -> str:
    """What is said now of the last answer."""
    return quiz.locator(".quiz-result").inner_text()


def answer_line(quiz: Locator, line: str) -> str:
    """Give a line of code; what is said about it."""
    field = quiz.get_by_role("textbox")
    field.fill(line)
    field.press("Enter")
    quiz.locator(".quiz-verdict, .quiz-ask").wait_for()
    return said(quiz)


def wrong_lines(page: Page) -> list[str]:
    """Quizzes for a line that take `None` for one, or not what is shown as right."""
    complaints = []
    for number, quiz in enumerate(page.locator(".asked-line").all(), 1):
        quiz.evaluate(SHOW)
        told = answer_line(quiz, "None")
        if not told.startswith("✗ Not right.") or "Not answered" in told:
            complaints.append(f"line quiz {number}: None is told {told!r}")
        line = facts(quiz)["shown"]
        told = answer_line(quiz, line)
        if not told.startswith("✓ Right."):
            complaints.append(f"line quiz {number}: {line!r} is told {told!r}")
    return complaints


def answers(quiz: Locator) -> list[Any]:
    """The right answer, then the wrong ones that something is said about."""
    known = facts(quiz)
    count = quiz.locator(".quiz-choice").count()
    if known["kind"] == "one":
        wrong = [[i] for i in range(count) if i not in known["right"]]
        return [known["right"], *wrong]
    if known["kind"] == "several":
        wrong = [[i] for i in range(count) if i not in known["right"]]
        return [known["right"], *wrong, known["right"][:1]]
    if known["kind"] == "order":
        return [known["right"], sorted(known["right"])]
    if known["kind"] == "number":
        return [known["value"], *known["wrong"]]
    return []


def try_all(quiz: Locator) -> list[str]:
    """What is wrong with what a quiz says to answers, of which the last is right."""
    kind = facts(quiz)["kind"]
    right, *others = answers(quiz)
    given = []
    for place, answer in enumerate([*others, right]):
        mark = place if kind == "number" else answer[0]
        shown = f"{answer:.7g}" if kind == "number" else answer
        has_sentence = answer != right and kind in ("one", "number")
        given.append([shown, mark if has_sentence else None])
    complaints = []
    for (answer, _), told in zip(given, quiz.evaluate(TRY, given), strict=True):
        is_right = answer == given[-1][0]
        if told["said"].startswith("✓ Right.") != is_right:
            complaints.append(f"{answer} is told {told['said']!r}")
        if told["lacks"]:
            complaints.append(f"{answer} is not told {told['lacks']!r}")
        complaints += told["fits"]
    return complaints


def give(quiz: Locator, answer: Any) -> None:
    """Fill in an answer, as by hand."""
    kind = facts(quiz)["kind"]
    if kind == "number":
        quiz.get_by_role("textbox").fill(f"{answer:.7g}")
    elif kind == "order":
        for place, index in enumerate(answer, 1):
            letter = "ABCDEFGH"[index]
            item = quiz.get_by_role("button", name=f"Move {letter} up")
            item.press(str(place))
    else:
        boxes = quiz.locator("input")
        for index in range(boxes.count()):
            box = boxes.nth(index)
            if box.get_attribute("type") == "checkbox":
                box.set_checked(index in answer)
            elif index in answer:
                box.check()
