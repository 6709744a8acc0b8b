"""The slides of lecture 3: searches, steps and batches."""

from course_lib.pictures.slides.cards import Slide, cards

SLIDES = (
    Slide(
        "Random search",
        (
            "20 classes, hinge loss, small random W",
            "three draws: 19.4, 18.9, 19.2",
            "a W that knows nothing costs 20",
        ),
    ),
    Slide(
        "Shapes",
        (
            "L is a number, w is a column, 4 × 1",
            "∇L, laid out like w: 4 × 1",
            "∂L/∂w in numerator layout: 4 × 1",
        ),
    ),
    Slide(
        "Squared error",
        (
            "4 inputs, 2 outputs: y = W x, W is 2 × 4",
            "y = (1, 3), t = (0, 1): errors 1 and 2",
            "L = Σⱼ (yⱼ − tⱼ)², j from 1 to 4",
            "L = 1 + 4 = 5",
        ),
    ),
    Slide(
        "One step downhill",
        (
            "w = 2, learning rate α = 0.1",
            "slope ∂L/∂w = 6",
            "w ← 2 − 6 = −4",
        ),
    ),
    Slide(
        "Krizhevsky's net of 2012",
        (
            "1,280,000 images",
            "batches of 256",
            "one epoch: 1,280,000 / 256 = 5,000 steps",
        ),
    ),
)


def descent_slides():
    """Draw the slides of lecture 3, each with one thing wrong.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.descent_slides()
    Picture: Slide 1, Random search. Line 1: ...
    """
    return cards(SLIDES)
