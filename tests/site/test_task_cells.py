"""A reader writes a task on its page: checked there, told what is wrong, and kept."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_checks import accessible, fits_screen
from browser_live import Cells
from browser_site import SITE
from browser_tasks import (
    FIRST_CHECK,
    NUMBER,
    OWN_PAGE,
    PAGE,
    PROGRESS,
    TASKS_READY,
    TaskPage,
    need_task_pages,
    page_with_task,
    right,
    wrong,
)
from kept_python import keep_python
from playwright.sync_api import Browser, BrowserContext, Page, expect

from _ext.tasks.texts import solution, start
from work.submission import read
from work.tasks import Task, all_tasks, needed, task

from browser_views import DESKTOP, PHONE, Ear, View, choose, new_context, visit  # isort: skip

pytestmark = pytest.mark.browser
REPLACES = "replaces"


def answer(one: Task) -> str:
    """The engine's own functions, as an answer."""
    return "\n\n".join(text for _, text in solution(one))


@pytest.fixture(scope="module", autouse=True)
def _tasks() -> None:
    need_task_pages()


def task_page(context: BrowserContext, site: str) -> None:
    """Have the address of a test show the task between two cells."""
    answer: Any = {"body": page_with_task(), "content_type": "text/html"}
    context.route(site + OWN_PAGE, lambda route: route.fulfill(**answer))
    context.set_default_timeout(FIRST_CHECK)


@pytest.fixture(scope="module")
def reader_of_tasks(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """One reader for this file."""
    with new_context(browser, View("light", 1280, 720)) as context:
        task_page(context, site)
        keep_python(context, site)
        yield context


@pytest.fixture(scope="module")
def opened(reader_of_tasks: BrowserContext, site: str) -> Iterator[tuple[Page, Ear]]:
    """The page, with Python started once for all tests."""
    with visit(reader_of_tasks, site + OWN_PAGE) as (page, ear):
        page.wait_for_function(TASKS_READY)
        yield page, ear


@pytest.fixture
def on_page(opened: tuple[Page, Ear]) -> Iterator[TaskPage]:
    """The page with nothing written; it has done nothing that it must not do."""
    page, ear = opened
    task = TaskPage(page)
    task.have(None)
    yield task
    assert ear.complaints == []


def test_nothing_is_fetched_before_check(
    reader_of_tasks: BrowserContext, site: str
) -> None:
    asked: list[str] = []
    with reader_of_tasks.new_page() as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(site + OWN_PAGE)
        page.wait_for_function(TASKS_READY)
        page.wait_for_timeout(300)
    heavy = re.compile(r"pyodide|tar\.bz2|editor|worker")
    assert [url for url in asked if heavy.search(url)] == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def test_a_hole_is_told(on_page: TaskPage) -> None:
    on_page.check("def helper():\n    return 1\n")
    first = on_page.said()
    assert "Not right yet: 0 of" in first
    assert "is not written yet" in first
    assert on_page.state() == ""
    others = on_page.page.locator(".task-others li")
    expect(others).to_have_count(7)
    expect(others.last).to_have_text(re.compile(r"^and \d+ more$"))


def test_the_reference_is_right_and_ticked(on_page: TaskPage) -> None:
    on_page.check(right())
    began = time.monotonic()
    said = on_page.check(right())
    assert time.monotonic() - began < 20  # the first took Python's start
    assert said.startswith("Right:")
    assert "done" in on_page.state()
    assert on_page.kept()["right"] == right()
    following = on_page.page.locator(".task-result").get_by_role("link").first
    expect(following).to_have_text(re.compile(r"^Task 1\.5: "))
    expect(following).to_have_attribute("href", "task1_5.html")


def test_a_wrong_program_is_told_its_idea(on_page: TaskPage) -> None:
    answer, told = wrong(REPLACES)
    said = on_page.check(answer)
    assert "Not right yet" in said
    assert told in said
    assert on_page.kept()["right"] is None


def test_what_was_deleted_is_not_the_engines(on_page: TaskPage) -> None:
    first = right().partition("\n\n\n")[0]
    assert "Right" not in on_page.check(first)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("x = 1\ndef f(:\n    pass\n", "line 2"),
        ("def topological_sort(variable):\n    a = 1\n    return nowhere\n", "line 3"),
        ("def topological_sort(variable):\n\tx = 1\n        return x\n", "line 3"),
    ],
)
def test_an_error_is_told_by_its_line_in_the_answer(
    on_page: TaskPage, answer: str, line: str
) -> None:
    whole = right().replace("def topological_sort", "def another", 1)
    said = on_page.check(answer + "\n\n" + whole if "nowhere" in answer else answer)
    assert line in said


