"""The backward pass of picking one entry of each row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import batches
from course_lib.networks.array_gates import pick_backward


def _cases(draw: Draw) -> Iterator[Case]:
    for batch in batches(draw, seed=73):
        X = batch.rng.normal(size=(batch.N, batch.C))
        yield Case(batch.name, {"dz": batch.rng.normal(size=batch.N), "X": X, "y": batch.y})


def _imitation(dz: Array, X: Array, y: Array, *, way: str = "routed", upstream: str = "dz") -> Array:
    """`pick_backward` with a switch for each mistake."""
    dz = np.ones_like(dz) if upstream == "ones" else dz
    dX, rows = np.zeros(X.shape), np.arange(len(y))
    if way == "columns":
        dX[:, y] = dz
    elif way == "columns, dz as a column":
        dX[:, y] = dz[:, None]
    elif way == "to every class":
        dX += dz[:, None]
    elif way == "to the others":
        dX += dz[:, None]
        dX[rows, y] = 0
    elif way == "labels from 1":
        dX[rows, y - 1] = dz
    elif way == "values":
        dX[rows, y] = X[rows, y]
    else:
        dX[rows, y] = dz * X[rows, y] if way == "times the value" else dz
    return dX


PICK_BACKWARD = Exercise(
    name="pick_backward",
    topic="capstone",
    inputs=("dz: (N,)", "X: (N, C)", "y: (N,) int"),
    outputs=("dX: (N, C)",),
    reference=pick_backward,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "whole_columns_filled",
            "dX[:, y] means whole columns: pair each row with its label.",
            {"way": "columns"},
            formula="dX[np.arange(N), y]",
        ),
        Mistake(
            "whole_columns_filled",
            "dX[:, y] means all columns that any label names: pair each row with its own.",
            {"way": "columns, dz as a column"},
            formula="dX[np.arange(N), y]",
        ),
        Mistake(
            "to_every_class",
            "All entries of a row get its gradient: only the picked one moved z, the others get 0.",
            {"way": "to every class"},
        ),
        Mistake(
            "to_the_others",
            "The entries that were not picked get the gradient: it is the other way round.",
            {"way": "to the others"},
        ),
        Mistake(
            "labels_from_one",
            "The gradient goes one column too far to the left: labels start at 0, so column y it is.",
            {"way": "labels from 1"},
        ),
        Mistake(
            "values_returned",
            "These are the picked values: backward sends `dz` to the places where they stood.",
            {"way": "values"},
        ),
        Mistake(
            "times_value",
            "The gradient is multiplied by the picked value: picking has the local gradient 1.",
            {"way": "times the value"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: the picked entry of row n gets dz[n], not 1.",
            {"upstream": "ones"},
        ),
    ),
)
