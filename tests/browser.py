"""Headless Chromium for tests and benchmarks, found as the set-up finds it."""

import importlib.util
from pathlib import Path

MACHINE = Path(__file__).parent.parent / "setup" / "machine.py"
# Its sandbox needs rights that a container does not give; nothing foreign is opened.
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def launch_chromium(playwright):
    """A running Playwright `Browser`; LookupError where there is no Chromium."""
    spec = importlib.util.spec_from_file_location("setup_machine", MACHINE)
    machine = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(machine)
    path = machine.find_browser()
    if path is None:
        raise LookupError("a Chromium must be installed; none was found. Run `make test`, which sets it up.")
    return playwright.chromium.launch(executable_path=path, args=OPTIONS)
