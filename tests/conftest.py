"""What several test files share: a browser."""

import importlib.util
from pathlib import Path

import pytest

collect_ignore = ["plain_course"]  # a course folder, not tests
MACHINE = Path(__file__).parent.parent / "setup" / "machine.py"


@pytest.fixture(scope="session")
def chromium():
    """A running headless Chromium (a Playwright `Browser`), found as the set-up finds it."""
    from playwright.sync_api import sync_playwright

    spec = importlib.util.spec_from_file_location("setup_machine", MACHINE)
    machine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    path = machine.find_browser()
    if path is None:
        pytest.fail("chromium: the browser tests need Chromium; got none. Run `make test`, which sets it up.")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
