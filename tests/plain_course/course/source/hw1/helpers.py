"""What homework 1 gives to its students."""

import numpy as np


def read_heights(path):
    """Return the second column of a CSV file with one header line."""
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=1)


def close(a, b, tolerance=1e-6):
    """Whether a and b differ by at most `tolerance`."""
    return abs(a - b) <= tolerance
