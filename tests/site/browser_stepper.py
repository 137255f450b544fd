"""What a reader sees of the steppers on a page, and what the engine says is right."""

from typing import Any

from browser_checks import report
from playwright.sync_api import Locator, Page

from minitorch import Scalar
from minitorch.inspect.recording import Recording, record
from minitorch.plot import step_through

PAGE = "docs/module1/backpropagation.html"
BUTTONS = ["First", "Back", "Play", "Next", "Last"]

# What a reader sees of a stepper, and what is told to one who does not see it.
SEEN = """(stepper) => {
  stepper.querySelectorAll(".stepper-answer").forEach((fold) => { fold.open = true; });
  const visible = (selector) => [...stepper.querySelectorAll(selector)]
    .filter((one) => course.visible(one) && one.getBoundingClientRect().width);
  const inFrames = (selector) => visible(`.stepper-frames ${selector}`);
  const frames = [...stepper.querySelectorAll(".stepper-frames > li")];
  const rows = inFrames(".stepper-pending tbody tr");
  const live = visible("[aria-live=polite]");
  const slider = stepper.querySelector("input[type=range]");
  const lines = [...stepper.querySelectorAll(".stepper-algorithm > li")];
  const paper = getComputedStyle(stepper.querySelector(".stepper-algorithm"));
  const marked = (line) => line.hasAttribute("aria-current")
    && getComputedStyle(line).backgroundColor !== "rgba(0, 0, 0, 0)"
    && getComputedStyle(line).backgroundColor !== paper.backgroundColor;
  return {
    frames: inFrames(".stepper-graph").map((one) => frames.indexOf(one.closest("li"))),
    said: live.map((one) => one.textContent),
    drawn: inFrames("svg").map((one) => one.getAttribute("aria-label")),
    pending: rows.map((row) => [...row.cells].map((cell) => cell.textContent)),
    code: visible(".stepper-algorithm > li").map((line) => line.textContent),
    lines: lines.flatMap((line, i) => (marked(line) ? [i] : [])),
    slider: [Number(slider.value), slider.getAttribute("aria-valuetext")],
    guarded: visible("[aria-disabled=true]").map((one) => one.textContent),
  };
}"""


def recordings() -> dict[str, Recording]:
    """The runs that the page steps through, made by the engine once more."""
    x, y = Scalar(2.0, name="x"), Scalar(0.25, name="y")
    z = x * y
    h = z.log() + z.exp()
    z.name, h.name = "z", "out"
    x = Scalar(2.0, name="x")
    y = 3 * x
    skip = y + 2 * y
    y.name, skip.name = "y", "out"
    return {
        "Backpropagation on h(2, 0.25)": record(h),
        "Backpropagation on y + 2y": record(skip),
    }


RECORDINGS = recordings()
STEPPERS = {title: step_through(title, run) for title, run in RECORDINGS.items()}


def stepper_of(page: Page, title: str) -> Locator:
    """The stepper with this title."""
    return page.locator("backprop-stepper").filter(has_text=title)


def button(element: Locator, name: str) -> Locator:
    """A stepper's button."""
    return element.get_by_role("button", name=name, exact=True)


def slider(element: Locator) -> Locator:
    """A stepper's slider."""
    return element.get_by_label("Step", exact=True)


def last_step(title: str) -> int:
    """The number of the last frame; the first has 0."""
    return len(STEPPERS[title].frames) - 1


def expected(title: str, step: int) -> dict[str, Any]:
    """What is to be seen at a step, as the engine computes it."""
    stepper, last = STEPPERS[title], last_step(title)
    guarded = BUTTONS[:2] if step == 0 else BUTTONS[3:] if step == last else []
    return {
        "frames": [step],
        "said": [stepper.sentences[step]],
        "drawn": [stepper.sentences[step]],
        "pending": [list(row) for row in stepper.tables[step] or [("nothing", "")]],
        "code": list(stepper.code),
        "lines": list(stepper.lines[step]),
        "slider": [step, f"{step} of {last}"],
        "guarded": guarded,
    }


def check(element: Locator, title: str, step: int) -> None:
    """Fail unless the page shows this step of the engine's run, and no other."""
    wanted, found = expected(title, step), element.evaluate(SEEN)
    different = [what for what in wanted if found[what] != wanted[what]]
    report(
        f"{title}, step {step}",
        [f"{what} is {found[what]}, expected {wanted[what]}" for what in different],
    )