def test_cells_run_on_what_was_written(on_page: TaskPage) -> None:
    cells = Cells(on_page.page)
    on_page.check(wrong(REPLACES)[0])
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "3.0"
    on_page.check(right())
    assert "from before the last Check" in cells.note(2)
    assert cells.run(2)["how"] == "done"
    assert cells.note(2) == ""
    assert cells.output(2) == "6.0"


def test_an_answer_is_used_with_those_that_build_on_it_or_not_at_all(
    on_page: TaskPage,
) -> None:
    """An own forward of 1.2 may keep what the engine's backward of 1.3 never reads."""
    needs = {one.number: "x = 1\n" for one in needed(task(NUMBER))}
    assert {"1.2", "1.3"} <= set(needs)
    for own, used in [(needs, needs), ({"1.2": needs["1.2"]}, {})]:
        assert on_page.others(own) == used


def test_an_answer_that_was_right_is_used_in_a_later_visit(
    reader_of_tasks: BrowserContext, site: str
) -> None:
    """Before that, a page draws the engine's program again under its fold."""
    own = right().replace("leaves", "ends")
    fold = ".stepper-answer > .stepper-algorithm"
    with visit(reader_of_tasks, site + PAGE) as (page, ear):
        page.wait_for_function(TASKS_READY)
        own_page, cells = TaskPage(page), Cells(page)
        own_page.have(None)
        number = page.evaluate(
            "__live.cells.find(({ text }) => text.includes('step_through')).number"
        )
        stepper = cells.cell(number).locator("> .live-output backprop-stepper")
        assert cells.run(number)["how"] == "done"
        expect(stepper.locator(fold)).to_have_count(1)
        expect(stepper.locator(fold)).to_be_hidden()
        expect(stepper.locator(".stepper-answer summary")).to_be_visible()

        own_page.have(own, right=own)
        page.reload()
        page.wait_for_function(TASKS_READY)
        assert "run on your functions" in own_page.said()
        assert cells.run(number)["how"] == "done"
        expect(stepper.locator(fold)).to_have_count(0)
        expect(stepper.locator(".stepper-algorithm")).to_contain_text("ends.append")
        own_page.have("x = 1\n", right=own)
        page.reload()
        page.wait_for_function(TASKS_READY)
        assert "the engine's functions" in own_page.said()
        own_page.have(None)
        assert ear.complaints == []


def test_start_over_gives_the_engine_back(on_page: TaskPage) -> None:
    cells = Cells(on_page.page)
    on_page.check(wrong(REPLACES)[0])
    assert cells.run(2)["how"] == "done"
    on_page.have(on_page.kept()["text"], right=right())
    assert on_page.state() == "changed since it was right"
    on_page.page.once("dialog", lambda dialog: dialog.accept())
    on_page.button("Start over").click()
    assert on_page.kept()["text"] is on_page.kept()["right"] is None
    assert on_page.state() == ""
    assert "is not written yet" in on_page.text()
    assert "from before Start over" in cells.note(2)
    assert cells.run(2)["how"] == "done"
    assert cells.output(2) == "6.0"


def test_an_endless_loop_is_stopped(on_page: TaskPage) -> None:
    cells = Cells(on_page.page)
    loop = "def topological_sort(variable):\n    while True:\n        pass\n"
    on_page.have(loop)
    on_page.button("Check").click()
    expect(on_page.button("Stop")).to_be_visible()
    on_page.page.wait_for_function(
        "() => document.querySelector('.task-state').textContent === 'checking'"
    )
    on_page.page.wait_for_timeout(300)
    assert on_page.said() == "checking …"  # and nothing of the last check
    on_page.button("Stop").click()
    expect(on_page.page.locator(".task-result")).to_contain_text("Stopped")
    on_page.have(right())
    assert on_page.check(right()).startswith("Right:")
    assert cells.run(2)["how"] == "done"


