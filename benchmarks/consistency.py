"""Consistency of the known mistakes: each of them, and every pair, must be rejected and get its own name.

The mistakes come from the table that names them, so this shows that no two entries collide, not that other
mistakes are found: for that see `generality.py`.

Run `python benchmarks/consistency.py`; the table goes to docs/consistency.md. With names of exercises, only
those are tried and nothing is written. The exit code is 1 if anything was missed.
"""

from __future__ import annotations

import argparse
import importlib
import secrets as secrets_of_courses
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from autograder import check  # noqa: E402
from autograder.checking.call import ask  # noqa: E402
from autograder.checking.diagnosis.hypotheses import Hypothesis, hypotheses, predict  # noqa: E402
from autograder.checking.prediction import CaseResult, _imitation, right_prediction  # noqa: E402
from autograder.classroom.authoring.mutations import (  # noqa: E402
    agree,
    answering_outright,
    is_only_noted,
    outcome,
    replay,
)
from autograder.exercises.draws import use_secret  # noqa: E402
from autograder.exercises.exercise import Case, Exercise, known_exercises  # noqa: E402
from benchmarks.parts.consistency_report import Tally, over_secrets_in_words, report, table  # noqa: E402


def tally(exercise: Exercise, every: int = 1) -> Tally:
    """Try all mistakes, every `every`-th pair and all right styles of one exercise."""
    start = time.perf_counter()
    result = Tally(exercise.name)
    tried = hypotheses(exercise)
    singles = [each for each in tried if len(each.mistakes) == 1]
    pairs = [each for each in tried if len(each.mistakes) == 2]
    for hypothesis in [*singles, *pairs[::every]]:
        _try(exercise, hypothesis, result)
    _try_styles(exercise, result)
    result.seconds = time.perf_counter() - start
    return result


def over_secrets(exercise: Exercise, secrets: Sequence[bytes], named: int = 1) -> Tally:
    """Try the right styles and the mistakes on the hidden cases alone of some courses.

    Every `named`-th mistake is also tried on all cases of a course, where it must get its own name.
    """
    result = Tally(exercise.name)
    singles = [each for each in hypotheses(exercise) if len(each.mistakes) == 1]
    for number, secret in enumerate(secrets):
        use_secret(secret)
        try:
            result.secrets += 1
            _try_hidden_cases(exercise, singles, result)
            for hypothesis in singles[number % named :: named]:
                _try(exercise, hypothesis, result, publicly=False)
        finally:
            use_secret(None)
            forget_predictions()
    return result


def _try_hidden_cases(exercise: Exercise, singles: Sequence[Hypothesis], result: Tally) -> None:
    cases = [case for case in exercise.hidden_cases if not case.unasked]
    for name, function in right_styles(exercise).items():
        result.styles += 1
        wrong = failed_case(function, exercise, cases)
        result.accepted += wrong is None
        if wrong is not None:
            result.missed.append(f"right, in the style {name!r}, but refused in the hidden case {wrong!r}")
    with answering_outright(exercise):
        for hypothesis in singles:
            wrong = failed_case(replay(exercise, hypothesis, cases), exercise, cases)
            result.tried_hidden += bool(cases)  # a quiz has none
            result.rejected_hidden += wrong is not None


def failed_case(function: Callable, exercise: Exercise, cases: Sequence[Case]) -> str | None:
    """The first of the cases that an answer does not pass; None if it passes all."""
    with np.errstate(all="ignore"):
        for case in cases:
            if not CaseResult(case, ask(function, exercise, case), right_prediction(exercise, case)).passed:
                return case.name
    return None


def forget_predictions() -> None:
    """Empty the caches over cases, which are others for another secret."""
    for cache in (right_prediction, predict, _imitation):
        cache.cache_clear()


def right_styles(exercise: Exercise) -> dict[str, Callable]:
    """Style -> right answer."""
    return importlib.import_module(f"benchmarks.right_styles.{exercise.topic}").STYLES.get(exercise.name, {})


def same_function(exercise: Exercise, first: dict, second: dict) -> bool:
    """Whether two settings of the imitation agree on arguments that no case has, three draws for each."""
    for draw in range(3):
        for number, case in enumerate(exercise.all_cases):
            fresh = other_arguments(exercise, case, np.random.default_rng((draw, number)))
            if not agree(outcome(exercise, fresh, first), outcome(exercise, fresh, second)):
                return False
    return True


def same_in_cases(exercise: Exercise, first: dict, second: dict) -> bool:
    """Whether no case tells two settings apart: beside one mistake, another may show in nan alone."""
    return all(
        agree(outcome(exercise, case, first), outcome(exercise, case, second)) for case in exercise.all_cases
    )


