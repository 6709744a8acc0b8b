"""Where no filter refuses it, a submission can limit the process that keeps it: that costs itself."""

import pytest

from autograder.grading.warm_process import WorkerFailed
from autograder.grading.worker import Worker
from tests.autograder.helpers.in_boxes import LIMITS, grade, graded, student

# Without walls, of which seccomp is one, the keeper is seen: of the processes above, the one below the warm one.
_FINDS_ITS_KEEPER = """
import os, resource
def above(number):
    return int(open(f"/proc/{number}/stat").read().rpartition(")")[2].split()[1])
line = [os.getpid()]
while "autograder.boxes" in open(f"/proc/{line[-1]}/cmdline").read():
    line.append(above(line[-1]))
keeper = line[-3]
"""
_LIMITS_IT = "resource.prlimit(keeper, resource.RLIMIT_CPU, (1, 1))\n"
_ENDS_IT = "os.kill(keeper, 9)\nwhile True: pass"


@pytest.fixture(scope="module")
def unwalled():
    with Worker("none", LIMITS) as worker:
        yield worker


def test_it_costs_the_cell_and_nobody_else(unwalled):
    results = grade(
        unwalled,
        student("def f(x): return x"),
        student(_FINDS_ITS_KEEPER + _LIMITS_IT + _ENDS_IT),
        student("def g(x): return x"),
        graded("assert f(1) == 1"),
        graded("assert g(1) == 1"),
        asked="f g",
    )
    assert [result.score for result in results] == [None, None, None, 4.0, 4.0]
    assert results[1].status == "died"
    assert grade(unwalled, student("def f(x): return x"), graded("assert f(1) == 1"))[-1].score == 4.0


def test_one_that_somebody_else_killed_is_a_fault_of_the_machine(unwalled):
    with pytest.raises(WorkerFailed, match="was killed by somebody else"):
        grade(unwalled, student(_FINDS_ITS_KEEPER + _ENDS_IT))
