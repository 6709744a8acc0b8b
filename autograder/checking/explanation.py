"""From wrong answers to words: the mistake by name, else what the failing cases have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.boxes.course_answers import answer_functions
from autograder.checking.call import ask, parameters_of
from autograder.checking.diagnosis.diagnose import diagnose
from autograder.checking.diagnosis.words import sentences
from autograder.checking.prediction import CaseResult
from autograder.checking.quiz import remark_on
from autograder.checking.repair.function_source import computes, is_stub
from autograder.checking.views.failure import first_failure
from autograder.checking.views.patterns import (
    common_property,
    constant_factor,
    constant_offset,
    not_finite_where_large,
    one_edge_wrong,
    swapped_outputs,
)
from autograder.exercises.exercise import Exercise, Mistake


@dataclass(frozen=True)
class Explanation:
    """Identifiers of what is wrong, the words for it, and the credit in [0, 1] that is left."""

    mistakes: tuple[str, ...]
    message: str
    credit: float = 0.0


# An array that was broadcast can have too many entries to look at; one of more entries is no stub's.
# Wrong cases that are asked once more, the smallest first: of few examples two orders are often the same.
_ASKED_AGAIN = 5
_MOST_ENTRIES = 1_000_000


def explain(function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]) -> Explanation:
    """Say what is wrong, given that something is. Numbers and texts of hidden cases stay out of the words."""
    if all(result.answer.missing for result in results):
        return _nothing_returned(function, exercise, results)
    if all(result.answer.malformed for result in results) and is_stub(function):
        return _not_implemented(exercise)
    for result in results:
        if result.answer.raised in _EXPLAINED_EXCEPTIONS:
            return _EXPLAINED_EXCEPTIONS[result.answer.raised](exercise, result)
    if exercise.quiz:
        return _quiz(exercise, results)
    mistakes = diagnose(exercise, results)
    if len(mistakes) != 1 and all(_is_zero(result) for result in results) and not computes(function):
        return _not_implemented(exercise)
    if mistakes:
        credit = max(0.0, 1 - sum(1 - mistake.credit for mistake in mistakes))
        return Explanation(_unique(mistakes), sentences(mistakes), credit)
    if _gives_another_answer(function, exercise, results):
        return _not_repeatable(exercise)
    finding = (
        swapped_outputs(exercise, results)
        or constant_factor(exercise, results)
        or constant_offset(exercise, results)
        or one_edge_wrong(exercise, results)
        or not_finite_where_large(exercise, results)
        or common_property(exercise, results)
    )
    if finding:
        return Explanation((finding[0],), finding[1] + _raised_publicly(results))
    mistake, words = first_failure(function, exercise, results)
    return Explanation((mistake,), words)


def _quiz(exercise: Exercise, results: Sequence[CaseResult]) -> Explanation:
    """One sentence for each question that is not right; the others keep their part of the points."""
    if all(_is_zero(result) for result in results):
        return _not_implemented(exercise)
    wrong = [remark_on(exercise, result) for result in results if not result.passed]
    ids, sentences = zip(*wrong, strict=True)
    credit = (len(results) - len(wrong)) / len(results)
    return Explanation(tuple(dict.fromkeys(ids)), " ".join(sentences), credit)


def _not_implemented(exercise: Exercise) -> Explanation:
    return Explanation(("not_implemented",), f"Not implemented yet: {exercise.signature}")


def _nothing_returned(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> Explanation:
    """A stub, or a function that is written and has no `return`."""
    if any(result.answer.raised for result in results) or is_stub(function):
        return _not_implemented(exercise)
    return Explanation(("returns_none",), f"{exercise.name} returns nothing: is `return` missing?")


def _gives_another_answer(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> bool:
    """Whether the same arguments give other numbers when the function is called again."""
    wrong = sorted((each for each in results if not each.passed), key=lambda each: each.size)
    return any(_differs_when_asked_again(function, exercise, each) for each in wrong[:_ASKED_AGAIN])


def _differs_when_asked_again(function: Callable[..., Any], exercise: Exercise, wrong: CaseResult) -> bool:
    before = wrong.answer.values
    after = ask(function, exercise, wrong.case).values if before is not None else None
    if before is None or after is None:
        return False
    return any(
        value.size <= _MOST_ENTRIES and not np.array_equal(value, after[name], equal_nan=True)
        for name, value in before.items()
    )


def _not_repeatable(exercise: Exercise) -> Explanation:
    generators = [spec.name for spec in exercise.arguments if spec.shape == "generator"]
    if generators:
        return Explanation(
            ("other_generator",),
            f"The same call gives other numbers each time: draw from `{generators[0]}`, the generator that "
            f"is given ({generators[0]}.permutation(...)), not from np.random.",
        )
    return Explanation(
        ("not_repeatable",),
        "The same call gives other numbers each time: is a random number drawn, or something kept from the "
        "call before, such as a global variable or a default argument that is a list?",
    )


def _is_zero(result: CaseResult) -> bool:
    """Whether every number that was returned is 0, as a stub's are that returns something."""
    values = result.answer.values
    return values is not None and all(
        value.size <= _MOST_ENTRIES and not value.any() for value in values.values()
    )


