"""The puzzles of lecture 1: what is recalled, mended, found and put in order."""

from autograder.exercises.loss_functions.puzzles.loss_slides import LOSS_SLIDES

PUZZLES = (LOSS_SLIDES,)
