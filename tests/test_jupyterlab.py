"""`make lab`, seen from a browser: the course opens, with nbgrader's and ipywidgets' extensions at work."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from autograder.checking.desk.progress import change_progress
from autograder.classroom.kit import student_kit
from autograder.classroom.kit.course_plan import plan_of
from tests.course_lib.live_view.lab import command, open_notebook, write_notebook
from tests.course_lib.live_view.pages import wait_until

ROOT = Path(__file__).parent.parent
FIRST = "notebooks/loss_functions/loss_functions.ipynb"
SLIDER = "import ipywidgets\nipywidgets.interact(lambda n: print(f'n is {n}'), n=(0, 9))"
RELU = "def relu_vjp(dy, x):\n    return dy * (x > 0)"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address and token of the JupyterLab that setup/lab.py opens for the instructor, on a copy of the course."""
    folder = tmp_path_factory.mktemp("lab")
    course = copied(folder)
    shutil.copytree(ROOT / "notebooks", course / "notebooks")
    shutil.copy(ROOT / "nbgrader_config.py", course)
    write_notebook(course / "slider.ipynb", SLIDER)
    with opened(folder, course, "--who=instructor") as address_and_token:
        yield address_and_token


@pytest.fixture(scope="module")
def students_lab(tmp_path_factory):
    """The same for somebody who says nothing: a course of two lectures, in one of which an exercise is done."""
    folder = tmp_path_factory.mktemp("lab")
    course = copied(folder)
    mine = course / "my_course"
    sources = {name: ROOT / "notebooks" / name for name in ("loss_functions", "softmax")}
    student_kit._lay_out(plan_of(mine, sources), sources, list(sources))
    write_notebook(mine / "after_a_restart.ipynb", "check(svm_loss)")
    write_notebook(mine / "edited.ipynb", "from autograder import check", RELU, "check(relu_vjp)")
    entry = {"share": 1.0, "state": "passed", "checks": 1, "at": "2026-01-01T10:00:00"}
    change_progress(mine, lambda data: data.update(last="squared_hinge", exercises={"squared_hinge": entry}))
    with opened(folder, course) as address_and_token:
        yield address_and_token


def copied(folder):
    """A copy of the clone with nothing but its set-up."""
    course = folder / "course"
    shutil.copytree(ROOT / "setup", course / "setup")
    return course


@contextmanager
def opened(folder, course, *options):
    """Run setup/lab.py of a copy of the course, screenless; yields (address, token)."""
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        environment[name] = str(folder / name)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    log = folder / "lab.log"
    command = [sys.executable, course / "setup" / "lab.py", *options, "--port=0"]
    with log.open("w") as output:
        server = subprocess.Popen(
            [*command, "--LabApp.expose_app_in_browser=True"],
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
def page(tab):
    tab.set_viewport_size({"width": 1280, "height": 800})
    return tab


def test_the_printed_address_opens_the_first_lecture(lab, page):
    address, token = lab
    page.goto(f"{address}/?token={token}")
    heading = page.locator(".jp-Notebook h1").first
    expect(heading).to_be_visible()
    expect(page).to_have_url(re.compile(f"{FIRST}$"))
    expect(page.get_by_text("Would you like to")).to_have_count(0)  # nothing asks about news


def test_a_student_s_address_opens_the_start_page(students_lab, page):
    """It says where to go on before anything is run, and leads to the lecture; no file is asked for in vain."""
    address, token = students_lab
    refused = []
    page.on("response", lambda response: refused.append(response.url) if response.status >= 400 else None)
    page.goto(f"{address}/?token={token}")
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"start\.ipynb$"))
    standing = page.locator(".jp-OutputArea").first
    expect(standing.get_by_text("Go on where you were")).to_be_visible()
    expect(standing).to_contain_text("◐ 2 of 20 points.")
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)
    standing.get_by_role("link", name="Loss functions").first.click()
    expect(page.locator(".jp-Notebook h1", has_text="Loss functions").first).to_be_visible()
    assert refused == []


def test_the_start_page_reads_on_a_phone(students_lab, page):
    """In JupyterLab's page for one document: nothing of what it says is wider than the screen."""
    address, token = students_lab
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{address}/doc/tree/start.ipynb?token={token}&reset")
    standing = page.locator(".jp-OutputArea").first
    expect(standing.get_by_text("Go on where you were")).to_be_visible()
    wait_until(page, "document.querySelector('.jp-OutputArea').clientWidth > 200")
    assert standing.evaluate("node => node.scrollWidth - node.clientWidth") <= 0


def test_after_a_restart_a_check_says_what_to_run(students_lab, page):
    address, token = students_lab
    open_notebook(page, address, "after_a_restart.ipynb", token)
    command(page, "notebook:run-all-cells")
    expect(page.get_by_text("`check` is not there yet: run the cell at the top")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)


def test_a_check_after_an_edit_that_was_not_run_says_so(students_lab, page):
    """And judges what was run; the note is gone when the cell was run."""
    address, token = students_lab
    open_notebook(page, address, "edited.ipynb", token)
    command(page, "notebook:run-all-cells")
    front = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")  # other notebooks are still open
    editors = front.locator(".jp-CodeCell .cm-content")
    result = front.locator(".jp-OutputArea-output [role=status]")
    note = front.get_by_text("was edited after it was run")
    expect(result.get_by_text("relu_vjp: passed")).to_be_visible()
    expect(note).to_be_hidden()

    editors.nth(1).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" * 3")
    editors.nth(2).click()
    page.keyboard.press("Control+Enter")
    expect(note).to_be_visible()
    expect(result.get_by_text("relu_vjp: passed")).to_be_visible()

    command(page, "notebook:run-all-cells")
    expect(result.get_by_text("relu_vjp: not passed")).to_be_visible()
    expect(note).to_be_hidden()


def test_the_instructor_has_nbgrader_s_menu(lab, page):
    address, token = lab
    page.goto(f"{address}/lab?token={token}")
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_be_visible()


def test_a_widget_answers_its_slider(lab, page):
    address, token = lab
    open_notebook(page, address, "slider.ipynb", token)
    command(page, "notebook:run-all-cells")
    handle = page.locator(".noUi-handle").first
    expect(handle).to_be_visible()
    handle.focus()
    page.keyboard.press("End")
    expect(page.get_by_text("n is 9")).to_be_visible()


def test_formgrader_lists_the_lecture(lab, page):
    address, token = lab
    page.goto(f"{address}/formgrader?token={token}")
    expect(page.get_by_role("link", name="loss_functions", exact=True).first).to_be_visible()


def test_the_extensions_are_enabled():
    ask = [sys.executable, "-m", "jupyter", "labextension", "list"]
    listing = subprocess.run(ask, capture_output=True, text=True, timeout=600)
    lines = (listing.stdout + listing.stderr).splitlines()
    for extension in ("@jupyter/nbgrader", "@jupyter-widgets/jupyterlab-manager", "anywidget"):
        line = next(line for line in lines if extension in line)
        assert "enabled" in line and "OK" in line, extension
