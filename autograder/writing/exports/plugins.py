"""`nbgrader export` as nbgrader's own table, for a spreadsheet, Canvas, Moodle and Blackboard.

    nbgrader export --exporter=autograder.writing.exports.plugins.CanvasCsv --to canvas.csv

In every table an empty field is an assignment that was not handed in: on import, platforms leave such a
grade as it is. Who left the class, by its list, is in none of them.

A platform knows a column by its whole head, `Softmax (991)` or `Softmax [Total Pts: 27 Score] |17`, and makes
a new one of any other. So name a file that the platform exported, whose heads are taken over::

    c.CanvasCsv.like = "canvas_download.csv"
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins.export import ExportPlugin
from traitlets import TraitError, Unicode

from autograder.reading.course import Course, SetupError
from autograder.writing.class_list.people import Person, class_list, plain, read_table, who_left
from autograder.writing.exports.course_table import (
    Column,
    CourseTable,
    CourseTotal,
    read_course_table,
)
from autograder.writing.spreadsheet_text import inert

Row = Sequence[object]
# What Canvas and Blackboard add to the name of a column: its number, or its points and its number.
_NUMBERED = re.compile(r"\s*(?:\(\d+\)|\[Total Pts:[^\]]*\](?:\s*\|\d+)?)\s*$")

# nbgrader's own columns.
FIELDS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)


def _listed(plugin: ExportPlugin) -> Sequence[Person]:
    """The class list of the course whose grades `nbgrader export` writes."""
    directory = getattr(plugin.parent, "coursedir", None)
    return () if directory is None else class_list(Course(Path(directory.root), plugin.config))


@contextlib.contextmanager
def _in_a_sentence() -> Iterator[None]:
    """End `nbgrader export` with what a setting, the class list or a file lacks, without a traceback."""
    try:
        yield
    except (OSError, SetupError, TraitError, ValueError) as error:
        raise SystemExit(f"nbgrader export: {error}") from error


class CsvExport(ExportPlugin):  # type: ignore[misc]
    """Writes nbgrader's own table, `grades.csv`: one row for every student and assignment.

    nbgrader's plugin joins the fields with commas: an id such as `müller, anna` shifts all that follow it.
    Here they are quoted where RFC 4180 asks for it, and what was not handed in has no score.
    """

    @_in_a_sentence()
    def export(self, gradebook: Gradebook) -> None:
        """Write the grades to the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
        """
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        assignments = {str(name) for name in self.assignment}
        students = {str(name) for name in self.student}
        left = who_left(_listed(self))
        table = io.StringIO(newline="")
        rows = csv.writer(table)
        rows.writerow(FIELDS)
        rows.writerows(
            _row(gradebook, assignment, student)
            for assignment in gradebook.assignments
            for student in gradebook.students
            if (not assignments or assignment.name in assignments)
            and (not students or student.id in students)
            and student.id not in left
        )
        target.write_bytes(table.getvalue().encode())


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[object]:
    """The fields of one student in one assignment."""
    timestamp, points = None, [None, None, None]
    with contextlib.suppress(MissingEntry):
        submission = gradebook.find_submission(assignment.name, student.id)
        timestamp, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty
        points = [raw, penalty, max(0.0, raw - penalty)]
    who = [student.id, student.last_name, student.first_name, student.email]
    fields = [assignment.name, assignment.duedate, timestamp, *who, *points, assignment.max_score]
    return ["" if field is None else field for field in fields]


class _TableExport(ExportPlugin):  # type: ignore[misc]
    """Reads the grades, keeps the assignments and students that were asked for, writes the rows."""

    file = "grades.csv"
    rows: Callable[[CourseTable], Iterable[Row]]
    like = Unicode("", help="A table that the platform exported: its heads of columns are taken over.").tag(
        config=True
    )

    @_in_a_sentence()
    def export(self, gradebook: Gradebook) -> None:
        """Write the grades to the file that `--to` names.

        Parameters
        ----------
        gradebook : Gradebook
        """
        target = Path(self.to or self.file)
        self.log.info("Exporting grades to %s", target)
        table = read_course_table(gradebook, CourseTotal(config=self.config), _listed(self))
        assignments = {str(name) for name in self.assignment}
        students = {str(name) for name in self.student}
        chosen = CourseTable(
            [each for each in table.people if not students or each.id in students],
            [each for each in table.columns if not assignments or each.name in assignments],
            table.marks,
            table.weights,
            table.drop_lowest,
            table.joined,
        )
        written = io.StringIO(newline="")
        head, *rows = type(self).rows(chosen)
        known = _heads_of(Path(self.like)) if self.like else {}
        csv.writer(written).writerows([[known.get(_stem(str(each)), each) for each in head], *rows])
        target.write_bytes(written.getvalue().encode("utf-8-sig" if self.has_mark else "utf-8"))

    # Spreadsheets take UTF-8 for something else unless a byte-order mark says so; platforms need none.
    has_mark = False


def _heads_of(path: Path) -> dict[str, str]:
    """Assignment, as `plain` has it -> the head of its column in a platform's table."""
    lines = read_table(path)
    return {_stem(head): head for head in (lines[0] if lines else ()) if _NUMBERED.search(head)}


