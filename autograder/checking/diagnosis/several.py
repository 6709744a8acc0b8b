"""Two or three mistakes at once in one output, sought on request: there are too many for the first answer."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checking.diagnosis.hypotheses import (
    Hypothesis,
    are_telling,
    is_right,
    shows,
    singles,
    united,
    wrong_outputs,
)
from autograder.checking.prediction import CaseResult, Prediction, wrong_prediction
from autograder.exercises.exercise import Exercise, Mistake

# Of the pairs, those that come nearest to the answer are tried with a third mistake.
_NEAREST_PAIRS = 40


@dataclass(frozen=True)
class Several:
    """What explains one output in every case.

    Parameters
    ----------
    output : str
    mistakes : tuple of Mistake
    """

    output: str
    mistakes: tuple[Mistake, ...]


def several_mistakes(exercise: Exercise, results: Sequence[CaseResult], seconds: float) -> Several | None:
    """Find the mistakes that together explain one wrong output; None without any, or for want of time.

    Also those are tried that are in no pair of the first answer. The output with the fewest comes first.

    Parameters
    ----------
    results : sequence of CaseResult
        At least one of them wrong.
    seconds : float
        CPU time that the search may take.
    """
    if any(each.answer.values is None or each.expected.raised for each in results):
        return None
    end = time.process_time() + seconds
    if not are_telling(exercise, results):
        return None
    searches = [_Search(exercise, results, name, end) for name in wrong_outputs(exercise, results)]
    for size in (1, 2, 3):
        for search in searches:
            found = next(search.of_size(size), None)
            if found is not None:
                return Several(search.output, found.mistakes)
    return None


class _Search:
    """The hypotheses on one output, from the smallest wrong case on; `end` is a CPU time."""

    def __init__(self, exercise: Exercise, results: Sequence[CaseResult], output: str, end: float) -> None:
        self.exercise, self.output, self.end = exercise, output, end
        self.results = sorted(results, key=lambda each: (is_right(each, output), not each.case.smooth))
        first = self.results[0]
        names = [spec.name for spec in exercise.returned]
        # What shows in this output alone first: its sentence says nothing of another one.
        self.candidates = sorted(
            (
                each
                for each in singles(exercise)
                if each.mistakes[0].with_constant is None and shows(exercise, each, first, output)
            ),
            key=lambda each: sum(shows(exercise, each, first, name) for name in names),
        )
        self.pairs: list[tuple[float, Hypothesis]] = []

    def of_size(self, size: int) -> Iterator[Hypothesis]:
        """Those of so many mistakes that explain the output; pairs are kept with how near they come."""
        chosen: Iterator[tuple[Hypothesis, ...]] = ((each,) for each in self.candidates)
        if size == 2:
            chosen = itertools.combinations(self.candidates, 2)
        if size == 3:
            nearest = [pair for _, pair in sorted(self.pairs, key=lambda each: each[0])[:_NEAREST_PAIRS]]
            chosen = itertools.product(nearest, self.candidates)
        for parts in chosen:
            if time.process_time() > self.end:
                return
            mistakes = tuple(dict.fromkeys(one for each in parts for one in each.mistakes))
            settings = united(parts)
            if settings is None or len(mistakes) < size:
                continue
            hypothesis = Hypothesis(mistakes, settings)
            distance = self._distance(hypothesis)
            if distance == 0 and self._explains(hypothesis):
                yield hypothesis
            if size == 2:
                self.pairs.append((distance, hypothesis))

    def _predicted(self, hypothesis: Hypothesis, result: CaseResult) -> Prediction:
        return wrong_prediction(self.exercise, result.case, hypothesis.settings)

    def _distance(self, hypothesis: Hypothesis) -> float:
        """How far from the first answer: 0 where it is given, infinite where the shape is another one."""
        value, prediction = self._value(self.results[0]), self._predicted(hypothesis, self.results[0])
        if prediction.raised is not None or prediction.first[self.output].shape != value.shape:
            return np.inf
        if prediction.holds(self.output, value):
            return 0.0
        with np.errstate(all="ignore"):
            gap = np.linalg.norm(prediction.first[self.output].astype(float) - value)
        return float(gap) if np.isfinite(gap) else np.inf

    def _explains(self, hypothesis: Hypothesis) -> bool:
        predictions = ((each, self._predicted(hypothesis, each)) for each in self.results)
        return all(
            each.raised is None and each.holds(self.output, self._value(result))
            for result, each in predictions
        )

    def _value(self, result: CaseResult) -> np.ndarray:
        return (result.answer.values or {})[self.output]
