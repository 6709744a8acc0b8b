"""Mini-batch SGD with the ways to make wrong batches of the data."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.gradient_descent.gradient_descent import STEP_MISTAKES
from course_lib.training.optim import minibatch_sgd

TOPIC = "gradient_descent"


def _mean_slope(w, X, T):
    """Gradient of a mean squared error; w is (d,) and T is (N,), or w is (C, d) and T is (N, C)."""
    errors = X @ w.T - T
    return 2 * errors.T @ X / len(X)


def _class_slope(W, X, y):
    """A gradient with integer labels: every class is drawn to the mean of its examples."""
    return W - np.stack([X[y == c].sum(axis=0) / len(X) for c in range(len(W))])


def _sgd_cases():
    # (name, N, d, outputs, batch size, epochs, public); outputs None for w of shape (d,)
    table = (
        ("equal batches", 6, 2, None, 3, 2, True),
        ("a short last batch", 7, 3, 2, 3, 2, True),
        ("one example a step", 4, 3, 2, 1, 2, True),
        ("one epoch", 5, 2, None, 2, 1, True),
        ("all examples in one batch", 5, 3, 2, 5, 3, False),
        ("a batch larger than the data", 4, 2, None, 10, 2, False),
        ("a last batch of one", 10, 3, 2, 3, 3, False),
        ("many epochs", 8, 2, None, 3, 12, False),
    )
    for number, (name, N, d, C, size, n_epochs, public) in enumerate(table):
        rng = np.random.default_rng((35, number))
        w = rng.normal(size=d if C is None else (C, d))
        data = {"X": rng.normal(size=(N, d)), "y": rng.normal(size=N if C is None else (N, C))}
        steps = {"learning_rate": 0.05, "batch_size": size, "n_epochs": n_epochs}
        yield Case(name, {"gradient": _mean_slope, "w": w, **data, **steps, "rng": _rng(number)}, public)
    rng = np.random.default_rng((35, 100))
    labelled = {"w": rng.normal(size=(3, 2)), "X": rng.normal(size=(9, 2)), "y": rng.integers(3, size=9)}
    steps = {"learning_rate": 0.2, "batch_size": 4, "n_epochs": 2, "rng": _rng(100)}
    yield Case("integer labels", {"gradient": _class_slope, **labelled, **steps}, public=True)


def _rng(number):
    return np.random.default_rng((36, number))


def _epochs(N, size, n_epochs, rng, order, repeats, short):
    """Yield the batches of each epoch as lists of row numbers."""
    fixed = None
    rows = np.arange(N)
    firsts = range(0, N, size)[: {"used": None, "dropped": N // size, "first only": 1}[short]]
    for _ in range(n_epochs):
        if repeats in _DRAWN:
            yield [_DRAWN[repeats](rng, N, size, min(size, N - first)) for first in firsts]
            continue
        if repeats == "order":
            rows = rng.integers(N, size=N)
        elif order == "own":
            rows = rng.permutation(N)
        elif order == "once":
            rows = fixed = rng.permutation(N) if fixed is None else fixed
        elif order == "onwards":
            rows = rng.permutation(rows)
        yield [rows[first : first + size] for first in firsts]


# Batches that are drawn one by one: (rng, N, batch_size, how many are left for this batch) -> row numbers.
_DRAWN = {
    "within": lambda rng, N, size, left: rng.integers(0, N, size=size),
    "within, the last short": lambda rng, N, size, left: rng.integers(0, N, size=left),
    "across": lambda rng, N, size, left: rng.choice(N, min(size, N), replace=False),
    "across, too large": lambda rng, N, size, left: rng.choice(N, size, replace=False),  # raises if size > N
    "across, the last short": lambda rng, N, size, left: rng.choice(N, left, replace=False),
}


def _sgd_imitation(
    gradient,
    w,
    X,
    y,
    learning_rate,
    batch_size,
    n_epochs,
    rng,
    *,
    direction=-1.0,
    rate="own",
    order="own",
    repeats=None,
    short="used",
    summed="mean",
    labels="own",
    evaluated="here",
    kept="epochs",
    aliases=False,
):
    w = np.array(w, dtype=float)
    points, every, step = [], [w], 0
    for epoch in _epochs(len(X), batch_size, n_epochs, rng, order, repeats, short):
        begun = w
        for number, rows in enumerate(epoch):
            unshuffled = y[number * batch_size : number * batch_size + len(rows)]
            targets = y[rows] if labels == "own" else unshuffled
            slope = gradient((w if evaluated == "here" else begun).copy(), X[rows], targets)
            slope = slope * {"mean": 1, "sum": len(rows), "full": len(rows) / batch_size}[summed]
            step += 1
            w = (
                w
                + direction * {"own": learning_rate, "none": 1, "falling": learning_rate / step}[rate] * slope
            )
            every.append(w)
        points.append(w)
    if aliases:
        points = [w] * len(points)
    return {
        "epochs": points,
        "start": [every[0], *points],
        "steps": every[1:],
        "last": w,
    }[kept]


MINIBATCH_SGD = Exercise(
    name="minibatch_sgd",
    topic=TOPIC,
    inputs=(
        *("gradient: callable", "w: array", "X: (N, d)", "y: array", "learning_rate: scalar"),
        *("batch_size: scalar int", "n_epochs: scalar int", "rng: generator"),
    ),
    outputs=("trajectory: array",),
    reference=minibatch_sgd,
    cases=_sgd_cases,
    imitation=_sgd_imitation,
    mistakes=(
        *STEP_MISTAKES,
        Mistake(
            "not_shuffled",
            "The examples are taken in the order of the data: draw rng.permutation(N) in each epoch and take "
            "the rows in that order.",
            {"order": "none"},
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
                {"repeats": repeats},
            )
            for repeats in ("within", "within, the last short")
        ),
        Mistake(
            "batches_with_repeats",
            "The order of an epoch is drawn with replacement: an example may come twice, another not at all. "
            "Draw rng.permutation(N).",
            {"repeats": "order"},
        ),
        *(
            Mistake(
                "batches_with_repeats",
                "Every batch is drawn from all the data: in an epoch an example may come twice, another "
                "never. Cut one rng.permutation(N) into batches.",
                {"repeats": repeats},
            )
            for repeats in ("across", "across, too large", "across, the last short")
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
            {"summed": "full"},
        ),
        Mistake(
            "gradient_summed",
            "The gradient is summed over the batch: `gradient` returns the mean, so do not multiply by the "
            "size of the batch.",
            {"summed": "sum"},
        ),
        Mistake(
            "labels_of_other_rows",
            "X is shuffled and y is not: take the same rows of both, X[rows] and y[rows].",
            {"labels": "unshuffled"},
        ),
        Mistake(
            "gradient_at_start_of_epoch",
            "All gradients of an epoch are taken at its first w: every batch starts from the w that the last "
            "one left.",
            {"evaluated": "epoch"},
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
