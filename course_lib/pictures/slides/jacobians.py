"""The slides of lecture 5: forms, sizes and products."""

from course_lib.pictures.slides.cards import Slide, cards

SLIDES = (
    Slide(
        "A quadratic form",
        (
            "A = [[1, 2], [0, 3]], w = (1, 1)",
            "f = wᵀA w = 1 + 2 + 0 + 3 = 6",
            "∂f/∂w = 2 wᵀA = (2, 10)",
        ),
    ),
    Slide(
        "Sizes",
        (
            "w is a column, 3 × 1; A is 3 × 3",
            "f = w A w: (3 × 1)(3 × 3)(3 × 1)",
            "f is a number, 1 × 1",
        ),
    ),
    Slide(
        "Back through a linear map",
        (
            "z = J x, J = [[1, 2], [0, 1]]",
            "upstream, a row: ∂L/∂z = (1, 1)",
            "∂L/∂x = J (1, 1)ᵀ = (3, 1)",
        ),
    ),
)


def jacobian_slides():
    """Draw the slides of lecture 5, each with one thing wrong.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> pictures.jacobian_slides()
    Picture: Slide 1, A quadratic form. Line 1: ...
    """
    return cards(SLIDES)
