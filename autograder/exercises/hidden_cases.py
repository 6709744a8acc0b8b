"""The hidden cases of an exercise: those of its public kinds, with other numbers that are as fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw

# A kind that gives no fit numbers so often, or the public ones so often, has no hidden case.
_MOST_ATTEMPTS = 60
_MOST_REPEATS = 8
# Of the largest entry with the public numbers, what the largest one with hidden numbers has at least.
_LEAST_SHARE = 0.5
# Of the tolerance, what the reference may lose in float32; more only where it does with the public numbers.
_MOST_LOST = 0.25


def drawn_alike(
    public: Sequence[Any],
    cases_of: Callable[[Draw], Sequence[Any]],
    right: Callable[[Any], Any],
    draw: Draw,
    tolerance: float,
) -> tuple[Any, ...]:
    """Return a case of each public kind that costs points, with the numbers of a draw.

    A kind without numbers of its own, such as a fixed graph, gives none.

    Parameters
    ----------
    public : sequence of Case
    cases_of : callable
        Draw -> a case of each kind, in the order of the public ones.
    right : callable
        Case -> what the reference returns.
    draw : Draw
    tolerance : float
        Of an answer, relative to its largest entry.
    """
    pending = {number: case for number, case in enumerate(public) if not case.unasked}
    drawn: dict[int, Any] = {}
    repeats: Counter[int] = Counter()
    for attempt in range(_MOST_ATTEMPTS):
        if not pending:
            break
        for number, case in enumerate(cases_of(draw.again(attempt))):
            if number not in pending:
                continue
            if _same(case.arguments, pending[number].arguments):
                repeats[number] += 1
                if repeats[number] == _MOST_REPEATS:
                    del pending[number]
            elif _is_fit(right, case, pending[number], tolerance):
                drawn[number] = case
                del pending[number]
    return tuple(
        replace(case, name=f"{case.name}, other numbers", public=False) for _, case in sorted(drawn.items())
    )


def _is_fit(right: Callable[[Any], Any], case: Any, public: Any, tolerance: float) -> bool:
    """Whether a right answer in float32 is as far within the tolerance as with the public numbers.

    It is not where large numbers cancel, or where a sigmoid is so near 1 that `1 - h` has few digits.
    """
    if case.raises:
        return True
    ours, theirs = (_arrays(right(each)) for each in (case, public))
    if any(_largest(own) < _LEAST_SHARE * _largest(other) for own, other in zip(ours, theirs, strict=True)):
        return False
    lost = _lost_in_float32(right, case, ours)
    allowed = _MOST_LOST * tolerance
    return lost <= allowed or lost <= _lost_in_float32(right, public, theirs)


def _lost_in_float32(right: Callable[[Any], Any], case: Any, exact: list[np.ndarray]) -> float:
    """The largest deviation of the reference in float32, relative to the largest entry of each output."""
    arguments = {name: _in_float32(value) for name, value in case.arguments.items()}
    with np.errstate(all="ignore"):
        rounded = _arrays(right(replace(case, arguments=arguments)))
    return max((_deviation(*pair) for pair in zip(rounded, exact, strict=True)), default=0.0)


def _in_float32(value: Any) -> Any:
    is_floats = isinstance(value, np.ndarray) and value.dtype == np.float64
    return value.astype(np.float32) if is_floats else value


def _deviation(rounded: np.ndarray, exact: np.ndarray) -> float:
    finite = np.isfinite(exact)
    if rounded.shape != exact.shape or not np.isfinite(rounded[finite]).all():
        return np.inf
    return _largest(rounded[finite] - exact[finite]) / (_largest(exact) or 1.0)


def _arrays(returned: Any) -> list[np.ndarray]:
    """The outputs in a returned value, as floats."""
    if isinstance(returned, dict):
        returned = tuple(returned.values())
    if isinstance(returned, tuple) and not all(isinstance(part, int) for part in returned):
        return [array for part in returned for array in _arrays(part)]
    return [np.asarray(returned, dtype=float)]


def _largest(array: np.ndarray) -> float:
    """The largest finite magnitude."""
    return float(np.abs(array[np.isfinite(array)]).max(initial=0))


def _same(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return all(_same_value(value, second[name]) for name, value in first.items())


def _same_value(first: Any, second: Any) -> bool:
    if isinstance(first, np.random.Generator):
        return bool(first.bit_generator.state == second.bit_generator.state)
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second))
    return bool(first == second)
