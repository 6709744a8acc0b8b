"""What several test files share: a browser."""

import pytest

from tests.browser import launch_chromium

collect_ignore = ["plain_course/course"]  # a course folder, not tests


@pytest.fixture(scope="session")
def chromium():
    """A running headless Chromium (a Playwright `Browser`)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        yield browser
        browser.close()
