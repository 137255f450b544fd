"""The names of IPython that notebooks use: it does not run in the browser itself."""

import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec
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
    """Markdown, of which the page makes HTML."""

    media_type = "text/markdown"


class Latex(Shown):
    """A formula, with its dollars."""

    media_type = "text/latex"


class Math(Latex):
    """A formula without dollars."""

    def __init__(self, data: str) -> None:
        super().__init__(rf"$\displaystyle {data.strip('$')}$")


KINDS = (HTML, SVG, Markdown, Latex, Math)


def install(display: Callable[..., None], clear_output: Callable[..., None]) -> None:
    """Lets cells say `from IPython.display import display, HTML`, and so on.

    Args:
        display: What shows values.
        clear_output: What takes them away.
    """
    inner = ModuleType("IPython.display", "What notebooks show values with.")
    vars(inner).update({kind.__name__: kind for kind in KINDS})
    vars(inner).update(display=display, clear_output=clear_output)
    outer = ModuleType("IPython", "A stand-in with `IPython.display` only.")
    vars(outer).update(display=inner, __path__=[])
    # matplotlib looks for a shell of IPython; from this version on it needs no more.
    vars(outer).update(get_ipython=lambda: None, version_info=(8, 24))
    for module in (outer, inner):
        module.__spec__ = ModuleSpec(module.__name__, None)
        sys.modules[module.__name__] = module
