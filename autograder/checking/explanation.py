"""From wrong answers to words: the mistake by name, else what the failing cases have in common."""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.boxes.course_answers import answer_functions
from autograder.checking.diagnosis import diagnose
from autograder.checking.function_source import is_stub
from autograder.checking.patterns import common_property, constant_factor, swapped_outputs
from autograder.checking.prediction import CaseResult
from autograder.exercises.exercise import Exercise, Mistake, parameters_of
from autograder.exercises.spec import Spec


@dataclass(frozen=True)
class Explanation:
    """Identifiers of what is wrong, the words for it, and the credit in [0, 1] that is left."""

    mistakes: tuple[str, ...]
    message: str
    credit: float = 0.0


# An array of more entries is no stub's, and one that was broadcast can have too many to look at.
_MOST_ENTRIES_OF_A_STUB = 1_000_000


def explain(function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]) -> Explanation:
    """Say what is wrong, given that something is. Numbers and texts of hidden cases stay out of the words."""
    if all(result.answer.missing for result in results):
        return _nothing_returned(function, exercise, results)
    for result in results:
        if result.answer.raised in _EXPLAINED_EXCEPTIONS:
            return _EXPLAINED_EXCEPTIONS[result.answer.raised](exercise, result)
    mistakes = diagnose(exercise, results)
    if len(mistakes) != 1 and all(_is_zero(result) for result in results):
        return _not_implemented(exercise)
    if mistakes:
        credit = max(0.0, 1 - sum(1 - mistake.credit for mistake in mistakes))
        return Explanation(_unique(mistakes), _sentences(mistakes), credit)
    finding = (
        swapped_outputs(exercise, results)
        or constant_factor(exercise, results)
        or common_property(exercise, results)
    )
    if finding:
        return Explanation((finding[0],), finding[1] + _raised_publicly(results))
    return _first_failure(exercise, results)


def _not_implemented(exercise: Exercise) -> Explanation:
    return Explanation(("not_implemented",), f"Not implemented yet: {exercise.signature}")


def _nothing_returned(
    function: Callable[..., Any], exercise: Exercise, results: Sequence[CaseResult]
) -> Explanation:
    """A stub, or a function that is written and has no `return`."""
    if any(result.answer.raised for result in results) or is_stub(function):
        return _not_implemented(exercise)
    return Explanation(("returns_none",), f"{exercise.name} returns nothing: is `return` missing?")


def _is_zero(result: CaseResult) -> bool:
    """Whether every number that was returned is 0, as a stub's are that returns something."""
    values = result.answer.values
    return values is not None and all(
        value.size <= _MOST_ENTRIES_OF_A_STUB and not value.any() for value in values.values()
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
    names, declared = parameters_of(function), [spec.name for spec in exercise.arguments]
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


def _sentences(mistakes: tuple[Mistake, ...]) -> str:
    if len(mistakes) == 1:
        return mistakes[0].sentence
    numbered = (f"({number}) {mistake.sentence}" for number, mistake in enumerate(mistakes, 1))
    return "Two things. " + " ".join(numbered)


def _unique(mistakes: tuple[Mistake, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mistake.id for mistake in mistakes))


# ------------------------------------------------------------ nothing is known: describe the first failure


def _first_failure(exercise: Exercise, results: Sequence[CaseResult]) -> Explanation:
    first = min((each for each in results if not each.passed), key=lambda each: not each.case.public)
    where = f"In the {'case' if first.case.public else 'hidden case'} “{first.case.name}” "
    mistake, description = _failure(exercise, first)
    return Explanation((mistake,), where + description)


def _failure(exercise: Exercise, result: CaseResult) -> tuple[str, str]:
    answer, public = result.answer, result.case.public
    raised = answer.raised
    if raised is not None and not public and not hasattr(builtins, raised):
        raised = "an exception"  # its name could spell the inputs
    if result.expected.raised is not None:
        instead = f"raises {raised}" if raised else "returns None" if answer.missing else "returns a value"
        return "exception_missing", f"it must raise {result.expected.raised}; it {instead}."
    if raised is not None:
        text = f": {answer.text}" if answer.text and public else "."
        return "raises", f"it raises {raised}{text}"
    if answer.missing:
        return "returns_none", "it returns None: is a `return` missing on one path?"
    if answer.malformed is not None:
        outputs = " and ".join(f"`{spec.name}` ({spec.shape})" for spec in exercise.returned)
        returned = answer.malformed if public else "something else"
        return "wrong_structure", f"it returns {returned}. Return {outputs}."
    return _wrong_value(exercise, result)


def _wrong_value(exercise: Exercise, result: CaseResult) -> tuple[str, str]:
    """The first output with a wrong shape, an infinity, or a wrong entry."""
    public = result.case.public
    for spec in exercise.returned:
        value, expected = (result.answer.values or {})[spec.name], result.expected.first[spec.name]
        if value.shape != expected.shape:
            return "wrong_shape", _shapes(spec, value.shape, expected.shape, public)
        right = result.expected.agrees(spec.name, value)
        if right.all():
            continue
        if not np.isfinite(value.astype(float)).all():
            return "not_finite", f"`{spec.name}` has nan or inf in it: an overflow, 0/0 or log(0)?"
        return "unknown", _deviation(spec.name, value, expected, right, public)
    if result.expected.last is not None:
        outputs = " and ".join(f"`{spec.name}`" for spec in exercise.returned)
        return "no_subgradient", (
            f"{outputs} would be right one by one at the kink, but not together: choose one subgradient "
            "for all entries."
        )
    raise RuntimeError(
        f"explain: a case that did not pass must differ in some output; got {result.case.name!r} of "
        f"{exercise.name}. The tolerance and the comparison disagree: report this as a bug."
    )


def _shapes(spec: Spec, returned: tuple[int, ...], expected: tuple[int, ...], public: bool) -> str:
    if not public:  # sizes, too, could spell the inputs
        return f"`{spec.name}` has the wrong shape" + (
            f"; it must be {spec.shape}." if spec.dims is not None else "."
        )
    if spec.dims is not None:
        return f"`{spec.name}` has shape {returned}; it must be {spec.shape}, here {expected}."
    if spec.shape == "tuple" and len(returned) == 1:
        shown = f", not {expected[0]}" if expected else ""
        return f"`{spec.name}` has the wrong number of entries: {returned[0]}{shown}."
    return f"`{spec.name}` has shape {returned}; here it must be {expected}."


def _deviation(name: str, value: np.ndarray, expected: np.ndarray, right: np.ndarray, public: bool) -> str:
    if not public:
        return f"`{name}` is wrong."
    if value.ndim == 0:
        return f"`{name}` is {float(value):.6g}; expected {float(expected):.6g}."
    worst = np.unravel_index(np.argmax(np.abs(value.astype(float) - expected)), value.shape)
    at = ", ".join(str(int(index)) for index in worst)
    return (
        f"`{name}` differs in {np.count_nonzero(~right)} of {value.size} entries, most at [{at}]: "
        f"{float(value[worst]):.6g}; expected {float(expected[worst]):.6g}."
    )
