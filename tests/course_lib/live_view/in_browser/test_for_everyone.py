"""A saved page by keyboard, for screen readers, enlarged, on dense screens, for colour-blind eyes, at rest."""

import io

import numpy as np
import pytest
from matplotlib.image import imread
from playwright.sync_api import expect

from course_lib.live_view.palette import INK
from tests.course_lib.live_view.pages import (
    MAKE,
    assert_accessible_in_both_themes,
    canvas,
    one_to_one,
    violations,
    wait_for_picture,
)

pytestmark = pytest.mark.browser


def test_the_keyboard_alone_is_enough(saved, opened):
    demo, path = saved("everything")
    page = opened(path)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("type", "range")
    expect(focused).to_have_css("outline-style", "solid")
    page.keyboard.press("End")
    expect(page.locator(".sentence")).to_have_text("At 2, left, step 0.")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".sentence")).to_have_text("At 1.5, left, step 0.")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".sentence")).to_have_text("At 1.5, right, step 0.")
    for _ in range(3):  # previous step, its slider, next step
        page.keyboard.press("Tab")
    expect(focused).to_have_attribute("aria-label", "next step: step")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_text("At 1.5, right, step 1.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_text("At 0.5, left, step 0.")


@pytest.mark.parametrize("name", MAKE)
def test_axe_finds_nothing(saved, visited, name):
    assert_accessible_in_both_themes(visited(saved(name)[1]))


def test_axe_would_find_a_slider_without_a_name(saved, opened):
    page = opened(saved("everything")[1])
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('.demo').style.setProperty('--ink', '#aaaaaa')")
    assert {name for name, _ in violations(page)} >= {"label", "color-contrast"}
    assert {name for name, _ in violations(page, "cat.color")} == {"color-contrast"}


@pytest.mark.parametrize("density", [1, 2, 3])
def test_a_dense_screen_gets_as_many_dots_as_it_has(saved, opened, density):
    demo, path = saved("everything")
    page = opened(path, width=demo.size[0] + 32, device_scale_factor=density)
    assert canvas(page).shape[:2] == (density * demo.size[1], density * demo.size[0])


@pytest.mark.parametrize("name", ["everything", "hinge_terms"])
def test_at_200_percent_the_page_does_not_scroll_sideways(saved, opened, name):
    page = opened(saved(name)[1], width=640, height=400, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth <= 640")
    narrow = opened(saved(name)[1], width=320, height=400)
    assert narrow.evaluate("document.documentElement.scrollWidth <= 320")
    assert narrow.evaluate("document.querySelector('.scroller').tabIndex") == 0


COUNT = """() => {
  window.spoken = [];
  const spoken = document.querySelector('[role=status]');
  const note = () => window.spoken.push(spoken.textContent);
  new MutationObserver(note).observe(spoken, { childList: true, characterData: true, subtree: true });
}"""


def test_a_drag_is_spoken_once_when_it_rests(saved, opened):
    demo, path = saved("learning_rate")
    control = demo.controls[0]
    last = {control.name: control.values[control.start + 12]}
    page = opened(path)
    sentence = page.locator(".sentence")
    expect(page.locator("[role=status]")).to_have_text(sentence.inner_text())
    expect(page.locator("output")).to_have_attribute("aria-live", "off")  # the slider speaks its value itself
    page.evaluate(COUNT)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # from here on time passes when the test says so
    for _ in range(12):
        page.locator("input").press("ArrowRight")
    expect(sentence).to_have_text(demo.sentence(demo.frame(**last), **last))
    assert page.evaluate("window.spoken") == []
    page.clock.run_for(1000)
    assert page.evaluate("window.spoken") == [sentence.inner_text()]


def test_on_paper_the_colours_are_those_of_the_light_theme(saved, opened):
    path = saved("everything")[1]
    page = opened(path, color_scheme="dark")
    assert not np.array_equal(canvas(page), canvas(opened(path)))
    page.emulate_media(media="print", color_scheme="dark")
    wait_for_picture(page, canvas(opened(path)))
    expect(page.locator(".demo")).to_have_css("--ink", INK)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_forced_colours_leave_the_picture_on_its_own_paper(saved, opened, theme):
    # The notebook's theme and that of the system need not agree.
    page = opened(saved("everything")[1], forced_colors="active", color_scheme=theme)
    other = {"light": "dark", "dark": "light"}[theme]
    page.evaluate("theme => { document.querySelector('.demo').dataset.theme = theme; }", other)
    paper = {"light": "rgb(254, 254, 254)", "dark": "rgb(22, 22, 24)"}[other]
    expect(page.locator(".picture")).to_have_css("background-color", paper)
    expect(page.locator(".demo")).not_to_have_css("background-color", paper)


def test_nothing_moves_unasked(saved, opened):
    page = one_to_one(opened, *saved("learning_rate"), reduced_motion="reduce")
    first = canvas(page)
    page.wait_for_timeout(300)
    assert (canvas(page) == first).all()
    assert page.evaluate("document.getAnimations().length") == 0


SWATCHES = """() => {
  document.body.innerHTML = '<div class="demo" style="display:flex;max-width:none;padding:0"></div>';
  for (const name of ['paper', 'ink', 'blue', 'vermilion', 'green', 'purple']) {
    const box = document.createElement('div');
    box.style.cssText = `width:40px;height:40px;background:var(--${name})`;
    document.querySelector('.demo').append(box);
  }
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_stay_apart_for_colour_blind_eyes(saved, opened, theme):
    page = opened(saved("everything")[1], color_scheme=theme)
    page.evaluate(SWATCHES)
    eyes = page.context.new_cdp_session(page)
    for deficiency in ("protanopia", "deuteranopia", "tritanopia"):
        eyes.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
        row = imread(io.BytesIO(page.screenshot()))[20, 20:240:40, :3]
        lab = cie_lab(row)
        apart = np.linalg.norm(lab[:, None] - lab, axis=-1)[np.triu_indices(len(lab), 1)]
        assert apart.min() > 9, deficiency  # about 2 can just be distinguished


def cie_lab(rgb):
    """CIE L*a*b* (n, 3), D65, of sRGB colours (n, 3) in [0, 1]."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    x, y, z = (linear @ to_xyz.T / to_xyz.sum(axis=1)).T
    f = [np.where(v > 216 / 24389, np.cbrt(v), (24389 / 27 * v + 16) / 116) for v in (x, y, z)]
    return np.stack([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])], axis=1)
