"""The status of a course says what is done, and what comes next."""

import shutil

from click.testing import CliRunner

from autograder.classroom.report.status import course_status
from autograder.cli import main
from autograder.reading.course import open_course
from tests.autograder.classroom.graded_class import grade, gradebook
from tests.autograder.helpers.small_course import submit


def test_a_lecture_goes_its_way(course_folder):
    def status():
        (lecture,) = course_status(open_course(course_folder))
        return lecture

    assert (status().handed_in, status().graded, status().next_step) == (0, 0, "")
    for student in ("ann", "bob"):
        submit(course_folder, student)
    assert (status().handed_in, status().next_step) == (2, "autograder grade hw")
    grade(course_folder)
    lecture = status()
    assert (lecture.graded, lecture.waiting_answers, lecture.waiting_students) == (2, 6, 2)
    assert lecture.next_step == "autograder hand-grade hw"
    with gradebook(course_folder) as book:
        for student in ("ann", "bob"):
            for name in ("sketch", "essay", "project"):
                found = book.find_grade(name, "main", "hw", student)
                found.manual_score, found.needs_manual_grade = 1, False
        book.db.commit()
    assert (status().waiting_answers, status().next_step) == (0, "")
    shutil.rmtree(course_folder / "release")
    assert (status().is_released, status().next_step) == (False, "nbgrader generate_assignment hw")


def test_the_command_prints_a_table(course_folder):
    submit(course_folder, "ann")
    ran = CliRunner().invoke(main, ["status", "--course", str(course_folder)], env={"COLUMNS": "120"})
    assert ran.exit_code == 0
    _, row, *_, head, step = ran.output.splitlines()
    assert row.split() == ["hw", "yes", "1", "0", "0"]
    assert (head, step) == ("Next:", "  autograder grade hw")
