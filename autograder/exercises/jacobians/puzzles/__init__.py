"""The puzzles of lecture 5: what is recalled, mended, found and put in order."""

from autograder.exercises.jacobians.puzzles.jacobian_slides import JACOBIAN_SLIDES
from autograder.exercises.jacobians.puzzles.recall_jacobians import RECALL_JACOBIANS

PUZZLES = (
    RECALL_JACOBIANS,
    JACOBIAN_SLIDES,
)
