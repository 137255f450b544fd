"""Archives for the browser: all that runs there, nothing else, and always the same."""

import hashlib
import io
import os
import shutil
import tarfile
from pathlib import Path

import hypothesis
import pytest
import sortedcontainers
from sphinx.errors import ExtensionError

from _ext.inputs import ROOT
from _ext.live.archives import (
    Wanted,
    installed,
    packed,
    sources,
    write,
    write_apart,
    write_own,
)

DATA = {
    f"minitorch.data.{name}": [f"minitorch/data/{name}.txt"]
    for name in ("digits", "names", "book")
}
WANTED = Wanted({"minitorch": ["minitorch"]}, DATA)
FILES = {"package/__init__.py": b"", "package/b.py": b"x = 1\n", "package/a.txt": b"1"}


def unpacked(content: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:bz2") as archive:
        return {
            entry.name: file.read()
            for entry in archive
            if (file := archive.extractfile(entry))
        }


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A checkout with a package, and what lies about in it after it has run."""
    litter = ["package/__pycache__/b.cpython-311.pyc", "package/.hidden", ".git/HEAD"]
    for name, content in FILES.items() | {(name, b"?") for name in litter}:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def test_it_holds_modules_and_data_and_nothing_else(package: Path) -> None:
    assert unpacked(packed(sources(package, ["package"]))) == FILES


def test_a_copy_of_another_date_gives_the_same_bytes(
    package: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(package, copy)
    for number, name in enumerate(reversed(FILES)):
        os.utime(copy / name, (number * 10_000, number * 10_000))
        (copy / name).chmod(0o600)
    first, second = (packed(sources(root, ["package"])) for root in (package, copy))
    assert first == second


def test_its_name_is_that_of_its_content(package: Path, tmp_path: Path) -> None:
    first = write("package", sources(package, ["package"]), tmp_path)
    (package / "package/b.py").write_text("x = 2\n", encoding="utf-8")
    second = write("package", sources(package, ["package"]), tmp_path)
    assert first != second
    for name in (first, second):
        digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        assert name == f"package-{digest[:12]}.tar.bz2"


def test_the_package_and_its_data_are_whole_together(tmp_path: Path) -> None:
    own = write_own(tmp_path, ROOT, WANTED)["minitorch"]
    data = write_apart(tmp_path, ROOT, WANTED)
    modules = unpacked((tmp_path / own).read_bytes())
    texts: dict[str, bytes] = {}
    for name in DATA:
        texts |= unpacked((tmp_path / data[name]).read_bytes())
    assert modules.keys() & texts.keys() == set()
    assert modules | texts == dict(sources(ROOT, ["minitorch"]))
    assert "minitorch/data/digits.txt" in texts
    assert "minitorch/plot/__init__.py" in modules


def test_data_that_is_apart_has_one_reader() -> None:
    """What other modules read must be there from the start."""
    readers = [
        path.name
        for path in sorted((ROOT / "minitorch").rglob("*.py"))
        if "resources.files" in path.read_text(encoding="utf-8")
    ]
    assert readers == ["book.py", "digits.py", "names.py"]


def test_an_installed_package_comes_with_its_licence_and_without_litter() -> None:
    """A cell runs with the very files that it was run with in the build."""
    content = dict(installed(["hypothesis", "sortedcontainers"]))
    for module in (hypothesis, sortedcontainers):
        path = Path(module.__file__)
        assert content[f"{path.parent.name}/__init__.py"] == path.read_bytes()
    others = [name for name in content if ".dist-info/" in name]
    assert others
    assert all("licenses/" in name for name in others)
    assert not [name for name in content if name.startswith(".") or ".pyc" in name]


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing-one", "is not installed"), ("numpy", "no browser can run it")],
)
def test_a_package_that_a_browser_cannot_have(name: str, words: str) -> None:
    with pytest.raises(ExtensionError, match=f"{name}.*{words}"):
        installed([name])
