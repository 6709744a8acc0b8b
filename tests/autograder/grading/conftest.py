"""The small course's assignment, read once."""

import pytest

from autograder.reading.course import open_course
from autograder.reading.read_assignment import read_assignment
from autograder.writing.gradebook import open_gradebook


@pytest.fixture(scope="session")
def assignment(released_course):
    course = open_course(released_course)
    with open_gradebook(course) as gradebook:
        return read_assignment(course, "hw", gradebook.released("hw"))
