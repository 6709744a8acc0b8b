"""Demos of the lecture on gradient descent."""
