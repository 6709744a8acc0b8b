"""The saved pages of the demos, for the tests in a browser."""

import base64
import io
from functools import partial

from matplotlib.image import imread

from course_lib import demos
from course_lib.losses.hinge import squared_hinge, svm_loss
from tests.course_lib.live_view.painted import CANVAS
from tests.course_lib.live_view.tangent import everything

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


def one_to_one(opened, demo, path):
    """Open a page so wide that its picture has the size it was drawn for."""
    page = opened(path, width=demo.size[0] + 32)
    # The page is laid out when it may: on a busy machine that is after it says that it is ready.
    page.wait_for_function(
        "([width, height]) => { const box = document.querySelector('.picture').getBoundingClientRect(); "
        "return box.width === width && box.height === height; }",
        arg=list(demo.size),
    )
    return page


def canvas(page):
    """What the demo has painted, (height, width, 4); a canvas that nothing was painted on yet is 300 wide."""
    wait_until(page, "document.querySelector('canvas').width !== 300")
    return imread(io.BytesIO(base64.b64decode(page.evaluate(CANVAS))))


def wait_until(page, condition, seconds=30):
    """Wait until an expression of the page is true; the pages' policy forbids Playwright's own way."""
    for _ in range(20 * seconds):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"after {seconds} s it is still not true that {condition}")
