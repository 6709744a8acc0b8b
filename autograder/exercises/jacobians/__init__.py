"""Lecture 5, Jacobians and their conventions."""

from __future__ import annotations

from autograder.exercises.jacobians.hidden_layer import HIDDEN_LAYER
from autograder.exercises.jacobians.layouts import CHAIN_RULE, DERIVATIVE_SHAPE
from autograder.exercises.jacobians.linear_maps import (
    LINEAR_JACOBIAN,
    LINEAR_WEIGHT_JACOBIAN,
    QUADRATIC_FORM_GRADIENT,
)
from autograder.exercises.jacobians.relu_jacobian import RELU_JACOBIAN, RELU_VJP
from autograder.exercises.jacobians.softmax_jacobian import SOFTMAX_JACOBIAN
from autograder.exercises.jacobians.vectorisation import MATMUL_JACOBIAN, VEC

EXERCISES = (
    DERIVATIVE_SHAPE,
    LINEAR_JACOBIAN,
    QUADRATIC_FORM_GRADIENT,
    CHAIN_RULE,
    RELU_JACOBIAN,
    RELU_VJP,
    SOFTMAX_JACOBIAN,
    LINEAR_WEIGHT_JACOBIAN,
    VEC,
    MATMUL_JACOBIAN,
    HIDDEN_LAYER,
)
