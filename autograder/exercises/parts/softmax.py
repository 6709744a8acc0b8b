"""Probabilities from scores, their logarithms, and the ways to get them wrong, for all softmax exercises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.epsilon import BASE_OF_SUM, epsilon_mistakes, logarithm

_BASES = {"e": 1.0, "10": np.log(10), "2": np.log(2)}


def class_probabilities(
    scores: Array,
    y: Array = None,
    *,
    shift: str = "of each row",
    normaliser: str = "classes",
    twice: bool | str = False,
    log_of: Any = "sum",
    base: str = "e",
    p_from: str = "exponentials",
) -> tuple[Array, Array]:
    """Return p and log p, both (N, C); the switches are those of the mistakes below.

    Parameters
    ----------
    y : int array (N,), optional
        Needed by the mistake of leaving the correct class out of the sum.
    log_of : "sum", "sum, base 10", "sum, base 2", "sum without its shift", "nothing", "probability",
        "every probability", or a pair such as ("added", 1e-8) or ("clipped", 1e-8)
    p_from : "exponentials" or "log p"
        From what p is taken: the same unless numbers run out of range.
    """
    scores = np.asarray(scores, dtype=float)
    shifted = scores - _shift(scores, shift)
    exponentials = np.exp(shifted)
    wrong, _, where = normaliser.partition(", ")
    if wrong in ("sigmoid", "log sigmoid"):
        p = 1 / (1 + np.exp(-scores))
        log_p = np.log(p) if wrong == "sigmoid" else -np.logaddexp(0, -scores)
    else:
        total = _total(exponentials, wrong, y)
        p = exponentials / total
        log_p = shifted - in_base(np.log(total), BASE_OF_SUM.get(log_of, "e"))
        if p_from == "log p":
            p = np.exp(log_p)
        if log_of == "sum without its shift":
            log_p = scores - np.log(total)
        if log_of == "nothing":
            log_p = shifted - total
    log_p = logarithm(p, log_p, log_of)
    if where == "in the loss":
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
    if where == "in the gradient as well":
        p = p * (np.arange(scores.shape[1]) != y[:, None])
    if twice:
        p_twice, log_p = class_probabilities(
            p, y, shift=shift, normaliser=normaliser, log_of=log_of, base=base
        )
        return (p if twice == "in the loss" else p_twice), log_p
    return p, in_base(log_p, base)


def in_base(losses: Array, base: str) -> Array:
    """Return losses in nats as if the logarithm had another base: "e", "10" or "2"."""
    return losses / _BASES[base]


def _shift(scores: Array, shift: str) -> Array:
    """What is subtracted before the exponential: each row's largest score (N, 1), if it is right."""
    largest = scores.max(axis=1, keepdims=True)
    shifts = {
        "of each row": largest,
        "missing": 0.0,
        "one for all rows": scores.max(),
        "one for all rows, from 0": max(scores.max(), 0),
        "from 0": np.maximum(largest, 0),
        "mean of each row": scores.mean(axis=1, keepdims=True),
        "smallest of each row": scores.min(axis=1, keepdims=True),
        "absolute of each row": np.abs(scores).max(axis=1, keepdims=True),
        "mean of all": scores.mean(),
        "as a row": largest[:, 0],
        "of each class": scores.max(axis=0),
    }
    return shifts[shift]


def _total(exponentials: Array, normaliser: str, y: Array) -> Array:
    """What the exponentials are divided by: the sum of each row (N, 1), if it is right."""
    total = exponentials.sum(axis=1, keepdims=True)
    if normaliser == "others":
        return total - np.take_along_axis(exponentials, y[:, None], axis=1)
    totals = {
        "classes": total,
        "examples": exponentials.sum(axis=0),
        "everything": exponentials.sum(),
        "as a row": total[:, 0],
        "missing": 1.0,
    }
    return totals[normaliser]


# What is left of the points where the formula is right and only the numbers run out of range, in whatever
# exercise and however many places of it.
UNSTABLE = 0.5

