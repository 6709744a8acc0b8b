"""The mutation table: what a student with a known mistake would answer must be rejected and get its name."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder import check
from autograder.checking.diagnosis.hypotheses import Hypothesis, hypotheses
from autograder.checking.prediction import imitated
from autograder.exercises.exercise import Case, Exercise

Outputs = Mapping[str, Any]


def missed_mistakes(exercise: Exercise) -> Iterator[str]:
    """A sentence for each single mistake that passes, or that is taken for another one."""
    for hypothesis in hypotheses(exercise):
        if len(hypothesis.mistakes) > 1:
            continue
        name = hypothesis.mistakes[0].id
        with answering_outright(exercise):
            verdict = check(
                replay(exercise, hypothesis, exercise.public_cases), exercise.name, cases="public"
            )
        if is_only_noted(exercise, hypothesis) and _shows(exercise, hypothesis):
            if not verdict.passed:
                yield f"the mistake {name} costs points in a case that nobody asks for"
        elif verdict.passed:
            yield f"the mistake {name} is taken for right: no case shows it. Add one that decides it"
        if verdict.mistakes != (name,) and not verdict.passed:
            taken = " + ".join(verdict.mistakes) or "none"
            yield f"the mistake {name} is named {taken}: a case must tell the two apart, or `same_as`"


def _shows(exercise: Exercise, hypothesis: Hypothesis) -> bool:
    """Whether a mistake changes anything in any case."""
    settings = {**exercise.subgradients[0], **hypothesis.settings}
    return not all(
        agree(outcome(exercise, case, settings), outcome(exercise, case, {}))
        for case in exercise.public_cases
    )


def is_only_noted(exercise: Exercise, hypothesis: Hypothesis) -> bool:
    """Whether a mistake shows only where the exercise's statement asks for nothing."""
    settings = {**exercise.subgradients[0], **hypothesis.settings}
    return all(
        case.unasked or agree(outcome(exercise, case, settings), outcome(exercise, case, {}))
        for case in exercise.all_cases
    )


def replay(exercise: Exercise, hypothesis: Hypothesis, cases: Sequence[Case]) -> Callable[..., object]:
    """A function that answers one case after the other as somebody with these mistakes would."""
    waiting: Iterator[Case] = iter(cases)

    def function(*_: object) -> object:
        case = next(waiting)
        return joined(imitated(exercise, case, {**exercise.subgradients[0], **hypothesis.settings}))

    function.__signature__ = inspect.signature(exercise.reference)  # type: ignore[attr-defined]
    return function


@contextlib.contextmanager
def answering_outright(exercise: Exercise) -> Iterator[None]:
    """Take what an answer returns for the outputs, also where an exercise has answers that are to be used."""
    use = exercise.use
    object.__setattr__(exercise, "use", use and (lambda answer, *arguments: answer(*arguments)))
    try:
        yield
    finally:
        object.__setattr__(exercise, "use", use)


def joined(values: Outputs) -> object:
    """Outputs by name, put together as a student's function returns them."""
    groups: dict[str, Any] = {}
    for name, value in values.items():
        group, _, key = name.partition(".")
        if key:
            groups.setdefault(group, {})[key] = value
        else:
            groups[group] = value
    return tuple(groups.values()) if len(groups) > 1 else next(iter(groups.values()))


def outcome(exercise: Exercise, case: Case, settings: Mapping[Any, Any]) -> Outputs | str:
    """What the imitation with these settings returns, or the name of what it raises."""
    try:
        return imitated(exercise, case, {**exercise.subgradients[0], **settings})
    except Exception as problem:
        return type(problem).__name__


def agree(first: Outputs | str, second: Outputs | str) -> bool:
    """Whether two outcomes are the same, but for rounding; what is not finite is alike, as in `check`."""
    if isinstance(first, str) or isinstance(second, str):
        return first == second
    return all(
        first[name].shape == second[name].shape
        and np.allclose(_as_nan(first[name]), _as_nan(second[name]), rtol=1e-9, equal_nan=True)
        for name in first
    )


def _as_nan(output: np.ndarray) -> np.ndarray:
    """An output with nan where it is not finite."""
    return np.where(np.isfinite(output), output, np.nan)
