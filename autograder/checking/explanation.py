"""From wrong answers to words: the mistake by name, else what the failing cases have in common."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.call import Answer
from autograder.checking.diagnosis import diagnose, wanted
from autograder.checking.patterns import common_property, constant_factor, swapped_outputs
from autograder.exercises.exercise import Case, Exercise, Mistake, Spec, parameters_of


@dataclass(frozen=True)
class Explanation:
    """Identifiers of what is wrong, the words for it, and the credit in [0, 1] that is left."""

    mistakes: tuple[str, ...]
    message: str
    credit: float = 0.0


Answered = Sequence[tuple[Case, Answer]]


def explain(exercise: Exercise, answered: Answered, passed: Sequence[bool]) -> Explanation:
    """Say what is wrong, given that something is. Numbers and texts of hidden cases stay out of the words."""
    answers = [answer for _, answer in answered]
    if all(answer.missing for answer in answers):
        return Explanation(("not_implemented",), f"Not implemented yet: {exercise.signature}")
    for case, answer in answered:
        if answer.raised in _SPECIAL:
            mistake, words = _SPECIAL[answer.raised]
            return Explanation((mistake,), words.format(case=case.name, name=exercise.name, text=answer.text))
    found = diagnose(exercise, answered)
    if found:
        return Explanation(
            _unique(found), _sentences(found), max(0.0, 1 - sum(1 - mistake.credit for mistake in found))
        )
    known = swapped_outputs(exercise, answered) or constant_factor(exercise, answered)
    known = known or common_property(exercise, [case for case, _ in answered], passed)
    if known:
        return Explanation((known[0],), known[1] + _raised_publicly(answered, passed))
    return _first_failure(exercise, answered, passed)


_ENDLESS = "Does a loop never end? A `while` needs a condition that becomes false."

_SPECIAL = {
    "KeyboardInterrupt": (
        "stopped",
        "Stopped while {name} worked on the case “{case}”. " + _ENDLESS,
    ),
    "TimeoutError": (
        "too_slow",
        "{name} took too long in the case “{case}”. " + _ENDLESS,
    ),
    "AnswerUsed": (
        "course_answer_called",
        "The course's own answer is called: write {name} yourself, without course_lib's.",
    ),
}


def notes_on(function: Callable[..., Any], exercise: Exercise, answered: Answered) -> dict[str, str]:
    """What is told and costs nothing: identifier -> sentence."""
    notes: dict[str, str] = {}
    changed = sorted({name for _, answer in answered for name in answer.changed})
    if changed:
        listed = ", ".join(f"`{name}`" for name in changed)
        notes["inputs_changed"] = (
            f"Your function changes {listed} in place: the caller's array is different afterwards. "
            f"Work on a copy (`{changed[0]}.copy()`), or write `x = x - ...` instead of `x -= ...`."
        )
    lists = sorted({name for _, answer in answered for name in answer.lists})
    if lists:
        notes["list_for_array"] = f"`{lists[0]}` is a list; return an array, `np.array({lists[0]})`."
    names, asked = parameters_of(function), [spec.name for spec in exercise.arguments]
    if names is not None and names != asked and len(names) == len(asked):
        notes["parameters_renamed"] = (
            f"Your parameters are called ({', '.join(names)}); the exercise says ({', '.join(asked)})."
        )
    return notes


def _raised_publicly(answered: Answered, passed: Sequence[bool]) -> str:
    for (case, answer), right in zip(answered, passed, strict=True):
        if case.public and not right and answer.raised:
            return f" It raises {answer.raised}: {answer.text}"
    return ""


def _sentences(found: tuple[Mistake, ...]) -> str:
    if len(found) == 1:
        return found[0].sentence
    return "Two things. " + " ".join(
        f"({number}) {mistake.sentence}" for number, mistake in enumerate(found, 1)
    )


def _unique(found: tuple[Mistake, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mistake.id for mistake in found))


# ------------------------------------------------------------ nothing is known: describe the first failure


def _first_failure(exercise: Exercise, answered: Answered, passed: Sequence[bool]) -> Explanation:
    failed = [(case, answer) for (case, answer), right in zip(answered, passed, strict=True) if not right]
    case, answer = min(failed, key=lambda each: not each[0].public)
    where = f"In the {'case' if case.public else 'hidden case'} “{case.name}” "
    mistake, what = _failure(exercise, case, answer)
    return Explanation((mistake,), where + what)


def _failure(exercise: Exercise, case: Case, answer: Answer) -> tuple[str, str]:
    prediction = wanted(exercise, case)
    raised = answer.raised
    if raised is not None and not case.public and not hasattr(builtins, raised):
        raised = "an exception"  # its name could spell the inputs
    if prediction.raised is not None:
        came = f"raises {raised}" if raised else "returns a value"
        came = "returns None" if answer.missing and not answer.raised else came
        return "exception_missing", f"it must raise {prediction.raised}; it {came}."
    if answer.missing and not answer.raised:
        return "returns_none", "it returns None: is a `return` missing on one path?"
    if raised is not None:
        text = f": {answer.text}" if answer.text and case.public else "."
        return "raises", f"it raises {raised}{text}"
    if answer.malformed is not None:
        wanted_text = " and ".join(f"`{spec.name}` ({spec.shape})" for spec in exercise.returned)
        came = f"returns {answer.malformed}" if case.public else "returns something else"
        return "wrong_structure", f"it {came}. Return {wanted_text}."
    for name, value in (answer.values or {}).items():
        shown = prediction.first[name]
        if value.shape != shown.shape:
            spec = next(spec for spec in exercise.returned if spec.name == name)
            return "wrong_shape", _shapes(spec, value.shape, shown.shape, case.public)
        right = prediction.agrees(name, value)
        if right.all():
            continue
        if not np.isfinite(value.astype(float)).all():
            return "not_finite", f"`{name}` has nan or inf in it: an overflow, 0/0 or log(0)?"
        return "unknown", _deviation(name, value, shown, right, case.public)
    raise AssertionError("a failing case must differ somewhere")


def _shapes(spec: Spec, came: tuple[int, ...], here: tuple[int, ...], public: bool) -> str:
    """What is wrong with a shape; `here` is the right one."""
    if not public:  # sizes, too, could spell the inputs
        return f"`{spec.name}` has the wrong shape" + (
            f"; it must be {spec.shape}." if spec.dims is not None else "."
        )
    if spec.dims is not None:
        return f"`{spec.name}` has shape {came}; it must be {spec.shape}, here {here}."
    if spec.shape == "tuple" and len(came) == 1:
        shown = f", not {here[0]}" if here else ""
        return f"`{spec.name}` has the wrong number of entries: {came[0]}{shown}."
    return f"`{spec.name}` has shape {came}; here it must be {here}."


def _deviation(name: str, value: np.ndarray, wanted: np.ndarray, right: np.ndarray, public: bool) -> str:
    if not public:
        return f"`{name}` is wrong."
    if value.ndim == 0:
        return f"`{name}` is {float(value):.6g}; wanted {float(wanted):.6g}."
    worst = np.unravel_index(np.argmax(np.abs(value.astype(float) - wanted)), value.shape)
    at = ", ".join(str(int(index)) for index in worst)
    return (
        f"`{name}` differs in {np.count_nonzero(~right)} of {value.size} entries, most at [{at}]: "
        f"{float(value[worst]):.6g}; wanted {float(wanted[worst]):.6g}."
    )
