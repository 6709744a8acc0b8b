"""What a linear classifier learns from the digits with a loss of yours (lecture 1, rows 1.2 and 1.9)."""

from course_lib.datasets import IMAGE_SHAPE
from course_lib.live_view.palette import BLUE
from course_lib.live_view.student import checked
from course_lib.pictures.loss_functions.digit_images import draw_templates
from course_lib.pictures.loss_functions.digit_training import fit_digits
from course_lib.pictures.picture import Picture
from course_lib.training.linear_classifier import templates


def trained_templates(loss, reg=1e-3, learning_rate=0.2, n_steps=300):
    """Train a linear classifier on the digits, and draw its loss, its accuracy and what each class looks for.

    Parameters
    ----------
    loss : function
        Your loss `(W, X, y, reg)`, which returns the loss and its gradient in W, such as `svm_loss`. If it
        fails, a sentence says why.
    reg, learning_rate : float
        Strength of the penalty, and step size.
    n_steps : int
        Steps of training, each on all images.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from course_lib import pictures
    >>> from course_lib.losses.hinge import svm_loss
    >>> pictures.trained_templates(loss=svm_loss, reg=1e-3)
    Picture: Loss curve of 300 steps...
    """

    def draw(figure):
        safe = checked(loss, lambda *_: (), lambda W, *_: W.shape)
        W, losses, share = fit_digits(safe, reg, learning_rate, n_steps)
        above, below = figure.subfigures(2, 1, height_ratios=[2, 1])
        axes = above.subplots()
        axes.plot(losses, color=BLUE)
        axes.set(xlabel="step", ylabel="loss", ylim=(0, None), xlim=(0, n_steps))
        axes.set_title(f"{share:.1%} of the images that it never saw are recognised")
        axes.grid(True)
        draw_templates(below, templates(W, IMAGE_SHAPE))

    return Picture(
        draw,
        f"Loss curve of {n_steps} steps of gradient descent on the digits, the accuracy on unseen images, "
        "and the template of each digit.",
        height=380,
    )
