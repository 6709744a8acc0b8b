"""A student's cells and an instructor's tests as a plan, graded by a worker."""

from dataclasses import replace
from textwrap import dedent

from autograder.boxes.limits import Limits
from autograder.records import Plan, PlannedCell

LIMITS = Limits(
    cell_seconds=1.0,
    test_seconds=3.0,
    submission_seconds=60.0,
    memory=2**30,
    wall_factor=60.0,
)
# For what waits: nothing else of a test may depend on how busy the machine is.
IMPATIENT = replace(LIMITS, wall_factor=3.0, least_wall_seconds=3.0)


def student(source, rendered=False):
    return PlannedCell(student_source=dedent(source), rendered=rendered)


def shared(source):
    return PlannedCell(student_source=dedent(source), test_source=dedent(source))


def graded(source, points=4.0):
    return PlannedCell(test_source=dedent(source), points=points, grade_id="test")


def grade(worker, *cells, asked="f", **files):
    names = frozenset(asked.split())
    return worker.grade(Plan(cells, names, frozenset(name for name in names if name[0].isupper()), **files))


def verdict(worker, answer, test, asked="f", before="import numpy as np"):
    """Result of one test of one answer."""
    return grade(worker, shared(before), student(answer), graded(test), asked=asked)[-1]
