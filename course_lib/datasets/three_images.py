"""The example of the lectures: three classes, and the scores of three images, one of each class."""

import numpy as np

CLASSES = ("cat", "car", "frog")
# One row for each image: row 0 shows a cat, row 1 a car, row 2 a frog.
SCORES = np.array([[3.2, 5.1, -1.7], [1.3, 4.9, 2.0], [2.2, 2.5, -3.1]])
SCORES.flags.writeable = False  # shared by several demos
