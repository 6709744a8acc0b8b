"""Lecture 3, gradient descent: derivatives by differences, squared error, steps downhill, a first net."""

from autograder.exercises.gradient_descent.basins import BASINS
from autograder.exercises.gradient_descent.directional_derivative import DIRECTIONAL_DERIVATIVE
from autograder.exercises.gradient_descent.gradient_descent import GRADIENT_DESCENT
from autograder.exercises.gradient_descent.minibatch_sgd import MINIBATCH_SGD
from autograder.exercises.gradient_descent.numerical_gradient import NUMERICAL_GRADIENT
from autograder.exercises.gradient_descent.puzzles import PUZZLES
from autograder.exercises.gradient_descent.squared_error import SQUARED_ERROR
from autograder.exercises.gradient_descent.squared_error_batch import SQUARED_ERROR_BATCH
from autograder.exercises.gradient_descent.train_two_layer import TRAIN_TWO_LAYER
from autograder.exercises.gradient_descent.workshop.gradient_check import GRADIENT_CHECK
from autograder.exercises.gradient_descent.workshop.judge_gradients import JUDGE_GRADIENTS
from autograder.exercises.gradient_descent.workshop.relative_error import RELATIVE_ERROR

EXERCISES = (
    NUMERICAL_GRADIENT,
    DIRECTIONAL_DERIVATIVE,
    SQUARED_ERROR,
    SQUARED_ERROR_BATCH,
    GRADIENT_DESCENT,
    BASINS,
    MINIBATCH_SGD,
    TRAIN_TWO_LAYER,
    RELATIVE_ERROR,
    GRADIENT_CHECK,
    JUDGE_GRADIENTS,
    *PUZZLES,
)
