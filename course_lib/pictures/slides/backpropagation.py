"""The slides of lecture 4: gates, chains and nets."""

from course_lib.pictures.slides.cards import Slide, cards

SLIDES = (
    Slide(
        "f = (x + y) z with α = 0.1",
        (
            "x = 1, y = 2, z = 3: f = 9",
            "backwards: ∂f/∂x = z = 3",
            "after backpropagation x = 1 − 0.1 · 3 = 0.7",
        ),
    ),
    Slide(
        "The logistic chain",
        (
            "a = wᵀx = 1, p = 1/(1 + e^(−a)) = 0.731",
            "L = −ln p = 0.313",
            "dp/da = p (1 − p) = 0.197",
            "dL/da = 1 − p = 0.269",
        ),
    ),
    Slide(
        "Count the weights",
        (
            "4 inputs, 5 hidden units, 3 outputs",
            "f(x) = σ(W₂ σ(W₁ x))",
            "W₁, W₂, W₃: 20 + 15 + 9 = 44 weights",
        ),
    ),
    Slide(
        "What a net can be",
        (
            "one input, 6 ReLU units, one output",
            "every unit bends the line once",
            "so it can have 100 straight pieces",
        ),
    ),
)


def gate_slides():
    """Draw the slides of lecture 4, each with one thing wrong.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.gate_slides()
    Picture: Slide 1, f = (x + y) z with α = 0.1. Line 1: ...
    """
    return cards(SLIDES)