def _stem(head: str) -> str:
    return plain(_NUMBERED.sub("", head))


def _score(table: CourseTable, column: Column, person: Person) -> object:
    mark = table.marks.get((column.name, person.id))
    return "" if mark is None else round(mark.total, 4)


def _points(table: CourseTable, column: Column, cell: tuple[str, str], person: Person) -> object:
    mark = table.marks.get((column.name, person.id))
    return "" if mark is None else mark.cells.get(cell, 0.0)


def _scores(table: CourseTable, person: Person) -> list[object]:
    return [_score(table, column, person) for column in table.columns]


def spreadsheet_rows(table: CourseTable) -> Iterable[Row]:
    """A column for every cell with points, for every assignment, and for the total."""
    about = ("id", "last_name", "first_name", "email")
    cells = [(column, cell) for column in table.columns for cell in column.cells]
    names = [f"{column.name}/{grade_id}" for column, (_, grade_id) in cells]
    yield [*about, *names, *(column.name for column in table.columns), "total_percent"]
    for person in table.people:
        points = [_points(table, column, cell, person) for column, cell in cells]
        who = [person.id, person.last_name, person.first_name, person.email]
        yield [*map(inert, who), *points, *_scores(table, person), round(table.total(person.id), 2)]


def canvas_rows(table: CourseTable) -> Iterable[Row]:
    """Canvas's gradebook: `Last, First`, its number, the login; the most points in the second row."""
    names = [column.name for column in table.columns]
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *names]
    yield ["Points Possible", "", "", "", "", *(column.points for column in table.columns)]
    for person in table.people:
        name = ", ".join(part for part in (person.last_name, person.first_name) if part) or person.id
        yield [name, person.lms_user_id, "", person.id, "", *_scores(table, person)]


def moodle_rows(table: CourseTable) -> Iterable[Row]:
    """Moodle's grade import: choose `Username` or `Email address` to map the users by."""
    names = [column.name for column in table.columns]
    yield ["Username", "First name", "Last name", "Email address", *names]
    for person in table.people:
        yield [person.id, person.first_name, person.last_name, person.email, *_scores(table, person)]


def blackboard_rows(table: CourseTable) -> Iterable[Row]:
    """Blackboard's Grade Center: a new column for each assignment, unless it has the same name there."""
    names = [f"{column.name} [Total Pts: {column.points:g} Score]" for column in table.columns]
    yield ["Last Name", "First Name", "Username", *names]
    for person in table.people:
        yield [person.last_name, person.first_name, person.id, *_scores(table, person)]


class SpreadsheetCsv(_TableExport):
    """One column for each exercise and lecture, and the total by `CourseTotal`."""

    rows = staticmethod(spreadsheet_rows)
    has_mark = True


class CanvasCsv(_TableExport):
    """What Canvas imports into its gradebook."""

    file = "canvas.csv"
    rows = staticmethod(canvas_rows)


class MoodleCsv(_TableExport):
    """What Moodle imports under Grades > Import > CSV file."""

    file = "moodle.csv"
    rows = staticmethod(moodle_rows)


class BlackboardCsv(_TableExport):
    """What Blackboard uploads under Work Offline."""

    file = "blackboard.csv"
    rows = staticmethod(blackboard_rows)
