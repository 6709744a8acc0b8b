"""The labels (N,) of a batch, and whose label an example is given by mistake."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array


def used_labels(y: Array, labels: str) -> Array:
    """Return the labels (N,) that a mistake with `labels` uses instead of y; those of y for other words."""
    if labels == "of the first example":
        return np.full_like(y, y[0])
    if labels == "of the next example":
        return np.roll(y, -1)
    if labels == "argmax":
        return np.argmax(y, axis=1)
    return y


EXAMPLE_LABEL_MISTAKES = (
    Mistake(
        "label_of_first_example",
        "Every example is given the label of the first one: example i has the label y[i].",
        {"labels": "of the first example"},
    ),
    Mistake(
        "label_of_next_example",
        "Each example is given the label of its neighbour: example i has the label y[i]; check the "
        "index of y.",
        {"labels": "of the next example"},
    ),
)
