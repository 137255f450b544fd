"""What was fetched once is not fetched again, unless it is not whole."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from _ext.live.fetched import Unreachable, fetched


class Source:
    """Something to fetch; it counts how often that happens, and may fail."""

    def __init__(self) -> None:
        self.count = 0
        self.failure: BaseException | None = None

    def __call__(self, folder: Path) -> None:
        self.count += 1
        assert list(folder.iterdir()) == []
        (folder / "first").write_text("1", encoding="utf-8")
        if self.failure:
            raise self.failure
        (folder / "second").write_text("2", encoding="utf-8")


@pytest.fixture
def source() -> Source:
    return Source()


def get(folder: Path, source: Source, key: str = "key") -> Path:
    return fetched(folder / "fetched", key, ["first", "second"], source)


def test_it_is_fetched_once(tmp_path: Path, source: Source) -> None:
    for _ in range(3):
        folder = get(tmp_path, source)
    assert source.count == 1
    assert (folder / "second").read_text(encoding="utf-8") == "2"


def test_another_key_fetches_it_again(tmp_path: Path, source: Source) -> None:
    for key in ("old", "new", "old"):
        get(tmp_path, source, key)
    assert source.count == 3


@pytest.mark.parametrize("failure", [Unreachable("no network"), KeyboardInterrupt()])
def test_half_of_it_never_counts(
    tmp_path: Path, source: Source, failure: BaseException
) -> None:
    source.failure = failure
    for _ in range(2):
        with pytest.raises(type(failure)):
            get(tmp_path, source)
    source.failure = None
    assert (get(tmp_path, source) / "second").is_file()
    assert source.count == 3


def test_a_failure_does_not_leave_the_former_one_as_the_new_one(
    tmp_path: Path, source: Source
) -> None:
    get(tmp_path, source, "old")
    source.failure = Unreachable("no network")
    for key in ("new", "old"):
        with pytest.raises(Unreachable):
            get(tmp_path, source, key)


def test_what_has_lost_a_file_is_fetched_again(tmp_path: Path, source: Source) -> None:
    (get(tmp_path, source) / "second").unlink()
    assert (get(tmp_path, source) / "second").is_file()
    assert source.count == 2


def test_builds_at_the_same_time_fetch_it_once(tmp_path: Path, source: Source) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: get(tmp_path, source), range(8)))
    assert source.count == 1
