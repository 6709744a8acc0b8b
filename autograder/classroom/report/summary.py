"""The figures of a class for one assignment, from what is stored: nothing is run."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autograder.classroom.report.exercises import Place
from autograder.classroom.report.similar_work import Likeness
from autograder.classroom.student_result import is_name
from autograder.classroom.together_words import said_of_verdicts
from autograder.reading.visible_text import visible_line
from autograder.records import GradedTest, NotebookVerdict
from autograder.writing.marks import Mark

# Of a message that no known mistake explains, so much decides which answers belong together.
_ALIKE_CHARACTERS = 300
# What `check` says of a stub: nothing was misunderstood.
_NOT_WRITTEN = "not_implemented"
# What is noted beside a mistake and costs nothing.
_NOTES = frozenset({"inputs_changed", "list_for_array", "parameters_renamed"})


@dataclass(frozen=True)
class Group:
    """Students whose answers to one test have the same fault.

    Parameters
    ----------
    place : Place
    mistake : str
        The identifier of a known mistake; empty where none explains the answers.
    sentence : str
    students : tuple of str
    example : str
        The source of one of the answers.
    """

    place: Place
    mistake: str
    sentence: str
    students: tuple[str, ...]
    example: str = ""


@dataclass(frozen=True)
class ExerciseFigures:
    """How the class did in one test.

    Parameters
    ----------
    place : Place
    tried, solved, partly, timed_out : int
        Students; `tried` have written something.
    points, mean : float
        The most, and what the class has on average.
    """

    place: Place
    tried: int
    solved: int
    partly: int
    timed_out: int
    points: float
    mean: float


@dataclass(frozen=True)
class ClassSummary:
    """All that the report shows.

    Parameters
    ----------
    assignment : str
    totals : dict
        Student -> points in the gradebook, penalties and points by hand included.
    most : float
        Points that can be had in all.
    exercises, known, unknown : sequences
        `ExerciseFigures`, and the groups with a known mistake and without, the largest first.
    looks : dict
        Student -> why somebody should look, one sentence each.
    alike : sequence of Likeness
    walls : tuple of str
        What walled in the submissions.
    together : str
        How many test cells ran together with students' code, in a sentence; empty if none did.
    missing : tuple of str
        Students of the class who have no mark.
    """

    assignment: str
    totals: Mapping[str, float]
    most: float
    exercises: Sequence[ExerciseFigures]
    known: Sequence[Group]
    unknown: Sequence[Group]
    looks: Mapping[str, Sequence[str]]
    alike: Sequence[Likeness]
    walls: tuple[str, ...]
    missing: tuple[str, ...] = ()
    together: str = ""

    @property
    def mean(self) -> float:
        """Of the totals; 0 where there are none."""
        return statistics.fmean(self.totals.values()) if self.totals else 0.0

    @property
    def median(self) -> float:
        """Of the totals; 0 where there are none."""
        return statistics.median(self.totals.values()) if self.totals else 0.0


def summarise(
    assignment: str,
    places: Sequence[Place],
    verdicts: Mapping[str, Mapping[str, NotebookVerdict]],
    marks: Mapping[str, Mark],
    most: float,
    example: Callable[[str, Place], str],
    alike: Sequence[Likeness] = (),
    missing: Sequence[str] = (),
) -> ClassSummary:
    """Count.

    Parameters
    ----------
    assignment : str
    places : sequence of Place
        Of the tests, in the order of the lecture.
    verdicts : mapping
        Student -> notebook -> verdict.
    marks : mapping
        Student -> mark.
    most : float
    example : callable
        (student, place) -> the source of the student's answer.
    alike, missing
        As in `ClassSummary`.
    """
    cells = {
        (notebook, cell.grade_id, student): cell
        for student, notebooks in verdicts.items()
        for notebook, verdict in notebooks.items()
        for cell in verdict.cells
    }
    of_place = {
        place: {
            student: cell
            for student, notebooks in verdicts.items()
            if place.notebook in notebooks and notebooks[place.notebook].problem is None
            if (cell := cells.get((place.notebook, place.grade_id, student))) is not None
        }
        for place in places
    }
    groups = [group for place, tests in of_place.items() for group in _groups(place, tests, example)]
    groups.sort(key=lambda group: -len(group.students))
    return ClassSummary(
        assignment=assignment,
        totals={student: mark.total for student, mark in sorted(marks.items())},
        most=most,
        exercises=[_figures(place, list(tests.values())) for place, tests in of_place.items()],
        known=[group for group in groups if group.mistake],
        unknown=[group for group in groups if not group.mistake],
        looks=_looks(verdicts),
        alike=alike,
        walls=tuple(
            sorted({v.isolation for each in verdicts.values() for v in each.values() if v.isolation})
        ),
        missing=tuple(missing),
        together=said_of_verdicts(verdict for each in verdicts.values() for verdict in each.values()),
    )


def _figures(place: Place, tests: Sequence[GradedTest]) -> ExerciseFigures:
    return ExerciseFigures(
        place,
        tried=sum(_NOT_WRITTEN not in test.mistakes for test in tests),
        solved=sum(test.score >= test.points for test in tests),
        partly=sum(0 < test.score < test.points for test in tests),
        timed_out=sum(test.status == "timeout" for test in tests),
        points=max((test.points for test in tests), default=0.0),
        mean=statistics.fmean(test.score for test in tests) if tests else 0.0,
    )


def _groups(
    place: Place, tests: Mapping[str, GradedTest], example: Callable[[str, Place], str]
) -> list[Group]:
    """The faults of one test: by known mistake, else by the wrong numbers, else by what the message says."""
    students: dict[tuple[str, str], list[str]] = defaultdict(list)
    sentences: dict[tuple[str, str], str] = {}
    for student, test in sorted(tests.items()):
        if test.score >= test.points or _NOT_WRITTEN in test.mistakes:
            continue
        words = _in_short(test.message)
        named = [(each, place.sentence(each)) for each in test.mistakes if is_name(each)]
        unnamed = [] if any(each not in _NOTES for each, _ in named) else [("", test.likeness or words)]
        for key in dict.fromkeys([*named, *unnamed]):
            students[key].append(student)
            sentences.setdefault(key, key[1] if key[0] else words)
    return [
        Group(place, key[0], sentences[key], tuple(names), example(names[0], place))
        for key, names in students.items()
    ]


def _in_short(message: str) -> str:
    if len(message) > _ALIKE_CHARACTERS:
        cut = message[:_ALIKE_CHARACTERS]
        message = f"{cut.rpartition(' ')[0] or cut} …"
    lines = [visible_line(line) for line in message.splitlines() if line.strip()]
    return " ".join(lines[:2]) or "no message"


def _looks(verdicts: Mapping[str, Mapping[str, NotebookVerdict]]) -> dict[str, list[str]]:
    """Who was not graded, crashed, is not settled, or did something odd; with the reasons."""
    looks: dict[str, list[str]] = defaultdict(list)
    for student, notebooks in sorted(verdicts.items()):
        for verdict in notebooks.values():
            crashed = Counter(cell.status for cell in verdict.cells)["died"]
            reasons = [verdict.problem, verdict.unsettled, *verdict.remarks]
            if crashed:
                reasons.append(f"{crashed} tests ended with a crash.")
            looks[student] += [visible_line(reason) for reason in reasons if reason]
    return {student: list(dict.fromkeys(reasons)) for student, reasons in looks.items() if reasons}
