"""What goes wrong in the loss of a two-layer net, and in its gradients."""

from __future__ import annotations

from autograder.exercises.exercise import Mistake
from autograder.exercises.parts.batch_mean import DATA_FACTOR_MISTAKES, OVER_CLASSES_MISTAKES
from autograder.exercises.parts.penalty import penalty_mistakes
from autograder.exercises.parts.softmax import (
    LOG_MISTAKES,
    LOSS_OR_GRADIENT_MISTAKES,
    PROBABILITY_MISTAKES,
    SMALLEST_SUBTRACTED,
)

WEIGHTS = ("W1", "W2")
# Of the mistakes in a softmax, those that scores of a net show.
_SEEN_IN_NETS = ("maximum_not_subtracted", "one_maximum_for_all_rows", "maximum_without_keepdims") + (
    "maximum_starts_too_high",
    "sum_without_keepdims",
    "normalised_over_examples",
    "normalised_over_everything",
)

MISTAKES = (
    Mistake(
        "b1_forgotten",
        "The bias b1 is missing: add it before the ReLU.",
        {"biases": "b2 alone"},
        formula="hidden = max(0, X @ W1.T + b1)",
    ),
    Mistake(
        "b2_forgotten",
        "The bias b2 is missing: add it to the scores.",
        {"biases": "b1 alone"},
        formula="scores = hidden @ W2.T + b2",
    ),
    Mistake(
        "biases_forgotten",
        "Both biases are missing: add b1 before the ReLU and b2 to the scores.",
        {"biases": "none"},
    ),
    Mistake(
        "relu_forgotten",
        "There is no ReLU between the layers: two linear layers in a row are one linear layer.",
        {"activation": "none"},
    ),
    *(
        Mistake(
            f"{name}_for_relu",
            f"The hidden layer has a {name}{words}: here it is a ReLU.",
            {"activation": name, "mask": mask},
            paired=False,
        )
        for name in ("sigmoid", "tanh")
        for mask, words in ((name, ""), ("x > 0", " in the forward pass"))
    ),
    *(
        Mistake(
            f"slope_of_{name}_for_relu",
            f"The gradient goes back through the slope of a {name}: that of a ReLU is 1 where its input is "
            "positive, and 0 elsewhere.",
            {"mask": name},
        )
        for name in ("sigmoid", "tanh")
    ),
    *(
        Mistake(
            "b1_after_relu",
            "The bias b1 is added behind the ReLU: it belongs to the first layer, so add it before.",
            {"biases": "b1 behind the ReLU", "mask": mask},
            paired=False,
        )
        for mask in ("x > 0", "missing for b1", "hidden > 0")
    ),
    Mistake(
        "hidden_mask_missing",
        "The gradient goes back through the ReLU unchanged: it is 0 where the hidden unit was 0.",
        {"mask": "missing"},
        formula="dZ = dhidden * (hidden > 0)",
    ),
    Mistake(
        "hidden_mask_missing_for_b1",
        "The gradient of b1 is summed before the ReLU's mask: it is the sum of dZ over the examples, as "
        "W1 gets it, dZ.sum(axis=0).",
        {"mask": "missing for b1"},
    ),
    Mistake(
        "hidden_mask_of_upstream",
        "The ReLU's backward pass looks at the gradient: its mask comes from the forward pass, hidden > 0.",
        {"mask": "of the upstream gradient"},
    ),
    Mistake(
        "hidden_mask_times_output",
        "The ReLU's backward pass multiplies by the hidden values: its slope is 1 where they are positive.",
        {"mask": "value"},
    ),
    Mistake(
        "dW2_before_relu",
        "The gradient of W2 is taken with the values before the ReLU: the layer's input is `hidden`.",
        {"W2_input": "before the ReLU"},
    ),
    Mistake(
        "probabilities_sent_back",
        "The probabilities are sent back to the hidden layer: send the gradient of the scores, as"
        " W2 gets it.",
        {"sent_back": "probabilities"},
        formula="(p - t) / N",
    ),
    Mistake(
        "one_hot_not_subtracted",
        "The gradient of the scores lacks the correct class: subtract 1 from p[i, y[i]].",
        {"subtracted": "nothing"},
    ),
    Mistake(
        "slope_of_softmax_in_gradient",
        "The gradient of the scores is the slope of one probability: that of the whole loss is "
        "simpler, the probabilities with 1 subtracted at the correct class.",
        {"subtracted": "slopes"},
        formula="(p - t) / N",
    ),
    Mistake(
        "one_hot_subtracted_in_columns",
        "1 is subtracted in whole columns, p[:, y]: pair rows with labels.",
        {"subtracted": "columns"},
        formula="p[np.arange(N), y] -= 1",
    ),
    Mistake(
        "scores_gradient_sign_flipped",
        "The gradient of the scores has the opposite sign: the correct class is subtracted from "
        "the probabilities.",
        {"gradient_sign": -1},
        formula="(p - t) / N",
    ),
    Mistake(
        "gradients_sign_flipped",
        "All gradients have the opposite sign: return the gradients themselves; the minus belongs to the "
        "step of gradient descent.",
        {"all_gradients_sign": -1},
    ),
    Mistake(
        "data_sign_flipped_in_loss",
        "The data loss has the opposite sign (the penalty is right): it is the mean of -log p[i, y[i]].",
        {"loss_sign": -1},
    ),
    *(
        each
        for each in PROBABILITY_MISTAKES
        # One for all rows that starts at 0 fails wherever none fails that is subtracted.
        if each.id in _SEEN_IN_NETS and each.settings.get("shift") != "one for all rows, from 0"
    ),
    SMALLEST_SUBTRACTED,
    *(each for each in LOG_MISTAKES if each.id in _SEEN_IN_NETS),
    *(each for each in LOG_MISTAKES if each.id in ("maximum_lost", "log_of_sum_missing")),
    *LOSS_OR_GRADIENT_MISTAKES,
    Mistake(
        "not_averaged",
        "The data loss and its gradients are sums over the batch: divide both by N.",
        {"loss_averaged": 0, "gradient_averaged": 0},
    ),
    Mistake(
        "not_averaged_in_loss",
        "The data loss is a sum over the batch (its gradients are means): divide it by N.",
        {"loss_averaged": 0},
    ),
    Mistake(
        "not_averaged_in_gradient",
        "The gradients are sums over the batch: the loss is a mean, so divide dscores by N.",
        {"gradient_averaged": 0},
    ),
    Mistake(
        "averaged_twice",
        "The gradients are divided by N twice: once, where dscores is made, is enough.",
        {"gradient_averaged": 2},
    ),
    Mistake("loss_averaged_twice", "The loss is divided by N twice.", {"loss_averaged": 2}),
    *OVER_CLASSES_MISTAKES,
    *(each for each in DATA_FACTOR_MISTAKES if each.id.startswith("data_doubled")),
    Mistake(
        "loss_per_example",
        "The loss is returned per example: return one number, the mean over the batch.",
        {"loss_per_example": True, "loss_averaged": 1},
    ),
    Mistake(
        "biases_not_summed",
        "The gradients of the biases have a row for each example: sum over the rows, axis=0.",
        {"bias": "not summed"},
    ),
    Mistake(
        "biases_summed_over_wrong_axis",
        "The gradients of the biases are summed over the units: sum over the examples, axis=0.",
        {"bias": "over outputs"},
    ),
    Mistake(
        "biases_as_rows",
        "The gradients of the biases have the shape (1, H) and (1, C): leave out keepdims.",
        {"bias": "kept as a row"},
    ),
    Mistake(
        "biases_regularised",
        "The biases are penalised: the penalty has the weights of both layers alone.",
        {"penalised": "biases as well"},
        formula="reg * (sum(W1**2) + sum(W2**2))",
    ),
    Mistake(
        "biases_regularised_in_gradient",
        "The gradients of the biases have a penalty that the loss does not have: leave it out.",
        {"penalised": "biases in the gradient"},
    ),
    Mistake(
        "biases_regularised_in_loss",
        "The loss penalises the biases: the penalty has the weights of both layers alone.",
        {"penalised": "biases in the loss"},
        formula="reg * (sum(W1**2) + sum(W2**2))",
    ),
    Mistake(
        "W2_not_regularised",
        "W2 is not penalised: the penalty has both W1 and W2.",
        {"penalised": "W1 alone"},
    ),
    Mistake(
        "W1_not_regularised",
        "W1 is not penalised: the penalty has both W1 and W2.",
        {"penalised": "W2 alone"},
    ),
    *(
        Mistake(
            f"{other}_not_regularised_in_{'loss' if where == 'loss' else 'gradient'}",
            f"In the {where} {other} is not penalised: the penalty has both W1 and W2.",
            {"penalised": f"{kept} alone in the {where}"},
        )
        for where in ("loss", "gradient")
        for kept, other in (("W1", "W2"), ("W2", "W1"))
    ),
    *(
        Mistake(
            f"penalty_without_reg_in_{name}",
            f"In the gradient of {name} the penalty is not multiplied by reg: add the factor.",
            {"without_reg": name},
        )
        for name in WEIGHTS
    ),
    *penalty_mistakes("reg * (sum(W1**2) + sum(W2**2))"),
)
