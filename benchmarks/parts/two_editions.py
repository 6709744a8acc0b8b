"""The same answers in both editions: what `check` says with the declared exercise and with its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from unittest.mock import patch

from autograder.checking.check import check
from autograder.checking.diagnosis.hypotheses import hypotheses
from autograder.checking.result import CheckResult
from autograder.exercises.exercise import Exercise
from autograder.sample_class.students import students_of
from benchmarks.consistency import replay, right_styles
from benchmarks.right_styles import function_of


def answers(exercise: Exercise, every: int = 1) -> Iterator[tuple[str, Callable[[], Callable]]]:
    """Yield (what it is, a way to make the function): styles, a stub, a text, every `every`-th mistake."""
    for name, function in right_styles(exercise).items():
        yield f"right, in the style {name}", lambda function=function: function
    yield "a stub", lambda: _stub
    yield "a text", lambda: lambda *arguments: "a text"
    for hypothesis in hypotheses(exercise)[::every]:
        ids = " + ".join(mistake.id for mistake in hypothesis.mistakes)
        yield ids, lambda hypothesis=hypothesis: replay(exercise, hypothesis, exercise.public_cases)


def sample_answers(exercise: Exercise) -> Iterator[tuple[str, Callable[[], Callable]]]:
    """Yield the same for what the sample class answers rightly or with known mistakes, each text once."""
    seen = set()
    for student in students_of(exercise.topic):
        answer = student.answers.get(exercise.name)
        if student.name.startswith(("right-", "mistaken-")) and answer and answer.source not in seen | {None}:
            seen.add(answer.source)
            yield (
                f"as {student.name}",
                lambda source=answer.source: function_of(source, exercise.name),
            )


def _stub(*arguments: object) -> None:
    raise NotImplementedError


def difference(exercise: Exercise, tabled: Exercise, made: Callable[[], Callable]) -> tuple[str, ...]:
    """What `check` shows in the full and in the student's edition where that differs; else empty.

    Everything is compared: verdict, score, names, sentences, and what is shown of every case.
    """
    full, student = (_shown(check_with(each, made())) for each in (exercise, tabled))
    return () if full == student else (full[0], student[0])


def check_with(exercise: Exercise, function: Callable) -> CheckResult:
    """What `check` finds with this exercise, whichever edition it comes from."""
    with patch("autograder.checking.check.exercise_of", return_value=exercise):
        return check(function, exercise.name, cases="public")


def _shown(result: CheckResult) -> tuple[str, object, str]:
    facts = (result.passed, result.score, result.mistakes, result.notes)
    return repr(result), facts, result._repr_html_()
