"""The maxout neuron."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.exercises.draws import Draw
from autograder.exercises.exercise import Case, Exercise, Mistake
from autograder.exercises.parts.arrays import Array
from course_lib.networks.activations import maxout


def maxout_cases(draw: Draw) -> Iterator[Case]:
    """Inputs (d,) with the two weight vectors (d,)."""
    rng = draw.rng(42)

    def case(name: str, *arguments: Array) -> Case:
        x, w1, w2 = np.array(arguments)
        return Case(name, {"x": x if draw.is_public else x * rng.uniform(1, 1.5), "w1": w1, "w2": w2})

    yield case("w1 wins", [1.0, -2.0, 3.0], [0.5, 1.0, 2.0], [1.0, 1.5, -0.5])
    yield case("w2 wins", [1.0, -2.0, 3.0], [0.5, 1.0, -2.0], [1.0, 0.5, 1.5])
    yield case("both are negative", [2.0, 1.0], [-1.0, -0.5], [-3.0, 1.0])
    yield case("w2 is 0: a ReLU neuron", [2.0, -1.0, 0.5, 1.0], [1.0, 3.0, -2.0, -1.5], [0.0] * 4)
    yield case("one input", [-1.5], [2.0], [0.7])
    yield case("six inputs", *rng.normal(size=(3, 6)))
    yield case("six other inputs", *rng.normal(size=(3, 6)))
    for number in range(6):
        margin = 0.2 if number % 2 else -0.2
        yield case(f"a close decision ({number + 1})", *_close(rng, 3 + number % 3, margin))


def _close(rng: np.random.Generator, d: int, margin: float) -> tuple[Array, Array, Array]:
    """Return x, w1 and w2 with w1 @ x - w2 @ x = margin, to which every input adds or takes off more."""
    x = rng.uniform(0.5, 1.5, size=d) * rng.choice([-1, 1], size=d)
    parts = np.zeros(d)
    while np.abs(parts).min() < 1.5 * abs(margin):
        parts = rng.uniform(0.5, 1.5, size=d) * rng.choice([-1, 1], size=d)
        parts[rng.integers(d)] += margin - parts.sum()
    w1 = rng.normal(size=d)
    return x, w1, w1 - parts / x


def _imitation(x: Array, w1: Array, w2: Array, *, result: str = "larger") -> Array:
    """`maxout` with a switch for the mistakes."""
    first, second = w1 @ x, w2 @ x
    results = {
        "larger": max(first, second),
        "smaller": min(first, second),
        "sum": first + second,
        "larger per entry": np.maximum(w1 * x, w2 * x).sum(),
        "vector": np.maximum(w1 * x, w2 * x),
        "larger weights": np.maximum(w1, w2) @ x,
        "larger absolute value": first if abs(first) >= abs(second) else second,
        "absolute value": max(abs(first), abs(second)),
        "first": first,
        "relu": max(0.0, first),
        "relu of both": max(0.0, first, second),
    }
    return results[result]


MAXOUT = Exercise(
    name="maxout",
    topic="backpropagation",
    inputs=("x: (d,)", "w1: (d,)", "w2: (d,)"),
    outputs=("z: scalar",),
    reference=maxout,
    cases=maxout_cases,
    imitation=_imitation,
    mistakes=(
        Mistake(
            "smaller", "The smaller of the two is returned: maxout takes the larger.", {"result": "smaller"}
        ),
        Mistake("summed", "The two functions are added: maxout takes the larger one.", {"result": "sum"}),
        Mistake(
            "max_per_entry",
            "The larger product is chosen for each input: sum each product first, and compare the two sums.",
            {"result": "larger per entry"},
            formula="max(w1 @ x, w2 @ x)",
        ),
        Mistake(
            "returns_vector",
            "One value for each input is returned: sum first (w1 @ x), then compare two numbers.",
            {"result": "vector"},
        ),
        Mistake(
            "max_of_weights",
            "The larger weights are chosen before multiplying: multiply and sum first, and compare "
            "the two sums.",
            {"result": "larger weights"},
            formula="max(w1 @ x, w2 @ x)",
        ),
        Mistake(
            "by_absolute_value",
            "The larger absolute value wins: compare the numbers themselves, without abs.",
            {"result": "larger absolute value"},
        ),
        Mistake(
            "by_absolute_value",
            "An absolute value is returned: maxout can be negative, if both functions are.",
            {"result": "absolute value"},
        ),
        Mistake("w1_only", "`w2` has no influence: compare w1 @ x with w2 @ x.", {"result": "first"}),
        Mistake(
            "relu_instead",
            "`w1` is compared with 0: that is ReLU. Compare w1 @ x with w2 @ x.",
            {"result": "relu"},
        ),
        Mistake(
            "clamped_at_zero",
            "The value is cut at 0: maxout can be negative, if both functions are.",
            {"result": "relu of both"},
        ),
    ),
)
