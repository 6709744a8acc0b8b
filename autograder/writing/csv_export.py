"""Grades as a table that every program reads alike.

nbgrader's own plugin joins the fields with commas: an id such as `müller, anna` shifts all that follow it.
Here the fields are the same, quoted where RFC 4180 asks for it. In `nbgrader_config.py`::

    c.ExportApp.plugin_class = "autograder.writing.csv_export.CsvExport"
"""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins.export import ExportPlugin

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


class CsvExport(ExportPlugin):  # type: ignore[misc]
    """Writes `grades.csv`: UTF-8, one row for every student and assignment."""

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
        table = io.StringIO(newline="")
        rows = csv.writer(table)
        rows.writerow(FIELDS)
        rows.writerows(
            _row(gradebook, assignment, student)
            for assignment in gradebook.assignments
            for student in gradebook.students
            if (not assignments or assignment.name in assignments)
            and (not students or student.id in students)
        )
        target.write_bytes(table.getvalue().encode())


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[object]:
    """The fields of one student in one assignment; nothing handed in counts as 0."""
    timestamp, raw, penalty = None, 0.0, 0.0
    with contextlib.suppress(MissingEntry):
        submission = gradebook.find_submission(assignment.name, student.id)
        timestamp, raw, penalty = submission.timestamp, submission.score, submission.late_submission_penalty
    who = [student.id, student.last_name, student.first_name, student.email]
    points = [raw, penalty, max(0.0, raw - penalty), assignment.max_score]
    fields = [assignment.name, assignment.duedate, timestamp, *who, *points]
    return ["" if field is None else field for field in fields]
