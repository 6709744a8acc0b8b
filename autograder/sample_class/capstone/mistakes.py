"""The usual wrong answers of the capstone: each known mistake, as edits of a right answer.

A key holds the identifiers of all mistakes that the edits make; two of them are a combination.
"""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes, MistakeTable

_UNBROADCAST: MistakeTable = {
    ("not_summed",): "def unbroadcast(dz, shape):\n    return dz\n",
    ("averaged",): [
        ("dz.sum(axis=tuple", "dz.mean(axis=tuple"),
        ("dz.sum(axis=stretched", "dz.mean(axis=stretched"),
    ],
    ("first_copy_only",): """
def unbroadcast(dz, shape):
    while dz.ndim > len(shape):
        dz = dz[0]
    return dz[tuple(slice(0, n) for n in shape)]
""",
    ("everything_summed",): "def unbroadcast(dz, shape):\n    return np.full(shape, dz.sum())\n",
    ("axes_of_one_lost",): [("axis=stretched, keepdims=True", "axis=stretched")],
    ("axes_of_one_not_summed",): [("return dz.sum(axis=stretched, keepdims=True)", "return dz")],
    ("wrong_axes_summed",): """
def unbroadcast(dz, shape):
    return dz.sum(axis=tuple(range(len(shape), dz.ndim)))
""",
}
_MATMUL: MistakeTable = {
    ("dA_with_B_not_transposed",): [("dZ @ B.T", "dZ @ B")],
    ("dA_sides_swapped",): [("dZ @ B.T", "B.T @ dZ")],
    ("dB_with_A_not_transposed",): [("A.T @ dZ", "A @ dZ")],
    ("dB_sides_swapped",): [("A.T @ dZ", "dZ @ A.T")],
    ("dA_factors_swapped",): [("dZ @ B.T", "B @ dZ.T")],
    ("dB_factors_swapped",): [("A.T @ dZ", "dZ.T @ A")],
    ("as_mul",): [("dZ @ B.T", "dZ * B"), ("A.T @ dZ", "dZ * A")],
    ("upstream_ignored",): [("    dA", "    dZ = np.ones(dZ.shape)\n    dA")],
    ("dA_factors_swapped", "dB_factors_swapped"): [("dZ @ B.T", "B @ dZ.T"), ("A.T @ dZ", "dZ.T @ A")],
    ("upstream_ignored", "dB_factors_swapped"): [
        ("    dA", "    dZ = np.ones(dZ.shape)\n    dA"),
        ("A.T @ dZ", "dZ.T @ A"),
    ],
}
_ROW_MAXIMA = "scores.max(axis=1, keepdims=True)"
_RESULT = "return dZ - p * sums"
_LOG_SOFTMAX: MistakeTable = {
    ("sum_taken_for_one",): [(_RESULT, "return dZ - p")],
    ("diagonal_only",): [(_RESULT, "return dZ * (1 - p)")],
    ("backward_of_softmax",): [(_RESULT, "return p * (dZ - np.sum(p * dZ, axis=1, keepdims=True))")],
    ("summed_over_examples",): [("dZ.sum(axis=1, keepdims=True)", "dZ.sum(axis=0)")],
    ("summed_over_everything",): [("dZ.sum(axis=1, keepdims=True)", "dZ.sum()")],
    ("probabilities_returned",): [(_RESULT, "return p")],
    ("sign_of_second_part",): [(_RESULT, "return dZ + p * sums")],
    ("upstream_ignored",): [("    sums", "    dZ = np.ones(dZ.shape)\n    sums")],
    ("overflow",): [(f"scores - {_ROW_MAXIMA}", "scores")],
    ("one_maximum_for_all_rows",): [(_ROW_MAXIMA, "scores.max()")],
    ("maximum_starts_too_high",): [(_ROW_MAXIMA, f"np.maximum({_ROW_MAXIMA}, 0)")],
}
_PUT = "dX[rows, y] = dz\n"
_PICK: MistakeTable = {
    ("whole_columns_filled",): [(_PUT, "dX[:, y] = dz\n")],
    ("to_every_class",): [(_PUT, "dX += dz[:, None]\n")],
    ("to_the_others",): [(_PUT, "dX += dz[:, None]\n    dX[rows, y] = 0\n")],
    ("labels_from_one",): [(_PUT, "dX[rows, y - 1] = dz\n")],
    ("values_returned",): [(_PUT, "dX[rows, y] = X[rows, y]\n")],
    ("times_value",): [(_PUT, "dX[rows, y] = dz * X[rows, y]\n")],
    ("upstream_ignored",): [(_PUT, "dX[rows, y] = 1\n")],
}
_WALK: MistakeTable = {
    ("overwritten_at_branch",): [("gradients[j] = gradients[j] + part", "gradients[j] = part")],
    ("forward_order",): [("reversed(range(len(records)))", "range(len(records))")],
    ("start_missing",): [("    gradients[-1] = np.ones(())\n", "")],
    ("started_with_value",): [("gradients[-1] = np.ones(())", "gradients[-1] = records[-1][2]")],
    ("upstream_ignored",): [("backward(gradients[k])", "backward(np.ones(np.shape(value)))")],
    ("inputs_only",): [
        ("return gradients", "return [g * (not inputs) for g, (inputs, _, _) in zip(gradients, records)]")
    ],
}


