"""Live demos: pictures that follow a slider at once, in the notebook, in feedback and as a file.

    from course_lib import demos
    demos.learning_rate()

How to write one stands in docs/live_view.md.
"""

from course_lib.demos.backpropagation.activations import activations
from course_lib.demos.backpropagation.circuit import circuit
from course_lib.demos.backpropagation.draw_a_digit import draw_a_digit
from course_lib.demos.backpropagation.net_against_line import net_against_line
from course_lib.demos.backpropagation.net_boundary import net_boundary
from course_lib.demos.backpropagation.universal_approximation import universal_approximation
from course_lib.demos.capstone.falling_rate import falling_rate
from course_lib.demos.capstone.module_memory import module_memory
from course_lib.demos.capstone.tape_walk import tape_walk
from course_lib.demos.gradient_descent.digit_descent import digit_descent
from course_lib.demos.gradient_descent.direction import direction
from course_lib.demos.gradient_descent.gradient_check import gradient_check
from course_lib.demos.gradient_descent.learning_rate import learning_rate
from course_lib.demos.gradient_descent.line_fit import line_fit
from course_lib.demos.gradient_descent.loss_curve_doctor import loss_curve_doctor
from course_lib.demos.gradient_descent.minibatch import minibatch
from course_lib.demos.gradient_descent.net_slice import net_slice
from course_lib.demos.gradient_descent.saddle import saddle
from course_lib.demos.gradient_descent.two_layer_training import two_layer_training
from course_lib.demos.gradient_descent.two_valleys import two_valleys
from course_lib.demos.jacobians.chain_sizes import chain_sizes
from course_lib.demos.jacobians.flattened_product import flattened_product
from course_lib.demos.jacobians.quadratic_form import quadratic_form
from course_lib.demos.jacobians.relu_cost import relu_cost
from course_lib.demos.jacobians.size_table import size_table
from course_lib.demos.jacobians.softmax_jacobian import softmax_jacobian
from course_lib.demos.jacobians.weight_slope import weight_slope
from course_lib.demos.loss_functions.hinge_classifier import hinge_classifier
from course_lib.demos.loss_functions.hinge_slopes import hinge_slopes
from course_lib.demos.loss_functions.hinge_terms import hinge_terms
from course_lib.demos.loss_functions.polynomial_fit import polynomial_fit
from course_lib.demos.loss_functions.train_svm import train_svm
from course_lib.demos.loss_functions.weight_scale import weight_scale
from course_lib.demos.softmax.divergence import divergence
from course_lib.demos.softmax.logistic_loss import logistic_loss
from course_lib.demos.softmax.softmax_classifier import softmax_classifier
from course_lib.demos.softmax.softmax_shift import softmax_shift
from course_lib.demos.softmax.softmax_temperature import softmax_temperature
from course_lib.demos.softmax.two_losses import two_losses
from course_lib.live_view.asking.questions import Mark, Number, Options
from course_lib.live_view.controls import Choice, Slider, Steps
from course_lib.live_view.demo import Demo
from course_lib.live_view.live import LiveDemo
from course_lib.live_view.student import CannotShow, checked

__all__ = [
    "CannotShow",
    "Choice",
    "Demo",
    "LiveDemo",
    "Mark",
    "Number",
    "Options",
    "Slider",
    "Steps",
    "activations",
    "chain_sizes",
    "checked",
    "circuit",
    "digit_descent",
    "direction",
    "divergence",
    "draw_a_digit",
    "falling_rate",
    "flattened_product",
    "gradient_check",
    "hinge_classifier",
    "hinge_slopes",
    "hinge_terms",
    "learning_rate",
    "line_fit",
    "logistic_loss",
    "loss_curve_doctor",
    "minibatch",
    "module_memory",
    "net_against_line",
    "net_boundary",
    "net_slice",
    "polynomial_fit",
    "quadratic_form",
    "relu_cost",
    "saddle",
    "size_table",
    "softmax_classifier",
    "softmax_jacobian",
    "softmax_shift",
    "softmax_temperature",
    "tape_walk",
    "train_svm",
    "two_layer_training",
    "two_losses",
    "two_valleys",
    "universal_approximation",
    "weight_scale",
    "weight_slope",
]
