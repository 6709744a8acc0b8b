"""A hundred answers graded in the page by keyboard; and who may not come in."""

import asyncio
import contextlib
import http.client
import json
import threading
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from autograder.classroom.feedback.graded import GradedAnswer
from autograder.classroom.hand_grading.questions import Question
from autograder.classroom.hand_grading.rubric import Rubric
from autograder.classroom.hand_grading.scores import Score
from autograder.classroom.hand_grading.server import Desk, serve
from tests.browser import PATIENCE

TEXT = "It has a **margin**: $s_j$ <img src=x onerror=document.title='acted'><script>document.title='acted'</script> "
STUDENTS = [f"s{k:03}" for k in range(100)]


@dataclass
class KeptScores:
    """As `Scores`, in memory."""

    held: dict = field(default_factory=lambda: {name: Score(name, None, "", True) for name in STUDENTS})

    def names(self):
        return {"s000": "Ann <b>Miller</b>"}

    def read(self, notebook, grade_id):
        return list(self.held.values())

    def write(self, notebook, grade_id, scores):
        before = [self.held[each.student] for each in scores]
        self.held |= {each.student: each for each in scores}
        return before


@pytest.fixture
def desk(tmp_path):
    question = Question("main", "essay", "Why a margin?", "Say why.", "Because.", 3.0)
    answers = {("main", "essay", name): GradedAnswer(TEXT + str(int(name[1:]) * 7919)) for name in STUDENTS}
    return Desk("hw", [question], answers, KeptScores(), Rubric(tmp_path / "hw.json"))


@pytest.fixture
def address(desk):
    loop, stop, told = asyncio.new_event_loop(), asyncio.Event(), []
    started = threading.Event()

    def ready(where):
        told.append(where)
        started.set()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve(desk, 0, ready, stop)))
    thread.start()
    assert started.wait(60)
    yield told[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def request(where, method, path, body, headers):
    with contextlib.closing(http.client.HTTPConnection(where, timeout=60)) as connection:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()


@pytest.fixture
def page(chromium, address):
    opened = chromium.new_page(viewport={"width": 1200, "height": 800})
    opened.set_default_timeout(PATIENCE)
    opened.goto(address)
    expect(opened.locator("#progress")).to_have_text("0 of 100 graded; answer 1 of 100")
    yield opened
    opened.close()


def test_a_hundred_answers_are_graded_by_keyboard(page, desk):
    page.click("text=Change the rubric")
    page.fill("#source", "2 | names the margin | Good.\n1 | says why\n-1 | off")
    page.click("#store")
    expect(page.locator("#items button")).to_have_count(3)
    page.focus("#answer")
    assert Axe().run(page).response["violations"] == []
    for k in range(100):
        for key in ("1", "2") if k % 2 else ("1", "3"):
            page.keyboard.press(key)
        page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("100 of 100 graded")
    given = [(each.score, each.comment) for each in desk.scores.held.values()]
    assert sorted(given) == [(1.0, "Good.")] * 50 + [(3.0, "Good.")] * 50
    page.keyboard.press("u")
    expect(page.locator("#progress")).to_contain_text("99 of 100 graded")
    assert sum(each.is_waiting for each in desk.scores.held.values()) == 1


def test_names_are_hidden_until_asked_for_and_are_no_markup(page):
    expect(page.locator("body")).not_to_contain_text("Miller", use_inner_text=True)
    page.keyboard.press("b")
    expect(page.locator("#who")).to_contain_text("Ann <b>Miller</b>")


def test_an_answer_is_rendered_and_cannot_act(page):
    expect(page.locator("#text strong")).to_have_text("margin")
    expect(page.locator("#text math")).to_have_count(1)
    expect(page.locator("#text img, #text script")).to_have_count(0)
    expect(page.locator("#text")).to_contain_text("<script>")
    expect(page).to_have_title("hw: grade by hand")


def test_a_score_out_of_range_is_told_in_the_page(page, desk):
    page.fill("#score", "7")
    page.click("#save")
    expect(page.locator("#said")).to_contain_text("must be from 0 to 3")
    assert all(each.is_waiting for each in desk.scores.held.values())


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({}, "/questions", 403),
        ({"X-Token": "wrong"}, "/questions", 403),
        ({"X-Token": "", "Host": "evil.example"}, "/questions", 403),
        ({}, "/../server.py", 403),
        ({}, "/", 200),
    ],
)
def test_only_who_has_the_token_sees_the_class(address, headers, path, status):
    where, _, token = address.removeprefix("http://").partition("/#")
    if "Host" in headers:
        headers = {**headers, "X-Token": token}
    answer, text = request(where, "GET", path, None, headers)
    assert answer.status == status
    assert "answer" not in text or status == 200
    if status == 200:
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"students": ["s000"], "score": "many"}', '{"students": ["x"], "score": 1}']
)
def test_what_is_no_score_is_refused(address, desk, body):
    where, _, token = address.removeprefix("http://").partition("/#")
    answer, text = request(where, "POST", "/questions/0", body, {"X-Token": token})
    assert answer.status == 400
    assert json.loads(text)["error"]
    assert all(each.is_waiting for each in desk.scores.held.values())
