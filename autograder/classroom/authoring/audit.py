"""What a lecture lacks before its class can be graded: gaps, the contract, the table, the styles."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder import check
from autograder.checking.prediction import right_prediction
from autograder.classroom.authoring.cells import GAP
from autograder.classroom.authoring.contract import broken_promises, kind, text_of
from autograder.classroom.authoring.mutations import agree, missed_mistakes, outcome
from autograder.classroom.authoring.new_files import Clone
from autograder.exercises import DeclarationError, told
from autograder.exercises.exercise import Exercise, known_exercises

_SLOW_STYLE = "loops"


@dataclass(frozen=True)
class SampleAnswer:
    """An answer of the sample class: whose, its source, and the mistakes that must be named in it."""

    student: str
    exercise: str
    source: str
    mistakes: tuple[str, ...] | None = ()
    is_right: bool = True


def audit(clone: Clone, topic: str, answers: Callable[[], Iterable[SampleAnswer]]) -> Iterator[str]:
    """Sentences about what a lecture lacks, in the order in which it is written; none if it is whole.

    Parameters
    ----------
    clone : Clone
    topic : str
    answers : callable
        The answers of the lecture's sample class; LookupError if it has none.
    """
    try:
        yield from _lacking(clone, topic, answers)
    except DeclarationError as error:  # with it nothing more can be tried
        yield str(error)


def _lacking(clone: Clone, topic: str, answers: Callable[[], Iterable[SampleAnswer]]) -> Iterator[str]:
    gaps = list(_gaps(clone, topic))
    yield from gaps
    notebook = _notebook(clone, topic)
    if isinstance(notebook, str):
        yield notebook
        return
    for sentence in broken_promises(notebook):
        yield f"{topic}.ipynb: {sentence}"
    exercises = {name: each for name, each in known_exercises().items() if each.topic == topic}
    cells = {cell["id"]: cell for cell in notebook["cells"] if kind(cell) == "exercise"}
    yield from _unpaired(topic, exercises, cells)
    if gaps:  # what is not written cannot be tried
        return
    for name, exercise in exercises.items():
        for sentence in _of_exercise(exercise):
            yield f"{name}: {sentence}"
    with _as_in_the_grader(clone.notebook(topic).parent):
        yield from _of_answers(topic, exercises, notebook, answers)


def _gaps(clone: Clone, topic: str) -> Iterator[str]:
    """Every line in which something is still to be written."""
    places = [*clone.exercises(topic).rglob("*.py"), *clone.sample_class(topic).rglob("*.py")]
    for path in sorted(places):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if GAP in line:
                yield f"{path.relative_to(clone.root)}, line {number}: {_wish(line)}"
    notebook = _notebook(clone, topic)
    for cell in [] if isinstance(notebook, str) else notebook["cells"]:
        for line in text_of(cell).splitlines():
            if GAP in line:
                yield f"{topic}.ipynb, {cell['id']}: {_wish(line)}"


def _wish(line: str) -> str:
    """What a gap asks for, without the code or the marks around it."""
    first, *more = [re.split(r'"[,)]|"""', part)[0].strip(" *") for part in line.split(GAP)[1:]]
    return " ".join([GAP, first, *more])


def _notebook(clone: Clone, topic: str) -> dict[str, Any] | str:
    """The notebook, or a sentence about why it cannot be read."""
    try:
        read: dict[str, Any] = json.loads(clone.notebook(topic).read_text("utf-8"))
    except (OSError, ValueError) as error:
        return f"{clone.notebook(topic)} cannot be read ({error}). Run: autograder new-lecture {topic}"
    return read


def _unpaired(topic: str, exercises: Mapping[str, Exercise], cells: Mapping[str, Any]) -> Iterator[str]:
    if not exercises:
        yield f"it has no exercise. Run: autograder new-exercise NAME --topic {topic}"
    for name in exercises.keys() - cells.keys():
        yield f"{name}: it is declared, and the notebook has no exercise cell of that name"
    for name in cells.keys() - exercises.keys():
        yield (
            f"{name}: the notebook has the cell, and no declaration stands in EXERCISES of "
            f"autograder/exercises/{topic}/__init__.py"
        )


