"""A real JupyterLab: tabled and live demos work, keys stay with the demo, a dead kernel is announced."""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.browser import PATIENCE
from tests.course_lib.live_view.lab import command, jupyterlab, open_notebook, write_notebook
from tests.course_lib.live_view.pages import a_frame_later, wait_until

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
VIOLATIONS = """async () => (await axe.run('.demo.live')).violations.map((v) => [v.id, v.nodes[0].html])"""
CELLS = "window.jupyterapp.shell.currentWidget.content.widgets.length"
FRAMES = "() => Number(document.querySelector('.demo.live').dataset.frames)"


WIDGET = (
    """from course_lib import demos
from course_lib.live_view.asking.remembered import watch_predictions
heard = []
listener = watch_predictions(heard.append)
view = demos.learning_rate().widget()
view""",
    "demos.logistic_loss()",
    "view.alpha = 0.3",
    "print(len(heard), heard[0]['guess'], round(view.alpha, 2))",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    write_notebook(
        folder / "demos.ipynb",
        "from course_lib import demos\ndemos.weight_scale()",
        "demos.train_svm()",
        "import os; os._exit(1)",
    )
    write_notebook(
        folder / "saved.ipynb", "from course_lib import demos\ndemos.weight_scale()", "demos.train_svm()"
    )
    write_notebook(folder / "widget.ipynb", *WIDGET)
    with jupyterlab(folder) as address:
        yield address
    assert "course_lib: kernel websockets send without delay" in (folder / ".lab.log").read_text()


@pytest.fixture
def page(tab, address):
    """A page that remembers no prediction of another test."""
    tab.set_viewport_size({"width": 1300, "height": 1900})
    tab.goto(f"{address}/api")
    tab.evaluate("localStorage.clear()")
    return tab


def test_a_student_meets_a_tabled_and_a_live_demo(address, page):
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_notebook(page, address, "demos.ipynb")
    for _ in range(2):
        command(page, "notebook:run-cell-and-select-next")

    tabled = page.frame_locator("iframe[title='Scale of W']")
    expect(tabled.locator("[data-ready=true]")).to_be_visible()
    tabled.get_by_role("radio", name="both change").check()
    tabled.get_by_role("button", name="Answer").click()
    tabled.get_by_label("Your number").fill("0,5")
    tabled.get_by_label("Your number").press("Enter")
    tabled.locator("input").press("End")
    expect(tabled.locator(".sentence")).to_have_text(
        "With 3.00 W the car image has the loss 0.0, the frog image 34.7."
    )

    expect(page.locator(".demo.live[data-frames]")).to_be_visible()
    expect(page.locator("[data-still]")).to_be_hidden()  # the picture for where there is no kernel
    live = page.locator(".demo.live")
    live.get_by_role("radio", name="closer to").check()
    live.get_by_role("button", name="Answer").click()
    expect(live.locator(".told")).to_contain_text("held by the points within their margins")
    sentence = page.locator(".demo.live .sentence")
    page.locator(".demo.live .picture").focus()
    for key in ("ArrowRight", "ArrowUp", "2"):
        page.keyboard.press(key)
    expect(sentence).to_contain_text("6 circles, 6 squares, 7 triangles; not trained yet.")
    expect(sentence).to_contain_text("The cross is at (0.25, 0.25).")
    page.locator(".demo.live .picture").click(position={"x": 200, "y": 100})
    expect(sentence).to_contain_text("7 circles, 6 squares, 7 triangles")

    page.get_by_role("button", name="Train", exact=True).click()
    before = page.evaluate(FRAMES)
    page.wait_for_function(f"({FRAMES})() > {before + 20}", timeout=PATIENCE)
    page.get_by_role("button", name="Pause").click()
    expect(sentence).to_contain_text("; loss ")
    slider = page.locator(".demo.live input[type=range]").first
    slider.press("End")
    expect(sentence).to_contain_text("α = 3.000")

    # Keys stay with every control: B would insert a cell, D D delete the demo's.
    cells = page.evaluate(CELLS)
    for control in page.locator(".demo.live :is(input, button, .picture)").all():
        control.focus()
        page.keyboard.press("b")
    assert page.evaluate(CELLS) == cells

    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(VIOLATIONS) == []

    # Running the cell again leaves one view, and the old one is closed.
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1")
    for _ in range(3):
        page.evaluate("window.jupyterapp.commands.execute('notebook:run-cell')")
        expect(page.locator(".demo.live[data-frames='1']").first).to_be_visible()
    expect(page.locator(".demo.live")).to_have_count(1)

    # The kernel dies; the tabled demo lives on, the other one says what to do.
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 2")
    command(page, "notebook:run-cell")
    page.get_by_role("button", name="Ok", exact=True).click(timeout=PATIENCE)
    tabled.locator("input").press("Home")
    expect(tabled.locator(".sentence")).to_contain_text("With 0.00 W")
    page.locator(".demo.live input[type=range]").first.press("Home")
    alert = page.locator(".demo.live .why-not")
    expect(alert).to_contain_text("run")
    expect(alert).to_contain_text("cell again")
    assert complaints == []


PAINTED = """() => {
  const canvas = document.querySelector('iframe').contentDocument.querySelectorAll('canvas')[1];
  const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  return new Set(new Uint32Array(bytes.buffer)).size;
}"""


def test_a_widget_follows_python_and_the_reader_and_a_kernel_hears_predictions(address, page):
    open_notebook(page, address, "widget.ipynb")
    for _ in range(2):
        command(page, "notebook:run-cell-and-select-next")
    expect(page.locator(".demo.live[data-frames]")).to_be_visible()
    sentence = page.locator(".demo.live .sentence")
    expect(sentence).to_contain_text("Learning rate 0.101")

    tabled = page.frame_locator("iframe")
    expect(tabled.locator("[data-ready=true]")).to_be_visible()
    tabled.get_by_role("radio", name="a parabola").check()
    tabled.get_by_role("button", name="Answer").click()

    command(page, "notebook:run-cell-and-select-next")
    expect(sentence).to_contain_text("Learning rate 0.300")
    slider = page.locator(".demo.live input[type=range]")
    expect(slider).to_have_attribute("aria-valuetext", "0.300")  # between two positions
    slider.press("End")
    expect(sentence).to_contain_text("Learning rate 1.250")
    page.evaluate("window.jupyterapp.shell.currentWidget.content.activeCellIndex = 3")
    command(page, "notebook:run-cell")
    expect(page.locator(".jp-RenderedText", has_text="1 a parabola 1.25")).to_be_visible()


def test_a_change_of_theme_repaints_and_a_reopened_notebook_says_what_to_do(address, page):
    open_notebook(page, address, "saved.ipynb")
    command(page, "notebook:run-all-cells")
    expect(page.frame_locator("iframe").locator("[data-ready=true]")).to_be_visible()
    page.frame_locator("iframe").get_by_role("button", name="Open without a guess").click()
    expect(page.locator(".demo.live[data-frames]")).to_be_visible()
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})")
    page.frame_locator("iframe").locator(".demo[data-theme=dark]").wait_for()
    a_frame_later(page)
    wait_until(page, f"({PAINTED})() > 20")  # not an empty canvas

    command(page, "docmanager:save")
    page.evaluate("window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
    page.evaluate("window.jupyterapp.shell.currentWidget.dispose()")
    open_notebook(page, address, "saved.ipynb")
    expect(page.frame_locator("iframe").locator("[data-ready=true]")).to_be_visible()
    still = page.locator("[data-still]")
    expect(still).to_be_visible()
    expect(still).to_contain_text("6 circles, 6 squares, 6 triangles; not trained yet.")
    expect(still).to_contain_text("To move it, run its cell in a notebook with a kernel.")
    expect(page.locator(".demo.live")).to_have_count(0)
