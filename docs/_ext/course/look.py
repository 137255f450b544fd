"""Title, people, logo and colours on the front page, on pages and on title slides."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from .settings import DOT, Course

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "course.css"
_ATTRIBUTE = re.compile(r"""\s(width|height|viewBox)\s*=\s*["']([^"']*)""")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def quoted(words: str) -> str:
    r"""A text as CSS has it.

    >>> print(quoted('a "b" </style>'))
    "a \22 b\22  \3c /style>"
    """
    special = {'"': r"\22 ", "\\": r"\5c ", "<": r"\3c ", "\n": " "}
    return f'"{"".join(special.get(letter, letter) for letter in words)}"'


def style(course: Course, root: Path) -> str:
    """The style sheet that pages and decks load."""
    rules = [f":root {{ --course-title: {quoted(course.title)}; }}"]
    spoken = ("week", "reading", "task", "deadline")  # of the schedule, on a phone
    words = [f"--word-{it}: {quoted(getattr(course.words, it))};" for it in spoken]
    rules += [f":root {{ {' '.join(words)} }}"]
    if course.colour:
        strong = f"color-mix(in srgb, {course.colour} 80%, black)"
        colours = f"--accent: {course.colour}; --accent-strong: {strong};"
        colours += f" --band: color-mix(in srgb, {course.colour} 14%, white);"
        rules += [f'html[data-theme="light"], :root {{ {colours} }}']
    if course.colour_dark:
        strong = f"color-mix(in srgb, {course.colour_dark} 75%, white)"
        colours = f"--accent: {course.colour_dark}; --accent-strong: {strong};"
        band = f"color-mix(in srgb, {course.colour_dark} 20%, var(--paper))"
        colours += f" --band: {band};"
        dark = f'html[data-theme="dark"] {{ {colours} }}'
        rules += [f"@media not print {{ {dark} }}"]  # paper is light
    told = [words for words in (course.people, course.contact_words) if words]
    if told:
        rules += [f":root {{ --course-people: {quoted(DOT.join(told))}; }}"]
    return "\n".join(rules + logo_rules(course, root)) + "\n"


def logo_rules(course: Course, root: Path) -> list[str]:
    """The logo above the title on title slides, and what holds it in the dark.

    Without a logo for the dark it keeps a white ground there, as wide as it is.
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
        width = round(52 * proportion(root / course.logo)) + 32
        ground = f"linear-gradient(#fff, #fff) left top / {width}px 76px no-repeat"
        held = f"{picture} 16px 12px / auto 52px no-repeat, {ground}"
        told = f"{dark} {place} {{ background: {held}; padding-top: 92px; }} "
        white = "background-color: #ffffff; border-radius: 8px"
        told += f"{dark} {mark} {{ {white}; padding: 4px 8px; }}"
    return [*rules, f"@media not print {{ {told} }}"]


def proportion(picture: Path) -> float:
    """How wide an SVG or PNG file is, measured in its height.

    One that does not say so counts as browsers take it: twice as wide as high.
    """
    if picture.suffix == ".png":
        sizes = list(struct.iter_unpack(">I", picture.read_bytes()[16:24]))
        wide, high = (float(size) for (size,) in sizes) if len(sizes) == 2 else (2, 1)
        return wide / high if high else 2.0
    tag = re.search(r"<svg\b[^>]*>", picture.read_text(encoding="utf-8"))
    told = dict(_ATTRIBUTE.findall(tag[0] if tag else ""))
    box = told.get("viewBox", "").replace(",", " ").split()[2:]
    for sides in (box, [told.get("width", ""), told.get("height", "")]):
        found = [match[0] for side in sides if (match := _NUMBER.match(side))]
        if len(found) == 2 and float(found[1]):
            return float(found[0]) / float(found[1])
    return 2.0


def people(course: Course, *classes: str) -> list[nodes.Node]:
    """A line that says who teaches the course, and how to reach them, if they do."""
    line = nodes.paragraph("", course.people, classes=list(classes))
    if course.contact:
        line += nodes.Text(DOT if course.people else "")
        words, there = course.contact_words, course.contact_address
        line += nodes.reference("", words, refuri=there, internal=False)
    return [line] if line.children else []


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
            after = lead.parent.index(lead) + 1
            lead.parent[after:after] = people(course, "hero-people")


def _write(app: Sphinx) -> None:
    """Write the style sheet before pages, whose links to it carry its checksum."""
    if app.builder.name == "html":
        folder = Path(app.outdir, "_static")
        folder.mkdir(parents=True, exist_ok=True)
        text = style(app.config.course, Path(app.confdir))
        (folder / STYLE).write_text(text, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Add the setting, the style sheet and the front page."""
    app.add_config_value("course", Course(), "env", types=(Course,))
    app.add_transform(FrontPage)
    app.connect("builder-inited", _write)
