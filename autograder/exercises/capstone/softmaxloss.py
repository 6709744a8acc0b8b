"""Softmax and cross-entropy as the last module of a net."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.capstone.memories import MEMORY_MISTAKES, taken_back
from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.softmax import MAXIMUM_STARTS_TOO_HIGH, class_probabilities
from course_lib.networks.modules import SoftmaxLoss

# name: N of the first forward pass, n of the second, C
_SIZES = {
    "two batches": (4, 2, 3),
    "two batches of one size": (3, 3, 4),
    "one example, then several": (1, 5, 3),
    "several, then one example": (4, 1, 5),
    "two classes": (3, 4, 2),
    "all sizes equal": (3, 3, 3),
    "larger": (9, 8, 6),
}


def _cases(draw: Draw) -> Iterator[Case]:
    for number, (name, sizes) in enumerate(_SIZES.items()):
        yield Case(name, _arguments(draw.rng(77, number), *sizes))
    far = _arguments(draw.rng(77, 20), 4, 3, 3)
    far["scores2"] = far["scores2"] + np.array([[1000.0], [0.0], [-1000.0]])
    yield Case("rows of scores 1000 apart", far)


def _arguments(rng: np.random.Generator, N: int, n: int, C: int) -> dict[str, Any]:
    return {
        "scores1": 2 * rng.normal(size=(N, C)),
        "y1": rng.integers(C, size=N),
        "scores2": 2 * rng.normal(size=(n, C)),
        "y2": rng.integers(C, size=n),
    }


def _use(
    module: Callable[..., Any], scores1: Array, y1: Array, scores2: Array, y2: Array
) -> tuple[Array, Array, Array]:
    """Forward twice, then backward twice."""
    loss = module()
    loss.forward(scores1, y1)
    value = loss.forward(scores2, y2)
    dscores2 = loss.backward()
    return value, loss.backward(), dscores2


def _imitation(
    scores1: Array,
    y1: Array,
    scores2: Array,
    y2: Array,
    *,
    memory: str = "stack",
    shift: str = "of each row",
    subtracted: bool = True,
    averaged: str = "both",
) -> tuple[Array, Array, Array]:
    """`SoftmaxLoss` with a switch for each mistake."""
    kept2, kept1 = taken_back((scores1, y1), (scores2, y2), memory=memory)
    _, log_p = class_probabilities(scores2, shift=shift)
    loss = -log_p[np.arange(len(y2)), y2].sum() / (len(y2) if averaged in ("both", "loss") else 1)

    def gradient(scores: Array, y: Array) -> Array:
        p, _ = class_probabilities(scores, shift=shift)
        p[np.arange(len(y)), y] -= 1 if subtracted else 0
        return p / (len(y) if averaged in ("both", "gradient") else 1)

    return loss, gradient(*kept1), gradient(*kept2)


SOFTMAXLOSS = Exercise(
    name="SoftmaxLoss",
    topic="capstone",
    inputs=("scores1: (N, C)", "y1: (N,) int", "scores2: (n, C)", "y2: (n,) int"),
    outputs=("loss: scalar", "dscores1: (N, C)", "dscores2: (n, C)"),
    reference=SoftmaxLoss,
    cases=_cases,
    imitation=_imitation,
    use=_use,
    parameters=(),
    mistakes=(
        *MEMORY_MISTAKES,
        Mistake(
            "one_hot_not_subtracted",
            "The gradient lacks the correct class: subtract 1 from its probability.",
            {"subtracted": False},
            formula="(p - t) / N",
        ),
        Mistake(
            "not_averaged",
            "The loss and its gradient are sums over the batch: the loss is a mean, so divide both by N.",
            {"averaged": "neither"},
        ),
        Mistake(
            "not_averaged_in_gradient",
            "The gradient is that of a sum over the batch: the loss is a mean, so divide it by N.",
            {"averaged": "loss"},
        ),
        Mistake(
            "not_averaged_in_loss",
            "The loss is a sum over the batch (its gradient is a mean): divide it by N as well.",
            {"averaged": "gradient"},
        ),
        Mistake(
            "overflow",
            "exp overflows or vanishes for scores far from 0: subtract each row's maximum first.",
            {"shift": "missing"},
            credit=0.5,
        ),
        Mistake(
            "one_maximum_for_all_rows",
            "One maximum is subtracted from the whole matrix: a row far below it has only zeros left. Take "
            "that of each row, keepdims=True.",
            {"shift": "one for all rows"},
            credit=0.5,
        ),
        # Where the first scores are kept, the loss alone shows it, as it shows an overflow.
        replace(MAXIMUM_STARTS_TOO_HIGH, paired=False),
    ),
    same_as={"loss_times_n": "not_averaged_in_loss"},
)
