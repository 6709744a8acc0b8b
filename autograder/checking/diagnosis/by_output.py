"""Each wrong output explained by itself, and what the outputs have in common told once."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence

from autograder.checking.diagnosis.hypotheses import (
    Hypothesis,
    all_mistakes,
    explains,
    explains_output,
    hypotheses,
    is_right,
    shows,
    singles,
    united,
    wrong_outputs,
)
from autograder.checking.prediction import CaseResult
from autograder.exercises.exercise import Exercise, Mistake

# More mistakes at once are no explanation that helps.
_MOST_MISTAKES = 3


def explained_by_output(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    """The mistakes that explain the wrong outputs one by one; `()` if an output stays without.

    Parameters
    ----------
    results : sequence of CaseResult
        The wrong ones first; in the first of them all sizes should differ, so that each mistake shows.
    """
    if any(each.answer.values is None or each.expected.raised for each in results):
        return _explaining_pair(exercise, results)
    found = []
    for name in wrong_outputs(exercise, results):
        found.append(_explaining(exercise, results, name))
        if not found[-1]:
            return ()
    # What two outputs give away one by one as three mistakes can be two, which one of them alone gave away.
    for hypothesis in itertools.chain.from_iterable(found):
        if explains(exercise, hypothesis, results):
            return hypothesis.mistakes
    for chosen in sorted(_combinations(found), key=lambda each: len(_distinct(each))):
        mistakes = _distinct(chosen)
        if len(mistakes) > _MOST_MISTAKES:
            break
        settings = united(chosen)
        ordered = tuple(sorted(mistakes, key=all_mistakes(exercise).index))
        # Told of one output, a mistake could be wrong about another one: together they must explain all.
        if settings is not None and explains(exercise, Hypothesis(ordered, settings), results):
            return ordered
    return _explaining_pair(exercise, results)


def _explaining_pair(exercise: Exercise, results: Sequence[CaseResult]) -> tuple[Mistake, ...]:
    pairs = (each for each in hypotheses(exercise) if len(each.mistakes) == 2)
    return next((each.mistakes for each in pairs if explains(exercise, each, results)), ())


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


def _distinct(chosen: Sequence[Hypothesis]) -> dict[Mistake, None]:
    return dict.fromkeys(mistake for each in chosen for mistake in each.mistakes)


def _explaining(exercise: Exercise, results: Sequence[CaseResult], name: str) -> list[Hypothesis]:
    """The single mistakes that explain one output in every case, or else the pairs that do."""
    first = next(each for each in results if not is_right(each, name))
    # A general one that is not paired, a size for another, would hide a pair that all outputs share.
    own = exercise.mistakes
    tried = [each for each in singles(exercise) if each.mistakes[0].paired or each.mistakes[0] in own]
    alone = [each for each in tried if explains_output(exercise, each, results, name)]
    if alone:
        return alone
    changing = [each for each in tried if shows(exercise, each, first, name)]
    others = [
        each for each in tried if each not in changing and _may_show_beside(exercise, each, results, name)
    ]
    partners = itertools.chain(itertools.combinations(changing, 2), itertools.product(changing, others))
    pairs = (_together(exercise, *both) for both in partners)
    return [
        pair
        for pair in pairs
        if pair is not None and explains_output(exercise, pair, [first, *results], name)
    ]


def _may_show_beside(
    exercise: Exercise, hypothesis: Hypothesis, results: Sequence[CaseResult], name: str
) -> bool:
    """Whether a mistake that does not show in one case can show there beside another one, or in other cases.

    One of the exercise's own can always. A general one has no effect on an output of zeros or with a size of
    1 alone; one that shows in no case has none at all.
    """
    is_own = hypothesis.mistakes[0] in exercise.mistakes
    return is_own or any(shows(exercise, hypothesis, each, name) for each in results)


@functools.cache
def _together(exercise: Exercise, first: Hypothesis, second: Hypothesis) -> Hypothesis | None:
    """The pair of two mistakes, if they are paired and touch different switches."""
    mistakes = (*first.mistakes, *second.mistakes)
    if not all(each.paired for each in mistakes) or first.settings.keys() & second.settings.keys():
        return None
    order = all_mistakes(exercise).index
    return Hypothesis(tuple(sorted(mistakes, key=order)), {**first.settings, **second.settings})
