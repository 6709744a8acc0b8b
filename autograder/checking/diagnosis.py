"""Which known mistakes explain the answers: the simplest hypothesis that fits all cases.

A single mistake comes before several, the exercise's own before general ones. Where no single one explains
all, each output is explained by itself, by one mistake or a pair, and what the outputs have in common is told
once. A mistake with a constant in it is not one hypothesis for each constant: the constant is solved from one
answer, and must then fit all.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checking.general_mistakes import general_mistakes
from autograder.checking.prediction import CaseResult, Prediction, imitated, wrong_prediction
from autograder.exercises.exercise import Case, Exercise, Mistake


@dataclass(frozen=True, eq=False)
class Hypothesis:
    """One mistake, or two at once."""

    mistakes: tuple[Mistake, ...]
    settings: Mapping[Any, Any]


# More mistakes at once are no explanation that helps.
_MOST_MISTAKES = 3


def diagnose(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The fewest mistakes that explain every answer; `()` if none do.

    Parameters
    ----------
    results : sequence of CaseResult
        At least one of them wrong.
    """
    telling = sorted(results, key=lambda each: each.passed)
    for hypothesis in _singles(exercise):
        if _explains(exercise, hypothesis, telling):
            return hypothesis.mistakes
    with_constants = hypotheses_with_constants(exercise)
    for size in (1, 2):
        if size == 2 and (found := explained_by_output(exercise, telling)):
            return found
        for hypothesis in with_constants:
            if len(hypothesis.mistakes) == size and _explains_with_its_constant(
                exercise, hypothesis, results
            ):
                return hypothesis.mistakes
    return ()


def explained_by_output(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The mistakes that explain the wrong outputs one by one; `()` if an output stays without.

    Parameters
    ----------
    results : sequence of CaseResult
        The wrong ones first; in the first of them all sizes should differ, so that each mistake shows.
    """
    if any(each.answer.values is None or each.expected.raised for each in results):
        return _explaining_pair(exercise, results)
    wrong = [
        spec.name for spec in exercise.returned if not all(_is_right(each, spec.name) for each in results)
    ]
    found = []
    for name in wrong:
        found.append(_explaining(exercise, results, name))
        if not found[-1]:
            return ()
    # What two outputs give away one by one as three mistakes can be two, which one of them alone gave away.
    for hypothesis in itertools.chain.from_iterable(found):
        if _explains(exercise, hypothesis, results):
            return hypothesis.mistakes
    for chosen in sorted(_combinations(found), key=lambda each: len(_distinct(each))):
        mistakes = _distinct(chosen)
        if len(mistakes) > _MOST_MISTAKES:
            break
        settings = _united(chosen)
        ordered = tuple(sorted(mistakes, key=all_mistakes(exercise).index))
        # Told of one output, a mistake could be wrong about another one: together they must explain all.
        if settings is not None and _explains(exercise, Hypothesis(ordered, settings), results):
            return ordered
    return _explaining_pair(exercise, results)


def _explaining_pair(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    pairs = (each for each in hypotheses(exercise) if len(each.mistakes) == 2)
    return next((each.mistakes for each in pairs if _explains(exercise, each, results)), ())


# Of all ways to choose one hypothesis for each output, no more are tried.
_MOST_COMBINATIONS = 200


def _combinations(found: Sequence[Sequence[Hypothesis]]) -> Iterator[tuple[Hypothesis, ...]]:
    """Ways to choose one hypothesis for each output: each with what it has most in common with, then any."""
    for seed in itertools.chain.from_iterable(found):
        chosen = [seed]
        for candidates in found:
            told = _distinct(chosen)
            chosen.append(min(candidates, key=lambda each: len(set(each.mistakes) - told.keys())))
        yield tuple(chosen)
    yield from itertools.islice(itertools.product(*found), _MOST_COMBINATIONS)


def _united(chosen: Sequence[Hypothesis]) -> dict[Any, Any] | None:
    """The settings of all; None if two of them set a switch differently."""
    settings: dict[Any, Any] = {}
    for each in chosen:
        if any(settings.get(key, value) != value for key, value in each.settings.items()):
            return None
        settings |= each.settings
    return settings


def _distinct(chosen: Sequence[Hypothesis]) -> dict[Mistake, None]:
    return dict.fromkeys(mistake for each in chosen for mistake in each.mistakes)


def _is_right(result: CaseResult, name: str) -> bool:
    values = result.answer.values
    return values is not None and result.expected.holds(name, values[name])


def _explaining(exercise: Exercise, results: Sequence[CaseResult], name: str) -> list[Hypothesis]:
    """The single mistakes that explain one output in every case, or else the pairs that do."""
    first = next(each for each in results if not _is_right(each, name))
    # A general one that is not paired, a size for another, would hide a pair that all outputs share.
    own = exercise.mistakes
    singles = [each for each in _singles(exercise) if each.mistakes[0].paired or each.mistakes[0] in own]
    alone = [each for each in singles if _explains_outputs(exercise, each, results, name)]
    if alone:
        return alone
    changing = [each for each in singles if _changes(exercise, each, first, name)]
    others = [
        each for each in singles if each not in changing and _may_show_beside(exercise, each, results, name)
    ]
    partners = itertools.chain(itertools.combinations(changing, 2), itertools.product(changing, others))
    pairs = (_together(exercise, *both) for both in partners)
    return [
        pair
        for pair in pairs
        if pair is not None
        and _explains_output(exercise, pair, first, name)
        and _explains_outputs(exercise, pair, results, name)
    ]


def _changes(exercise: Exercise, hypothesis: Hypothesis, result: CaseResult, name: str) -> bool:
    """Whether a mistake shows in this output of this case."""
    prediction = predict(exercise, result.case, hypothesis)
    if prediction.raised is not None:
        return False
    return not np.array_equal(prediction.first[name], result.expected.first[name], equal_nan=True)


def _may_show_beside(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult], name: str
) -> bool:
    """Whether a mistake that does not show in one case can show there beside another one, or in other cases.

    One of the exercise's own can always. A general one has no effect on an output of zeros or with a size of
    1 alone; one that shows in no case has none at all.
    """
    is_own = hypothesis.mistakes[0] in exercise.mistakes
    return is_own or any(_changes(exercise, hypothesis, each, name) for each in results)


@functools.cache
def _together(exercise: Exercise, first: Hypothesis, second: Hypothesis) -> Hypothesis | None:
    """The pair of two mistakes, if they are paired and touch different switches."""
    mistakes = (*first.mistakes, *second.mistakes)
    if not all(each.paired for each in mistakes) or first.settings.keys() & second.settings.keys():
        return None
    order = all_mistakes(exercise).index
    return Hypothesis(tuple(sorted(mistakes, key=order)), {**first.settings, **second.settings})


def _explains_outputs(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult], name: str
) -> bool:
    return all(_explains_output(exercise, hypothesis, each, name) for each in results)


def _explains_output(exercise: Exercise, hypothesis: Hypothesis, result: CaseResult, name: str) -> bool:
    prediction, values = predict(exercise, result.case, hypothesis), result.answer.values
    return prediction.raised is None and values is not None and prediction.holds(name, values[name])


@functools.cache
def predict(exercise: Exercise, case: Case, hypothesis: Hypothesis) -> Prediction:
    """What an answer with these mistakes gives in one case."""
    return wrong_prediction(exercise, case, hypothesis.settings)


@functools.cache
def hypotheses(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every single mistake, then every pair whose settings touch different switches."""
    singles = all_mistakes(exercise)
    candidates = [Hypothesis((mistake,), mistake.settings) for mistake in singles]
    for first, second in itertools.combinations([mistake for mistake in singles if mistake.paired], 2):
        if not first.settings.keys() & second.settings.keys():
            candidates.append(Hypothesis((first, second), {**first.settings, **second.settings}))
    return tuple(candidates)


def _singles(exercise: Exercise) -> list[Hypothesis]:
    return [each for each in hypotheses(exercise) if len(each.mistakes) == 1]


@functools.cache
def all_mistakes(exercise: Exercise) -> tuple[Mistake, ...]:
    """The exercise's own mistakes, then the general ones for each output that it does not call its own."""
    declared = exercise.mistakes
    covered = {mistake.id for mistake in declared} | exercise.same_as.keys()
    general = (mistake for spec in exercise.returned for mistake in general_mistakes(spec, exercise))
    return (*declared, *(mistake for mistake in general if mistake.id not in covered))


def _explains(exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]) -> bool:
    return all(predict(exercise, each.case, hypothesis).fits(each.answer) for each in results)


