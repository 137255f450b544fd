"""Saving: what a file gives back, and that a file that is not whole changes nothing."""

import io
import math
import os
import pickle
import struct
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import minitorch
from minitorch import Module, Parameter, Scalar, tensor
from minitorch.backends.arrays import BACKENDS


class Model(Module):
    """Parameters of each kind, and names that a zip archive or numpy could mistake."""

    def __init__(self, start: float = 0.25, backend: str = "numpy") -> None:
        super().__init__()
        self.number = Parameter(start)
        self.file = Parameter(Scalar(start / 3))
        self.child = Module()
        table = [[start, math.pi, -0.0], [1e-300, 5e-324, 1e308]]
        self.child.w = Parameter(tensor(table, backend=backend))
        self.child.allow_pickle = Parameter(tensor([start, 0.1], dtype="float32"))
        self.child.add_parameter("npy", tensor(np.zeros((0, 2))))
        self.child.add_parameter("größe/x", tensor(start))


def numbers(model: Module) -> dict[str, bytes]:
    return {name: np.asarray(v).tobytes() for name, v in model.state_dict().items()}


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Round trips


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_is_saved_comes_back_to_the_last_bit(tmp_path: Path, backend: str) -> None:
    model, other = Model(0.25, backend), Model(7.0, backend)
    minitorch.save(model, tmp_path / "model.npz")
    state = minitorch.load(tmp_path / "model.npz")
    assert list(state) == [name for name, _ in model.named_parameters()]
    assert type(state["number"]) is type(state["file"]) is float
    assert state["child.allow_pickle"].dtype == np.float32
    other.load_state_dict(state)
    assert numbers(other) == numbers(model) != numbers(Model(7.0))


@settings(max_examples=30)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
        st.one_of(
            st.floats(),
            st.lists(st.floats(width=32), max_size=4).map(lambda xs: np.array(xs)),
            st.integers(-(2**63), 2**63 - 1).map(lambda n: np.array([[n]])),
        ),
        max_size=4,
    )
)
def test_any_dictionary_of_numbers_comes_back(state: dict[str, Any]) -> None:
    path = Path(os.environ["PYTEST_TMP"]) / "any.npz"
    minitorch.save(state, path)
    back = minitorch.load(path)
    assert list(back) == list(state)
    for name, value in state.items():
        assert np.array_equal(back[name], value, equal_nan=True)
        assert np.asarray(back[name]).dtype == np.asarray(value).dtype


@pytest.fixture(autouse=True)
def _folder_for_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("PYTEST_TMP", str(tmp_path))


def test_variables_that_stand_alone_are_saved_from_a_dictionary(tmp_path: Path) -> None:
    state = {"w": tensor([1.0, 2.0], requires_grad=True), "b": Scalar(0.5)}
    minitorch.save(state, str(tmp_path / "line.npz"))
    back = minitorch.load(str(tmp_path / "line.npz"))
    assert (back["w"].tolist(), back["b"]) == ([1.0, 2.0], 0.5)


def test_numpy_reads_what_is_saved_and_what_numpy_writes_is_read(
    tmp_path: Path,
) -> None:
    model = Model()
    minitorch.save(model, tmp_path / "ours.npz")
    with np.load(tmp_path / "ours.npz", allow_pickle=False) as archive:
        assert list(archive) == list(model.state_dict())
        theirs = dict(archive)
    for write in (np.savez, np.savez_compressed):
        del theirs["file"]  # a name that np.savez cannot write
        theirs["file2"] = np.ones(2)
        with (tmp_path / "theirs.npz").open("wb") as file:
            write(file, **{k: v for k, v in theirs.items() if "allow" not in k})
        assert minitorch.load(tmp_path / "theirs.npz")["file2"].tolist() == [1.0, 1.0]
        theirs["file"] = np.ones(1)


def test_the_same_numbers_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    minitorch.save(Model(), tmp_path / "1.npz")
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 2, 3, 4, 5, 6, 0, 34, 0))
    minitorch.save(Model(), tmp_path / "2.npz")
    first, second = (tmp_path / name for name in ("1.npz", "2.npz"))
    assert first.read_bytes() == second.read_bytes()


# Writing: all or nothing


