"""What is fetched for the browser is pinned and hashed, and a failure says why."""

import json
import subprocess
from pathlib import Path

import pytest
from sphinx.errors import ExtensionError

from _ext.inputs import ROOT
from _ext.live import runtime
from _ext.live.fetched import Unreachable

LIVE = ROOT / "docs" / "_ext" / "live"
WANTED = json.loads((LIVE / "package.json").read_text(encoding="utf-8"))
LOCKED = (LIVE / "package-lock.json").read_text(encoding="utf-8")
PACKAGES = {
    name.removeprefix("node_modules/"): facts
    for name, facts in json.loads(LOCKED)["packages"].items()
    if name
}


def test_each_package_has_a_version_and_a_reason() -> None:
    assert WANTED["dependencies"].keys() == WANTED["//"].keys()
    for name, version in WANTED["dependencies"].items():
        assert PACKAGES[name]["version"] == version


def test_each_locked_package_has_its_hash_and_no_address() -> None:
    for facts in PACKAGES.values():
        assert facts["integrity"].startswith("sha512-")
        assert "resolved" not in facts
    assert "http" not in LOCKED


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ECONNREFUSED", Unreachable),
        ("ENOTFOUND", Unreachable),
        ("E403", Unreachable),
        ("EINTEGRITY", ExtensionError),
        ("EUSAGE", ExtensionError),
    ],
)
def test_npm_failing_leaves_out_or_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    error: type[Exception],
) -> None:
    """No network is nobody's fault here; a wrong hash must never pass quietly."""
    said = f"npm error code {code}\nnpm error more words\n"
    failed = subprocess.CompletedProcess([], 1, "", said)
    monkeypatch.setattr(runtime, "npm", lambda _: failed)
    with pytest.raises(error, match=code):
        runtime.install(tmp_path)
