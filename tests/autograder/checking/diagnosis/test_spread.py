"""A missing maximum has its name however nan and inf spread: in a mask, a product, a loop, an einsum."""

import pytest

from autograder import check
from benchmarks.right_styles import function_of

SHIFTS = {
    "maximum_not_subtracted": "s",
    "one_maximum_for_all_rows": "s - s.max()",
    "maximum_starts_too_high": "s - np.maximum(s.max(axis=1, keepdims=True), 0)",
}
NET = """
def two_layer_loss(X, y, W1, b1, W2, b2, reg):
    N, rows = len(y), np.arange(len(y))
    h = np.maximum(X @ W1.T + b1, 0)
    s = h @ W2.T + b2
    z = SHIFTED
    e = np.exp(z)
    p = e / e.sum(axis=1, keepdims=True)
    loss = LOSS + reg * (np.sum(W1**2) + np.sum(W2**2))
    ds = p.copy()
    ds[rows, y] -= 1
    ds /= N
    BACKWARD
    dW1, dW2 = dh.T @ X + 2 * reg * W1, ds.T @ h + 2 * reg * W2
    return loss, {"W1": dW1, "b1": dh.sum(axis=0), "W2": dW2, "b2": ds.sum(axis=0)}
"""
LOSSES = {
    "log p": "-np.log(p[rows, y]).mean()",
    "log of the sum": "(np.log(e.sum(axis=1)) - z[rows, y]).mean()",
    "einsum": "-np.einsum('ij,ij->', np.eye(len(W2))[y], np.log(p)) / N",
}
BACKWARDS = {
    "mask": "dh = ds @ W2\n    dh[h <= 0] = 0",
    "where": "dh = np.where(h > 0, ds @ W2, 0)",
    "product": "dh = ds @ W2 * (h > 0)",
    "einsum": "dh = np.einsum('ic,ch,ih->ih', ds, W2, (h > 0) * 1.0)",
    "loop": (
        "dh = np.zeros(h.shape)\n    for i, k in np.ndindex(h.shape):\n        if h[i, k] > 0:\n"
        "            dh[i, k] = sum(ds[i, c] * W2[c, k] for c in range(len(W2)))"
    ),
}
SOFTMAX = "def softmax(scores):\n    s = scores\n    e = np.exp(SHIFTED)\n    return e / e.sum(axis=1, keepdims=True)"


def net(loss, backward):
    """The source of a two-layer loss whose scores are still to be shifted."""
    return NET.replace("LOSS", loss).replace("BACKWARD", backward)


NETS = [
    (name, net(loss, backward).replace("SHIFTED", shifted))
    for name, shifted in SHIFTS.items()
    for loss, backward in [
        *((LOSSES["log p"], backward) for backward in BACKWARDS.values()),
        *((loss, BACKWARDS["mask"]) for loss in LOSSES.values()),
    ]
]
JACOBIAN = "def softmax_jacobian(s):\n    e = np.exp(s)\n    p = e / e.sum()\n    return "
WITH_A_MATH_LOOP = """
def cross_entropy(scores, y):
    import math
    losses = []
    for s, label in zip(scores, y):
        e = [math.exp(v) for v in s]
        losses.append(-math.log(e[label] / sum(e)))
    return np.array(losses)
"""
DIAGONAL = """
def softmax(scores):
    e = np.exp(scores)
    return np.diag(1 / e.sum(axis=1)) @ e
"""
STEP_BY_STEP = """
def softmax_loss(W, X, y, reg):
    N, rows = len(y), np.arange(len(y))
    scores = X @ W.T
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    sums = e.sum(axis=1, keepdims=True)
    p = e / sums
    dp = np.zeros(p.shape)
    dp[rows, y] = -1 / p[rows, y] / N
    de = dp / sums - (dp * e / sums**2).sum(axis=1, keepdims=True)
    return -np.log(p[rows, y]).mean() + reg * np.sum(W**2), (de * e).T @ X + 2 * reg * W
"""
OTHERS = [
    ("log_of_probability", STEP_BY_STEP),
    ("maximum_not_subtracted", JACOBIAN + "(np.diag(e) * e.sum() - np.outer(e, e)) / e.sum() ** 2"),
    ("maximum_not_subtracted", JACOBIAN + "np.where(np.eye(len(p)) > 0, p * (1 - p), -np.outer(p, p))"),
    ("maximum_not_subtracted", WITH_A_MATH_LOOP),
    ("maximum_not_subtracted", DIAGONAL),
]


@pytest.mark.parametrize(("name", "source"), [*NETS, *OTHERS])
@pytest.mark.usefixtures("secret")
def test_a_missing_maximum_has_its_name_and_half_of_the_points(name, source):
    function = function_of(source, source.split("def ")[1].split("(")[0])
    for cases in ("public", "all"):
        result = check(function, cases=cases)
        assert (result.mistakes, result.score) == ((name,), 0.5)


@pytest.mark.parametrize(
    ("source", "mistake", "score"),
    [
        ("two_layer_loss: s - s.min(axis=1, keepdims=True)", "other_than_maximum_subtracted", 0.5),
        ("softmax: s - np.median(s, axis=1, keepdims=True)", "fails_where_numbers_are_large", 0),
        ("softmax: s - s[:, :1]", "fails_where_numbers_are_large", 0),
        ("softmax: np.clip(s, -50, 50)", "unknown", 0),
        ("softmax: np.where(s > 700, 0, s)", "unknown", 0),
    ],
)
def test_what_fails_elsewhere_has_another_name(source, mistake, score):
    name, _, shifted = source.partition(": ")
    written = {"softmax": SOFTMAX, "two_layer_loss": net(LOSSES["log p"], BACKWARDS["mask"])}[name]
    result = check(function_of(written.replace("SHIFTED", shifted), name))
    assert (result.mistakes, result.score) == ((mistake,), score)


@pytest.mark.parametrize(
    "line", ["X = X.reshape(-1, 7)", "N, d, k = X.shape", "raise ValueError('W must be 2-D')"]
)
@pytest.mark.parametrize("cases", ["public", "all"])
def test_an_exception_in_every_case_is_told_as_it_is(line, cases):
    source = f"def softmax_loss(W, X, y, reg):\n    {line}\n    return X @ W.T, W"
    result = check(function_of(source, "softmax_loss"), cases=cases)
    assert result.mistakes == ("raises",) and "ValueError" in result.message
