"""Class lists of the platforms are read, and names reach the gradebook."""

import pytest
from click.testing import CliRunner

from autograder.classroom.collecting.roster import read_roster
from autograder.cli import main
from tests.autograder.classroom.graded_class import gradebook

# Heads and rows as the platforms' help pages show them.
LISTS = {
    "ours": "id,first_name,last_name,email,lms_user_id\nann,Ann,Miller,ann@uni.example,4711\n",
    "Canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (991)\n"
        "    Points Possible,,,,,10\n"
        '"Miller, Ann",4711,u17,ann,Group 1,9\n'
        '"Student, Test",4799,,x,Group 1,\n'
    ),
    "Moodle": "First name,Last name,ID number,Email address,Username\nAnn,Miller,,ann@uni.example,ann\n",
    "Moodle, older": '"First name",Surname,"Email address"\nAnn,Miller,ann@uni.example\n',
    "Blackboard": '"Last Name"\t"First Name"\t"Username"\t"Student ID"\n"Miller"\t"Ann"\t"ann"\t"17"\n',
    "Brightspace": (
        "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n"
        "#17,#ann,Miller,Ann,ann@uni.example,#\n"
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("platform", LISTS)
def test_a_platforms_list_is_read(tmp_path, platform, encoding):
    (tmp_path / "list.csv").write_text(LISTS[platform], encoding=encoding)
    roster = read_roster(tmp_path / "list.csv")
    (student,) = roster.students
    assert (student.first_name, student.last_name) == ("Ann", "Miller")
    assert student.id == ("ann@uni.example" if platform == "Moodle, older" else "ann")
    assert student.lms_user_id == ("4711" if platform in ("ours", "Canvas") else "")
    assert roster.identify("Miller, Ann") == roster.identify("ann") == student.id


def test_a_name_of_two_is_nobody(tmp_path):
    (tmp_path / "list.csv").write_text("id,first_name,last_name\ns1,Ann,Li\ns2,Ann,Li\n")
    assert read_roster(tmp_path / "list.csv").identify("Ann Li") is None


def test_names_reach_the_gradebook_and_nobody_is_taken_out(course_folder, tmp_path):
    with gradebook(course_folder) as book:
        book.add_student("old")
        book.add_student("ann", email="kept@uni.example")
    (tmp_path / "list.csv").write_text(LISTS["Blackboard"])
    ran = CliRunner().invoke(main, ["roster", str(tmp_path / "list.csv"), "--course", str(course_folder)])
    assert ran.exit_code == 1
    assert "not in list.csv: old" in ran.output
    with gradebook(course_folder) as book:
        ann = book.find_student("ann")
        assert (ann.first_name, ann.last_name, ann.email) == ("Ann", "Miller", "kept@uni.example")
        assert {student.id for student in book.students} == {"ann", "old"}
