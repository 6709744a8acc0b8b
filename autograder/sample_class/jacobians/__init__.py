"""The sample class of the lecture on Jacobians."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students
from autograder.sample_class.jacobians.answers import STYLES, VECTORISED
from autograder.sample_class.jacobians.mistakes import EARNED, MISTAKES
from autograder.sample_class.mishaps import mishaps

_ANSWER_MODULES = {name: "course_lib.derivatives.jacobians" for name in VECTORISED} | {
    "derivative_shape": "course_lib.derivatives.layouts",
    "vec": "course_lib.derivatives.vectorisation",
    "matmul_jacobian": "course_lib.derivatives.vectorisation",
    "one_hidden_layer_gradients": "course_lib.networks.hidden_layer",
}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(VECTORISED, MISTAKES, EARNED),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
