"""The hidden cases in the boxes: drawn from the secret, which the student's box never gets."""

import pytest

from autograder.grading.sandbox import bubblewrap_problem
from autograder.grading.worker import Worker
from autograder.records import Plan, PlannedCell
from autograder.sample_class.loss_functions.answers import VECTORISED
from tests.autograder.helpers.in_boxes import LIMITS

SECRET = b"a secret that nobody knows"

pytestmark = pytest.mark.skipif(bubblewrap_problem() is not None, reason="bubblewrap does not work here")

# Right for as many calls as there are public cases, then wrong.
WEARING_OUT = (
    VECTORISED["elastic_net"]
    + """
_right, _calls = elastic_net, []
def elastic_net(W, beta):
    _calls.append(1)
    R, dR = _right(W, beta)
    return R, dR + (len(_calls) > 11)
"""
)

SEARCHING = """
import os, subprocess, sys
def elastic_net(W, beta):
    places = ["/proc/self/environ", "/proc/self/cmdline", "/proc/1/cmdline", "/proc/1/environ"]
    seen = []
    for place in places:
        try:
            seen.append(open(place, "rb").read())
        except OSError:
            pass
    seen += [repr(sys.argv).encode(), repr(dict(os.environ)).encode(), sys.stdin.read().encode()]
    raise ValueError("found" if any(b"nobody knows" in each for each in seen) else "nothing")
"""


def graded(source, secret):
    cells = (
        PlannedCell(student_source="import numpy as np"),
        PlannedCell(student_source=source),
        PlannedCell(test_source="from autograder import check"),
        PlannedCell(test_source="check(elastic_net)", points=2.0, grade_id="elastic_net-check"),
    )
    with Worker("bwrap", LIMITS, secret=secret) as worker:
        return worker.grade(Plan(cells, frozenset({"elastic_net"})))[-1]


def test_hidden_cases_are_drawn_where_the_secret_is_known():
    assert graded(WEARING_OUT, b"").score == 2.0
    result = graded(WEARING_OUT, SECRET)
    assert result.score == 0.0
    assert result.message == "In the hidden case “a small matrix, other numbers” `dR` is wrong."


def test_the_students_box_does_not_hold_the_secret():
    assert "ValueError: nothing" in graded(SEARCHING, SECRET).message
