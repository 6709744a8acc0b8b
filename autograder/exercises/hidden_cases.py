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


def drawn_alike(
    public: Sequence[Any], cases_of: Callable[[Draw], Sequence[Any]], right: Callable[[Any], Any], draw: Draw
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
            elif _is_as_large(right, case, pending[number]):
                drawn[number] = case
                del pending[number]
    return tuple(
        replace(case, name=f"{case.name}, other numbers", public=False) for _, case in sorted(drawn.items())
    )


def _is_as_large(right: Callable[[Any], Any], case: Any, public: Any) -> bool:
    """Whether no right output is much smaller than with the public numbers.

    A result that is small because large numbers cancel has few exact digits in float32.
    """
    if case.raises:
        return True
    ours, theirs = (_magnitudes(right(each)) for each in (case, public))
    return all(own >= _LEAST_SHARE * other for own, other in zip(ours, theirs, strict=True))


def _magnitudes(returned: Any) -> list[float]:
    """The largest finite magnitude of every output in a returned value."""
    if isinstance(returned, dict):
        returned = tuple(returned.values())
    if isinstance(returned, tuple) and not all(isinstance(part, int) for part in returned):
        return [size for part in returned for size in _magnitudes(part)]
    values = np.abs(np.asarray(returned, dtype=float))
    return [float(values[np.isfinite(values)].max(initial=0))]


def _same(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return all(_same_value(value, second[name]) for name, value in first.items())


def _same_value(first: Any, second: Any) -> bool:
    if isinstance(first, np.random.Generator):
        return bool(first.bit_generator.state == second.bit_generator.state)
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second))
    return bool(first == second)
