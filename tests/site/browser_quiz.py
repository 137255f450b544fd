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
LACKS = """(quiz, index) => {
  const words = (element) => element?.textContent.replace(/\\s+/g, " ").trim();
  const told = quiz.querySelector(`.quiz-told[data-for="${index}"] > .quiz-sentence`);
  const sentence = words(told) ?? "any sentence";
  return words(quiz.querySelector(".quiz-result")).includes(sentence) ? "" : sentence;
}"""
# As `give` and `check` by hand, at once: the mouse need not go to each field and back.
TRY = """(quiz, answer) => {
  const fields = [...quiz.querySelectorAll("input")];
  if (typeof answer === "string") {
    fields[0].value = answer;
    fields[0].dispatchEvent(new InputEvent("input", { bubbles: true }));
  } else {
    fields.forEach((field, index) => {
      const isWanted = answer.includes(index);
      const isOne = field.type === "radio"; // who leaves when another is chosen
      if (field.checked !== isWanted && (isWanted || !isOne)) field.click();
    });
  }
  const named = ({ textContent }) => textContent.trim() === "Check";
  [...quiz.querySelectorAll("button")].find(named).click();
  return quiz.querySelector(".quiz-result").innerText;
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


def lacks(quiz: Locator, index: int) -> str:
    """What the author has written for who gives an answer, if it is not said now."""
    wanted: str = quiz.evaluate(LACKS, index)
    return wanted


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


def tried(quiz: Locator, answer: Any) -> str:
    """Give a number or choices by the page's own events; what is said."""
    shown = answer if isinstance(answer, list) else f"{answer:.7g}"
    told: str = quiz.evaluate(TRY, shown)
    return told


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
