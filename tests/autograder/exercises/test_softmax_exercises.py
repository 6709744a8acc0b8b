"""What the exercises of lecture 2 must know beyond the general properties of exercises."""

import numpy as np
import pytest

from autograder import check
from autograder.checking.prediction import right_prediction
from autograder.exercises.exercise import known_exercises
from tests.autograder.exercises.edited_answers import checked

NAMES = ("softmax", "log_softmax", "cross_entropy", "kl_divergence", "softmax_loss", "binary_cross_entropy")


@pytest.mark.parametrize("name", NAMES)
def test_no_right_answer_has_a_nan(name):
    exercise = known_exercises()[name]
    for case in exercise.all_cases:
        assert not any(np.isnan(value).any() for value in right_prediction(exercise, case).first.values()), (
            case.name
        )


def naive_cross_entropy(scores, y):
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    return -np.log(p[np.arange(len(y)), y])


def shifted_cross_entropy(scores, y):
    return naive_cross_entropy(scores - scores.max(axis=1, keepdims=True), y)


def test_what_a_student_writes_first_is_named():
    result = check(naive_cross_entropy, "cross_entropy", cases="all")
    assert result.mistakes == ("maximum_not_subtracted",) and result.score == 0.5
    assert "subtract the largest score of each row" in result.message


def test_a_rounded_probability_earns_a_hint_and_half_of_the_points():
    result = check(shifted_cross_entropy, "cross_entropy", cases="all")
    assert result.mistakes == ("log_of_probability",) and result.score == 0.5
    assert result.message.startswith("The logarithm of a rounded probability: p is rounded to 0 when")


def _softmax(scores):
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def _binary(logits, t, positive, negative):
    y = 1 / (1 + np.exp(-np.asarray(logits, dtype=float)))
    return -np.mean(t * np.log(positive(y)) + (1 - t) * np.log(negative(y))), (y - t) / len(t)


# Ways to put an epsilon in, each as a function of it: exercise -> way -> epsilon -> answer.
WITH_EPSILON = {
    "cross_entropy": {
        "added": lambda e: lambda scores, y: -np.log(_softmax(scores)[np.arange(len(y)), y] + e),
        "clipped": lambda e: lambda scores, y: -np.log(np.maximum(_softmax(scores), e))[np.arange(len(y)), y],
    },
    "log_softmax": {
        "added": lambda e: lambda scores: np.log(_softmax(scores) + e),
        "clipped": lambda e: lambda scores: np.log(np.clip(_softmax(scores), e, 1)),
    },
    "binary_cross_entropy": {
        "added": lambda e: lambda logits, t: _binary(logits, t, lambda y: y + e, lambda y: 1 - y + e),
        "clipped": lambda e: (
            lambda logits, t: _binary(
                logits, t, lambda y: np.clip(y, e, 1 - e), lambda y: 1 - np.clip(y, e, 1 - e)
            )
        ),
        "each clipped": lambda e: (
            lambda logits, t: _binary(
                logits, t, lambda y: np.maximum(y, e), lambda y: np.clip(1 - y, e, None)
            )
        ),
    },
    "kl_divergence": {
        "added": lambda e: lambda p, q: np.sum(p * np.log((p + e) / (q + e)), axis=1),
        "clipped": lambda e: (
            lambda p, q: np.sum(p * np.log(np.clip(p, e, None) / np.clip(q, e, None)), axis=1)
        ),
    },
}
EPSILONS = (1e-5, 1e-7, 2e-9, 1e-10, 1e-11, 1e-14, np.finfo(float).eps, 1e-100, np.finfo(float).tiny)


@pytest.mark.parametrize("epsilon", EPSILONS)
@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, ways in WITH_EPSILON.items() for way in ways]
)
def test_an_epsilon_of_any_size_is_named_and_leaves_half_of_the_points(name, way, epsilon):
    result = check(WITH_EPSILON[name][way](epsilon), name)
    assert result.mistakes == ("epsilon_in_the_log",)
    assert result.score == 0.5


@pytest.mark.parametrize("epsilon", [1e-8, 3e-11, 1e-100])
def test_an_epsilon_is_named_beside_another_mistake(epsilon):
    def cross_entropy(scores, y):
        return -np.log10(_softmax(scores) + epsilon)[np.arange(len(y)), y]

    assert check(cross_entropy, cases="all").mistakes == ("epsilon_in_the_log", "log10")


