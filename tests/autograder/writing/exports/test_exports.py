"""Grades go out in the forms that platforms import; what was not handed in is no 0."""

import csv
import io
import shutil
from datetime import date

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp
from nbgrader.coursedir import CourseDirectory
from traitlets import TraitError
from traitlets.config import Config

from autograder.classroom.collecting.roster import read_roster
from autograder.writing.class_list.people import Person
from autograder.writing.exports import plugins
from autograder.writing.exports.course_table import Column, CourseTable, CourseTotal, read_course_table
from autograder.writing.marks import Mark

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # of nbgrader


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A gradebook's file: `hw1` of 4 and `hw2` of 10 points; Ann handed in both, Bo the first, a third nothing."""
    path = tmp_path_factory.mktemp("filled") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as opened:
        for name, points in {"hw1": 4, "hw2": 10}.items():
            opened.add_assignment(name)
            opened.add_notebook("main", name)
            opened.add_grade_cell("f-check", "main", name, max_score=points, cell_type="code")
        opened.add_student(
            "ann", first_name="Ann", last_name="Müller, Dr.", email="ann@x.example", lms_user_id="17"
        )
        opened.add_student("bo")
        opened.add_student("=1+1")
        for assignment, student, score in (("hw1", "ann", 4), ("hw2", "ann", 5), ("hw1", "bo", 3)):
            submission = opened.add_submission(assignment, student)
            notebook = submission.notebooks[0]
            notebook.grades[0].auto_score = score
            notebook.late_submission_penalty = 1 if student == "bo" else None
        opened.db.commit()
    return path


@pytest.fixture
def book(filled, tmp_path):
    """A copy of it for one test."""
    with Gradebook(f"sqlite:///{shutil.copy(filled, tmp_path)}") as opened:
        yield opened


def exported(plugin, book, path, **options):
    made = plugin(config=Config(options))
    made.to = str(path)
    made.export(book)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_a_column_for_every_exercise_and_lecture(book, tmp_path):
    rows = {row["id"]: row for row in exported(plugins.SpreadsheetCsv, book, tmp_path / "out.csv")}
    assert rows["ann"]["last_name"] == "Müller, Dr."
    columns = ("hw1/f-check", "hw2/f-check", "hw1", "hw2", "total_percent")
    assert [rows["ann"][name] for name in columns] == ["4.0", "5.0", "4.0", "5.0", "64.29"]
    assert [rows["bo"][name] for name in columns] == ["3.0", "", "2.0", "", "14.29"]
    assert "'=1+1" in rows


def test_canvas_has_its_number_and_the_points_possible(book, tmp_path):
    first, *rows = exported(plugins.CanvasCsv, book, tmp_path / "out.csv")
    assert (first["Student"], first["hw1"], first["hw2"]) == ("Points Possible", "4.0", "10.0")
    ann = next(row for row in rows if row["SIS Login ID"] == "ann")
    assert (ann["Student"], ann["ID"], ann["hw2"]) == ("Müller, Dr., Ann", "17", "5.0")


@pytest.mark.parametrize(
    ("plugin", "login", "score"),
    [
        (plugins.MoodleCsv, "Username", "hw1"),
        (plugins.BlackboardCsv, "Username", "hw1 [Total Pts: 4 Score]"),
        (plugins.CanvasCsv, "SIS Login ID", "hw1"),
    ],
)
def test_what_was_not_handed_in_is_empty(book, tmp_path, plugin, login, score):
    rows = {row[login]: row[score] for row in exported(plugin, book, tmp_path / "out.csv")}
    assert (rows["bo"], rows["=1+1"]) == ("2.0", "")


@pytest.mark.parametrize("plugin", [plugins.MoodleCsv, plugins.BlackboardCsv])
def test_what_goes_out_comes_back_as_a_class_list(book, tmp_path, plugin):
    exported(plugin, book, tmp_path / "out.csv")
    students = {student.id: student for student in read_roster(tmp_path / "out.csv").students}
    assert students.keys() == {"ann", "bo", "=1+1"}
    assert students["ann"].last_name == "Müller, Dr."


# A gradebook as each platform's help pages show it, with a column for the first assignment; and who that is there.
EXAMPLES = {
    plugins.CanvasCsv: (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (991)\n"
        "    Points Possible,,,,,4\n"
        '"Miller, Ann",4711,u17,amiller,Group 1,\n'
    ),
    plugins.MoodleCsv: (
        "First name,Last name,ID number,Email address,Username,Assignment: hw1 (Real)\n"
        "Ann,Miller,,ann@uni.example,amiller,-\n"
    ),
    plugins.BlackboardCsv: (
        '"Last Name","First Name","Username","Student ID","Last Access","hw1 [Total Pts: 4 Score] |17"\n'
        '"Miller","Ann","amiller","17","2026-01-01",""\n'
    ),
}


