"""Answers that are the course's own: what is remarked of them. It takes no points; somebody has to look.

The sources of `course_lib` and of the sample class are public, so they cannot be hidden from whoever writes
an answer. What can be seen is that a function is, up to names, one of theirs.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import course_lib
from autograder.boxes.course_answers import ANSWER_ROOMS
from autograder.boxes.limits import MAX_NAME
from autograder.reading.borrowing.likeness import functions_of

# Nodes of a tree from which on an equal one is remarked. Of the sample class's right answers, the largest two
# that were written for different exercises and are equal all the same (the derivative of ReLU in a loop) have
# 35; what everybody writes, like the three products of a linear layer's backward pass, has less than 35.
MIN_SIZE = 40
# Characters of one notebook's answers that are looked at: many times those of any homework.
_MAX_TEXT = 100_000
_ROOMS = "|".join(ANSWER_ROOMS)
_REACHES = re.compile(
    rf"course_lib[./](?:{_ROOMS})\b|from course_lib import (?:{_ROOMS})\b|course_answers\b|\blent\._\w+"
)
# What takes a running Python apart; no homework needs any of it.
_TAKES_APART = re.compile(
    r"\b(?:__code__|FunctionType|CodeType|sys\.modules|gc\.get_\w+|sys\._getframe|marshal|runpy|ctypes)\b"
)
_RIGHT = "right-"


class Cell(Protocol):
    """A cell of a submission, as far as its text is looked at."""

    @property
    def label(self) -> str:
        """What it is called in a remark."""

    @property
    def text(self) -> str:
        """The student's own source; empty where it is the instructor's."""


@dataclass(frozen=True)
class Known:
    """A function that is known, so that an equal one is remarked.

    Parameters
    ----------
    whose : str
        Where it stands: a name in `course_lib`, a cell of the instructor's notebook, a sample student.
    is_model : bool
        Whether it is an answer of the course itself; the styles of the sample class are what many write.
    """

    whose: str
    is_model: bool


def remarks_on(
    cells: Iterable[Cell], instructors: str, known: Mapping[str, Known], released: Iterable[str] = ()
) -> Iterator[str]:
    """What somebody should look at, what says most first.

    At most one sentence is on functions that are the course's own, and one on styles of the sample class.

    Parameters
    ----------
    cells : iterable of Cell
    instructors : str
        All of the instructor's cells: what they reach for, a student may.
    known : mapping
        Digest of a function -> whose it is, from `known_answers`.
    released : iterable of str
        The cells of code that students were given: who mends what was given gets what all get.
    """
    looked_at = list(_bounded(cells))
    given = {each.name: each.size for source in released for each in functions_of(source)}
    found = [each for cell in looked_at for each in _known_in(cell, known, given)]
    yield from _equal("up to names the course's own", [each for each in found if each[1].is_model])
    for cell in looked_at:
        yield from _reaching(cell, instructors)
    yield from _equal("up to names as in the sample class", [each for each in found if not each[1].is_model])


def _bounded(cells: Iterable[Cell]) -> Iterator[Cell]:
    left = _MAX_TEXT
    for cell in cells:
        left -= len(cell.text)
        if left < 0:
            return
        yield cell


def _known_in(
    cell: Cell, known: Mapping[str, Known], given: Mapping[str, int]
) -> Iterator[tuple[str, Known]]:
    """What the functions of a cell that are known are called, and whose they are."""
    for function in functions_of(cell.text):
        is_own = function.size - given.get(function.name, 0) >= MIN_SIZE
        if is_own and function.digest in known:
            name = f"`{function.name[:MAX_NAME]}`"
            yield name if name == cell.label else f"{name} in {cell.label}", known[function.digest]


def _equal(what: str, found: list[tuple[str, Known]]) -> Iterator[str]:
    """One sentence on all functions that are equal to known ones, by whose they are."""
    names = defaultdict(list)
    for name, known in found:
        names[known.whose].append(name)
    groups = [f"{', '.join(group)} ({whose})" for whose, group in names.items()]
    if groups:
        yield f"{len(found)} {'answer is' if len(found) == 1 else 'answers are'} {what}: {'; '.join(groups)}."


def _reaching(cell: Cell, instructors: str) -> Iterator[str]:
    for pattern, what in (
        (_REACHES, "reaches for the course's own answers"),
        (_TAKES_APART, "takes Python apart"),
    ):
        words = {match[0] for match in pattern.finditer(cell.text)}
        for word in sorted(word for word in words if word not in instructors):
            yield f"{cell.label} {what} (`{word}`)."


def known_answers(assignment: str, solutions: Mapping[str, str] | None = None) -> Mapping[str, Known]:
    """Digest -> whose function it is: of `course_lib`, a solution, the assignment's sample class.

    Parameters
    ----------
    assignment : str
    solutions : mapping, optional
        grade_id -> the instructor's solution of a cell.

    Examples
    --------
    >>> known = known_answers("no assignment").values()
    >>> Known("course_lib.losses.hinge.mean_hinge", is_model=True) in known
    True
    """
    return {**_styles_and_references(assignment), **_solutions(solutions or {})}


@functools.cache
def _styles_and_references(assignment: str) -> Mapping[str, Known]:
    return {**_right_styles(assignment), **_references()}


def _solutions(solutions: Mapping[str, str]) -> Mapping[str, Known]:
    return {
        function.digest: Known(f"the instructor's solution of {grade_id}", True)
        for grade_id, source in solutions.items()
        for function in functions_of(source)
        if function.size >= MIN_SIZE
    }


@functools.cache
def _references() -> Mapping[str, Known]:
    """Functions of the answer modules of `course_lib`, read as text."""
    root = Path(course_lib.__path__[0])
    found: dict[str, Known] = {}
    for path in sorted(path for room in ANSWER_ROOMS for path in (root / room).rglob("*.py")):
        module = ".".join(["course_lib", *path.relative_to(root).with_suffix("").parts])
        for function in functions_of(path.read_text(encoding="utf-8")):
            if function.size >= MIN_SIZE:
                found.setdefault(function.digest, Known(f"{module}.{function.name}", True))
    return found


def _right_styles(assignment: str) -> Mapping[str, Known]:
    # The room lies above this one and is asked for by name, as an assignment's exercises are: most have none.
    students = importlib.import_module("autograder.sample_class.students")
    if assignment not in students.known_classes():
        return {}
    found: dict[str, Known] = {}
    for student in students.students_of(assignment):
        for answer in student.answers.values() if student.name.startswith(_RIGHT) else ():
            for function in functions_of(answer.source or ""):
                if function.size >= MIN_SIZE:
                    found.setdefault(function.digest, Known(student.name, False))
    return found
