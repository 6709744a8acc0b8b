"""The maxout neuron, forward and backward, and the ways to get it wrong."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, Mistake
from course_lib.networks.activations import maxout, maxout_backward

TOPIC = "backpropagation"


def _forward_cases():
    def case(name, x, w1, w2, public=False):
        return Case(name, {"x": np.array(x), "w1": np.array(w1), "w2": np.array(w2)}, public)

    rng = np.random.default_rng(42)
    yield case("w1 wins", [1.0, -2.0, 3.0], [0.5, 1.0, 2.0], [1.0, 1.5, -0.5], public=True)
    yield case("w2 wins", [1.0, -2.0, 3.0], [0.5, 1.0, -2.0], [1.0, 0.5, 1.5], public=True)
    yield case("both are negative", [2.0, 1.0], [-1.0, -0.5], [-3.0, 1.0], public=True)
    yield case("w2 is 0: a ReLU neuron", [2.0, -1.0, 0.5, 1.0], [1.0, 3.0, -2.0, -1.5], [0.0] * 4)
    yield case("one input", [-1.5], [2.0], [0.7])
    yield case("six inputs", *rng.normal(size=(3, 6)))
    yield case("six other inputs", *rng.normal(size=(3, 6)))


def _backward_cases():
    rng = np.random.default_rng(43)
    for case in _forward_cases():
        dz = float(rng.uniform(0.5, 3) * rng.choice([-1, 1]))
        yield Case(case.name, {"dz": dz, **case.arguments}, case.public)
    x, w1, w2 = (case.arguments[name] for name in ("x", "w1", "w2"))
    yield Case("an upstream gradient above 0", {"dz": 1.3, "x": x, "w1": w1, "w2": w2})
    yield Case("an upstream gradient below 0", {"dz": -1.3, "x": x, "w1": w1, "w2": w2}, public=True)


def _forward_imitation(x, w1, w2, *, how="larger"):
    first, second = w1 @ x, w2 @ x
    return {
        "larger": lambda: max(first, second),
        "smaller": lambda: min(first, second),
        "sum": lambda: first + second,
        "per entry": lambda: np.maximum(w1 * x, w2 * x).sum(),
        "vector": lambda: np.maximum(w1 * x, w2 * x),
        "weights": lambda: np.maximum(w1, w2) @ x,
        "absolute": lambda: first if abs(first) >= abs(second) else second,
        "magnitude": lambda: max(abs(first), abs(second)),
        "first": lambda: first,
        "relu": lambda: max(0.0, first),
        "relu of both": lambda: max(0.0, first, second),
    }[how]()


MAXOUT = Exercise(
    name="maxout",
    topic=TOPIC,
    inputs=("x: (d,)", "w1: (d,)", "w2: (d,)"),
    outputs=("z: scalar",),
    reference=maxout,
    cases=_forward_cases,
    imitation=_forward_imitation,
    mistakes=(
        Mistake(
            "smaller", "The smaller of the two is returned: maxout takes the larger.", {"how": "smaller"}
        ),
        Mistake("summed", "The two functions are added: maxout takes the larger one.", {"how": "sum"}),
        Mistake(
            "max_per_entry",
            "The larger product is chosen for each input: compare the two sums, max(w1 @ x, w2 @ x).",
            {"how": "per entry"},
        ),
        Mistake(
            "returns_vector",
            "One value for each input is returned: sum first (w1 @ x), then compare two numbers.",
            {"how": "vector"},
        ),
        Mistake(
            "max_of_weights",
            "The larger weights are chosen before multiplying: compare the two sums, max(w1 @ x, w2 @ x).",
            {"how": "weights"},
        ),
        Mistake(
            "by_absolute_value",
            "The larger absolute value wins: compare the numbers themselves, without abs.",
            {"how": "absolute"},
        ),
        Mistake(
            "by_absolute_value",
            "An absolute value is returned: maxout can be negative, if both functions are.",
            {"how": "magnitude"},
        ),
        Mistake("w1_only", "`w2` has no influence: compare w1 @ x with w2 @ x.", {"how": "first"}),
        Mistake(
            "relu_instead",
            "`w1` is compared with 0: that is ReLU. Compare w1 @ x with w2 @ x.",
            {"how": "relu"},
        ),
        Mistake(
            "clamped_at_zero",
            "The value is cut at 0: maxout can be negative, if both functions are.",
            {"how": "relu of both"},
        ),
    ),
)


def _backward_imitation(dz, x, w1, w2, *, route="larger", factor="x", upstream="own"):
    first, second = w1 @ x, w2 @ x
    picked = {
        "larger": lambda: first >= second,
        "smaller": lambda: first < second,
        "both": lambda: None,
        "by upstream": lambda: dz > 0,
        "by weights": lambda: w1.sum() >= w2.sum(),
        "by absolute value": lambda: abs(first) >= abs(second),
        "per entry": lambda: w1 * x >= w2 * x,
        "first": lambda: True,
    }[route]()
    to_first = 1.0 if picked is None else np.where(picked, 1.0, 0.0)
    to_second = 1.0 if picked is None else 1 - to_first
    factors = {"x": (x, x), "w": (w1, w2), "other w": (w2, w1), "none": (np.ones_like(x),) * 2}[factor]
    dz = dz if upstream == "own" else 1.0
    return dz * factors[0] * to_first, dz * factors[1] * to_second


_COMPARE = "the one with the larger value, w1 @ x or w2 @ x, gets the gradient, the other 0."

MAXOUT_BACKWARD = Exercise(
    name="maxout_backward",
    topic=TOPIC,
    inputs=("dz: scalar", "x: (d,)", "w1: (d,)", "w2: (d,)"),
    outputs=("dw1: (d,)", "dw2: (d,)"),
    reference=maxout_backward,
    cases=_backward_cases,
    imitation=_backward_imitation,
    mistakes=(
        Mistake("routed_to_both", f"Both weights get a gradient: {_COMPARE}", {"route": "both"}),
        Mistake(
            "routed_to_smaller", f"The smaller function gets the gradient: {_COMPARE}", {"route": "smaller"}
        ),
        Mistake(
            "routed_by_upstream",
            f"The sign of the upstream gradient decides: {_COMPARE}",
            {"route": "by upstream"},
        ),
        Mistake(
            "routed_by_weights", f"The larger weights get the gradient: {_COMPARE}", {"route": "by weights"}
        ),
        Mistake(
            "routed_by_absolute_value",
            f"The larger absolute value decides: {_COMPARE}",
            {"route": "by absolute value"},
        ),
        Mistake("routed_per_entry", f"It is decided for each entry anew: {_COMPARE}", {"route": "per entry"}),
        Mistake("routed_to_w1", f"`w1` always gets the gradient: {_COMPARE}", {"route": "first"}),
        Mistake(
            "times_weights",
            "The gradient is multiplied by the weights: the slope of w @ x in w is x.",
            {"factor": "w"},
        ),
        Mistake(
            "times_weights",
            "The gradient is multiplied by the other weights: the slope of w @ x in w is x.",
            {"factor": "other w"},
        ),
        Mistake(
            "input_missing",
            "The input is missing: the slope of w @ x in w is x, so the gradient is dz * x.",
            {"factor": "none"},
        ),
        Mistake(
            "upstream_ignored",
            "The upstream gradient is ignored: multiply by `dz`.",
            {"upstream": "ones"},
        ),
    ),
)
