"""Lecture 1, loss functions: hinge losses and penalties."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.loss_functions.binary_hinge_loss import (
    BINARY_HINGE_MISTAKES,
    binary_hinge_imitation,
)
from autograder.exercises.loss_functions.elastic_net import ELASTIC_NET_MISTAKES, elastic_net_imitation
from autograder.exercises.loss_functions.svm_loss import SVM_MISTAKES, svm_imitation
from autograder.exercises.parts.batch_mean import BATCH_MEAN_MISTAKES, DATA_PART_MISTAKES
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.hinge import HINGE_MISTAKES, hinge_terms
from autograder.exercises.parts.penalty import PENALTY_MISTAKES
from course_lib.losses.hinge import binary_hinge_loss, multiclass_hinge, squared_hinge, svm_loss
from course_lib.losses.penalties import elastic_net

TOPIC = "loss_functions"
_Y = np.array([2, 0, 3, 1, 2])

# ---------------------------------------------------------------- losses of given scores


def _score_cases():
    for batch in batches(seed=11):
        scores = 2 * batch.rng.normal(size=(batch.N, batch.C))
        yield Case(batch.name, {"scores": scores, "y": batch.y}, batch.public)
    rng = np.random.default_rng(10)
    whole = rng.integers(-5, 6, size=(5, 4))
    yield Case("integer scores", {"scores": whole, "y": _Y}, public=True)
    yield Case("all scores zero", {"scores": np.zeros((5, 4)), "y": _Y})
    yield Case("scores around 1000", {"scores": 1000 * rng.normal(size=(5, 4)), "y": _Y})
    shifted = 1000 + rng.integers(-128, 128, size=(5, 4)) / 64  # exact in float32, as are its differences
    yield Case("all scores shifted by 1000", {"scores": shifted, "y": _Y})


def _scores_imitation(scores, y, power, *, over="sum", integer_buffer=False, **switches):
    """Losses of given scores, every term to a power; the switches are those of the mistakes below."""
    terms, _ = hinge_terms(scores, y, **switches)
    C = terms.shape[1]
    losses = {
        "sum": lambda: np.sum(terms**power, axis=1),
        "C": lambda: np.sum(terms**power, axis=1) / C,
        "C-1": lambda: np.sum(terms**power, axis=1) / (C - 1),
        "largest": lambda: np.max(terms**power, axis=1),
        "examples": lambda: np.sum(terms**power, axis=0),
        "power of sum": lambda: np.sum(terms, axis=1) ** power,
    }[over]()
    return losses.astype(int) if integer_buffer else losses


def _multiclass_imitation(scores, y, *, power=1, **switches):
    return _scores_imitation(scores, y, power, **switches)


def _squared_imitation(scores, y, *, power=2, **switches):
    return _scores_imitation(scores, y, power, **switches)


_SCORE_MISTAKES = (
    Mistake(
        "averaged_over_classes",
        "The terms are averaged over the C classes: the loss of an example is their sum.",
        {"over": "C"},
    ),
    Mistake(
        "averaged_over_wrong_classes",
        "The terms are averaged over the C - 1 wrong classes: the loss of an example is their sum.",
        {"over": "C-1"},
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

MULTICLASS_HINGE = Exercise(
    name="multiclass_hinge",
    topic=TOPIC,
    inputs=("scores: (N, C)", "y: (N,) int"),
    outputs=("losses: (N,)",),
    reference=multiclass_hinge,
    cases=_score_cases,
    imitation=_multiclass_imitation,
    mistakes=(
        *HINGE_MISTAKES,
        *_SCORE_MISTAKES,
        Mistake(
            "squared", "The terms are squared: that is the squared hinge of the next exercise.", {"power": 2}
        ),
    ),
    same_as={"losses_over_C": "averaged_over_classes"},
)

SQUARED_HINGE = Exercise(
    name="squared_hinge",
    topic=TOPIC,
    inputs=("scores: (N, C)", "y: (N,) int"),
    outputs=("losses: (N,)",),
    reference=squared_hinge,
    cases=_score_cases,
    imitation=_squared_imitation,
    mistakes=(
        *HINGE_MISTAKES,
        *_SCORE_MISTAKES,
        Mistake("not_squared", "The terms are not squared: each is max(0, s_j - s_y + 1)**2.", {"power": 1}),
        Mistake(
            "sum_squared",
            "The sum is squared: square every term first, then add them up.",
            {"over": "power of sum"},
        ),
    ),
    same_as={"losses_over_C": "averaged_over_classes"},
)

# ---------------------------------------------------------------- binary_hinge_loss


def _binary_cases():
    for batch in batches(seed=2):
        w, X = batch.rng.normal(size=batch.d), batch.rng.normal(size=(batch.N, batch.d))
        yield Case(batch.name, {"w": w, "X": X, "y": 2 * (batch.y % 2) - 1}, batch.public)
    rng = np.random.default_rng(20)
    w, X, y = rng.normal(size=3), rng.normal(size=(5, 3)), np.array([1, -1, -1, 1, -1])
    yield Case("every margin kept", {"w": w, "X": 50 * y[:, None] * np.sign(w) * np.abs(X), "y": y})
    yield Case("scores around 1000", {"w": 1000 * w, "X": X, "y": y})
    yield Case("integer w", {"w": np.array([2, -1, 1]), "X": X, "y": y[::-1]}, public=True)
    pixels = rng.integers(0, 256, size=(5, 3)).astype(np.uint8)
    yield Case("X of bytes, as pixels are", {"w": w / 1000, "X": pixels, "y": y})
    kink = {
        "w": np.array([1.0, 0.0]),
        "X": np.array([[1.0, 2.0], [-3.0, 1.0], [0.5, 4.0]]),
        "y": np.array([1, -1, 1]),
    }
    yield Case("a term exactly at the kink", kink, smooth=False)


BINARY_HINGE_LOSS = Exercise(
    name="binary_hinge_loss",
    topic=TOPIC,
    inputs=("w: (d,)", "X: (N, d)", "y: (N,) int"),
    outputs=("loss: scalar", "dw: (d,)"),
    reference=binary_hinge_loss,
    cases=_binary_cases,
    imitation=binary_hinge_imitation,
    mistakes=(*BATCH_MEAN_MISTAKES, *BINARY_HINGE_MISTAKES),
    same_as={"loss_times_N": "not_averaged_in_loss", "dw_times_N": "not_averaged_in_gradient"},
    gradients={"dw": ("loss", "w")},
    subgradients=({"at_kink": False}, {"at_kink": True}),
)

# ---------------------------------------------------------------- elastic_net


def _elastic_cases():
    table = (
        ("a small matrix", (4, 3), 0.3, True),
        ("one row", (1, 4), 0.7, True),
        ("one column", (3, 1), 0.2, False),
        ("one weight", (1, 1), 0.4, False),
        ("a square matrix", (4, 4), 1.6, True),
        ("only absolute values: beta = 0", (4, 3), 0.0, True),
        ("beta = 1, an integer", (3, 5), 1, False),
        ("a larger matrix", (10, 17), 0.05, False),
    )
    for number, (name, shape, beta, public) in enumerate(table):
        yield Case(name, {"W": np.random.default_rng((3, number)).normal(size=shape), "beta": beta}, public)
    rng = np.random.default_rng(30)
    yield Case("large weights", {"W": 1000 * rng.normal(size=(4, 3)), "beta": 0.3})
    yield Case("positive weights only", {"W": rng.uniform(0.5, 2, size=(3, 4)), "beta": 0.3})
    whole = np.array([[2, -1, 3], [-4, 1, 5]])
    yield Case("integer W", {"W": whole, "beta": 0.3}, public=True)
    with_zeros = np.array([[0.0, 1.5, -2.0], [-0.5, 0.0, 0.0]])
    yield Case("some weights exactly 0", {"W": with_zeros, "beta": 0.3}, smooth=False)


ELASTIC_NET = Exercise(
    name="elastic_net",
    topic=TOPIC,
    inputs=("W: (C, d)", "beta: scalar"),
    outputs=("R: scalar", "dR: (C, d)"),
    reference=elastic_net,
    cases=_elastic_cases,
    imitation=elastic_net_imitation,
    mistakes=ELASTIC_NET_MISTAKES,
    gradients={"dR": ("R", "W")},
    subgradients=({"sign_at_zero": 0.0}, {"sign_at_zero": 1.0}, {"sign_at_zero": -1.0}),
)

# ---------------------------------------------------------------- svm_loss


def _svm_cases():
    for batch in batches(seed=5):
        W, X = batch.rng.normal(size=(batch.C, batch.d)), batch.rng.normal(size=(batch.N, batch.d))
        reg = float(batch.rng.uniform(0.1, 0.7))
        yield Case(batch.name, {"W": W, "X": X, "y": batch.y, "reg": reg}, batch.public)
    rng = np.random.default_rng(50)
    W, X = rng.normal(size=(4, 3)), rng.normal(size=(5, 3))
    yield Case("no penalty", {"W": W, "X": X, "y": _Y, "reg": 0.0})
    yield Case("scores around 1000", {"W": 1000 * W, "X": X, "y": _Y, "reg": 1e-3})
    yield Case("all scores zero", {"W": 0 * W, "X": X, "y": _Y, "reg": 0.3})
    whole = rng.integers(-3, 4, size=(4, 3))
    yield Case("integer W", {"W": whole, "X": X, "y": _Y, "reg": 0.3}, public=True)
    pixels = rng.integers(0, 256, size=(5, 3)).astype(np.uint8)
    yield Case("X of bytes, as pixels are", {"W": W / 100, "X": pixels, "y": _Y, "reg": 0.3})
    W = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])
    kink = {"W": W, "X": np.eye(2), "y": np.array([0, 2]), "reg": 0.25}
    yield Case("a term exactly at the kink", kink, smooth=False)


SVM_LOSS = Exercise(
    name="svm_loss",
    topic=TOPIC,
    inputs=("W: (C, d)", "X: (N, d)", "y: (N,) int", "reg: scalar"),
    outputs=("loss: scalar", "dW: (C, d)"),
    reference=svm_loss,
    cases=_svm_cases,
    imitation=svm_imitation,
    mistakes=(
        *BATCH_MEAN_MISTAKES,
        *SVM_MISTAKES,
        *HINGE_MISTAKES,
        *PENALTY_MISTAKES,
        *DATA_PART_MISTAKES,
    ),
    gradients={"dW": ("loss", "W")},
    subgradients=({"at_kink": False}, {"at_kink": True}),
)

EXERCISES = (MULTICLASS_HINGE, SQUARED_HINGE, BINARY_HINGE_LOSS, ELASTIC_NET, SVM_LOSS)
