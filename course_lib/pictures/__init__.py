"""Still pictures of the lectures, each with its description in words. One file, one picture.

from course_lib import pictures
pictures.learner()
"""

from course_lib.pictures.backpropagation.circuit import circuit
from course_lib.pictures.backpropagation.digit_net import digit_net
from course_lib.pictures.backpropagation.layer_graph import layer_graph
from course_lib.pictures.gradient_descent.landscapes import landscapes
from course_lib.pictures.gradient_descent.optimiser_race import optimiser_race
from course_lib.pictures.gradient_descent.tangents import tangents
from course_lib.pictures.jacobians.chain_paths import chain_paths
from course_lib.pictures.jacobians.pixel_jacobian import pixel_jacobian
from course_lib.pictures.loss_functions.binary_margin import binary_margin
from course_lib.pictures.loss_functions.digit_images import digit_images, digit_templates
from course_lib.pictures.loss_functions.hinge_curves import hinge_curves
from course_lib.pictures.loss_functions.learner import learner
from course_lib.pictures.loss_functions.penalties import penalties
from course_lib.pictures.loss_functions.polynomials import polynomials
from course_lib.pictures.loss_functions.score_bars import score_bars
from course_lib.pictures.loss_functions.svm_shapes import svm_shapes
from course_lib.pictures.loss_functions.trained_templates import trained_templates
from course_lib.pictures.loss_functions.viewpoints import viewpoints
from course_lib.pictures.picture import Picture
from course_lib.pictures.softmax.entropy_parts import entropy_parts
from course_lib.pictures.softmax.exponential_range import exponential_range
from course_lib.pictures.softmax.gradient_of_softmax import gradient_of_softmax
from course_lib.pictures.softmax.logistic import logistic
from course_lib.pictures.softmax.softmax_steps import softmax_steps
from course_lib.pictures.softmax.surprise import surprise

__all__ = [
    "Picture",
    "binary_margin",
    "chain_paths",
    "circuit",
    "digit_images",
    "digit_net",
    "digit_templates",
    "entropy_parts",
    "exponential_range",
    "gradient_of_softmax",
    "hinge_curves",
    "landscapes",
    "layer_graph",
    "learner",
    "logistic",
    "optimiser_race",
    "penalties",
    "pixel_jacobian",
    "polynomials",
    "score_bars",
    "softmax_steps",
    "surprise",
    "svm_shapes",
    "tangents",
    "trained_templates",
    "viewpoints",
]
