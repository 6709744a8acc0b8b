"""Lateness costs what the course's rules say, of each student by the extension of the class list."""

from datetime import UTC, date, datetime

import pytest

from autograder.reading.course import SetupError
from autograder.writing.class_list.late_rules import LateRules
from autograder.writing.class_list.people import read_people
from tests.autograder.classroom.graded_class import grade, gradebook, penalties
from tests.autograder.helpers.small_course import submit

DUE = datetime(2026, 1, 1, 12, tzinfo=UTC)
RULES = """
c.AssignLatePenalties.plugin_class = "autograder.writing.class_list.late_rules.LateRules"
c.LateRules.percent_a_day = 10
c.LateRules.grace_hours = 2
c.LateRules.most_percent = 30
"""


@pytest.mark.parametrize(
    ("hours", "percent"), [(0, None), (2, None), (2.1, 10), (24, 10), (24.1, 20), (72, 30), (9999, 30)]
)
def test_days_begun_count_after_the_grace_up_to_the_cap(hours, percent):
    rules = LateRules(percent_a_day=10, grace_hours=2, most_percent=30)
    assert rules.late_submission_penalty("ann", 50.0, 3600 * hours) == (percent and percent / 2)


def test_nothing_earned_is_nothing_taken():
    assert LateRules(percent_a_day=10).late_submission_penalty("ann", 0.0, 3600) is None


@pytest.fixture
def course(course_folder):
    """Ann, Bob and Cem hand in two days and an hour late."""
    with open(course_folder / "nbgrader_config.py", "a") as config:
        config.write(RULES)
    for name in ("ann", "bob", "cem"):
        (submit(course_folder, name) / "timestamp.txt").write_text("2026-01-03 13:00:00 UTC")
    with gradebook(course_folder) as book:
        book.update_or_create_assignment("hw", duedate=DUE.replace(tzinfo=None))
    return course_folder


def test_extensions_are_each_students_own_and_change_without_a_run(course):
    table = course / "students.csv"
    table.write_text("id,extension_days,extension_days:hw\nann,,\nbob,1,\ncem,1,3\n")
    grade(course)
    # Ann is in her third day, Bob in his second, Cem in time, of 7 points.
    assert penalties(course) == pytest.approx({"ann": 2.1, "bob": 1.4, "cem": 0.0})
    table.write_text("id,extension_days\nann,2\nbob,\ncem,\n")
    _, calls = grade(course)
    assert calls == 0
    assert penalties(course) == pytest.approx({"ann": 0.0, "bob": 2.1, "cem": 2.1})


def test_an_extension_that_was_granted_otherwise_stays_where_the_list_names_none(course):
    grade(course)
    with gradebook(course) as book:
        book.grant_extension("hw", "ann", days=9)
    (course / "students.csv").write_text("id\nann\nbob\ncem\n")
    grade(course)
    assert penalties(course)["ann"] == 0.0


def test_without_a_due_date_nobody_is_late(course):
    (course / "students.csv").write_text("id,extension_days\nann,2\n")
    with gradebook(course) as book:
        book.update_or_create_assignment("hw", duedate=None)
    grade(course)
    assert set(penalties(course).values()) == {0.0}


def test_a_list_says_who_joined_late_and_who_left(tmp_path):
    path = tmp_path / "students.csv"
    path.write_text("id,joined,left\nann,2026-02-01,\nbob,,2026-03-01\n")
    ann, bob = read_people(path)
    assert (ann.joined, ann.left) == (date(2026, 2, 1), None)
    assert (bob.joined, bob.left) == (None, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("head", "text", "said"),
    [
        ("joined", "1.2.2026", "`joined` must be a day such as 2026-03-02; got 1.2.2026"),
        ("extension_days", "two", "must be a number of days such as 3 or 0.5; got two"),
        ("extension_days:hw", "-1", "`extension_days:hw` must not be negative; got -1"),
        ("extension_days", "inf", "must be a number of days such as 3 or 0.5; got inf"),
    ],
)
def test_what_is_no_date_and_no_number_is_named(tmp_path, head, text, said):
    path = tmp_path / "students.csv"
    path.write_text(f"id,{head}\nann,{text}\n")
    with pytest.raises(SetupError) as caught:
        read_people(path)
    assert said in str(caught.value)
