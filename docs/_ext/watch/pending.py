"""What is still to be built, and in which order.

A page that was edited is built alone. What can change every page is built in two
stages: first the pages that somebody looks at, then everything. A change in the course
of the second breaks it off, so nobody waits for pages that nobody looks at.
"""

from dataclasses import dataclass, field

from rebuild import Outcome, Request

from .changes import docname, is_light, is_machinery


@dataclass(frozen=True)
class Stage:
    """A build: what it is asked for, and whether it is of the whole site."""

    request: Request
    whole: bool = False

    @property
    def can_wait(self) -> bool:
        """Whether a further change may break it off."""
        return self.whole or self.request.rewrite


@dataclass
class Pending:
    """Changes that are not shown yet.

    Args:
        whole: everything has to be built anew.
        machinery: in another way than before, so no page can come first.
        edited: something has to be built at all.
        changed: light files that have changed.
        first_done: the pages that come first are shown, the others are to follow.
        menus: all pages have to be written anew, since their menus have changed.
    """

    whole: bool = False
    machinery: bool = False
    edited: bool = True
    changed: set[str] = field(default_factory=set)
    first_done: bool = False
    menus: bool = False

    def add(self, names: set[str]) -> None:
        """Note changed files."""
        self.edited, self.first_done = True, False
        self.changed |= {name for name in names if is_light(name)}
        self.whole |= not all(map(is_light, names))
        self.machinery |= any(map(is_machinery, names))

    def first(self, looked_at: set[str]) -> list[str]:
        """The pages to build before all others."""
        if not self.whole or self.machinery or self.first_done:
            return []
        return sorted(looked_at | {docname(name) for name in self.changed} - {""})

    def next(self, looked_at: set[str], first_build: bool = False) -> Stage | None:
        """The next build, if there is any.

        Args:
            looked_at: the pages that are open in a browser.
            first_build: there is no good build yet, on which a page could be based.
        """
        first = [] if first_build else self.first(looked_at)
        if first:
            return Stage(Request(only=first))
        if self.whole:
            return Stage(Request(), whole=True)
        if self.edited:
            return Stage(Request(changed=sorted(self.changed)))
        return Stage(Request(rewrite=True)) if self.menus else None

    def done(self, stage: Stage, outcome: Outcome) -> None:
        """Take away what a good build has built."""
        if stage.request.only:
            self.first_done = True
            return
        self.edited = self.whole = self.machinery = False
        self.changed.clear()
        self.menus = outcome.menus or (self.menus and not stage.can_wait)
