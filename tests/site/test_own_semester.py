"""A course made one's own: it builds, leaves parts out, and takes updates over.

The course here is small, but configuration, extensions, styles, templates and skeletons
are the real ones. Updates are taken over by a copy of the repository itself.
"""

import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from miniature import REPOSITORY, Miniature

from _ext.commands.new import copy, write
from _ext.course.settings import read

LATER = 100  # commits
ESSAY = "local/tasks/essay"
COPIED = ("docs/_static", "docs/_templates", "workbook", "minitorch")
FILES = (
    "LICENSE",
    "requirements.lock",
    "conf.py",
    "course.toml",
    "docs/schedule.md",
    "slides/index.md",
)
HEAD = "---\nfile_format: mystnb\nlive: off\nkernelspec:\n  name: python3\n---\n"
FACTS = "\n```{task-facts} 4.5\n```\n"  # which needs 1.4, left out
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"/>'
OURS = """\
[course]
title = "Learning Machines"
about = "Numbers that learn."
lecturer = "Ada Lovelace"
university = "Somewhere"
term = "Winter 2026"
address = "https://you.github.io/name/"
contact = "ada@example.org"
links = { Forum = "https://forum.example.org/?a=1&b=2" }
logo = "local/logo.svg"
colour = "#7a1f5c"
dates = "de"
time = "14:15"
zone = "Europe/Zurich"

[words]
schedule = "Zeitplan"
term = "Dieses Semester"
week = "Woche"
date = "Datum"
lecture = "Vorlesung"
reading = "Lesen"
task = "Aufgabe"
deadline = "Abgabe bis"
hand_in = "Abgabe"
calendar = "Kalenderdatei mit allen Vorlesungen und Abgaben"
subscribe = "zum Abonnieren die Adresse"

[parts]
modules = [0]

[[week]]
date = 2026-10-12
lecture = "local/lectures/our-data"
about = "mit Gast"
room = "HS 3 | West"
reading = ["docs/module0/first"]
tasks = ["0.1"]
deadline = 2026-10-18
"""
PAGES = {
    "index.md": """\
# MiniTorch

::::{div} hero

{.hero-lead}
A course.

{.hero-buttons}
[Slides](slides/index.md){.button} [Tensors](docs/module1/index.md){.button}
::::

{doc}`docs/module0/first` comes before {doc}`docs/module1/index`, says
[a page](docs/module1/index.md), and {ref}`so says its label <second-label>`.
It is told in {doc}`slides/module1-1` and {ref}`on its slide <deck-one-slide>`.

| Page | About |
| --- | --- |
| {doc}`docs/module1/index` | gone |
| {doc}`docs/module0/first` | here |

{doc}`Module 1 <docs/module1/index>`
: A term that goes.

{doc}`docs/module1/index` is in a sentence that goes.

```{toctree}
:hidden:

docs/schedule
slides/index
docs/index
docs/tasks/index
```
""",
    "docs/index.md": """\
# Textbook

```{toctree}
module0/index
module1/index
```

```{own-pages} pages
```
""",
    "docs/module0/index.md": "# Module 0: Beginnings\n\n```{toctree}\nfirst\n```\n",
    "docs/module0/first.md": "# The first page\n\nWords.\n",
    "docs/module1/index.md": "(second-label)=\n# The second page\n\nWords.\n",
    "docs/tasks/index.md": """\
# Tasks

```{task-progress}
```

```{toctree}
:glob:

task*
```

```{own-pages} tasks
```
""",
    "docs/tasks/task0_1.md": "# Task 0.1\n\n```{task-facts} 0.1\n```\n",
    "docs/tasks/task1_1.md": "# Task 1.1\n\n```{task-facts} 1.1\n```\n",
    "docs/tasks/task1_4.md": "# Task 1.4\n\n```{task-facts} 1.4\n```\n",
    "slides/module0-1.md": "# Deck zero\n\nModule 0.1: the beginning\n\n## Slide\n",
    "slides/module1-1.md": "# Deck one\n\n(deck-one-slide)=\n## Slide\n",
}