_ONE_MAXIMUM = (
    "One number, such as the maximum, is subtracted from all rows: one far below it has only zeros left. "
    "Take the maximum of each row, scores.max(axis=1, keepdims=True)."
)


def _unstable(name: str, sentence: str, shift: str) -> Mistake:
    return Mistake(name, sentence, {"shift": shift}, credit=UNSTABLE)


_NOT_SUBTRACTED = _unstable(
    "maximum_not_subtracted",
    "The exponentials overflow or vanish for scores far from 0: subtract the largest score of each row "
    "first, which changes no probability.",
    "missing",
)
_ONE_FOR_ALL_ROWS = _unstable("one_maximum_for_all_rows", _ONE_MAXIMUM, "one for all rows")
MAXIMUM_STARTS_TOO_HIGH = _unstable(
    "maximum_starts_too_high",
    "The running maximum starts at a number such as 0 or -1: in a row of very negative scores it stays "
    "there. Start with the row's first score, or at -np.inf.",
    "from 0",
)
_SHIFT_MISTAKES = (_NOT_SUBTRACTED, _ONE_FOR_ALL_ROWS, MAXIMUM_STARTS_TOO_HIGH)
SMALLEST_SUBTRACTED, *_OTHERS_SUBTRACTED = (
    Mistake(
        "other_than_maximum_subtracted",
        "What is subtracted is not the largest score of each row (a mean, the smallest, an absolute value?): "
        "far from it, exponentials still overflow or vanish. Take scores.max(axis=1, keepdims=True).",
        {"shift": shift},
        credit=UNSTABLE,
        paired=False,
    )
    for shift in ("smallest of each row", "mean of each row", "absolute of each row", "mean of all")
)
PROBABILITY_MISTAKES = (
    *_SHIFT_MISTAKES,
    *_OTHERS_SUBTRACTED,
    replace(_NOT_SUBTRACTED, settings={"shift": "missing", "p_from": "log p"}, paired=False),
    replace(
        _ONE_FOR_ALL_ROWS,
        sentence=f"{_ONE_MAXIMUM} It also starts at a number such as 0, where very negative scores leave it.",
        settings={"shift": "one for all rows, from 0"},
        paired=False,
    ),
    Mistake(
        "maximum_without_keepdims",
        "The maxima are subtracted along the wrong axis: keep them as a column, "
        "scores.max(axis=1, keepdims=True), so that row i loses its own.",
        {"shift": "as a row"},
    ),
    Mistake(
        "maximum_of_each_class",
        "The maximum is taken over the examples, axis=0: that changes the probabilities. Each row loses its "
        "own maximum, scores.max(axis=1, keepdims=True).",
        {"shift": "of each class"},
    ),
    Mistake(
        "normalised_over_examples",
        "The sum runs along the wrong axis: the probabilities of one example, a row, sum to 1: axis=1.",
        {"normaliser": "examples"},
    ),
    Mistake(
        "normalised_over_everything",
        "All probabilities of the batch together sum to 1: each row must, so sum with axis=1, keepdims=True.",
        {"normaliser": "everything"},
    ),
    Mistake(
        "sum_without_keepdims",
        "The sums divide along the wrong axis: keep them as a column, .sum(axis=1, keepdims=True), so that "
        "row i is divided by its own.",
        {"normaliser": "as a row"},
    ),
    Mistake(
        "not_normalised",
        "The exponentials are not normalised: divide each row by its sum.",
        {"normaliser": "missing"},
    ),
    Mistake(
        "sigmoid_per_class",
        "Each score goes through a sigmoid of its own, so a row does not sum to 1: softmax divides e**s_k by "
        "the sum over all classes.",
        {"normaliser": "sigmoid"},
    ),
    Mistake(
        "softmax_twice",
        "Softmax is applied twice: its results are probabilities already, do not take them as scores.",
        {"twice": True, "log_of": "sum"},  # the second p is never rounded to 0: no logarithm shows
    ),
)

