"""The hidden cases of an exercise: those of its public kinds, with other numbers that are as fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw

# A kind that gives no fit numbers so often, or the public ones so often, has no hidden case.
_MOST_ATTEMPTS = 300
_MOST_REPEATS = 8
# Of the largest entry with the public numbers, what the largest one with hidden numbers has at least.
_LEAST_SHARE = 0.5
# Of the tolerance, what float32 may round off in the reference: another way of writing it rounds off more.
_MOST_ROUNDED_OFF = 0.25


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
        Of the exercise: what float32 rounds away must stay below it.
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
            elif _is_as_fit(right, case, pending[number], tolerance):
                drawn[number] = case
                del pending[number]
    return tuple(
        replace(case, name=f"{case.name}, other numbers", public=False) for _, case in sorted(drawn.items())
    )


def _is_as_fit(right: Callable[[Any], Any], case: Any, public: Any, tolerance: float) -> bool:
    """Whether no right output is much smaller than with the public numbers, nor less exact in float32.

    A result that is small because large numbers cancel has few exact digits in float32.
    """
    if case.raises:
        return True
    ours, theirs = (_outputs(right(each)) for each in (case, public))
    pairs = zip(map(_size, ours), map(_size, theirs), strict=True)
    are_large = all(own >= _LEAST_SHARE * other for own, other in pairs)
    return are_large and (not case.smooth or _is_as_exact(right, case, public, tolerance))


def _is_as_exact(right: Callable[[Any], Any], case: Any, public: Any, tolerance: float) -> bool:
    """Whether float32 rounds off little; anything is where the kind is about numbers too large for it."""
    rounded_off = _rounded_off(right, case)
    if rounded_off <= _MOST_ROUNDED_OFF * tolerance:
        return True
    of_the_kind = _rounded_off(right, public)
    return rounded_off <= of_the_kind or of_the_kind > tolerance


def _rounded_off(right: Callable[[Any], Any], case: Any) -> float:
    """The largest share of an output's largest entry by which it is another one with float32 arguments."""
    in_float32 = replace(case, arguments={name: _float32(value) for name, value in case.arguments.items()})
    shares = [0.0]
    for exact, rounded in zip(_outputs(right(case)), _outputs(right(in_float32)), strict=True):
        if np.isfinite(exact).all() and np.isfinite(rounded).all() and _size(exact):
            shares.append(_size(exact - rounded) / _size(exact))
    return max(shares)


def _float32(value: Any) -> Any:
    is_of_floats = isinstance(value, np.ndarray) and value.dtype.kind == "f"
    return value.astype(np.float32) if is_of_floats else value


def _size(output: np.ndarray) -> float:
    """The largest finite magnitude."""
    return float(np.abs(output[np.isfinite(output)]).max(initial=0))


def _outputs(returned: Any) -> list[np.ndarray]:
    """Every output in a returned value."""
    if isinstance(returned, dict):
        returned = tuple(returned.values())
    if isinstance(returned, tuple) and not all(isinstance(part, int) for part in returned):
        return [output for part in returned for output in _outputs(part)]
    return [np.asarray(returned, dtype=float)]


def _same(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    return all(_same_value(value, second[name]) for name, value in first.items())


def _same_value(first: Any, second: Any) -> bool:
    if isinstance(first, np.random.Generator):
        return bool(first.bit_generator.state == second.bit_generator.state)
    if isinstance(first, np.ndarray):
        return bool(np.array_equal(first, second))
    return bool(first == second)