class Course(Miniature):
    """A small course with the real configuration."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        shutil.rmtree(root / "minitorch")
        ignored = shutil.ignore_patterns("__pycache__")
        for name in COPIED:
            shutil.copytree(REPOSITORY / name, root / name, ignore=ignored)
        for name in ("docs/page.md", "docs/equations.md"):
            (root / name).unlink()
        for name in FILES:
            self.write(name, (REPOSITORY / name).read_text("utf-8"))
        text = (root / "slides/index.md").read_text("utf-8")
        self.write("slides/index.md", text.partition("\n## Keys")[0] + "\n")
        # What cells need in a browser would be fetched and bundled once more.
        text = (root / "conf.py").read_text("utf-8").replace('    "_ext.live",\n', "")
        values = r"(?m)^live_\w+ = (\{\n(?: .*\n)+\}|.*)\n"
        self.write("conf.py", re.sub(values, "", text))
        text = (root / "course.toml").read_text("utf-8")
        self.write("course.toml", text.replace("[0, 1, 2, 4]", "[0, 1]"))
        for name, text in PAGES.items():
            self.write(name, text)

    def adapt(self) -> None:
        """Make it one's own, in `local/` alone."""
        write("lecture", "our-data", self.root)
        for name in ("module0-1", "module1-1"):  # one is left out by OURS as well
            copy(name, name, self.root)
        write("page", "our-page", self.root)
        write("figure", "our-figure", self.root)
        call = "from local.figures.our_figure import plot_our_figure\n\n"
        call += 'plot_our_figure("Ours", [0, 1, 2], [1, 3, 2])'
        cell = f"```{{code-cell}}\n{call}\n```\n"
        self.write("local/pages/drawn.md", f"{HEAD}# Drawn by us\n\n{cell}{FACTS}")
        write("task", "essay", self.root)
        self.write("local/logo.svg", LOGO)
        self.write("local/course.toml", OURS)

    def text(self, name: str) -> str:
        """A page of the built site."""
        path = self.root / "_build" / "html" / f"{name}.html"
        return path.read_text(encoding="utf-8")


