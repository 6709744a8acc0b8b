"""The page: what is counted, what is said, and what never stands in it."""

import re

import pytest

from autograder.checking.display import Markup
from autograder.classroom.feedback.own_demo import DemoKey, DemosOnDemand, made_demo
from autograder.classroom.feedback.page import Setting, total
from autograder.classroom.feedback.settings import FeedbackPage, models_released
from autograder.exercises.exercise import known_exercises
from autograder.writing.marks import CellScore
from tests.autograder.classroom.feedback.pages import ATTACK, graded, page
from tests.autograder.classroom.feedback.test_prose import parsed

PLAIN = Setting()


def section(html, number):
    """The part about one question, counted from 1."""
    return re.search(rf'<section id="question-{number}".*?</section>', html, re.DOTALL)[0]


@pytest.mark.parametrize(
    ("scores", "penalty", "words"),
    [
        ([CellScore(3.0, 2.5, False), CellScore(2.0, 2.0, False)], 0.0, "4.5 of 5 points."),
        (
            [CellScore(3.0, 2.5, False), CellScore(1.0)],
            0.0,
            "2.5 of 3 points so far; 1 more point waits for your teacher.",
        ),
        ([CellScore(3.0), CellScore(2.0)], 0.0, "Not graded yet: 5 more points wait for your teacher."),
        ([CellScore(3.0, 2.5, False)], 1.0, "1.5 of 3 points, after 1 point off for being late."),
        ([CellScore(3.0, 0.5, False)], 1.0, "0 of 3 points, after 1 point off for being late."),
    ],
)
def test_the_total_counts_only_what_is_graded(scores, penalty, words):
    assert total(scores, penalty) == words


def test_an_exercise_goes_by_its_name_with_points_mistake_picture_and_table():
    html = page(PLAIN, svm_loss=0)
    assert "Test cell" not in html
    assert '<code>svm_loss</code><span class="state">✗ 0 of 2 points</span>' in html
    wrong = section(html, 9)
    assert graded(svm_loss=0).cells["svm_loss-check"].said.replace("`", "") in re.sub("</?code>", "", wrong)
    assert "<svg" in wrong and "✗ " in wrong
    assert "The case “" in wrong and "wanted" in wrong and "came" in wrong
    right = section(html, 1)
    assert "✓ 2 of 2 points" in right and "<svg" not in right and "came" not in right


def test_a_mistake_without_a_name_shows_what_was_wanted_in_the_case_that_it_names():
    said = "In the case “one example” `losses` differs in 1 of 1 entries, most at [0]: 3; expected 2.9."
    part = section(page(PLAIN, multiclass_hinge=said), 1)
    assert "The case “one example”" in part and "wanted" in part and ">came<" not in part


def test_what_nobody_graded_waits():
    html = page(PLAIN)
    assert "12 of 12 points so far; 10 more points wait for your teacher." in html
    assert section(html, 2).count("2 points, waits for your teacher") == 1


def test_model_answers_stand_there_only_when_they_are_released():
    assert "Model answer" not in page(PLAIN) and "scores[rows, y]" not in page(PLAIN)
    released = page(Setting(models=True))
    assert "Model answer" in released and "scores[rows, y]" in released and "SOLUTION" not in released


def test_model_answers_are_released_for_all_for_some_or_for_none():
    assert models_released(FeedbackPage(model_answers=True), "hw")
    assert models_released(FeedbackPage(model_answers=["hw"]), "hw")
    assert not models_released(FeedbackPage(model_answers=["other"]), "hw")
    assert not models_released(FeedbackPage(), "hw")


def test_no_html_of_a_student_is_live():
    html = page(Setting(models=True), svm_loss=f"In the case “{ATTACK}” it raises X: {ATTACK}")
    found = parsed(html)
    assert found.acting == [] and "script" not in found.tags and "img" not in found.tags
    assert "Ada &lt;Lovelace&gt;" in html and "&lt;script&gt;" in html


def test_a_right_answer_and_a_recognised_mistake_move_the_demo_and_no_other_does():
    asked = []

    class Asked(DemosOnDemand):
        def __getitem__(self, key):
            asked.append(key)
            return Markup("<iframe></iframe>")

    said = "In the case “one example” it raises X."
    html = page(Setting(demos=Asked()), squared_hinge=0, multiclass_hinge=said, svm_loss=ATTACK)
    assert [n for n in (1, 3, 5, 9) if "<iframe" in section(html, n)] == [3, 5]
    wrong, right = known_exercises()["squared_hinge"].mistakes[0].sentence, ""
    assert asked == [
        DemoKey("demos.hinge_slopes(loss=squared_hinge)", (("squared_hinge", wrong),)),
        DemoKey("demos.learning_rate(loss=binary_hinge_loss)", (("binary_hinge_loss", right),)),
    ]


def test_the_demo_of_a_mistake_is_another_one_than_that_of_a_right_answer():
    call = "demos.hinge_slopes(loss=squared_hinge)"
    wrong = known_exercises()["squared_hinge"].mistakes[0].sentence
    demos = DemosOnDemand()
    right, mistaken = (
        demos[DemoKey(call, (("squared_hinge", ""),))],
        demos[DemoKey(call, (("squared_hinge", wrong),))],
    )
    assert right.startswith("<p data-hint") and "<iframe" in mistaken and right != mistaken
    assert demos[DemoKey(call, (("squared_hinge", ""),))] is right and len(demos) == 2


def test_a_demo_that_needs_a_kernel_or_cannot_be_drawn_is_left_out():
    assert made_demo(DemoKey("demos.train_svm(loss=svm_loss)", (("svm_loss", ""),))) is None
    assert made_demo(DemoKey("demos.hinge_slopes(loss=no_such_name)", ())) is None
    assert made_demo(DemoKey("demos.hinge_slopes(loss=lambda *_: 1 / 0)", ())) is None
    assert made_demo(DemoKey("1 / 0", ())) is None
