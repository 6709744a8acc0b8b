"""SciPy's sparse matrices and arrays, by their coordinates."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from autograder.boxes.crossing.library.kind import Kind, exactly

_FORMATS = ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")


def _parts(matrix: Any) -> list[Any]:
    entries = matrix.tocoo()
    return [list(matrix.shape), [np.asarray(places) for places in entries.coords], np.asarray(entries.data)]


def _maker(of: Any, form: str, is_array: bool) -> Any:
    def make(parts: Any) -> Any:
        shape, places, data = parts
        indexes = tuple(exactly(each, np.ndarray) for each in exactly(places, list))
        lengths = tuple(exactly(each, int) for each in exactly(shape, list))
        made = sparse.coo_array if is_array else sparse.coo_matrix
        entries = made((exactly(data, np.ndarray), indexes), shape=lengths)  # checks them
        return of(entries.asformat(form))

    return make


def _take_over(target: Any, changed: Any) -> None:
    vars(target).update(vars(changed))


KINDS = {
    f"{form}_{ending}": Kind(
        getattr(sparse, f"{form}_{ending}"),
        _parts,
        _maker(getattr(sparse, f"{form}_{ending}"), form, ending == "array"),
        _take_over,
    )
    for form in _FORMATS
    for ending in ("array", "matrix")
}
