"""Which wrong answers are alike: those that give the same wrong numbers, however they are written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.checking.prediction import CaseResult
from autograder.checking.views.row import Row

# Digits that count: far fewer than two ways to compute the same agree in, enough to tell mistakes apart.
_DIGITS = 3
# Of an array, no more entries are looked at.
_MOST_ENTRIES = 100_000


def likeness_of(rows: Sequence[Row]) -> str:
    """Which answers belong together: equal for answers that are wrong in the same way.

    Parameters
    ----------
    rows : sequence of Row
        Of one check; hidden cases are left out, so a regrade with other numbers groups alike.

    Returns
    -------
    likeness : str
        Hexadecimal, short; empty if no public case is wrong.
    """
    wrong = [row.details for row in rows if row.is_wrong and row.details is not None]
    said = [f"{each.case.name}: {part}" for each in wrong for part in _wrong_parts(each)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12] if said else ""


def _wrong_parts(result: CaseResult) -> Iterator[str]:
    """What is wrong in one case: the exception's type, or a few figures of each wrong output."""
    answer, expected = result.answer, result.expected
    if answer.values is None:
        yield answer.raised or answer.malformed or "nothing"
        return
    for name, value in answer.values.items():
        if expected.raised is not None or not expected.holds(name, value):
            yield f"{name} {value.shape} {_figures(value)}"


def _figures(value: np.ndarray) -> str:
    """The largest entry, and sums with weights of either sign in units of it: no order gives the same."""
    entries = np.ravel(value)[:_MOST_ENTRIES].astype(float)
    finite = np.isfinite(entries)
    entries = np.where(finite, entries, 0.0)
    largest = float(np.abs(entries).max(initial=0.0))
    if not largest:
        return f"0 {np.count_nonzero(~finite)}"
    places = np.arange(1, len(entries) + 1)
    sums = [float((entries / largest * weights).mean()) for weights in (np.sin(places), np.cos(places))]
    rounded = [round(each, _DIGITS) + 0.0 for each in sums]  # no -0.0
    return f"{largest:.{_DIGITS}g} {rounded} {np.count_nonzero(~finite)}"
