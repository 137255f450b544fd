"""`course.toml`: what it says is taken over, and a mistake is told with its line."""

import re
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from _ext.commands.new import copy, write
from _ext.course.look import proportion, quoted, style
from _ext.course.settings import NAMES, Course, CourseError, absent, read
from _ext.course.values import contrast

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A checkout with two modules, three lectures and three tasks."""
    for name in (
        *("docs/index", "docs/schedule", "docs/study_plan", "docs/tasks/index"),
        *("docs/module0/index", "docs/module0/first", "docs/module1/index"),
        *("docs/tasks/task0_1", "docs/tasks/task1_1", "docs/tasks/task1_2"),
        *("slides/index", "slides/module0-1", "slides/module1-1", "slides/other"),
        "local/lectures/ours",
    ):
        path = tmp_path / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Title\n", encoding="utf-8")
    (tmp_path / "local" / "mark.svg").write_text("<svg/>", encoding="utf-8")
    return tmp_path


def said(course: Path, text: str, name: str = "course.toml") -> Course:
    """The settings, with a text in one of the files."""
    (course / name).write_text(text, encoding="utf-8")
    return read(course)


def test_the_file_at_the_top_says_the_usual_values_and_every_key(
    tmp_path: Path,
) -> None:
    text = (ROOT / "course.toml").read_text("utf-8")
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    for number in Course().modules:
        (tmp_path / f"docs/module{number}").mkdir(parents=True)
    assert read(tmp_path) == Course()
    assert [name for name in NAMES if f"\n{name} = " not in text] == []


def test_who_meets_twice_a_week_has_two_dates_in_one_week(course: Path) -> None:
    days = (
        "2026-12-28",
        "2027-01-03",
        "2027-01-04",
        "2027-01-18",
    )  # Mon, Sun, Mon, Mon
    text = "".join(f"[[week]]\ndate = {day}\n" for day in days) + "[[week]]\n" * 2
    assert [week.number for week in said(course, text).weeks] == [1, 1, 2, 3, 4, 5]
    with pytest.raises(CourseError, match="week 2: date 2027-01-04 is not after"):
        said(course, text.replace("2027-01-18", "2027-01-04"))


def test_a_page_that_is_left_out_takes_along_what_stands_below_it(course: Path) -> None:
    (course / "docs/module0/index.md").write_text(
        "# A\n\n```{toctree}\n:hidden:\n\nThe second <second>\n/docs/study_*\n"
        "https://example.org/docs/index\n```\n",
        encoding="utf-8",
    )
    (course / "docs/module0/second.md").write_text(
        "# B\n\n:::{toctree}\n../module1/index.md\nindex\n:::\n", encoding="utf-8"
    )
    names = '["docs/module0/index"]'
    made = said(course, f"[parts]\npages_left_out = {names}\n")
    assert absent(made, course) == {
        *("docs/module0/index", "docs/module0/second"),
        *("docs/study_plan", "docs/module1/index"),
    }


def test_what_is_local_goes_before_the_rest_key_by_key(course: Path) -> None:
    said(course, '[course]\ntitle = "A"\nterm = "Spring"\n[parts]\nmodules = [1]\n')
    both = said(course, '[course]\ntitle = "B"\n', "local/course.toml")
    assert (both.title, both.term, both.modules) == ("B", "Spring", (1,))
    assert both.people == "Spring"


def test_words_of_the_schedule_go_before_the_rest_key_by_key(course: Path) -> None:
    said(course, '[words]\nweek = "Semaine"\ndate = "Jour"\n')
    both = said(course, '[words]\nweek = "Woche"\n', "local/course.toml").words
    assert (both.week, both.date, both.lecture) == ("Woche", "Jour", "Lecture")


def test_a_week_may_have_a_time_and_a_place_of_its_own(course: Path) -> None:
    said(course, '[course]\ntime = "9:15"\nroom = "HS 3"\nzone = "Europe/Zurich"\n')
    days = [f"[[week]]\ndate = 2026-10-{day}\n" for day in (12, 19, 26)]
    own = ["", 'time = "16:00"\nminutes = 45\nroom = "HS 1"\n', 'time = ""\n']
    text = "".join(day + more for day, more in zip(days, own, strict=True))
    weeks = said(course, text, "local/course.toml").weeks
    assert [(week.time, week.minutes, week.room) for week in weeks] == [
        (time(9, 15), 90, "HS 3"),
        (time(16), 45, "HS 1"),
        (None, 90, "HS 3"),
    ]


def test_a_day_may_have_two_lectures_one_after_the_other(course: Path) -> None:
    day = "[[week]]\ndate = 2026-10-12\ntime = "
    zone = '[course]\nzone = "Europe/Zurich"\n'
    weeks = said(course, f'{zone}{day}"9:15"\n{day}"16:00"\n').weeks
    assert [week.number for week in weeks] == [1, 1]
    with pytest.raises(CourseError, match="date 2026-10-12 is not after 2026-10-12"):
        said(course, f'{zone}{day}"9:15"\n{day}"9:15"\n')


def test_a_schedule_is_read_in_order_with_its_dates(course: Path) -> None:
    text = """
