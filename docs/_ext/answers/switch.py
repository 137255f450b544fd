"""The setting `answers`, for the whole site.

With "covered" a finished program is folded on a page, and lies under a cover on a
slide; with "open" it stands there; with "left out" the site does not hold it, nor the
pages with the engine's sources. Tasks that `tasks_opened` names are then covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

COVERED, OPEN, LEFT_OUT = WORDS = ("covered", "open", "left out")


def is_left_out(config: Config, page: str) -> bool:
    """Whether the site is to lack the program of the task with this page."""
    return config.answers == LEFT_OUT and page not in config.tasks_opened


def check(app: Sphinx, config: Config) -> None:
    """Refuse a word that the setting does not have.

    Raises:
        ConfigError: it is another word.
    """
    if config.answers not in WORDS:
        known = ", ".join(f"{word!r}" for word in WORDS)
        raise ConfigError(
            f"answers (PROGRAMS of `make html`): expected one of {known}, "
            f"got {config.answers!r}"
        )


def register(app: Sphinx) -> None:
    """Add the setting, and look at it before anything is done."""
    app.add_config_value("answers", COVERED, "env", types=(str,))
    app.add_config_value("tasks_opened", (), "env", types=(tuple,))
    app.connect("config-inited", check)
