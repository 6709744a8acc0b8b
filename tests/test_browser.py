"""The tests' browser is there again after it, or the driver between us and it, was killed."""

import subprocess
import sys

import pytest

KILLED = """
import sys
import psutil
from tests.browser import Browser

with Browser() as browser:
    first = browser.running()
    assert browser.running() is first
    [driver] = psutil.Process().children()
    victim = driver if sys.argv[1] == "driver" else driver.children()[0]
    victim.kill()
    psutil.wait_procs([victim], timeout=60)
    page = browser.running().new_page()
    page.set_content("<h1>again</h1>")
    print(page.locator("h1").inner_text())
"""


@pytest.mark.browser
@pytest.mark.parametrize("victim", ["driver", "browser"])
def test_a_killed_browser_is_started_anew(victim):
    run = subprocess.run(
        [sys.executable, "-c", KILLED, victim], capture_output=True, text=True, timeout=600, check=False
    )
    assert (run.returncode, run.stdout) == (0, "again\n"), run.stderr
