"""The page asks: by keyboard and by mouse, right and wrong, remembered; what is asked gives nothing away."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from course_lib import demos
from tests.course_lib.live_view.pages import assert_accessible_in_both_themes, canvas, wait_until

pytestmark = pytest.mark.browser
REMEMBERED = """() => Object.entries(localStorage).map(([name, text]) => [name, JSON.parse(text)])"""


def test_by_keyboard_alone_a_wrong_and_a_right_answer_open_the_demo(saved, opened):
    page = opened(saved("hinge_terms")[1], asking=True)
    expect(page.get_by_label("Your number")).to_be_visible()
    expect(page.locator(".picture")).to_be_hidden()
    expect(page.locator(".controls")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("many")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Type a number, such as 0.5 or −2.")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("type", "text")
    page.keyboard.press("Control+A")
    page.keyboard.type("2,5")  # with the comma of other languages
    page.keyboard.press("Enter")
    expect(page.locator(".earlier")).to_contain_text("You said “2.5”.")
    # The reason waits for the end.
    expect(page.locator(".demo")).not_to_contain_text("2.0 and the margin", use_inner_text=True)
    expect(focused).to_have_attribute("type", "radio")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    told = page.locator(".told")
    expect(told).to_contain_text("✗ You said “2.5”; right is “3.0”. The frog's 2.0 and the margin")
    expect(told).to_contain_text("✗ You said “1”; right is “2”. Two terms")
    expect(told).to_be_focused()
    expect(page.locator(".sentence")).to_have_text(re.compile("^An image of a car: cat costs 0.3"))
    expect(page.locator(".picture")).to_be_visible()


def test_the_guess_is_drawn_on_the_picture(saved, opened):
    pages = []
    for said in ("2.9", "-3"):
        page = opened(saved("hinge_terms")[1], asking=True)
        page.get_by_label("Your number").fill(said)
        page.get_by_role("button", name="Answer").click()
        page.get_by_role("radio", name="2", exact=True).check()
        page.get_by_role("button", name="Answer").click()
        pages.append(canvas(page))
    assert (pages[0] != pages[1]).any(axis=-1).sum() > 500  # another line with another label
    expect(page.locator(".told")).to_contain_text("✓ You said “2”: right.")


def test_a_mark_is_set_by_mouse_or_by_keyboard_and_hides_what_gives_it_away(saved, opened):
    page = opened(saved("activations")[1], asking=True, width=812)
    expect(page.locator(".picture")).to_be_visible()
    expect(page.locator(".controls")).to_be_hidden()
    assert page.evaluate(
        "Array.from(document.querySelectorAll('.still .answer')).every((n) => getComputedStyle(n).visibility === 'hidden')"
    )
    expect(page.locator(".ask output")).to_have_text("0.0")
    empty = canvas(page)
    box = page.locator(".picture").bounding_box()
    page.mouse.click(box["x"] + 0.95 * box["width"], box["y"] + 0.5 * box["height"])
    slider = page.locator(".ask input[type=range]")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^(3\.[5-9]|4\.\d)$"))
    assert not np.array_equal(canvas(page), empty)
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "−5.0")
    for _ in range(58):
        slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "−2.1")
    page.get_by_role("button", name="Answer").click()
    page.get_by_role("button", name="Open without a guess").click()  # the other questions are passed over
    expect(page.locator(".still .answer").first).to_have_css("visibility", "visible")


def test_what_was_predicted_is_remembered_and_can_be_asked_again(saved, opened):
    path = saved("weight_scale")[1]
    page = opened(path, asking=True)
    page.get_by_role("radio", name="both change").check()
    page.get_by_role("button", name="Answer").click()
    page.get_by_label("Your number").fill("0.35")
    page.get_by_label("Your number").press("Enter")
    wait_until(page, "localStorage.length === 2")
    (first, second) = sorted((entry for _, entry in page.evaluate(REMEMBERED)), key=lambda e: e["right"])
    assert (first["demo"], first["guess"], first["right"]) == ("Scale of W", "both change", False)
    assert (second["guess"], second["value"], second["right"]) == ("0.35", 0.35, True)
    page.reload()
    page.wait_for_selector("[data-ready=true]")
    expect(page.locator(".told")).to_contain_text("✗ You said “both change”")
    expect(page.locator(".controls")).to_be_visible()
    page.get_by_role("button", name="Ask me again").click()
    expect(page.get_by_role("radio", name="both change")).to_be_visible()
    expect(page.locator(".controls")).to_be_hidden()


def test_a_browser_that_stores_nothing_still_asks(saved, opened, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.goto(saved("logistic_loss")[1].as_uri())
    page.get_by_role("radio", name="a straight line").check()
    page.get_by_role("button", name="Answer").click()
    page.get_by_label("Your number").fill("1")
    page.get_by_label("Your number").press("Enter")
    expect(page.locator(".told")).to_have_text(re.compile("^[^✓]*✓[^✓]*✓[^✓]*$"))
    context.close()


@pytest.mark.parametrize("name", ["hinge_terms", "activations", "softmax_temperature"])
def test_axe_finds_nothing_while_the_page_asks_and_after(saved, opened, name):
    page = opened(saved(name)[1], asking=True)
    expect(page.locator("form.ask").first).to_be_visible()
    assert_accessible_in_both_themes(page)
    while page.locator("form.ask").count():
        radios, number = page.get_by_role("radio").filter(visible=True), page.get_by_label("Your number")
        if number.count():
            number.fill("1")
        elif radios.count():
            radios.first.check()
        page.get_by_role("button", name="Answer").click()
    assert_accessible_in_both_themes(page)


def test_without_javascript_the_questions_and_their_answers_can_be_read(saved, opened):
    demo, path = saved("hinge_terms")
    page = opened(path, java_script_enabled=False)
    expect(page.locator(".question")).to_have_count(len(demo.questions))
    asked = page.locator(".question").all_inner_texts()
    assert asked == [f"Predict first: {question.ask}" for question in demo.questions] or asked == [
        question.ask for question in demo.questions
    ]
    page.locator("summary").first.click()
    expect(page.locator("details").first).to_contain_text(demo.questions[0].why, use_inner_text=True)


def test_a_function_that_has_not_passed_is_named_on_its_page(tmp_path, opened):
    def squared_hinge(scores, y):
        rows = np.arange(len(y))
        terms = np.maximum(0, scores - scores[rows, y][:, None] + 1)
        terms[rows, y] = 0
        return terms.sum(axis=1) ** 2

    demos.hinge_slopes(squared_hinge).save(tmp_path / "own.html")
    page = opened(tmp_path / "own.html")
    expect(page.locator(".unchecked")).to_have_text(re.compile("^squared_hinge has not been checked yet"))
    page.get_by_role("radio", name="two").check()
    for _ in range(10):
        page.get_by_role("slider").press("ArrowRight")
    expect(page.locator(".sentence")).to_contain_text("the squared hinge costs 4.00")  # it should cost 2
