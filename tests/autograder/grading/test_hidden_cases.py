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
    wrong = "In the hidden case “a small matrix, other numbers” `dR` is wrong."
    assert result.message == f"`R` is right in every case. {wrong}"


def test_the_students_box_does_not_hold_the_secret():
    assert "ValueError: nothing" in graded(SEARCHING, SECRET).message


# Of the calls in a check of `elastic_net`, the sixteenth is one with a hidden case.
KEEPING = """
import os
_right, _calls = elastic_net, []
def kept():
    return float(open("kept").read()) if os.path.exists("kept") else 0.5
def elastic_net(W, beta):
    _calls.append(1)
    if len(_calls) == 16:
        open("kept", "w").write(repr(float(abs(W).sum())))
    {inside}
    return _right(W, beta)
def multiclass_hinge(scores, y):
    {later}
"""
# What tells a kept input: inside the same check, or in a later test.
TELLING = {
    "an exception": ("pass", "raise ValueError(repr(kept()))"),
    "its name": ("pass", "raise type('E' + str(int(1000 * kept())), (Exception,), {})"),
    "a number": ("pass", "return np.arange(len(y)) ** 3 + kept()"),
    "a text": ("pass", "return repr(kept())"),
    "a note on what is not asked for": ("if len(_calls) == 23: raise ValueError(repr(kept()))", "return 0"),
}


@pytest.fixture(scope="module")
def two_workers():
    """Workers of two courses, which differ in their secrets alone."""
    with Worker("bwrap", LIMITS, secret=b"one") as one, Worker("bwrap", LIMITS, secret=b"another") as another:
        yield one, another


@pytest.mark.parametrize("way", TELLING)
def test_what_is_shown_does_not_depend_on_the_secret(way, two_workers):
    inside, later = TELLING[way]
    source = VECTORISED["elastic_net"] + KEEPING.replace("{inside}", inside).replace("{later}", later)
    plain = "multiclass_hinge(np.zeros((1, 2)), [0]) == 1, multiclass_hinge(np.zeros((1, 2)), [0])"
    cells = (
        PlannedCell("import numpy as np", "import numpy as np"),
        PlannedCell(student_source=source),
        PlannedCell(test_source="from autograder import check"),
        PlannedCell(test_source="check(elastic_net)", points=2.0, grade_id="first"),
        PlannedCell(test_source="check(multiclass_hinge)", points=2.0, grade_id="second"),
        PlannedCell(test_source=f"assert {plain}", points=2.0, grade_id="plain"),
    )
    plan = Plan(cells, frozenset({"elastic_net", "multiclass_hinge"}))
    one, another = ([result.message for result in worker.grade(plan)] for worker in two_workers)
    assert one == another
    assert one[-1].startswith("The test failed at: assert multiclass_hinge")


def test_a_known_mistake_is_told_without_another_run(two_workers):
    ran = []

    def counted(task, budget):
        ran.append(task)
        return whole(task, budget)

    worker = two_workers[0]
    whole, worker._pass = worker._pass, counted
    try:
        cells = (
            PlannedCell("import numpy as np", "import numpy as np"),
            PlannedCell(student_source=VECTORISED["elastic_net"].replace("2 * beta", "beta")),
            PlannedCell(test_source="from autograder import check"),
            PlannedCell(test_source="check(elastic_net)", points=2.0, grade_id="elastic_net-check"),
        )
        result = worker.grade(Plan(cells, frozenset({"elastic_net"})))[-1]
    finally:
        del worker._pass
    assert result.mistakes == ["square_gradient_without_two"], result
    assert len(ran) == 1
