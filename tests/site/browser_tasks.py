"""A page with the cell of a task, between two cells of a test's own."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from browser_live import READY, Code, on_page
from browser_site import REPOSITORY, SITE
from playwright.sync_api import Page

from work.answers import put, taken
from work.tasks import file_of, task

NUMBER = "1.4"
PAGE = "docs/tasks/task1_4.html"
OWN_PAGE = "docs/tasks/a-task-of-a-test.html"
PROGRESS = "docs/tasks/progress.html"
FIRST_CHECK = 240_000  # milliseconds: Python starts, and pytest for the first time
TASKS_READY = f"{READY} && window.__tasks"
ABOVE = Code("from minitorch import Scalar\nx = Scalar(3.0)", "")
BELOW = Code("(x * x).backward()\nprint(x.derivative)", "6.0")

_CELL = re.compile(r'<div class="task-cell".*?(?:</details>.*?){3}</div>', re.DOTALL)


def need_task_pages() -> None:
    """Skip where the site has no task to check, or no live cells."""
    path = SITE / PAGE
    if not path.is_file() or 'id="live-config"' not in path.read_text(encoding="utf-8"):
        pytest.skip("This site was built without tasks that can be checked.")


def page_with_task() -> str:
    """The page of the task with its cell, and little else."""
    source = (SITE / PAGE).read_text(encoding="utf-8")
    found = _CELL.search(source)
    assert found, "the page has no cell of a task"
    body = f"<h1>A task</h1>{on_page(ABOVE)}{found[0]}{on_page(BELOW)}"
    article = f'<article class="bd-article"><section>{body}</section></article>'
    # The theme follows the headings that this menu names.
    source = re.sub("<nav[^>]*page-toc.*?</nav>", "", source, flags=re.DOTALL)
    return re.sub("<article.*</article>", lambda _: article, source, flags=re.DOTALL)


def right() -> str:
    """The engine's own functions, as an answer."""
    one = task(NUMBER)
    (module,) = one.modules
    file = file_of(module)
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    return taken(text, one.names(module), file)


def wrong(name: str) -> tuple[str, str]:
    """A wrong program as a whole answer, and what the check must tell of it."""
    path = Path(REPOSITORY, "workbook", "wrong", task(NUMBER).name, f"{name}.py")
    text = path.read_text(encoding="utf-8")
    (module,) = task(NUMBER).modules
    answer, _ = put(text, right(), task(NUMBER).names(module), "the answer")
    told = re.search("^Told: (.*)$", text, re.MULTILINE)
    assert told
    return answer, told[1]


class TaskPage:
    """What a reader does with the cell of a task, and sees."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def have(self, text: str | None, **more: Any) -> None:
        """Have the cell hold a text, as another tab would."""
        entry = json.dumps({"text": text, "right": None, "hints": 0} | more)
        self.page.evaluate(
            "entry => { __tasks.store.change('1.4', JSON.parse(entry));"
            " document.dispatchEvent(new Event('visibilitychange')); }",
            entry,
        )

    def kept(self) -> dict[str, Any]:
        """What the browser keeps about the task."""
        found: dict[str, Any] = self.page.evaluate("__tasks.store.get('1.4')")
        return found

    def others(self, right: dict[str, str]) -> dict[str, str]:
        """With which other answers the task is checked where these are right."""
        found: dict[str, str] = self.page.evaluate(
            """right => {
              const { store, cells: [cell] } = __tasks;
              const have = (entry) => Object.entries(right)
                .forEach(([number, text]) => store.change(number, entry(text)));
              have((text) => ({ text, right: text }));
              const { others } = cell.asks().request.given;
              have(() => ({ text: null, right: null }));
              return others;
            }""",
            right,
        )
        return found

    def check(self, text: str) -> str:
        """Check an answer; what the page says of it."""
        self.have(text)
        self.button("Check").click()
        self.page.wait_for_function(
            "() => !document.querySelector('.task-busy')"
            " && document.querySelector('.task-result').textContent !== ''"
            " && !__live.kernel.busy"
        )
        return self.said()

    def ask(
        self, number: str, start: str, answer: str, others: dict[str, str]
    ) -> dict[str, Any]:
        """What comes of checking an answer to any task; four minutes are too long."""
        found: dict[str, Any] = self.page.evaluate(
            """given => Promise.race([
              __live.kernel.ask({
                name: "check",
                given,
                needs: ["hypothesis", "pytest", "project"],
                fresh: true,
              }, () => {}),
              new Promise((end) => { setTimeout(end, 240_000, { how: "late" }); }),
            ]).then((end) => end.value ?? end)""",
            {"number": number, "start": start, "answer": answer, "others": others},
        )
        return found

    def said(self) -> str:
        """What stands below the buttons."""
        return self.page.locator(".task-result").inner_text()

    def state(self) -> str:
        """The words beside the buttons."""
        return self.page.locator(".task-state").inner_text()

    def text(self) -> str:
        """What the reader sees in the cell."""
        found: str = self.page.locator(".task-cell .cell_input").inner_text()
        return found

    def button(self, name: str) -> Any:
        """A button of the cell."""
        return self.page.locator(".task-bar").get_by_role("button", name=name)
