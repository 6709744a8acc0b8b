"""The sample class of the lecture on gradient descent."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students
from autograder.sample_class.gradient_descent.answers import STYLES, VECTORISED
from autograder.sample_class.gradient_descent.mistakes import EARNED, MISTAKES, NOTED
from autograder.sample_class.mishaps import mishaps

_ANSWER_MODULES = {
    "numerical_gradient": "course_lib.derivatives.gradcheck",
    "directional_derivative": "course_lib.derivatives.gradcheck",
    "squared_error": "course_lib.losses.least_squares",
    "squared_error_batch": "course_lib.losses.least_squares",
    "gradient_descent": "course_lib.training.optim",
    "minibatch_sgd": "course_lib.training.optim",
    "train_two_layer": "course_lib.networks.sigmoid_net",
}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(VECTORISED, MISTAKES, EARNED, noted=NOTED),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
