"""Lecture 4, backpropagation: gates, activations, layers, a net, and the recursion itself."""

from autograder.exercises.backpropagation.backpropagate import BACKPROPAGATE
from autograder.exercises.backpropagation.gates.add_backward import ADD_BACKWARD
from autograder.exercises.backpropagation.gates.max_backward import MAX_BACKWARD
from autograder.exercises.backpropagation.gates.mul_backward import MUL_BACKWARD
from autograder.exercises.backpropagation.linear_backward import LINEAR_BACKWARD
from autograder.exercises.backpropagation.linear_forward import LINEAR_FORWARD
from autograder.exercises.backpropagation.local_gradients import LOCAL_GRADIENTS
from autograder.exercises.backpropagation.maxout import MAXOUT
from autograder.exercises.backpropagation.maxout_backward import MAXOUT_BACKWARD
from autograder.exercises.backpropagation.puzzles import PUZZLES
from autograder.exercises.backpropagation.relu_backward import RELU_BACKWARD
from autograder.exercises.backpropagation.sigmoid_backward import SIGMOID_BACKWARD
from autograder.exercises.backpropagation.tanh_backward import TANH_BACKWARD
from autograder.exercises.backpropagation.two_layer_forward import TWO_LAYER_FORWARD
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
    TWO_LAYER_FORWARD,
    TWO_LAYER_LOSS,
    LOCAL_GRADIENTS,
    BACKPROPAGATE,
    *PUZZLES,
)
