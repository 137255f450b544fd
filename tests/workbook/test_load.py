"""What was written on the course's pages goes on in a repository."""

import ast
from pathlib import Path

import pytest

from student import command, done, holes, made
from work.book import Book
from work.record import Record
from work.submission import Entry, Submission, write
from work.tasks import all_tasks, task

EYE = "def id(x):\n    return x  # mine\n"


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    """A workbook in which nothing was written."""
    return made(tmp_path / "book", holes())


def programs(book: Book) -> dict[str, str]:
    """What is written in the files, as Python understands it."""
    return {name: ast.dump(ast.parse(text)) for name, text in book.texts.items()}


def file(folder: Path, **answers: str) -> Path:
    """A submission with answers to tasks, task0_1="…"."""
    entries = {
        task(name).number: Entry(text, True, 2) for name, text in answers.items()
    }
    path = folder / "page.zip"
    path.write_bytes(write(Submission("", entries)))
    return path


def test_all_answers_of_one_workbook_go_into_another(
    untouched: Path, tmp_path: Path
) -> None:
    reference = Book(made(tmp_path / "reference", done()))
    answers = {one.name: reference.answer(one) for one in all_tasks()}
    shown = command(untouched, "load", str(file(tmp_path, **answers)))
    assert shown.returncode == 0
    assert shown.stdout.count("written into") == len(all_tasks())
    # Comments above a function are no part of an answer.
    assert programs(Book(untouched)) == programs(reference)
    assert all(Record.read(untouched).row(one.number).hints == 2 for one in all_tasks())


def test_what_was_begun_here_is_replaced_only_when_asked(
    untouched: Path, tmp_path: Path
) -> None:
    path = untouched / "minitorch" / "operators.py"
    mine = file(tmp_path, task0_1=EYE)
    command(untouched, "load", str(mine))
    assert "return x  # mine" in path.read_text("utf-8")
    theirs = file(tmp_path, task0_1=EYE.replace("mine", "theirs"))
    shown = command(untouched, "load", str(theirs))
    assert "kept as it is here" in shown.stdout
    assert "return x  # mine" in path.read_text("utf-8")
    command(untouched, "load", str(theirs), "--replace")
    assert "return x  # theirs" in path.read_text("utf-8")


def test_an_answer_that_is_no_python_changes_nothing(
    untouched: Path, tmp_path: Path
) -> None:
    before = Book(untouched).texts
    path = file(tmp_path, task0_1="def id(x:\n", task1_1="\tx = (\n")
    shown = command(untouched, "load", str(path))
    assert shown.returncode == 0
    assert shown.stdout.count("it is not Python: your answer, line 1") == 2
    assert Book(untouched).texts == before


def test_a_file_that_cannot_be_written_to_is_left(
    untouched: Path, tmp_path: Path
) -> None:
    broken = untouched / "minitorch" / "operators.py"
    broken.write_text("def id(x:\n", "utf-8")
    shown = command(
        untouched, "load", str(file(tmp_path, task0_1=EYE, task1_1="x = 1"))
    )
    assert "0.1" in shown.stdout
    assert "left out, since minitorch/operators.py cannot be read" in shown.stdout
    assert "1.1" in shown.stdout
    assert broken.read_text("utf-8") == "def id(x:\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["load"], "Which file?"),
        (["load", "a.zip", "b.zip"], "Which file?"),
        (["load", "nowhere.zip"], "nowhere.zip: "),
        (["load", "README.md"], "README.md: this is not a zip file"),
        (["load", "a.zip", "--force"], "There is no option --force"),
    ],
)
def test_a_mistyped_load_is_told(untouched: Path, words: list[str], told: str) -> None:
    shown = command(untouched, *words)
    assert shown.returncode == 2
    assert shown.stderr.startswith(told)
