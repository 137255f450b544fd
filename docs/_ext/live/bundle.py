"""The scripts and styles of live cells, bundled by esbuild into few small files.

Each file is named after its content, so a reader never runs an old one.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.errors import ExtensionError

BROWSER = Path(__file__).parent / "browser"
ENTRIES = ("start.js", "worker.js", "live.css")
NEEDED = (*ENTRIES, "main.js")
OPTIONS = (
    "--bundle --splitting --format=esm --target=es2022 --minify --charset=utf8 "
    "--entry-names=[name]-[hash] --chunk-names=[name]-[hash] --legal-comments=eof "
    "--loader:.py=text --preserve-symlinks --metafile=meta.json "
    "--log-level=warning --color=false"
)


@dataclass(frozen=True)
class Bundle:
    """The names of the files that a page has to know; they know the others."""

    start: str
    worker: str
    style: str


def run_esbuild(stage: Path, packages: Path, out: Path) -> Any:
    """Bundle the sources in `stage` into `out`; return esbuild's account of it."""
    found = sorted(packages.glob("@esbuild/*/bin/esbuild"))
    if not found:
        raise ExtensionError(
            "live: expected esbuild for this machine among the npm packages, found "
            "none. `make venv` installs everything again"
        )
    done = subprocess.run(
        [found[0], *ENTRIES, *OPTIONS.split(), f"--outdir={out}"],
        cwd=stage,
        env={key: value for key, value in os.environ.items() if key != "NODE_PATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or done.stderr.strip():
        raise ExtensionError(complaint(done.stderr))
    return json.loads((stage / "meta.json").read_text(encoding="utf-8"))


def complaint(said: str) -> str:
    r"""The first complaint of esbuild in one line, with its place in the checkout.

    Args:
        said: what esbuild has printed.

    Returns:
        The line, and all the rest below it.

    >>> said = "X [ERROR] Could not resolve \"./x\"\n\n    main.js:3:8:\n      3 | ..."
    >>> complaint(said).splitlines()[0]
    'docs/_ext/live/browser/main.js:3:8: Could not resolve "./x" (esbuild)'
    """
    what = re.search(r"\[(?:ERROR|WARNING)\] (.*)", said)
    where = re.search(r"^ +(\S+:\d+:\d+):", said, re.MULTILINE)
    place = f"docs/_ext/live/browser/{where[1]}: " if where else ""
    return f"{place}{what[1] if what else 'it failed'} (esbuild)\n{said}"


def licences(inputs: Iterable[str], packages: Path) -> str:
    """The licence of every package of which something is in the bundle.

    Args:
        inputs: the names of the bundled files, as esbuild gives them.
        packages: the folder `node_modules`.

    Returns:
        Their texts, in the order of the packages' names.
    """
    found = (re.match(r"node_modules/((?:@[^/]+/)?[^/]+)/", name) for name in inputs)
    texts = []
    for name in sorted({match[1] for match in found if match}):
        facts = json.loads((packages / name / "package.json").read_text("utf-8"))
        texts.append(f"{name} {facts['version']} ({facts['license']})\n")
        files = sorted((packages / name).glob("LICEN[CS]E*"))
        texts += [file.read_text(encoding="utf-8") for file in files]
    return "\n".join(["What is bundled here, and its licences\n", *texts])


def bundle(packages: Path, out: Path, browser: Path = BROWSER) -> Bundle:
    """Write the bundle.

    esbuild works in a folder of its own, beside which the packages seem to lie: no path
    of this machine can get into the names or the contents of the files.

    Args:
        packages: the folder `node_modules`.
        out: where to write the files.
        browser: the folder of the sources.

    Returns:
        The names of the files.

    Raises:
        ExtensionError: if a source is missing or esbuild complains.
    """
    missing = [name for name in NEEDED if not (browser / name).is_file()]
    if missing:
        raise ExtensionError(f"live: {browser} lacks {', '.join(missing)}")
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        stage = Path(name).resolve()
        shutil.copytree(browser, stage, dirs_exist_ok=True)
        (stage / "node_modules").symlink_to(packages)
        account = run_esbuild(stage, packages, out)
    text = licences(account["inputs"], packages)
    (out / "LICENCES.txt").write_text(text, encoding="utf-8")
    outputs = account["outputs"].items()
    names = {facts.get("entryPoint"): Path(name).name for name, facts in outputs}
    return Bundle(*(names[entry] for entry in ENTRIES))
