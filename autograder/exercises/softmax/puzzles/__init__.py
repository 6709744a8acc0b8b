"""The puzzles of lecture 2: what is recalled, mended, found and put in order."""

from autograder.exercises.softmax.puzzles.derivation_kl import DERIVATION_KL
from autograder.exercises.softmax.puzzles.derivation_softmax import DERIVATION_SOFTMAX
from autograder.exercises.softmax.puzzles.recall_softmax import RECALL_SOFTMAX
from autograder.exercises.softmax.puzzles.script_1 import SCRIPT_1
from autograder.exercises.softmax.puzzles.script_2 import SCRIPT_2
from autograder.exercises.softmax.puzzles.softmax_slides import SOFTMAX_SLIDES

PUZZLES = (
    RECALL_SOFTMAX,
    SOFTMAX_SLIDES,
    SCRIPT_1,
    SCRIPT_2,
    DERIVATION_SOFTMAX,
    DERIVATION_KL,
)
