"""A course folder is read as the `nbgrader` command reads it."""

import pytest

from autograder.reading.course import SetupError, open_course


def course(tmp_path, config=""):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n" + config)
    return open_course(tmp_path)


def test_everything_lies_where_the_configuration_says(tmp_path):
    opened = course(
        tmp_path,
        'c.CourseDirectory.source_directory = "notebooks"\n'
        'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n'
        'c.CourseDirectory.db_url = "postgresql://host/grades"\n'
        'c.CourseDirectory.root = "/elsewhere"\n',
    )
    assert opened.source("hw") == tmp_path / "notebooks" / "hw"
    assert opened.submitted("hw", "ann") == tmp_path / "submitted" / "hw" / "ann"
    assert opened.autograded("hw", "ann") == tmp_path / "autograded" / "hw" / "ann"
    assert opened.db_url == "postgresql://host/grades"


def test_without_a_configuration_nbgraders_defaults_hold(tmp_path):
    opened = open_course(tmp_path)
    assert opened.source("hw") == tmp_path / "source" / "hw"
    assert opened.db_url == f"sqlite:///{tmp_path}/gradebook.db?timeout=60"


def test_a_courses_own_patience_with_its_gradebook_stays(tmp_path):
    opened = course(tmp_path, 'c.CourseDirectory.db_url = "sqlite:////srv/grades.db?timeout=5"\n')
    assert opened.db_url == "sqlite:////srv/grades.db?timeout=5"


@pytest.mark.parametrize(
    "structure",
    ["{nbgrader_step}/{student_id}/{assignment_id}", "{nbgrader_step}/{assignment_id}/{student_id}"],
)
def test_students_are_those_who_handed_it_in(tmp_path, structure):
    opened = course(
        tmp_path,
        f'c.CourseDirectory.directory_structure = "{structure}"\n'
        'c.CourseDirectory.student_id_exclude = "test,demo"\n',
    )
    assert opened.students("hw[1]") == []
    for student, name in [
        ("bob", "hw[1]"),
        ("ann", "hw[1]"),
        ("eve", "hw1"),
        ("demo", "hw[1]"),
        ("a.b c", "hw[1]"),
    ]:
        opened.submitted(name, student).mkdir(parents=True)
    assert opened.students("hw[1]") == ["a.b c", "ann", "bob"]
    assert opened.students("none") == []


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("1 / 0", "must run without an error; got ZeroDivisionError: division by zero ("),
        ("c.CourseDirectory.ignore = 3", "nbgrader_config.py: The 'ignore' trait"),
    ],
)
def test_a_broken_configuration_is_said(tmp_path, config, said):
    with pytest.raises(SetupError) as error:
        course(tmp_path, config)
    assert said in str(error.value)


def test_a_missing_folder_is_said(tmp_path):
    with pytest.raises(SetupError) as error:
        open_course(tmp_path / "none")
    assert str(error.value) == f"--course: a course folder must exist; got {tmp_path}/none."
