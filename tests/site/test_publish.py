"""A good build is copied file by file: what is the same stays, what is gone goes."""

from pathlib import Path

from miniature import files_of

from _ext.commands.rebuild import publish


def write(folder: Path, **files: str) -> None:
    """Write files; in their names __ stands for a slash."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_only_what_differs_counts_as_changed(tmp_path: Path) -> None:
    new, shown = tmp_path / "new", tmp_path / "shown"
    write(new, a="1", docs__b="2", docs__c="3")
    assert publish(new, shown) == {"a", "docs/b", "docs/c"}
    assert publish(new, shown) == set()
    write(new, a="1", docs__b="4")  # a is written again, as it was
    times = (shown / "docs/c").stat().st_mtime_ns
    assert publish(new, shown) == {"docs/b"}
    assert files_of(shown) == {"a": b"1", "docs/b": b"4", "docs/c": b"3"}
    assert (shown / "docs/c").stat().st_mtime_ns == times


def test_what_was_not_built_goes(tmp_path: Path) -> None:
    new, shown = tmp_path / "new", tmp_path / "shown"
    write(new, a="1")
    write(shown, a="0", b="0")
    assert publish(new, shown) == {"a", "b"}
    assert files_of(shown) == {"a": b"1"}


def test_what_sphinx_keeps_for_itself_is_not_shown(tmp_path: Path) -> None:
    new, shown = tmp_path / "new", tmp_path / "shown"
    (new / ".buildinfo").parent.mkdir()
    (new / ".buildinfo").write_text("x")
    assert publish(new, shown) == set()


def test_an_open_file_stays_whole(tmp_path: Path) -> None:
    """A browser that has begun to load a page gets all of the old one."""
    new, shown = tmp_path / "new", tmp_path / "shown"
    write(new, a="new and longer")
    write(shown, a="old")
    with (shown / "a").open() as opened:
        publish(new, shown)
        assert opened.read() == "old"
