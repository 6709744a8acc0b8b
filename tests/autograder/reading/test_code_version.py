"""A corrected exercise grades its own lecture again, and no other; a corrected grader, all of them."""

import shutil
from pathlib import Path

import pytest

from autograder.reading import code_version as module
from autograder.reading.code_version import check_version, grader_version

ROOT = Path(module.__file__).parents[2]
TOPICS = ("loss_functions", "softmax")


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The packages' code, to be changed."""
    for name in ("autograder", "course_lib"):
        shutil.copytree(
            ROOT / name,
            tmp_path / name,
            ignore=lambda _, names: {n for n in names if "." in n and not n.endswith(".py")},
        )
    monkeypatch.setattr(module, "_ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("autograder/exercises/loss_functions/__init__.py", {"loss_functions", "other"}),
        ("autograder/exercises/loss_functions/svm_loss.py", {"loss_functions", "other"}),
        ("autograder/exercises/softmax/__init__.py", {"softmax", "other"}),
        ("autograder/checking/check.py", {"loss_functions", "softmax", "other"}),
        ("autograder/checking/diagnosis.py", {"loss_functions", "softmax", "other"}),
        ("course_lib/losses/penalties.py", {"loss_functions", "other"}),
        ("autograder/checking/check_view.py", set()),
        ("autograder/cli.py", set()),
        ("course_lib/training/polynomial.py", set()),
    ],
)
def test_the_version_of_check_follows_the_code_that_decides(copy, changed, touched):
    topics = (*TOPICS, "other")
    before = {topic: check_version(topic) for topic in topics}
    with open(copy / changed, "a") as file:
        file.write("\n# changed\n")
    assert {topic for topic in topics if check_version(topic) != before[topic]} == touched


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ("autograder/reading/rebuild.py", False),
        ("autograder/instructor_box/verdicts.py", False),
        ("autograder/boxes/crossing/standins.py", False),
        ("autograder/boxes/process/limits.py", False),
        ("autograder/grading/sandbox.py", False),
        ("autograder/cli.py", True),
        ("autograder/writing/gradebook.py", True),
        ("autograder/classroom/class_report.py", True),
        ("autograder/exercises/softmax/__init__.py", True),
    ],
)
def test_the_version_of_the_grader_follows_the_boxes(copy, changed, same):
    before = grader_version()
    with open(copy / changed, "a") as file:
        file.write("\n# changed\n")
    assert (grader_version() == before) == same
