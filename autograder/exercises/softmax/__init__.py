"""Lecture 2, softmax and cross-entropy."""

from autograder.exercises.softmax.binary_cross_entropy import BINARY_CROSS_ENTROPY
from autograder.exercises.softmax.cross_entropy import CROSS_ENTROPY
from autograder.exercises.softmax.kl_divergence import KL_DIVERGENCE
from autograder.exercises.softmax.log_softmax import LOG_SOFTMAX
from autograder.exercises.softmax.puzzles import PUZZLES
from autograder.exercises.softmax.softmax import SOFTMAX
from autograder.exercises.softmax.softmax_loss import SOFTMAX_LOSS

EXERCISES = (
    SOFTMAX,
    LOG_SOFTMAX,
    CROSS_ENTROPY,
    KL_DIVERGENCE,
    SOFTMAX_LOSS,
    BINARY_CROSS_ENTROPY,
    *PUZZLES,
)
