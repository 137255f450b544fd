"""Saving a model's numbers to a file, and reading them again.

A file is one of numpy's ``.npz``: a zip archive with an array for each parameter, under
its name, so ``numpy.load`` reads it too. It holds numbers only, and of a checkpoint one
text, which says what stands in what. Reading it never runs code from it, as reading a
pickle would.

>>> import tempfile
>>> from minitorch import nn
>>> model = nn.Linear(2, 1, seed=0)
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder) / "model.npz"
...     save(model, path)
...     other = nn.Linear(2, 1, seed=1)
...     other.load_state_dict(load(path))
>>> bool((other.weight.value == model.weight.value).all())
True
"""

import io
import os
import shutil
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from minitorch.checkpoints import is_nested, put_together, taken_apart
from minitorch.module import Module
from minitorch.state_dict import numbers_of

NUMBERS = "fiub"
"""The kinds of numpy's dtypes that a file may hold."""

TEXT = "checkpoint.json"
"""The part of a file that says what stands in what."""


Place = str | os.PathLike[str] | IO[bytes]


def save(model: Module | Mapping[str, Any], path: Place) -> None:
    """Write a model's numbers, those of a ``state_dict``, or a checkpoint to a file.

    The file gets its name when it is whole. So an interrupted program leaves the file
    that was there before, never half of a new one.

    Args:
        model: a Module, or a dictionary of names and numbers, Variables or arrays, or
            of more dictionaries, lists, tuples and texts, as ``{"model":
            model.state_dict(), "optimizer": optimiser.state_dict(), "epoch": 3}``.
        path: where to; its folder must be there. By custom it ends in ``.npz``. It may
            be an open binary file as well, or an ``io.BytesIO``.

    Raises:
        TypeError: something among them is neither a number nor an array of numbers, or
            path is no path.
        ValueError: path is a folder, a device, or something else that is no file.
    """
    state = model.state_dict() if isinstance(model, Module) else model
    if not isinstance(state, Mapping):
        raise TypeError(f"save: expected a Module or a dictionary, got {state!r}")
    found: dict[str, Any] = {}
    text = taken_apart(state, found) if is_nested(state) else ""
    arrays = {
        name: _checked(name, value)
        for name, value in (found if text else state).items()
    }
    if hasattr(path, "write"):
        _write(path, arrays, text)
        return
    path = _path(path, "save").resolve()
    if path.exists() and not path.is_file():
        raise ValueError(
            f"save: expected the path of a file, got {path}, which is none"
        )
    # A name of its own: others may be saving to the same path.
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            _write(file, arrays, text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load(path: Place) -> dict[str, Any]:
    """Read what ``save`` has written: name → float or array, for ``load_state_dict``.

    Of a checkpoint it is what was saved, with floats and arrays for Variables.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it is not whole, or holds something else than arrays of numbers.
    """
    try:
        if hasattr(path, "read"):
            content = path.read()
        else:
            content = _path(path, "load").read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(
            f"load: expected a file written by minitorch.save, found none at {path}"
        ) from None
    try:
        return _read(io.BytesIO(content))
    except Exception as error:
        # Zip archives and arrays can be wrong in many ways, each with an error.
        raise ValueError(
            f"load: expected a whole file written by minitorch.save, but {path} is not "
            f"one, or was damaged: {error}"
        ) from error


def _path(path: Any, where: str) -> Path:
    try:
        return Path(path)
    except TypeError:
        raise TypeError(
            f"{where}: expected a path, or an open binary file, got {path!r}"
        ) from None


def _checked(name: Any, value: Any) -> Any:
    """Return numbers as an array of numpy."""
    array = np.asarray(numbers_of(value, f"save: {name!r}"))
    text = isinstance(name, str) and "\0" not in name  # which would end it in a file
    if not text or array.dtype.kind not in NUMBERS:
        raise TypeError(
            f"save: expected text as a name, and numbers, got {name!r} with an array "
            f"of {array.dtype}"
        )
    return array


def _write(file: Any, arrays: Mapping[str, Any], text: str) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            # Of a fixed date, so that the same numbers give the same bytes.
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), member.getvalue())
        if text:
            archive.writestr(zipfile.ZipInfo(TEXT), text)


def _read(file: Any) -> dict[str, Any]:
    numbers, text = {}, None
    with zipfile.ZipFile(file) as archive:
        for member in archive.namelist():
            if member == TEXT:
                text = archive.read(member).decode()
                continue
            content = io.BytesIO(archive.read(member))
            array = np.lib.format.read_array(content, allow_pickle=False)
            if not member.endswith(".npy") or content.read():
                raise ValueError(f"it has a part {member!r} that is not an array")
            if array.dtype.kind not in NUMBERS:
                raise ValueError(f"{member!r} holds {array.dtype}, not numbers")
            numbers[member.removesuffix(".npy")] = (
                array if array.shape else array.item()
            )
    return numbers if text is None else put_together(text, numbers)