def test_probabilities_that_are_overwritten_are_named():
    def softmax_loss(W, X, y, reg):
        N, rows = len(y), np.arange(len(y))
        scores = X @ W.T
        p = np.exp(scores - scores.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        dscores = p
        dscores[rows, y] -= 1
        return -np.log(p[rows, y]).mean() + reg * np.sum(W**2), dscores.T @ X / N + 2 * reg * W

    assert check(softmax_loss, cases="all").mistakes == ("log_of_a_negative_number",)


@pytest.mark.parametrize("cases", ["public", "all"])
@pytest.mark.parametrize(
    "kl_divergence",
    [
        lambda p, q: np.nan_to_num(p * np.log(p / q)).sum(axis=1),
        lambda p, q: (p * np.nan_to_num(np.log(p / q))).sum(axis=1),
        lambda p, q: (p * np.nan_to_num(np.log(p) - np.log(q))).sum(axis=1),
        lambda p, q: np.nan_to_num(p * np.log(p / q), posinf=0).sum(axis=1),
    ],
    ids=["terms", "logarithms", "difference of logarithms", "zero"],
)
def test_an_infinite_divergence_that_is_made_a_number_is_named(kl_divergence, cases):
    result = check(kl_divergence, "kl_divergence", cases=cases)
    assert result.mistakes == ("infinite_divergence_hidden",) and result.score == 0


def test_an_infinite_divergence_may_be_kept_by_hand():
    def kl_divergence(p, q):
        return np.nan_to_num(p * np.log(p / q), posinf=np.inf).sum(axis=1)

    assert check(kl_divergence, cases="all").passed


def test_changed_scores_are_named_and_cost_nothing():
    def softmax(scores):
        if scores.dtype.kind == "f":
            scores -= scores.max(axis=1, keepdims=True)
        else:
            scores = scores - scores.max(axis=1, keepdims=True)
        p = np.exp(scores)
        return p / p.sum(axis=1, keepdims=True)

    result = check(softmax, cases="all")
    assert result.passed and result.score == 1 and result.mistakes == ("inputs_changed",)


_LOSS_MINUS = ("-log_p[rows, y].sum()", "log_p[rows, y].sum()")
_T_MINUS_P = ("dscores.T @ X", "-dscores.T @ X")
_NOT_AVERAGED = [("-log_p[rows, y].sum() / N", "-log_p[rows, y].sum()"), ("T @ X / N", "T @ X")]


@pytest.mark.parametrize(
    ("mistakes", "edits"),
    [
        (("data_sign_flipped_in_gradient",), [_T_MINUS_P]),
        (("data_sign_flipped_in_loss",), [_LOSS_MINUS]),
        (("data_sign_flipped",), [_LOSS_MINUS, _T_MINUS_P]),
        (("not_averaged", "data_sign_flipped_in_gradient"), [*_NOT_AVERAGED, _T_MINUS_P]),
        (("penalty_missing_in_loss", "data_sign_flipped_in_loss"), [_LOSS_MINUS, (" + reg * np.sum(W**2)", "")]),
        (("averaged_twice",), [("sum() / N", "mean() / N"), ("T @ X / N", "T @ X / N / N")]),
        (("averaged_twice_in_gradient",), [("T @ X / N", "T @ X / N / N")]),
        (("averaged_twice_in_loss",), [("sum() / N", "mean() / N")]),
        (("penalty_times_N",), [("+ reg", "+ N * reg"), ("+ 2 * reg", "+ 2 * N * reg")]),
        (("penalty_times_N_in_loss",), [("+ reg", "+ N * reg")]),
        (("penalty_over_N_in_gradient",), [("dscores.T @ X / N + 2 * reg * W", "(dscores.T @ X + 2 * reg * W) / N")]),
        (("penalty_subtracted_in_gradient",), [("+ 2 * reg", "- 2 * reg")]),
    ],
)  # fmt: skip
def test_a_loss_with_one_part_wrong_is_named(mistakes, edits):
    assert checked("softmax_loss", *edits).mistakes == mistakes


_LOG_SUM = "log_p = shifted - np.log(total)"
_LOG10 = (_LOG_SUM, "log_p = shifted - np.log10(total)")
_LOG_SIGMOID = (_LOG_SUM, "log_p = -np.logaddexp(0, -scores)")
_OTHERS = "total - exponentials[rows, y][:, None]"
_OTHERS_IN_LOG = (_LOG_SUM, f"log_p = shifted - np.log({_OTHERS})")
_ZEROED = ("total = exponentials", "exponentials[rows, y] = 0\n    total = exponentials")
_SIGMOIDS = ("exponentials / total", "1 / (1 + np.exp(-scores))")
_BINARY = ("-log_p[rows, y]", "-(t * np.log(p) + (1 - t) * np.log(1 - p)).sum(axis=1)")
_BINARY_OF_SOFTMAX = (_LOG_SUM, "p = exponentials / total\n    t = np.eye(p.shape[1])[y]")
_BINARY_OF_SIGMOID = (_LOG_SUM, "p = 1 / (1 + np.exp(-scores))\n    t = np.eye(p.shape[1])[y]")
_BINARY_OF_LOGITS = ("-log_p[rows, y]", "(np.logaddexp(0, scores).sum(axis=1) - scores[rows, y])")


@pytest.mark.parametrize(
    ("name", "mistakes", "edits"),
    [
        ("log_softmax", ("log10",), [_LOG10]),
        ("log_softmax", ("log_probabilities_transposed",), [("return log_p", "return log_p.T")]),
        ("cross_entropy", ("log10",), [_LOG10]),
        ("cross_entropy", ("maximum_not_subtracted", "log2"),
         [("log(", "log2("), ("scores.max(axis=1, keepdims=True)", "0")]),
        ("softmax_loss", ("log10", "penalty_missing_in_loss"), [_LOG10, (" + reg * np.sum(W**2)", "")]),
        ("log_softmax", ("sigmoid_per_class",), [_LOG_SIGMOID]),
        ("cross_entropy", ("sigmoid_per_class",), [_LOG_SIGMOID]),
        ("softmax_loss", ("sigmoid_per_class",), [_LOG_SIGMOID, _SIGMOIDS]),
        ("softmax_loss", ("not_averaged", "sigmoid_per_class"), [_LOG_SIGMOID, _SIGMOIDS, *_NOT_AVERAGED]),
        ("softmax_loss", ("sigmoid_per_class",), [_LOG_SIGMOID]),
        ("softmax_loss", ("sigmoid_per_class",),
         [_LOG_SIGMOID, ("exponentials / total", "np.eye(len(W))[y] / (1 + np.exp(-scores))")]),
        ("cross_entropy", ("binary_cross_entropy_per_class",), [_BINARY_OF_LOGITS]),
        ("softmax_loss", ("binary_cross_entropy_per_class",), [_BINARY_OF_LOGITS]),
        ("softmax_loss", ("epsilon_in_the_log", "binary_cross_entropy_per_class"),
         [_BINARY_OF_SOFTMAX, (_BINARY[0], _BINARY[1].replace("p)", "p + 1e-12)"))]),
        ("cross_entropy", ("binary_cross_entropy_per_class",), [_BINARY_OF_SIGMOID, _BINARY]),
        ("cross_entropy", ("binary_cross_entropy_per_class",), [_BINARY_OF_SOFTMAX, _BINARY]),
        ("softmax_loss", ("binary_cross_entropy_per_class",), [_BINARY_OF_LOGITS, _SIGMOIDS]),
        ("softmax_loss", ("denominator_without_correct_class_in_loss",), [_OTHERS_IN_LOG]),
        ("softmax_loss", ("denominator_without_correct_class",), [_ZEROED]),
        ("softmax_loss", ("not_averaged", "denominator_without_correct_class_in_loss"),
         [_OTHERS_IN_LOG, *_NOT_AVERAGED]),
    ],
)  # fmt: skip
def test_another_loss_than_that_of_softmax_is_named(name, mistakes, edits):
    assert checked(name, *edits).mistakes == mistakes


@pytest.mark.parametrize("start", [0, -1, -100])
def test_a_running_maximum_is_named_whatever_it_starts_from(start):
    highest = ("scores.max(axis=1, keepdims=True)", f"np.maximum(scores.max(axis=1, keepdims=True), {start})")
    result = checked("softmax", highest)
    assert result.mistakes == ("maximum_starts_too_high",)
    assert result.message.startswith("The running maximum starts at a number such as 0 or -1:")
