"""All grades of a course: one row a student, one column an assignment, and the total by the course's rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from nbgrader.api import Gradebook
from traitlets import Dict, Integer, TraitError, Unicode, validate
from traitlets.config import Configurable

from autograder.writing.class_list.class_rows import people_of
from autograder.writing.class_list.people import Person, who_left
from autograder.writing.marks import Mark, read_marks


class CourseTotal(Configurable):
    """How the total of a course comes about.

    In `nbgrader_config.py`::

        c.CourseTotal.weights = {"loss_functions": 1, "softmax": 2}   # by default its points
        c.CourseTotal.drop_lowest = 1
    """

    weights = Dict(key_trait=Unicode(), help="Assignment -> weight; what is not named does not count.").tag(
        config=True
    )
    drop_lowest = Integer(
        0, min=0, help="So many assignments with the lowest share of points do not count."
    ).tag(config=True)

    @validate("weights")
    def _are_numbers(self, proposal: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
        weights = proposal["value"]
        wrong = {name: weight for name, weight in weights.items() if not _is_weight(weight)}
        if wrong:
            raise TraitError(f"CourseTotal.weights must be numbers that are not negative; got {wrong}.")
        return weights


def _is_weight(weight: object) -> bool:
    return isinstance(weight, int | float) and not isinstance(weight, bool) and 0 <= weight < float("inf")


@dataclass(frozen=True)
class Column:
    """An assignment: name, most points, cells with points as (notebook, grade_id), when it is due."""

    name: str
    points: float
    cells: tuple[tuple[str, str], ...]
    due: datetime | None = None


@dataclass(frozen=True)
class CourseTable:
    """The grades.

    Parameters
    ----------
    people : sequence of Person
    columns : sequence of Column
    marks : mapping
        (assignment, student) -> mark; there is none where nothing was handed in.
    weights : mapping
        Assignment -> weight in the total.
    drop_lowest : int
    joined : mapping
        Student -> first day in the class, of those who joined it late.
    """

    people: Sequence[Person]
    columns: Sequence[Column]
    marks: Mapping[tuple[str, str], Mark]
    weights: Mapping[str, float]
    drop_lowest: int = 0
    joined: Mapping[str, date] = field(default_factory=dict)

    def total(self, student: str) -> float:
        """The weighted mean of the shares of points, in percent; what was not handed in counts as 0.

        What was due before the student joined counts only if it was handed in. The assignments with the
        lowest share are dropped, of equal ones the one that costs less.
        """
        shares = [
            (mark.total / column.points if (mark := self.marks.get((column.name, student))) else 0.0, weight)
            for column in self.columns
            if (weight := self.weights.get(column.name, 0.0)) and column.points
            if not self._is_excused(column, student)
        ]
        kept = sorted(shares)[min(self.drop_lowest, max(0, len(shares) - 1)) :]
        weight = sum(weight for _, weight in kept)
        return 100 * sum(share * weight for share, weight in kept) / weight if weight else 0.0

    def _is_excused(self, column: Column, student: str) -> bool:
        joined = self.joined.get(student)
        if joined is None or column.due is None or (column.name, student) in self.marks:
            return False
        return column.due.date() < joined


def read_course_table(gradebook: Gradebook, rule: CourseTotal, listed: Sequence[Person] = ()) -> CourseTable:
    """Read all grades of a course.

    Parameters
    ----------
    gradebook : nbgrader's Gradebook
    rule : CourseTotal
    listed : sequence of Person
        The class list: who left the class is not in the table, whoever joined late owes nothing of before.

    Raises
    ------
    ValueError
        If `weights` names an assignment that the gradebook does not have.
    """
    columns = [
        Column(
            assignment.name,
            float(assignment.max_score),
            tuple(
                (notebook.name, cell.name)
                for notebook in assignment.notebooks
                for cell in [*notebook.grade_cells, *notebook.task_cells]
            ),
            assignment.duedate,
        )
        for assignment in gradebook.assignments
    ]
    unknown = sorted(set(rule.weights) - {column.name for column in columns})
    if unknown:
        raise ValueError(
            f"CourseTotal.weights must name assignments of the gradebook; got {', '.join(unknown)}. "
            f"It has {', '.join(column.name for column in columns) or 'none'}."
        )
    marks = {
        (column.name, student): mark
        for column in columns
        for student, mark in read_marks(gradebook.db, column.name).items()
    }
    weights = rule.weights or {column.name: column.points for column in columns}
    left = who_left(listed)
    people = [person for person in people_of(gradebook) if person.id not in left]
    joined = {person.id: person.joined for person in listed if person.joined}
    return CourseTable(people, columns, marks, weights, rule.drop_lowest, joined)
