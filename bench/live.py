"""What live cells weigh and how soon they run: `.venv/bin/python bench/live.py`.

A browser opens the built site and presses Run on one cell, with nothing kept from
before. The reference is bare Pyodide in the same browser, which starts and runs
`print(1)`: they take turns, and what counts is the ratio of the medians. Bytes are
those of the files compressed by gzip, as hosts send them. Prints one line of JSON.
"""

import gzip
import json
import statistics
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build" / "html"
sys.path[:0] = [str(ROOT / "docs"), str(ROOT / "tests" / "site")]

from browser_site import served  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from _ext.commands.chromium import ARGUMENTS, executable  # noqa: E402

PAGE = "docs/module0/operators.html"
ROUNDS = 5
BARE = """async (runtime) => {
  const source = `
    import { loadPyodide } from "${runtime}pyodide.js";
    import createPyodideModule from "${runtime}pyodide.asm.js"; // no host knows .mjs
    const python = await loadPyodide({ indexURL: "${runtime}", createPyodideModule });
    python.runPython("print(1)");
    postMessage("done");`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  const start = performance.now();
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(event.message));
  });
  return (performance.now() - start) / 1000;
}"""
RUN = """async (which) => {
  const start = performance.now();
  await __live.cells[which].run();
  return (performance.now() - start) / 1000;
}"""


def compressed(path: str) -> int:
    """The bytes of a file of the site as a host sends them."""
    return len(gzip.compress((SITE / path).read_bytes(), compresslevel=9, mtime=0))


class Visit:
    """A page opened with nothing kept from before, and the files that it asked for."""

    def __init__(self, browser: Browser, address: str) -> None:
        """Open the page and wait until it has everything."""
        # The worker that keeps pages for offline reading would load files twice.
        self.context = browser.new_context(service_workers="block", bypass_csp=True)
        self.address = address
        self.asked: list[str] = []
        self.page: Page = self.context.new_page()
        self.context.on("request", lambda request: self.note(request.url))
        self.page.goto(address + PAGE, wait_until="networkidle")
        self.page.wait_for_function("window.__live")

    def note(self, url: str) -> None:
        """Write down a file of the site."""
        if url.startswith(self.address):
            path = url.removeprefix(self.address).partition("?")[0].partition("#")[0]
            if path not in self.asked:
                self.asked.append(path)

    def weight(self, kind: str = "") -> int:
        """The compressed bytes of the files that were asked for."""
        return sum(compressed(path) for path in self.asked if kind in path)


def first_run(browser: Browser, address: str) -> dict[str, float]:
    """Press Run for the first time, and then once more."""
    visit = Visit(browser, address)
    before, page = visit.weight("_static/live/"), visit.weight()
    python = visit.weight("pyodide")
    seconds = visit.page.evaluate(RUN, 0)
    again = visit.page.evaluate(RUN, 0)
    after = visit.weight()
    visit.context.close()
    return {
        "first run": seconds,
        "second run": again,
        "page, bytes": page,
        "before it, bytes": before,
        "Python before it, bytes": python,
        "first run, bytes": after - page,
    }


def bare_start(browser: Browser, address: str) -> float:
    """The seconds of Pyodide alone, from the same files."""
    visit = Visit(browser, address)
    runtime = visit.page.evaluate(
        "new URL(JSON.parse(document.getElementById('live-config').textContent)"
        ".runtime, document.baseURI).href"
    )
    seconds: float = visit.page.evaluate(BARE, runtime)
    visit.context.close()
    return seconds


def measure() -> dict[str, Any]:
    """The medians of all rounds, in seconds, bytes and as a ratio."""
    rounds, bare = [], []
    with sync_playwright() as playwright, served(SITE) as address:
        browser = playwright.chromium.launch(
            executable_path=executable(), args=list(ARGUMENTS)
        )
        for _ in range(ROUNDS):
            rounds.append(first_run(browser, address))
            bare.append(bare_start(browser, address))
        version = browser.version
        browser.close()
    medians = {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}
    return medians | {
        "bare Pyodide": statistics.median(bare),
        "first run, times bare Pyodide": medians["first run"] / statistics.median(bare),
        "chromium": version,
        "rounds": ROUNDS,
    }


if __name__ == "__main__":
    if not (SITE / PAGE).is_file():
        sys.exit("There is no site to measure: run `make html` first.")
    print(json.dumps(measure()))
