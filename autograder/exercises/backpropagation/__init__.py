"""Lecture 4, backpropagation: gates, activations, layers, a net, and the recursion itself."""

from autograder.exercises.backpropagation.activation_backward import (
    RELU_BACKWARD,
    SIGMOID_BACKWARD,
    TANH_BACKWARD,
)
from autograder.exercises.backpropagation.backpropagate import BACKPROPAGATE
from autograder.exercises.backpropagation.gate_backward import ADD_BACKWARD, MAX_BACKWARD, MUL_BACKWARD
from autograder.exercises.backpropagation.linear_layer import LINEAR_BACKWARD, LINEAR_FORWARD
from autograder.exercises.backpropagation.maxout import MAXOUT, MAXOUT_BACKWARD
from autograder.exercises.backpropagation.two_layer_loss import TWO_LAYER_LOSS

EXERCISES = (
    ADD_BACKWARD,
    MUL_BACKWARD,
    MAX_BACKWARD,
    SIGMOID_BACKWARD,
    TANH_BACKWARD,
    RELU_BACKWARD,
    MAXOUT,
    MAXOUT_BACKWARD,
    LINEAR_FORWARD,
    LINEAR_BACKWARD,
    TWO_LAYER_LOSS,
    BACKPROPAGATE,
)
