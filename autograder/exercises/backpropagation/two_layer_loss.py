"""The loss of a two-layer ReLU net with all its gradients, and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.batches import batches
from autograder.exercises.parts.penalty import penalty_mistakes, squared_penalty
from course_lib.networks.relu_nets import two_layer_loss

TOPIC = "backpropagation"
_HIDDEN = {"N equals C": 5, "square: N = d = C": 4, "one example": 2, "a larger batch": 7}


def _cases():
    for batch in batches(seed=46):
        H = _HIDDEN.get(batch.name, 6)
        reg = float(batch.rng.uniform(0.1, 0.4))
        yield Case(
            batch.name, _arguments(batch.rng, batch.N, batch.d, H, batch.C, batch.y, reg), batch.public
        )
    rng, y = np.random.default_rng(460), np.array([2, 0, 3, 1, 2])
    usual = _arguments(rng, 5, 3, 6, 4, y, 0.3)
    yield Case("no penalty", {**usual, "reg": 0.0}, public=True)
    yield Case("last layer 0", {**usual, "W2": 0 * usual["W2"], "b2": 0 * usual["b2"]})
    yield Case("large biases", {**usual, "b1": 3 + usual["b1"], "b2": 5 * usual["b2"]})
    high = usual["b2"] + np.array([1000.0, 0, 1000, 1000])
    yield Case("scores of 1000", {**usual, "b2": high, "y": np.array([2, 0, 3, 0, 2])}, public=True)


def _arguments(rng, N, d, H, C, y, reg):
    W1, b1 = rng.normal(size=(H, d)), 0.5 * rng.normal(size=H)
    W2, b2 = rng.normal(size=(C, H)), rng.normal(size=C)
    return {"X": rng.normal(size=(N, d)), "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "reg": reg}


def _imitation(
    X,
    y,
    W1,
    b1,
    W2,
    b2,
    reg,
    *,
    biases="both",
    relu=True,
    stable=True,
    subtracted=True,
    loss_mean="own",
    gradient_mean="own",
    sent_back="own",
    mask="own",
    hidden_input="own",
    db="own",
    penalised="own",
    loss_sign=1,
    scores_sign=1,
    gradients_sign=1,
    **penalty,
):
    N, rows = len(X), np.arange(len(X))
    Z = X @ W1.T + (0 if biases in ("none", "only b2") else b1)  # (N, H)
    hidden = np.maximum(Z, 0) if relu else Z
    scores = hidden @ W2.T + (0 if biases in ("none", "only b1") else b2)  # (N, C)
    scores = scores - scores.max(axis=1, keepdims=True) if stable else scores
    exponentials = np.exp(scores)
    sums = exponentials.sum(axis=1)
    p = exponentials / sums[:, None]
    losses = np.log(sums) - scores[rows, y]
    dscores = p.copy()
    dscores[rows, y] -= 1 if subtracted else 0
    dscores = scores_sign * dscores / {"own": N, "none": 1, "twice": N**2}[gradient_mean]

    dhidden = {"own": dscores, "probabilities": scores_sign * p / N}[sent_back] @ W2  # (N, H)
    masks = {
        "own": lambda: Z > 0 if relu else np.ones(Z.shape),
        "none": lambda: np.ones(Z.shape),
        "upstream": lambda: dhidden > 0,
        "output": lambda: hidden,
    }
    dZ = dhidden * masks["own" if mask == "none for b1" else mask]()
    dW2 = dscores.T @ (Z if hidden_input == "before" else hidden)
    sums = {
        "own": lambda d: d.sum(axis=0),
        "none": lambda d: d,
        "row": lambda d: d.sum(axis=0, keepdims=True),
        "wrong axis": lambda d: d.sum(axis=1),
    }[db]
    grads = {
        "W1": dZ.T @ X,
        "b1": sums(dhidden if mask == "none for b1" else dZ),
        "W2": dW2,
        "b2": sums(dscores),
    }

    parameters = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    value = {"own": losses.mean, "none": losses.sum, "twice": lambda: losses.sum() / N**2,
             "per example": losses.copy}[loss_mean]()  # fmt: skip
    value = loss_sign * value
    in_loss, in_gradient = _PENALISED[penalised]
    for name in in_loss:
        value = value + squared_penalty(parameters[name], reg, N, **penalty)[0]
    for name in in_gradient:
        grads[name] = grads[name] + squared_penalty(parameters[name], reg, N, **penalty)[1]
    return value, {name: gradients_sign * gradient for name, gradient in grads.items()}


_WEIGHTS, _ALL = ("W1", "W2"), ("W1", "b1", "W2", "b2")
_PENALISED = {
    "own": (_WEIGHTS, _WEIGHTS),
    "all": (_ALL, _ALL),
    "all in gradient": (_WEIGHTS, _ALL),
    "all in loss": (_ALL, _WEIGHTS),
    "W1": (("W1",), ("W1",)),
    "W2": (("W2",), ("W2",)),
}

TWO_LAYER_LOSS = Exercise(
    name="two_layer_loss",
    topic=TOPIC,
    inputs=(
        *("X: (N, D)", "y: (N,) int", "W1: (H, D)", "b1: (H,)"),
        *("W2: (C, H)", "b2: (C,)", "reg: scalar"),
    ),
    outputs=("loss: scalar", "grads.W1: (H, D)", "grads.b1: (H,)", "grads.W2: (C, H)", "grads.b2: (C,)"),
    reference=two_layer_loss,
    cases=_cases,
    imitation=_imitation,
    same_as={"grads.b2_mean": "grads.b2_sum"},  # p - t sums to 0, so both are 0
    gradients={f"grads.{name}": ("loss", name) for name in _ALL},
    mistakes=(
        Mistake(
            "b1_forgotten", "The bias b1 is missing: hidden = max(0, X @ W1.T + b1).", {"biases": "only b2"}
        ),
        Mistake(
            "b2_forgotten", "The bias b2 is missing: scores = hidden @ W2.T + b2.", {"biases": "only b1"}
        ),
        Mistake(
            "biases_forgotten",
            "Both biases are missing: add b1 before the ReLU and b2 to the scores.",
            {"biases": "none"},
        ),
        Mistake(
            "relu_forgotten",
            "There is no ReLU between the layers: two linear layers in a row are one linear layer.",
            {"relu": False},
        ),
        Mistake(
            "hidden_mask_missing",
            "The gradient goes back through the ReLU unchanged: it is 0 where the hidden unit was 0, "
            "dZ = dhidden * (hidden > 0).",
            {"mask": "none"},
        ),
        Mistake(
            "hidden_mask_missing_for_b1",
            "The gradient of b1 is summed before the ReLU's mask: it is the sum of dZ over the examples, as "
            "W1 gets it, dZ.sum(axis=0).",
            {"mask": "none for b1"},
        ),
        Mistake(
            "hidden_mask_of_upstream",
            "The ReLU's backward pass looks at the gradient: its mask comes from the forward pass, "
            "hidden > 0.",
            {"mask": "upstream"},
        ),
        Mistake(
            "hidden_mask_times_output",
            "The ReLU's backward pass multiplies by the hidden values: its slope is 1 where they "
            "are positive.",
            {"mask": "output"},
        ),
        Mistake(
            "dW2_before_relu",
            "The gradient of W2 is taken with the values before the ReLU: the layer's input is `hidden`.",
            {"hidden_input": "before"},
        ),
        Mistake(
            "probabilities_sent_back",
            "The probabilities are sent back to the hidden layer: send (p - t) / N, as W2 gets it.",
            {"sent_back": "probabilities"},
        ),
        Mistake(
            "one_hot_not_subtracted",
            "The gradient of the scores lacks the correct class: subtract 1 from p[i, y[i]].",
            {"subtracted": False},
        ),
        Mistake(
            "scores_gradient_sign_flipped",
            "The gradient of the scores has the opposite sign: it is (p - t) / N, not (t - p) / N.",
            {"scores_sign": -1},
        ),
        Mistake(
            "gradients_sign_flipped",
            "All gradients have the opposite sign: return the gradients themselves; the minus belongs to the "
            "step of gradient descent.",
            {"gradients_sign": -1},
        ),
        Mistake(
            "data_sign_flipped_in_loss",
            "The data loss has the opposite sign (the penalty is right): it is the mean of -log p[i, y[i]].",
            {"loss_sign": -1},
        ),
        Mistake(
            "overflow",
            "exp overflows for large scores: subtract each row's maximum first.",
            {"stable": False},
            credit=0.5,
        ),
        Mistake(
            "not_averaged",
            "The data loss and its gradients are sums over the batch: divide both by N.",
            {"loss_mean": "none", "gradient_mean": "none"},
        ),
        Mistake(
            "not_averaged_in_loss",
            "The data loss is a sum over the batch (its gradients are means): divide it by N.",
            {"loss_mean": "none"},
        ),
        Mistake(
            "not_averaged_in_gradient",
            "The gradients are sums over the batch: the loss is a mean, so divide dscores by N.",
            {"gradient_mean": "none"},
        ),
        Mistake(
            "averaged_twice",
            "The gradients are divided by N twice: once, where dscores is made, is enough.",
            {"gradient_mean": "twice"},
        ),
        Mistake("loss_averaged_twice", "The loss is divided by N twice.", {"loss_mean": "twice"}),
        Mistake(
            "loss_per_example",
            "The loss is returned per example: return one number, the mean over the batch.",
            {"loss_mean": "per example"},
        ),
        Mistake(
            "biases_not_summed",
            "The gradients of the biases have a row for each example: sum over the rows, axis=0.",
            {"db": "none"},
        ),
        Mistake(
            "biases_summed_over_wrong_axis",
            "The gradients of the biases are summed over the units: sum over the examples, axis=0.",
            {"db": "wrong axis"},
        ),
        Mistake(
            "biases_as_rows",
            "The gradients of the biases have the shape (1, H) and (1, C): leave out keepdims.",
            {"db": "row"},
        ),
        Mistake(
            "biases_regularised",
            "The biases are penalised: the penalty is reg * (sum(W1**2) + sum(W2**2)), without them.",
            {"penalised": "all"},
        ),
        Mistake(
            "biases_regularised_in_gradient",
            "The gradients of the biases have a penalty that the loss does not have: leave it out.",
            {"penalised": "all in gradient"},
        ),
        Mistake(
            "biases_regularised_in_loss",
            "The loss penalises the biases: the penalty is reg * (sum(W1**2) + sum(W2**2)).",
            {"penalised": "all in loss"},
        ),
        Mistake(
            "W2_not_regularised", "W2 is not penalised: the penalty has both W1 and W2.", {"penalised": "W1"}
        ),
        Mistake(
            "W1_not_regularised", "W1 is not penalised: the penalty has both W1 and W2.", {"penalised": "W2"}
        ),
        *penalty_mistakes("reg * (sum(W1**2) + sum(W2**2))"),
    ),
)
