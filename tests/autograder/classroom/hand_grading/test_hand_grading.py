"""Answers in groups, rubrics, and manual scores as formgrader has them."""

import json

import pytest
from click.testing import CliRunner

from autograder.classroom.hand_grading import grouping
from autograder.classroom.hand_grading.grouping import grouped
from autograder.classroom.hand_grading.questions import questions, read_answers, text_of
from autograder.classroom.hand_grading.rubric import Item, Rubric
from autograder.classroom.hand_grading.scores import Score, Scores
from autograder.classroom.hand_grading.server import Desk
from autograder.cli import main
from autograder.reading.course import SetupError, open_course
from autograder.reading.read_assignment import read_assignment
from autograder.writing.gradebook import open_gradebook
from tests.autograder.classroom.graded_class import grade, gradebook, penalties, stored
from tests.autograder.helpers.small_course import ANSWERS, submit

ESSAYS = {
    "ann": "It is **so**.",
    "bob": "it is so",
    "cem": "It is not so at all.",
    "dora": "The loss is a mean.",
}


def test_equal_answers_are_one_group_and_similar_ones_are_neighbours():
    texts = {
        "ann": "The penalty makes the weights small, so the margin grows.",
        "bob": "Something else entirely.",
        "cem": "the penalty makes the WEIGHTS small so the margin grows",
        "dora": "The penalty makes the weights small, so the margin shrinks.",
    }
    assert grouped(texts) == [["ann", "cem"], ["dora"], ["bob"]]


@pytest.mark.parametrize(("one", "other"), [("a > b", "a < b"), ("x + 1", "x - 1"), ("", "..., !")])
def test_signs_count_and_punctuation_does_not(one, other):
    assert (len(grouped({"ann": one, "bob": other})) == 1) == (one == "")


def test_a_large_class_is_grouped_by_equality_alone(monkeypatch):
    monkeypatch.setattr(grouping, "_MOST_COMPARED", 2)
    answers = {"a": "one two three four", "b": "else", "c": "one two three four five", "d": "else"}
    assert grouped(answers) == [["b", "d"], ["a"], ["c"]]


def test_a_rubric_survives_and_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "rubrics" / "hw.json"
    Rubric(path).replace("main", "essay", (Item("names λ", 2, "Good."), Item("off topic", -1)))
    assert Rubric(path).items("main", "essay") == (Item("names λ", 2.0, "Good."), Item("off topic", -1.0))
    assert Rubric(path).items("main", "other") == ()
    assert [each.name for each in path.parent.iterdir()] == ["hw.json"]


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"main/essay": [{"text": "x"}]}', '{"a/b": [{"text": "", "points": 1}]}']
)
def test_a_rubric_that_is_none_is_refused(tmp_path, text):
    (tmp_path / "hw.json").write_text(text)
    with pytest.raises(SetupError, match="must be JSON of the form"):
        Rubric(tmp_path / "hw.json")


@pytest.fixture
def desk(course_folder):
    for student, essay in ESSAYS.items():
        submit(course_folder, student, {**ANSWERS, "essay": essay})
    grade(course_folder)
    course = open_course(course_folder)
    with open_gradebook(course) as book:
        read = read_assignment(course, "hw", book.released("hw"), has_submissions=True)
    answers = read_answers(course, read, sorted(ESSAYS))
    return Desk(
        "hw", questions(read), answers, Scores(course, "hw"), Rubric(course_folder / "rubrics" / "hw.json")
    )


def number_of(desk, grade_id):
    return next(k for k, question in enumerate(desk.questions) if question.grade_id == grade_id)


def test_what_a_person_grades_is_asked(desk):
    assert [(each.grade_id, each.points) for each in desk.questions] == [
        ("sketch", 3),
        ("essay", 5),
        ("project", 1),
    ]
    essay = desk.question(number_of(desk, "essay"))
    assert (essay["model"], essay["section"]) == ("<p>The answer.</p>\n", "Doubling")
    assert [[each["student"] for each in group["answers"]] for group in essay["groups"]][0] == ["ann", "bob"]
    assert all(each["is_waiting"] for group in essay["groups"] for each in group["answers"])


