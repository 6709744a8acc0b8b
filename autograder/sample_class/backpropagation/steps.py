"""The two steps between: the forward pass of the net, and the local gradients of one gate."""

from __future__ import annotations

from autograder.sample_class.editing import Mistakes

_FORWARD = """
def two_layer_forward(X, W1, b1, W2, b2):
    before = X @ W1.T + b1
    hidden = np.maximum(0, before)
    scores = hidden @ W2.T + b2
    return hidden, scores
"""
_LOCAL = """
def local_gradients(op, xs, value):
    if op == "add":
        return (1, 1)
    if op == "mul":
        return (xs[1], xs[0])
    if op == "max":
        return (1, 0) if xs[0] > xs[1] else (0, 1)
    if op == "negate":
        return (-1,)
    if op == "exp":
        return (value,)
    if op == "reciprocal":
        return (-1 / xs[0] ** 2,)
    return ()
"""

STEPS = {
    "vectorised": {"two_layer_forward": _FORWARD, "local_gradients": _LOCAL},
    "loops": {
        "two_layer_forward": """
def two_layer_forward(X, W1, b1, W2, b2):
    hidden, scores = np.zeros((len(X), len(b1))), np.zeros((len(X), len(b2)))
    for n in range(len(X)):
        for h in range(len(b1)):
            hidden[n, h] = max(0.0, sum(W1[h, k] * X[n, k] for k in range(X.shape[1])) + b1[h])
        for c in range(len(b2)):
            scores[n, c] = sum(W2[c, h] * hidden[n, h] for h in range(len(b1))) + b2[c]
    return hidden, scores
""",
        "local_gradients": """
def local_gradients(op, xs, value):
    gates = {
        "add": lambda x, y: x + y,
        "mul": lambda x, y: x * y,
        "max": lambda x, y: max(x, y),
        "negate": lambda x: -x,
        "exp": lambda x: np.exp(x),
        "reciprocal": lambda x: 1 / x,
    }
    slopes = []
    for k in range(len(xs)):  # a complex step: the slope is in the imaginary part
        if op == "max":
            slopes.append(1.0 if xs[k] == max(xs) else 0.0)
            continue
        moved = [x + (1e-30j if i == k else 0) for i, x in enumerate(xs)]
        slopes.append(np.imag(gates[op](*moved)) / 1e-30)
    return tuple(slopes)
""",
    },
    "float32": {
        "two_layer_forward": """
def two_layer_forward(X, W1, b1, W2, b2):
    X, W1, b1, W2, b2 = (np.asarray(a, dtype=np.float32) for a in (X, W1, b1, W2, b2))
    hidden = (X.dot(W1.T) + b1).clip(0)
    return hidden, hidden.dot(W2.T) + b2
""",
        "local_gradients": """
def local_gradients(op, xs, value):
    xs, value = np.asarray(xs, dtype=np.float32), np.float32(value)
    slopes = {"add": [1, 1], "negate": [-1], "exp": [value], "reciprocal": [-(value**2)], "input": []}
    if op in ("mul", "max"):
        slopes[op] = xs[::-1] if op == "mul" else np.where(xs == xs.max(), 1, 0)
    return np.array(slopes[op])
""",
    },
    "other-ways": {
        "two_layer_forward": """
def two_layer_forward(X, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    Z = np.hstack([X, ones]) @ np.column_stack([W1, b1]).T
    hidden = (Z + abs(Z)) / 2
    return hidden, np.hstack([hidden, ones]) @ np.column_stack([W2, b2]).T
""",
        "local_gradients": """
def local_gradients(op, xs, value):
    table = {
        "input": lambda: [],
        "add": lambda x, y: [1.0, 1.0],
        "mul": lambda x, y: [value / x, value / y],
        "max": lambda x, y: [float(x == value), float(y == value)],
        "negate": lambda x: [value / x],
        "exp": lambda x: [np.exp(x)],
        "reciprocal": lambda x: [-value / x],
    }
    return table[op](*xs)
""",
    },
}

MISTAKES: dict[str, Mistakes] = {
    "two_layer_forward": {
        ("b1_forgotten",): [(" + b1", "")],
        ("b2_forgotten",): [(" + b2", "")],
        ("biases_forgotten",): [(" + b1", ""), (" + b2", "")],
        ("relu_forgotten",): [("np.maximum(0, before)", "before")],
        ("b1_after_relu",): [(" + b1", ""), ("np.maximum(0, before)", "np.maximum(0, before) + b1")],
        ("relu_on_scores",): [("hidden @ W2.T + b2", "np.maximum(0, hidden @ W2.T + b2)")],
        ("relu_on_scores_alone",): [
            ("np.maximum(0, before)", "before"),
            ("hidden @ W2.T + b2", "np.maximum(0, hidden @ W2.T + b2)"),
        ],
        ("scores_before_relu",): [("hidden @ W2.T", "before @ W2.T")],
        ("hidden_before_relu",): [("return hidden", "return before")],
        ("b1_forgotten", "hidden_before_relu"): [(" + b1", ""), ("return hidden", "return before")],
    },
    "local_gradients": {
        ("add_split",): [("(1, 1)", "(0.5, 0.5)")],
        ("mul_not_switched",): [("(xs[1], xs[0])", "xs")],
        ("mul_times_product",): [("(xs[1], xs[0])", "(value, value)")],
        ("max_to_both",): [("(1, 0) if xs[0] > xs[1] else (0, 1)", "(1.0, 1.0)")],
        ("max_to_smaller",): [("xs[0] > xs[1]", "xs[0] < xs[1]")],
        ("negate_sign",): [("(-1,)", "(1,)")],
        ("exp_of_value",): [("(value,)", "(np.exp(value),)")],
        ("exp_input",): [("(value,)", "(xs[0],)")],
        ("exp_slope_missing",): [("(value,)", "(1.0,)")],
        ("reciprocal_sign",): [("(-1 / xs[0] ** 2,)", "(1 / xs[0] ** 2,)")],
        ("reciprocal_not_squared",): [("(-1 / xs[0] ** 2,)", "(-1 / xs[0],)")],
        ("reciprocal_of_value",): [("(-1 / xs[0] ** 2,)", "(-1 / value**2,)")],
        ("input_has_a_slope",): [("return ()", "return (1,)")],
        ("mul_not_switched", "reciprocal_sign"): [
            ("(xs[1], xs[0])", "xs"),
            ("(-1 / xs[0] ** 2,)", "(1 / xs[0] ** 2,)"),
        ],
    },
}
