"""The saved page in a browser: every control over its whole range, what it reads and what it paints."""

import json
from functools import partial

import numpy as np
import pytest
from playwright.sync_api import expect

from course_lib.live_view.page import describe_page, painter_source, stages_of
from tests.course_lib.live_view.pages import (
    MAKE,
    a_frame_later,
    at_size,
    canvas,
    one_to_one,
    wait_for_picture,
)
from tests.course_lib.live_view.painted import Reference, difference
from tests.course_lib.live_view.tangent import everything
from tests.course_lib.live_view.unpack import unpack

pytestmark = pytest.mark.browser
NO_ROWS = ("circuit", "neuron", "branch")  # pictures that are no rows of panels
DRAG = """(control) => {
  const node = Array.from(document.querySelectorAll('.controls > .slider, .controls > fieldset'))[control];
  const range = node.querySelector('input[type=range]'), radios = node.querySelectorAll('input[type=radio]');
  const all = (selector, read) => Array.from(document.querySelectorAll(selector), read), seen = [];
  for (let i = 0; i < (range ? Number(range.max) + 1 : radios.length); i++) {
    if (range) { range.value = i; range.dispatchEvent(new Event('input')); } else radios[i].click();
    seen.push({
      sentence: document.querySelector('.sentence').textContent,
      outputs: all('.slider output', (output) => output.textContent),
      spoken: all('input[type=range]', (input) => input.getAttribute('aria-valuetext')),
    });
  }
  return seen;
}"""
SET = """indices => document.querySelectorAll('.controls > .slider, .controls > fieldset').forEach((node, k) => {
  const range = node.querySelector('input[type=range]');
  if (range) { range.value = indices[k]; range.dispatchEvent(new Event('input')); }
  else node.querySelectorAll('input')[indices[k]].click();
})"""


@pytest.fixture
def saved(saved):
    """Demos beside what their pages show: both are of this process."""
    return partial(saved, here=True)


def settings(demo, indices):
    return {c.name: c.values[i] for c, i in zip(demo.controls, indices, strict=True)}


@pytest.mark.parametrize("name", MAKE)
def test_every_slider_reads_right_over_its_whole_range(saved, visited, name):
    demo, path = saved(name)
    page = visited(path)
    _, table = unpack(path.read_text(encoding="utf-8"))
    sliders = [k for k, control in enumerate(demo.controls) if control.type != "choice"]
    for k, control in enumerate(demo.controls):
        page.get_by_role("button", name="Back to the start").click()
        for i, seen in enumerate(page.evaluate(DRAG, k)):
            at = [c.start for c in demo.controls]
            at[k] = i
            assert seen["sentence"] == table(at)["sentence of the picture"]
            written = [demo.controls[s].texts[at[s]] for s in sliders]
            assert seen["outputs"] == written
            assert seen["spoken"] == written
            if i in (0, len(control.values) - 1):
                chosen = settings(demo, at)
                assert seen["sentence"] == demo.sentence(demo.frame(**chosen), **chosen)
        assert len(control.values) == i + 1


@pytest.mark.parametrize("name", MAKE)
def test_a_page_is_under_a_megabyte(saved, name):
    assert saved(name)[1].stat().st_size < 1_000_000


def places(demo):
    """Settings to look at, each once: the ends of every control from the start, corners, random ones."""
    yield from {tuple(place): list(place) for place in _places(demo)}.values()


def _places(demo):
    first = [control.start for control in demo.controls]
    counts = [len(control.values) for control in demo.controls]
    for k, n in enumerate(counts):
        yield from ([*first[:k], i, *first[k + 1 :]] for i in (0, n - 1))
    yield from ([0] * len(counts), [n - 1 for n in counts])
    rng = np.random.default_rng(1)
    yield from (rng.integers(counts).tolist() for _ in range(2))


@pytest.mark.parametrize("name", MAKE)
def test_the_pixels_are_those_that_matplotlib_draws(saved, visited, name):
    demo, path = saved(name)
    page, reference = one_to_one(visited, demo, path), Reference(demo)
    for indices in places(demo):
        page.evaluate(SET, indices)
        expected, elsewhere = reference.paint(**settings(demo, indices))
        lost, colour = difference(canvas(page), expected, elsewhere)
        assert lost < 0.02, (indices, lost)
        assert colour < 0.04, (indices, colour)


# Where the panels of every demo lie is a test of its layouts; here they are painted there, for every third one.
@pytest.mark.parametrize("name", [name for name in MAKE if name not in NO_ROWS][::3])
def test_the_pixels_of_panels_under_each_other_are_those_that_matplotlib_draws(saved, visited, name):
    demo, path = saved(name)
    reference = Reference(demo, stacked=True)
    page = at_size(visited, path, reference.size)
    for indices in list(places(demo))[-1:]:
        page.evaluate(SET, indices)
        expected, elsewhere = reference.paint(**settings(demo, indices))
        lost, colour = difference(canvas(page), expected, elsewhere)
        assert lost < 0.03, (indices, lost)
        assert colour < 0.04, (indices, colour)


