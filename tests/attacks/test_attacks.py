"""Hostile submissions against the running grader: nothing is gained, nothing is lost, nobody else notices."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import nbformat
import psutil
import pytest

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.local import LocalPool
from autograder.grading.sandbox import bubblewrap_problem
from autograder.grading.worker import Worker
from autograder.reading.course import open_course
from autograder.sample_class.students import Answer, SampleStudent, write_class
from autograder.writing.gradebook import open_gradebook
from tests.attacks.attacked_course import ASSIGNMENT, POINTS, RIGHT, SECRET, notebook
from tests.attacks.crashes import CRASHES, RECKLESS
from tests.attacks.escapes import LEAKS, escapes
from tests.attacks.forgeries import FORGERIES

pytestmark = [
    pytest.mark.course,
    pytest.mark.skipif(bubblewrap_problem() is not None, reason="bubblewrap does not work here"),
]

REPOSITORY = Path(__file__).parents[2]
LIMITS = Limits(
    cell_seconds=1.0,
    test_seconds=3.0,
    submission_seconds=15.0,
    memory=768 * 2**20,
    disk=16 * 2**20,
    wall_factor=5.0,
    least_wall_seconds=10.0,
)
ABSTRACT = f"course-attacked-{os.getpid()}"  # two runs on one machine do not meet
# Before and after the attackers in the alphabet, and so in the queue.
HONEST = tuple(
    SampleStudent(name, {exercise: Answer(source) for exercise, source in RIGHT.items()})
    for name in ("a-honest", "m-honest", "zz-honest")
)
_FIXED = (*HONEST, *FORGERIES, *CRASHES, *RECKLESS, *LEAKS)
ESCAPES = escapes("COURSE", "REPOSITORY", 1, ABSTRACT, 1)  # for their names


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("attacked")
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(notebook(), root / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'attacked'\n")
    return root


@pytest.fixture(scope="session")
def before():
    """What ran below this process before the attacks, such as the browser of other tests."""
    return set(psutil.Process().children(recursive=True))


@pytest.fixture(scope="session")
def results(before, course):
    """Student -> `StudentResult`, of one run over everybody."""
    os.environ["COURSE_TEST_SECRET"] = "1"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(f"\0{ABSTRACT}")
        unix.listen()
        port = server.getsockname()[1]
        reaching = escapes(str(course), str(REPOSITORY), port, ABSTRACT, os.getpid())
        write_class(course, ASSIGNMENT, (*_FIXED, *reaching))
        opened = open_course(course)
        with open_gradebook(opened) as gradebook:
            graded = grade_class(
                opened,
                gradebook,
                ASSIGNMENT,
                # Several attacks only wait for the wall clock: let them wait side by side.
                LocalPool(lambda modules: Worker(limits=LIMITS, modules=modules), 8),
            )
    del os.environ["COURSE_TEST_SECRET"]
    return {result.student: result for result in graded}


def _scores(result):
    scores = {cell.grade_id: cell.score for cell in result.cells}
    return {name: scores.get(f"{name}-check", float("nan")) / POINTS for name in RIGHT}


def _by_name(students):
    return pytest.mark.parametrize("student", students, ids=lambda student: student.name)


@_by_name(_FIXED)
def test_an_attack_reaches_what_it_aims_at(student):
    for answer in student.answers.values():
        for line in answer.source.splitlines():
            if line.strip().startswith(("from autograder", "import autograder")):
                exec(line.strip(), {})


def test_everybody_is_graded_and_only_code_that_waits_is_not_final(results):
    problems = {name: result.problem for name, result in results.items() if result.problem}
    assert {name: text for name, text in problems.items() if "ended by the wall clock" not in text} == {}
    assert "sleeps" in problems
    assert not problems.keys() & {student.name for student in HONEST}


@_by_name((*HONEST, *CRASHES))
def test_each_question_gets_what_it_deserves(student, results):
    expected = {name: answer.score for name, answer in student.answers.items()}
    assert _scores(results[student.name]) == expected, results[student.name]


@_by_name(FORGERIES)
def test_nothing_is_earned_by_forging(student, results):
    """Nor is it only out of time."""
    expected = {name: answer.score for name, answer in student.answers.items()}
    assert "CPU time" not in {cell.ended_by for cell in results[student.name].cells}
    assert _scores(results[student.name]) == expected, results[student.name]


@_by_name(RECKLESS)
def test_recklessness_earns_nothing_more(student, results):
    scores = _scores(results[student.name])
    assert all(scores[name] <= answer.score for name, answer in student.answers.items()), scores


@_by_name(ESCAPES)
def test_the_walls_hold(student, results, course):
    text = (course / "autograded" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()
    printed = [
        output["text"]
        for cell in json.loads(text)["cells"]
        for output in cell.get("outputs", [])
        if output["output_type"] == "stream"
    ]
    printed = "".join("".join(part) for part in printed)
    assert "HELD" in printed and "ESCAPED" not in printed, printed
    assert set(_scores(results[student.name]).values()) == {1.0}


@_by_name(LEAKS)
def test_hidden_inputs_stay_hidden(student, results, course):
    graded = (course / "autograded" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()
    assert _scores(results[student.name]) == {name: answer.score for name, answer in student.answers.items()}
    assert SECRET not in graded


def test_nothing_of_the_course_changed(results, course):
    assert sorted(path.name for path in course.iterdir()) == sorted(
        ["source", "release", "submitted", "autograded", "gradebook.db", "nbgrader_config.py"]
    )


def test_no_process_is_left(before, results):
    left = [each.cmdline() for each in psutil.Process().children(recursive=True) if each not in before]
    assert not [
        line
        for line in left
        if "autograder.boxes" in line or "autograder.instructor_box" in line or "98765" in line
    ], left
    everywhere = [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]
    assert not [line for line in everywhere if line.startswith("sleep 98765")]


def test_graded_notebooks_are_notebooks(results, course):
    for path in (course / "autograded").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
        assert path.stat().st_size < 2_000_000, path
