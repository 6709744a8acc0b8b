"""Every demo on a wide, a usual and a narrow page, and enlarged to 200 %."""

import pytest

from tests.course_lib.live_view.pages import MAKE, a_frame_later, wait_until

pytestmark = pytest.mark.browser
WIDTHS = (1400, 1000, 700, 500, 350)  # 1400 at 200 % is 700, 1000 is 500, and 700 is 350
SMALLEST = 0.83  # of the size in which the letters of a picture were drawn
LOOK = """() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const width = (node) => node.getBoundingClientRect().width;
  const scroller = document.querySelector('.scroller'), cue = document.querySelector('.cue');
  const picture = document.querySelector('.picture').getBoundingClientRect();
  const text = (node) => node.scrollWidth > node.clientWidth + 1 && node.className;
  return {
    layout: Number(document.querySelector('.demo').dataset.layout),
    sideways: document.documentElement.scrollWidth - window.innerWidth,
    cut: scroller.scrollWidth > scroller.clientWidth + 1,
    cue: !cue.hidden && width(cue) > 0,
    shape: picture.width / picture.height,
    picture: picture.width,
    sliders: all('.controls > .slider input').map(width),
    words: all('.demo p:not(.spoken), .demo label, .demo legend, .demo output').map(text).filter(Boolean),
  };
}"""


@pytest.fixture
def looks(saved, visited):
    """Name -> what a page looks like at each width."""

    def get(name):
        page = visited(saved(name)[1], width=WIDTHS[0])
        seen = {}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wait_until(page, f"window.innerWidth === {width}")
            a_frame_later(page)
            seen[width] = page.evaluate(LOOK)
        return seen

    return get


@pytest.mark.parametrize("name", MAKE)
def test_a_demo_fits_every_page(looks, saved, name):
    demo = saved(name)[0]
    for width, look in looks(name).items():
        assert look["sideways"] <= 0, width
        assert look["cut"] is look["cue"], width
        assert look["words"] == [], width
        fits = demo.size[0] * 0.92 <= width - 32
        assert look["layout"] == (0 if fits or not demo.stacks else 1), width
        drawn = demo.size[0] if look["layout"] == 0 else 400
        assert look["picture"] >= SMALLEST * drawn, width
        assert max(look["sliders"], default=0) - min(look["sliders"], default=0) < 1, width
        assert width < 500 or not look["cut"] or not demo.stacks, width


def test_a_resized_page_changes_the_layout_and_back(looks):
    shapes = [look["shape"] for look in looks("learning_rate").values()]
    assert shapes[0] == pytest.approx(shapes[1], rel=0.01) and shapes[0] > 2 > 1 > shapes[2]
