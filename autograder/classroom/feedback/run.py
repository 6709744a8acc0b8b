"""Feedback for a whole class: the demos that answers move are made once, then a page for each notebook."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from autograder.checking.display import Markup
from autograder.classroom.feedback.graded import read_graded
from autograder.classroom.feedback.outline import Outline, outline_of
from autograder.classroom.feedback.own_demo import DemoKey, demo_key, made_demo
from autograder.classroom.feedback.page import Setting, feedback_page
from autograder.classroom.feedback.result import FeedbackResult
from autograder.classroom.feedback.settings import feedback_settings, models_released
from autograder.reading.course import Course, SetupError
from autograder.reading.read_assignment import read_assignment
from autograder.writing.autograded_folder import write_folder
from autograder.writing.gradebook import CourseGradebook
from autograder.writing.marks import StudentScores

Item = TypeVar("Item")
Result = TypeVar("Result")

_PERMISSIONS = 0o644
_FEW = 3


@dataclass(frozen=True)
class _Class:
    """What every page is made from; handed to each process once."""

    outlines: tuple[Outline, ...]
    setting: Setting
    folders: Mapping[str, tuple[Path, Path]] = field(default_factory=dict)
    scores: Mapping[str, StudentScores] = field(default_factory=dict)


def write_feedback(
    course: Course,
    gradebook: CourseGradebook,
    name: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] = lambda what, done, of: None,
) -> list[FeedbackResult]:
    """Write the feedback on an assignment into nbgrader's folder for it.

    Parameters
    ----------
    course : Course
    gradebook : CourseGradebook
    name : str
        The assignment.
    students : sequence of str, optional
        By default all who are in the gradebook.
    jobs : int
        Processes side by side.
    progress : callable
        (what is being made, how many are, of how many)

    Raises
    ------
    SetupError
        If the course is not ready, or a student is not in the gradebook.
    """
    assignment = read_assignment(course, name, gradebook.released(name), gradebook.has_submissions(name))
    settings = feedback_settings(course.config)
    scores = gradebook.scores(name)
    chosen = sorted(scores) if students is None else list(students)
    unknown = sorted(set(chosen) - set(scores))
    if unknown:
        raise SetupError(
            f"--student: feedback is on what is graded; {', '.join(unknown)} is not in the gradebook. "
            f"Run: autograder grade {name}"
        )
    folders = {who: (course.autograded(name, who), course.feedback(name, who)) for who in chosen}
    outlines = tuple(outline_of(notebook) for notebook in assignment.notebooks.values())
    shared = _Class(outlines, Setting(models_released(settings, name)), folders, scores)
    if settings.demos:
        demos = dict(_made(shared, jobs, progress))
        shared = replace(shared, setting=replace(shared.setting, demos=demos))
    results = []
    for result in _mapped(_write_student, chosen, shared, jobs):
        results.append(result)
        progress("pages", len(results), len(chosen))
    return sorted(results, key=lambda result: result.student)


def _made(
    shared: _Class, jobs: int, progress: Callable[[str, int, int], None]
) -> Iterator[tuple[DemoKey, Markup | None]]:
    """Every demo that some student's answers move, once."""
    keys = list(dict.fromkeys(key for who in shared.folders for key in _keys(shared, who)))
    for count, made in enumerate(_mapped(_make, keys, shared, jobs), 1):
        progress("demos", count, len(keys))
        yield made


def _keys(shared: _Class, student: str) -> Iterator[DemoKey]:
    for outline in shared.outlines:
        try:
            graded = read_graded((shared.folders[student][0] / f"{outline.notebook}.ipynb").read_bytes())
        except (OSError, ValueError, KeyError):  # writing the page says so
            continue
        for demo in (demo for question in outline.questions for demo in question.demos):
            key = demo_key(demo, outline.questions, graded)
            if key is not None:
                yield key


def _make(shared: _Class, key: DemoKey) -> tuple[DemoKey, Markup | None]:
    return key, made_demo(key)


def _write_student(shared: _Class, student: str) -> FeedbackResult:
    """Write one student's pages."""
    start = time.process_time()
    graded_folder, folder = shared.folders[student]
    pages = {}
    try:
        for outline in shared.outlines:
            graded = read_graded((graded_folder / f"{outline.notebook}.ipynb").read_bytes())
            page = feedback_page(student, outline, graded, shared.scores[student], shared.setting)
            pages[f"{outline.notebook}.html"] = page.encode("utf-8", "replace")
        write_folder(folder, pages, _PERMISSIONS)
    except OSError as error:
        place = error.filename or folder
        return FeedbackResult(student, problem=f"{place}: {error.strerror}. The old feedback stays.")
    except (ValueError, KeyError) as error:
        reason = f"{graded_folder} holds no graded notebook that can be read ({error}). Grade it again."
        return FeedbackResult(student, problem=reason)
    return FeedbackResult(student, sum(map(len, pages.values())), time.process_time() - start)


# Where a process of the pool keeps what all of its calls need.
_shared: list[_Class] = []


def _mapped(
    work: Callable[[_Class, Item], Result], items: Sequence[Item], shared: _Class, jobs: int
) -> Iterator[Result]:
    """Results of some calls, as they come; a few of them are not worth other processes."""
    if jobs == 1 or len(items) <= _FEW:
        yield from (work(shared, item) for item in items)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with ProcessPoolExecutor(jobs, context, initializer=_take, initargs=(shared,)) as pool:
        for done in as_completed([pool.submit(_call, work, item) for item in items]):
            yield done.result()


def _take(shared: _Class) -> None:
    _shared[:] = [shared]
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    """End this process when the run is killed: it would wait for the run's next message for ever."""
    run = multiprocessing.parent_process()
    if run is not None:
        run.join()
        os._exit(1)


def _call(work: Callable[[_Class, Item], Result], item: Item) -> Result:
    return work(_shared[0], item)
