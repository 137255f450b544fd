"""Solutions that are left out are not in the notebooks either."""

from nbformat.v4 import new_code_cell, new_markdown_cell

from _ext.live.solutions import fold

START = ":::{solution-start} twice\n:class: dropdown\n:::\n\nThe secret.\n"
END = "So says the secret.\n\n:::{solution-end}\n:::\n\n## What follows\n"


def test_a_notebook_lacks_words_and_cells_of_solutions() -> None:
    cells = [
        new_markdown_cell(f"## Exercise\n\nTwice.\n\n{START}"),
        new_code_cell("print('secret')"),
        new_markdown_cell(END),
        new_code_cell("print('kept')"),
        new_markdown_cell(
            "::::{solution} thrice\n:::{tip}\nsecret\n:::\n::::\n\nLast."
        ),
    ]
    made = [cell.source.strip() for cell in fold(cells, shown=False)]
    assert made == [
        "## Exercise\n\nTwice.",
        "## What follows",
        "print('kept')",
        "Last.",
    ]
