"""A live demo that is drawn on: by mouse, finger and keyboard, in the page that JupyterLab would show."""

import base64
import re

import numpy as np
import pytest
from playwright.sync_api import expect

from course_lib import demos
from course_lib.live_view import live

pytestmark = pytest.mark.browser
# A kernel's side of the widget: what is sent is answered by Python, in this process.
WIDGET = """async ({ source, page }) => {
  const { default: widget } = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  let hear = null;
  const model = {
    get: () => page,
    on: (_, callback) => { hear = callback; },
    off: () => {},
    send: async (question) => {
      const { content, bytes } = await window.python(question);
      const blob = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
      hear(content, blob.length ? [new DataView(blob.buffer)] : []);
    },
  };
  widget.render({ model, el: document.body });
}"""


@pytest.fixture(scope="module")
def demo():
    """It trains its net once; each view has a sheet of its own."""
    return demos.draw_a_digit()


@pytest.fixture
def asking(demo, chromium):
    """(page, view): a page that still asks, and the view behind it."""
    demo.outputs()
    _, (view,) = live.OPEN[demo.title]
    context = chromium.new_context(viewport={"width": 900, "height": 1000}, has_touch=True, offline=True)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def answer(question):
        content, buffers = live.answer(view, question)
        return {"content": content, "bytes": base64.b64encode(buffers[0]).decode() if buffers else ""}

    page.expose_function("python", answer)
    page.add_style_tag(content=view._css)
    page.evaluate(WIDGET, {"source": view._esm, "page": view.page})
    expect(page.locator(".demo.live[data-frames]")).to_be_visible()
    yield page, view
    assert complaints == []
    context.close()
    live.close_views(demo.title)


@pytest.fixture
def canvas(asking):
    """(page, view, place): a page with the canvas, the view behind it, image pixels -> pixels of the page."""
    page, view = asking
    page.get_by_role("button", name="Open without a guess").click()
    page.get_by_role("button", name="Clear").click()
    wait(page, "Nothing is drawn.")
    expect(page.locator(".picture")).to_be_visible()
    box = page.locator(".picture").bounding_box()
    scale = box["width"] / view.demo.size[0]
    left = view.stage.figure.axes[0]

    def place(x, y):
        across, up = left.transData.transform((x, y))
        return box["x"] + scale * across, box["y"] + scale * (view.demo.size[1] - up)

    return page, view, place


def wait(page, words):
    expect(page.locator(".sentence")).to_contain_text(words)


def test_a_digit_is_drawn_by_mouse_finger_and_keyboard(canvas):
    page, view, place = canvas
    page.mouse.move(*place(4.5, 0.7))
    page.mouse.down()
    page.mouse.move(*place(4.5, 7.3), steps=4)
    page.mouse.up()
    wait(page, "The net reads 1 (")
    middle = view.state.ink[:, 4]
    assert middle.min() > 0.9 and view.state.ink[:, :2].max() == 0

    page.mouse.move(*place(1.5, 1.5))  # let go: nothing is drawn
    page.get_by_role("button", name="Clear").click()
    wait(page, "Nothing is drawn.")

    touch = page.context.new_cdp_session(page)
    for kind, spots in (
        ("touchStart", [(1.5, 4.5)]),
        ("touchMove", [(4.0, 4.5)]),
        ("touchMove", [(6.5, 4.5)]),
        ("touchEnd", []),
    ):
        points = [dict(zip("xy", place(*spot), strict=True)) for spot in spots]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    wait(page, "at column 6.5, row 4.5")
    assert view.state.ink[4, 1:6].min() > 0.9 and view.state.ink[:2].max() == 0

    picture = page.locator(".picture")
    picture.focus()
    page.keyboard.press("Delete")
    wait(page, "Nothing is drawn. The pen is up")
    for key in (" ", "ArrowDown", "ArrowDown", " "):
        page.keyboard.press(key)
    wait(page, "The pen is up, at column 6.5, row 5.5")
    assert view.state.ink[4:6, 6].min() > 0.5
    np.testing.assert_array_equal(view.state.ink[:, :4], 0)
    expect(picture).to_have_attribute("aria-label", re.compile("Space puts it down"))


def test_a_live_demo_asks_first_and_opens_after_any_answer(asking):
    page, view = asking
    picture, eraser = page.locator(".picture"), page.get_by_label("erase")
    expect(page.get_by_role("radio", name="about 10 %")).to_be_visible()
    expect(picture).to_be_hidden()
    expect(eraser).to_be_hidden()
    page.get_by_role("radio", name="about 10 %").check()
    page.get_by_role("button", name="Answer").press("Enter")
    expect(page.locator(".told")).to_contain_text("✗ You said “about 10 % for each digit”")
    expect(page.locator(".told")).to_contain_text("no place for “none”")
    wait(page, "The net reads 4 (100%)")
    expect(picture).to_be_visible()
    expect(eraser).to_be_visible()
    page.get_by_role("button", name="Ask me again").click()
    expect(picture).to_be_hidden()


def test_the_eraser_takes_ink_away(canvas):
    page, view, place = canvas
    page.mouse.click(*place(4.5, 4.5))
    wait(page, "at column 4.5, row 4.5")
    assert view.state.ink[4, 4] == 1
    page.get_by_label("erase").check()
    page.mouse.click(*place(4.5, 4.6))
    wait(page, "row 4.6")
    assert view.state.ink[4, 4] < 0.1
