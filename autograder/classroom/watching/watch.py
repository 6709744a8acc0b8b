"""Grade on submit: look, grade who has come to rest, wait, look again.

Nothing is remembered between two starts but what is in the gradebook: a start looks at everybody, and what
is graded and unchanged is left alone. So a kill loses nothing and has nothing done twice.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.boxes.limits import Limits
from autograder.classroom.class_run import grade_class
from autograder.classroom.pool.contract import Pool
from autograder.classroom.student_result import StudentResult
from autograder.classroom.watching.inbound import collect_complete
from autograder.classroom.watching.settled import Settling
from autograder.reading.course import Course
from autograder.writing.gradebook import open_gradebook


@dataclass(frozen=True)
class Watched:
    """What is watched, and how often.

    Parameters
    ----------
    course : Course
    assignment : str
    seconds : float
        Between two looks; so long a folder must not change before it is graded.
    is_exchanged : bool
        Whether nbgrader's exchange is collected from.
    """

    course: Course
    assignment: str
    seconds: float
    is_exchanged: bool


def watch(
    watched: Watched,
    pool: Pool,
    limits: Limits,
    stopping: threading.Event,
    say: Callable[[str], None],
    tell: Callable[[StudentResult], None],
    note: Callable[[Sequence[StudentResult]], None] = lambda results: None,
) -> None:
    """Grade what comes in until somebody stops it.

    Parameters
    ----------
    watched : Watched
    pool : Pool
    limits : Limits
    stopping : threading.Event
        Ends it after the submission at hand, which is stored.
    say : callable
        Told a sentence about a submission that is left out, once.
    tell : callable
        Told each result that is new, and each failure once.
    note : callable
        Given the results of each look at which something was graded.

    Raises
    ------
    SetupError
        If the course or the exchange is not ready, or a cluster is lost.
    """
    course, name = watched.course, watched.assignment
    settling = Settling(lambda student: course.submitted(name, student))
    said: set[str] = set()
    while not stopping.is_set():
        for sentence in collect_complete(course, name) if watched.is_exchanged else ():
            if sentence not in said:
                said.add(sentence)
                say(sentence)
        due = settling.due(course.students(name))
        if due:
            results = _grade(watched, pool, limits, due, settling, stopping, tell)
            if any(result.is_new for result in results):
                note(results)
        stopping.wait(watched.seconds)


def _grade(
    watched: Watched,
    pool: Pool,
    limits: Limits,
    due: list[str],
    settling: Settling,
    stopping: threading.Event,
    tell: Callable[[StudentResult], None],
) -> Sequence[StudentResult]:
    """Grade those who are due; what is stored is told, and returned."""
    unsettled: set[str] = set()
    so_far: list[StudentResult] = []

    def is_at_rest(student: str) -> bool:
        if settling.is_at_rest(student):
            return True
        unsettled.add(student)
        return False

    def progress(result: StudentResult) -> None:
        so_far.append(result)
        if result.failure is not None:
            if settling.has_failed(result.student):
                tell(result)
        elif result.student not in unsettled:
            settling.is_graded(result.student)
            if result.is_new:
                tell(result)
        if stopping.is_set():
            raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt), open_gradebook(watched.course) as gradebook:
        return grade_class(
            watched.course,
            gradebook,
            watched.assignment,
            pool,
            students=due,
            is_at_rest=is_at_rest,
            limits=limits,
            progress=progress,
        )
    return so_far
