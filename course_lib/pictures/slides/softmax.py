"""The slides of lecture 2: logarithms, labels and divergences."""

from course_lib.pictures.slides.cards import Slide, cards

SLIDES = (
    Slide(
        "A surprised classifier",
        (
            "exp of the scores: 1, 3, 4; their sum is 8",
            "probabilities: 0.125, 0.375, 0.5",
            "the label is class 0",
            "loss: −log 0.125 = 0.903",
        ),
    ),
    Slide(
        "One image, two losses",
        (
            "scores 0.3, 1.1, 0.6; the label is class 2",
            "hinge: 0.7 + 1.5 = 2.2",
            "probability of the label: 0.295",
            "cross-entropy: −log 0.295 = 0.530",
        ),
    ),
    Slide(
        "Three digits",
        (
            "exp of the scores: 0.061, 2.014, 1.553",
            "their sum: 3.628",
            "probability of class 0: 0.018",
        ),
    ),
    Slide(
        "One-hot",
        (
            "five classes, labels 0, 1, 2, 3, 4",
            "label 3 becomes (0, 0, 1, 0, 0)",
            "loss: −Σ T_k ln p_k = −ln p₃",
        ),
    ),
    Slide(
        "How far is q from p?",
        (
            "p = (0.5, 0.5), q = (0.25, 0.75)",
            "H(p) = −Σ p ln p = 0.693",
            "H(p, q) = −Σ p ln q = 0.837",
            "KL(p‖q) = −Σ p ln q = 0.837",
        ),
    ),
)


def softmax_slides():
    """Draw the slides of lecture 2, each with one thing wrong.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.softmax_slides()
    Picture: Slide 1, A surprised classifier. Line 1: ...
    """
    return cards(SLIDES)
