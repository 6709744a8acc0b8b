"""The saved page in a browser, offline: every slider over its whole range, by keyboard, at every size."""

import base64
import io
from pathlib import Path

import axe_playwright_python
import numpy as np
import pytest
from matplotlib.image import imread

from course_lib import demos
from tests.demos.painted import CANVAS, Reference, difference
from tests.demos.tangent import everything
from tests.demos.unpack import unpack

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"

# Every public demo that has a page of its own: a new one is tested without a line here.
PUBLIC = {name: getattr(demos, name) for name in demos.__all__ if name.islower() and name != "checked"}
MAKE = {"everything": everything} | {
    name: make for name, make in PUBLIC.items() if not isinstance(make(), demos.LiveDemo)
}
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


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Name -> (demo, path of its page)."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}

    def get(name):
        if name not in made:
            demo = MAKE[name]()
            demo.save(folder / f"{name}.html")
            made[name] = demo, folder / f"{name}.html"
        return made[name]

    return get


@pytest.fixture
def opened(chromium):
    """Open a page offline; whatever it asks of the network or says on the console fails the test."""
    contexts, complaints = [], []

    def get(path, width=1000, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:")) else complaints.append(r.url)
        )
        page.goto(Path(path).as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector("[data-ready=true]")
        return page

    yield get
    for context in contexts:
        context.close()
    assert complaints == []


def one_to_one(opened, demo, path):
    """Open a page so wide that its picture has the size it was drawn for."""
    page = opened(path, width=demo.size[0] + 32)
    box = page.locator(".picture").bounding_box()
    assert (box["width"], box["height"]) == demo.size
    return page


def canvas(page):
    return imread(io.BytesIO(base64.b64decode(page.evaluate(CANVAS))))


def settings(demo, indices):
    return {c.name: c.values[i] for c, i in zip(demo.controls, indices, strict=True)}


@pytest.mark.parametrize("name", MAKE)
def test_every_slider_reads_right_over_its_whole_range(saved, opened, name):
    demo, path = saved(name)
    page = opened(path)
    _, table = unpack(path.read_text(encoding="utf-8"))
    sliders = [k for k, control in enumerate(demo.controls) if control.kind != "choice"]
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


@pytest.mark.parametrize("name", MAKE)
def test_the_pixels_are_those_that_matplotlib_draws(saved, opened, name):
    demo, path = saved(name)
    page, reference = one_to_one(opened, demo, path), Reference(demo)
    rng = np.random.default_rng(1)
    counts = [len(control.values) for control in demo.controls]
    corners = [[0] * len(counts), [count - 1 for count in counts], [c.start for c in demo.controls]]
    for indices in [*corners, *(rng.integers(counts).tolist() for _ in range(2))]:
        page.evaluate(SET, indices)
        wanted, elsewhere = reference.paint(**settings(demo, indices))
        lost, colour = difference(canvas(page), wanted, elsewhere)
        assert lost < 0.02, (indices, lost)
        assert colour < 0.04, (indices, colour)


def test_the_comparison_of_pixels_sees_a_picture_of_another_setting(saved, opened):
    demo, path = saved("learning_rate")
    page, reference = one_to_one(opened, demo, path), Reference(demo)
    page.evaluate(SET, [40])
    lost, _ = difference(canvas(page), *reference.paint(alpha=demo.controls[0].values[60]))
    assert lost > 0.1
    demo, path = saved("hinge_classifier")
    page, reference = one_to_one(opened, demo, path), Reference(demo)
    wanted, elsewhere = reference.paint()
    _, colour = difference(canvas(page), wanted[..., [2, 1, 0, 3]], elsewhere)
    assert colour > 0.06


def test_the_keyboard_alone_is_enough(saved, opened):
    demo, path = saved("everything")
    page = opened(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "range"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("End")
    assert page.locator(".sentence").inner_text() == "At 2, left, step 0."
    page.keyboard.press("ArrowLeft")
    assert page.locator(".sentence").inner_text() == "At 1.5, left, step 0."
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator(".sentence").inner_text() == "At 1.5, right, step 0."
    for _ in range(3):  # previous step, its slider, next step
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "next step: step"
    page.keyboard.press("Enter")
    assert page.locator(".sentence").inner_text() == "At 1.5, right, step 1."
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".sentence").inner_text() == "At 0.5, left, step 0."


@pytest.mark.parametrize("name", MAKE)
def test_axe_finds_nothing(saved, opened, name):
    page = opened(saved(name)[1])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found = page.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])")
        assert found == []


