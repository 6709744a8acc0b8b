"""Hinge losses of given scores: the cases, parts and mistakes that the plain and the squared one share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import other_labels, score_cases
from autograder.exercises.parts.hinge import hinge_terms


def score_loss_cases(draw: Draw) -> Iterator[Case]:
    """Cases of scores (N, C) and labels; scores far from 0 are such as float32 holds exactly."""
    yield from score_cases(draw, seed=11)
    rng = draw.rng(10)
    whole = rng.integers(-5, 6, size=(5, 4))
    y = other_labels(draw, rng)
    yield Case("integer scores", {"scores": whole, "y": y}, unasked=True)
    yield Case("all scores zero", {"scores": np.zeros((5, 4)), "y": y})
    yield Case("scores around 1000", {"scores": 1000 * rng.normal(size=(5, 4)), "y": y})
    shifted = 1000 + rng.integers(-128, 128, size=(5, 4)) / 64  # exact in float32, as are its differences
    yield Case("all scores shifted by 1000", {"scores": shifted, "y": y})


def score_losses(
    scores: Array, y: Array, power: int, *, over: str = "sum", integer_buffer: bool = False, **switches: Any
) -> Array:
    """Losses (N,) of given scores, every term to a power; further switches are those of `hinge_terms`."""
    terms, _ = hinge_terms(scores, y, **switches)
    C = terms.shape[1]
    costs = terms**power
    losses = {
        "sum": costs.sum(axis=1),
        "mean over classes": costs.sum(axis=1) / C,
        "mean over wrong classes": costs.sum(axis=1) / (C - 1),
        "largest": costs.max(axis=1),
        "examples": costs.sum(axis=0),
        "power of sum": terms.sum(axis=1) ** power,
    }[over]
    return losses.astype(int) if integer_buffer else losses


SCORE_LOSS_MISTAKES = (
    Mistake(
        "averaged_over_classes",
        "The terms are averaged over the C classes: the loss of an example is their sum.",
        {"over": "mean over classes"},
    ),
    Mistake(
        "averaged_over_wrong_classes",
        "The terms are averaged over the C - 1 wrong classes: the loss of an example is their sum.",
        {"over": "mean over wrong classes"},
    ),
    Mistake(
        "largest_term_only",
        "Only the largest term counts: the loss of an example is the sum over all wrong classes.",
        {"over": "largest"},
    ),
    Mistake(
        "summed_over_examples",
        "The sum runs over the examples: sum over the classes, axis=1, so that (N,) is left.",
        {"over": "examples"},
    ),
    Mistake(
        "integer_truncation",
        "The losses are cut to whole numbers: the array that collects them must hold floats, np.zeros(N).",
        {"integer_buffer": True},
    ),
)
