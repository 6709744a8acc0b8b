"""What wrong answers have in common where no known mistake explains them: a property, an order, a factor."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checking.call import Answer
from autograder.checking.display import listed
from autograder.checking.prediction import CaseResult, Prediction
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.spec import SIZES

# By how much a factor must differ from 1 to be one.
_LEAST_FACTOR = 1e-6

Finding = tuple[str, str]  # identifier of the mistake, the words for it


# ------------------------------------------------------------ a property of the cases


@dataclass(frozen=True)
class Property:
    """Something that a case has or has not.

    Parameters
    ----------
    id : str
    holds : callable
        Case -> bool
    wrong_there, right_only_there : str or None
        The words where the answers are wrong in exactly these cases, and where they are right in no others.
        None where such an answer would be a coincidence.
    can_hold : callable
        Case -> whether it is large enough to have it: that smaller ones are right says nothing about it.
    """

    id: str
    holds: Callable[[Case], bool]
    wrong_there: str | None
    right_only_there: str | None = None
    can_hold: Callable[[Case], bool] = lambda case: True


def common_property(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """The property that tells the right cases from the wrong ones, if there are both."""
    passed = [result.passed for result in results]
    cases = [result.case for result in results]
    if all(passed) or not any(passed):
        return None
    for prop in properties(exercise, cases):
        held = [prop.holds(case) for case in cases]
        if prop.right_only_there and held == passed and sum(passed) > 1:  # one case alone is a coincidence
            return f"only_where_{prop.id}", f"Your function is right only where {prop.right_only_there}"
        could = any(right and prop.can_hold(case) for right, case in zip(passed, cases, strict=True))
        if prop.wrong_there and could and held == [not each for each in passed]:
            return f"fails_where_{prop.id}", f"Your function is wrong where {prop.wrong_there}"
    return None


def properties(exercise: Exercise, cases: Sequence[Case]) -> Iterator[Property]:
    """Every property that can be told of these cases: of one size, of two, of the labels, of the types."""
    for symbol in exercise.size_symbols:
        if _is_public(cases, _size_is(exercise, symbol, 1)):
            yield _single(exercise, symbol)
    for first, second in itertools.combinations(exercise.size_symbols, 2):
        yield _equal(exercise, first, second)
    for spec in exercise.arguments:
        if spec.dims and spec.values == "int":
            yield _repeated(spec.name)
        elif spec.dims and spec.values is None:
            yield _of_integers(spec.name)
    for symbol in exercise.size_symbols:
        for value in sorted({exercise.sizes(case)[symbol] for case in cases} - {1}):
            holds = _size_is(exercise, symbol, value)
            # A size of a single case says no more than the case's name, and one of hidden cases is hidden.
            if sum(map(holds, cases)) > 1 and _is_public(cases, holds):
                yield _of_value(exercise, symbol, value)


def _is_public(cases: Sequence[Case], holds: Callable[[Case], bool]) -> bool:
    return any(case.public and holds(case) for case in cases)


def _size_is(exercise: Exercise, symbol: str, value: int) -> Callable[[Case], bool]:
    return lambda case: exercise.sizes(case)[symbol] == value


def _single(exercise: Exercise, symbol: str) -> Property:
    words = f"{symbol} = 1 ({symbol} is {SIZES[symbol]}): "
    return Property(
        f"{symbol}_is_1",
        _size_is(exercise, symbol, 1),
        words + "does a squeeze or a sum lose that axis?",
        words + f"look at what depends on {symbol}, such as a sum along that axis or a division.",
    )


def _of_value(exercise: Exercise, symbol: str, value: int) -> Property:
    words = f"{symbol} = {value} ({symbol} is {SIZES[symbol]}): "
    return Property(
        f"{symbol}_is_{value}",
        _size_is(exercise, symbol, value),
        words + "does a number stand in the code that should be taken from a shape?",
        words + f"take {symbol} from a shape instead of writing the number.",
    )


def _equal(exercise: Exercise, first: str, second: str) -> Property:
    words = f"{first} = {second}: "
    return Property(
        f"{first}_is_{second}",
        lambda case: exercise.sizes(case)[first] == exercise.sizes(case)[second],
        words + "is an axis recognised by its length there, or an array broadcast along the wrong one?",
        words + "two axes are exchanged, or one of the sizes is used for the other.",
    )


def _of_integers(name: str) -> Property:
    return Property(
        f"{name}_holds_integers",
        lambda case: np.asarray(case.arguments[name]).dtype.kind in "iu",
        f"`{name}` holds integers: the result needs an array of floats, such as np.zeros({name}.shape).",
    )


def _repeated(name: str) -> Property:
    return Property(
        f"{name}_repeats",
        lambda case: len(np.unique(case.arguments[name])) < np.size(case.arguments[name]),
        f"a value occurs twice in `{name}`: with `{name}` as an index, += adds once for each value; "
        "use np.add.at or a loop.",
        can_hold=lambda case: np.size(case.arguments[name]) > 1,
    )


# ------------------------------------------------------------ numbers that are too large

# From here on an exponential can make of a number what float64 does not tell from 0, 1 or infinity.
_LARGE = 30.0


def not_finite_where_large(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """Outputs that are right but for nan and inf, in cases with large numbers alone."""
    wrong = [each for each in results if not each.passed]
    if len(wrong) == len(results) or any(_largest(each.case) < _LARGE for each in wrong):
        return None
    names = [spec.name for spec in exercise.returned]
    if any(each.answer.values is None or each.expected.raised for each in wrong):
        return None
    if not all(_is_right_where_finite(each, name) for each in wrong for name in names):
        return None
    shown = listed([f"`{name}`" for name in names if not all(_holds(each, name) for each in wrong)])
    return "fails_where_numbers_are_large", (
        f"Right but where numbers are large: there {shown} has nan or inf in it. An exponential overflows, "
        "or a number is rounded to 0 or 1 before its logarithm: write it so that neither happens."
    )


def _largest(case: Case) -> float:
    arrays = (np.asarray(value) for value in case.arguments.values() if isinstance(value, np.ndarray | float))
    return max((float(np.abs(each).max(initial=0)) for each in arrays if each.dtype.kind in "fiu"), default=0)


def _is_right_where_finite(result: CaseResult, name: str) -> bool:
    value = (result.answer.values or {})[name].astype(float)
    if value.shape != result.expected.low[name].shape:
        return False
    return bool((result.expected.agrees(name, value) | ~np.isfinite(value)).all())


# ------------------------------------------------------------ an order, a factor


def swapped_outputs(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """Two outputs that are right but returned in the other order."""
    if len(exercise.returned) != 2 or any("." in spec.name for spec in exercise.returned):
        return None
    first, second = (spec.name for spec in exercise.returned)
    for result in results:
        values = result.answer.values
        if values is None:
            return None
        if not result.expected.fits(Answer(values={first: values[second], second: values[first]})):
            return None
    return "outputs_swapped", f"The two results are swapped: return {first}, {second} in this order."


def constant_factor(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """One output that is the same multiple of the reference in every case, the others being right."""
    for name in (spec.name for spec in exercise.returned):
        factor = _factor(results, name)
        if factor is not None and all(
            _is_multiple(each.answer, each.expected, name, factor) for each in results
        ):
            words = f"`{name}` is {factor:.4g} times the reference in every case: look for a constant factor."
            return f"{name}_scaled", words
    return None


def _factor(results: Sequence[CaseResult], name: str) -> float | None:
    """Ratio of the first largest entry that is not 0; None if the shapes differ or there is no such ratio."""
    for result in results:
        if result.answer.values is None or name not in result.expected.first:
            return None
        value, reference = result.answer.values[name], result.expected.first[name]
        if value.shape != reference.shape or not reference.size:
            return None
        largest = np.unravel_index(np.argmax(np.abs(reference)), reference.shape)
        if reference[largest]:
            factor = float(value[largest]) / float(reference[largest])
            is_another = abs(factor - 1) > _LEAST_FACTOR and factor != 0
            return factor if np.isfinite(factor) and is_another else None
    return None


def _is_multiple(answer: Answer, expected: Prediction, name: str, factor: float) -> bool:
    if answer.values is None or name not in expected.low:
        return False
    for output, value in answer.values.items():
        scale = factor if output == name else 1.0
        bounds = scale * expected.low[output], scale * expected.high[output]
        low, high = np.minimum(*bounds), np.maximum(*bounds)
        if value.shape != low.shape or not ((value >= low) & (value <= high)).all():
            return False
    return True


# ------------------------------------------------------------ a constant that is added, an edge that is wrong


def constant_offset(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """One output from which the reference differs by the same number in every entry of every case."""
    for name in _wrong_alone(exercise, results):
        gaps = np.concatenate([np.ravel(_gap(each, name)) for each in results])
        if np.isfinite(gaps).all() and np.ptp(gaps) <= _LEAST_FACTOR * np.abs(gaps).max(initial=0):
            size, side = abs(float(gaps[0])), "large" if gaps[0] > 0 else "small"
            return (
                f"{name}_offset",
                f"`{name}` is {size:.4g} too {side} in every case: look for a constant that is added, or a "
                "term that should be left out.",
            )
    return None


# Of the cases in which an axis is longer than 1, so many at least must be wrong at its edge alone.
_LEAST_CASES = 3
_EDGES = {0: "first", -1: "last"}


def one_edge_wrong(exercise: Exercise, results: Sequence[CaseResult]) -> Finding | None:
    """One output that is wrong only at the first or the last index of an axis, in every wrong case."""
    for name in _wrong_alone(exercise, results):
        wrong = [each for each in results if not each.passed]
        masks = [~each.expected.agrees(name, (each.answer.values or {})[name]) for each in wrong]
        for axis in range(masks[0].ndim):
            along = [np.atleast_1d(mask.any(axis=tuple({*range(mask.ndim)} - {axis}))) for mask in masks]
            longer = [each for each in along if each.size > 1]
            for edge, word in _EDGES.items():
                if len(longer) >= _LEAST_CASES and all(each[edge] and each.sum() == 1 for each in longer):
                    part = "entry" if masks[0].ndim == 1 else ("row", "column", "layer")[axis]
                    return (
                        f"{name}_{word}_{part}_wrong",
                        f"`{name}` is right but for its {word} {part}: where does a loop or a slice begin "
                        "and end?",
                    )
    return None


def _wrong_alone(exercise: Exercise, results: Sequence[CaseResult]) -> list[str]:
    """The output that is wrong while all others are right; nothing if a shape or a value is missing."""
    if any(each.answer.values is None or each.expected.raised for each in results):
        return []
    names = [spec.name for spec in exercise.returned]
    wrong = [name for name in names if not all(_holds(each, name) for each in results)]
    fits = all(_shape(each, name) == each.expected.low[name].shape for each in results for name in wrong)
    return wrong if len(wrong) == 1 and fits else []


def _holds(result: CaseResult, name: str) -> bool:
    return result.expected.holds(name, (result.answer.values or {})[name])


def _shape(result: CaseResult, name: str) -> tuple[int, ...]:
    return (result.answer.values or {})[name].shape


def _gap(result: CaseResult, name: str) -> np.ndarray:
    with np.errstate(all="ignore"):
        gap: np.ndarray = (result.answer.values or {})[name].astype(float) - result.expected.first[name]
    return gap
