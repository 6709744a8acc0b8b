"""Still pictures of the lectures, each with its description in words. One file, one picture.

from course_lib import pictures
pictures.learner()
"""

from course_lib.pictures.backpropagation.circuit import circuit
from course_lib.pictures.backpropagation.digit_net import digit_net
from course_lib.pictures.backpropagation.layer_backward_shapes import layer_backward_shapes
from course_lib.pictures.backpropagation.layer_graph import layer_graph
from course_lib.pictures.backpropagation.neuron import neuron
from course_lib.pictures.backpropagation.tape_training import tape_training
from course_lib.pictures.capstone.digit_board import digit_board
from course_lib.pictures.gradient_descent.gradient_field import gradient_field
from course_lib.pictures.gradient_descent.landscapes import landscapes
from course_lib.pictures.gradient_descent.optimiser_race import optimiser_race
from course_lib.pictures.gradient_descent.six_gradients import six_gradients
from course_lib.pictures.gradient_descent.tangents import tangents
from course_lib.pictures.jacobians.batch_blocks import batch_blocks
from course_lib.pictures.jacobians.chain_paths import chain_paths
from course_lib.pictures.jacobians.pixel_jacobian import pixel_jacobian
from course_lib.pictures.jacobians.weight_tensor import weight_tensor
from course_lib.pictures.loss_functions.binary_margin import binary_margin
from course_lib.pictures.loss_functions.challenges import challenges
from course_lib.pictures.loss_functions.digit_images import digit_images, digit_templates
from course_lib.pictures.loss_functions.hinge_curves import hinge_curves
from course_lib.pictures.loss_functions.learner import learner
from course_lib.pictures.loss_functions.misread_digits import misread_digits
from course_lib.pictures.loss_functions.penalties import penalties
from course_lib.pictures.loss_functions.pixels_stretched import pixels_stretched
from course_lib.pictures.loss_functions.polynomials import polynomials
from course_lib.pictures.loss_functions.score_bars import score_bars
from course_lib.pictures.loss_functions.svm_shapes import svm_shapes
from course_lib.pictures.loss_functions.trained_templates import trained_templates
from course_lib.pictures.loss_functions.viewpoints import viewpoints
from course_lib.pictures.picture import Picture
from course_lib.pictures.scripts.curves import training_curve
from course_lib.pictures.slides.backpropagation import gate_slides
from course_lib.pictures.slides.gradient_descent import descent_slides
from course_lib.pictures.slides.jacobians import jacobian_slides
from course_lib.pictures.slides.loss_functions import loss_slides
from course_lib.pictures.slides.softmax import softmax_slides
from course_lib.pictures.softmax.entropy_parts import entropy_parts
from course_lib.pictures.softmax.exponential_range import exponential_range
from course_lib.pictures.softmax.gradient_of_softmax import gradient_of_softmax
from course_lib.pictures.softmax.logistic import logistic
from course_lib.pictures.softmax.reliability import reliability
from course_lib.pictures.softmax.softmax_steps import softmax_steps
from course_lib.pictures.softmax.surprise import surprise
from course_lib.pictures.stretch.calibration import calibration
from course_lib.pictures.stretch.dream import dream
from course_lib.pictures.stretch.ravine import ravine

__all__ = [
    "Picture",
    "batch_blocks",
    "binary_margin",
    "calibration",
    "chain_paths",
    "challenges",
    "circuit",
    "descent_slides",
    "digit_board",
    "digit_images",
    "digit_net",
    "digit_templates",
    "dream",
    "entropy_parts",
    "exponential_range",
    "gate_slides",
    "gradient_field",
    "gradient_of_softmax",
    "hinge_curves",
    "jacobian_slides",
    "landscapes",
    "layer_backward_shapes",
    "layer_graph",
    "learner",
    "logistic",
    "loss_slides",
    "misread_digits",
    "neuron",
    "optimiser_race",
    "penalties",
    "pixel_jacobian",
    "pixels_stretched",
    "polynomials",
    "ravine",
    "reliability",
    "score_bars",
    "six_gradients",
    "softmax_slides",
    "softmax_steps",
    "surprise",
    "svm_shapes",
    "tangents",
    "tape_training",
    "trained_templates",
    "training_curve",
    "viewpoints",
    "weight_tensor",
]
