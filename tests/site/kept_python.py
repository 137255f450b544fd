"""Python as the browser has compiled it, kept from one page of a reader to the next.

A page that starts Python compiles it, which is half of the processor time that a start
takes, and lost when the page is left. A tab that holds the compiled module, in the
process that all tabs of a reader share, has the next page find it there.
"""

from browser_site import SITE
from playwright.sync_api import BrowserContext, Page

ICON = "_static/favicon.svg"  # a document of the site that does nothing
KEEP = """async (address) => {
  window.kept = await WebAssembly.compileStreaming(fetch(address));
}"""


def keep_python(context: BrowserContext, site: str) -> Page:
    """Open the tab, which stays on a document that does nothing."""
    page = context.new_page()
    page.goto(f"{site}{ICON}")
    for program in SITE.glob("_static/live/*/*.wasm"):
        page.evaluate(KEEP, f"{site}{program.relative_to(SITE).as_posix()}")
    return page
