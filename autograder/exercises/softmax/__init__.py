"""Lecture 2, softmax and cross-entropy."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.batch_mean import BATCH_MEAN_MISTAKES, DATA_PART_MISTAKES
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.penalty import PENALTY_MISTAKES
from autograder.exercises.parts.softmax import (
    DENOMINATOR_MISTAKE,
    DENOMINATOR_MISTAKES,
    LOG_MISTAKES,
    PROBABILITY_MISTAKES,
    class_probabilities,
)
from autograder.exercises.softmax.binary_cross_entropy import BINARY_CROSS_ENTROPY
from autograder.exercises.softmax.kl_divergence import KL_DIVERGENCE
from autograder.exercises.softmax.softmax_loss import (
    GRADIENT_MISTAKES,
    LABEL_MISTAKES,
    label_losses,
    softmax_loss_imitation,
)
from course_lib.losses.softmax import cross_entropy, log_softmax, softmax, softmax_loss

TOPIC = "softmax"
_Y = np.array([2, 0, 3, 1, 2])

# ---------------------------------------------------------------- functions of given scores


def _score_cases():
    """Scores (N, C) with labels; far from 0 they are sixteenths, which float32 holds exactly."""
    for batch in batches(seed=11):
        scores = 2 * batch.rng.normal(size=(batch.N, batch.C))
        yield Case(batch.name, {"scores": scores, "y": batch.y}, batch.public)
    rng = np.random.default_rng(110)
    yield Case("integer scores", {"scores": rng.integers(-3, 4, size=(5, 4)), "y": _Y}, public=True)
    sixteenths = np.round(32 * rng.normal(size=(5, 4))) / 16
    yield Case("all scores zero", {"scores": np.zeros((5, 4)), "y": _Y})
    yield Case("all scores shifted by 1000", {"scores": sixteenths + 1000, "y": _Y}, public=True)
    yield Case("all scores shifted by -1000", {"scores": sixteenths - 1000, "y": _Y})
    apart = sixteenths - 2000 * np.array([[0], [1], [0], [0], [1]])
    yield Case("rows 2000 below other rows", {"scores": apart, "y": _Y})
    square = sixteenths[:4] - 1000
    square[:, 3] -= 2000
    y = np.array([3, 3, 0, 1])
    yield Case("N equals C, a class 2000 below the others", {"scores": square, "y": y})
    upwards = sixteenths[:4] + 1000 * np.array([[1], [0], [0], [1]])
    yield Case("N equals C, rows 1000 above other rows", {"scores": upwards, "y": y})
    unlikely = np.array([[0.5, 1.0, -2000.0, 0.0], [-1000.0, 1000.0, 0.0, 999.0]])
    yield Case("a class 2000 below the others", {"scores": unlikely, "y": np.array([2, 0])}, public=True)


def _without_labels():
    for case in _score_cases():
        yield Case(case.name, {"scores": case.arguments["scores"]}, case.public)


def _softmax_imitation(scores, *, returned="p", integer_buffer=False, **switches):
    p, log_p = class_probabilities(scores, **switches)
    p = {"p": p, "log": log_p, "shares": scores / np.sum(scores, axis=1, keepdims=True)}[returned]
    return p.astype(np.asarray(scores).dtype) if integer_buffer else p


def _log_softmax_imitation(scores, *, returned="log", integer_buffer=False, **switches):
    p, log_p = class_probabilities(scores, **switches)
    log_p = {"p": p, "log": log_p}[returned]
    return log_p.astype(np.asarray(scores).dtype) if integer_buffer else log_p


def _cross_entropy_imitation(scores, y, *, over="own", integer_buffer=False, **switches):
    label_switches = {key: switches.pop(key) for key in ("labels", "picked", "returned") if key in switches}
    used = y if label_switches.get("labels") in (None, "one-hot", "argmax") else np.roll(y, -1)
    p, log_p = class_probabilities(scores, used, **switches)
    losses = label_losses(scores, p, log_p, y, **label_switches)
    return losses.astype(np.asarray(scores).dtype) if integer_buffer else losses


_INTEGERS_CUT = Mistake(
    "integer_truncation",
    "With integer scores the result is cut to whole numbers: np.zeros_like(scores) is then an integer array; "
    "write np.zeros(scores.shape).",
    {"integer_buffer": True},
)

SOFTMAX = Exercise(
    name="softmax",
    topic=TOPIC,
    inputs=("scores: (N, C)",),
    outputs=("probabilities: (N, C)",),
    reference=softmax,
    cases=_without_labels,
    imitation=_softmax_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        _INTEGERS_CUT,
        Mistake(
            "logarithm_returned",
            "These are log-probabilities: return the probabilities themselves, exp(s_k) over their sum.",
            {"returned": "log"},
        ),
        Mistake(
            "exponential_missing",
            "The scores are divided by their sum, without the exponential: p_k = e**s_k / sum(e**s_j).",
            {"returned": "shares"},
        ),
    ),
)

LOG_SOFTMAX = Exercise(
    name="log_softmax",
    topic=TOPIC,
    inputs=("scores: (N, C)",),
    outputs=("log_probabilities: (N, C)",),
    reference=log_softmax,
    cases=_without_labels,
    imitation=_log_softmax_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        *LOG_MISTAKES,
        _INTEGERS_CUT,
        Mistake(
            "logarithm_missing",
            "These are probabilities: return their logarithms, s_k - log(sum(e**s_j)).",
            {"returned": "p"},
        ),
    ),
)

CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    topic=TOPIC,
    inputs=("scores: (N, C)", "y: (N,) int"),
    outputs=("losses: (N,)",),
    reference=cross_entropy,
    cases=_score_cases,
    imitation=_cross_entropy_imitation,
    mistakes=(
        *PROBABILITY_MISTAKES,
        DENOMINATOR_MISTAKE,
        *LOG_MISTAKES,
        *LABEL_MISTAKES,
        _INTEGERS_CUT,
        Mistake(
            "every_class_counted",
            "The logarithms of all classes are summed: only that of the correct class counts, "
            "-log p[i, y[i]].",
            {"picked": "every class"},
        ),
        Mistake(
            "probability_returned",
            "This is the probability of the correct class: the loss is its negative logarithm, -log p.",
            {"returned": "probability"},
        ),
        Mistake(
            "miss_returned",
            "This is 1 - p of the correct class: the loss is its negative logarithm, -log p.",
            {"returned": "miss"},
        ),
    ),
)

# ---------------------------------------------------------------- softmax_loss


def _loss_cases():
    for batch in batches(seed=12):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        reg = float(batch.rng.uniform(0.1, 0.7))
        yield Case(batch.name, {"W": W, "X": X, "y": batch.y, "reg": reg}, batch.public)
    rng = np.random.default_rng(120)
    W, X = rng.normal(size=(4, 3)), rng.normal(size=(5, 3))
    yield Case("no penalty", {"W": W, "X": X, "y": _Y, "reg": 0.0})
    yield Case("all scores zero", {"W": 0 * W, "X": X, "y": _Y, "reg": 0.3})
    whole = rng.integers(-3, 4, size=(4, 3))
    yield Case("integer W", {"W": whole, "X": X, "y": _Y, "reg": 0.3}, public=True)
    # The last column of W is the same for every class, so the last of x shifts all scores of an example.
    shifting = np.round(16 * W) / 16
    shifting[:, -1] = 1
    X = np.round(16 * X) / 16
    for name, shifts, public in (
        ("all scores shifted by 1000", [1000] * 5, True),
        ("all scores shifted by -1000", [-1000] * 5, False),
        ("scores of rows 2000 below those of other rows", [0, -2000, 0, 0, -2000], False),
    ):
        moved = X.copy()
        moved[:, -1] = shifts
        yield Case(name, {"W": shifting, "X": moved, "y": _Y, "reg": 1e-3}, public)
    moved = np.column_stack([X[:4, :2], np.full(4, -1000.0), np.full(4, -2000.0)])
    below = np.column_stack([shifting, [0, 0, 0, 1]])  # the last x moves class 3 alone
    square = {"W": below, "X": moved, "y": np.array([3, 3, 0, 1]), "reg": 1e-3}
    yield Case("N equals C, a class 2000 below the others", square)
    moved = np.column_stack([X[:4, :2], 1000.0 * np.array([1, 0, 0, 1])])
    upwards = {"W": shifting, "X": moved, "y": square["y"], "reg": 1e-3}
    yield Case("N equals C, scores of rows 1000 above those of other rows", upwards)
    W = np.array([[1000.0, 0.0], [-1000.0, 1.0], [0.0, 0.5]])
    unlikely = {"W": W, "X": np.array([[1.0, 0.5], [-1.0, 2.0]]), "y": np.array([1, 0]), "reg": 1e-6}
    yield Case("a correct class 2000 below the others", unlikely, public=True)


SOFTMAX_LOSS = Exercise(
    name="softmax_loss",
    topic=TOPIC,
    inputs=("W: (C, d)", "X: (N, d)", "y: (N,) int", "reg: scalar"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=softmax_loss,
    cases=_loss_cases,
    imitation=softmax_loss_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *GRADIENT_MISTAKES,
        *PROBABILITY_MISTAKES,
        *DENOMINATOR_MISTAKES,
        *LOG_MISTAKES,
        *LABEL_MISTAKES,
        *PENALTY_MISTAKES,
        *DATA_PART_MISTAKES,
    ),
    gradients={"dW": ("loss", "W")},
)

EXERCISES = (SOFTMAX, LOG_SOFTMAX, CROSS_ENTROPY, KL_DIVERGENCE, SOFTMAX_LOSS, BINARY_CROSS_ENTROPY)
