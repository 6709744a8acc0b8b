"""The Jacobian of the softmax."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.derivatives.jacobians import softmax_jacobian


def _cases(draw: Draw) -> Iterator[Case]:
    sizes = {"three classes": 3, "five classes": 5, "two classes": 2, "four classes": 4}
    for number, (name, C) in enumerate(sizes.items()):
        yield Case(name, {"s": draw.rng(55, number).normal(size=C)})
    rng = draw.rng(550)
    yield Case("all scores equal", {"s": np.zeros(4)})
    yield Case("integer scores", {"s": np.array([1, 0, 2])}, unasked=True)
    moved = np.zeros(3) if draw.is_public else rng.integers(-8, 9, size=3) / 16
    order = np.arange(3) if draw.is_public else rng.permutation(3)
    yield Case("scores far apart", {"s": (np.array([3.0, -4.0, 0.5]) + moved)[order]})
    yield Case("all scores shifted by 1000", {"s": (np.array([1000.5, 1001.0, 999.0]) + moved)[order]})
    below = np.array([-1000.5, -1001.0, -999.0, -1000.0])
    yield Case("all scores shifted by -1000", {"s": below if draw.is_public else rng.permutation(below)})
    # Its slopes are all 0, whichever class it is; one beside it keeps the answer from that.
    for far in range(3):
        s = np.array([-0.5, 0.25, 1.0, 0.5]) + (0 if draw.is_public else rng.integers(-8, 9, size=4) / 16)
        s[[far, far + 1]] += 1000
        yield Case(f"scores {far + 1} and {far + 2} 1000 above the others", {"s": s})


def _imitation(
    s: Array, *, shifted: bool = True, p_is: str = "softmax", form: str = "diagonal minus outer"
) -> Array:
    """`softmax_jacobian` with a switch for each mistake."""
    s = np.asarray(s, dtype=float)
    exponentials = np.exp(s - s.max() if shifted else s)
    p = {"softmax": exponentials / exponentials.sum(), "exp": exponentials, "s": s}[p_is]
    identity, outer = np.eye(len(p)), np.outer(p, p)
    forms = {
        "diagonal minus outer": np.diag(p) - outer,
        "diagonal": np.diag(p * (1 - p)),
        "diag p": np.diag(p),
        "p on the diagonal": np.diag(p + p**2) - outer,
        "outer": -outer,
        "plus": np.diag(p) + outer,
        "off-diagonal plus": np.diag(p - 2 * p**2) + outer,
        "identity minus outer": identity - outer,
        "log-softmax": identity - p,
        "outer of complement": np.outer(p, 1 - p),
        "flat": p * (1 - p),
        "dot": np.diag(p) - p @ p,
        "squares in columns": np.diag(p) - p**2,
        "squares in rows": np.diag(p) - p[:, None] ** 2,
    }
    return forms[form]


SOFTMAX_JACOBIAN = Exercise(
    name="softmax_jacobian",
    topic="jacobians",
    inputs=("s: (C,)",),
    outputs=("jacobian: (C, C) symmetric",),
    reference=softmax_jacobian,
    cases=_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "diagonal_only",
            "Only the diagonal is there: raising one score lowers the other probabilities, -p_i p_j beside "
            "the diagonal.",
            {"form": "diagonal"},
        ),
        Mistake(
            "outer_product_missing",
            "diag(p) alone: subtract the outer product p pᵀ, which comes from the sum in the denominator.",
            {"form": "diag p"},
        ),
        Mistake(
            "diagonal_is_p",
            "On the diagonal the probabilities stand alone (beside it all is right): a score also moves its "
            "own probability through the sum in the denominator.",
            {"form": "p on the diagonal"},
        ),
        Mistake(
            "diagonal_missing",
            "-p pᵀ alone: add diag(p), which comes from the numerator.",
            {"form": "outer"},
        ),
        Mistake(
            "outer_product_added",
            "The outer product is added: it comes from the denominator, so subtract it.",
            {"form": "plus"},
            formula="diag(p) - p pᵀ",
        ),
        Mistake(
            "off_diagonal_sign",
            "Beside the diagonal the sign is wrong: raising one score lowers the other probabilities, -p_i "
            "p_j.",
            {"form": "off-diagonal plus"},
        ),
        Mistake(
            "identity_for_diagonal",
            "The identity stands where diag(p) belongs: on the diagonal p_i (1 - p_i).",
            {"form": "identity minus outer"},
        ),
        Mistake(
            "log_softmax_derived",
            "This is that of log-softmax, [i = j] - p_j: for the probabilities multiply row i by p_i.",
            {"form": "log-softmax"},
        ),
        Mistake(
            "sigmoid_rule_everywhere",
            "p_i (1 - p_j) in every entry: that is right on the diagonal only; beside it stands -p_i p_j.",
            {"form": "outer of complement"},
        ),
        Mistake(
            "only_a_vector",
            "This is p (1 - p), one number for each class: the Jacobian has one for each pair, (C, C).",
            {"form": "flat"},
        ),
        Mistake(
            "inner_for_outer_product",
            "p @ p is one number: the outer product np.outer(p, p) has one for each pair of classes.",
            {"form": "dot"},
        ),
        *(
            Mistake(
                "square_for_outer_product",
                "p² stands where the outer product belongs: entry (i, j) has p_i p_j, as np.outer(p, p) has.",
                {"form": form},
            )
            for form in ("squares in columns", "squares in rows")
        ),
        Mistake(
            "not_normalised",
            "The exponentials are not divided by their sum: they are no probabilities yet.",
            {"p_is": "exp"},
        ),
        Mistake(
            "scores_for_probabilities",
            "The scores are used as they are: the softmax comes first.",
            {"p_is": "s"},
            formula="p = e^s / sum(e^s)",
        ),
        Mistake(
            "maximum_not_subtracted",
            "The exponentials overflow or vanish for scores far from 0: subtract the largest score first, "
            "which changes no probability.",
            {"shifted": False},
            credit=0.5,
        ),
    ),
)