_LOG_P = "log p = s - max - log(sum(exp(s - max)))"
_UNDERFLOW = "p is rounded to 0 when its score is far below the others"

LOG_MISTAKES = (
    Mistake(
        "log_of_probability",
        f"The logarithm of a rounded probability: {_UNDERFLOW}, and log(0) is -inf. Right "
        "otherwise. Write log p with the shifted scores, where nothing is rounded to 0.",
        {"log_of": "probability"},
        credit=UNSTABLE,
        formula=_LOG_P,
    ),
    Mistake(
        "log_of_probability",
        "Right but where the scores of a row are far apart, which makes it nan: a probability was rounded "
        "to 0, or an exponential overflowed, before the logarithm. Subtract the largest score of each row, "
        "and write log p with the shifted scores, where neither happens.",
        {"log_of": "every probability"},
        credit=UNSTABLE,
        formula=_LOG_P,
    ),
    *(
        replace(
            each,
            sentence=f"{each.sentence} Then write log p with the shifted scores.",
            settings={**each.settings, "log_of": log_of},
            paired=each is not MAXIMUM_STARTS_TOO_HIGH,
            formula=_LOG_P,
        )
        for each in _SHIFT_MISTAKES
        for log_of in ("probability", "every probability")
    ),
    Mistake(
        "maximum_lost",
        "The maximum is subtracted inside the exponentials and nowhere else: take the shifted scores for the "
        "score of the class as well.",
        {"log_of": "sum without its shift"},
    ),
    Mistake(
        "log_of_sum_missing",
        "The sum of the exponentials is subtracted as it is: take its logarithm first.",
        {"log_of": "nothing"},
    ),
    *epsilon_mistakes(
        "log_of",
        ("added", "clipped"),
        f"An epsilon inside the logarithm hides that {_UNDERFLOW}: the loss is then cut off "
        "where epsilon takes over. None is needed where log p is written with the shifted scores.",
        _LOG_P,
    ),
    *(
        Mistake(f"log{base}", f"The logarithm {what}: {why}, not np.log{base}.", settings(base))
        for what, why, settings in (
            ("has another base", "the loss is in nats, so use np.log", lambda base: {"base": base}),
            (
                "of the sum has another base",
                "np.log undoes np.exp",
                lambda base: {"log_of": f"sum, base {base}", "base": "e"},
            ),
        )
        for base in ("10", "2")
    ),
    Mistake(
        "sigmoid_per_class",
        "This is the logarithm of a sigmoid of each score alone: that of softmax has the sum over"
        " all classes.",
        {"normaliser": "log sigmoid"},
        formula="log p = s_k - log(sum(e**s_j)), np.logaddexp.reduce(scores, axis=1)",
    ),
)

_WITHOUT_CORRECT = (
    "The sum in the denominator leaves the correct class out: unlike the hinge, softmax sums over all "
    "classes."
)
DENOMINATOR_MISTAKE = Mistake("denominator_without_correct_class", _WITHOUT_CORRECT, {"normaliser": "others"})

# Where a gradient is asked for as well, what is wrong may stand in the loss alone or be derived.
LOSS_OR_GRADIENT_MISTAKES = (
    DENOMINATOR_MISTAKE,
    Mistake(
        "denominator_without_correct_class",
        _WITHOUT_CORRECT,
        {"normaliser": "others, in the gradient as well"},
    ),
    Mistake(
        "denominator_without_correct_class_in_loss",
        "In the loss, the sum in the denominator leaves the correct class out (in the gradient it is right): "
        "sum over all classes.",
        {"normaliser": "others, in the loss"},
    ),
    Mistake(
        "softmax_twice_in_loss",
        "In the loss, softmax is applied twice (in the gradient once): probabilities are no scores, so take "
        "the logarithm of what you have.",
        {"twice": "in the loss", "log_of": "sum"},
    ),
)
