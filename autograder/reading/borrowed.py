"""Answers that are the course's own: what is remarked of them. It takes no points; somebody has to look.

The sources of `course_lib` and of the sample class are public, so they cannot be hidden from whoever writes
an answer. What can be seen is that a function is, up to names, one of theirs.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import course_lib
from autograder.boxes.course_answers import ANSWER_ROOMS
from autograder.boxes.limits import MAX_NAME
from autograder.reading.likeness import functions_of

# Nodes of a tree from which on an equal one is remarked. Of the sample class's right answers, the largest two
# that were written for different exercises and are equal all the same (the derivative of ReLU in a loop) have
# 35; what everybody writes, like the three products of a linear layer's backward pass, has less than 35.
MIN_SIZE = 40
# Characters of one notebook's answers that are looked at: many times those of any homework.
_MAX_TEXT = 100_000
_ROOMS = "|".join(ANSWER_ROOMS)
_REACHES = re.compile(rf"course_lib[./](?:{_ROOMS})\b|from course_lib import (?:{_ROOMS})\b|course_answers\b")
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


def remarks_on(cells: Iterable[Cell], instructors: str, known: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each function that is known, and for each cell that reaches for the course's answers.

    Parameters
    ----------
    cells : iterable of Cell
    instructors : str
        All of the instructor's cells: what they reach for, a student may.
    known : mapping
        Digest of a function -> whose it is, from `known_answers`.
    """
    left = _MAX_TEXT
    for cell in cells:
        left -= len(cell.text)
        if left < 0:
            return
        for function in functions_of(cell.text):
            if function.size >= MIN_SIZE and function.digest in known:
                yield f"{cell.label}: `{function.name[:MAX_NAME]}` is, up to names, {known[function.digest]}."
        for pattern, what in (
            (_REACHES, "reaches for the course's own answers"),
            (_TAKES_APART, "takes Python apart"),
        ):
            words = {match[0] for match in pattern.finditer(cell.text)}
            for word in sorted(word for word in words if word not in instructors):
                yield f"{cell.label} {what} (`{word}`)."


@functools.cache
def known_answers(assignment: str) -> Mapping[str, str]:
    """Digest -> whose function it is: of `course_lib`, or of the assignment's sample class if it has one.

    Examples
    --------
    >>> known = known_answers("no assignment").values()
    >>> "the course's own answer course_lib.losses.hinge.mean_hinge" in known
    True
    """
    return {**_right_styles(assignment), **_references()}


@functools.cache
def _references() -> Mapping[str, str]:
    """Functions of the answer modules of `course_lib`, read as text."""
    root = Path(course_lib.__path__[0])
    found: dict[str, str] = {}
    for path in sorted(path for room in ANSWER_ROOMS for path in (root / room).rglob("*.py")):
        module = ".".join(["course_lib", *path.relative_to(root).with_suffix("").parts])
        for function in functions_of(path.read_text(encoding="utf-8")):
            if function.size >= MIN_SIZE:
                found.setdefault(function.digest, f"the course's own answer {module}.{function.name}")
    return found


def _right_styles(assignment: str) -> Mapping[str, str]:
    # The room lies above this one and is asked for by name, as an assignment's exercises are: most have none.
    students = importlib.import_module("autograder.sample_class.students")
    if assignment not in students.known_classes():
        return {}
    found: dict[str, str] = {}
    for student in students.students_of(assignment):
        for answer in student.answers.values() if student.name.startswith(_RIGHT) else ():
            for function in functions_of(answer.source or ""):
                if function.size >= MIN_SIZE:
                    label = f"the right answer of the sample student `{student.name}`"
                    found.setdefault(function.digest, label)
    return found
