"""Every notebook that somebody can hand in, however broken, gets a verdict."""

import json

import nbformat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.grading.one_submission import grade_submission
from autograder.reading.submission import Submission
from tests.autograder.helpers.broken_notebooks import Echoes, broken_notebooks, check_readable, in_version
from tests.autograder.helpers.small_course import answered, plain

IN_THE_SUITE = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_a_broken_notebook_gets_a_verdict(assignment, released_course):
    notebook = answered(released_course)

    @IN_THE_SUITE
    @given(broken_notebooks(notebook))
    def check(broken):
        _, _, data = broken
        graded = grade_submission(assignment, Submission("ann", {"main.ipynb": data}), Echoes())
        check_readable(graded, assignment)

    check()


@settings(IN_THE_SUITE, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_get_a_verdict(assignment, data):
    check_readable(
        grade_submission(assignment, Submission("ann", {"main.ipynb": data}), Echoes(), ["main"]), assignment
    )


def test_an_undamaged_notebook_of_every_version_earns_all_points(assignment, released_course):
    for version in ("3", "4.0", "4.4", "4.5"):
        data = json.dumps(in_version(answered(released_course), version)).encode()
        [graded] = grade_submission(
            assignment, Submission("ann", {"main.ipynb": data}), Echoes(), ["main"]
        ).notebooks.values()
        assert graded.verdict.problem is None
        assert [cell.score for cell in graded.verdict.cells] == [2.0, 4.0]


def test_the_notebook_that_is_broken_is_a_good_one(released_course):
    notebook = answered(released_course)
    nbformat.validate(notebook)
    assert json.loads(plain(notebook)) == in_version(notebook, "4.5")
