"""The Kullback-Leibler divergence of two batches of distributions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from autograder.exercises.parts.batches import other_labels
from autograder.exercises.parts.epsilon import epsilon_mistakes
from autograder.exercises.parts.softmax import in_base
from course_lib.losses.information import kl_divergence


def _distributions(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Rows of positive numbers that sum to 1."""
    weights = np.exp(1.5 * rng.normal(size=shape))
    return weights / weights.sum(axis=1, keepdims=True)


def _cases(draw: Draw) -> Iterator[Case]:
    table = (
        ("a small batch", (5, 4)),
        ("one row", (1, 3)),
        ("N equals C", (4, 4)),
        ("three outcomes", (6, 3)),
        ("two outcomes", (7, 2)),
        ("a larger batch", (40, 9)),
    )
    for number, (name, shape) in enumerate(table):
        rng = draw.rng(13, number)
        yield Case(name, {"p": _distributions(rng, shape), "q": _distributions(rng, shape)})
    rng = draw.rng(130)
    p, q = _distributions(rng, (5, 4)), _distributions(rng, (5, 4))
    one_hot = np.eye(4)[other_labels(draw, rng)]
    yield Case("p equals q", {"p": p, "q": p})
    yield Case("p is one-hot", {"p": one_hot, "q": q})
    yield Case("p is one-hot, of integers", {"p": one_hot.astype(int), "q": q}, unasked=True)
    holes = np.array([[0.0, 0.25, 0.75, 0.0], [0.5, 0.0, 0.0, 0.5]])
    yield Case("p has zeros", {"p": holes, "q": q[:2]})
    both = np.array([[0.0, 0.5, 0.5, 0.0], [0.25, 0.0, 0.0, 0.75]])
    yield Case("p and q have zeros together", {"p": holes, "q": both})
    # One zero alone: two infinities that were made the largest float still add up to inf.
    one_hole = np.array([[0.25, 0.0, 0.5, 0.25]])
    yield Case("q is 0 where p is not", {"p": p[:3], "q": np.concatenate([holes, one_hole])})


def _imitation(
    p: Array,
    q: Array,
    *,
    weighted_by: str = "p",
    ratio: str = "p/q",
    kept: str = "p > 0",
    epsilon: tuple[str, float] | None = None,
    base: str = "e",
    log: bool = True,
    over: str = "classes",
) -> Array:
    """`kl_divergence` with a switch for each mistake."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    above, below = _kept_from_zero(p, q, epsilon)
    quotient = {"p/q": above / below, "q/p": below / above, "1/q": 1 / below}[ratio]
    weight = {"p": p, "q": q, "missing": 1.0}[weighted_by]
    logs = np.log(quotient) if log else quotient
    terms = weight * (np.nan_to_num(logs) if kept == "numbers for logarithms" else logs)
    if kept == "numbers for terms":
        terms = np.nan_to_num(terms)
    elif kept in ("p > 0", "p, q > 0"):
        positive = q > 0 if weighted_by == "q" else p > 0
        terms = np.where(positive & ((q > 0) | (kept == "p > 0")), terms, 0)
    total = terms.sum(axis=0) if over == "examples" else terms.sum(axis=1)
    total = total / terms.shape[1] if over == "mean" else total
    return in_base(total, base) if log else total


def _kept_from_zero(p: Array, q: Array, epsilon: tuple[str, float] | None) -> tuple[Array, Array]:
    """Return what the logarithm sees of p and q."""
    if epsilon is None:
        return p, q
    how, amount = epsilon
    if how == "clipped":
        return np.clip(p, amount, None), np.clip(q, amount, None)
    return (p if how == "added to q" else p + amount), q + amount


_MISTAKES = (
    Mistake(
        "entropy_missing",
        "This is the cross-entropy of p and q: subtract the entropy of p, which is 0 only where p"
        " is one-hot.",
        {"ratio": "1/q"},
        formula="sum(p * log(p / q))",
    ),
    Mistake(
        "arguments_swapped",
        "The two distributions are exchanged: the divergence is not symmetric, so weigh with p.",
        {"ratio": "q/p", "weighted_by": "q"},
        formula="sum(p * log(p / q))",
    ),
    Mistake(
        "weighted_by_q",
        "The logarithms are weighed with q: the expectation is taken under p.",
        {"weighted_by": "q"},
        formula="sum(p * log(p / q))",
    ),
    Mistake(
        "weight_missing",
        "The logarithms are not weighed: each counts with its probability p_k.",
        {"weighted_by": "missing"},
        formula="sum(p * log(p / q))",
    ),
    Mistake(
        "zero_times_log_of_zero",
        "A product of 0 and log(0) comes out as nan: such a term counts 0, so take the logarithm "
        "only where p > 0 (a mask, an `if`, or `where=`).",
        {"kept": "all"},
        credit=0.5,
        formula="np.log(p / q, out=np.zeros(p.shape), where=p > 0)",
    ),
    Mistake(
        "infinite_divergence_hidden",
        "Where q is 0 and p is not, the divergence is infinite: leave out only the terms with p = 0.",
        {"kept": "p, q > 0"},
    ),
    *(
        Mistake(
            "infinite_divergence_hidden",
            "np.nan_to_num also makes the largest float, 1.8e308, of an infinite divergence: take the "
            "logarithm only where p > 0 instead, and leave the rest as it is.",
            {"kept": kept},
            paired=False,
        )
        for kept in ("numbers for terms", "numbers for logarithms")
    ),
    *epsilon_mistakes(
        "epsilon",
        ("added", "added to q", "clipped"),
        "An epsilon inside the logarithm makes an infinite divergence finite: leave out the terms with "
        "p = 0 instead, and nothing else.",
    ),
    Mistake("log10", "The logarithm is the decimal one: use np.log, in nats.", {"base": "10"}),
    Mistake("log2", "The logarithm is the binary one: this course measures in nats, np.log.", {"base": "2"}),
    Mistake(
        "logarithm_missing",
        "The logarithm is missing: it is taken of the ratio.",
        {"log": False},
        formula="sum(p * log(p / q))",
    ),
    Mistake(
        "averaged_over_classes",
        "The terms are averaged over the outcomes: their weights p sum to 1 already, so add them up.",
        {"over": "mean"},
    ),
    Mistake(
        "summed_over_examples",
        "The sum runs over the rows: sum over the outcomes, axis=1, so that (N,) is left.",
        {"over": "examples"},
    ),
)


KL_DIVERGENCE = Exercise(
    name="kl_divergence",
    topic="softmax",
    inputs=("p: (N, C) float", "q: (N, C) float"),
    outputs=("divergences: (N,)",),
    reference=kl_divergence,
    cases=_cases,
    imitation=_imitation,
    mistakes=_MISTAKES,
    same_as={"divergences_over_C": "averaged_over_classes"},
)
