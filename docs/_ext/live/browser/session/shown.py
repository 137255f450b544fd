"""How a value looks on the page, by the rules of notebooks."""

import base64
import io
import sys
from typing import Any

# What a page prefers, as when the site is built: its style sheets fit these.
METHODS = {
    "text/html": "_repr_html_",
    "image/svg+xml": "_repr_svg_",
    "image/png": "_repr_png_",
    "text/markdown": "_repr_markdown_",
    "text/latex": "_repr_latex_",
}
BRACKETS: dict[type, str] = {list: "[]", tuple: "()", set: "{}", dict: "{}"}
WIDTH = 79
DEEPEST = 20


def shown(value: object) -> tuple[str, str]:
    """Returns the media type and the content that show a value best.

    Args:
        value: Any object; its `_repr_mimebundle_` is asked first, then
            `_repr_html_`, `_repr_svg_` and so on, and `repr` last.

    Returns:
        The media type, and the text; a PNG comes as base64.

    >>> shown([1.5, "a"])
    ('text/plain', "[1.5, 'a']")
    """
    bundle = _ask(value, "_repr_mimebundle_") or {}
    for media_type, method in METHODS.items():
        content = bundle.get(media_type)
        if content is None:
            content = _ask(value, method)
        if content is not None:
            return media_type, _text(content)
    if _is_figure(value):
        return "image/svg+xml", _svg(value)
    return "text/plain", str(bundle.get("text/plain") or pretty(value))


def pretty(value: Any, depth: int = 0, used: int = 0) -> str:
    r"""Returns a value's `repr`, and long lists, tuples, sets, dicts over many lines.

    Args:
        value: The object.
        depth: How many brackets are open around it.
        used: How many characters stand before and after it on its line.

    >>> pretty([list(range(30)), "a"])[:15]
    '[[0,\n  1,\n  2,'
    """
    brackets = BRACKETS.get(type(value))
    if not brackets or not value:
        return repr(value)
    items = in_order(value) if isinstance(value, set) else value
    text = brackets[0] + repr(items)[1:-1] + brackets[1]
    if depth > DEEPEST or used + len(text) <= WIDTH:
        return text
    depth += 1
    lines = (",\n" + " " * depth).join(_items(items, depth))
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return brackets[0] + lines + comma + brackets[1]


def in_order(values: Any) -> list[Any]:
    """Returns what a set contains, sorted where that is possible."""
    try:
        return sorted(values)
    except TypeError:
        return list(values)


def open_figures(last: object = None) -> list[str]:
    """Closes the figures that pyplot has open, and returns them as SVG.

    Args:
        last: What the cell ends in; a figure there is shown already.
    """
    pyplot: Any = sys.modules.get("matplotlib.pyplot")
    if pyplot is None:
        return []
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    return [_svg(figure) for figure in figures if figure is not last]


def _items(value: Any, depth: int) -> list[str]:
    if not isinstance(value, dict):
        return [pretty(item, depth, depth + 1) for item in value]
    keys = [f"{key!r}: " for key in value]
    return [
        key + pretty(item, depth, depth + len(key) + 1)
        for key, item in zip(keys, value.values(), strict=True)
    ]


def _ask(value: object, method: str) -> Any:
    if isinstance(value, type):  # a class has the methods of its objects
        return None
    answer = getattr(value, method, None)
    content = answer() if callable(answer) else None
    # The second of two is metadata, such as a picture's size.
    return content[0] if isinstance(content, tuple) else content


def _text(content: str | bytes) -> str:
    return base64.b64encode(content).decode() if isinstance(content, bytes) else content


def _is_figure(value: object) -> bool:
    kinds = {(kind.__module__, kind.__name__) for kind in type(value).__mro__}
    return ("matplotlib.figure", "Figure") in kinds


def _svg(figure: Any) -> str:
    file = io.StringIO()
    # As in the built pages.
    figure.savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None})
    return file.getvalue()
