"""The examples in the docstrings of what builds the live cells."""

import doctest
import importlib

import pytest

from _ext.inputs import ROOT

NAMES = sorted(path.stem for path in (ROOT / "docs/_ext/live").glob("*.py"))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "__init__"])
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"_ext.live.{name}")).failed == 0
