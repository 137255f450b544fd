"""Given names to learn to spell: 5163 of them, in small letters from a to z.

They come with the package, in ``data/names.txt``, which names their source: the lists
of the United States' census of 1990, in the public domain. Nothing is downloaded.

>>> names = load_names()
>>> len(names), names[:3], names[-1]
(5163, ['aaron', 'abbey', 'abbie'], 'zulma')
"""

from importlib import resources


def load_names() -> list[str]:
    """Return all names, each once, in alphabetical order.

    >>> max(load_names(), key=len)
    'alejandrina'
    """
    file = resources.files("minitorch") / "data" / "names.txt"
    lines = file.read_text(encoding="ascii").splitlines()
    return [n for line in lines if not line.startswith("#") for n in line.split()]
