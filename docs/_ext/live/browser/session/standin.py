"""The names of IPython that notebooks use: it does not run in the browser itself."""

import sys
from collections.abc import Callable
from types import ModuleType


class Shown:
    """A text that the page shows in a certain way.

    Args:
        data: The text.
    """

    media_type = "text/plain"

    def __init__(self, data: str) -> None:
        self.data = data

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {self.media_type: self.data}


class HTML(Shown):
    """HTML for the page."""

    media_type = "text/html"


class SVG(Shown):
    """A drawing."""

    media_type = "image/svg+xml"


class Markdown(Shown):
    """Markdown, which is shown as the text that it is."""

    media_type = "text/markdown"


class Latex(Shown):
    """A formula, which is shown as the text that it is."""

    media_type = "text/latex"


def install(display: Callable[..., None]) -> None:
    """Lets cells say `from IPython.display import display, HTML`, and so on.

    Args:
        display: What shows values.
    """
    inner = ModuleType("IPython.display", "What notebooks show values with.")
    names = {"HTML": HTML, "SVG": SVG, "Markdown": Markdown, "Latex": Latex}
    vars(inner).update(names, Math=Latex, display=display)
    outer = ModuleType("IPython", "A stand-in with `IPython.display` only.")
    vars(outer).update(display=inner, __path__=[])
    # matplotlib looks for a shell of IPython; from this version on it needs no more.
    vars(outer).update(get_ipython=lambda: None, version_info=(8, 24))
    sys.modules["IPython"], sys.modules["IPython.display"] = outer, inner
