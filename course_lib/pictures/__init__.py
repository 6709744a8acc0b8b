"""Still pictures of the lectures, each with its description in words. One file, one picture.

from course_lib import pictures
pictures.learner()
"""

from course_lib.pictures.binary_margin import binary_margin
from course_lib.pictures.circuit import circuit
from course_lib.pictures.digit_images import digit_images, digit_templates
from course_lib.pictures.digit_net import digit_net
from course_lib.pictures.entropy_parts import entropy_parts
from course_lib.pictures.exponential_range import exponential_range
from course_lib.pictures.gradient_of_softmax import gradient_of_softmax
from course_lib.pictures.hinge_curves import hinge_curves
from course_lib.pictures.learner import learner
from course_lib.pictures.logistic import logistic
from course_lib.pictures.optimiser_race import optimiser_race
from course_lib.pictures.penalties import penalties
from course_lib.pictures.picture import Picture
from course_lib.pictures.polynomials import polynomials
from course_lib.pictures.score_bars import score_bars
from course_lib.pictures.softmax_steps import softmax_steps
from course_lib.pictures.surprise import surprise
from course_lib.pictures.svm_shapes import svm_shapes
from course_lib.pictures.tangents import tangents
from course_lib.pictures.trained_templates import trained_templates
from course_lib.pictures.viewpoints import viewpoints

__all__ = [
    "Picture",
    "binary_margin",
    "circuit",
    "digit_images",
    "digit_net",
    "digit_templates",
    "entropy_parts",
    "exponential_range",
    "gradient_of_softmax",
    "hinge_curves",
    "learner",
    "logistic",
    "optimiser_race",
    "penalties",
    "polynomials",
    "score_bars",
    "softmax_steps",
    "surprise",
    "svm_shapes",
    "tangents",
    "trained_templates",
    "viewpoints",
]
