"""A demo where there is no kernel, no network, no JavaScript, or an old browser."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.course_lib.live_view.lab import write_notebook
from tests.course_lib.live_view.tangent import everything

pytestmark = pytest.mark.browser


def test_without_javascript_the_picture_and_its_sentence_are_there(saved, opened):
    demo, path = saved("learning_rate")
    page = opened(path, java_script_enabled=False)
    assert width_of(page.locator("img")) > 500
    expect(page.locator(".sentence")).to_have_text(demo.sentence(demo.frame()))
    expect(page.locator("input")).to_have_count(0)


def test_an_exported_notebook_is_alive_offline(tmp_path, opened):
    import nbformat
    from nbconvert import HTMLExporter

    bundle = everything()._repr_mimebundle_()
    cell = nbformat.v4.new_code_cell("demo", outputs=[nbformat.v4.new_output("execute_result", bundle)])
    body, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    frame = body[body.index("<iframe") : body.index("</iframe>")]
    (tmp_path / "x.html").write_text(
        f'<html lang="en"><body data-ready="true" data-jp-theme-light="false">{frame}</iframe>',
        encoding="utf-8",
    )
    page = opened(tmp_path / "x.html")
    page.frames[1].wait_for_selector("[data-theme=dark][data-ready=true]")
    page.frames[1].locator("input[type=range]").first.press("End")
    expect(page.frames[1].locator(".sentence")).to_have_text("At 2, left, step 0.")


def test_a_browser_without_decompression_keeps_the_picture(saved, opened, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(saved("everything")[1].as_uri())
    expect(page.locator(".why-not")).to_have_text(
        "This browser is too old to move the picture: it needs Chrome 80, Firefox 113 or Safari 16.4."
    )
    assert width_of(page.locator("img")) > 300
    context.close()


def test_a_run_notebook_exported_by_nbconvert_is_alive_without_a_network(tmp_path, chromium):
    write_notebook(
        tmp_path / "run.ipynb", "from course_lib import demos\ndemos.weight_scale()", "demos.train_svm()"
    )
    export = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", "run.ipynb"]
    subprocess.run(export, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    context = chromium.new_context(offline=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append((request.frame.parent_frame is not None, request.url)))
    page.goto((tmp_path / "run.html").as_uri(), wait_until="domcontentloaded")
    demo = page.frame_locator("iframe[title='Scale of W']")
    expect(demo.locator("[data-ready=true]")).to_be_visible()
    demo.get_by_role("button", name="Open without a guess").click()
    demo.locator("input").press("End")
    expect(demo.locator(".sentence")).to_have_text(
        "With 3.00 W the car image has the loss 0.0, the frog image 34.7."
    )
    expect(page.get_by_text("trust the notebook")).to_be_hidden()
    # The page around it is nbconvert's, with its own links; a demo asks for nothing.
    assert [url for inside, url in asked if inside and not url.startswith(("about:", "data:"))] == []
    assert width_of(page.get_by_alt_text("Demo: Train an SVM on your own points.")) > 500
    context.close()


def width_of(locator):
    """The width in pixels of what is seen."""
    expect(locator).to_be_visible()
    return locator.bounding_box()["width"]
