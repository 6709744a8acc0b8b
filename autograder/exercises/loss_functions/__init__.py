"""Lecture 1, loss functions: hinge losses and penalties."""

from autograder.exercises.loss_functions.binary_hinge_loss import BINARY_HINGE_LOSS
from autograder.exercises.loss_functions.elastic_net import ELASTIC_NET
from autograder.exercises.loss_functions.multiclass_hinge import MULTICLASS_HINGE
from autograder.exercises.loss_functions.puzzles import PUZZLES
from autograder.exercises.loss_functions.squared_hinge import SQUARED_HINGE
from autograder.exercises.loss_functions.svm_loss import SVM_LOSS

EXERCISES = (
    MULTICLASS_HINGE,
    SQUARED_HINGE,
    BINARY_HINGE_LOSS,
    ELASTIC_NET,
    SVM_LOSS,
    *PUZZLES,
)
