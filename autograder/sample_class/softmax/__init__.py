"""The sample class of the lecture on softmax and cross-entropy."""

from __future__ import annotations

from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import edited, mistaken_students, right_students, with_more
from autograder.sample_class.mishaps import mishaps
from autograder.sample_class.softmax import answers, derivations, mistakes, quizzes, scripts
from autograder.sample_class.students import Answer, SampleStudent

_SOFTMAX = "course_lib.losses.softmax"
_ANSWER_MODULES = {name: _SOFTMAX for name in answers.VECTORISED} | {
    "kl_divergence": "course_lib.losses.information",
    "binary_cross_entropy": "course_lib.losses.binary",
}

STYLES = with_more(answers.STYLES, {**scripts.SCRIPTS, **derivations.DERIVATIONS, **quizzes.QUIZZES})
VECTORISED = STYLES["vectorised"]
_MISTAKES = {**mistakes.MISTAKES, **scripts.MISTAKES, **derivations.MISTAKES, **quizzes.MISTAKES}
_EARNED = {**mistakes.EARNED, **derivations.EARNED, **quizzes.EARNED}

# Reported, but it costs nothing.
_CHANGES_INPUTS = SampleStudent(
    "changes-inputs",
    {
        **{name: Answer(source) for name, source in VECTORISED.items()},
        "softmax": Answer(
            edited(VECTORISED["softmax"], [("    return", "    scores[:] = 0\n    return")]),
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
