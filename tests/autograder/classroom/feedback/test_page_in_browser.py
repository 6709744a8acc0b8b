"""The page in a browser without a network: demos move, formulas are drawn, axe-core has nothing to say."""

import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from autograder.classroom.feedback.own_demo import DemosOnDemand
from autograder.classroom.feedback.page import Setting
from tests.autograder.classroom.feedback.pages import page as feedback

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = "async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])"


class OneDemo(DemosOnDemand):
    """Only the one that is made fastest."""

    def __getitem__(self, key):
        return super().__getitem__(key) if "hinge_slopes" in key.call else None


@pytest.fixture(scope="module")
def html():
    return feedback(Setting(demos=OneDemo()), multiclass_hinge=0, svm_loss=1)


@pytest.fixture
def opened(html, tmp_path, chromium):
    """Open a page offline; what it asked for is in `page.asked`."""
    contexts = []

    def open_page(text=html, **options):
        path = tmp_path / "feedback.html"
        path.write_text(text, encoding="utf-8")
        contexts.append(chromium.new_context(offline=True, bypass_csp=False, **options))
        page = contexts[-1].new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_a_demo_moves_offline_and_nothing_is_asked_of_anyone(opened):
    page = opened()
    demo = page.frame_locator("iframe").first
    expect(demo.locator("[data-ready=true]")).to_be_visible()
    before = demo.locator(".sentence").inner_text()
    demo.locator("input[type=range]").first.press("End")
    expect(demo.locator(".sentence")).not_to_have_text(before)
    assert [url for url in page.asked if not url.startswith(("file:", "about:", "data:"))] == []
    fraction = page.locator("math mfrac").first
    expect(fraction).to_be_visible()
    assert fraction.bounding_box()["height"] > 10


def test_a_script_that_got_into_the_page_does_not_run(opened, html):
    taken = '<script>document.title = "taken"</script><img src="x" onerror="document.title = 1">'
    page = opened(html.replace("<main>", f"<main>{taken}"))
    # The demos still do.
    expect(page.frame_locator("iframe").first.locator("[data-ready=true]")).to_be_visible()
    expect(page).to_have_title(re.compile("^Feedback: Loss functions"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(opened, html, theme):
    page = opened(color_scheme=theme)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(
        "for (const each of document.querySelectorAll('iframe')) each.remove()"
    )  # tested on their own
    page.evaluate(AXE)
    assert page.evaluate(VIOLATIONS) == []
    page.evaluate("document.querySelector('.state').style.color = 'var(--line)'")
    page.evaluate("document.documentElement.lang = ''")
    assert {name for name, _ in page.evaluate(VIOLATIONS)} >= {"color-contrast", "html-has-lang"}


def test_a_phone_scrolls_in_one_direction_only(opened):
    page = opened(viewport={"width": 360, "height": 740})
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= 360")
