"""What a recognised mistake does, computed from the exercise: no code of a student runs for the feedback.

A mistake has its name because an imitation of it gave what the student's function gave in every case, the
hidden ones included, within the tolerance. So the imitation stands in for the function: in the table of what
was wanted and what came, in the picture of the deviation, in the student's demo. It is found by the sentence
that the student got, and computed once for a class.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.checking.call import Answer, split
from autograder.checking.diagnosis.hypotheses import Hypothesis, hypotheses
from autograder.checking.diagnosis.words import sentences
from autograder.checking.general_mistakes import CHANGES
from autograder.checking.plain_value import array_of
from autograder.checking.prediction import CaseResult, imitated, right_prediction
from autograder.checking.result import CheckResult
from autograder.checking.views.row import Row
from autograder.exercises.exercise import Case, Exercise, known_exercises
from autograder.exercises.spec import Spec

_CASE = re.compile(r"In the case “(.+?)” ")


def mistake_of(exercise: Exercise, said: str) -> Hypothesis | None:
    """The mistake, or pair, of which a sentence speaks; None if it speaks of none or could mean several."""
    return _by_sentence(exercise).get(" ".join(said.split()))


@functools.cache
def _by_sentence(exercise: Exercise) -> dict[str, Hypothesis | None]:
    """Sentence -> what it says; mistakes with a constant are left out, for the constant is not known here."""
    found: dict[str, Hypothesis | None] = {}
    for hypothesis in hypotheses(exercise):
        sentence = " ".join(sentences(hypothesis.mistakes).split())
        has_constant = any(mistake.with_constant for mistake in hypothesis.mistakes)
        found[sentence] = None if sentence in found or has_constant else hypothesis
    return found


@functools.lru_cache(maxsize=4096)
def replayed(name: str, said: str) -> CheckResult | None:
    """What `check` shows of a recognised mistake in the public cases; None if it is not recognised."""
    exercise = known_exercises()[name]
    hypothesis = mistake_of(exercise, said)
    if hypothesis is None:
        return None
    settings = {**exercise.subgradients[0], **hypothesis.settings}
    results = [
        CaseResult(case, _answer(exercise, case, settings), right_prediction(exercise, case))
        for case in exercise.public_cases
    ]
    rows = tuple(Row(each.case.name, True, each.passed, each.case.unasked, each) for each in results)
    mistakes = tuple(mistake.id for mistake in hypothesis.mistakes)
    return CheckResult(exercise, False, 0.0, mistakes, said, rows=rows)


def _answer(exercise: Exercise, case: Case, settings: Mapping[Any, Any]) -> Answer:
    try:
        return Answer(values=imitated(exercise, case, settings))
    except Exception as problem:  # as the student's function fails: on a shape, an index, or where it must
        return Answer(raised=type(problem).__name__, text=str(problem))


def named_case(name: str, said: str) -> Case | None:
    """The public case that a sentence about no known mistake names; None if it names none."""
    match = _CASE.match(" ".join(said.split()))
    cases = known_exercises()[name].public_cases
    return next((case for case in cases if match and case.name == match[1]), None)


def function_like(name: str, said: str, is_passed: bool) -> Callable[..., Any] | None:
    """A function that gives what the student's gave; None where that is not known.

    Parameters
    ----------
    name : str
        Of the exercise.
    said : str
        The sentence that the student got.
    is_passed : bool
        Whether the answer is right.
    """
    exercise = known_exercises()[name]
    if is_passed:
        return _named(exercise.reference, exercise)
    hypothesis = mistake_of(exercise, said)
    return None if hypothesis is None else _named(_imitation(exercise, hypothesis.settings), exercise)


def _named(function: Callable[..., Any], exercise: Exercise) -> Callable[..., Any]:
    """The function under the name and with the signature that the exercise asks for: demos look at both."""
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    signature = inspect.Signature([inspect.Parameter(spec.name, kind) for spec in exercise.arguments])

    def like_the_students(*arguments: Any, **keywords: Any) -> Any:
        return function(*signature.bind(*arguments, **keywords).args)

    like_the_students.__name__ = exercise.name
    like_the_students.__dict__["__signature__"] = signature
    return like_the_students


def _imitation(exercise: Exercise, settings: Mapping[Any, Any]) -> Callable[..., Any]:
    """The exercise's imitation with its switches, and what is changed in an output afterwards."""
    chosen = {**exercise.subgradients[0], **settings}
    switches = {key: value for key, value in chosen.items() if isinstance(key, str)}
    changes = {key: amount for key, amount in chosen.items() if not isinstance(key, str)}
    function = exercise.imitation if exercise.imitation is not None else exercise.reference

    def call(*arguments: Any) -> Any:
        returned = function(*arguments, **switches)
        if not changes:
            return returned
        leaves = {key: array_of(leaf) for key, leaf in split(returned, exercise.returned).items()}
        given = {spec.name: value for spec, value in zip(exercise.arguments, arguments, strict=True)}
        sizes = Exercise.sizes.__wrapped__(exercise, Case("demo", given))
        for (output, change), amount in changes.items():
            leaves[output] = np.asarray(CHANGES[change](leaves[output], amount, sizes))
        return together(leaves, exercise.returned)

    return call


def together(leaves: Mapping[str, np.ndarray], outputs: tuple[Spec, ...]) -> Any:
    """The object that a function returns, of its outputs by name; the inverse of `split`."""
    groups: dict[str, Any] = {}
    for spec in outputs:
        group, _, key = spec.name.partition(".")
        if key:
            groups.setdefault(group, {})[key] = leaves[spec.name]
        else:
            groups[group] = leaves[spec.name]
    parts = tuple(groups.values())
    return parts[0] if len(parts) == 1 else parts
