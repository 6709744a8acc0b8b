"""NumPy beyond plain arrays: masked arrays, matrices, polynomials, dtypes."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.boxes.crossing.library.kind import Kind, exactly

Array = np.ndarray[Any, np.dtype[Any]]


def _plain(value: Any) -> Array:
    array: Array = exactly(value, np.ndarray)
    return array


def _masked_parts(array: Any) -> list[Any] | None:
    if array.dtype.names:
        return None
    return [np.asarray(array.data), np.ma.getmaskarray(array), np.asarray(array.fill_value)]


def _masked(parts: Any) -> Any:
    data, mask, fill = map(_plain, parts)
    number: Any = fill[()]
    return np.ma.array(data, mask=mask.astype(bool), fill_value=number)


def _matrix(part: Any) -> Any:
    if _plain(part).ndim != 2:
        raise ValueError("a matrix has two dimensions")
    return part.view(np.matrix)


def _fill_masked(target: Any, changed: Any) -> None:
    if target.shape == changed.shape:
        target[...] = changed


def _polynomial_parts(poly: Any) -> list[Any]:
    return [np.asarray(poly.coeffs), str(poly.variable)]


def _series(poly: Any) -> list[Any]:
    return [poly.coef, poly.domain, poly.window]


_DTYPE_KINDS = "biufcUSMmO"


def _dtype_text(dtype: Any) -> str | None:
    return dtype.str if dtype.kind in _DTYPE_KINDS and dtype.names is None and dtype.shape == () else None


def _dtype(text: Any) -> Any:
    made = np.dtype(exactly(text, str))
    if made.names is not None or made.kind not in _DTYPE_KINDS:
        raise ValueError("a dtype is that of a plain array")
    return made


KINDS = {
    "MaskedArray": Kind(np.ma.MaskedArray, _masked_parts, _masked, _fill_masked),
    "matrix": Kind(np.matrix, lambda item: np.asarray(item), _matrix, np.copyto),
    "poly1d": Kind(
        np.poly1d,
        _polynomial_parts,
        lambda parts: np.poly1d(_plain(parts[0]), variable=exactly(parts[1], str)),
    ),
    **{
        each.__name__: Kind(each, _series, lambda parts, each=each: each(*map(_plain, parts)))  # type: ignore[misc]
        for each in (
            *(np.polynomial.Polynomial, np.polynomial.Chebyshev, np.polynomial.Legendre),
            *(np.polynomial.Hermite, np.polynomial.Laguerre),
        )
    },
    **{
        each.__name__: Kind(each, _dtype_text, _dtype)
        for each in {type(np.dtype(code)) for code in "?bhilqBHILQefdgFDGUSMmO"}
    },
}
