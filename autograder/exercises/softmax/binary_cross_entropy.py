"""Binary cross-entropy from logits, and its gradient."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batch_mean import BATCH_MEAN_MISTAKES, batch_mean
from autograder.exercises.parts.epsilon import epsilon_mistakes
from autograder.exercises.parts.softmax import in_base
from course_lib.losses.binary import binary_cross_entropy


def _cases(draw: Draw) -> Iterator[Case]:
    table = (
        ("a small batch", (1, 0, 0, 1, 1)),
        ("one example", (1,)),
        ("one example of the negative class", (0,)),
        ("three examples", (0, 0, 1)),
        ("positive examples only", (1, 1, 1, 1)),
        ("negative examples only", (0, 0, 0, 0)),
        ("a larger batch", (0, 1) * 20),
    )
    for number, (name, targets) in enumerate(table):
        rng = draw.rng(14, number)
        logits = 2 * rng.normal(size=len(targets))
        yield Case(name, {"logits": logits, "t": _as_drawn(draw, rng, targets)})
    rng = draw.rng(140)
    z, t = 2 * rng.normal(size=5), _as_drawn(draw, rng, (1, 0, 0, 1, 0))
    yield Case("all logits zero", {"logits": 0 * z, "t": t})
    yield Case("integer logits", {"logits": np.array([2, -1, 3, 1, -3]), "t": t}, unasked=True)
    yield Case("logits between 0 and 1", {"logits": rng.uniform(0.1, 0.9, size=5), "t": t})
    far = np.array([1000.0, -1000.0, 800.0, -900.0])
    if not draw.is_public:
        far = rng.permutation([1.0, 1.0, -1.0, -1.0]) * rng.integers(750, 1001, size=4)
    right, wrong = (far > 0) * 1, (far < 0) * 1
    yield Case("logits of ±1000 on the right side", {"logits": far, "t": right})
    yield Case("logits of ±1000 on the wrong side", {"logits": far, "t": wrong})
    yield Case("logits of ±50 on the wrong side", {"logits": far / 20, "t": wrong})
    very_negative = (
        np.array([-1000.0, 0.5, -900.0]) if draw.is_public else rng.permutation([-950.0, 0.25, -850.0])
    )
    yield Case(
        "very negative logits of positive examples", {"logits": very_negative, "t": np.ones(3, dtype=int)}
    )


def _as_drawn(draw: Draw, rng: np.random.Generator, targets: tuple[int, ...]) -> Array:
    return np.array(targets) if draw.is_public else rng.permutation(targets)


def _imitation(
    logits: Array,
    t: Array,
    *,
    targets: str = "0 and 1",
    terms: str = "both",
    gradient_terms: str = "both",
    activation: str = "sigmoid",
    log_of: Any = "logits",
    base: str = "e",
    squared: bool = False,
    slope: str = "cancelled",
    target_in_gradient: bool = True,
    integer_buffer: bool = False,
    **mean_switches: Any,
) -> tuple[Array, Array]:
    """`binary_cross_entropy` with a switch for each mistake; further switches are those of `batch_mean`."""
    z = np.asarray(logits, dtype=float)
    z = 1 / (1 + np.exp(-z)) if activation == "sigmoid twice" else z
    y = z if activation == "missing" else 1 / (1 + np.exp(-z))
    t = {"0 and 1": t, "signs": 2 * t - 1, "swapped": 1 - t}[targets]
    losses = _losses(z, y, t, "probability" if activation == "missing" else log_of, terms)
    losses = (y - t) ** 2 if squared else in_base(losses, base)
    gradients = {"both": y - t * target_in_gradient, "positive": -t * (1 - y), "negative": (1 - t) * y}
    sigmoid_slope = y * (1 - y)
    factors = {
        "cancelled": 1,
        "times": sigmoid_slope,
        "of the square": 2 * sigmoid_slope,
        "over": 1 / sigmoid_slope,
    }
    loss, dlogits = batch_mean(losses, gradients[gradient_terms] * factors[slope], **mean_switches)
    return loss, dlogits.astype(np.asarray(logits).dtype) if integer_buffer else dlogits


def _losses(z: Array, y: Array, t: Array, log_of: Any, terms: str) -> Array:
    positive, negative = _minus_logs(z, y, log_of)
    if log_of == "probability, chosen":
        return np.where(t > 0, positive, negative)
    if log_of == "overflowing logits, subtracted":
        return negative - t * z
    return (terms != "negative") * t * positive + (terms != "positive") * (1 - t) * negative


def _minus_logs(z: Array, y: Array, log_of: Any) -> tuple[Array, Array]:
    """Return -ln y and -ln(1 - y), exact or as they come out on another way."""
    if log_of == "logits":
        return np.logaddexp(0, -z), np.logaddexp(0, z)
    if isinstance(log_of, tuple):
        how, epsilon = log_of
        if how == "added":
            return -np.log(y + epsilon), -np.log(1 - y + epsilon)
        if how == "each clipped":
            return -np.log(np.maximum(y, epsilon)), -np.log(np.maximum(1 - y, epsilon))
        clipped = np.clip(y, epsilon, 1 - epsilon)
        return -np.log(clipped), -np.log(1 - clipped)
    if log_of.startswith("probability"):
        return -np.log(y), -np.log(1 - y)
    return np.log(1 + np.exp(-z)), np.log(1 + np.exp(z))


_STABLE = "max(z, 0) - z * t + log(1 + exp(-abs(z)))"
_ROUNDED = (
    "The logarithm of a rounded probability: p is exactly 0 or 1 for logits far from 0, and log(0) is -inf. "
    "Right otherwise. Write the loss with the logit itself, where nothing is rounded to 0."
)
_OVERFLOW = (
    "exp overflows for logits far from 0: that of a number below 0 cannot, so write the loss with one that "
    "never is above 0."
)


_MISTAKES = (
    *(mistake for mistake in BATCH_MEAN_MISTAKES if "left_out" not in mistake.settings),
    Mistake("log_of_probability", _ROUNDED, {"log_of": "probability"}, credit=0.5, formula=_STABLE),
    Mistake(
        "log_of_probability",
        _ROUNDED,
        {"log_of": "probability, chosen"},
        credit=0.5,
        paired=False,
        formula=_STABLE,
    ),
    Mistake(
        "exponential_overflows", _OVERFLOW, {"log_of": "overflowing logits"}, credit=0.5, formula=_STABLE
    ),
    Mistake(
        "exponential_overflows",
        _OVERFLOW,
        {"log_of": "overflowing logits, subtracted"},
        credit=0.5,
        paired=False,
        formula=_STABLE,
    ),
    *epsilon_mistakes(
        "log_of",
        ("added", "clipped", "each clipped"),
        "An epsilon inside the logarithm cuts the loss off where it takes over: none is needed where the "
        "loss is written with the logit itself.",
        _STABLE,
    ),
    Mistake("log10", "The logarithm is the decimal one: the loss is in nats, np.log.", {"base": "10"}),
    Mistake("log2", "The logarithm is the binary one: the loss is in nats, np.log.", {"base": "2"}),
    Mistake(
        "labels_as_signs",
        "The targets are taken as -1 and +1: they are 0 and 1 here.",
        {"targets": "signs"},
    ),
    Mistake(
        "targets_swapped",
        "The two classes are exchanged: p = sigmoid(z) is the probability of t = 1.",
        {"targets": "swapped"},
    ),
    Mistake(
        "negative_class_missing",
        "Examples with t = 0 cost nothing and have no gradient: the term of that class is missing.",
        {"terms": "positive", "gradient_terms": "positive"},
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "negative_class_missing_in_loss",
        "Examples with t = 0 cost nothing: the loss lacks the term of that class.",
        {"terms": "positive"},
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "negative_class_missing_in_gradient",
        "Examples with t = 0 have no gradient: both classes have one.",
        {"gradient_terms": "positive"},
        formula="(p - t) / N",
    ),
    Mistake(
        "positive_class_missing",
        "Examples with t = 1 cost nothing and have no gradient: the term of that class is missing.",
        {"terms": "negative", "gradient_terms": "negative"},
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "positive_class_missing_in_loss",
        "Examples with t = 1 cost nothing: the loss lacks the term of that class.",
        {"terms": "negative"},
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "sigmoid_missing",
        "The logits are taken as probabilities: p = sigmoid(logits) comes first.",
        {"activation": "missing"},
    ),
    Mistake(
        "sigmoid_twice",
        "The sigmoid is applied twice: its results are probabilities already.",
        {"activation": "sigmoid twice", "log_of": "logits"},  # the second y is never rounded to 0 or 1
    ),
    Mistake(
        "squared_error",
        "The loss is a squared error: take the negative logarithm of the probability of what was seen.",
        {"squared": True},
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "squared_error",
        "This is a squared error with its gradient: take the negative logarithm of the "
        "probability of what was seen.",
        {"squared": True, "slope": "of the square"},
        paired=False,
        formula="-(t * log(p) + (1 - t) * log(1 - p))",
    ),
    Mistake(
        "target_missing_in_gradient",
        "The gradient lacks the target: subtract it.",
        {"target_in_gradient": False},
        formula="(p - t) / N",
    ),
    Mistake(
        "slope_of_sigmoid_twice",
        "The slope of the sigmoid is multiplied once too often: it cancels against that of the logarithm.",
        {"slope": "times"},
        formula="(p - t) / N",
    ),
    Mistake(
        "gradient_to_probability",
        "This is the gradient to the probability: go on to the logits, through the slope of the sigmoid.",
        {"slope": "over"},
        formula="(p - t) / N",
    ),
    Mistake(
        "integer_truncation",
        "With integer logits the gradient is cut to whole numbers: np.zeros_like(logits) is then an integer "
        "array; write np.zeros(N).",
        {"integer_buffer": True},
        paired=False,
    ),
)


BINARY_CROSS_ENTROPY = Exercise(
    name="binary_cross_entropy",
    topic="softmax",
    inputs=("logits: (N,)", "t: (N,) float"),
    outputs=("loss: scalar", "dlogits: (N,)"),
    reference=binary_cross_entropy,
    cases=_cases,
    imitation=_imitation,
    mistakes=_MISTAKES,
    gradients={"dlogits": ("loss", "logits")},
    same_as={"loss_times_N": "not_averaged_in_loss", "dlogits_times_N": "not_averaged_in_gradient"},
)