def other_arguments(exercise: Exercise, case: Case, rng: np.random.Generator) -> Case:
    """The case with other numbers in arrays of the same shapes and types."""
    arguments = dict(case.arguments)
    for spec in exercise.arguments:
        value = arguments[spec.name]
        if isinstance(value, float) and value:
            arguments[spec.name] = float(rng.uniform(0.1, 1))
        elif isinstance(value, np.ndarray) and value.dtype.kind == "f" and spec.values is None:
            arguments[spec.name] = (
                value * rng.uniform(0.5, 2, size=value.shape) * rng.choice([-1, 1], size=value.shape)
            )
        elif isinstance(value, np.ndarray):
            arguments[spec.name] = rng.permuted(value, axis=-1)  # within a row: a distribution stays one
    return Case(case.name, arguments, raises=case.raises, memory=case.memory)


def _try_styles(exercise: Exercise, result: Tally) -> None:
    for name, function in right_styles(exercise).items():
        result.styles += 1
        verdict = check(function, exercise.name, cases="all")
        result.accepted += verdict.passed
        if not verdict.passed:
            result.missed.append(f"right, in the style {name!r}, but: {verdict.message}")


def _try(exercise: Exercise, hypothesis: Hypothesis, result: Tally, publicly: bool = True) -> None:
    ids = tuple(mistake.id for mistake in hypothesis.mistakes)
    single = len(ids) == 1
    cases = exercise.all_cases
    with answering_outright(exercise):
        verdict = check(replay(exercise, hypothesis, cases), exercise.name, cases="all")
    if verdict.passed and not single and same_function(exercise, hypothesis.settings, {}):
        result.harmless += 1
        return
    result.mistakes += single
    result.pairs += not single
    verdicts = [verdict]
    if publicly:
        with answering_outright(exercise):
            replayed = replay(exercise, hypothesis, exercise.public_cases)
            verdicts.append(check(replayed, exercise.name, cases="public"))
    if is_only_noted(exercise, hypothesis):
        result.noted += 1
        if not all(each.passed for each in verdicts):
            result.missed.append(f"{' + '.join(ids)} costs points in a case that nobody asks for")
    else:
        result.rejected += not verdict.passed
        result.rejected_publicly += not verdicts[-1].passed
        if verdict.passed:
            result.missed.append(f"{' + '.join(ids)} passes")
    if verdict.mistakes == ids:
        result.named += 1
    elif not single and _is_named_otherwise(exercise, hypothesis, verdict.mistakes):
        result.named += 1
        result.same += 1
    else:
        result.missed.append(f"{' + '.join(ids)} is taken for {' + '.join(verdict.mistakes) or 'right'}")


def _is_named_otherwise(exercise: Exercise, hypothesis: Hypothesis, ids: tuple[str, ...]) -> bool:
    if ids == ("not_implemented",):  # together they leave zeros alone, as a stub does
        return True
    return any(
        same_function(exercise, hypothesis.settings, other.settings)
        or same_in_cases(exercise, hypothesis.settings, other.settings)
        for other in hypotheses(exercise)
        if tuple(mistake.id for mistake in other.mistakes) == ids
    )


def main() -> int:
    """Try the named exercises and print the table; with no name all of them, and write the document."""
    parser = argparse.ArgumentParser(description="Consistency of the known mistakes.")
    parser.add_argument("names", nargs="*", help="exercises; all if left out")
    parser.add_argument("--every", type=int, default=1, help="of the pairs, try one in so many")
    parser.add_argument("--secrets", type=int, default=50, help="courses whose hidden cases are tried")
    chosen = parser.parse_args()
    exercises = [each for name, each in known_exercises().items() if not chosen.names or name in chosen.names]
    secrets = [secrets_of_courses.token_bytes(32) for _ in range(chosen.secrets)]
    tallies, hidden = [], []
    for exercise in exercises:
        tallies.append(tally(exercise, chosen.every))
        hidden.append(over_secrets(exercise, secrets, named=len(secrets)))
        missed = tallies[-1].missed + hidden[-1].missed
        print(*missed or ["consistent"], sep="\n", end=f" {exercise.name}\n", flush=True)
    print(table(tallies))
    print(over_secrets_in_words(hidden))
    if not chosen.names:
        text = report(tallies, chosen.every, hidden)
        (ROOT / "docs" / "consistency.md").write_text(text, encoding="utf-8")
    return 1 if any(each.missed for each in (*tallies, *hidden)) else 0


if __name__ == "__main__":
    sys.exit(main())
