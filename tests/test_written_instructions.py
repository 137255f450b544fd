"""What README, CONTRIBUTING and the pages tell people to type exists and runs."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", "docs/install.md", "docs/semester.md"]
PAGES.append("docs/contributing.md")


def read(name: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def cells(listing: str) -> str:
    """The code cells of a listing, one after the other."""
    found = re.findall(
        r"^```\{code-cell\}\n(?::[^\n]*\n)*(.*?)^```$", listing, re.M | re.S
    )
    return "\n".join(found)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_that_is_named_exists(page: str) -> None:
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", read(page)))
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    assert named, "the pattern found no command"
    assert named <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_and_file_that_is_linked_exists(page: str) -> None:
    links = re.findall(r"\]\(((?!https?:)[^)#]+)\)", read(page))
    missing = [
        link for link in links if not (ROOT / page).parent.joinpath(link).exists()
    ]
    assert not missing


def test_the_deck_to_copy_has_every_part_and_its_cells_run() -> None:
    deck = re.search(
        r"````text\n(---\nfile_format.*?)^````$", read(PAGES[-1]), re.M | re.S
    )
    assert deck is not None
    for part in ("{notes}", "{column}", "{revealjs-fragments}", "{quiz}", ":lines:"):
        assert part in deck[1]
    code = cells(deck[1])
    assert "plot_function" in code
    exec(compile(code, "the deck to copy", "exec"), {})


def test_the_exercise_to_copy_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    exercise = re.search(
        r"````text\n(:::\{exercise\}.*?)^````$", read(PAGES[-1]), re.M | re.S
    )
    assert exercise is not None
    setting = "from minitorch.operators import sigmoid\n"
    exec(compile(setting + cells(exercise[1]), "the exercise to copy", "exec"), {})
    computed, expected = map(float, capsys.readouterr().out.split())
    assert computed == pytest.approx(expected)
