"""formgrader's data come also where a submission's `timestamp.txt` is no date."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.writing import formgrader_pages
from tests.autograder.classroom.graded_class import grade
from tests.autograder.helpers.small_course import submit

ROOT = Path(__file__).parents[3]


@pytest.fixture
def api(course_folder, monkeypatch):
    monkeypatch.setattr(NbGraderAPI, "get_submitted_timestamp", NbGraderAPI.get_submitted_timestamp)
    server = SimpleNamespace(log=SimpleNamespace(info=lambda text: None))
    formgrader_pages._load_jupyter_server_extension(server)
    config = Config(CourseDirectory={"course_id": "small"})
    return NbGraderAPI(CourseDirectory(root=str(course_folder), config=config), config=config)


@pytest.mark.parametrize("is_graded", [False, True])
@pytest.mark.parametrize("text", ["yesterday", "", "05.03.2026 10:00:00", "2026-01-01 13:00:00 UTC"])
def test_every_page_has_its_data(api, course_folder, text, is_graded):
    (submit(course_folder, "ann") / "timestamp.txt").write_text(text)
    submit(course_folder, "bob")
    if is_graded:
        grade(course_folder)
    date = "2026-01-01T13:00:00" if "UTC" in text else None
    assert {each["student"]: each["timestamp"] for each in api.get_submissions("hw")} == {
        "ann": date,
        "bob": None,
    }
    assert api.get_submission("hw", "ann")["autograded"] == is_graded
    assert [each["name"] for each in api.get_student_submissions("ann")] == ["hw"]
    assert [each["num_submissions"] for each in api.get_assignments()] == [2]


def test_the_server_loads_it():
    path = ROOT / "etc" / "jupyter" / "jupyter_server_config.d" / "deep_learning_course.json"
    enabled = json.loads(path.read_text())["ServerApp"]["jpserver_extensions"]
    assert enabled["autograder.writing.formgrader_pages"] is True
    assert formgrader_pages._jupyter_server_extension_points() == [
        {"module": "autograder.writing.formgrader_pages"}
    ]