[parts]
modules = [0, 1]
[[week]]
date = 2026-10-12
lecture = "local/lectures/ours"
tasks = ["0.1"]
deadline = 2026-10-18
[[week]]
date = 2026-10-19
about = "questions"
"""
    first, second = said(course, text).weeks
    assert (first.number, second.number) == (1, 2)
    assert (first.date, first.deadline) == (date(2026, 10, 12), date(2026, 10, 18))
    assert (first.lecture, first.tasks) == (
        "local/lectures/ours",
        ("docs/tasks/task0_1",),
    )
    assert second.about == "questions"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 1", ":1: there is no table 'title'; expected one of course, parts"),
        ("[course]\ntitel = 'A'", ":2: [course] has no key 'titel' (did you mean"),
        ("[corse]\n", ":1: there is no table 'corse' (did you mean 'course'?)"),
        ("[course]\n\ntitle = 7", ":3: title: expected a line of text, got 7"),
        ("[course]\ntitle = ''", ":2: title: expected a line of text, got an empty"),
        ("[course]\ncolour = 'blue'", ":2: colour: expected a colour such as"),
        ("[course]\ncolour = '#ffff00'", ":2: colour: expected a contrast of 4.5"),
        ("[course]\nlogo = 'x.svg'", ":2: logo: expected an SVG or PNG file"),
        ("[course]\nlogo_dark = 'local/mark.svg'", ":2: logo_dark: expected a logo"),
        ("[course]\naddress = 'x.org'", ":2: address: expected an address such as"),
        ("[course]\ncontact = 'ada'", ":2: contact: expected a mail address such as"),
        ("[course]\ncontact = 'a@b.c d@e.f'", ":2: contact: expected a mail address"),
        ("[course]\ncontact = 'javascript:a@b.c'", ":2: contact: expected a mail"),
        ("[course]\nlinks = ['x.org']", ":2: links: expected names and addresses"),
        ("[course]\nlinks = { A = 'x.org' }", ":2: links: expected an address such"),
        ("[course]\nlinks = { A = 7 }", ":2: links: expected a line of text, got 7"),
        ("[course]\n[course.links]\nA = 'x.org'", ":2: links: expected an address"),
        ("[course]\nrepository = 'x/y'", ":2: repository: expected 'https://github"),
        ("[course]\ndates = 'klingon'", ":2: dates: expected a language such as"),
        ("[course]\ntime = 'noon'", ":2: time: expected a time in quotes such as"),
        ("[course]\ntime = '24:00'", ":2: time: expected a time in quotes such as"),
        ("[course]\ntime = 14:15:00", ":2: time: expected a time in quotes such as"),
        ("[course]\ntime = 14:15", ":2: no TOML: 'time = 14:15' (Expected"),
        ("[course]\nminutes = '90'", ":2: minutes: expected a number of minutes"),
        ("[course]\nminutes = 0", ":2: minutes: expected a number of minutes"),
        (
            "[course]\nzone = 'Europe/Zurch'",
            ":2: zone: expected a time zone such as 'Europe/Zurich', got 'Europe/Zurch'"
            "; near it: Europe/Zurich",
        ),
        ("[course]\nzone = '../zone'", ":2: zone: expected a time zone such as"),
        (
            "[[week]]\ndate = 2026-10-12\ntime = '9:15'\n[course]\ntime = '8:00'",
            ":3: week 1: a time, 09:15, needs `zone` in [course], such as",
        ),
        (
            "[[week]]\ndate = 2026-10-12\n[course]\ntime = '8:00'",
            ":1: week 1: a time, 08:00, needs `zone` in [course], such as",
        ),
        (
            "[words]\nweak = 'Woche'",
            ":2: [words] has no key 'weak' (did you mean 'week'?); expected one of "
            "schedule, term, week, date, lecture",
        ),
        ("[words]\nweek = ''", ":2: week: expected a line of text, got an empty"),
        ("[parts]\nmodules = [7]", ":2: modules: expected some of [0, 1]"),
        ("[parts]\nmodules = 'all'", ":2: modules: expected some of [0, 1]"),
        ("[parts]\nanswers = 'shut'", ":2: answers: expected one of 'covered', 'open'"),
        ("[parts]\nlectures_left_out = ['slides/othr']", "near it: slides/other"),
        (
            "[parts]\nmodules = [0]\n[[week]]\nlecture = 'slides/module0-2'",
            "'slides/module0-2', which is not there; near it: slides/module0-1, slides/"
            "other",
        ),
        (
            "[parts]\ntasks_left_out = ['9.9']",
            ":2: tasks_left_out: expected a task such as one of 0.1, 1.1, 1.2, got",
        ),
        ("[parts]\ntasks_opened = ['7.1']", ":2: tasks_opened: expected a task such"),
        (
            "[parts]\ntasks_left_out = [0.1]",
            ": expected a task in quotes such as '1.4'",
        ),
        ("[course]\na = ", ":2: no TOML: 'a =' (Invalid value); texts, times"),
        ("[[week]]\ndate = 12.10.26", ":2: no TOML: 'date = 12.10.26' (Expected"),
        ("week = 3", ":1: expected [[week]] before each week"),
        ("[[week]]\n[[week]]\ndate = '1.1.'", ":3: date: expected a date without"),
        ("[[week]]\nlecture = 'x'", ":2: lecture: expected a lecture such as"),
        ("[[week]]\nreading = 'x'", ":2: reading: expected a list in brackets"),
        (
            "[parts]\nmodules = [0]\n[[week]]\nlecture = 'slides/module1-1'",
            ":4: week 1: it names slides/module1-1, which [parts] leaves out",
        ),
        (
            "[[week]]\ndate = 2026-10-12\n[[week]]\ndate = 2026-10-05",
            ":4: week 2: date 2026-10-05 is not after 2026-10-12",
        ),
        (
            "[[week]]\ndate = 2026-10-12\ndeadline = 2026-10-05",
            ":3: week 1: deadline 2026-10-05 is before its date",
        ),
    ],
)
@pytest.mark.parametrize("name", ["course.toml", "local/course.toml"])
def test_a_mistake_is_told_with_file_and_line(
    course: Path, name: str, text: str, told: str
) -> None:
    with pytest.raises(CourseError) as error:
        said(course, text, name)
    assert str(error.value).startswith(name)
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once(course: Path) -> None:
    mine = "local/course.toml"
    text = "[course]\ntitel = 'A'\nminutes = 0\n[weeks]\n[[week]]\n[[week]]\ndate = 1"
    (course / mine).write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as error:
        said(course, "[parts]\nanswers = 'shut'")
    starts = [problem.partition(": ")[0] for problem in error.value.problems]
    assert starts == ["course.toml:2", *(f"{mine}:{line}" for line in (2, 3, 4, 7))]
    assert str(error.value) == "\n".join(error.value.problems)


def test_all_that_does_not_go_together_is_told_at_once(course: Path) -> None:
    day = "[[week]]\ndate = 2026-10-12\ndeadline = 2026-10-{day}\n"
    with pytest.raises(CourseError) as error:
        said(course, day.format(day="11") + day.format(day="10"))
    told = [problem.partition(" week ")[2][:7] for problem in error.value.problems]
    assert told == ["1: dead", "1: date", "1: dead"]


def test_a_module_takes_its_lectures_pages_and_tasks_along(course: Path) -> None:
    gone = absent(said(course, "[parts]\nmodules = [0]"), course)
    assert gone == {
        *("docs/module1/index", "slides/module1-1"),
        *("docs/tasks/task1_1", "docs/tasks/task1_2"),
    }


def test_a_lecture_of_ones_own_takes_the_place_of_one_of_the_same_name(
    course: Path,
) -> None:
    for name in ("module1-1", "index"):
        (course / f"local/lectures/{name}.md").write_text("# Ours\n", encoding="utf-8")
    week = '[parts]\nmodules = [0, 1]\n[[week]]\nlecture = "{}/module1-1"\n'
    assert absent(said(course, week.format("local/lectures")), course) == {
        "slides/module1-1"
    }
    own = "in whose place is local/lectures/module1-1"
    with pytest.raises(CourseError, match=f":4: .* names slides/module1-1, {own}"):
        said(course, week.format("slides"))


def test_without_tasks_there_are_no_pages_about_them(course: Path) -> None:
    gone = absent(said(course, "[parts]\nmodules = []"), course)
    assert {"docs/tasks/index", "docs/study_plan"} <= gone
    assert not {"docs/index", "slides/index", "slides/other"} & gone


@pytest.mark.parametrize(
    ("tag", "wide"),
    [
        ('<svg viewBox="0 0 260 80" stroke-width="9">', 3.25),
        ("<svg width='30mm' height='10mm'>", 3.0),
        ('<svg width="100%" height="100%" viewBox="0,0,4,1">', 4.0),
        ("<svg>", 2.0),
    ],
)
def test_how_wide_a_logo_is(tmp_path: Path, tag: str, wide: float) -> None:
    (tmp_path / "a.svg").write_text(f"<!-- a -->{tag}</svg>", encoding="utf-8")
    assert proportion(tmp_path / "a.svg") == wide
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x06\0\0\0\x04"
    (tmp_path / "a.png").write_bytes(header)
    assert proportion(tmp_path / "a.png") == 1.5


def test_a_logo_stays_visible_in_the_dark(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg viewBox='0 0 4 1'/>", encoding="utf-8")
    one, both = (
        Course(logo="a.svg"),
        Course(logo="a.svg", logo_dark="b.svg"),
    )
    dark = '@media not print { html[data-theme="dark"]'
    ground = "linear-gradient(#fff, #fff) left top / 240px 76px no-repeat"
    assert ground in style(one, tmp_path).partition(dark)[2]
    assert 'background-image: url("b.svg")' in style(both, tmp_path).partition(dark)[2]
    assert dark not in style(Course(), tmp_path)


def test_nothing_is_left_out_unasked(course: Path) -> None:
    assert absent(said(course, "[parts]\nmodules = [0, 1]\n"), course) == set()


def test_the_contrast_of_two_colours() -> None:
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)


def test_words_of_the_course_cannot_leave_their_place_in_the_style_sheet() -> None:
    words = 'a"; } body { display: none } </style>'
    assert quoted(words).count('"') == 2
    assert "</style" not in style(Course(title=words, lecturer="\\"), Path())


@pytest.mark.parametrize(
    "name", ["", "A b", "../x", "x.md", "class", "1st", "x-", 27 * "x"]
)
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="make page NAME=my-page"):
        write("page", name, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["lecture", "page", "figure", "task"])
def test_nothing_is_written_over(tmp_path: Path, kind: str) -> None:
    first, *others = write(kind, "mine", tmp_path)
    for path in others:
        path.unlink()
    first.write_text("changed")
    with pytest.raises(FileExistsError, match="is there already"):
        write(kind, "mine", tmp_path)
    assert first.read_text() == "changed"
    assert not any(path.exists() for path in others)


LECTURES = [path.stem for path in sorted((ROOT / "slides").glob("*.md"))]
LECTURES.remove("index")
INCLUDED = re.compile(
    r"\{(?:literalinclude|include|figure|image)\} (\S+)|!\[.*\]\((.*)\)"
)
LINKED = re.compile(r"\{doc\}`(?:[^`]*<)?([^`>]+)>?`")


@pytest.mark.parametrize("lecture", LECTURES)
def test_a_copy_of_a_lecture_finds_what_the_lecture_finds(
    tmp_path: Path, lecture: str
) -> None:
    for name in ("slides", "minitorch", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    (path,) = copy("mine", lecture, tmp_path)
    assert path == tmp_path / "local/lectures/mine.md"
    text, original = path.read_text(), (ROOT / f"slides/{lecture}.md").read_text()
    assert text.replace("../../", "../") == original
    for match in INCLUDED.finditer(text):
        assert (path.parent / (match[1] or match[2])).is_file(), match[0]
    for match in LINKED.finditer(text):
        assert match[1].startswith("/"), match[0]
    with pytest.raises(FileExistsError, match="is there already"):
        copy("mine", lecture, tmp_path)


def test_a_copy_of_what_is_no_lecture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "slides").symlink_to(ROOT / "slides")
    for of, said in (("modul1-2", "got 'modul1-2'; near it: module1-2"), ("index", "")):
        with pytest.raises(ValueError, match=f"expected a lecture of the .*{said}"):
            copy("mine", of, tmp_path)
    with pytest.raises(ValueError, match="make lecture NAME=my-lecture"):
        copy("", "module1-2", tmp_path)
    with pytest.raises(ValueError, match="NAME=module1-2 FROM=module1-2"):
        write("lecture", "module1-2", tmp_path)
    assert not (tmp_path / "local").exists()


@pytest.mark.parametrize("name", ["a", 26 * "x", "several-words-of-one-name"])
def test_what_is_begun_passes_the_checks_of_the_course(
    tmp_path: Path, name: str
) -> None:
    for kind in ("lecture", "page", "figure", "task"):
        write(kind, name, tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "minitorch").symlink_to(ROOT / "minitorch")
    for command in (["check"], ["format", "--check"]):
        told = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "local"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout
