"""The puzzles of lecture 3: what is recalled, mended, found and put in order."""

from autograder.exercises.gradient_descent.puzzles.derivation_error import DERIVATION_ERROR
from autograder.exercises.gradient_descent.puzzles.derivation_slope import DERIVATION_SLOPE
from autograder.exercises.gradient_descent.puzzles.descent_slides import DESCENT_SLIDES
from autograder.exercises.gradient_descent.puzzles.recall_gradient_descent import RECALL_GRADIENT_DESCENT
from autograder.exercises.gradient_descent.puzzles.script_3 import SCRIPT_3
from autograder.exercises.gradient_descent.puzzles.script_4 import SCRIPT_4
from autograder.exercises.gradient_descent.puzzles.script_5 import SCRIPT_5
from autograder.exercises.gradient_descent.puzzles.script_6 import SCRIPT_6

PUZZLES = (
    RECALL_GRADIENT_DESCENT,
    DESCENT_SLIDES,
    SCRIPT_3,
    SCRIPT_4,
    SCRIPT_5,
    SCRIPT_6,
    DERIVATION_ERROR,
    DERIVATION_SLOPE,
)
