"""Data on which the course computes: real images that ship with it, and points made by a formula."""

from course_lib.datasets.cifar10 import CIFAR10_CLASSES, CIFAR10_SHAPE, load_cifar10
from course_lib.datasets.digits import IMAGE_SHAPE, load_digits
from course_lib.datasets.points import blobs
from course_lib.datasets.split import split

__all__ = [
    "CIFAR10_CLASSES",
    "CIFAR10_SHAPE",
    "IMAGE_SHAPE",
    "blobs",
    "load_cifar10",
    "load_digits",
    "split",
]