def test_a_failed_save_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.npz"
    minitorch.save(Model(), path)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    for place in ("os.fsync", "zipfile.ZipFile.writestr", "pathlib.Path.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(place, fail)
            with pytest.raises(OSError, match="the disk is full"):
                minitorch.save(Model(7.0), path)
        assert path.read_bytes() == before
        assert files(tmp_path) == {"model.npz"}


def test_a_file_is_replaced_only_when_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.npz"
    minitorch.save(Model(), path)
    before = path.read_bytes()
    seen = []
    real = os.fsync

    def look(descriptor: int) -> None:
        seen.append(path.read_bytes())
        (part,) = files(tmp_path) - {"model.npz"}
        assert np.load(tmp_path / part)["number"] == 7.0
        real(descriptor)

    monkeypatch.setattr("os.fsync", look)
    minitorch.save(Model(7.0), path)
    assert seen == [before]
    assert minitorch.load(path)["number"] == 7.0


def test_a_saved_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    minitorch.save(Model(), tmp_path / "model.npz")
    modes = {(tmp_path / name).stat().st_mode for name in ("other", "model.npz")}
    assert len(modes) == 1


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    minitorch.save(Model(), path)
    path.chmod(0o600)
    minitorch.save(Model(7.0), path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_of_ones_own_beside_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "model.npz.part").write_text("mine")
    minitorch.save(Model(), tmp_path / "model.npz")
    assert (tmp_path / "model.npz.part").read_text() == "mine"


def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(ValueError, match=rf"save: expected .* file, got .*{name}"):
            minitorch.save(Model(), tmp_path / name)
    assert (tmp_path / "pipe").is_fifo()
    assert files(tmp_path) == {"pipe", "folder"}


def test_many_threads_may_save_to_one_path(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    states = [{"w": np.full(5000, float(k)), "k": float(k)} for k in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda state: minitorch.save(state, path), states * 5))
    back = minitorch.load(path)
    assert set(back["w"]) == {back["k"]}
    assert files(tmp_path) == {"model.npz"}


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.npz").symlink_to(tmp_path / "model.npz")
    minitorch.save(Model(), tmp_path / "link.npz")
    assert (tmp_path / "link.npz").is_symlink()
    assert minitorch.load(tmp_path / "model.npz")["number"] == 0.25


@pytest.mark.parametrize(
    "state",
    [
        {"w": [object()]},
        {"w": {"v": np.array(["text"])}},
        {"w": {1.5: 2.0}},
        {"model": Model()},
        {"w": np.array([None])},
        {"w": np.array([1j])},
        {"w": np.array(["text"])},
        {"w": Parameter(1.0)},
        {1: 2.0},
        {"a\0b": 2.0},
        [1.0],
    ],
)
def test_what_is_no_number_is_not_saved(tmp_path: Path, state: Any) -> None:
    with pytest.raises(TypeError, match=r"save.*expected"):
        minitorch.save(state, tmp_path / "model.npz")
    assert not files(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        minitorch.save(Model(), tmp_path / "nowhere" / "model.npz")


# Reading: the whole file or an error


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"minitorch.save, found none .*a.npz"):
        minitorch.load(tmp_path / "a.npz")


def saved(tmp_path: Path) -> tuple[Path, bytes]:
    path = tmp_path / "model.npz"
    minitorch.save({"w": np.arange(6.0).reshape(2, 3), "b": 0.5}, path)
    return path, path.read_bytes()


def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path) -> None:
    path, content = saved(tmp_path)
    for length in range(len(content)):
        path.write_bytes(content[:length])
        with pytest.raises(ValueError, match=r"expected a whole file .*model.npz"):
            minitorch.load(path)


def test_a_file_with_one_bit_changed_is_refused_or_means_the_same(
    tmp_path: Path,
) -> None:
    path, content = saved(tmp_path)
    model = Module()
    model.w, model.b = Parameter(tensor(np.ones((2, 3)))), Parameter(1.0)
    refused = 0
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        try:
            model.load_state_dict(minitorch.load(path))
        except ValueError:
            refused += 1
            continue
        assert model.w.value.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
        assert model.b.value == 0.5
    assert refused > len(content) / 2


def npy(array: Any) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as z:
        for name, content in members.items():
            z.writestr(name.replace("_", "."), content)
    return file.getvalue()


sprung: list[str] = []


def spring() -> None:
    sprung.append("code from a file has run")


class Trap:
    """Unpickling it is noticed."""

    def __reduce__(self) -> Any:
        return spring, ()


FOREIGN = {
    "empty": b"",
    "text": b"w = 1.0\n",
    "npy": npy(np.ones(3)),
    "pickle": pickle.dumps({"w": 1.0}),
    "zip of text": archive(w_txt=b"hello"),
    "zip of text named npy": archive(w_npy=b"hello"),
    "pickled array": archive(w_npy=npy(np.array([Trap()], object))),
    "array of text": archive(w_npy=npy(np.array(["a"]))),
    "array of complex": archive(w_npy=npy(np.ones(2) * 1j)),
    "records": archive(w_npy=npy(np.zeros(2, [("a", float)]))),
    "array and more": archive(w_npy=npy(np.ones(2)) + b"x"),
    "array cut short": archive(w_npy=npy(np.ones(2))[:-1]),
    "array without .npy": archive(w=npy(np.ones(2))),
    "one good, one bad": archive(v_npy=npy(np.ones(2)), w_npy=b"bad"),
    "huge": archive(
        w_npy=npy(np.ones(1)).replace(b"(1,)", b"(9" + b"0" * 14 + b",)", 1)
    ),
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_foreign_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"load: expected a whole file .*model.npz"):
        minitorch.load(path)
    assert not sprung


def test_the_trap_works() -> None:
    pickle.loads(pickle.dumps(Trap()))
    assert sprung.pop()


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path, content = saved(tmp_path)
    where = content.index(b"PK\1\2") + 8
    (flags,) = struct.unpack_from("<H", content, where)
    changed = bytearray(content)
    struct.pack_into("<H", changed, where, flags | 1)
    path.write_bytes(changed)
    with pytest.raises(ValueError, match="expected a whole file"):
        minitorch.load(path)


def test_headers_of_nonsense_are_refused(tmp_path: Path) -> None:
    path, good = tmp_path / "model.npz", npy(np.ones(2))
    for place in range(len(good) - 16):
        for flip in (1, 255):
            changed = bytearray(good)
            changed[place] ^= flip
            path.write_bytes(archive(w_npy=bytes(changed)))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    minitorch.load(path)
                except ValueError as error:
                    assert "expected a whole file" in str(error)  # noqa: PT017


@pytest.mark.parametrize("content", [b"", b"text", archive(x_npy=npy(np.ones(2)))])
def test_a_bad_file_leaves_the_model_as_it_was(tmp_path: Path, content: bytes) -> None:
    model = Model()
    before = numbers(model)
    (tmp_path / "model.npz").write_bytes(content)
    with pytest.raises(ValueError, match=r"load"):
        model.load_state_dict(minitorch.load(tmp_path / "model.npz"))
    assert numbers(model) == before
