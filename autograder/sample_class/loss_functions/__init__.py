"""The sample class of the lecture on loss functions."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import edited, mistaken_students, right_students, with_more
from autograder.sample_class.loss_functions import answers, mistakes, quizzes
from autograder.sample_class.mishaps import mishaps
from autograder.sample_class.students import Answer, SampleStudent

_LOSSES = "course_lib.losses.hinge"
_ANSWER_MODULES = {name: _LOSSES for name in answers.VECTORISED} | {
    "elastic_net": "course_lib.losses.penalties"
}

STYLES = with_more(answers.STYLES, quizzes.QUIZZES)
VECTORISED = STYLES["vectorised"]
_MISTAKES = {**mistakes.MISTAKES, **quizzes.MISTAKES}
_EARNED = {**quizzes.EARNED}

# Told, but it costs nothing.
_CHANGES_INPUTS = SampleStudent(
    "changes-inputs",
    {
        **{name: Answer(source) for name, source in VECTORISED.items()},
        "svm_loss": Answer(
            edited(VECTORISED["svm_loss"], [("    return", "    W *= 0\n    return")]),
            1.0,
            ("inputs_changed",),
        ),
    },
)

STUDENTS = (
    *right_students(STYLES),
    _CHANGES_INPUTS,
    *mistaken_students(VECTORISED, _MISTAKES, _EARNED, noted=mistakes.NOTED),
    *mishaps(VECTORISED),
    *cheats(VECTORISED, _ANSWER_MODULES),
)
