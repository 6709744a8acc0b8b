"""Repairs of the training scripts of lecture 2: right ones in three styles and the known wrong ones."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.sample_class.editing import Mistakes

# The two scripts have other bugs and one repair. Style -> answer, with its name left out.
_REPAIRED = {
    "vectorised": """
def {name}(W, X, y, learning_rate, n_steps):
    T, losses = np.eye(len(W))[y], []
    for step in range(n_steps):
        scores = X @ W.T
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
        losses.append(-np.mean(np.log(np.sum(p * T, axis=1))))
        W = W - learning_rate * (p - T).T @ X / len(X)
    return np.array(losses)
""",
    "loops": """
def {name}(W, X, y, learning_rate, n_steps):
    losses = []
    for step in range(n_steps):
        loss, dW = 0, np.zeros(W.shape)
        for x, label in zip(X, y):
            exponentials = [np.exp(w @ x) for w in W]
            for c in range(len(W)):
                p = exponentials[c] / sum(exponentials)
                loss -= np.log(p) if c == label else 0
                dW[c] += (p - (c == label)) * x
        losses.append(loss / len(X))
        W = W - learning_rate * dW / len(X)
    return np.array(losses)
""",
    "einsum": """
def {name}(W, X, y, learning_rate, n_steps):
    T, losses = (y[:, None] == np.arange(len(W))).astype(float), []
    for step in range(n_steps):
        scores = X @ W.T
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        p = exponentials / exponentials.sum(axis=1, keepdims=True)
        losses.append(-np.mean(np.log(np.sum(p * T, axis=1))))
        W = W - learning_rate * np.einsum('nc,nd->cd', p - T, X) / len(X)
    return np.array(losses)
""",
}

# Exercise -> style -> answer.
SCRIPTS: Mapping[str, Mapping[str, str]] = {
    name: {style: answer.replace("{name}", name) for style, answer in _REPAIRED.items()}
    for name in ("script_1", "script_2")
}

_P = "        p = exponentials / exponentials.sum(axis=1, keepdims=True)\n"
_TWICE = (
    _P
    + "        exponentials = np.exp(p - p.max(axis=1, keepdims=True))\n"
    + "        twice = exponentials / exponentials.sum(axis=1, keepdims=True)\n"
)
_TWICE_KEPT = _TWICE + "        p = twice\n"

MISTAKES: Mapping[str, Mistakes] = {
    "script_1": {
        ("softmax_twice",): [(_P, _TWICE_KEPT)],
        ("softmax_twice_in_loss",): [
            (_P, _TWICE),
            ("np.log(np.sum(p * T, axis=1))", "np.log(np.sum(twice * T, axis=1))"),
        ],
        ("softmax_twice_in_gradient",): [
            (_P, _TWICE),
            ("(p - T).T @ X / len(X)", "(twice - T).T @ X / len(X)"),
        ],
        ("target_not_subtracted",): [("(p - T).T", "p.T")],
        ("step_of_the_sum",): [("(p - T).T @ X / len(X)", "(p - T).T @ X")],
    },
    "script_2": {
        ("sum_over_examples",): [
            ("scores.max(axis=1, keepdims=True)", "scores.max(axis=0)"),
            ("exponentials.sum(axis=1, keepdims=True)", "exponentials.sum(axis=0)"),
        ],
        ("sum_over_all",): [("exponentials.sum(axis=1, keepdims=True)", "exponentials.sum()")],
        ("largest_of_the_column",): [("scores.max(axis=1, keepdims=True)", "scores.max(axis=0)")],
        ("step_of_the_sum",): [("(p - T).T @ X / len(X)", "(p - T).T @ X")],
    },
}
