"""The step downhill, its learning rate and its sign, and the ways to get them wrong."""

from __future__ import annotations

from autograder.exercises.exercise import Mistake


def signed_rate(learning_rate: float, step: int, *, direction: float = -1.0, rate: str = "constant") -> float:
    """Return what the gradient of step 1, 2, ... is multiplied by before it is added to w."""
    rates = {"constant": learning_rate, "missing": 1.0, "falling": learning_rate / step}
    return direction * rates[rate]


STEP_MISTAKES = (
    Mistake(
        "ascent",
        "The step goes uphill: the gradient points to the steepest ascent, so subtract it.",
        {"direction": 1.0},
        formula="w - learning_rate * gradient",
    ),
    Mistake(
        "learning_rate_missing",
        "The learning rate is missing: multiply the gradient by it in every step.",
        {"rate": "missing"},
        formula="w - learning_rate * gradient",
    ),
    Mistake(
        "learning_rate_falls",
        "The learning rate is divided by the number of the step: here it stays the same.",
        {"rate": "falling"},
    ),
)
