"""The sample class of the lecture on backpropagation."""

from __future__ import annotations

from autograder.sample_class.backpropagation import derivations, mistakes, other_answers, quizzes, scripts
from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students, with_more
from autograder.sample_class.mishaps import mishaps

_GATES, _ACTIVATIONS = "course_lib.networks.gate_rules", "course_lib.networks.activations"
_ANSWER_MODULES = {
    "add_backward": _GATES,
    "mul_backward": _GATES,
    "max_backward": _GATES,
    "sigmoid_backward": _ACTIVATIONS,
    "tanh_backward": _ACTIVATIONS,
    "relu_backward": _ACTIVATIONS,
    "maxout": _ACTIVATIONS,
    "maxout_backward": _ACTIVATIONS,
    "linear_forward": "course_lib.networks.layers",
    "linear_backward": "course_lib.networks.layers",
    "two_layer_loss": "course_lib.networks.relu_nets",
    "backpropagate": "course_lib.networks.backpropagation",
    "two_layer_forward": "course_lib.networks.relu_nets",
    "local_gradients": "course_lib.networks.backpropagation",
}

STYLES = with_more(other_answers.STYLES, {**scripts.SCRIPTS, **derivations.DERIVATIONS, **quizzes.QUIZZES})
VECTORISED = STYLES["vectorised"]
_MISTAKES = {**mistakes.MISTAKES, **scripts.MISTAKES, **derivations.MISTAKES, **quizzes.MISTAKES}
_EARNED = {**mistakes.EARNED, **derivations.EARNED, **quizzes.EARNED}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(VECTORISED, _MISTAKES, _EARNED),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
