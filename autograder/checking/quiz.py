"""What is said about a question of a quiz that is not right: the mistake that gives this answer, by name."""

from __future__ import annotations

from autograder.checking.diagnosis.hypotheses import all_mistakes
from autograder.checking.prediction import CaseResult, SealedPrediction, wrong_prediction
from autograder.exercises.exercise import Exercise

# What a table of answers raises where a question has none yet.
_NO_ANSWER = frozenset({"KeyError", "IndexError"})


def remark_on(exercise: Exercise, result: CaseResult) -> tuple[str, str]:
    """Identifier and sentence for a question that is not right."""
    answer, name = result.answer, f"“{result.case.name}”"
    if answer.missing or answer.raised in _NO_ANSWER:
        return "not_answered", f"{name} has no answer yet."
    if answer.raised is not None:
        return "raises", f"{name} raises {answer.raised}: {answer.text}"
    if answer.malformed is not None:
        return "wrong_structure", f"{name} returns {answer.malformed}."
    told = _told(exercise, result)
    return (told[0], f"{name}: {told[1]}") if told else ("not_right_yet", f"{name} is not right yet.")


def _told(exercise: Exercise, result: CaseResult) -> tuple[str, str] | None:
    """Identifier and sentence of the known mistake that gives this answer."""
    if isinstance(result.expected, SealedPrediction):
        return result.expected.told(result.answer)
    for mistake in all_mistakes(exercise):
        if wrong_prediction(exercise, result.case, mistake.settings).fits(result.answer):
            return mistake.id, mistake.sentence
    return None
