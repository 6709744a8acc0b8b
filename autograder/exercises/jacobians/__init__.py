"""Lecture 5, Jacobians and their conventions."""

from autograder.exercises.jacobians.chain_rule import CHAIN_RULE
from autograder.exercises.jacobians.chain_vjp import CHAIN_VJP
from autograder.exercises.jacobians.derivative_shape import DERIVATIVE_SHAPE
from autograder.exercises.jacobians.linear_jacobian import LINEAR_JACOBIAN
from autograder.exercises.jacobians.linear_weight_jacobian import LINEAR_WEIGHT_JACOBIAN
from autograder.exercises.jacobians.matmul_jacobian import MATMUL_JACOBIAN
from autograder.exercises.jacobians.one_hidden_layer_gradients import ONE_HIDDEN_LAYER_GRADIENTS
from autograder.exercises.jacobians.puzzles import PUZZLES
from autograder.exercises.jacobians.quadratic_form_gradient import QUADRATIC_FORM_GRADIENT
from autograder.exercises.jacobians.relu_jacobian import RELU_JACOBIAN
from autograder.exercises.jacobians.relu_vjp import RELU_VJP
from autograder.exercises.jacobians.softmax_jacobian import SOFTMAX_JACOBIAN
from autograder.exercises.jacobians.unvec import UNVEC

EXERCISES = (
    DERIVATIVE_SHAPE,
    LINEAR_JACOBIAN,
    QUADRATIC_FORM_GRADIENT,
    CHAIN_RULE,
    CHAIN_VJP,
    RELU_JACOBIAN,
    RELU_VJP,
    SOFTMAX_JACOBIAN,
    LINEAR_WEIGHT_JACOBIAN,
    UNVEC,
    MATMUL_JACOBIAN,
    ONE_HIDDEN_LAYER_GRADIENTS,
    *PUZZLES,
)
