"""The usual wrong answers of the gradient-descent lecture: each known mistake, as edits of a right answer.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes, added_in_place

_COPY = ("centre = x[index]", "centre = x[index].copy()")
_BY_H = ("(2 * h)", "h")
_EACH = "np.ndindex(x.shape)"
_BELOW = "        x[index] = centre - h\n        below = f(x)\n        x[index] = centre\n"
_AT_X = (_BELOW, "        x[index] = centre\n        below = f(x)\n")

_GRADIENT: Mistakes = {
    ("one_sided",): [_AT_X, _BY_H],
    ("one_sided_over_2h",): [_AT_X],
    ("sides_exchanged",): [("above - below", "below - above")],
    ("divided_by_h",): [_BY_H],
    ("not_divided",): [(" / (2 * h)", "")],
    ("divided_by_two_only",): [("(2 * h)", "2")],
    ("x_not_restored",): [("        x[index] = centre\n", "")],
    ("integer_steps",): [("np.array(x, dtype=float)", "np.array(x)")],
    ("integer_truncation",): [
        ("    x = np.array(x, dtype=float)\n", ""),
        ("np.zeros(x.shape)", "np.zeros_like(x)\n    x = np.array(x, dtype=float)"),
    ],
    ("only_vectors",): [(_EACH, "range(len(x))")],
    ("all_coordinates_at_once",): [(_EACH, "[...]"), _COPY],
    ("flattened",): [("return gradient", "return gradient.ravel()")],
    ("slopes_added_up",): [("return gradient", "return gradient.sum()")],
    ("divided_by_h", "integer_steps"): [_BY_H, ("np.array(x, dtype=float)", "np.array(x)")],
    ("x_not_restored", "inputs_changed"): [
        ("    x = np.array(x, dtype=float)\n", "    x = np.asarray(x, dtype=float)\n"),
        ("        x[index] = centre\n", ""),
    ],
}

_DIRECTION: Mistakes = {
    ("not_normalised",): [(" / np.linalg.norm(u)", "")],
    ("divided_by_squared_length",): [("np.linalg.norm(u)", "np.sum(u**2)")],
    ("divided_by_sum",): [("np.linalg.norm(u)", "np.sum(np.abs(u))")],
    ("one_sided",): [("f(x - h * unit)", "f(x)"), _BY_H],
    ("one_sided_over_2h",): [("f(x - h * unit)", "f(x)")],
    ("sides_exchanged",): [("above - below", "below - above")],
    ("divided_by_h",): [_BY_H],
    ("not_divided",): [(" / (2 * h)", "")],
    ("divided_by_two_only",): [("(2 * h)", "2")],
    ("slope_as_vector",): [("/ (2 * h)", "/ (2 * h) * unit")],
    ("not_normalised", "sides_exchanged"): [
        (" / np.linalg.norm(u)", ""),
        ("above - below", "below - above"),
    ],
}

_LOSS, _OUTER = "np.sum(error**2)", "np.outer(error, x)"
_EXAMPLE: Mistakes = {
    ("target_missing",): [("y - t", "y")],
    ("target_missing_in_gradient",): [(_OUTER, "np.outer(y, x)")],
    ("factor_two_missing",): [("2 * np.outer", "np.outer")],
    ("halved",): [(_LOSS, f"{_LOSS} / 2"), ("2 * np.outer", "np.outer")],
    ("loss_halved",): [(_LOSS, f"{_LOSS} / 2")],
    ("absolute_error",): [("error**2", "np.abs(error)")],
    ("not_squared",): [("error**2", "error")],
    ("sum_squared",): [(_LOSS, "np.sum(error) ** 2")],
    ("root_taken",): [(_LOSS, "np.linalg.norm(error)")],
    ("averaged_over_outputs",): [(_LOSS, "np.mean(error**2)"), (_OUTER, f"{_OUTER} / len(t)")],
    ("summed_over_inputs",): [(_LOSS, "sum(error[j] ** 2 for j in range(len(x)))")],
    ("sign_of_error_in_gradient",): [(_OUTER, "np.outer(np.sign(error), x)")],
    ("input_missing_in_gradient",): [(_OUTER, "np.outer(error, np.ones(len(x)))")],
    ("integer_truncation",): [("return loss, dW", "return loss, dW.astype(W.dtype)")],
    ("integers_refuse_fractions",): [added_in_place("loss", "dW", "W")],
    ("loss_per_output",): [(_LOSS, "error**2")],
    ("dW_transposed",): [(_OUTER, "np.outer(x, error)")],
    ("dW_sign_flipped",): [("2 * np.outer", "-2 * np.outer")],
    ("factor_two_missing", "root_taken"): [
        ("2 * np.outer", "np.outer"),
        (_LOSS, "np.linalg.norm(error)"),
    ],
}

_MEAN_LOSS, _MEAN_GRADIENT = ("np.sum(errors**2) / N", "np.sum(errors**2)"), ("@ X / N", "@ X")
_BATCH: Mistakes = {
    ("not_averaged",): [_MEAN_LOSS, _MEAN_GRADIENT],
    ("not_averaged_in_loss",): [_MEAN_LOSS],
    ("not_averaged_in_gradient",): [_MEAN_GRADIENT],
    ("loss_per_example",): [("np.sum(errors**2) / N", "np.sum(errors**2, axis=1)")],
    ("last_example_only_in_loss",): [("np.sum(errors**2)", "np.sum(errors[-1] ** 2)")],
    ("last_column_left_out",): [("    return", "    dW[:, -1] = 0\n    return")],
    ("first_column_left_out",): [("    return", "    dW[:, 0] = 0\n    return")],
    ("target_missing",): [("Y - T", "Y")],
    ("target_missing_in_gradient",): [("errors.T @", "Y.T @")],
    ("factor_two_missing",): [("2 * errors.T", "errors.T")],
    ("halved",): [("np.sum(errors**2)", "np.sum(errors**2) / 2"), ("2 * errors.T", "errors.T")],
    ("loss_halved",): [("np.sum(errors**2)", "np.sum(errors**2) / 2")],
    ("absolute_error",): [("errors**2", "np.abs(errors)")],
    ("not_squared",): [("errors**2", "errors")],
    ("sum_squared",): [("np.sum(errors**2)", "np.sum(errors.sum(axis=1) ** 2)")],
    ("root_taken",): [("np.sum(errors**2)", "np.linalg.norm(errors, axis=1).sum()")],
    ("averaged_over_outputs",): [
        ("np.sum(errors**2) / N", "np.mean(errors**2)"),
        ("@ X / N", "@ X / T.size"),
    ],
    ("summed_over_inputs",): [
        ("np.sum(errors**2)", "sum(np.sum(errors[:, j] ** 2) for j in range(X.shape[1]))")
    ],
    ("sign_of_error_in_gradient",): [("errors.T @", "np.sign(errors).T @")],
    ("input_missing_in_gradient",): [("@ X / N", "@ np.ones(X.shape) / N")],
    ("integer_truncation",): [("return loss, dW", "return loss, dW.astype(W.dtype)")],
    ("integers_refuse_fractions",): [added_in_place("loss", "dW", "W")],
    ("last_example_only",): [("errors.T @ X", "np.outer(errors[-1], X[-1])")],
    ("dW_transposed",): [("return loss, dW", "return loss, dW.T")],
    ("not_averaged", "factor_two_missing"): [
        *(_MEAN_LOSS, _MEAN_GRADIENT),
        ("2 * errors.T", "errors.T"),
    ],
}

_STEP = "learning_rate * slope"
_STEPS: Mistakes = {
    ("ascent",): [("w - learning", "w + learning")],
    ("learning_rate_missing",): [(_STEP, "slope")],
}
_DESCENT: Mistakes = {
    **_STEPS,
    ("learning_rate_falls",): [(_STEP, "learning_rate / (step + 1) * slope")],
    ("gradient_evaluated_once",): [("gradient(w)", "gradient(points[0])")],
    ("gradient_at_old_point",): [("gradient(w)", "gradient(points[max(0, step - 1)])")],
    ("one_step_too_few",): [("range(n_steps)", "range(1, n_steps)")],
    ("one_step_too_many",): [("range(n_steps)", "range(n_steps + 1)")],
    ("start_left_out",): [("points = [w]", "points = []")],
    ("only_the_end",): [("np.stack(points)", "w")],
    ("trajectory_of_aliases",): [("w = w - learning", "w -= learning")],
    ("trajectory_of_aliases", "integer_start_in_place", "inputs_changed"): [
        ("    w = np.array(w, dtype=float)\n", ""),
        ("w = w - learning", "w -= learning"),
    ],
    ("integer_start_in_place",): [
        ("np.array(w, dtype=float)", "w.copy()"),
        ("[w]", "[w.copy()]"),
        ("w = w - learning", "w -= learning"),
        ("append(w)", "append(w.copy())"),
    ],
    ("gradient_normalised",): [(_STEP, f"{_STEP} / np.linalg.norm(slope)")],
    ("sign_of_gradient",): [(_STEP, "learning_rate * np.sign(slope)")],
    ("integer_truncation",): [
        ("np.array(w, dtype=float)", "np.array(w)"),
        ("w = w - learning_rate * slope", "w = (w - learning_rate * slope).astype(w.dtype)"),
    ],
    ("ascent", "start_left_out"): [("w - learning", "w + learning"), ("points = [w]", "points = []")],
}

_ARRIVED = "np.where(left, 0, np.where(right, 1, -1))"
_BASINS: Mistakes = {
    ("ascent",): [("x - alpha", "x + alpha")],
    ("learning_rate_missing",): [("alpha * slope", "slope")],
    ("one_step_too_few",): [("range(n_steps)", "range(1, n_steps)")],
    ("one_step_too_many",): [("range(n_steps)", "range(n_steps + 1)")],
    ("slope_without_constant",): [("- 4 * x + 1", "- 4 * x")],
    ("height_instead_of_slope",): [("2 * x**3 - 4 * x + 1", "0.5 * x**4 - 2 * x**2 + x + 5")],
    ("sign_of_slope",): [("alpha * slope", "alpha * np.sign(slope)")],
    ("judged_by_start",): [(_ARRIVED, "np.where(starts < 0.2587, 0, 1)")],
    ("every_start_arrives",): [(_ARRIVED, "np.where(x < 0.2587, 0, 1)")],
    ("only_divergence_is_left_out",): [(_ARRIVED, "np.where(np.isfinite(x), np.where(x < 0, 0, 1), -1)")],
    ("minima_exchanged",): [(_ARRIVED, "np.where(left, 1, np.where(right, 0, -1))")],
    ("points_returned",): [(_ARRIVED, "x")],
    ("every_start_arrives", "minima_exchanged"): [(_ARRIVED, "np.where(x < 0.2587, 1, 0)")],
}

_ORDER = "        order = rng.permutation(N)\n"
_ROWS = "order[first : first + batch_size]"
_CALL = "gradient(w, X[rows], y[rows])"
_SGD: Mistakes = {
    **_STEPS,
    ("learning_rate_falls",): [
        ("points = []", "points, step = [], 0"),
        ("            slope =", "            step += 1\n            slope ="),
        (_STEP, "learning_rate / step * slope"),
    ],
    ("not_shuffled",): [("rng.permutation(N)", "np.arange(N)")],
    ("all_examples_in_every_step",): [("X[rows], y[rows]", "X, y")],
    ("order_not_redrawn",): [(_ORDER, ""), ("    points = []\n", f"    points = []\n{_ORDER[4:]}")],
    ("shuffles_the_last_order",): [
        ("points = []", "points, order = [], np.arange(N)"),
        ("rng.permutation(N)", "rng.permutation(order)"),
    ],
    ("batches_with_repeats",): [(_ORDER, ""), (_ROWS, "rng.integers(0, N, size=batch_size)")],
    ("short_batch_dropped",): [("range(0, N, batch_size)", "range(0, N - batch_size + 1, batch_size)")],
    ("first_batch_only",): [("range(0, N, batch_size)", "[0]")],
    ("short_batch_averaged_wrong",): [(_CALL, f"{_CALL} * len(rows) / batch_size")],
    ("gradient_summed",): [(_CALL, f"{_CALL} * len(rows)")],
    ("labels_of_other_rows",): [("y[rows]", "y[first : first + batch_size]")],
    ("gradient_at_start_of_epoch",): [
        (_ORDER, f"{_ORDER}        begun = w\n"),
        ("gradient(w,", "gradient(begun,"),
    ],
    ("start_included",): [("points = []", "points = [w]")],
    ("every_step_kept",): [("        points.append(w)", "            points.append(w)")],
    ("only_the_end",): [("np.stack(points)", "w")],
    ("trajectory_of_aliases",): [
        ("points = []", "points, w = [], w.copy()"),
        ("w = w - learn", "w -= learn"),
    ],
    ("trajectory_of_aliases", "inputs_changed"): [("w = w - learn", "w -= learn")],
    ("ascent", "short_batch_dropped"): [
        ("w - learning", "w + learning"),
        ("range(0, N, batch_size)", "range(0, N - batch_size + 1, batch_size)"),
    ],
}

_DELTA1 = "        delta1 = (delta2 @ W2) * hidden * (1 - hidden)\n"
_STEP2, _STEP1 = "learning_rate * delta2.T", "learning_rate * delta1.T"
_MOVE2, _MOVE1 = f"        W2 = W2 - {_STEP2} @ hidden\n", f"        W1 = W1 - {_STEP1} @ X\n"
_SIGMOID = "(1 / (1 + np.exp(-{0}))) * (1 - 1 / (1 + np.exp(-{0})))"
_NET: Mistakes = {
    ("layer_2_moved_first",): [(_DELTA1 + _MOVE2, _MOVE2 + _DELTA1)],
    ("ascent",): [("outputs - T", "T - outputs")],
    ("learning_rate_missing",): [(_STEP2, "delta2.T"), (_STEP1, "delta1.T")],
    ("learning_rate_missing_in_layer_1",): [(_STEP1, "delta1.T")],
    ("learning_rate_missing_in_layer_2",): [(_STEP2, "delta2.T")],
    ("output_sigmoid_missing",): [
        ("outputs = 1 / (1 + np.exp(-(hidden @ W2.T)))", "outputs = hidden @ W2.T")
    ],
    ("output_slope_missing",): [("error * outputs * (1 - outputs)", "error")],
    ("output_slope_of_argument",): [
        ("outputs * (1 - outputs)", "(hidden @ W2.T) * (1 - hidden @ W2.T)"),
    ],
    ("output_slope_twice",): [("outputs * (1 - outputs)", _SIGMOID.format("outputs"))],
    ("hidden_slope_missing",): [(" * hidden * (1 - hidden)", "")],
    ("hidden_slope_of_argument",): [("hidden * (1 - hidden)", "(X @ W1.T) * (1 - X @ W1.T)")],
    ("hidden_slope_twice",): [("hidden * (1 - hidden)", _SIGMOID.format("hidden"))],
    ("error_sent_back",): [("delta2 @ W2", "error @ W2")],
    ("factor_two",): [("error = outputs - T", "error = 2 * (outputs - T)")],
    ("averaged_over_examples",): [("error = outputs - T", "error = (outputs - T) / len(X)")],
    ("layer_1_not_trained",): [(_MOVE1, "")],
    ("layer_2_not_trained",): [(_MOVE2, "")],
    ("one_step_too_few",): [("range(n_steps)", "range(1, n_steps)")],
    ("one_step_too_many",): [("range(n_steps)", "range(n_steps + 1)")],
    ("layer_2_moved_first", "learning_rate_missing"): [
        (_DELTA1 + _MOVE2, (_MOVE2 + _DELTA1).replace(_STEP2, "delta2.T")),
        (_STEP1, "delta1.T"),
    ],
}

MISTAKES: dict[str, Mistakes] = {
    "numerical_gradient": _GRADIENT,
    "directional_derivative": _DIRECTION,
    "squared_error": _EXAMPLE,
    "squared_error_batch": _BATCH,
    "gradient_descent": _DESCENT,
    "basins": _BASINS,
    "minibatch_sgd": _SGD,
    "train_two_layer": _NET,
}

# What half the points are given for: the idea is there.
EARNED = {"one_sided": 0.5, "shuffles_the_last_order": 0.5}

# The exercises do not ask for integers: what fails there costs nothing.
_INTEGERS = ("integer_truncation", "integers_refuse_fractions")
NOTED = {"squared_error": _INTEGERS, "squared_error_batch": _INTEGERS}
