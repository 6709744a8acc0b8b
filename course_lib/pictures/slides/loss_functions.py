"""The slides of lecture 1: hinges, means and penalties."""

from course_lib.pictures.slides.cards import Slide, cards

SLIDES = (
    Slide(
        "A picture of a dog",
        (
            "scores: dog 1.4, ship 3.0, frog −0.2",
            "ship: max(0, 3.0 − 1.4) = 1.6",
            "frog: max(0, −0.2 − 1.4 + 1) = 0",
            "the loss of the image is their sum",
        ),
    ),
    Slide(
        "The loss of the data",
        (
            "four images with losses 2.6, 0, 0.7, 1.9",
            "L = (1/N) Σ Lᵢ, here with N = 4",
            "L = 2.6 + 0 + 0.7 + 1.9 = 5.2",
        ),
    ),
    Slide(
        "The full loss",
        (
            "data: (1/N) Σ Lᵢ = 1.3",
            "penalty: R(W) = Σ W² = 0.5",
            "λ = 0.1",
            "L = 1.3 + 0.5 = 1.8",
        ),
    ),
    Slide(
        "In code",
        (
            "losses = np.array([4.0, 0.0, 2.0])",
            "penalty = 0.1 * 3.0",
            "loss = np.sum(losses) + penalty  # 6.3",
        ),
    ),
    Slide(
        "Sum or mean over the classes?",
        (
            "5 classes: every Lᵢ is a sum of 4 terms",
            "their mean instead: every Lᵢ is a quarter",
            "the best W stays if λ = 0.08 stays 0.08",
        ),
    ),
)


def loss_slides():
    """Draw the slides of lecture 1, each with one thing wrong.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.loss_slides()
    Picture: Slide 1, A picture of a dog. Line 1: ...
    """
    return cards(SLIDES)