def notes_on(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> dict[str, str]:
    """What is only noted and costs nothing: identifier -> sentence."""
    notes: dict[str, str] = {}
    changed = sorted({name for result in results for name in result.answer.changed})
    if changed:
        listed, first = ", ".join(f"`{name}`" for name in changed), changed[0]
        notes["inputs_changed"] = (
            f"Your function changes {listed} in place: the caller's array is different afterwards. "
            f"Work on a copy (`{first}.copy()`), or write `{first} = {first} - ...` instead of "
            f"`{first} -= ...`."
        )
    lists = sorted({name for result in results for name in result.answer.lists})
    if lists:
        notes["list_for_array"] = f"`{lists[0]}` is a list; return an array, `np.array({lists[0]})`."
    names, declared = parameters_of(function), exercise.own_parameters
    if names is not None and names != declared and len(names) == len(declared):
        notes["parameters_renamed"] = (
            f"Your parameters are called ({', '.join(names)}); the exercise says ({', '.join(declared)})."
        )
    return notes


def note_on_unasked(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> dict[str, str]:
    """What goes wrong only where the exercise does not ask for it: identifier -> sentence, or `{}`."""
    wrong = [result for result in results if not result.passed]
    if not wrong:
        return {}
    unasked = explain(function, exercise, results)
    names = " and ".join(f"“{result.case.name}”" for result in wrong)
    sentence = f"{unasked.message} (Seen in {names}, which the exercise does not ask for: it costs nothing.)"
    return dict.fromkeys(unasked.mistakes, sentence)


# ------------------------------------------------------------ exceptions that say all

_ENDLESS = "Does a loop never end? A `while` needs a condition that becomes false."


def _stopped(exercise: Exercise, result: CaseResult) -> Explanation:
    message = f"Stopped while {exercise.name} worked on the case “{result.case.name}”. {_ENDLESS}"
    return Explanation(("stopped",), message)


def _too_slow(exercise: Exercise, result: CaseResult) -> Explanation:
    return Explanation(
        ("too_slow",), f"{exercise.name} took too long in the case “{result.case.name}”. {_ENDLESS}"
    )


def _course_answer_called(exercise: Exercise, result: CaseResult) -> Explanation:
    called = _called_answer(result.answer.text) if result.case.public else None
    subject = f"`{called}`, one of the course's own answers," if called else "One of the course's own answers"
    message = f"{subject} is called: {exercise.name} must be written without it."
    return Explanation(("course_answer_called",), message)


def _called_answer(text: str) -> str | None:
    """The function of course_lib that a text starts with. Nothing else: a student could have made it up."""
    start = re.match(r"[\w.]+", text)
    names = {f"{function.__module__}.{function.__name__}" for function in answer_functions()}
    return start.group() if start and start.group() in names else None


_EXPLAINED_EXCEPTIONS: dict[str | None, Callable[[Exercise, CaseResult], Explanation]] = {
    "KeyboardInterrupt": _stopped,
    "TimeoutError": _too_slow,
    "AnswerUsed": _course_answer_called,
}


def _raised_publicly(results: Sequence[CaseResult]) -> str:
    for result in results:
        if result.case.public and not result.passed and result.answer.raised:
            return f" It raises {result.answer.raised}: {result.answer.text}"
    return ""


def _unique(mistakes: tuple[Mistake, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mistake.id for mistake in mistakes))
