"""Mini-batch SGD, with w after each epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.minibatches import epochs
from autograder.exercises.gradient_descent.steps import STEP_MISTAKES, signed_rate
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.switches import those_of
from course_lib.training.optim import minibatch_sgd


def _mean_slope(w: Array, X: Array, T: Array) -> Array:
    """Gradient of a mean squared error; w is (d,) and T is (N,), or w is (C, d) and T is (N, C)."""
    errors = X @ w.T - T
    return 2 * errors.T @ X / len(X)


def _class_slope(W: Array, X: Array, y: Array) -> Array:
    """A gradient with integer labels: every class is drawn to the mean of its examples."""
    return W - np.stack([X[y == c].sum(axis=0) / len(X) for c in range(len(W))])


def _cases(draw: Draw) -> Iterator[Case]:
    # (name, N, d, outputs, batch size, epochs); outputs None for w of shape (d,)
    table = (
        ("equal batches", 6, 2, None, 3, 2),
        ("a short last batch", 7, 3, 2, 3, 2),
        ("one example a step", 4, 3, 2, 1, 2),
        ("one epoch", 5, 2, None, 2, 1),
        ("all examples in one batch", 5, 3, 2, 5, 3),
        ("a batch larger than the data", 4, 2, None, 10, 2),
        ("a last batch of one", 10, 3, 2, 3, 3),
        ("many epochs", 8, 2, None, 3, 12),
    )
    for number, (name, N, d, C, size, n_epochs) in enumerate(table):
        rng = draw.rng(35, number)
        w = rng.normal(size=d if C is None else (C, d))
        data = {"X": rng.normal(size=(N, d)), "y": rng.normal(size=N if C is None else (N, C))}
        steps: dict[str, Any] = {"learning_rate": 0.05, "batch_size": size, "n_epochs": n_epochs}
        yield Case(name, {"gradient": _mean_slope, "w": w, **data, **steps, "rng": draw.rng(36, number)})
    rng = draw.rng(35, 100)
    labelled = {"w": rng.normal(size=(3, 2)), "X": rng.normal(size=(9, 2)), "y": rng.integers(3, size=9)}
    steps = {"learning_rate": 0.2, "batch_size": 4, "n_epochs": 2, "rng": draw.rng(36, 100)}
    yield Case("integer labels", {"gradient": _class_slope, **labelled, **steps})


def _imitation(
    gradient: Callable[[Array, Array, Array], Array],
    w: Array,
    X: Array,
    y: Array,
    learning_rate: float,
    batch_size: int,
    n_epochs: int,
    rng: np.random.Generator,
    *,
    evaluated: str = "at the current w",
    examples: str = "of the batch",
    kept: str = "epochs",
    aliases: bool = False,
    **switches: Any,
) -> Array:
    """`minibatch_sgd` with a switch for each mistake; further switches are those of its parts."""
    points, every = [], [np.array(w, dtype=float)]
    for epoch in epochs(len(X), batch_size, n_epochs, rng, **those_of(epochs, switches)):
        begun = every[-1]
        for number, rows in enumerate(epoch):
            used = _rows_of_labels(rows, number * batch_size, **those_of(_rows_of_labels, switches))
            at = begun if evaluated == "at the start of the epoch" else every[-1]
            if examples == "all":
                rows = used = np.arange(len(X))
            slope = gradient(at.copy(), X[rows], y[used])
            slope = slope * _weight(len(rows), batch_size, **those_of(_weight, switches))
            rate = signed_rate(learning_rate, len(every), **those_of(signed_rate, switches))
            every.append(every[-1] + rate * slope)
        points.append(every[-1])
    points = [points[-1]] * len(points) if aliases else points
    return {"epochs": points, "start": [every[0], *points], "steps": every[1:], "last": every[-1]}[kept]


def _rows_of_labels(rows: Array, first: int, *, labels: str = "of the batch") -> Any:
    """Which labels go with the examples in `rows`, of which the first is number `first` of its epoch."""
    return slice(first, first + len(rows)) if labels == "not shuffled" else rows


def _weight(size: int, batch_size: int, *, summed: str = "mean") -> float:
    """What the mean gradient of a batch is multiplied by."""
    return {"mean": 1, "over the batch": size, "over batch_size": size / batch_size}[summed]


MINIBATCH_SGD = Exercise(
    name="minibatch_sgd",
    topic="gradient_descent",
    inputs=(
        *("gradient: callable", "w: array", "X: (N, d)", "y: array", "learning_rate: scalar"),
        *("batch_size: scalar int", "n_epochs: scalar int", "rng: generator"),
    ),
    outputs=("trajectory: array",),
    reference=minibatch_sgd,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        *STEP_MISTAKES,
        Mistake(
            "not_shuffled",
            "The examples are taken in the order of the data: draw rng.permutation(N) in each epoch and take "
            "the rows in that order.",
            {"order": "of the data"},
        ),
        Mistake(
            "all_examples_in_every_step",
            "Every step takes the gradient of all examples: give `gradient` the rows of its batch alone.",
            {"examples": "all"},
            paired=False,  # neither the order nor the batches show beside it
        ),
        Mistake(
            "order_not_redrawn",
            "The order is drawn once: draw a new rng.permutation(N) at the start of every epoch.",
            {"order": "once"},
        ),
        Mistake(
            "shuffles_the_last_order",
            "The last epoch's order is shuffled on: that is as random, but the exercise asks for a fresh "
            "rng.permutation(N) in every epoch.",
            {"order": "onwards"},
            credit=0.5,
        ),
        *(
            Mistake(
                "batches_with_repeats",
                "Batches are drawn with replacement: an example may come twice in an epoch, another not at "
                "all. Cut one rng.permutation(N) into batches.",
                {"drawn": drawn},
            )
            for drawn in ("with repeats", "with repeats, the last short")
        ),
        Mistake(
            "batches_with_repeats",
            "The order of an epoch is drawn with replacement: an example may come twice, another not at all. "
            "Draw rng.permutation(N).",
            {"drawn": "order with repeats"},
        ),
        *(
            Mistake(
                "batches_with_repeats",
                "Every batch is drawn from all the data: in an epoch an example may come twice, another "
                "never. Cut one rng.permutation(N) into batches.",
                {"drawn": drawn},
            )
            for drawn in ("anew", "anew, too large", "anew, the last short")
        ),
        Mistake(
            "short_batch_dropped",
            "The last batch is dropped where it is short: N // batch_size misses its examples. "
            "Use range(0, N, batch_size).",
            {"short": "dropped"},
        ),
        Mistake(
            "first_batch_only",
            "Only the first batch of each epoch is used: an epoch runs through all batches.",
            {"short": "first only"},
        ),
        Mistake(
            "short_batch_averaged_wrong",
            "The gradient of a short batch is averaged over batch_size: average over the examples in "
            "it, which `gradient` already does.",
            {"summed": "over batch_size"},
        ),
        Mistake(
            "gradient_summed",
            "The gradient is summed over the batch: `gradient` returns the mean, so do not multiply by the "
            "size of the batch.",
            {"summed": "over the batch"},
        ),
        Mistake(
            "labels_of_other_rows",
            "X is shuffled and y is not: take the same rows of both, X[rows] and y[rows].",
            {"labels": "not shuffled"},
        ),
        Mistake(
            "gradient_at_start_of_epoch",
            "All gradients of an epoch are taken at its first w: every batch starts from the w that the last "
            "one left.",
            {"evaluated": "at the start of the epoch"},
        ),
        Mistake(
            "start_included",
            "The start is in the trajectory: here row k is w after epoch k + 1, so n_epochs rows.",
            {"kept": "start"},
        ),
        Mistake(
            "every_step_kept",
            "Every step is kept: keep w once an epoch, after its last batch.",
            {"kept": "steps"},
        ),
        Mistake("only_the_end", "Only the last w is returned: return w after each epoch.", {"kept": "last"}),
        Mistake(
            "trajectory_of_aliases",
            "All rows are equal: w -= ... changes the one array that every row points to. Write "
            "w = w - ..., or append w.copy().",
            {"aliases": True},
        ),
    ),
)
