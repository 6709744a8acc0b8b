"""The saved pages of the demos, for the tests in a browser."""

import base64
import io
from functools import partial
from pathlib import Path

import axe_playwright_python
import numpy as np
from matplotlib.image import imread

from course_lib import demos
from course_lib.losses.hinge import squared_hinge, svm_loss
from tests.browser import PATIENCE
from tests.course_lib.live_view.painted import CANVAS
from tests.course_lib.live_view.tangent import everything

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async (options) =>
  (await axe.run(options)).violations.map((violation) => [violation.id, violation.nodes[0].html])"""
STEP = 50  # milliseconds between two looks at a page
BOX = """() => {
  const { width, height } = document.querySelector('.picture').getBoundingClientRect();
  return [width, height];
}"""
# Every public demo that has a page of its own (a new one is tested without a line here), and some variants.
PUBLIC = {name: getattr(demos, name) for name in demos.__all__ if name.islower() and name != "checked"}
MAKE = {
    "everything": everything,
    "neuron": partial(demos.circuit, "neuron"),
    "branch": partial(demos.circuit, "branch"),
    "learning_rate of svm_loss": partial(demos.learning_rate, svm_loss),
    "weight_scale of squared_hinge": partial(demos.weight_scale, squared_hinge),
    **{name: make for name, make in PUBLIC.items() if not isinstance(make(), demos.LiveDemo)},
}


def at_size(opened, path, size, **options):
    """Open a page so wide that its picture has this size: one pixel of the page a pixel of the layout."""
    page = opened(path, width=size[0] + 32, **options)
    # The page is laid out when it may: on a busy machine that is after it says that it is ready.
    wait_until(page, f"(({BOX})()).join() === '{size[0]},{size[1]}'")
    return page


def one_to_one(opened, demo, path, **options):
    """Open a page so wide that its picture has the size it was drawn for."""
    return at_size(opened, path, demo.size, **options)


def canvas(page):
    """What the demo has painted, (height, width, 4); a canvas that nothing was painted on yet is 300 wide."""
    wait_until(page, "document.querySelector('canvas').width !== 300")
    return imread(io.BytesIO(base64.b64decode(page.evaluate(CANVAS))))


def wait_until(page, condition):
    """Wait until an expression of the page is true; the pages' policy forbids Playwright's own way."""
    wait_for(page, lambda: page.evaluate(condition), condition)


def wait_for_picture(page, expected):
    """Wait until a demo has painted exactly these pixels, (height, width, 4)."""
    wait_for(page, lambda: np.array_equal(canvas(page), expected), "the demo painted the expected pixels")


def wait_for(page, holds, what):
    """Wait until something holds that no `expect` of Playwright's can tell."""
    for _ in range(PATIENCE // STEP):
        if holds():
            return
        page.wait_for_timeout(STEP)
    raise AssertionError(f"after {PATIENCE / 1000:.0f} s it is still not true that {what}")


def a_frame_later(page):
    """Wait until the browser has laid out and painted what a test just did."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


def assert_accessible_in_both_themes(page):
    """axe-core finds nothing; another theme has other colours, and nothing else, so only they are looked at."""
    page.emulate_media(color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "cat.color") == []


def violations(page, *tags):
    """What axe-core finds, [(rule, the first element)], by all rules or by those with these tags."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(VIOLATIONS, {"runOnly": list(tags)} if tags else {})
    return [tuple(each) for each in found]
