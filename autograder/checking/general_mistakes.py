"""Mistakes possible in any exercise: an output scaled, sign-flipped, transposed or of the wrong shape."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.exercises.exercise import Exercise, Mistake
from autograder.exercises.spec import SIZES, Spec


def _scale(value: np.ndarray, amount: Any, sizes: Mapping[str, int]) -> np.ndarray:
    if isinstance(amount, str):
        above, _, below = amount.partition("/")
        amount = (1 if above == "1" else sizes[above]) / (sizes[below] if below else 1)
    return np.asarray(value * amount)


def _shape(value: np.ndarray, form: str, sizes: Mapping[str, int]) -> np.ndarray:
    if form == "column":
        return value[:, None]
    if form == "flat":
        return value.ravel()
    return np.asarray(value.mean() if form == "mean" else value.sum())


def _transpose(value: np.ndarray, amount: Any, sizes: Mapping[str, int]) -> np.ndarray:
    return value.T


# What a key `(output, change)` of `Mistake.settings` does: (value, amount, sizes) -> value.
CHANGES: dict[str, Callable[[np.ndarray, Any, Mapping[str, int]], Any]] = {
    "scale": _scale,
    "shape": _shape,
    "transpose": _transpose,
}


def general_mistakes(spec: Spec, exercise: Exercise) -> Iterator[Mistake]:
    """The general mistakes in one output of an exercise, those about its shape first."""
    name, dims = spec.name, spec.dims
    if dims is None:
        return
    if len(dims) == 2 and spec.values != "symmetric":
        yield Mistake(
            f"{name}_transposed",
            f"`{name}` is transposed: it must have shape {spec.shape}. Return its transpose; that of "
            "a product is the product of the transposes in the other order.",
            {(name, "transpose"): True},
        )
    if len(dims) >= 2:
        yield Mistake(
            f"{name}_flat",
            f"`{name}` is flat, one axis with all entries: give it the shape {spec.shape} with reshape.",
            {(name, "shape"): "flat"},
            paired=False,
        )
    if len(dims) == 1:
        yield from _reshaped(name, spec.shape, dims[0])
    yield from _scaled(name, exercise)


def _reshaped(name: str, shape: str, symbol: str) -> Iterator[Mistake]:
    key = (name, "shape")
    yield Mistake(
        f"{name}_column",
        f"`{name}` is a column of shape ({symbol}, 1) and must have shape {shape}: "
        "sum without keepdims, or take the column with [:, 0].",
        {key: "column"},
    )
    for form in ("mean", "sum"):
        yield Mistake(
            f"{name}_{form}",
            f"`{name}` is one number, the {form}: leave out that {form} and return shape {shape}.",
            {key: form},
        )


def _scaled(name: str, exercise: Exercise) -> Iterator[Mistake]:
    key = (name, "scale")
    yield Mistake(
        f"{name}_sign_flipped",
        f"`{name}` has the opposite sign: check which way round each difference is taken.",
        {key: -1.0},
    )
    yield Mistake(
        f"{name}_doubled",
        f"`{name}` is twice the reference: look for a term that counts twice or a factor 2.",
        {key: 2.0},
    )
    yield Mistake(
        f"{name}_halved",
        f"`{name}` is half the reference: look for a factor 2 that is missing, or a ½ too many.",
        {key: 0.5},
    )
    for symbol in exercise.size_symbols:
        look = f"look for a sum or a mean over {symbol}, or a factor of that size"
        yield Mistake(
            f"{name}_times_{symbol}",
            f"`{name}` is {symbol} times the reference ({symbol} is {SIZES[symbol]}): {look}.",
            {key: symbol},
        )
        yield Mistake(
            f"{name}_over_{symbol}",
            f"`{name}` is the reference divided by {symbol} ({symbol} is {SIZES[symbol]}): {look}.",
            {key: f"1/{symbol}"},
        )
    for right, wrong in itertools.permutations(exercise.size_symbols, 2):
        yield Mistake(
            f"{name}_over_{wrong}_for_{right}",
            f"`{name}` is {right} / {wrong} times the reference: is it divided by {wrong} ({wrong} is "
            f"{SIZES[wrong]}) where {right} ({SIZES[right]}) belongs?",
            {key: f"{right}/{wrong}"},
            paired=False,
        )
