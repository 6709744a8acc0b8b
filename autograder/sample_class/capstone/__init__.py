"""The sample class of the capstone."""

from __future__ import annotations

from autograder.sample_class.capstone.answers import VECTORISED
from autograder.sample_class.capstone.mistakes import EARNED, MISTAKES
from autograder.sample_class.capstone.other_answers import STYLES
from autograder.sample_class.cheats import cheats
from autograder.sample_class.editing import mistaken_students, right_students
from autograder.sample_class.mishaps import mishaps

_GATES = "course_lib.networks.array_gates"
_ANSWER_MODULES = {
    name: _GATES
    for name in ("unbroadcast", "matmul_backward", "log_softmax_backward", "pick_backward", "walk_back")
}
# Mishaps and cheats are edits of a function's body; the classes are left as stubs there.
_FUNCTIONS = {name: VECTORISED[name] for name in _ANSWER_MODULES}
# Nobody's net is trained once more for a mistake in a gate.
_QUICK = {name: source for name, source in VECTORISED.items() if name != "train_digits"}

STUDENTS = (
    *right_students(STYLES),
    *mistaken_students(_QUICK, MISTAKES, EARNED),
    *mishaps(_FUNCTIONS),
    *cheats(_FUNCTIONS, _ANSWER_MODULES),
)
