"""Title, people, logo and colours on the front page, on pages and on title slides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .settings import Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "course.css"


def quoted(words: str) -> str:
    r"""A text as CSS has it.

    >>> print(quoted('a "b" </style>'))
    "a \22 b\22  \3c /style>"
    """
    special = {'"': r"\22 ", "\\": r"\5c ", "<": r"\3c ", "\n": " "}
    return f'"{"".join(special.get(letter, letter) for letter in words)}"'


def style(course: Course) -> str:
    """The style sheet that pages and decks load."""
    rules = [f":root {{ --course-title: {quoted(course.title)}; }}"]
    if course.colour:
        strong = f"color-mix(in srgb, {course.colour} 80%, black)"
        colours = f"--accent: {course.colour}; --accent-strong: {strong};"
        rules += [f'html[data-theme="light"], :root {{ {colours} }}']
    if course.colour_dark:
        strong = f"color-mix(in srgb, {course.colour_dark} 75%, white)"
        colours = f"--accent: {course.colour_dark}; --accent-strong: {strong};"
        dark = f'html[data-theme="dark"] {{ {colours} }}'
        rules += [f"@media not print {{ {dark} }}"]  # paper is light
    if course.people:
        words = f"content: {quoted(course.people)};"
        rules += [f".deck .title-slide > .slide::after {{ {words} }}"]
    return "\n".join(rules + logo_rules(course)) + "\n"


def logo_rules(course: Course) -> list[str]:
    """The logo above the title on title slides, and what holds it in the dark.

    Without a logo for the dark it keeps a white ground there.
    """
    if not course.logo:
        return []
    place, mark = ".deck .title-slide > .slide::before", ".bd-header .logo__image"
    picture = f'url("{Path(course.logo).name}")'
    room = "left top / auto 52px no-repeat; padding-top: 72px"
    rules = [f"{place} {{ background: {picture} {room}; }}"]
    dark = 'html[data-theme="dark"]'
    if course.logo_dark:
        other = f'url("{Path(course.logo_dark).name}")'
        told = f"{dark} {place} {{ background-image: {other}; }}"
    else:
        ground = "background-color: #ffffff; border-radius: 8px"
        around = "padding: 84px 16px 12px; background-position: 16px 12px"
        words = f"color: {course.colour or '#0069a6'}; align-self: flex-start"
        told = f"{dark} {place} {{ {ground}; {around}; {words}; }} "
        told += f"{dark} {mark} {{ {ground}; padding: 4px 8px; }}"
    return [*rules, f"@media not print {{ {told} }}"]


class FrontPage(SphinxTransform):
    """Put the course's own title, sentence and people on the front page."""

    default_priority = 500

    def apply(self, **kwargs: object) -> None:
        course: Course = self.config.course
        if self.env.docname != self.config.root_doc:
            return
        title = next(self.document.findall(nodes.title), None)
        if title is not None and course.title != Course.title:
            title.children = []
            title += nodes.Text(course.title)
        leads = [
            node
            for node in self.document.findall(nodes.paragraph)
            if "hero-lead" in node["classes"]
        ]
        for lead in leads:
            if course.about:
                lead.children = []
                lead += nodes.Text(course.about)
            if course.people:
                words = nodes.paragraph("", course.people, classes=["hero-people"])
                lead.parent.insert(lead.parent.index(lead) + 1, words)


def _write(app: Sphinx) -> None:
    """Write the style sheet before pages, whose links to it carry its checksum."""
    if app.builder.name == "html":
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / STYLE).write_text(style(app.config.course), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Add the setting, the style sheet and the front page."""
    app.add_config_value("course", Course(), "env", types=(Course,))
    app.add_transform(FrontPage)
    app.connect("builder-inited", _write)
