"""Watches the course's files and builds what has changed, until Ctrl-C."""

import sys
import time

from build_site import to_mend
from rebuild import FOLDER, GOOD, NEXT, SITE, Outcome

from .builder import Builder
from .changes import EVERY, differences, heavy_digest, is_light, is_machinery, snapshot
from .pending import Pending, Stage
from .publish import publish
from .shown import Shown

MADE_FROM = FOLDER / "made_from"  # what the pages that are shown depend on together
PAUSE = 1.0  # seconds in which the browser has the machine for itself


class Watcher:
    """The loop.

    Args:
        shown: what browsers are told.
    """

    def __init__(self, shown: Shown) -> None:
        """Nothing runs yet."""
        self.shown = shown
        self.seen = snapshot()
        self.since = time.perf_counter()
        self.names: set[str] = set()  # what has changed since the last good build
        self.builder: Builder | None = None  # has read all pages, and waits or builds
        self.spare: Builder | None = None  # has only imported what no edit changes
        whole = not self.is_up_to_date()
        self.pending = Pending(whole=whole, machinery=whole)

    def is_up_to_date(self) -> bool:
        """Whether what was shown last time needs no whole build."""
        if not (GOOD.is_file() and SITE.is_dir() and MADE_FROM.is_file()):
            return False
        return MADE_FROM.read_text(encoding="utf-8") == heavy_digest()

    def run(self) -> None:
        """Build whenever something has changed."""
        while True:
            self.catch_up()
            self.wait()

    def stop(self) -> None:
        """End the processes that build or wait."""
        self.stop_builder()
        if self.spare is not None:
            self.spare.stop()
            self.spare = None

    def stop_builder(self) -> None:
        """End the process that builds, or is ready to build."""
        if self.builder is not None:
            self.builder.stop()
            self.builder = None

    # -- changes ----------------------------------------------------------------

    def notice(self) -> bool:
        """Whether something has changed; if so, it is to be built."""
        names = differences(self.seen, snapshot())
        if not names:
            return False
        self.since = time.perf_counter()
        names = self.settle()
        if any(map(is_machinery, names)):
            self.stop()  # what they have imported is old
        elif not all(map(is_light, names)):
            self.stop_builder()  # what it has read is old
        self.names |= names
        self.pending.add(names)
        return True

    def settle(self) -> set[str]:
        """Wait until an editor, or git, has written all of its files."""
        before, after = self.seen, snapshot()
        while True:
            time.sleep(EVERY / 4)
            last, after = after, snapshot()
            if last == after:
                self.seen = after
                return differences(before, after)

    def wait(self) -> None:
        """Return when something has changed; meanwhile get the next builds ready."""
        idle = time.perf_counter()
        while not self.notice():
            if time.perf_counter() - idle > PAUSE:
                if self.builder is None and not self.pending.whole:
                    self.builder = self.new_builder(whole=False)
                self.have_spare()
            time.sleep(EVERY)

    def have_spare(self) -> None:
        """Have a process import what an edit of the package will need."""
        if self.spare is None:
            self.spare = Builder()

    def new_builder(self, whole: bool) -> Builder:
        """A process that gets ready to build everything, or what will have changed."""
        builder, self.spare = alive(self.spare) or Builder(), None
        builder.get_ready(whole)
        return builder

    # -- builds -----------------------------------------------------------------

    def catch_up(self) -> None:
        """Build until everything is shown, or something is wrong."""
        while stage := self.next():
            self.shown.say("Building the other pages" if stage.can_wait else "Building")
            digest = heavy_digest() if stage.whole else ""
            outcome = self.build(stage)
            if outcome is None:
                continue
            if outcome.problems:
                self.complain(outcome)
                return
            self.show(stage, outcome)
            if digest:
                MADE_FROM.write_text(digest, encoding="utf-8")
            self.notice()
        self.shown.say("")

    def next(self) -> Stage | None:
        """The next build, if anything is to be built."""
        return self.pending.next(self.shown.looked_at(), not GOOD.is_file())

    def build(self, stage: Stage) -> Outcome | None:
        """Build; None if a change has come that is more important."""
        if stage.whole or stage.request.rewrite:
            MADE_FROM.unlink(missing_ok=True)
        if stage.whole:
            self.stop_builder()
        builder = self.builder = alive(self.builder) or self.new_builder(stage.whole)
        builder.ask(stage.request)
        begun = time.perf_counter()
        while builder.is_running():
            time.sleep(EVERY / 10)
            if not stage.can_wait:
                continue
            if self.notice():
                self.stop_builder()
                return None
            if time.perf_counter() - begun > PAUSE:
                self.have_spare()
        self.builder = None
        return builder.outcome()

    def show(self, stage: Stage, outcome: Outcome) -> None:
        """Publish a good build, and say so."""
        first = bool(stage.request.only)
        changed = publish(NEXT, SITE, stage.request.only)
        self.pending.done(stage, outcome)
        self.shown.publish(changed)
        seconds = time.perf_counter() - self.since
        what = "The pages that are looked at" if first else "The course"
        if self.names and not stage.can_wait and not first:
            what = ", ".join(sorted(self.names))
            self.names = set()
        print(f"{what}: shown after {seconds:.1f} s", flush=True)
        if outcome.left_out and stage.whole:
            print(f"Live cells are left out: {outcome.left_out}.", flush=True)

    def complain(self, outcome: Outcome) -> None:
        """Say what is wrong; the last good pages stay."""
        MADE_FROM.unlink(missing_ok=True)
        self.shown.say(to_mend(outcome.problems), wrong=True)
        old = " (the last good pages are still shown)" if SITE.exists() else ""
        print(f"\nNot built{old}. {to_mend(outcome.problems)}", file=sys.stderr)


def alive(builder: Builder | None) -> Builder | None:
    """A process that waits; None if it was ended, by a machine short of memory say."""
    return builder if builder is not None and builder.is_running() else None
