"""The texts that come with the package: whole, named, and loaded by nobody else."""

import re
import subprocess
import sys
from importlib import resources

import pytest

from minitorch.data.book import load_book
from minitorch.data.names import load_names

SOURCES = {
    "names.txt": ["U.S. Census Bureau", "1990", "public domain", "left out"],
    "book.txt": ["Lewis Carroll", "Canterbury corpus", "public domain", "left out"],
}


def test_names_are_there_once_in_order_and_in_small_letters() -> None:
    names = load_names()
    assert names == sorted(set(names))
    assert all(re.fullmatch("[a-z]{2,11}", name) for name in names)
    # The most frequent of both lists, and the last lines of both.
    assert {"mary", "james", "patricia", "john", "allyn", "alonso"} <= set(names)
    assert set("".join(names)) == set("abcdefghijklmnopqrstuvwxyz")


def test_the_book_is_whole() -> None:
    book = load_book()
    assert book.lstrip().startswith("ALICE'S ADVENTURES IN WONDERLAND\n")
    assert book.endswith("THE END\n")
    assert re.findall(r"CHAPTER (\w+)\n", book) == (
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    )
    assert "the happy summer days." in book
    assert set(book) <= set(map(chr, range(32, 127))) | {"\n"}


@pytest.mark.parametrize("name", SOURCES)
def test_a_file_names_its_source_and_why_it_may_be_passed_on(name: str) -> None:
    text = (resources.files("minitorch") / "data" / name).read_text("ascii")
    assert len(text) < 200_000
    head = [line[2:] for line in text.splitlines() if line.startswith("#")]
    for part in SOURCES[name]:
        assert part in " ".join(head)


@pytest.mark.parametrize("load", [load_names, load_book])
def test_no_line_about_the_text_is_taken_for_text(load: object) -> None:
    assert callable(load)
    assert not any("#" in part or "Census" in part for part in load())


def test_texts_need_no_numpy_and_are_loaded_by_nobody_else() -> None:
    code = (
        "import sys, minitorch\n"
        "from minitorch import Scalar, nn\n"
        "assert not {'minitorch.data.names', 'minitorch.data.book'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    code = (
        "import sys\nfrom minitorch.data import book, names\n"
        "assert names.load_names() and book.load_book() and 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