def test_a_score_is_nbgraders_manual_one_and_stays_when_graded_again(desk, course_folder):
    number = number_of(desk, "essay")
    desk.grade(number, ["ann", "bob"], 3.5, "Nearly.")
    assert stored(course_folder, "ann")["essay"] == (None, 3.5, False)
    assert stored(course_folder, "cem")["essay"][2]
    with gradebook(course_folder) as book:
        assert book.find_comment("essay", "main", "hw", "bob").comment == "Nearly."
        assert book.find_submission("hw", "ann").score == pytest.approx(7 + 3.5)
    grade(course_folder, force=True)
    assert stored(course_folder, "ann")["essay"] == (None, 3.5, False)
    assert desk.overview()[number]["waiting"] == 2


def test_changes_are_taken_back_one_by_one(desk):
    number = number_of(desk, "essay")
    desk.grade(number, ["ann"], 3, "First.")
    desk.grade(number, ["ann", "cem"], 4, "Second.")
    assert desk.take_back() == number
    scores = {each.student: each for each in desk.scores.read("main", "essay")}
    assert scores["ann"] == Score("ann", 3.0, "First.", is_waiting=False)
    assert scores["cem"] == Score("cem", None, "", is_waiting=True)
    assert desk.take_back() == number
    assert desk.scores.read("main", "essay")[0] == Score("ann", None, "", is_waiting=True)
    assert desk.take_back() is None


@pytest.mark.parametrize("score", [-1, 5.5, float("nan"), float("inf")])
def test_a_score_out_of_range_changes_nothing(desk, score):
    with pytest.raises(ValueError, match="must be from 0 to 5"):
        desk.grade(number_of(desk, "essay"), ["ann"], score, "")
    assert desk.take_back() is None


def test_a_student_without_the_answer_changes_nothing(desk):
    with pytest.raises(KeyError):
        desk.grade(number_of(desk, "essay"), ["ann", "nobody"], 1, "")
    assert desk.scores.read("main", "essay")[0].score is None


def test_nothing_to_grade_is_told(course_folder):
    ran = CliRunner().invoke(main, ["hand-grade", "hw", "--course", str(course_folder), "--no-browser"])
    assert ran.exit_code == 2
    assert "it has nothing graded yet" in ran.output


def test_control_characters_of_an_answer_are_visible(course_folder):
    submit(course_folder, "ann", {**ANSWERS, "essay": "so\u202e it is\x1b[31m"})
    grade(course_folder)
    course = open_course(course_folder)
    with open_gradebook(course) as book:
        read = read_assignment(course, "hw", book.released("hw"), has_submissions=True)
    text = text_of(read_answers(course, read, ["ann"])["main", "essay", "ann"])
    assert not {"\u202e", "\x1b"} & set(text)
    assert json.dumps(text)


def test_what_lateness_costs_follows_the_points(course_folder):
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write(
            'c.AssignLatePenalties.plugin_class = "autograder.writing.class_list.late_rules.LateRules"\n'
            "c.LateRules.percent_a_day = 10\n"
        )
    (submit(course_folder, "ann") / "timestamp.txt").write_text("2026-01-01 13:00:00 UTC")
    with gradebook(course_folder) as book:
        book.update_or_create_assignment("hw", duedate="2026-01-01 12:00 UTC")
    grade(course_folder)
    assert penalties(course_folder)["ann"] == pytest.approx(0.7)
    given = Scores(open_course(course_folder), "hw")
    before = given.write("main", "essay", [Score("ann", 5.0, "", is_waiting=False)])
    assert penalties(course_folder)["ann"] == pytest.approx(1.2)
    given.write("main", "essay", before)
    assert penalties(course_folder)["ann"] == pytest.approx(0.7)


def test_code_is_shown_with_what_it_printed(desk):
    sketch = desk.question(number_of(desk, "sketch"))
    assert "<pre>mine\n</pre>" in sketch["groups"][0]["page"]
    assert "print(&#x27;mine&#x27;)" in sketch["groups"][0]["page"]