# ------------------------------------------------------------ constants

# By how much a sum must move over that range. A logarithm that is cut off moves by hundreds; an answer that
# moves by less was not wrong because of the constant.
_LEAST_MOVE = 1.0
# Of a solved constant.
_ROUNDING = 1e-9
_BISECTIONS = 48  # 322 / 2**48 = 1e-12 powers of ten: far more exact than any tolerance


@functools.cache
def hypotheses_with_constants(exercise: Exercise) -> tuple[Hypothesis, ...]:
    """Every hypothesis with a mistake whose constant is still to be solved, single ones first."""
    tried = hypotheses(exercise)
    return tuple(each for each in tried if sum(one.with_constant is not None for one in each.mistakes) == 1)


def _explains_with_its_constant(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult]
) -> bool:
    """Whether the constant that the first telling answer gives away explains every answer."""
    [mistake] = [each for each in hypothesis.mistakes if each.with_constant]
    for result in results:
        if result.passed:
            continue
        constant = _constant(exercise, result, hypothesis, mistake)
        if constant is not None and mistake.with_constant is not None:
            settings = {**hypothesis.settings, **mistake.with_constant(constant)}
            return all(wrong_prediction(exercise, each.case, settings).fits(each.answer) for each in results)
    return False


def _constant(
    exercise: Exercise, result: CaseResult, hypothesis: Hypothesis, mistake: Mistake
) -> float | None:
    """The constant for which the first wrong output has the sum that was returned; None if there is none."""
    values = result.answer.values
    name = next((each for each in result.expected.low if _is_wrong(result, each)), None)
    with_constant = mistake.with_constant
    if values is None or name is None or with_constant is None or not np.isfinite(values[name]).all():
        return None
    returned = float(values[name].sum())

    def excess(power: float) -> float:
        settings = {**exercise.subgradients[0], **hypothesis.settings, **with_constant(10.0**power)}
        with np.errstate(all="ignore"):
            return float(imitated(exercise, result.case, settings)[name].sum()) - returned

    low, high = mistake.powers
    try:
        at_low, at_high = excess(low), excess(high)
    except Exception:  # with the other mistake, it fails here as the student's function did not
        return None
    if not (at_low * at_high < 0 and abs(at_low - at_high) > _LEAST_MOVE):
        return None
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) * at_low > 0 else (low, middle)
    constant, short = float(10.0**high), float(f"{10.0**high:.6g}")
    # A number that a person writes, but for rounding: at a kink it matters.
    return short if abs(short - constant) <= _ROUNDING * constant else constant


def _is_wrong(result: CaseResult, name: str) -> bool:
    """Whether an output has the right shape and wrong entries."""
    values, expected = result.answer.values, result.expected
    if values is None or values[name].shape != expected.low[name].shape:
        return False
    return not expected.holds(name, values[name])
