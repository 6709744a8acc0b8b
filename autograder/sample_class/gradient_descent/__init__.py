"""The sample class of the lecture on gradient descent."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students, with_more
from autograder.sample_class.gradient_descent import (
    derivations,
    mistakes,
    other_answers,
    quizzes,
    scripts,
    workshop,
)
from autograder.sample_class.mishaps import mishaps

_ANSWER_MODULES = {
    "numerical_gradient": "course_lib.derivatives.gradcheck",
    "directional_derivative": "course_lib.derivatives.gradcheck",
    "squared_error": "course_lib.losses.least_squares",
    "squared_error_batch": "course_lib.losses.least_squares",
    "gradient_descent": "course_lib.training.optim",
    "basins": "course_lib.training.valleys",
    "minibatch_sgd": "course_lib.training.optim",
    "train_two_layer": "course_lib.networks.sigmoid_net",
}

STYLES = with_more(
    other_answers.STYLES,
    {**workshop.WORKSHOP, **scripts.SCRIPTS, **derivations.DERIVATIONS, **quizzes.QUIZZES},
)
VECTORISED = STYLES["vectorised"]
_MISTAKES = {
    **mistakes.MISTAKES,
    **workshop.MISTAKES,
    **scripts.MISTAKES,
    **derivations.MISTAKES,
    **quizzes.MISTAKES,
}
_EARNED = {**mistakes.EARNED, **workshop.EARNED, **scripts.EARNED, **derivations.EARNED, **quizzes.EARNED}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(VECTORISED, _MISTAKES, _EARNED, noted=mistakes.NOTED),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
