"""The sample class of the lecture on Jacobians."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students, with_more
from autograder.sample_class.jacobians import answers, mistakes, other_answers, quizzes
from autograder.sample_class.mishaps import mishaps

_ANSWER_MODULES = {name: "course_lib.derivatives.jacobians" for name in answers.VECTORISED} | {
    "derivative_shape": "course_lib.derivatives.layouts",
    "chain_vjp": "course_lib.derivatives.vjp_chain",
    "unvec": "course_lib.derivatives.vectorisation",
    "matmul_jacobian": "course_lib.derivatives.vectorisation",
    "one_hidden_layer_gradients": "course_lib.networks.hidden_layer",
}

STYLES = with_more(other_answers.STYLES, quizzes.QUIZZES)
VECTORISED = STYLES["vectorised"]
_MISTAKES = {**mistakes.MISTAKES, **quizzes.MISTAKES}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(VECTORISED, _MISTAKES, mistakes.EARNED, earned_in=quizzes.EARNED_IN),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