@pytest.mark.parametrize("plugin", EXAMPLES)
def test_a_platforms_own_file_comes_in_and_goes_out_with_the_grades(book, tmp_path, plugin):
    path = tmp_path / "download.csv"
    path.write_text(EXAMPLES[plugin])
    (student,) = read_roster(path).students
    book.update_or_create_student(
        student.id, first_name=student.first_name, last_name=student.last_name, email=student.email or None
    )
    if student.lms_user_id:
        book.update_or_create_student(student.id, lms_user_id=student.lms_user_id)
    book.add_submission("hw1", student.id).notebooks[0].grades[0].auto_score = 2.5
    book.db.commit()
    rows = exported(plugin, book, tmp_path / "out.csv", **{plugin.__name__: {"like": str(path)}})
    (theirs,) = [
        row
        for row in csv.DictReader(path.read_text().splitlines())
        if "Points Possible" not in next(iter(row.values()))
    ]
    (ours,) = [row for row in rows if "amiller" in row.values()]
    filled = {head: value for head, value in theirs.items() if head in ours and value not in ("", "-")}
    assert {"Username", "SIS Login ID"} & filled.keys()
    dropped = {"SIS User ID", "Section"}  # Canvas asks for the columns, and knows the student by the others
    assert {head: ours[head] for head in filled if head not in dropped} == {
        head: value for head, value in filled.items() if head not in dropped
    }
    column = "hw1" if plugin is plugins.MoodleCsv else list(theirs)[-1]  # Moodle asks which column is which
    assert ours[column] == "2.5"


def test_who_left_is_in_no_table_and_who_joined_late_owes_nothing_of_before(book, tmp_path):
    listed = [Person("bo", left=date(2026, 1, 2)), Person("=1+1", joined=date(2026, 2, 1))]
    for name, due in (("hw1", "2026-01-15 12:00 UTC"), ("hw2", "2026-03-01 12:00 UTC")):
        book.update_or_create_assignment(name, duedate=due)
    book.add_submission("hw2", "=1+1").notebooks[0].grades[0].auto_score = 10
    book.db.commit()
    table = read_course_table(book, CourseTotal(), listed)
    assert {person.id for person in table.people} == {"ann", "=1+1"}
    assert table.total("=1+1") == 100.0
    assert read_course_table(book, CourseTotal()).total("=1+1") == pytest.approx(100 * 10 / 14)


def test_nbgrader_export_finds_the_class_list_of_its_course(book, tmp_path):
    (tmp_path / "students.csv").write_text("id,left\nann,\nbo,2026-01-02\n")
    app = ExportApp()
    app.coursedir = CourseDirectory(root=str(tmp_path))
    for plugin in (plugins.CsvExport, plugins.SpreadsheetCsv):
        made = plugin(parent=app)
        made.to = str(tmp_path / "out.csv")
        made.export(book)
        ids = {
            row.get("id") or row["student_id"]
            for row in csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines())
        }
        assert "ann" in ids and "bo" not in ids


def test_only_what_is_asked_for(book, tmp_path):
    plugin = plugins.MoodleCsv()
    plugin.assignment, plugin.student, plugin.to = ["hw2"], ["ann"], str(tmp_path / "out.csv")
    plugin.export(book)
    head, row = (tmp_path / "out.csv").read_text().splitlines()
    assert head.endswith("Email address,hw2")
    assert row.endswith("ann@x.example,5.0")


SHARES = {"a": 1.0, "b": 0.5, "c": 0.0}


@pytest.mark.parametrize(
    ("weights", "dropped", "expected"),
    [
        ({"a": 1, "b": 1, "c": 1}, 0, 50),
        ({"a": 1, "b": 1, "c": 1}, 1, 75),
        ({"a": 1, "b": 1, "c": 1}, 9, 100),  # one always counts
        ({"a": 1, "b": 3}, 0, 62.5),
        ({}, 0, 0),
    ],
)
def test_the_total(weights, dropped, expected):
    columns = [Column(name, 8.0, ()) for name in SHARES]
    marks = {(name, "ann"): Mark(8 * share) for name, share in SHARES.items() if share}
    assert CourseTable([], columns, marks, weights, dropped).total("ann") == pytest.approx(expected)


def test_a_rule_that_is_none_is_refused(book, tmp_path):
    with pytest.raises(
        SystemExit,
        match=r"^nbgrader export: CourseTotal.weights must name assignments .* got hw3\. It has hw1, hw2\.",
    ):
        exported(plugins.SpreadsheetCsv, book, tmp_path / "out.csv", CourseTotal={"weights": {"hw3": 1}})
    for weight in (-1, "two", True, float("nan")):
        with pytest.raises(TraitError, match="must be numbers that are not negative"):
            CourseTotal(weights={"hw1": weight})
