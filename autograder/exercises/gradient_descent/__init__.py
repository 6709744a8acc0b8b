"""Lecture 3, gradient descent: derivatives by differences, squared error, steps downhill, a first net."""

from __future__ import annotations

from autograder.exercises.gradient_descent.differences import DIRECTIONAL_DERIVATIVE, NUMERICAL_GRADIENT
from autograder.exercises.gradient_descent.gradient_descent import GRADIENT_DESCENT
from autograder.exercises.gradient_descent.minibatch_sgd import MINIBATCH_SGD
from autograder.exercises.gradient_descent.squared_error import SQUARED_ERROR, SQUARED_ERROR_BATCH
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
