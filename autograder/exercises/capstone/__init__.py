"""The capstone: a tape for arrays, modules with a memory, and a net that reads digits through them."""

from autograder.exercises.capstone.linear import LINEAR
from autograder.exercises.capstone.log_softmax_backward import LOG_SOFTMAX_BACKWARD
from autograder.exercises.capstone.matmul_backward import MATMUL_BACKWARD
from autograder.exercises.capstone.pick_backward import PICK_BACKWARD
from autograder.exercises.capstone.relu import RELU
from autograder.exercises.capstone.sequential import SEQUENTIAL
from autograder.exercises.capstone.softmaxloss import SOFTMAXLOSS
from autograder.exercises.capstone.train_digits import TRAIN_DIGITS
from autograder.exercises.capstone.unbroadcast import UNBROADCAST
from autograder.exercises.capstone.walk_back import WALK_BACK

EXERCISES = (
    UNBROADCAST,
    MATMUL_BACKWARD,
    LOG_SOFTMAX_BACKWARD,
    PICK_BACKWARD,
    WALK_BACK,
    LINEAR,
    RELU,
    SOFTMAXLOSS,
    SEQUENTIAL,
    TRAIN_DIGITS,
)
