"""`make lab`, seen from a browser: the course opens, with nbgrader's and ipywidgets' extensions at work."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.course_lib.live_view.lab import command, open_notebook, write_notebook

ROOT = Path(__file__).parent.parent
FIRST = "notebooks/loss_functions/loss_functions.ipynb"
SLIDER = "import ipywidgets\nipywidgets.interact(lambda n: print(f'n is {n}'), n=(0, 9))"
SECONDS = 1000  # Playwright counts milliseconds

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address and token of the JupyterLab that setup/lab.py opens, screenless, on a copy of the course."""
    folder = tmp_path_factory.mktemp("lab")
    course = folder / "course"
    course.mkdir()
    shutil.copytree(ROOT / "setup", course / "setup")
    shutil.copytree(ROOT / "notebooks", course / "notebooks")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    write_notebook(course / "slider.ipynb", SLIDER)

    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment[name] = str(folder / name)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    log = folder / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, course / "setup" / "lab.py", "--port=0", "--LabApp.expose_app_in_browser=True"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield printed_address(server, log)
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def printed_address(server, log):
    """Return (address, token) once JupyterLab has printed them."""
    for _ in range(1200):
        printed = re.search(r"(http://127\.0\.0\.1:\d+)\S*\?token=(\w+)", log.read_text())
        if printed:
            return printed.groups()
        assert server.poll() is None, log.read_text()
        time.sleep(0.1)
    raise TimeoutError(f"JupyterLab printed no address within 120 s:\n{log.read_text()}")


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    yield page
    page.close()


def test_the_printed_address_opens_the_first_lecture(lab, page):
    address, token = lab
    page.goto(f"{address}/?token={token}")
    heading = page.locator(".jp-Notebook h1").first
    heading.wait_for(timeout=60 * SECONDS)
    assert page.url.endswith(FIRST)
    assert page.get_by_text("Would you like to").count() == 0  # nothing asks about news


def test_a_widget_answers_its_slider(lab, page):
    address, token = lab
    open_notebook(page, address, "slider.ipynb", token)
    command(page, "notebook:run-all-cells")
    handle = page.locator(".noUi-handle").first
    handle.wait_for(timeout=60 * SECONDS)
    handle.focus()
    page.keyboard.press("End")
    page.get_by_text("n is 9").wait_for(timeout=20 * SECONDS)


def test_formgrader_lists_the_lecture(lab, page):
    address, token = lab
    page.goto(f"{address}/formgrader?token={token}")
    page.get_by_role("link", name="loss_functions", exact=True).first.wait_for(timeout=30 * SECONDS)


@pytest.mark.parametrize(
    "extension", ["@jupyter/nbgrader", "@jupyter-widgets/jupyterlab-manager", "anywidget"]
)
def test_the_extensions_are_enabled(extension):
    ask = [sys.executable, "-m", "jupyter", "labextension", "list"]
    listing = subprocess.run(ask, capture_output=True, text=True, timeout=60)
    line = next(line for line in (listing.stdout + listing.stderr).splitlines() if extension in line)
    assert "enabled" in line and "OK" in line