def _memories(first: str) -> MistakeTable:
    """Edits of what is taken from the memory in the class whose memory holds `first`."""
    return {
        ("memory_overwritten",): [(f"self.kept.append({first})", f"self.kept = [{first}] * 2")],
        ("memory_in_wrong_order",): [("self.kept.pop()", "self.kept.pop(0)")],
        ("memory_never_renewed",): [("self.kept.pop()", "self.kept[0]")],
    }


_LINEAR: MistakeTable = {
    **_memories("X"),
    ("gradients_overwritten",): [("self.dW + dY.T", "dY.T"), ("self.db + dY.sum", "dY.sum")],
    ("db_overwritten",): [("self.db + dY.sum", "dY.sum")],
    ("bias_forgotten",): [(" + self.b\n", "\n")],
    ("db_ones",): [("dY.sum(axis=0)", "np.ones(dY.shape[1])")],
    ("db_last_example_only",): [("dY.sum(axis=0)", "dY[-1]")],
    ("bias_forgotten", "db_overwritten"): [(" + self.b\n", "\n"), ("self.db + dY.sum", "dY.sum")],
}
_RELU: MistakeTable = {
    **_memories("X"),
    ("mask_missing",): [("dY * (X > 0)", "dY")],
    ("mask_of_upstream",): [("(X > 0)", "(dY > 0)")],
    ("times_output",): [("(X > 0)", "np.maximum(0, X)")],
    ("mask_inverted",): [("(X > 0)", "(X < 0)")],
    ("relu_forgotten",): [("return np.maximum(0, X)", "return X")],
    ("absolute_value",): [("np.maximum(0, X)", "np.abs(X)")],
    ("mask_missing", "relu_forgotten"): [("dY * (X > 0)", "dY"), ("return np.maximum(0, X)", "return X")],
}
_SOFTMAX_LOSS: MistakeTable = {
    **_memories("(np.exp(scores) / sums, y)"),
    ("one_hot_not_subtracted",): [("        dscores[np.arange(len(y)), y] -= 1\n", "")],
    ("not_averaged",): [("losses.mean()", "losses.sum()"), ("dscores / len(y)", "dscores")],
    ("not_averaged_in_gradient",): [("dscores / len(y)", "dscores")],
    ("not_averaged_in_loss",): [("losses.mean()", "losses.sum()")],
    ("overflow",): [(f"scores - {_ROW_MAXIMA}", "scores")],
    ("one_maximum_for_all_rows",): [(_ROW_MAXIMA, "scores.max()")],
    ("maximum_starts_too_high",): [(_ROW_MAXIMA, f"np.maximum({_ROW_MAXIMA}, 0)")],
}
_FORWARD, _BACKWARD = "for module in self.modules", "for module in reversed(self.modules)"
_SEQUENTIAL: MistakeTable = {
    ("backward_not_reversed",): [(_BACKWARD, _FORWARD)],
    ("forward_reversed",): [(f"{_FORWARD}:", f"{_BACKWARD}:")],
    ("outputs_not_handed_on",): [("module.forward(Y)", "module.forward(X)")],
    ("gradients_not_handed_on",): [("module.backward(dX)", "module.backward(dY)")],
    ("first_module_skipped",): [(f"{_FORWARD}:", f"{_FORWARD}[1:]:")],
    ("last_module_skipped",): [(f"{_FORWARD}:", f"{_FORWARD}[:-1]:")],
    ("first_module_skipped_backward",): [(_BACKWARD, f"{_FORWARD}[:0:-1]")],
}

MISTAKES: dict[str, Mistakes] = {
    "unbroadcast": _UNBROADCAST,
    "matmul_backward": _MATMUL,
    "log_softmax_backward": _LOG_SOFTMAX,
    "pick_backward": _PICK,
    "walk_back": _WALK,
    "Linear": _LINEAR,
    "ReLU": _RELU,
    "SoftmaxLoss": _SOFTMAX_LOSS,
    "Sequential": _SEQUENTIAL,
}
EARNED = {"overflow": 0.5, "one_maximum_for_all_rows": 0.5, "maximum_starts_too_high": 0.5}
