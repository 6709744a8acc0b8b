"""The puzzles of lecture 4: what is recalled, mended, found and put in order."""

from autograder.exercises.backpropagation.puzzles.derivation_layer import DERIVATION_LAYER
from autograder.exercises.backpropagation.puzzles.derivation_sigmoid import DERIVATION_SIGMOID
from autograder.exercises.backpropagation.puzzles.gate_slides import GATE_SLIDES
from autograder.exercises.backpropagation.puzzles.recall_backpropagation import RECALL_BACKPROPAGATION
from autograder.exercises.backpropagation.puzzles.script_7 import SCRIPT_7
from autograder.exercises.backpropagation.puzzles.script_8 import SCRIPT_8

PUZZLES = (
    RECALL_BACKPROPAGATION,
    GATE_SLIDES,
    SCRIPT_7,
    SCRIPT_8,
    DERIVATION_SIGMOID,
    DERIVATION_LAYER,
)
