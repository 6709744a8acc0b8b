"""What wrong answers have in common where no known mistake explains them: a property, an order, a factor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.checking.call import Answer
from autograder.checking.diagnosis import wanted
from autograder.exercises.exercise import Case, Exercise

Finding = tuple[str, str]  # identifier of the mistake, the words for it

# Answers a question about a case; None where the question does not arise in the exercise.
Property = Callable[[Exercise, Case], bool | None]


def common_property(exercise: Exercise, cases: Sequence[Case], passed: Sequence[bool]) -> Finding | None:
    """The property that tells the right cases from the wrong ones, if there are both."""
    if any(passed) and not all(passed):
        for mistake, holds, words in (*_PROPERTIES, *_about_integers(exercise)):
            if [holds(exercise, case) for case in cases] == list(passed):
                return mistake, f"Your function is {words}"
    return None


def swapped_outputs(exercise: Exercise, answered: Sequence[tuple[Case, Answer]]) -> Finding | None:
    """Two outputs that are right but returned in the other order."""
    if len(exercise.returned) != 2 or any("." in spec.name for spec in exercise.returned):
        return None
    first, second = (spec.name for spec in exercise.returned)
    for case, answer in answered:
        if answer.values is None:
            return None
        swapped = Answer(values={first: answer.values[second], second: answer.values[first]})
        if not wanted(exercise, case).fits(swapped):
            return None
    return "outputs_swapped", f"The two results are swapped: return {first}, {second} in this order."


def constant_factor(exercise: Exercise, answered: Sequence[tuple[Case, Answer]]) -> Finding | None:
    """One output that is the same multiple of the reference in every case, the others being right."""
    for name in (spec.name for spec in exercise.returned):
        factor = _factor(exercise, answered, name)
        if factor is not None and all(
            _is_multiple(exercise, case, answer, name, factor) for case, answer in answered
        ):
            words = f"`{name}` is {factor:.4g} times the reference in every case: look for a constant factor."
            return f"{name}_scaled", words
    return None


def _factor(exercise: Exercise, answered: Sequence[tuple[Case, Answer]], name: str) -> float | None:
    for case, answer in answered:
        prediction = wanted(exercise, case)
        if answer.values is None or name not in prediction.first:
            return None
        value, reference = answer.values[name], prediction.first[name]
        if value.shape != reference.shape or not reference.size:
            return None
        largest = np.unravel_index(np.argmax(np.abs(reference)), reference.shape)
        if reference[largest]:
            factor = float(value[largest]) / float(reference[largest])
            return factor if np.isfinite(factor) and factor else None
    return None


def _is_multiple(exercise: Exercise, case: Case, answer: Answer, name: str, factor: float) -> bool:
    prediction = wanted(exercise, case)
    if answer.values is None or name not in prediction.low:
        return False
    for output, value in answer.values.items():
        scale = factor if output == name else 1.0
        bounds = scale * prediction.low[output], scale * prediction.high[output]
        low, high = np.minimum(*bounds), np.maximum(*bounds)
        if value.shape != low.shape or not ((value >= low) & (value <= high)).all():
            return False
    return True


def _size_is(symbol: str, value: int) -> Property:
    def holds(exercise: Exercise, case: Case) -> bool | None:
        sizes = exercise.sizes(case)
        return sizes[symbol] == value if symbol in sizes else None

    return holds


def _not(holds: Property) -> Property:
    def opposite(exercise: Exercise, case: Case) -> bool | None:
        value = holds(exercise, case)
        return None if value is None else not value

    return opposite


def _holds_integers(name: str) -> Property:
    return lambda exercise, case: np.asarray(case.arguments[name]).dtype.kind in "iu"


def _about_integers(exercise: Exercise) -> list[tuple[str, Property, str]]:
    floats = [spec.name for spec in exercise.arguments if spec.dims and spec.kind is None]
    words = (
        "wrong where `{0}` holds integers: the result needs an array of floats, such as np.zeros({0}.shape)."
    )
    return [("fails_on_integers", _not(_holds_integers(name)), words.format(name)) for name in floats]


def _has_repeated_labels(exercise: Exercise, case: Case) -> bool | None:
    labels = [case.arguments[spec.name] for spec in exercise.arguments if spec.dims and spec.kind == "int"]
    return any(len(np.unique(array)) < np.size(array) for array in labels) if labels else None


# (identifier, where the answers are right, the words)
_PROPERTIES: tuple[tuple[str, Property, str], ...] = (
    (
        "only_one_example",
        _size_is("N", 1),
        "right for a single example only: look at what depends on N, a sum over the rows or a division by N.",
    ),
    (
        "only_three_classes",
        _size_is("C", 3),
        "right for 3 classes only: take the number of classes from the shape.",
    ),
    (
        "fails_on_one_example",
        _not(_size_is("N", 1)),
        "wrong for a single example (N = 1) only: does a squeeze or a sum lose the batch axis?",
    ),
    (
        "fails_on_repeated_labels",
        _not(_has_repeated_labels),
        "wrong where a label occurs twice: dW[y] += ... adds once per label; use np.add.at or a loop.",
    ),
)