def plain(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def links(html: str) -> set[str]:
    """The pages that a page links to."""
    return set(re.findall(r'href="([^"#:]+\.html)', html))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course made one's own, and built."""
    course = Course(tmp_path_factory.mktemp("semester"))
    course.adapt()
    process = course.build()
    assert process.returncode == 0, process.stdout + process.stderr
    assert "WARNING" not in process.stderr
    return course


def test_title_people_and_colours_are_everywhere(course: Course) -> None:
    front, page = course.text("index"), course.text("docs/module0/first")
    assert "<title>Learning Machines" in front
    assert "<title>The first page — Learning Machines" in page.replace("&#8212;", "—")
    words = plain(front)
    assert "Numbers that learn." in words
    assert "Ada Lovelace · Somewhere · Winter 2026 · ada@example.org" in words
    assert "MiniTorch" not in words
    for html in (front, page, course.text("docs/schedule")):
        assert 'href="mailto:ada@example.org"' in html
        assert plain(html).count("Winter 2026 · ada@example.org") >= 1
        assert 'href="https://forum.example.org/?a=1&amp;b=2"' in html
    assert "Copyright Ada" not in plain(
        page
    )  # who teaches a course need not have written it
    assert "Copyright the authors of this course" in plain(page)
    assert 'rel="canonical" href="https://you.github.io/name/docs/' in page
    deck = course.text("local/lectures/our-data")
    assert "Our data - Learning Machines" in deck
    assert "course.css" in deck
    assert "deck-speaker.js" in deck
    style = (course.root / "_build/html/_static/course.css").read_text("utf-8")
    assert '--course-title: "Learning Machines"' in style
    assert 'Winter\u00a02026\u00a0· ada@example.org"' in style
    assert 'url("logo.svg")' in style
    assert 'alt="Logo: Somewhere"' in page
    assert "--accent: #7a1f5c" in style


def test_what_is_left_out_leaves_no_dead_link(course: Course) -> None:
    site = course.root / "_build" / "html"
    assert not (site / "docs/module1").exists()
    assert not (site / "slides/module1-1.html").exists()
    assert not (site / "docs/tasks/task1_1.html").exists()
    for path in site.rglob("*.html"):
        if "_static" in path.parts or path.name == "404.html":
            continue
        for link in links(path.read_text(encoding="utf-8")):
            assert (path.parent / link).exists(), f"{path.name}: {link}"
    front = plain(course.text("index"))
    gone = "(not part of this course)"
    assert f"comes before The second page {gone}, says a page {gone}," in front
    assert f"and so says its label {gone}." in front
    task = f"Before it1.4 Topological sort and backpropagation {gone} Lecture"
    assert task in plain(course.text("local/pages/drawn"))
    assert "gone" not in front
    assert "A term that goes" not in front
    assert "a sentence that goes" not in front
    assert "Tensors" not in front
    assert "1.1" not in plain(course.text("docs/tasks/index"))


def test_a_lecture_of_the_same_name_takes_the_place_of_another(course: Course) -> None:
    site = course.root / "_build" / "html"
    assert not (site / "slides/module0-1.html").exists()
    assert (site / "local/lectures/module0-1.html").exists()
    front = course.text("index")
    assert "It is told in Deck one and on its slide." in plain(front)
    found = re.findall(r'href="([^"]*module1-1[^"]*)"', front)
    assert len(found) == 2
    for link in found:
        assert link.startswith("local/lectures/module1-1.html"), link


def test_what_a_host_shows_for_a_wrong_address(course: Course) -> None:
    """At any depth below the name of the site, its links lead to what is there."""
    html = course.text("404")
    site = course.root / "_build" / "html"
    found = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert {"/name/index.html", "/name/docs/schedule.html"} <= set(found)
    for link in found:
        assert link.startswith("/name/")
        assert (site / link.removeprefix("/name/")).is_file(), link
    assert "Learning Machines" in plain(html)


def test_the_schedule_is_a_page_and_the_order_of_lectures(course: Course) -> None:
    html = course.text("docs/schedule")
    words = plain(html)
    times = "14:15 –\u2060 15:45"
    row = f"1 Mo., 12. Okt.{times}HS 3 | West Our data: mit Gast The first page"
    assert f"Woche Datum Vorlesung Lesen Aufgabe Abgabe bis {row}" in words
    assert "So., 18. Okt." in words
    assert "<title>Zeitplan" in html
    for english in ("Schedule", "Week", "Hand in", "Calendar file", "to subscribe"):
        assert english not in words
    style = (course.root / "_build/html/_static/course.css").read_text("utf-8")
    assert '--word-deadline: "Abgabe bis"' in style  # on a phone
    found = {"../local/lectures/our-data.html", "module0/first.html"}
    assert found | {"tasks/task0_1.html"} <= links(html)
    cards = re.findall(r"<h[23] class=\"deck.*?</h", course.text("slides/index"), re.S)
    assert [plain(card) for card in cards] == [
        "Dieses Semester 1 lecture, 9 minutes</h",
        "Woche 1 Our data</h",
        "Module 0: Beginnings 1 lecture</h",
        "0.1 Deck zero</h",
        "Module 1 1 lecture</h",
        "1.1 Deck one</h",
    ]
    assert "The beginning" in plain(course.text("slides/index"))


def test_calendars_are_given_the_lectures_and_the_deadlines(course: Course) -> None:
    assert 'href="schedule.ics"' in course.text("docs/schedule")
    assert "https://you.github.io/name/docs/schedule.ics" in plain(
        course.text("docs/schedule")
    )
    text = (course.root / "_build/html/docs/schedule.ics").read_text("utf-8")
    wanted = r"^(?:DTSTART(?:;VALUE=DATE)?|DTEND|LOCATION|SUMMARY):(.*?)\r?$"
    told = re.findall(wanted, text, re.MULTILINE)
    assert sorted(told) == [
        *("20261012T121500Z", "20261012T134500Z", "20261018", "HS 3 | West"),
        "Learning Machines: Abgabe Task 0.1",
        "Learning Machines: Our data: mit Gast",
    ]


def test_what_is_in_local_is_found_without_being_listed(course: Course) -> None:
    assert {"../local/pages/our-page.html", "../local/pages/drawn.html"} <= links(
        course.text("docs/index")
    )
    assert "../../local/tasks/essay.html" in links(course.text("docs/tasks/index"))
    task = course.text("local/tasks/essay")
    assert "raise NotImplementedError" in plain(task)
    assert "return min(max(x, low), high)" in plain(task)
    drawn = course.text("local/pages/drawn")
    assert "Ours. A line through 3 points, the highest at 3." in unescape(drawn)
    page = course.text("local/pages/our-page")
    assert "Which function is" in plain(page)
    assert "0.29131261245159" in plain(page)
    deck = course.text("local/lectures/our-data")
    assert deck.count("<section") >= 3
    assert 'class="quiz"' in deck


def test_the_tests_that_were_begun_pass(course: Course) -> None:
    names = [path.name for path in (course.root / "local/tests").iterdir()]
    assert len(names) == 4
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "local/tests", "-p", "no:cacheprovider"],
        cwd=course.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout


def test_a_task_of_ones_own_is_checked_for_others(course: Course) -> None:
    course.write("handed_in.py", "def clip(x, low, high):\n    return max(x, low)\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    process = subprocess.run(
        [*command, "local/tests/test_essay_task.py"],
        cwd=course.root,
        env=os.environ | {"ANSWER": "handed_in.py"},
        capture_output=True,
        text=True,
        check=False,
    )
    (course.root / "handed_in.py").unlink()
    assert "2 failed, 1 passed" in process.stdout


@pytest.mark.parametrize(
    ("parts", "of_exercises", "of_tasks"),
    [
        ('solutions = "left out"', False, False),
        ('answers = "left out"', True, False),
        ('answers = "left out"\ntasks_opened = ["local/tasks/essay"]', True, True),
    ],
)
def test_solutions_can_be_left_out(
    course: Course, parts: str, of_exercises: bool, of_tasks: bool
) -> None:
    course.write("local/course.toml", OURS.replace("[parts]", f"[parts]\n{parts}"))
    try:
        process = course.build()
        assert process.returncode == 0, process.stdout + process.stderr
        page, task = course.text("local/pages/our-page"), course.text(ESSAY)
        assert "Which function is" in plain(page)
        assert ("0.29131261245159" in plain(page)) is of_exercises
        assert "raise NotImplementedError" in plain(task)
        assert ("return min(max(x, low), high)" in plain(task)) is of_tasks
    finally:
        course.write("local/course.toml", OURS)


def git(root: Path, *words: str | Path) -> str:
    """What Git says in a checkout, as somebody with a name."""
    name = ["-c", "user.name=A", "-c", "user.email=a@b.c"]
    process = subprocess.run(
        ["git", *name, *words], cwd=root, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stdout + process.stderr
    return process.stdout.strip()


def commit_of_old() -> str:
    """The newest commit of main that has a hundred later ones."""
    for old in git(REPOSITORY, "rev-list", "--first-parent", "HEAD").split():
        if int(git(REPOSITORY, "rev-list", "--count", f"{old}..HEAD")) >= LATER:
            return old
    pytest.skip(f"the history of this clone has fewer than {LATER} commits")


def begin(root: Path, kind: str, name: str) -> None:
    """Write a skeleton as the checkout itself has it, or today's if it has none."""
    if (root / "docs/_ext/commands/new.py").is_file():
        command = [sys.executable, "docs/_ext", "new", kind, name]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
    else:
        write(kind, name, root)


def test_an_old_copy_takes_a_hundred_later_commits_over(tmp_path: Path) -> None:
    """What a copy changes stands in local/, where the course has nothing.

    The commits are those of the course itself: the last hundred of them.
    """
    if git(REPOSITORY, "ls-files", "local"):
        pytest.skip("this course is one's own: its commits are not those of the course")
    old, new = commit_of_old(), git(REPOSITORY, "rev-parse", "HEAD")
    root = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", "--shared", "--no-checkout", REPOSITORY, root)
    git(root, "checkout", "--quiet", "-b", "ours", old)
    for kind, name in (("lecture", "data"), ("page", "page"), ("figure", "figure")):
        begin(root, kind, f"our-{name}")
    ours = OURS.replace("docs/module0/first", "docs/module0/operators")
    (root / "local" / "course.toml").write_text(ours, encoding="utf-8")
    (root / "local" / "logo.svg").write_text(LOGO, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Our semester")
    changed = git(root, "diff", "--name-only", old, "HEAD").split()
    assert changed
    assert all(name.startswith("local/") for name in changed)

    git(root, "merge", "--quiet", "--no-edit", new)
    assert int(git(root, "rev-list", "--count", f"{old}..HEAD")) >= LATER + 1
    assert git(root, "diff", "--name-only", new, "HEAD").split() == changed
    assert read(root).weeks[0].lecture == "local/lectures/our-data"

    # What was begun then is built by the tools of now.
    made = Course(tmp_path / "small")
    shutil.copytree(root / "local", made.root / "local")
    made.write("local/course.toml", OURS)
    process = made.build()
    assert process.returncode == 0, process.stdout + process.stderr
    assert "Woche 1 Our data" in plain(made.text("slides/index"))
