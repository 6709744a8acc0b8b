"""A limit that is met inside the student's process is named, with where to set it."""

import pytest

from autograder.boxes.limits import Limits
from autograder.grading.named_limits import with_limits_named
from autograder.records import CellResult
from tests.autograder.helpers.in_boxes import grade, graded, student

LIMITS = Limits(memory=512 * 10**6, disk=4 * 10**6)
MEMORY = "A submission may use 512 MB of memory (memory; AutograderLimits.memory in nbgrader_config.py or --memory)."
DISK = "A submission may write 4 MB of files (disk; AutograderLimits.disk in nbgrader_config.py or --disk)."


def named(message="", **error):
    outputs = [{"output_type": "error", "traceback": [], **error}] if error else []
    (result,) = with_limits_named([CellResult("error", message=message, outputs=outputs)], LIMITS)
    return result.message


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("The test failed at: f(1)\nMemoryError", MEMORY),
        ("numpy.exceptions._ArrayMemoryError: Unable to allocate 8. GiB for an array", MEMORY),
        ("OSError: [Errno 27] File too large", DISK),
        ("OSError: [Errno 28] No space left on device: 'a'", DISK),
    ],
)
def test_a_message_ends_in_the_limit(message, sentence):
    assert named(message) == f"{message}\n{sentence}"


def test_an_exception_that_is_shown():
    assert named(ename="MemoryError", evalue="") == MEMORY
    assert named(ename="OSError", evalue="[Errno 27] File too large") == DISK


@pytest.mark.parametrize(
    "message", ["", "no MemoryError here", "OSError: [Errno 2] No such file or directory"]
)
def test_nothing_else_is_named(message):
    assert named(message) == message


def test_a_cell_and_its_test_name_what_was_met(walled):
    writes = "open('large', 'wb').write(bytes(2**28))\ndef f():\n    return 1"
    cell, test = grade(walled, student(writes), graded("assert f() == 1"))
    assert "--disk)." in cell.message and "--disk)." in test.message
    assert test.score == 0.0
