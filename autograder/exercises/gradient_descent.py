"""Lecture 3, gradient descent: derivatives by differences, squared error, steps downhill, a first net."""

from __future__ import annotations

from autograder.exercises._descent import GRADIENT_DESCENT
from autograder.exercises._differences import DIRECTIONAL_DERIVATIVE, NUMERICAL_GRADIENT
from autograder.exercises._minibatch import MINIBATCH_SGD
from autograder.exercises._squared_error import SQUARED_ERROR, SQUARED_ERROR_BATCH
from autograder.exercises._two_layer import TRAIN_TWO_LAYER

EXERCISES = (
    NUMERICAL_GRADIENT,
    DIRECTIONAL_DERIVATIVE,
    SQUARED_ERROR,
    SQUARED_ERROR_BATCH,
    GRADIENT_DESCENT,
    MINIBATCH_SGD,
    TRAIN_TWO_LAYER,
)
