"""A student's whole day in a real browser: from the zip to the feedback.

With COURSE_SCREENSHOTS=docs/images the pictures of the documentation are made anew.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.autograder.classroom.kit.conftest import LECTURE, ROOT
from tests.autograder.classroom.kit.unpacked import lab, make, unpacked
from tests.autograder.classroom.kit.wrong_answer import RIGHT, WRONG
from tests.course_lib.live_view.lab import command, open_notebook

pytestmark = [pytest.mark.browser, pytest.mark.course]

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
NOTEBOOK = f"{LECTURE}/{LECTURE}.ipynb"


class Notebook:
    """The open notebook, whose cells are written and run as with the keyboard."""

    def __init__(self, page):
        self.page = page

    def run(self, cell, source=None):
        """Write into a cell, or into none, and run it; returns what it shows, once it has run."""
        self.page.evaluate(
            """async ([name, source]) => {
                const app = window.jupyterapp, notebook = app.shell.currentWidget.content;
                notebook.activeCellIndex = notebook.widgets.findIndex((each) => each.model.id === name);
                const cell = notebook.activeCell;
                if (source !== null) cell.model.sharedModel.setSource(source);
                await app.commands.execute("notebook:run-cell");
                cell.node.setAttribute("data-cell", name);
                cell.node.scrollIntoView();
            }""",
            [cell, source],
        )
        return self.page.locator(f"[data-cell='{cell}'] .jp-OutputArea")

    def add(self, source):
        """Insert a cell below and run it; returns what it shows."""
        command(self.page, "notebook:insert-cell-below")
        cell = "window.jupyterapp.shell.currentWidget.content.activeCell.model.id"
        return self.run(self.page.evaluate(cell), source)

    def type_into(self, cell, text):
        """Click into the text of a cell and press keys."""
        self.page.locator(f"[data-cell='{cell}'] .cm-content").click()
        self.page.keyboard.type(text)

    def restart(self):
        self.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")

    def save(self):
        self.page.evaluate("window.jupyterapp.shell.currentWidget.context.save()")


def says(area, text):
    expect(area.get_by_text(text).first).to_be_visible()


@pytest.fixture
def picture(tmp_path):
    """Take a picture of a page under a name."""
    folder = Path(os.environ.get("COURSE_SCREENSHOTS", tmp_path))
    return lambda page, name: page.screenshot(path=folder / f"day_{name}.png")


def test_a_day(kit, tmp_path, chromium, picture):
    course = unpacked(kit.archive, tmp_path / "student")
    page = chromium.new_page(viewport={"width": 1180, "height": 760})
    try:
        with lab(course) as (address, token, _):
            begin(page, address, token, picture)
            open_notebook(page, address, NOTEBOOK, token)
            work(Notebook(page), picture)
    finally:
        page.close()
    printed = make(course, "hand-in", f"LECTURE={LECTURE}")
    assert f"Written: {course.resolve()}/handed_in/{LECTURE}.zip" in printed
    assert (
        "5 exercises open: multiclass_hinge, squared_hinge, binary_hinge_loss, elastic_net, loss_slides."
        in printed
    )
    feedback = graded(course / "handed_in" / f"{LECTURE}.zip", tmp_path / "teacher")
    read(feedback, chromium, picture)


def begin(page, address, token, picture):
    """The start page says where to begin, before anything is run, and leads there."""
    page.goto(f"{address}/lab/tree/start.ipynb?token={token}")
    says(page.locator(".jp-OutputArea").first, "Begin here:")
    picture(page, "start")
    page.locator(".jp-OutputArea").first.get_by_role("link", name="Loss functions").first.click()
    expect(page.locator(".jp-Notebook h1", has_text="Loss functions").first).to_be_visible()


def work(notebook, picture):
    """A wrong answer, its message, a hint, the right answer; after a restart the progress is there; one answer in words."""
    says(notebook.run("svm_loss-check"), "`check` is not there yet: run the cell at the top")
    notebook.run("imports")
    says(notebook.run("svm_loss-check"), "`svm_loss` is not there yet: run the cell above")
    notebook.type_into("svm_loss-check", "2")
    says(notebook.page.locator("body"), "Locked: this check is graded as it was handed out.")
    notebook.run("svm_loss", WRONG)
    shown = notebook.run("svm_loss-check")
    says(shown, "Your gradient is N times the reference")
    picture(notebook.page, "wrong")
    ask_with_the_button(notebook.page, shown)
    picture(notebook.page, "hint")
    says(notebook.add("from autograder import hint\n\nhint(svm_loss)"), "Hint 3 of 3")
    notebook.run("svm_loss", RIGHT)
    says(
        notebook.run("svm_loss-check"),
        "5 of 5 points. Loss functions: 5 of 20 so far, 5 answers in words open.",
    )
    notebook.run("svm_loss-reflection", "Each violated margin pulls its class down and the right one up.")
    notebook.save()
    notebook.restart()
    says(notebook.add("from autograder import progress\n\nprogress()"), "4 of 5 answers in words open.")
    picture(notebook.page, "progress")
    expect(notebook.page.locator(".jp-OutputArea").get_by_text("Traceback")).to_have_count(0)


def ask_with_the_button(page, shown):
    """The keyboard reaches the button below a failed check, and it keeps the focus while hints come."""
    shown.get_by_role("button", name="Show a hint").focus()
    page.keyboard.press("Enter")
    says(shown, "Hint 1 of 3")
    expect(shown.get_by_role("button", name="Next hint")).to_be_visible()
    page.keyboard.press("Enter")
    says(shown, "Hint 2 of 3")
    hints = shown.get_by_role("status", name="Hints")
    hints.evaluate("(element) => element.scrollIntoView({block: 'center'})")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = "async () => (await axe.run('[data-cell] .jp-OutputArea')).violations.map((v) => [v.id, v.nodes[0].html])"
    assert page.evaluate(found) == []


def graded(archive, teacher):
    """What the teacher does: release, collect, grade, feedback; returns the page."""
    course, download = teacher / "course", teacher / "download"
    shutil.copytree(ROOT / "notebooks" / LECTURE, course / "notebooks" / LECTURE)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    place = download / "Ann Miller_1234567_assignsubmission_file_"
    place.mkdir(parents=True)
    shutil.copy(archive, place)
    run(course, "nbgrader", "generate_assignment", LECTURE)
    run(course, "autograder", "collect", LECTURE, str(download))
    assert "5 / 20" in run(course, "autograder", "grade", LECTURE)
    run(course, "autograder", "feedback", LECTURE)
    return course / "feedback" / "Ann Miller" / LECTURE / f"{LECTURE}.html"


def run(course, *arguments):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def read(feedback, chromium, picture):
    """The student opens the page without a network."""
    context = chromium.new_context(offline=True, viewport={"width": 1180, "height": 760})
    try:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(feedback.as_uri())
        says(page.locator("body"), "5 of 29 points so far; 3 more points wait for your teacher")
        picture(page, "feedback")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    finally:
        context.close()


def test_what_is_handed_in_is_the_notebook_alone(kit, tmp_path):
    """And an untouched one says all that is open."""
    course = unpacked(kit.archive, tmp_path / "student")
    printed = make(course, "hand-in", f"LECTURE={LECTURE}")
    assert "6 exercises open: " in printed and "5 answers in words open: " in printed
    with zipfile.ZipFile(course / "handed_in" / f"{LECTURE}.zip") as file:
        assert file.namelist() == [f"{LECTURE}.ipynb"]
        json.loads(file.read(f"{LECTURE}.ipynb"))
