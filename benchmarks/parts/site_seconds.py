"""What the static site weighs, and how long a reader waits for the first picture.

Serves a built site on this machine and opens each lecture in headless Chromium with an empty cache; requests
to any other host are counted (there must be none).

    python -m benchmarks.parts.site_seconds [--site dist/site] [--write]
"""

import argparse
import functools
import http.server
import re
import sys
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import launch_chromium

ROOT = Path(__file__).resolve().parents[2]

DOCUMENT = ROOT / "docs" / "site.md"
MARKS = ("<!-- figures -->\n", "<!-- end of the figures -->\n")
PICTURE = "main img:not(.still), main iframe, main .picture svg"
HEAD = """
| lecture | page | with pictures and demos | demos | text | first picture | first demo | other hosts |
|---|---|---|---|---|---|---|---|
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *arguments):
        """Nothing."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, default=ROOT / "dist" / "site")
    parser.add_argument("--write", action="store_true", help="write the table into docs/site.md")
    options = parser.parse_args()
    if not (options.site / "index.html").exists():
        sys.exit(f"site_seconds: a site must lie in {options.site}; there is none. Run: make site")
    table = HEAD + "".join(rows(options.site)) + "\n"
    print(table)
    if options.write:
        before, rest = DOCUMENT.read_text(encoding="utf-8").split(MARKS[0])
        DOCUMENT.write_text(before + MARKS[0] + table + MARKS[1] + rest.split(MARKS[1])[1], encoding="utf-8")


def rows(site):
    """One row of the table for each lecture, in the order of the index."""
    handler = functools.partial(Quiet, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    names = re.findall(r'<h2><a href="(\w+)\.html"', (site / "index.html").read_text(encoding="utf-8"))
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for name in names:
            yield row(browser, site, name, f"http://127.0.0.1:{server.server_port}/")
        browser.close()
    server.shutdown()


def row(browser, site, name, address):
    """Measure one page."""
    beside = list((site / name).glob("*"))
    page_bytes = (site / f"{name}.html").stat().st_size
    all_bytes = page_bytes + sum(path.stat().st_size for path in beside)
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page, foreign = context.new_page(), []
    page.on("request", lambda r: None if r.url.startswith((address, "data:")) else foreign.append(r.url))
    start = time.perf_counter()
    page.goto(f"{address}{name}.html", wait_until="domcontentloaded")
    while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
        page.wait_for_timeout(5)  # a page that allows no script has no other way to wait
    text = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    first = page.locator(PICTURE).first
    first.scroll_into_view_if_needed()
    while not first.evaluate("(element) => element.tagName !== 'IMG' || element.complete"):
        page.wait_for_timeout(5)
    picture = time.perf_counter() - start
    page.locator("iframe").first.scroll_into_view_if_needed()
    page.frame_locator("iframe").first.locator("[data-ready=true]").wait_for()
    alive = time.perf_counter() - start
    context.close()
    n_demos = sum(path.suffix == ".html" for path in beside)
    return (
        f"| {name} | {page_bytes / 1000:.0f} kB | {all_bytes / 1e6:.1f} MB | {n_demos} | {text:.2f} s | "
        f"{picture:.2f} s | {alive:.2f} s | {len(foreign)} |\n"
    )


if __name__ == "__main__":
    main()
