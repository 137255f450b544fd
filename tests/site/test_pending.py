"""What is built after a change, and in which order."""

from pathlib import Path

from inputs import files_under
from rebuild import Outcome
from watch.changes import differences, snapshot
from watch.pending import Pending

GOOD = Outcome()
PACKAGE, PAGE, DECK = "minitorch/scalar.py", "docs/live.md", "slides/modeling.md"


def pending(*names: str) -> Pending:
    """What is pending when these files change in a course that is up to date."""
    pending = Pending(edited=False)
    assert pending.next({"docs/live"}) is None
    pending.add(set(names))
    return pending


def stages(pending: Pending, looked_at: set[str], outcome: Outcome = GOOD) -> list[str]:
    """The builds that follow, if nothing is wrong."""
    told = []
    while stage := pending.next(looked_at):
        request = stage.request
        only = f"only {' '.join(request.only)}" if request.only else ""
        rewrite = "rewrite" if request.rewrite else ""
        whole = "whole" if stage.whole else ""
        told.append(only or rewrite or whole or f"read {' '.join(request.changed)}")
        pending.done(stage, outcome if not request.rewrite else GOOD)
    return told


def test_a_page_is_built_alone() -> None:
    assert stages(pending(PAGE), {"docs/live"}) == ["read docs/live.md"]


def test_two_pages_are_one_build() -> None:
    assert stages(pending(DECK, PAGE), set()) == [
        "read docs/live.md slides/modeling.md"
    ]


def test_other_titles_need_all_pages_written() -> None:
    told = stages(pending(PAGE), set(), Outcome(menus=True))
    assert told == ["read docs/live.md", "rewrite"]


def test_the_package_changes_all_pages_those_in_sight_first() -> None:
    assert stages(pending(PACKAGE), {"docs/live"}) == ["only docs/live", "whole"]
    assert stages(pending(PACKAGE), set()) == ["whole"]


def test_a_page_that_is_edited_before_the_rest_is_built_comes_first() -> None:
    waiting = pending(PACKAGE)
    first = waiting.next({"docs/live"})
    assert first is not None
    waiting.done(first, GOOD)
    rest = waiting.next({"docs/live"})
    assert rest is not None
    assert rest.can_wait
    waiting.add({DECK})
    assert stages(waiting, {"docs/live"}) == ["only docs/live slides/modeling", "whole"]


def test_other_machinery_leaves_no_page_to_come_first() -> None:
    assert stages(pending("conf.py"), {"docs/live"}) == ["whole"]
    waiting = pending("docs/_ext/policy.py")
    waiting.add({PAGE})
    assert stages(waiting, {"docs/live"}) == ["whole"]


def test_before_the_first_good_build_no_page_comes_first() -> None:
    stage = Pending(whole=True).next({"docs/live"}, first_build=True)
    assert stage is not None
    assert stage.whole


def test_what_is_wrong_stays_to_be_built() -> None:
    waiting = pending(PAGE)
    assert waiting.next(set()) is not None  # and it fails
    waiting.add({DECK})
    assert stages(waiting, set()) == ["read docs/live.md slides/modeling.md"]


def test_the_files_that_are_watched() -> None:
    seen = snapshot()
    for name in ("conf.py", "index.md", PACKAGE, PAGE, DECK, "docs/_static/deck.css"):
        assert name in seen
    assert not [name for name in seen if "__pycache__" in name or "_build" in name]
    assert differences(seen, seen | {"docs/new.md": (0, 0)}) == {"docs/new.md"}


def test_what_an_editor_leaves_beside_a_file_is_no_source(tmp_path: Path) -> None:
    for name in ("page.md", "page.md~", "#page.md#", ".page.md.swp", ".#page.md"):
        (tmp_path / name).touch()
    assert [path.name for path in files_under(tmp_path)] == ["page.md"]
