"""A class graded with the fake worker, and what the gradebook holds of it."""

from nbgrader.api import Gradebook

from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.reading.course import open_course
from autograder.writing.gradebook import open_gradebook
from tests.autograder.helpers.fakes import FakeWorker
from tests.autograder.helpers.small_course import ANSWERS

HALF = {**ANSWERS, "double": "def double(x):\n    return 6", "root": "root = 1"}


def grade(root, jobs=1, setting="", **options):
    """Grade with the fake worker: the results by student, and how many notebooks were run."""
    FakeWorker.calls = 0
    course = open_course(root)
    with open_gradebook(course) as gradebook:
        results = grade_class(course, gradebook, "hw", LocalPool(FakeWorker, jobs, setting), **options)
    return {result.student: result for result in results}, FakeWorker.calls


def gradebook(root):
    return Gradebook(f"sqlite:///{root}/gradebook.db")


def stored(root, student):
    """grade_id -> (automatic score, manual score, needs a person) in nbgrader's gradebook."""
    with gradebook(root) as book:
        return {
            grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for notebook in book.find_submission("hw", student).notebooks
            for grade in notebook.grades
        }


def penalties(root):
    """Student -> points off for being late."""
    with gradebook(root) as book:
        return {each.student.id: each.late_submission_penalty for each in book.assignment_submissions("hw")}