def _of_exercise(exercise: Exercise) -> Iterator[str]:
    """What of a declaration does not hold."""
    if exercise.quiz or exercise.imitation is None:
        return
    if not exercise.mistakes and exercise.use is None:  # what is used may be right in countless ways
        yield "it names no mistake: declare those that students make (docs/exercises.md, Mistakes)"
        return
    try:
        for case in exercise.public_cases:
            wanted = right_prediction(exercise, case).first
            if not case.raises and not agree(outcome(exercise, case, {}), wanted):
                yield f"the imitation without switches must equal the reference; not so in “{case.name}”"
        yield from missed_mistakes(exercise)
    except DeclarationError:
        raise
    except Exception as error:  # an imitation is any Python program, and its author reads this
        yield f"it cannot be tried: {told(error)}"


def _of_answers(
    topic: str,
    exercises: Mapping[str, Exercise],
    notebook: Mapping[str, Any],
    answers: Callable[[], Iterable[SampleAnswer]],
) -> Iterator[str]:
    """What of the notebook's solutions and of the sample class is not taken for what it is."""
    begun: dict[str, Any] = {"np": np, "__name__": "__main__"}
    for sentence in _run(notebook, begun):
        yield f"{topic}.ipynb: {sentence}"
    solutions = [cell["id"] for cell in notebook["cells"] if kind(cell) == "exercise"]
    for name in (each for each in solutions if each in begun and each in exercises):
        verdict = check(begun[name], name, cases="public")
        if not verdict.passed:
            yield f"{name}: the notebook's solution is right, but: {verdict.message}"
    try:
        sampled = list(answers())
    except LookupError as error:
        yield str(error.args[0])
        return
    styles = {answer.student for answer in sampled if answer.is_right}
    if f"right-{_SLOW_STYLE}" not in styles:
        yield f"the sample class has no right answers in the style {_SLOW_STYLE!r}, the independent path"
    for name in exercises:
        if sum(answer.exercise == name and answer.is_right for answer in sampled) < 2:
            yield f"{name}: the sample class must have right answers in two styles (sample_class/{topic})"
    seen: set[tuple[str, str]] = set()
    for _, group in itertools.groupby(sampled, key=lambda answer: answer.student):
        yield from _tried(list(group), exercises, begun, seen)


def _tried(
    answers: Sequence[SampleAnswer],
    exercises: Mapping[str, Exercise],
    begun: Mapping[str, Any],
    seen: set[tuple[str, str]],
) -> Iterator[str]:
    """One student's answers, in one namespace as in a notebook; those that were seen are not tried again."""
    names = dict(begun)
    for answer in answers:
        try:
            exec(compile(answer.source, f"<{answer.student}>", "exec"), names)
            if answer.exercise not in exercises or (answer.exercise, answer.source) in seen:
                continue
            verdict = check(names[answer.exercise], answer.exercise, cases="public")
        except DeclarationError:
            raise
        except Exception as error:  # somebody's answer is any Python program
            yield f"{answer.exercise}, {answer.student}: {told(error)}"
            continue
        seen.add((answer.exercise, answer.source))
        if answer.is_right and not verdict.passed:
            yield f"{answer.exercise}, {answer.student}: it is right, but: {verdict.message}"
        if answer.is_right or answer.mistakes is None:
            continue
        if sorted(verdict.mistakes) != sorted(answer.mistakes):
            taken = " + ".join(verdict.mistakes) or "right"
            wanted = " + ".join(answer.mistakes)
            yield f"{answer.exercise}, {answer.student}: it must be named {wanted}; it is taken for {taken}"


def _run(notebook: Mapping[str, Any], names: dict[str, Any]) -> Iterator[str]:
    """Run every cell but the checks, as the grader does; a sentence for each that fails."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or kind(cell) == "check":
            continue
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(text_of(cell), f"<{cell['id']}>", "exec"), names)
        except Exception as error:  # a cell is any Python program
            yield f"{cell['id']}: {told(error)}"


@contextlib.contextmanager
def _as_in_the_grader(folder: Path) -> Iterator[None]:
    """The notebook's folder, and the sign by which nothing is drawn."""
    sys.path.insert(0, str(folder))
    before = os.environ.get("COURSE_GRADING")
    os.environ["COURSE_GRADING"] = "1"
    try:
        with contextlib.chdir(folder):
            yield
    finally:
        sys.path.remove(str(folder))
        if before is None:
            del os.environ["COURSE_GRADING"]
        else:
            os.environ["COURSE_GRADING"] = before


def known_topics(root: Path) -> list[str]:
    """Every lecture that has a notebook."""
    return sorted(path.stem for path in root.glob("notebooks/*/*.ipynb") if path.stem == path.parent.name)
