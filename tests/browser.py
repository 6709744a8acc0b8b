"""Headless Chromium for tests and benchmarks, found as the set-up finds it."""

import contextlib
import importlib.util
from pathlib import Path

MACHINE = Path(__file__).parent.parent / "setup" / "machine.py"
# Its sandbox needs rights that a container does not give; nothing foreign is opened.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# How long an assertion about a page waits, in milliseconds: far above what a busy machine takes.
PATIENCE = 60_000


def launch_chromium(playwright):
    """A running Playwright `Browser`; LookupError where there is no Chromium."""
    spec = importlib.util.spec_from_file_location("setup_machine", MACHINE)
    machine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    path = machine.find_browser()
    if path is None:
        raise LookupError("a Chromium must be installed; none was found. Run `make test`, which sets it up.")
    return playwright.chromium.launch(executable_path=path, args=OPTIONS)


class Browser:
    """A Chromium that is started when it is first needed, and anew after it or Playwright's driver died."""

    def __init__(self):
        self._opened = contextlib.ExitStack()
        self._browser = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._end()

    def running(self):
        """The running Playwright `Browser`."""
        if not self._answers():
            self._end()
            self._start()
        return self._browser

    def _answers(self):
        """Whether a context can be opened: a killed browser may not have been noticed yet."""
        from playwright.sync_api import Error

        if self._browser is None:
            return False
        try:
            self._browser.new_context().close()
        except Error:
            return False
        return True

    def _start(self):
        from playwright.sync_api import expect, sync_playwright

        expect.set_options(timeout=PATIENCE)
        playwright = self._opened.enter_context(sync_playwright())
        self._browser = launch_chromium(playwright)
        self._opened.callback(self._browser.close)

    def _end(self):
        from playwright.sync_api import Error

        self._browser = None
        with contextlib.suppress(Error):  # what died cannot be closed
            self._opened.close()