def test_what_is_typed_is_kept(reader_of_tasks: BrowserContext, site: str) -> None:
    with reader_of_tasks.new_page() as page, reader_of_tasks.new_page() as other:
        for tab in (page, other):
            tab.goto(site + OWN_PAGE)
            tab.wait_for_function(TASKS_READY)
        TaskPage(page).have(None)
        page.get_by_role("button", name="Write").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("textbox")).to_be_focused()
        page.keyboard.type("# by hand\n")
        expect(page.locator(".task-cell .cm-lineNumbers")).to_contain_text("12")
        assert TaskPage(page).kept()["text"].startswith("# by hand\n")
        expect(other.locator(".task-cell .cell_input")).to_contain_text("# by hand")
        page.keyboard.press("Escape")
        expect(TaskPage(page).button("Check")).to_be_focused()
        page.locator(".task-hint summary").nth(1).click()
        page.wait_for_function("() => __tasks.store.get('1.4').hints === 2")
        page.reload()
        page.wait_for_function(TASKS_READY)
        assert TaskPage(page).text().startswith("# by hand")
        assert TaskPage(page).kept()["hints"] == 2
        TaskPage(page).have(None)


def test_where_nothing_can_be_kept_it_is_said_once(browser: Browser, site: str) -> None:
    with new_context(browser, View("light", 1280, 720)) as context:
        task_page(context, site)
        context.add_init_script(
            "Storage.prototype.setItem = () => { throw new Error('full'); }"
        )
        with context.new_page() as page:
            page.goto(site + OWN_PAGE)
            page.wait_for_function(TASKS_READY)
            task = TaskPage(page)
            task.have("x = 1\n")
            expect(page.locator(".task-trouble")).to_contain_text("keeps nothing more")
            assert task.text().strip() == "x = 1"


def test_the_file_is_the_one_that_is_handed_in(
    reader_of_tasks: BrowserContext, site: str, tmp_path: Path
) -> None:
    file, broken = tmp_path / "submission.zip", tmp_path / "broken.zip"
    broken.write_bytes(b"nothing")
    with reader_of_tasks.new_page() as page:
        page.goto(site + PROGRESS)
        page.wait_for_function("() => window.__tasks")
        page.on("dialog", lambda dialog: dialog.accept())
        said = expect(page.locator(".task-result"))
        task = TaskPage(page)
        task.have("x = 1\n", right=right())
        expect(page.locator(".task-next")).to_contain_text("0 of")
        expect(page.locator(".task-table")).to_contain_text("changed since")
        task.have(right(), right=right(), hints=1)
        written = task.kept()
        expect(page.locator(".task-next")).to_contain_text("1 of")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export").click()
        download.value.save_as(file)

        page.get_by_role("button", name="Forget everything").click()
        assert task.kept()["text"] is None
        page.set_input_files("input[type=file]", broken)
        said.to_contain_text("broken.zip was not imported: this is not a zip file")
        said.to_contain_text("expected the one of Export")
        assert task.kept()["text"] is None
        page.set_input_files("input[type=file]", file)
        said.to_contain_text("1 task.")
        assert task.kept() == written
        task.have(None)
    found = read(file.read_bytes())
    assert found.remarks == []
    assert found.version
    (entry,) = found.entries.values()
    assert (entry.answer, entry.right, entry.hints) == (right(), True, 1)


def test_every_task_can_be_done_in_a_browser(on_page: TaskPage) -> None:
    """With the reader's own answers to what it needs."""
    answers = {one.number: answer(one) for one in all_tasks()}
    lacking = {}
    for one in all_tasks():
        if one.browser:
            others = {other.number: answers[other.number] for other in needed(one)}
            value = on_page.ask(one.number, start(one), answers[one.number], others)
            if not value.get("right"):
                lacking[one.number] = value
    assert lacking == {}


@pytest.mark.parametrize("view", [DESKTOP[0], PHONE[1]], ids=str)
def test_what_a_check_says_can_be_read(on_page: TaskPage, view: View) -> None:
    page = on_page.page
    page.set_viewport_size({"width": view.width, "height": view.height})
    choose(page, view.theme)
    for answer in (wrong(REPLACES)[0], right()):
        on_page.check(answer)
        page.locator(".task-hint summary").first.click()
        assert accessible(page, ".task-cell") == []
        assert fits_screen(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    choose(page, "light")


def test_from_a_disk_the_page_says_where_to_write(reader: BrowserContext) -> None:
    with reader.new_page() as page:
        page.goto((SITE / "docs/tasks/task1_4.html").resolve(strict=True).as_uri())
        expect(page.locator(".task-static")).to_be_visible()
        expect(page.locator(".task-static")).to_contain_text(f"check {NUMBER}")
        assert page.get_by_role("button", name="Check").count() == 0