def test_axe_would_find_a_slider_without_a_name(saved, opened):
    page = opened(saved("everything")[1])
    page.evaluate("document.querySelector('label').remove()")
    page.evaluate("document.querySelector('.demo').style.setProperty('--ink', '#aaaaaa')")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map((v) => v.id)")
    assert set(found) >= {"label", "color-contrast"}


@pytest.mark.parametrize("density", [1, 2, 3])
def test_a_dense_screen_gets_as_many_dots_as_it_has(saved, opened, density):
    demo, path = saved("everything")
    page = opened(path, width=demo.size[0] + 32, device_scale_factor=density)
    assert canvas(page).shape[:2] == (density * demo.size[1], density * demo.size[0])


def test_a_resized_window_is_painted_anew(saved, opened):
    demo, path = saved("hinge_classifier")
    page = opened(path, width=1000)
    page.set_viewport_size({"width": demo.size[0] + 32, "height": 700})
    page.locator(f"canvas[width='{demo.size[0]}']").first.wait_for(state="attached")
    lost, _ = difference(canvas(page), *Reference(demo).paint())
    assert lost < 0.02


@pytest.mark.parametrize("name", ["everything", "hinge_terms"])
def test_at_200_percent_the_page_does_not_scroll_sideways(saved, opened, name):
    page = opened(saved(name)[1], width=640, height=400, device_scale_factor=2)
    assert page.evaluate("document.documentElement.scrollWidth <= 640")
    narrow = opened(saved(name)[1], width=320, height=400)
    assert narrow.evaluate("document.documentElement.scrollWidth <= 320")
    assert narrow.evaluate("document.querySelector('.scroller').tabIndex") == 0


def test_nothing_moves_unasked(saved, opened):
    page = opened(saved("learning_rate")[1], reduced_motion="reduce")
    first = canvas(page)
    page.wait_for_timeout(300)
    assert (canvas(page) == first).all()
    assert page.evaluate("document.getAnimations().length") == 0


def test_without_javascript_the_picture_and_its_sentence_are_there(saved, opened):
    demo, path = saved("learning_rate")
    page = opened(path, java_script_enabled=False)
    assert page.locator("img").bounding_box()["width"] > 500
    assert page.locator(".sentence").inner_text() == demo.sentence(demo.frame())
    assert page.locator("input").count() == 0


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
    assert first.locator(".sentence").inner_text() == "At 0.5, left, step 0."
    assert second.locator(".sentence").inner_text() == "At 2, left, step 0."


def test_a_frame_is_as_high_as_its_content(tmp_path, opened):
    frame = everything()._repr_mimebundle_()["text/html"]
    (tmp_path / "one.html").write_text(f'<html lang="en"><body data-ready="true">{frame}', encoding="utf-8")
    page = opened(tmp_path / "one.html")
    page.frames[1].wait_for_selector("[data-ready=true]")
    page.wait_for_function(
        "() => { const f = document.querySelector('iframe'), d = f.contentDocument.documentElement;"
        " return Math.abs(f.clientHeight - d.scrollHeight) <= 1; }"
    )


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
    assert page.frames[1].locator(".sentence").inner_text() == "At 2, left, step 0."


def test_a_browser_without_decompression_keeps_the_picture(saved, opened, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(saved("everything")[1].as_uri())
    page.wait_for_selector(".why-not")
    assert page.locator(".why-not").inner_text() == (
        "This browser is too old to move the picture: it needs Chrome 80, Firefox 113 or Safari 16.4."
    )
    assert page.locator("img").bounding_box()["width"] > 300
    context.close()
