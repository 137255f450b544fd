"""A small site with the real service worker, and what its readers have of it."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from browser_site import REPOSITORY
from browser_views import SECONDS
from playwright.sync_api import Page

from _ext.hosting import offline

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} &#8212; Small</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{root}_static/look.css?v=1">
<script src="{root}_static/words.js"></script>
<script defer src="{root}_static/offline.js"></script>
</head><body><h1>{title}</h1><img src="{root}_images/{hash}.svg" alt="A dot.">
</body></html>
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
# As the live cells do it: a module worker that fetches what it needs.
WORKER = """\
import { word } from "./part-ABCDEFGH.js";
const archive = await fetch(new URL("pack-0123abcd.tar.bz2", import.meta.url));
postMessage(word + await archive.text());
"""
RUN = """() => new Promise((resolve, reject) => {
  const address = new URL("_static/live/worker-ABCD2345.js", location);
  const worker = new Worker(address, { type: "module" });
  worker.onmessage = (event) => resolve(event.data);
  worker.onerror = () => reject(new Error("The worker does not start"));
})"""
KEPT = """async () => {
  const names = await caches.keys();
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  const keys = await Promise.all(stores.map((store) => store.keys()));
  return keys.flat().map((request) =>
    decodeURIComponent(new URL(request.url).pathname.split("/").at(-1)));
}"""


class Site:
    """The small site, in the folder /course/ of a host."""

    hash = "0123456789abcdef"

    def __init__(self, host: Path) -> None:
        """Write the pages and what they load, and build."""
        self.folder = host / "course"
        self.time = 1.7e9  # seconds
        self.write("_static/look.css", "h1 { color: rgb(1, 2, 3); }")
        self.write("_static/words.js", 'window.words = "first";')
        self.write("_static/live/worker-ABCD2345.js", WORKER)
        self.write("_static/live/part-ABCDEFGH.js", 'export const word = "Live ";')
        self.write("_static/live/pack-0123abcd.tar.bz2", "cells")
        self.write(f"_images/{self.hash}.svg", SVG)
        scripts = REPOSITORY / "docs" / "_static"
        shutil.copy(scripts / "offline.js", self.folder / "_static")
        for name in ("index", "one", "two", "part/index", "part/three"):
            self.page(name, f"The page {name}")
        self.build()

    def write(self, name: str, text: str) -> None:
        """Write a file of the site, a minute after the last one.

        Hosts tell browsers the second of a file's change: what is written twice within
        one looks unchanged.
        """
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.time += 60
        os.utime(path, (self.time, self.time))

    def page(self, name: str, title: str) -> None:
        """Write a page."""
        root = "../" * name.count("/")
        page = PAGE.format(title=title, root=root, hash=self.hash)
        self.write(f"{name}.html", page)

    def build(self) -> None:
        """Write the service worker as a build does, last."""
        offline.write_worker(self.folder)


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what a service worker does in its own time.

    Raises:
        AssertionError: if it is not so for long.
    """
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end, f"it is still not so after {SECONDS} seconds"
        page.wait_for_timeout(50)


def kept(page: Page) -> set[str]:
    """The names of the files that were kept."""
    return set(page.evaluate(KEPT))


def keeps(page: Page, *names: str) -> None:
    """Wait until these files are kept."""
    until(page, lambda: set(names) <= kept(page))


def has_build(page: Page) -> None:
    """Wait until the worker of the last build is in charge."""
    page.evaluate("""async () => {
        const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const isBusy = () => registration.installing || registration.waiting
            || registration.active.state !== "activated";
        while (isBusy()) await new Promise((done) => setTimeout(done, 20));
    }""")
