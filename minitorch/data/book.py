"""A book to learn to write like: Alice's Adventures in Wonderland, by Lewis Carroll.

It comes with the package, in ``data/book.txt``, which says where the text is from. It
is in the public domain. Nothing is downloaded.

>>> book = load_book()
>>> len(book), book.count("Alice")
(148379, 395)
"""

from importlib import resources


def load_book() -> str:
    """Return the whole text, its lines as they are printed.

    >>> print(load_book()[176:303])
    Alice was beginning to get very tired of sitting by her sister
    on the bank, and of having nothing to do:  once or twice she had
    """
    file = resources.files("minitorch") / "data" / "book.txt"
    lines = file.read_text(encoding="ascii").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))
