"""Lecture 3, gradient descent: derivatives by differences, squared error, steps downhill, a first net."""

from autograder.exercises.gradient_descent.directional_derivative import DIRECTIONAL_DERIVATIVE
from autograder.exercises.gradient_descent.gradient_descent import GRADIENT_DESCENT
from autograder.exercises.gradient_descent.minibatch_sgd import MINIBATCH_SGD
from autograder.exercises.gradient_descent.numerical_gradient import NUMERICAL_GRADIENT
from autograder.exercises.gradient_descent.squared_error import SQUARED_ERROR
from autograder.exercises.gradient_descent.squared_error_batch import SQUARED_ERROR_BATCH
from autograder.exercises.gradient_descent.train_two_layer import TRAIN_TWO_LAYER

EXERCISES = (
    NUMERICAL_GRADIENT,
    DIRECTIONAL_DERIVATIVE,
    SQUARED_ERROR,
    SQUARED_ERROR_BATCH,
    GRADIENT_DESCENT,
    MINIBATCH_SGD,
    TRAIN_TWO_LAYER,
)
