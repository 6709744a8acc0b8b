"""Demos of the lecture on loss functions."""