def test_the_comparison_of_pixels_sees_a_picture_of_another_setting(saved, opened):
    demo, path = saved("learning_rate")
    page, reference = one_to_one(opened, demo, path), Reference(demo)
    page.evaluate(SET, [40])
    lost, _ = difference(canvas(page), *reference.paint(alpha=demo.controls[0].values[60]))
    assert lost > 0.1
    demo, path = saved("hinge_classifier")
    page, reference = one_to_one(opened, demo, path), Reference(demo)
    expected, elsewhere = reference.paint()
    _, colour = difference(canvas(page), expected[..., [2, 1, 0, 3]], elsewhere)
    assert colour > 0.06


def test_a_resized_window_is_painted_anew(saved, opened):
    demo, path = saved("hinge_classifier")
    page = opened(path, width=1000)
    page.set_viewport_size({"width": demo.size[0] + 32, "height": 700})
    expect(page.locator("canvas").first).to_have_attribute("width", str(demo.size[0]))
    lost, _ = difference(canvas(page), *Reference(demo).paint())
    assert lost < 0.02


def test_two_copies_in_one_page_do_not_disturb_each_other(tmp_path, opened):
    frame = everything()._repr_mimebundle_()["text/html"]
    (tmp_path / "two.html").write_text(
        f'<html lang="en"><body data-ready="true">{frame}{frame}', encoding="utf-8"
    )
    page = opened(tmp_path / "two.html")
    first, second = page.frames[1:]
    for copy in (first, second):
        copy.wait_for_selector("[data-ready=true]")
    second.locator("input[type=range]").first.press("End")
    expect(second.locator(".sentence")).to_have_text("At 2, left, step 0.")
    expect(first.locator(".sentence")).to_have_text("At 0.5, left, step 0.")


def test_two_widgets_in_one_page_keep_their_labels_and_their_choices(tmp_path, opened):
    demo = everything()
    page_data = json.dumps(describe_page(demo, stages_of(demo, demo.frame())))
    views = "".join(
        f"<section></section><script>{{{painter_source()}\n"
        f"buildView(document.currentScript.previousSibling, {page_data}, () => {{}});}}</script>"
        for _ in range(2)
    )
    (tmp_path / "widgets.html").write_text(f'<body data-ready="true">{views}', encoding="utf-8")
    page = opened(tmp_path / "widgets.html")
    expect(page.locator("section")).to_have_count(2)
    for view in page.locator("section").all():
        expect(view.get_by_label("position")).to_have_count(1)
        expect(view.get_by_role("radio", name="left")).to_be_checked()


HIDE_FOR_A_MOMENT = """() => {
  const frame = document.querySelector('iframe');
  frame.style.display = 'none';
  frame.contentWindow.dispatchEvent(new Event('resize'));
  frame.style.display = '';
}"""


def test_a_picture_that_was_hidden_for_a_moment_is_there_again(tmp_path, opened):
    # JupyterLab does this when its theme changes.
    frame = everything()._repr_mimebundle_()["text/html"]
    (tmp_path / "tab.html").write_text(f'<html lang="en"><body data-ready="true">{frame}', encoding="utf-8")
    page = opened(tmp_path / "tab.html")
    page.frames[1].wait_for_selector("[data-ready=true]")
    before = canvas(page.frames[1])
    page.evaluate(HIDE_FOR_A_MOMENT)
    a_frame_later(page.frames[1])
    wait_for_picture(page.frames[1], before)


def test_a_cell_that_is_run_again_leaves_nothing_in_memory(tmp_path, opened):
    frame = everything()._repr_mimebundle_()["text/html"]
    (tmp_path / "again.html").write_text(
        '<html lang="en"><body data-ready="true" data-jp-theme-light="true"><div></div>', encoding="utf-8"
    )
    page = opened(tmp_path / "again.html")
    memory = page.context.new_cdp_session(page)
    for _ in range(10):
        page.evaluate("frame => { document.querySelector('div').innerHTML = frame; }", frame)
        page.frames[1].wait_for_selector("[data-ready=true]")
    memory.send("HeapProfiler.collectGarbage")
    assert memory.send("Memory.getDOMCounters")["documents"] <= 4  # the page, the frame, and one in passing


def test_a_frame_is_as_high_as_its_content(tmp_path, opened):
    frame = everything()._repr_mimebundle_()["text/html"]
    (tmp_path / "one.html").write_text(f'<html lang="en"><body data-ready="true">{frame}', encoding="utf-8")
    page = opened(tmp_path / "one.html")
    page.frames[1].wait_for_selector("[data-ready=true]")
    page.wait_for_function(
        "() => { const f = document.querySelector('iframe'), d = f.contentDocument.documentElement;"
        " return Math.abs(f.clientHeight - d.scrollHeight) <= 1; }"
    )
