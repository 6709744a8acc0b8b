"""The losses of scores by name: what a classifier of any depth can be trained with."""

from course_lib.losses.hinge import mean_hinge
from course_lib.losses.softmax import mean_cross_entropy

# name -> (scores (N, C), y (N,)) -> (mean loss, its gradient to the scores (N, C)); a new loss is a new row
LOSSES = {"softmax": mean_cross_entropy, "hinge": mean_hinge}
